"""Compares verdicts with those of Python's jsonschema: random choices (anyOf, oneOf) inside choices, conjunctions and
references, with keywords beside them that judge values by further schemas. Contracts with an odd SEED are of
OpenAPI 3.0.

choices.py contract SEED                 prints a contract
choices.py documents SEED COUNT NAME...  prints COUNT documents for each schema: its name, a tab, the document
choices.py judge SEED COUNT NAME...      reads the findings of schemas_judge for them, and compares
"""

import json
import random
import sys

SCHEMAS = 80
NAMES = ["k", "a", "b"]
WORDS = ["", "a", "b", "ab"]
NUMBERS = [0, 1, 2, 3, 1.5, -1]
SCALARS = [None, True, False] + WORDS + NUMBERS
TYPES = ["string", "integer", "number", "boolean", "object", "array", "null"]


def value(r, depth=2):
    kind = r.random()
    if depth == 0 or kind < 0.5:
        return r.choice(SCALARS)
    if kind < 0.65:
        return [value(r, depth - 1) for _ in range(r.randrange(4))]
    return {name: value(r, depth - 1) for name in NAMES + ["z"] if r.random() < 0.5}


class Maker:
    """Makes schemas of a version of OpenAPI."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.old = seed % 2 == 1
        self.index = 0

    def types(self, *kinds):
        r = self.r
        kinds = kinds or TYPES
        some = sorted(set(kinds))
        if self.old:
            kinds = [kind for kind in kinds if kind != "null"] or ["string"]
            return {"type": r.choice(kinds)} | ({"nullable": True} if r.random() < 0.3 else {})
        return {"type": r.choice(kinds) if r.random() < 0.6 else r.sample(some, min(len(some), r.randrange(1, 4)))}

    def listed(self):
        r = self.r
        pool = r.choice([WORDS, WORDS, NUMBERS, SCALARS, [None, "a"], None])
        choose = (lambda: value(r, 1)) if pool is None else (lambda: r.choice(pool))
        if not self.old and r.random() < 0.3:
            schema = {"const": choose()}
        else:
            schema = {"enum": [choose() for _ in range(r.randrange(1, 4))]}
        return schema | (self.types() if r.random() < 0.3 else {})

    def scalar(self):
        r = self.r
        schema = {}
        if r.random() < 0.5:
            schema = r.choice([{"minLength": 1}, {"maxLength": 1}, {"pattern": "^a"}, {"pattern": "b$"}])
            kinds = ("string", "string", "string", "null")
        else:
            low, high = r.choice([0, 1, 1.5]), r.choice([1, 2])
            bounds = [{"minimum": low}, {"maximum": high}, {"multipleOf": r.choice([1, 2, 3, 0.5, 1.5])}]
            if self.old:
                bounds += [{"minimum": low, "exclusiveMinimum": True}, {"maximum": high, "exclusiveMaximum": True}]
            else:
                bounds += [{"exclusiveMinimum": low}, {"exclusiveMaximum": high}]
            schema = r.choice(bounds)
            kinds = ("integer", "number", "null")
        return schema | (self.types(*kinds) if r.random() < 0.6 else {})

    def container(self, depth):
        r = self.r
        schema = {}
        kind = "object" if r.random() < 0.75 else "array"
        if kind == "array":
            options = [{"items": self.make(depth - 1)}, {"minItems": r.randrange(1, 3)}, {"maxItems": r.randrange(3)},
                       {"uniqueItems": True}]
            if not self.old:
                options += [{"prefixItems": [self.make(depth - 1) for _ in range(r.randrange(1, 3))]},
                            {"contains": self.make(0)}, {"contains": self.make(0), "minContains": r.randrange(3)},
                            {"contains": self.make(0), "maxContains": r.randrange(1, 3)}]
            for option in r.sample(options, r.randrange(1, 3)):
                schema |= option
            if self.old:
                return schema | {"type": "array", "items": schema.get("items", {})}
        else:
            if r.random() < 0.8:
                schema["properties"] = {name: self.make(depth - 1) for name in NAMES if r.random() < 0.5}
            if r.random() < 0.6:
                schema.setdefault("properties", {})["k"] = self.listed()
            if r.random() < 0.5:
                schema["required"] = r.sample(NAMES, r.randrange(1, 3))
            if r.random() < 0.35:
                schema["additionalProperties"] = r.choice([False, False, True, self.make(0)])
            options = [{"minProperties": 1}, {"maxProperties": 2}]
            if not self.old:
                options += [{"dependentRequired": {r.choice(NAMES): [r.choice(NAMES)]}},
                            {"dependentSchemas": {r.choice(NAMES): self.make(depth - 1)}},
                            {"patternProperties": {r.choice(["^a", "[kb]"]): self.make(0)}},
                            {"propertyNames": r.choice([{"maxLength": 1}, {"enum": ["a", "k", "z"]}])}]
            if r.random() < 0.3:
                schema |= r.choice(options)
        return schema | (self.types(kind, kind, kind, "null") if r.random() < 0.7 else {})

    def judged(self, depth):
        r = self.r
        if self.old or r.random() < 0.5:
            return {"not": self.make(depth - 1) if r.random() < 0.6 else {"required": [r.choice(NAMES)]}}
        schema = {"if": self.make(depth - 1)}
        for key in ("then", "else"):
            if r.random() < 0.6:
                schema[key] = self.make(depth - 1)
        return schema

    def reference(self):
        return {"$ref": f"#/components/schemas/S{self.r.randrange(max(1, self.index))}"}

    def choice(self, depth):
        r = self.r
        key = r.choice(["anyOf", "oneOf", "oneOf"])
        alternatives = [self.make(depth - 1) for _ in range(r.randrange(1, 4))]
        if r.random() < 0.25:
            names = r.sample(NAMES, 2)
            alternatives = [{"properties": {name: self.make(0)}, "required": [name], "not": {"required": [other]}}
                            | (self.types("object") if r.random() < 0.8 else {})
                            for name, other in (names, names[::-1])]
        if r.random() < 0.2 and not self.old:
            alternatives.append({"type": "null"})
        return {key: alternatives}

    def make(self, depth):
        r = self.r
        kind = r.random()
        if depth <= 0:
            if kind < 0.1 and self.index > 0:
                return self.reference()
            return self.types() if kind < 0.4 else self.listed() if kind < 0.7 else self.scalar()
        schema = {}
        if kind < 0.02:
            return {} if self.old else r.choice([True, False, {}])
        if kind < 0.2 and self.index > 0:
            schema = self.reference()
            if self.old or r.random() < 0.6:
                return schema
        features = [self.types, self.listed, self.scalar, lambda: self.container(depth), lambda: self.container(depth),
                    lambda: self.choice(depth), lambda: self.choice(depth), lambda: self.judged(depth),
                    lambda: {"allOf": [self.make(depth - 1) for _ in range(r.randrange(1, 3))]}]
        for feature in r.sample(features, 1 if kind < 0.75 else 2):
            schema |= feature()
        return schema


def schemas(seed):
    maker = Maker(seed)
    made = {}
    for index in range(SCHEMAS):
        maker.index = index
        made[f"S{index}"] = maker.choice(3) if index % 2 else maker.make(3)
    return made


def contract(seed):
    return {"openapi": "3.0.3" if seed % 2 else "3.1.0", "info": {"title": "Choices", "version": "1"}, "paths": {},
            "components": {"schemas": schemas(seed)}}


def modern(schema):
    """A schema of OpenAPI 3.0 in the words of JSON Schema 2020-12."""
    if isinstance(schema, list):
        return [modern(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    out = {key: {name: modern(item) for name, item in argument.items()} if key == "properties"
           else argument if key == "enum" else modern(argument) for key, argument in schema.items()}
    if out.pop("nullable", False) and "type" in out:
        out["type"] = [out["type"], "null"]
    for key, bound in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if out.pop(key, False) is True:
            out[key] = out.pop(bound)
    return out


# Documents

def sample(r, schema, made, depth=5):
    """A value of which some part may conform."""
    if not isinstance(schema, dict) or depth == 0 or r.random() < 0.1:
        return value(r)
    ways = [key for key in ("const", "enum", "anyOf", "oneOf", "allOf", "$ref", "properties", "prefixItems", "items",
                            "then", "if", "not", "type") if key in schema]
    if not ways:
        return value(r)
    way = r.choice(ways)
    word = schema[way]
    if way == "const":
        return word
    if way == "enum":
        return r.choice(word)
    if way in ("anyOf", "oneOf", "allOf"):
        return sample(r, r.choice(word), made, depth - 1)
    if way == "$ref":
        return sample(r, made[word.rsplit("/", 1)[1]], made, depth - 1)
    if way == "properties":
        required = schema.get("required", [])
        out = {name: sample(r, inner, made, depth - 1) for name, inner in word.items()
               if name in required or r.random() < 0.7}
        return out | {name: value(r, 1) for name in required if name not in out and r.random() < 0.9}
    if way == "prefixItems":
        return [sample(r, inner, made, depth - 1) for inner in word][:r.randrange(4)]
    if way == "items":
        return [sample(r, word, made, depth - 1) for _ in range(r.randrange(4))]
    if way in ("then", "if", "not"):
        return sample(r, word, made, depth - 1)
    kind = r.choice(word) if isinstance(word, list) else word
    return {"string": lambda: r.choice(WORDS), "integer": lambda: r.choice([0, 1, 2, 3]), "number": lambda: r.choice(NUMBERS),
            "boolean": lambda: r.choice([True, False]), "null": lambda: None, "array": lambda: [value(r, 1)],
            "object": lambda: {name: value(r, 1) for name in NAMES if r.random() < 0.6}}[kind]()


def documents(seed, count, names):
    r = random.Random(seed + 1)
    made = schemas(seed)
    for name in names:
        for _ in range(count):
            yield name, sample(r, made[name], made)


def judge(seed, count, names):
    from jsonschema import Draft202012Validator
    made = schemas(seed)
    judged = {name: modern(schema) for name, schema in made.items()} if seed % 2 else made
    validators = {name: Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": {"schemas": judged}})
                  for name in names}
    different = conforming = total = 0
    for (name, document), line in zip(documents(seed, count, names), sys.stdin, strict=True):
        # A struct doesn't have unknown members, so that values may have too few, or not fit what is judged from the text.
        found = line.rstrip("\n").replace("value \t", "")
        wanted = validators[name].is_valid(document)
        total += 1
        conforming += wanted
        if wanted == (found != ""):
            different += 1
            if different <= 10:
                print(name, json.dumps(made[name]), "\n   ", json.dumps(document), "\n    here:",
                      found, "\n    there:", "conforms" if wanted else "doesn't conform")
    print(f"{total} documents of {len(names)} schemas, {conforming} conform, {different} differ")
    return 1 if different or conforming < total // 20 or conforming == total else 0


def main():
    seed = int(sys.argv[2])
    if sys.argv[1] == "contract":
        print(json.dumps(contract(seed), indent=1))
        return 0
    if sys.argv[1] == "documents":
        for name, document in documents(seed, int(sys.argv[3]), sys.argv[4:]):
            print(name, json.dumps(document), sep="\t")
        return 0
    return judge(seed, int(sys.argv[3]), sys.argv[4:])


if __name__ == "__main__":
    sys.exit(main())
