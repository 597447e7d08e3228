#!/usr/bin/env bash
# bench.sh PROGRAMS [RECORDS]: measures dg-validate and programs that only parse, on the same file, in
# one run. The ratio is the result: seconds depend on the machine.
set -euo pipefail
programs=$1
records=${2:-200000}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
file=$scratch/records.ndjson
TIMEFORMAT=%R

# best COMMAND...: prints the seconds of the fastest of five runs.
best() {
    for _ in 1 2 3 4 5; do
        { time "$@" >/dev/null; } 2>&1 || {
            echo "failed: $*" >&2
            exit 1
        }
    done | sort -n | head -n 1
}

# measure NAME COMMAND...: prints a line of the table. The first command has the ratio 1.0.
measure() {
    local name=$1 seconds
    shift
    seconds=$(best "$@")
    ours=${ours:-$seconds}
    awk -v name="$name" -v seconds="$seconds" -v ours="$ours" -v bytes="$bytes" 'BEGIN {
        printf "%-34s %8.3f s %8.0f MB/s %7.2f x\n", name, seconds, bytes / seconds / 1e6,
            seconds / ours
    }'
}

"$programs/dg-bench-records" "$records" >"$file"
bytes=$(wc -c <"$file")
echo "$records records, $bytes bytes; best of five; the last column is time relative to the first"
measure "dg-validate (judges)" "$programs/dg-validate" -q "$file"
measure "cJSON, a tree of each record" "$programs/dg-bench-cjson" "$file"
measure "jq, parses only" jq empty "$file"
if command -v python3 >/dev/null; then
    measure "Python's json, a tree of each" python3 -c '
import json, sys
for line in open(sys.argv[1], "rb"):
    json.loads(line)' "$file"
fi
