#!/usr/bin/env python3
"""Judges the documents of the JSON Schema Test Suite with the schemas of its groups.

suite.py [--build DIR] [--shared DIR] [--keep DIR] [FILE...]

FILE is a file of the suite: allOf.json, optional/format/date.json; without FILE, all are taken. A schema
is either compiled, and then each document must have the verdict of the suite, or refused with a
location, a reason and the id of the diagnostic. The output has the number of compiled groups of each
file, and the refused groups with their reasons.
"""

import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BATCH = 64  # schemas of one contract
JOBS = min(2, os.cpu_count() or 1)
FORMATS = "optional/format/"
# Refused documents that conform here: a keyword that isn't one of JSON Schema 2020-12, and host names
# of RFC 1123 whose Punycode stands for names that aren't allowed.
LOOSER_FILES = ["optional/dependencies-compatibility.json"]
LOOSER_GROUPS = ["validation of A-label (punycode) host names"]
WARNINGS = ["-Werror", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow",
            "-Wstrict-prototypes", "-Wmissing-prototypes", "-Wswitch-enum", "-Wvla"]
NO_FORMAT = re.compile(r": note: .*\[format\]$", re.MULTILINE)
REFUSAL = re.compile(r"^(?P<place>\S+:\d+:\d+): error: (?P<reason>.*) \[[a-z.-]+\]$", re.MULTILINE)


class Group:
    """A schema and its documents."""

    def __init__(self, index, file, group):
        self.name = f"S{index}"
        self.file = file
        self.description = group["description"]
        self.schema = group["schema"]
        self.tests = group["tests"]
        self.refused = None  # the first reason
        # Whether its refused documents may conform.
        self.looser = file in LOOSER_FILES or self.description in LOOSER_GROUPS
        self.beyond = 0  # conforming documents with integers of more than 64 bits
        self.faults = []

    def fault(self, text):
        self.faults.append(f"{self.file}: {self.description}: {text}")


def written(value):
    """The JSON text of a value, with its fractions as the suite has them."""
    return re.sub(r'"fraction ([^"]*)"', r"\1", json.dumps(value))


def read(suite, file, groups):
    text = (suite / file).read_text(encoding="utf-8")
    for group in json.loads(text, parse_float="fraction {}".format):
        groups.append(Group(len(groups), file, group))


def run(command, **options):
    return subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=False, **options)


class Batch:
    """Groups whose schemas are in one contract."""

    def __init__(self, work, build, groups):
        self.work = work
        self.build = build
        self.groups = groups
        self.formats = groups[0].file.startswith(FORMATS)
        work.mkdir(parents=True)
        schemas = {group.name: self.component(group) for group in groups}
        self.contract = work / "contract.json"
        self.contract.write_text(json.dumps({
            "openapi": "3.1.0", "info": {"title": "Suite", "version": "1"},
            "components": {"schemas": schemas}}))

    def component(self, group):
        """The schema of the contract: in a file of its own, #/$defs is that of the group."""
        if isinstance(group.schema, bool):
            return group.schema
        (self.work / f"{group.name}.json").write_text(written(group.schema))
        return {"$ref": f"{group.name}.json"}

    def codegen(self, command, names, *options):
        """Runs dg-codegen for schemas of the contract."""
        if not self.formats:
            options += ("--format-annotation", "*")
        for name in names:
            options += ("--schema", name)
        return run([self.build / "bin/dg-codegen", command, "contract.json", *options], cwd=self.work)

    def lint(self, group):
        """Finds whether the group is refused, with a reason."""
        result = self.codegen("lint", [group.name])
        errors = result.stderr.decode()
        refusal = REFUSAL.search(errors)
        if result.returncode == 0:
            if self.formats and NO_FORMAT.search(errors) is not None:
                group.looser = True
        elif result.returncode == 1 and refusal is not None:
            group.refused = refusal["reason"]
        else:
            group.refused = "without a reason"
            group.fault(f"dg-codegen ends with status {result.returncode}: {errors}")

    def compile(self, names):
        """Builds the judge of the batch; its path, or the messages of what failed."""
        result = self.codegen("generate", names, "--out", "generated", "--max-errors", "1000")
        if result.returncode != 0:
            return None, result.stderr.decode()
        (self.work / "generated/cjson.c").unlink()  # it needs another library
        sources = sorted((self.work / "generated").glob("*.c"))
        judge = self.work / "judge"
        for command in (
                ["cmake", "-D", "GPERF=gperf", "-D", f"IN={self.work}/generated/lookups",
                 "-D", f"OUT={self.work}/gperf/lookups",
                 "-P", ROOT / "codegen/lookups.cmake"],
                ["cc", "-std=c11", "-O0", "-fno-lto", *WARNINGS, "-I", "generated", "-I", ROOT / "codegen",
                 "-I", "gperf", "-o", judge, ROOT / "tests/peers/schemas_judge.c", *sources,
                 self.build / "codegen/runtime/libdg-runtime.a"]):
            result = run(command, cwd=self.work)
            if result.returncode != 0:
                return None, (result.stdout + result.stderr).decode()
        return judge, ""

    def judge(self):
        """Judges the documents of the groups that aren't refused."""
        taken = [group for group in self.groups if group.refused is None]
        if not taken:
            return
        judge, messages = self.compile([group.name for group in taken])
        if judge is None:
            taken[0].fault(f"its batch isn't compiled: {messages}")
            return
        cases = [(group, test) for group in taken for test in group.tests]
        lines = [f"{group.name}\t{written(test['data'])}\n" for group, test in cases]
        result = run([judge], input="".join(lines).encode())
        verdicts = result.stdout.decode().split("\n")[:-1]
        if result.returncode != 0 or len(verdicts) != len(cases):
            group = cases[min(len(verdicts), len(cases) - 1)][0]
            group.fault(f"the judge ends with status {result.returncode}: {result.stderr.decode()}")
            return
        for (group, test), verdict in zip(cases, verdicts):
            compare(group, test, [part for part in verdict.split("\t") if part])


def compare(group, test, findings):
    """Compares the findings of a document with its verdict in the suite."""
    codes = {finding.split(" ")[0] for finding in findings}
    if test["valid"] and codes == {"integer-range"}:
        group.beyond += 1  # the one deviation
    elif test["valid"] != (not findings) and not (group.looser and not test["valid"]):
        group.fault(f"{test['description']}: {written(test['data'])} is "
                    f"{'valid' if test['valid'] else 'invalid'}, here {findings or 'it conforms'}")


def judge_all(suite, files, build, work):
    groups = []
    for file in files:
        read(suite, file, groups)
    batches = []
    for formats in (False, True):
        some = [group for group in groups if group.file.startswith(FORMATS) == formats]
        for first in range(0, len(some), BATCH):
            batches.append(Batch(work / f"batch-{len(batches)}", build, some[first:first + BATCH]))
    with ThreadPoolExecutor(JOBS) as pool:
        for batch in batches:
            list(pool.map(batch.lint, batch.groups))
        list(pool.map(Batch.judge, batches))
    return groups


# The report

def print_file(file, groups):
    taken = [group for group in groups if group.refused is None]
    documents = sum(len(group.tests) for group in taken)
    beyond = sum(group.beyond for group in taken)
    print(f"{file}: {len(taken)} of {len(groups)} groups, {documents} documents"
          + (f", {beyond} with integer-range" if beyond else "")
          + (", looser" if any(group.looser for group in taken) else ""))
    for group in groups:
        if group.refused is not None:
            print(f"    {group.description}: {group.refused}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build", help="build tree")
    parser.add_argument("--shared", type=pathlib.Path, default=ROOT.parent / "shared",
                        help="folder with the suite")
    parser.add_argument("--keep", type=pathlib.Path, help="new folder for schemas and generated code")
    parser.add_argument("files", nargs="*", metavar="FILE", help="of the suite: allOf.json")
    arguments = parser.parse_args()
    suite = arguments.shared / "conformance/json-schema/draft2020-12"
    if not suite.is_dir():
        print(f"skipped: there is no {suite}", file=sys.stderr)
        return 1 if os.environ.get("DG_REQUIRE_SHARED") else 77
    files = arguments.files or sorted(str(path.relative_to(suite)) for path in suite.rglob("*.json"))
    with tempfile.TemporaryDirectory() as scratch:
        work = (arguments.keep or pathlib.Path(scratch) / "suite").resolve()
        groups = judge_all(suite, files, arguments.build.resolve(), work)
    for file in files:
        print_file(file, [group for group in groups if group.file == file])
    faults = [fault for group in groups for fault in group.faults]
    print("\n".join(faults[:50]), file=sys.stderr)
    print(f"{len(groups)} groups, {sum(group.refused is None for group in groups)} compiled, "
          f"{len(faults)} faults", file=sys.stderr)
    return 1 if faults else 0


sys.exit(main())
