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


@FORMATS.checks("int32")
def is_int32(value):
    return not isinstance(value, int) or -(2**31) <= value < 2**31


def open_enums(node):
    """Removes what dg-validate reports as a warning: unknown values of open enums."""
    if isinstance(node, list):
        return [open_enums(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {key: open_enums(value) for key, value in node.items()
            if key != "enum" or not node.get("x-dg-open")}


class Contract:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.document = open_enums(yaml.safe_load(file))
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

    def accepts(self, witness):
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
        if witness["content_type"] not in content:
            return False
        schema = {**self.document, "allOf": [content[witness["content_type"]]["schema"]]}
        validator = jsonschema.Draft202012Validator(schema, format_checker=FORMATS)
        return validator.is_valid(json.loads(witness["body"]))


def main():
    codegen, *paths = sys.argv[1:]
    contracts = {"old": Contract(paths[0]), "new": Contract(paths[1])}
    command = [codegen, "diff", *paths, "-f", "json", "--fail-on", "never"]
    report = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    count = failures = 0
    for change in report["changes"]:
        witness = change["witness"]
        if witness is None:
            continue
        count += 1
        for side, contract in contracts.items():
            if contract.accepts(witness) != (side == witness["accepted_by"]):
                failures += 1
                print(f"{side} contract: {change['pointer']}: {witness}")
    print(f"{count} witnesses, {failures} failures")
    sys.exit(1 if failures > 0 or count == 0 else 0)


main()
