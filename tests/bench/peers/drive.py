"""Drivers in Python: drive.py msgspec|duckdb FILE prints the nanoseconds of the fastest pass."""
import datetime
import sys
import time
from typing import Literal, Optional

Moment = datetime.datetime
COUNTS = ("total", "processing", "succeeded", "errored", "canceled", "expired")
TIMES = ("in_progress_at", "finalizing_at", "completed_at", "failed_at", "cancelling_at",
         "cancelled_at", "expired_at")


def msgspec_pass(path):
    import msgspec

    counts = msgspec.defstruct("Counts", [(name, int) for name in COUNTS])
    batch = msgspec.defstruct("Batch", [
        ("object", Literal["batch_prediction"]), ("id", str), ("status", str), ("model", str),
        ("completion_window", str), ("created_at", Moment), ("expires_at", Moment),
        *[(name, Optional[Moment]) for name in TIMES],
        ("request_counts", counts), ("metadata", Optional[dict[str, str]]),
        ("error", Optional[dict]), ("results_url", Optional[str])])
    decode = msgspec.json.Decoder(batch).decode
    with open(path, "rb") as file:
        lines = file.read().splitlines()

    def once():
        for line in lines:
            decode(line)
    return once


def duckdb_pass(path):
    import duckdb

    columns = {name: "VARCHAR" for name in ("object", "id", "status", "model", "completion_window",
                                            "results_url")}
    columns.update({name: "TIMESTAMPTZ" for name in ("created_at", "expires_at", *TIMES)})
    columns["request_counts"] = "STRUCT(%s)" % ", ".join(name + " BIGINT" for name in COUNTS)
    columns["metadata"] = "MAP(VARCHAR, VARCHAR)"
    columns["error"] = "JSON"
    spec = "{%s}" % ", ".join("%s: '%s'" % pair for pair in columns.items())
    sums = ", ".join("count(%s)" % name for name in columns)
    connection = duckdb.connect()
    connection.execute("SET threads = 1")

    def once():
        connection.execute("SELECT %s FROM read_ndjson('%s', columns = %s)"
                           % (sums, path, spec)).fetchall()
    return once


def main(kind, path):
    once = {"msgspec": msgspec_pass, "duckdb": duckdb_pass}[kind](path)
    least = None
    for _ in range(3):
        begin = time.process_time_ns()
        once()
        took = time.process_time_ns() - begin
        least = took if least is None else min(least, took)
    print(least)


main(*sys.argv[1:])
