"""witnesses.py CODEGEN OLD NEW: judges each witness of `dg-codegen diff` by both contracts."""

import json
import re
import subprocess
import sys

import jsonschema
import yaml

FORMATS = jsonschema.FormatChecker(formats=[])
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.I)


@FORMATS.checks("date-time")
def is_time(value):
    return not isinstance(value, str) or TIME.fullmatch(value) is not None


def is_whole(minimum, maximum):
    def check(value):
        return (not isinstance(value, (int, float)) or isinstance(value, bool)
                or (value == int(value) and minimum <= value <= maximum))

    return check


for name in ("date", "uuid", "ipv4", "ipv6", "email"):
    FORMATS.checkers[name] = jsonschema.FormatChecker.checkers[name]
FORMATS.checks("int32")(is_whole(-(2**31), 2**31 - 1))
FORMATS.checks("uint32")(is_whole(0, 2**32 - 1))
FORMATS.checks("uint64")(is_whole(0, 2**64 - 1))


def as_validated(node):
    """States what dg-validate knows besides: unknown values of open enums are a warning, and integers
    have 64 bits unless their limits or their format ask for more."""
    if isinstance(node, list):
        return [as_validated(item) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: as_validated(value) for key, value in node.items()
              if key != "enum" or not node.get("x-dg-open")}
    if node.get("type") == "integer" and node.get("format") != "uint64":
        result.setdefault("minimum", -(2**63))
        result.setdefault("maximum", 2**63 - 1)
    return result


class Contract:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.document = as_validated(yaml.safe_load(file))
        self.operations = {}
        for path_item in self.document["paths"].values():
            for method, operation in path_item.items():
                self.operations[operation["operationId"]] = (method, operation)

    def resolve(self, node):
        while "$ref" in node:
            target = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            node = target
        return node

    def fits(self, schema, witness):
        validator = jsonschema.Draft202012Validator({**self.document, "allOf": [schema]},
                                                    format_checker=FORMATS)
        return validator.is_valid(json.loads(witness["body"]))

    def accepts(self, witness):
        if "schema" in witness:
            return self.fits({"$ref": "#/components/schemas/" + witness["schema"]}, witness)
        method, operation = self.operations[witness["operation"]]
        status = str(witness["status"])
        responses = operation["responses"]
        response = responses.get(status) or responses.get(status[0] + "XX") or responses.get("default")
        if response is None:
            return False
        content = self.resolve(response).get("content", {})
        if method == "head":
            return True
        if witness["body"] is None:
            return not content
        content_type = witness["content_type"]
        for media_type in (content_type, content_type.split("/")[0] + "/*", "*/*"):
            if media_type in content:
                return self.fits(content[media_type].get("schema", {}), witness)
        return False


def main():
    codegen, *paths = sys.argv[1:]
    contracts = {"old": Contract(paths[0]), "new": Contract(paths[1])}
    command = [codegen, "diff", *paths, "-f", "json", "--fail-on", "never"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    count = failures = 0
    for change in report["changes"]:
        witness = change["witness"]
        # JSON Schema knows no rules.
        if witness is None or change["kind"].startswith("rule-"):
            continue
        count += 1
        for side, contract in contracts.items():
            if contract.accepts(witness) != (side == witness["accepted_by"]):
                failures += 1
                print(f"{side} contract: {change['pointer']}: {witness}")
    print(f"{count} witnesses, {failures} failures")
    sys.exit(1 if failures > 0 or count == 0 else 0)


main()
