"""Compares findings with those of Python's jsonschema: a hundred random schemas with keywords that are
noted, and references with keywords beside them, each with random documents and mutated ones.

schemas.py contract SEED            prints a contract
schemas.py documents SEED COUNT     prints COUNT documents for each schema: its name, a tab, the document
schemas.py judge SEED COUNT         reads the findings of schemas_judge for them, and compares
"""

import json
import random
import re
import sys

SCHEMAS = 100
BESIDE = 40  # references to the first ones, with keywords beside them
STRINGS = ["", "a", "ab", "abc", "é", "a\U0001f600b", "2024-02-29", "2023-02-29", "127.0.0.1", "::1",
           "123e4567-e89b-12d3-a456-426614174000", "x\"y", "null", "1"]
NUMBERS = [0, 1, -1, 2, 3, 5, 1.5, 0.5, -2.5, 10, 1e2, 2147483647, 2147483648, 4294967296]
SCALARS = [None, True, False] + STRINGS + NUMBERS
NAMES = ["a", "b", "c", "d e", "é"]
PATTERNS = ["^[ab]$", "^(.*)$", "[^ -~]", " ", "^$", "^x-"]


def value(r, depth=2):
    """Any JSON value."""
    kind = r.random()
    if depth == 0 or kind < 0.7:
        return r.choice(SCALARS)
    if kind < 0.85:
        return [value(r, depth - 1) for _ in range(r.randrange(4))]
    return {name: value(r, depth - 1) for name in NAMES if r.random() < 0.4}


def limits(r, schema, types):
    """Adds keywords for scalars of these types."""
    if "string" in types:
        if r.random() < 0.4:
            schema["minLength"] = r.randrange(4)
        if r.random() < 0.3:
            schema["maxLength"] = r.randrange(2, 6) + schema.get("minLength", 0)
        if r.random() < 0.3:
            schema["format"] = r.choice(["date", "ipv4", "ipv6", "uuid"])
    if "integer" in types or "number" in types:
        if r.random() < 0.4:
            schema[r.choice(["minimum", "exclusiveMinimum"])] = r.choice([-1, 0, 1, 1.5])
        if r.random() < 0.3:
            schema[r.choice(["maximum", "exclusiveMaximum"])] = r.choice([3, 4.5, 100])
        if r.random() < 0.2:  # jsonschema computes with doubles
            schema["multipleOf"] = r.choice([1, 2, 5, 0.5, 1.5])
    return schema


def listed(r, schema):
    """An enum or a const, mostly of any values."""
    pool = r.choice([STRINGS, NUMBERS, SCALARS, None])
    choose = (lambda: value(r)) if pool is None else (lambda: r.choice(pool))
    if r.random() < 0.3:
        schema["const"] = choose()
        if r.random() < 0.3:
            schema["enum"] = [choose(), schema["const"]]
        kinds = {"string": str, "integer": (int, float)}
        kind = schema.get("type")
        if kind in kinds and (not isinstance(schema["const"], kinds[kind])
                              or isinstance(schema["const"], bool)):
            del schema["type"]
    else:
        schema["enum"] = [choose() for _ in range(r.randrange(1, 5))]
        if schema.get("type") in ("string", "integer"):
            schema["enum"].append("a" if schema["type"] == "string" else 1)
    return schema


def names_fit(schema, name):
    """Whether a schema of names allows the name."""
    if isinstance(schema, bool):
        return schema
    return (name in schema.get("enum", [name]) and name == schema.get("const", name)
            and schema.get("minLength", 0) <= len(name) <= schema.get("maxLength", 9)
            and re.search(schema.get("pattern", ""), name) is not None)


def part(r, depth):
    """A schema of a part: another one of the contract, which may have it in it, or a new one."""
    if r.random() < 0.1:
        return {"$ref": f"#/components/schemas/S{r.randrange(SCHEMAS)}"}
    return make(r, depth)


def parts(r, schema, kind, depth):
    """Adds keywords for objects or arrays."""
    if kind == "array":
        if r.random() < 0.8:
            schema["items"] = part(r, depth - 1)
        if r.random() < 0.3:
            schema["minItems"] = r.randrange(3)
        if r.random() < 0.3 or len(schema) == 0:
            schema["maxItems"] = r.randrange(2, 5)
        if r.random() < 0.3:
            schema["uniqueItems"] = r.random() < 0.8
        return schema
    if r.random() < 0.25:
        schema["additionalProperties"] = part(r, depth - 1)
    else:
        # jsonschema gives no place for a property whose schema is false.
        schema["properties"] = {name: part(r, depth - 1) or {} for name in NAMES if r.random() < 0.5}
        if r.random() < 0.6:
            schema["additionalProperties"] = r.choice([True, False, part(r, depth - 1) or {}])
        if r.random() < 0.5 and schema.get("additionalProperties") is not False:
            schema["required"] = [name for name in NAMES if r.random() < 0.3]
    if r.random() < 0.25:
        # A property whose name matches, too, is refused unless the pattern's schema allows anything.
        pattern = r.choice(PATTERNS)
        listed_names = schema.get("properties", {})
        free = r.random() < 0.2 or any(re.search(pattern, name) for name in listed_names)
        schema["patternProperties"] = {pattern: {} if free else part(r, depth - 1) or {}}
    if r.random() < 0.2 and "properties" in schema:
        closed = schema.get("additionalProperties") is False
        names = [name for name in NAMES if not closed or name in schema["properties"]]
        others = [name for name in names if name not in schema.get("required", [])]
        schema["dependentRequired"] = {name: r.sample(others, r.randrange(min(3, len(others))))
                                       for name in names if r.random() < 0.4 and len(others) > 1}
    if r.random() < 0.2:
        # A property whose name is refused is an error.
        known = list(schema.get("properties", {})) + schema.get("required", []) + list(schema.get("dependentRequired", {}))
        known += [name for needed in schema.get("dependentRequired", {}).values() for name in needed]
        names = r.choice([{"enum": known + r.sample(NAMES + [1, "x-"], 3)}, {"maxLength": 1}, {"minLength": 1},
                          {"pattern": r.choice(PATTERNS)}, {"pattern": "^[a-z]", "type": "string"},
                          {"const": r.choice(NAMES)}, True, False])
        if all(names_fit(names, name) for name in known):
            schema["propertyNames"] = names
    if r.random() < 0.15:
        schema["minProperties"] = r.randrange(2)
    if r.random() < 0.15:
        schema["maxProperties"] = r.randrange(4, 6)
    return schema


# Keywords that restrict nothing.
ANNOTATIONS = [{"title": "t"}, {"default": 7}, {"example": None}, {"examples": [1]}, {"readOnly": True},
               {"writeOnly": True}, {"deprecated": True}, {"externalDocs": {"url": "u"}}, {"xml": {}},
               {"$comment": "c"}, {"x-other": {"maximum": 0}}, {"unknownKeyword": []}, {"minLenght": 9},
               {"description": "*/"}, {"$defs": {"A": False}}, {"definitions": {}}]
# Keywords of other types, and formats that aren't judged or are those of other types.
WITHOUT_EFFECT = {
    "string": [{"minimum": 5}, {"exclusiveMaximum": -9}, {"maxItems": 0}, {"required": ["q"]},
               {"format": "int32"}, {"format": "date-tme"}, {"properties": {"a": False}}],
    "integer": [{"maxLength": 0}, {"minItems": 9}, {"minProperties": 9}, {"format": "uuid"},
                {"additionalProperties": False}],
    "number": [{"minLength": 9}, {"items": {"type": "null"}}, {"format": "date"}, {"format": "odd"}],
    "boolean": [{"maxLength": 0}, {"maximum": 0}, {"maxProperties": 0}, {"format": "ipv4"}],
    "array": [{"maxLength": 0}, {"minProperties": 9}, {"format": "uuid"}],
    "object": [{"minimum": 5}, {"maxItems": 0}, {"format": "odd"}],
}


def noted(r, schema):
    """Adds what is noted, since it changes no verdict."""
    kind = schema.get("type")
    if isinstance(kind, str) and kind in WITHOUT_EFFECT and r.random() < 0.3:
        for keyword, argument in r.choice(WITHOUT_EFFECT[kind]).items():
            schema.setdefault(keyword, argument)
        if r.random() < 0.3:
            schema.setdefault("format", "odd")
    for keyword in ("enum", "required"):
        if schema.get(keyword) and r.random() < 0.2:
            schema[keyword].insert(0, r.choice(schema[keyword]))
    if r.random() < 0.3:
        for keyword, argument in r.choice(ANNOTATIONS).items():
            schema.setdefault(keyword, argument)
    return schema


def make(r, depth):
    """A random schema that dg-codegen takes, with notes."""
    schema = make_judged(r, depth)
    return noted(r, dict(schema)) if isinstance(schema, dict) else schema


def make_judged(r, depth):
    """A random schema that dg-codegen takes."""
    scalars = ["string", "integer", "number", "boolean"]
    kind = r.random()
    if kind < 0.05:
        return r.choice([True, {}, {"description": "d", "unknownKeyword": 1}, False, {"type": "null"}])
    if kind < 0.25:
        types = [r.choice(scalars)]
        schema = limits(r, {"type": types[0]}, types)
        if r.random() < 0.3:
            schema["type"] = [schema["type"], "null"]
        return schema
    if kind < 0.4:
        types = r.sample(scalars + ["null", "array", "object"], r.randrange(2, 5))
        if set(types) == {"integer", "number"}:
            types.append("string")
        return limits(r, {"type": types}, types)
    if kind < 0.5:
        return limits(r, {}, ["string", "number"])
    if kind < 0.6 and depth > 0:
        return mixed(r, depth)
    if kind < 0.75 or depth == 0:
        schema = r.choice([{}, {"type": r.choice(scalars)}, {"type": [r.choice(scalars), "null"]}])
        if "type" in schema and isinstance(schema["type"], list):
            return {"type": schema["type"], "enum": [r.choice(SCALARS) for _ in range(3)] + ["a", 1]}
        return listed(r, dict(schema))
    container = r.choice(["array", "object"])
    schema = parts(r, {}, container, depth)
    if r.random() < 0.5:
        schema["type"] = container if r.random() < 0.7 else [container, "null"]
    return schema


def mixed(r, depth):
    """A schema of several types, or without a type, with keywords of objects or arrays."""
    types = r.sample(["string", "integer", "number", "boolean", "null", "array", "object"], r.randrange(2, 6))
    if set(types) in ({"integer", "number"}, {"integer", "number", "null"}):
        types.append("object")
    schema = {}
    speak = types if r.random() < 0.6 else ["string", "integer", "array", "object"]
    for kind in ("array", "object"):
        if kind in speak or r.random() < 0.2:
            parts(r, schema, kind, depth)
    limits(r, schema, [kind for kind in speak if r.random() < 0.6])
    if r.random() < 0.6:
        schema["type"] = types
    return schema


def is_of(value, kind):
    """Whether the value has one of the types; None: any."""
    kinds = kind if isinstance(kind, list) else [kind]
    words = {bool: "boolean", type(None): "null", str: "string", list: "array", dict: "object"}
    word = words.get(type(value), "number")
    return kind is None or word in kinds or (word == "number" and "integer" in kinds and value == int(value))


def beside(r, name, target):
    """A reference to the schema, with keywords beside it that some value satisfies."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    if not isinstance(target, dict) or "const" in target:
        return schema
    if "enum" in target:
        schema["enum"] = r.sample(target["enum"], r.randrange(len(target["enum"]))) + target["enum"][-1:]
        schema["enum"] += [r.choice(SCALARS)]
        kinds = target.get("type", [])
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if kinds and not any(is_of(item, kinds) for item in target["enum"] if item in schema["enum"]):
            del schema["enum"]
        return schema
    kind = target.get("type", [])
    types = kind if isinstance(kind, list) else [kind]
    if isinstance(kind, list) and kind and r.random() < 0.5:
        types = [r.choice([word for word in kind if word != "null"] or kind)]
        schema["type"] = types[0]
    untyped = set(target) <= {"minLength", "maxLength", "format", "minimum", "maximum",
                              "exclusiveMinimum", "exclusiveMaximum"}
    if "string" in types or untyped:
        schema.update(r.choice([{}, {"minLength": 2}, {"maxLength": 6}, {"minLength": 1, "maxLength": 7}]))
        if "format" not in target and r.random() < 0.3:
            schema["format"] = "date"
    if "integer" in types or "number" in types:
        schema[r.choice(["minimum", "exclusiveMinimum"])] = r.choice([-2, 0.5, 1])
        schema[r.choice(["maximum", "exclusiveMaximum"])] = r.choice([2.5, 50])
    if "properties" in target and target.get("additionalProperties") is not False:
        schema["required"] = r.sample(NAMES, r.randrange(3))
        if "additionalProperties" not in target:
            schema["properties"] = {"new": {"type": "string"}}
    if "items" in target:
        schema["minItems"] = 1
    return schema


def schemas(seed):
    r = random.Random(seed)
    made = {f"S{i}": make(r, 3) for i in range(SCHEMAS)}
    for i in range(BESIDE):
        made[f"S{SCHEMAS + i}"] = beside(r, f"S{i}", made[f"S{i}"])
    return made


def contract(seed):
    return {"openapi": "3.1.0", "info": {"title": "Schemas", "version": "1"},
            "components": {"schemas": schemas(seed)}}


# Documents

def sample(r, schema, made, depth=4):
    """A value that mostly conforms."""
    if schema is True or schema is False or depth == 0 or r.random() < 0.05:
        return value(r)
    if "$ref" in schema:
        return sample(r, made[schema["$ref"].rsplit("/", 1)[1]], made, depth)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return r.choice(schema["enum"])
    kind = schema.get("type")
    if kind is None:
        objects = {"properties", "additionalProperties", "required"} & set(schema)
        if ("items" in schema or "minItems" in schema or "maxItems" in schema) and not (objects and r.random() < 0.5):
            kind = "array"
        elif any(word in schema for word in ("properties", "additionalProperties", "required", "patternProperties", "propertyNames",
                                             "minProperties", "maxProperties")):
            kind = "object"
        else:
            return value(r)
    if isinstance(kind, list):
        kind = r.choice(kind)
    if kind == "array":
        return [sample(r, schema.get("items", True), made, depth - 1) for _ in range(r.randrange(4))]
    if kind == "object":
        listed_names = schema.get("properties", {})
        out = {name: sample(r, inner, made, depth - 1) for name, inner in listed_names.items()
               if r.random() < 0.8}
        extra = schema.get("additionalProperties", True)
        for name in schema.get("required", []) + NAMES[:2]:
            if name not in listed_names and r.random() < 0.6:
                inner = [part for pattern, part in schema.get("patternProperties", {}).items()
                         if re.search(pattern, name)]
                out[name] = sample(r, inner[0] if inner else extra, made, depth - 1)
        return out
    pool = {"string": STRINGS, "integer": [n for n in NUMBERS if n == int(n)], "number": NUMBERS,
            "boolean": [True, False], "null": [None]}[kind]
    return r.choice(pool)


def mutate(r, document):
    """The document with a part changed."""
    if r.random() < 0.3 or not isinstance(document, (list, dict)) or not document:
        return value(r)
    if isinstance(document, list):
        copy = list(document)
        copy[r.randrange(len(copy))] = mutate(r, r.choice(copy))
        return copy + [value(r)] if r.random() < 0.3 else copy
    copy = dict(document)
    name = r.choice(list(copy))
    if r.random() < 0.3:
        del copy[name]
    else:
        copy[name] = mutate(r, copy[name])
    if r.random() < 0.3:
        copy[r.choice(NAMES + ["z"])] = value(r)
    return copy


def documents(seed, count):
    r = random.Random(seed + 1)
    made = schemas(seed)
    for name, schema in made.items():
        target = schema
        if isinstance(schema, dict) and "$ref" in schema:
            target = made[schema["$ref"].rsplit("/", 1)[1]]
        for i in range(count):
            document = sample(r, target, made)
            yield name, [schema, target], mutate(r, document) if i % 2 else document


# Judging

def steps(path):
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def expected(validator, schema, document):
    found = set()
    for error in validator.iter_errors(document):
        place = steps(error.absolute_path)
        if "propertyNames" in error.absolute_schema_path:
            found.add(("propertyNames", place + steps([error.instance])))
            continue
        keyword = error.validator or "type"
        if keyword == "enum" and "const" in error.schema:
            continue  # the constant alone is judged
        if keyword == "additionalProperties":
            listed_names = error.schema.get("properties", {})
            patterns = error.schema.get("patternProperties", {})
            for name in error.instance:
                if name not in listed_names and not any(re.search(p, name) for p in patterns):
                    found.add((keyword, place + steps([name])))
        elif keyword == "items":  # the schema false
            found.update(("type", f"{place}/{index}") for index in range(len(error.instance)))
        else:
            found.add((keyword, place))
    return found


# One fault, one finding: a value of a wrong type, or one that isn't listed, has no further finding.
LEADING = (("type",), ("enum", "const"))
FOLLOWING = {"minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
             "format", "multipleOf", "enum", "const", "minItems", "maxItems", "uniqueItems", "dependentRequired",
             "minProperties", "maxProperties", "required"}


def leading(findings):
    kept = set(findings)
    for words in LEADING:
        places = {place for keyword, place in kept if keyword in words}
        kept = {(keyword, place) for keyword, place in kept
                if keyword in words or keyword not in FOLLOWING or place not in places}
    # A member that is required is reported once.
    kept -= {("dependentRequired", place) for keyword, place in kept if keyword == "required"}
    for place in {place for keyword, place in kept if keyword == "type"}:  # nor have its parts
        kept = {finding for finding in kept if not finding[1].startswith(place + "/")}
    return kept


def stricter(wanted, actual):
    """The findings without those of the looser of two limits: one limit is judged."""
    limits = {(keyword, place) for keyword, place in wanted if keyword in ("minimum", "maximum")}
    for keyword, place in limits:
        exclusive = ("exclusiveM" + keyword[1:], place)
        if exclusive in wanted and ((keyword, place) in actual) != (exclusive in actual):
            wanted = wanted - {exclusive if (keyword, place) in actual else (keyword, place)}
    return wanted


def judge(seed, count):
    from jsonschema import Draft202012Validator, FormatChecker
    checker = FormatChecker(["date", "ipv4", "ipv6", "uuid"])
    made = {"components": {"schemas": schemas(seed)}}
    validators = {name: Draft202012Validator({"$ref": f"#/components/schemas/{name}"} | made,
                                             format_checker=checker)
                  for name in schemas(seed)}
    different = conforming = total = 0
    for (name, schema, document), line in zip(documents(seed, count), sys.stdin, strict=True):
        actual = {tuple(part.split(" ", 1)) for part in line.rstrip("\n").split("\t") if part}
        wanted = stricter(expected(validators[name], schema, document), actual)
        # A struct doesn't have unknown members.
        if "minProperties" in json.dumps(schema) or "uniqueItems" in json.dumps(schema):
            actual.discard(("value", ""))
        if isinstance(schema[0], dict) and {"$ref", "enum"} <= set(schema[0]):  # perhaps no value is listed in both
            actual, wanted = ({("enum" if finding == ("type", "") else finding[0], finding[1])
                               for finding in findings} for findings in (actual, wanted))
        total += 1
        conforming += not wanted
        if leading(actual) != leading(wanted):
            different += 1
            if different <= 10:
                print(name, json.dumps(schema), "\n   ", json.dumps(document), "\n    here:",
                      sorted(leading(actual)), "\n    there:", sorted(leading(wanted)))
    print(f"{total} documents of {SCHEMAS + BESIDE} schemas, {conforming} conform, {different} differ")
    return 1 if different or conforming < total // 20 or conforming == total else 0


def main():
    seed = int(sys.argv[2])
    if sys.argv[1] == "contract":
        print(json.dumps(contract(seed), indent=1))
        return 0
    if sys.argv[1] == "documents":
        for name, _, document in documents(seed, int(sys.argv[3])):
            print(name, json.dumps(document), sep="\t")
        return 0
    return judge(seed, int(sys.argv[3]))


sys.exit(main())
