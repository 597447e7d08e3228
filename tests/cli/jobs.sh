#!/bin/sh
# With any number of threads (--jobs), reports, lines of trouble and exit statuses are those of one thread.
# jobs.sh PROGRAMS SAMPLES: the directory of dg-validate, and that of sample documents.
set -eu

programs=$(cd "$1" && pwd)
samples=$(cd "$2" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
failed=0
runs=0

# lines N: prints the sample documents, one in a line, N times; with blank lines and carriage returns.
lines() {
    for sample in "$samples"/valid-*.json "$samples"/rule-*-fail.json "$samples"/status-*.json; do
        tr -d '\r\n' <"$sample"
        printf '\r\n \n'
    done >once
    awk -v n="$1" '{ line[NR] = $0 } END { for (i = 0; i < n; i++) for (k = 1; k <= NR; k++) print line[k] }' once
}

# judge JOBS OPTION...: a report, lines of trouble and the exit status.
judge() {
    jobs=$1
    shift
    status=0
    "$programs/dg-validate" --jobs "$jobs" "$@" <few.ndjson >"report.$jobs" 2>"trouble.$jobs" || status=$?
    echo "exit status $status" >>"trouble.$jobs"
}

# same OPTION...: the options lead to the same output with any number of threads.
same() {
    judge 1 "$@"
    for threads in 2 7; do
        judge "$threads" "$@"
        if ! cmp -s report.1 "report.$threads" || ! cmp -s trouble.1 "trouble.$threads"; then
            echo "--jobs $threads $*: another output"
            failed=1
        fi
        runs=$((runs + 1))
    done
}

lines 40 >many.ndjson
lines 1 >few.ndjson
[ "$(wc -c <many.ndjson)" -gt 1000000 ] || failed=1
grep -v '^ *.\{0,1\}$' once | head -n 3 | awk '{ for (i = 0; i < 20000; i++) print }' >clean.ndjson
# Records that are longer than a block, or than the limit; the last line has no line feed.
{
    head -n 5 few.ndjson
    printf '{"title":"%0700000d"}\n' 0
    cat few.ndjson
    printf '{"title":"%090000d"}\n' 0
    printf '{"cut'
} >long.ndjson

for format in human json ndjson; do
    same -f "$format" --schema BatchPrediction many.ndjson few.ndjson
    same -f "$format" --schema BatchPrediction --max-record 80K long.ndjson missing.ndjson few.ndjson
done
grep -q 'exit status 3' trouble.1 || failed=1
same --schema BatchPrediction clean.ndjson
grep -q 'exit status 0' trouble.1 || failed=1
same -v --schema BatchPrediction clean.ndjson many.ndjson
grep -q 'not applicable' report.1 || failed=1
same --schema ProblemDetails many.ndjson
grep -q 'looks like BatchPrediction' report.1 || failed=1
same --severity 'rule.*=off' --severity required=warning --fail-on warning -f json many.ndjson
same -q many.ndjson
same --track many.ndjson
same --schema BatchPrediction --at '' many.ndjson
same --max-findings 3 many.ndjson few.ndjson
same many.ndjson -o /dev/full
grep -q 'exit status 5' trouble.1 || failed=1
same --input-format ndjson -
same ''
[ "$failed" = 0 ] && [ "$runs" -gt 20 ]
