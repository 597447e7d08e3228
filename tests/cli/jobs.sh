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

formats=$("$programs/dg-validate" help | sed -n '/^Report formats:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p')
[ "$(echo "$formats" | wc -w)" -ge 8 ] || failed=1
for format in $formats; do
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
same --coverage -f json --schema BatchPrediction clean.ndjson many.ndjson few.ndjson
same --track many.ndjson
same --schema BatchPrediction --at '' many.ndjson
same --max-findings 3 many.ndjson few.ndjson
same many.ndjson -o /dev/full
grep -q 'exit status 5' trouble.1 || failed=1
same --input-format ndjson -

# captures N: prints N times an HTTP Archive (har) or responses (http) with the sample documents, some of whose
# requests, statuses, types and bodies are wrong.
har() {
    printf '{"log":{"entries":[{"request":{"method":"GET","url":"/x"}},\n'
    awk -v n="$1" '
        { gsub(/\r/, ""); id = $0; sub(/.*"id":"/, "", id); sub(/".*/, "", id); text = $0
          gsub(/\\/, "\\\\", text); gsub(/"/, "\\\"", text); line[NR] = text; ids[NR] = id }
        END { for (i = 0; i < n; i++) for (k = 1; k <= NR; k++) {
            url = (k % 11 == 5 ? "/other" : "/v1/batch-predictions/" ids[k] "/cancel")
            printf "%s{\"request\":{\"method\":\"POST\",\"url\":\"https://api.example%s\"},", (i + k > 1 ? ",\n" : ""), url
            printf "\"response\":{\"status\":%d,\"headers\":[{\"name\":\"Content-Type\",", (k % 13 == 7 ? 418 : 200)
            printf "\"value\":\"%s\"}],\"content\":{\"text\":\"%s\"}}}", (k % 17 == 3 ? "text/plain" : "application/json"), line[k] } }' once
    printf ',{"request":{"method":"POST","url":"https://api.example/v1/batch-predictions/x/cancel"}},{"request":7}]}}\n'
}
http() {
    awk -v n="$1" '
        { gsub(/\r/, ""); line[NR] = $0 }
        END { for (i = 0; i < n; i++) for (k = 1; k <= NR; k++) {
            printf "HTTP/1.1 %d Status\r\nContent-Type: %s\r\n\r\n%s\n", (k % 13 == 7 ? 418 : 200), (k % 17 == 3 ? "text/plain" : "application/json"), line[k] } }' once
    printf 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'
    printf 'HTTP/1.1 200 OK\r\nContent-Le'
}
grep -v '^ *.\{0,1\}$' once >lines && mv lines once
har 60 >many.har
http 60 >many.http
har 1 >few.har
http 1 >few.http
[ "$(wc -c <many.har)" -gt 1100000 ] || failed=1
[ "$(wc -c <many.http)" -gt 1100000 ] || failed=1
for format in human junit github ndjson; do
    same -f "$format" many.har few.har
    same -f "$format" many.http few.http
    same -f "$format" --max-record 4K few.har many.har many.http
done
grep -q 'exit status 3' trouble.1 || failed=1
grep -q '"code":"http.media-type"' report.1 || failed=1
same --fail-on warning --severity 'http.*=info' many.har
same --severity 'http.*=off' --severity 'rule.*=off' many.http many.har
same --schema BatchPrediction --at /0 many.har
same --track many.har
same --coverage -f json few.har many.har many.http few.ndjson
grep -q '"coverage":{"seen":' report.1 || failed=1

# Files that are judged as a whole, among others.
mkdir -p files/deeper
number=0
while read -r line; do
    number=$((number + 1))
    printf '%s\n' "$line" >"files/$number.json"
    cp "files/$number.json" "files/deeper/$number-again.json"
done <once
head -n 3 once >files/one.ndjson
cp few.har few.http many.ndjson clean.ndjson files
printf '{' >files/cut.json
printf '' >files/empty.json
printf 'x' >files/other.suffix
head -n 1 once | gzip >files/small.json.gz
cp many.ndjson files/wrong.json
ln -s nowhere files/gone.json
for format in human ndjson junit sarif tap; do
    same -f "$format" --schema BatchPrediction files
    same -f "$format" --schema BatchPrediction files/1.json files files/2.json missing.json files/1.json
done
grep -q 'exit status 3' trouble.1 || failed=1
same -q --max-findings 5 files
same --schema ProblemDetails files/deeper
grep -q 'looks like BatchPrediction' report.1 || failed=1
mkdir good
for number in 1 2 3; do
    cp clean.ndjson "good/$number.ndjson"
    head -n 20 clean.ndjson >"good/few-$number.ndjson"
done
same --schema BatchPrediction good
grep -q 'exit status 0' trouble.1 || failed=1
same -f json good
same --coverage -f ndjson good files
same -v good
same ''
[ "$failed" = 0 ] && [ "$runs" -gt 20 ]
