"""Compares verdicts with those of Python's jsonschema: random conjunctions (allOf, and keywords beside it and
beside $ref), and choices of objects that the names of members tell apart, each with documents that mostly
conform, and with mutated ones.

conjunctions.py contract SEED                 prints a contract
conjunctions.py documents SEED COUNT NAME...  prints COUNT documents for each schema: its name, a tab, the document
conjunctions.py judge SEED COUNT NAME...      reads the findings of schemas_judge for them, and compares
"""

import json
import random
import re
import sys

SCHEMAS = 60
CHOICES = 20  # after them
BASES = 12  # the first ones are no conjunctions
STRINGS = ["", "a", "ab", "abc", "abcd", "2024-02-29", "127.0.0.1", "x", "yy"]
NUMBERS = [0, 1, -1, 2, 3, 4, 5, 6, 1.5, 0.5, -2.5, 10, 12, 100]
SCALARS = [None, True, False] + STRINGS + NUMBERS
NAMES = ["a", "b", "c", "d e"]
OTHERS = ["z", "ab", "za", ""]  # names that few schemas list
PATTERNS = ["^a", "[bc]", "^.$", "e$", "z", "^(a|z)"]
TYPES = ["string", "integer", "number", "boolean", "object", "array", "null"]


def value(r, depth=2):
    kind = r.random()
    if depth == 0 or kind < 0.6:
        return r.choice(SCALARS)
    if kind < 0.75:
        return [value(r, depth - 1) for _ in range(r.randrange(4))]
    return {name: value(r, depth - 1) for name in NAMES + ["z"] if r.random() < 0.4}


def scalar(r, kinds):
    schema = {}
    if "string" in kinds:
        if r.random() < 0.4:
            schema["minLength"] = r.randrange(3)
        if r.random() < 0.3:
            schema["maxLength"] = r.randrange(1, 5)
        if r.random() < 0.15:
            schema["format"] = r.choice(["date", "odd"])
    if "number" in kinds or "integer" in kinds:
        if r.random() < 0.35:
            schema[r.choice(["minimum", "exclusiveMinimum"])] = r.choice([-1, 0, 1, 1.5, 2])
        if r.random() < 0.35:
            schema[r.choice(["maximum", "exclusiveMaximum"])] = r.choice([2, 3, 4.5, 100])
        if r.random() < 0.15:
            schema["multipleOf"] = r.choice([1, 2, 3, 0.5, 1.5])
    return schema


def reference(r, below):
    return {"$ref": f"#/components/schemas/S{r.randrange(below)}"}


def part(r, index, depth):
    """The schema of a property or an item, which may lead back."""
    return reference(r, SCHEMAS) if r.random() < 0.2 else make(r, index, depth - 1)


def names_of(r):
    """A schema for the names of members."""
    return r.choice([True, {"maxLength": 1}, {"minLength": 1}, {"enum": ["a", "b", "z", 1]},
                     {"not": {"const": r.choice(NAMES)}}, {"pattern": r.choice(PATTERNS)}, {"format": "date"},
                     {"type": ["string", "null"], "maxLength": 2}, {"allOf": [{"minLength": 1}, {"maxLength": 2}]},
                     {"if": {"pattern": "^a"}, "then": {"maxLength": 1}}, reference(r, BASES)])


def container(r, index, depth, kind):
    schema = {}
    if kind == "array":
        if r.random() < 0.8:
            schema["items"] = part(r, index, depth)
        if r.random() < 0.25:
            schema["minItems"] = r.randrange(3)
        if r.random() < 0.25:
            schema["maxItems"] = r.randrange(1, 4)
        return schema
    if r.random() < 0.8:
        schema["properties"] = {name: part(r, index, depth) for name in NAMES if r.random() < 0.5}
        if r.random() < 0.35:
            schema["additionalProperties"] = r.choice([True, False, False, part(r, index, depth)])
    elif r.random() < 0.5:
        schema["additionalProperties"] = part(r, index, depth)
    if r.random() < 0.3:
        schema["patternProperties"] = {pattern: part(r, index, depth)
                                       for pattern in r.sample(PATTERNS, r.randrange(1, 4))}
    if r.random() < 0.15:
        schema["propertyNames"] = names_of(r)
    if r.random() < 0.35:
        schema["required"] = r.sample(NAMES, r.randrange(1, 3))
    if r.random() < 0.1:
        schema["minProperties"] = r.randrange(3)
    if r.random() < 0.1:
        schema["maxProperties"] = r.randrange(1, 4)
    return schema


def listed(r):
    pool = r.choice([STRINGS, NUMBERS, SCALARS])
    if r.random() < 0.25:
        return {"const": r.choice(pool)}
    return {"enum": [r.choice(pool) for _ in range(r.randrange(1, 6))]}


def types(r):
    return r.choice(TYPES) if r.random() < 0.75 else r.sample(TYPES, r.randrange(2, 4))


def mixed(r, index, depth):
    """A schema of several types, or without one, with keywords of objects or arrays, perhaps beside others."""
    chosen = r.sample(TYPES, r.randrange(2, 6))
    schema = scalar(r, chosen)
    for kind in ("object", "array"):
        if r.random() < 0.7:
            schema |= container(r, index, depth, kind)
    if r.random() < 0.6:
        schema["type"] = chosen
    if r.random() < 0.2:
        schema["not"] = plain(r, index, depth - 1)
    if r.random() < 0.2:
        schema[r.choice(["anyOf", "oneOf"])] = [plain(r, index, depth - 1) for _ in range(3)]
    if r.random() < 0.2:
        schema["enum"] = [value(r) for _ in range(5)] + [{"a": "a", "b": 1}, {"a": 1}, [1, 2], ["a"], []]
    return schema


def plain(r, index, depth):
    kind = r.random()
    if kind > 0.85 and depth > 0:
        return mixed(r, index, depth)
    if kind < 0.03:
        return r.choice([True, False, {}])
    if kind < 0.15:
        schema = listed(r)
        if r.random() < 0.4:
            schema["type"] = types(r)
        return schema
    if kind < 0.45 or depth <= 0:
        chosen = types(r)
        schema = scalar(r, chosen if isinstance(chosen, list) else [chosen])
        return schema | ({"type": chosen} if r.random() < 0.7 else {})
    chosen = r.choice(["object", "object", "object", "array"])
    schema = container(r, index, depth, chosen)
    if r.random() < 0.7:
        schema["type"] = chosen if r.random() < 0.7 else [chosen, "null"]
    return schema


def of_kind(r, index, depth, kind):
    if kind in ("object", "array"):
        schema = container(r, index, depth, kind)
    else:
        schema = scalar(r, [kind]) if r.random() < 0.7 else listed(r)
    return schema | ({"type": kind} if r.random() < 0.5 else {})


def conjunction(r, index, depth):
    kind = r.choice(["object", "object", "object", "array", "string", "integer", "number", None])

    def member():
        choice = r.random()
        if choice < 0.3 and index > 0:
            return reference(r, index)
        if choice < 0.4 and depth > 0:
            return conjunction(r, index, depth - 1)
        if kind is None or choice < 0.5:
            return plain(r, index, depth - 1)
        return of_kind(r, index, depth - 1, kind)

    schema = of_kind(r, index, depth - 1, kind or "string") if r.random() < 0.3 else {}
    if r.random() < 0.3 and index > 0:
        schema |= reference(r, index)
    if "$ref" not in schema or r.random() < 0.5:
        schema["allOf"] = [member() for _ in range(r.randrange(1, 4))]
    keywords = list(schema.items())
    r.shuffle(keywords)
    return dict(keywords)


def make(r, index, depth):
    return conjunction(r, index, depth) if r.random() < 0.45 and depth > 0 else plain(r, index, depth)


def choice(r, index):
    """Objects, most of which require a name that the others forbid in some way."""
    names = r.sample(NAMES, r.randrange(2, 4))
    alternatives = []
    for name in names:
        others = [other for other in names if other != name]
        listed_names = [other for other in NAMES if other == name or (other not in others and r.random() < 0.5)]
        schema = {"properties": {listed_name: plain(r, index, 0) for listed_name in listed_names}}
        if r.random() < 0.8:
            schema["type"] = "object" if r.random() < 0.8 else ["object", "null"]
        if r.random() < 0.9:
            schema["required"] = [name]
        forbidding = [{"not": {"required": [other]}} for other in others]
        way = r.random()
        if way < 0.35:
            schema["additionalProperties"] = False
        elif way < 0.55:
            schema["properties"] |= {other: False for other in others}
        elif way < 0.75:
            schema["not"] = {"anyOf": [{"required": [other]} for other in others]}
        elif way < 0.9:
            schema["allOf"] = forbidding
        alternatives.append(schema if r.random() < 0.8 else {"allOf": [schema]})
    if r.random() < 0.3:
        alternatives.append({"type": r.choice(["null", "string"])})
    r.shuffle(alternatives)
    schema = {r.choice(["oneOf", "anyOf"]): alternatives}
    return schema | ({"type": "object"} if r.random() < 0.3 else {})


def schemas(seed):
    r = random.Random(seed)
    made = {f"S{i}": plain(r, i, 2) if i < BASES else conjunction(r, i, 2) for i in range(SCHEMAS)}
    return made | {f"S{i}": choice(r, SCHEMAS) for i in range(SCHEMAS, SCHEMAS + CHOICES)}


# Documents

def members(made, schema, seen):
    """The schemas that a conjunction consists of."""
    if isinstance(schema, bool) or id(schema) in seen:
        return
    seen.add(id(schema))
    yield schema
    if "$ref" in schema:
        yield from members(made, made[schema["$ref"].rsplit("/", 1)[1]], seen)
    for other in schema.get("allOf", []):
        yield from members(made, other, seen)


def common_types(parts):
    common = None
    for words in (part["type"] for part in parts if "type" in part):
        words = set(words if isinstance(words, list) else [words])
        words |= {"integer"} if "number" in words else set()
        common = words if common is None else common & words
    if common is None:
        keywords = set().union(*parts)
        if keywords & {"properties", "required", "additionalProperties", "patternProperties", "minProperties"}:
            return ["object"]
        return ["array"] if keywords & {"items", "minItems"} else []
    return sorted(common)


def sample_object(r, made, parts, depth):
    names = {name for part in parts for name in part.get("properties", {})}
    required = {name for part in parts for name in part.get("required", [])}
    others = set(r.sample(OTHERS, 2)) if r.random() < 0.3 else set()
    result = {}
    for name in sorted(names | required | others):
        below = schemas_of(name, parts)
        forbidden = False in below and r.random() < 0.9
        if not forbidden and (name in required or r.random() < 0.6):
            result[name] = sample(r, made, below, depth - 1)
    return result


def schemas_of(name, parts):
    """The schemas by which the parts judge a member."""
    below = []
    for part in parts:
        own = [schema for pattern, schema in part.get("patternProperties", {}).items() if re.search(pattern, name)]
        if name in part.get("properties", {}):
            own.append(part["properties"][name])
        below += own or [part.get("additionalProperties", True)]
    return below


def sample(r, made, conjuncts, depth=4):
    """A value that mostly conforms."""
    seen = set()
    conjuncts = [r.choice(schema.get("oneOf", schema.get("anyOf", [schema]))) if isinstance(schema, dict) else schema
                 for schema in conjuncts]
    parts = [part for schema in conjuncts for part in members(made, schema, seen)]
    for part_ in parts:
        if ("const" in part_ or "enum" in part_) and r.random() < 0.8:
            return part_["const"] if "const" in part_ else r.choice(part_["enum"])
    kinds = common_types(parts)
    if depth == 0 or not kinds or r.random() < 0.04:
        return value(r, 1)
    kind = r.choice(kinds)
    if kind == "object":
        return sample_object(r, made, parts, depth)
    if kind == "array":
        below = [part_["items"] for part_ in parts if "items" in part_]
        return [sample(r, made, below, depth - 1) for _ in range(r.randrange(4))]
    return r.choice({"string": STRINGS, "integer": [n for n in NUMBERS if n == int(n)],
                     "number": NUMBERS, "boolean": [True, False], "null": [None]}[kind])


def mutate(r, document):
    if r.random() < 0.3 or not isinstance(document, (list, dict)) or not document:
        return value(r)
    if isinstance(document, list):
        copy = list(document)
        copy[r.randrange(len(copy))] = mutate(r, r.choice(copy))
        return copy
    copy = dict(document)
    name = r.choice(list(copy))
    if r.random() < 0.3:
        del copy[name]
    else:
        copy[name] = mutate(r, copy[name])
    if r.random() < 0.3:
        copy[r.choice(NAMES + OTHERS)] = value(r)
    return copy


def documents(seed, count, names):
    r = random.Random(seed + 1)
    made = schemas(seed)
    for name in names:
        for i in range(count):
            document = sample(r, made, [made[name]])
            yield name, mutate(r, document) if i % 3 == 2 else document


def judge(seed, count, names):
    from jsonschema import Draft202012Validator, FormatChecker
    made = schemas(seed)
    validators = {name: Draft202012Validator({"$ref": f"#/components/schemas/{name}",
                                              "components": {"schemas": made}},
                                             format_checker=FormatChecker(["date"]))
                  for name in names}
    different = conforming = total = 0
    # A struct doesn't have unknown members, so that values may have too few.
    unusable = "value \t" if "minProperties" in json.dumps(made) else None
    for (name, document), line in zip(documents(seed, count, names), sys.stdin, strict=True):
        found = line.rstrip("\n").replace(unusable, "") if unusable else line.rstrip("\n")
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
        print(json.dumps({"openapi": "3.1.0", "info": {"title": "Conjunctions", "version": "1"},
                          "components": {"schemas": schemas(seed)}}, indent=1))
        return 0
    if sys.argv[1] == "documents":
        for name, document in documents(seed, int(sys.argv[3]), sys.argv[4:]):
            print(name, json.dumps(document), sep="\t")
        return 0
    return judge(seed, int(sys.argv[3]), sys.argv[4:])


sys.exit(main())
