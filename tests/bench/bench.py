#!/usr/bin/env python3
"""Measures rows of rows.txt in turns, and prints medians; or compares the fastest turns of two builds.

bench.py rows BUILD PEERS FILE SCHEMA TURNS
bench.py gate BUILD OTHER FILE TURNS
"""
import os
import shlex
import shutil
import statistics
import subprocess
import sys
from collections import namedtuple

HERE = os.path.dirname(os.path.abspath(__file__))
KINDS = ("driver", "program")
FIRST = "ours, library"
# A revision fails if it is slower than another one by more than this.
TOLERANCE = 0.05

Row = namedtuple("Row", "name kind origin command less")


def parse_rows(text):
    """The rows of a table. Raises ValueError, with the line, if a row isn't whole."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [field.strip() for field in line.split("|")]
        if len(fields) != len(Row._fields) or not all(fields[:4]):
            raise ValueError("line %d: not name | kind | origin | command | less" % number)
        row = Row(*fields)
        if row.kind not in KINDS:
            raise ValueError("line %d: unknown kind '%s'" % (number, row.kind))
        if any(row.name == other.name for other in rows):
            raise ValueError("line %d: '%s' is there twice" % (number, row.name))
        rows.append(row)
    return rows


def words_of(row, places):
    return [word.format(**places) for word in shlex.split(row.command)]


def is_there(words):
    """Whether the program and the files of a command exist."""
    return shutil.which(words[0]) is not None and all(
        os.path.exists(word) for word in words[1:] if word.startswith("/"))


def run(row, words):
    """The nanoseconds of one run."""
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError("status %d" % process.returncode)
    if row.kind == "driver":
        return int(output.split()[-1])
    return int((usage.ru_utime + usage.ru_stime) * 1e9)


def take_turns(commands, turns):
    """Runs each (row, words) once a turn. Returns the times of each, or the reason for none."""
    times = [[] for _ in commands]
    for turn in range(turns):
        for step in range(len(commands)):
            i = (turn + step) % len(commands)
            if isinstance(times[i], list):
                try:
                    times[i].append(run(*commands[i]))
                except (OSError, RuntimeError, ValueError, IndexError) as error:
                    times[i] = str(error)
    return times


def lines_of(rows, times, size):
    """The lines of the table. `times`: for each row its times, or a text: why there are none."""
    medians = {row.name: statistics.median(t) for row, t in zip(rows, times) if isinstance(t, list)}
    first = medians.get(FIRST)
    yield "| | MB/s | x ours | what it does less |"
    yield "|---|---|---|---|"
    for row, taken in zip(rows, times):
        if isinstance(taken, list):
            median = medians[row.name]
            ratio = "%.2f" % (first / median) if first else ""
            yield "| %s | %.0f | %s | %s |" % (row.name, size * 1e3 / median, ratio, row.less)
        else:
            yield "| %s | missing | | %s (%s) |" % (row.name, taken, row.origin)


def change_of(ours, other):
    """How much faster (positive) or slower `ours` is: by the fastest turns, since another process
    on the machine only ever makes a turn slower."""
    return min(other) / min(ours) - 1


def fails(change):
    return change < -TOLERANCE


def table():
    with open(os.path.join(HERE, "rows.txt"), encoding="utf-8") as file:
        return parse_rows(file.read())


def print_rows(build, peers, file, schema, turns):
    places = {"here": HERE, "build": build, "peers": peers, "file": file, "schema": schema}
    rows = table()
    there = [(row, words_of(row, places)) for row in rows]
    there = [command for command in there if is_there(command[1])]
    taken = iter(take_turns(there, int(turns)))
    names = {row.name for row, _ in there}
    times = [next(taken) if row.name in names else "not installed" for row in rows]
    print("\n".join(lines_of(rows, times, os.path.getsize(file))))
    return 0


def print_gate(build, other, file, turns):
    rows = [row for row in table() if row.name.startswith("ours")]
    places = {"here": HERE, "peers": "", "file": file, "schema": ""}
    commands = [(row, words_of(row, dict(places, build=where)))
                for row in rows for where in (build, other)]
    times = take_turns(commands, int(turns))
    bad = 0
    for i, row in enumerate(rows):
        ours, others = times[2 * i], times[2 * i + 1]
        if not isinstance(ours, list) or not isinstance(others, list):
            print("%-16s no result" % row.name)
            bad += 1
            continue
        change = change_of(ours, others)
        bad += fails(change)
        print("%-16s %+6.1f %%%s" % (row.name, 100 * change, "  too slow" if fails(change) else ""))
    return 1 if bad else 0


def main(arguments):
    if len(arguments) == 6 and arguments[0] == "rows":
        return print_rows(*arguments[1:])
    if len(arguments) == 5 and arguments[0] == "gate":
        return print_gate(*arguments[1:])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
