"""Compares verdicts with those of Python's jsonschema: random schemas with unevaluatedProperties or unevaluatedItems
beside choices and conditions, each with random documents.

unevaluated.py contract SEED                 prints a contract
unevaluated.py documents SEED COUNT NAME...  prints COUNT documents for each schema: its name, a tab, the document
unevaluated.py judge SEED COUNT NAME...      reads the findings of schemas_judge for them, and compares
"""

import json
import random
import sys

SCHEMAS = 80
NAMES = ["a", "b", "c", "d", "e"]
VALUES = [1, 2, "x", True, None]
LEAVES = [True, True, {"type": "integer"}, {"type": "string"}, {"const": 1}, {"enum": [1, "x"]}, {"minimum": 2}]


def choices(r, schema, index, depth, make):
    """Adds keywords by which values decide what is evaluated, and keywords that don't."""
    def below():
        if index > 0 and r.random() < 0.05:
            return {"$ref": f"#/components/schemas/S{r.randrange(index) // 2 * 2 + index % 2}"}
        return True if r.random() < 0.03 else make(r, index, depth - 1)

    if depth == 0:
        return schema
    for key, chance in (("anyOf", 0.4), ("oneOf", 0.2), ("allOf", 0.2)):
        if r.random() < chance:
            schema[key] = [below() for _ in range(r.randrange(1, 3))]
    if r.random() < 0.25:
        schema["if"] = below()
        for key in ("then", "else"):
            if r.random() < 0.7:
                schema[key] = below()
    if r.random() < 0.15:
        schema["not"] = below()
    return schema


def of_object(r, index, depth):
    schema = {}
    if r.random() < 0.85:
        schema["properties"] = {name: r.choice(LEAVES) for name in r.sample(NAMES, r.randrange(1, 4))}
    if r.random() < 0.4:
        schema["required"] = r.sample(NAMES, 1)
    if r.random() < 0.06:
        schema["additionalProperties"] = r.choice(LEAVES)
    if r.random() < (0.15 if depth == 2 else 0.002):
        schema["patternProperties"] = {r.choice(["^[ab]", "d"]): r.choice(LEAVES)}
    if r.random() < 0.06:
        schema["unevaluatedProperties"] = r.choice([True, False])
    if depth > 0 and r.random() < 0.2:
        schema["dependentSchemas"] = {r.choice(NAMES): of_object(r, index, depth - 1)}
    return choices(r, schema, index, depth, of_object)


def of_array(r, index, depth):
    schema = {}
    if r.random() < 0.8:
        schema["prefixItems"] = [r.choice(LEAVES) for _ in range(r.randrange(1, 4))]
    if r.random() < 0.1:
        schema["items"] = r.choice(LEAVES)
    if r.random() < (0.15 if depth == 2 else 0.002):
        schema["contains"] = r.choice(LEAVES)
    if r.random() < 0.2:
        schema["minItems"] = r.randrange(4)
    if r.random() < 0.06:
        schema["unevaluatedItems"] = r.choice([True, False])
    return choices(r, schema, index, depth, of_array)


def schemas(seed):
    """Every second one is of arrays."""
    r = random.Random(seed)
    made = {}
    for i in range(SCHEMAS):
        schema = (of_array if i % 2 else of_object)(r, i, 2)
        schema["unevaluatedItems" if i % 2 else "unevaluatedProperties"] = r.choice([False, False, {"type": "string"}])
        made[f"S{i}"] = schema
    return made


def document(r, name):
    if r.random() < 0.02:
        return r.choice(VALUES)
    if int(name[1:]) % 2:
        return [r.choice(VALUES) for _ in range(r.randrange(6))]
    return {key: r.choice(VALUES) for key in r.sample(NAMES + ["z"], r.choice([0, 1, 1, 2, 2, 3, 4]))}


def documents(seed, count, names):
    r = random.Random(seed + 1)
    for name in names:
        for _ in range(count):
            yield name, document(r, name)


def judge(seed, count, names):
    from jsonschema import Draft202012Validator
    made = schemas(seed)
    validators = {name: Draft202012Validator({"$ref": f"#/components/schemas/{name}",
                                              "components": {"schemas": made}}) for name in names}
    different = conforming = total = 0
    for (name, made_document), line in zip(documents(seed, count, names), sys.stdin, strict=True):
        # A struct doesn't have unknown members, so that values may have too few.
        found = line.rstrip("\n").replace("value \t", "")
        wanted = validators[name].is_valid(made_document)
        total += 1
        conforming += wanted
        if wanted == (found != ""):
            different += 1
            if different <= 10:
                print(name, json.dumps(made[name]), "\n   ", json.dumps(made_document), "\n    here:",
                      found, "\n    there:", "conforms" if wanted else "doesn't conform")
    print(f"{total} documents of {len(names)} schemas, {conforming} conform, {different} differ")
    return 1 if different or conforming < total // 20 or conforming == total else 0


def main():
    seed = int(sys.argv[2])
    if sys.argv[1] == "contract":
        print(json.dumps({"openapi": "3.1.0", "info": {"title": "Unevaluated", "version": "1"},
                          "components": {"schemas": schemas(seed)}}, indent=1))
        return 0
    if sys.argv[1] == "documents":
        for name, made in documents(seed, int(sys.argv[3]), sys.argv[4:]):
            print(name, json.dumps(made), sep="\t")
        return 0
    return judge(seed, int(sys.argv[3]), sys.argv[4:])


sys.exit(main())
