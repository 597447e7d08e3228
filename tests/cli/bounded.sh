#!/bin/sh
# The length of a report is limited by the bytes read, in every format; figures stay exact.
# bounded.sh PROGRAMS: the directory of dg-validate.
set -eu

programs=$(cd "$1" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
failed=0

# repeat N TEXT: prints the text N times.
repeat() {
    awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'
}

# members N FORMAT: prints members of an object, each with its number in the format.
members() {
    awk -v n="$1" -v format="$2" 'BEGIN { for (i = 0; i < n; i++) { if (i) printf ","; printf format, i } }'
}

# fault MESSAGE
fault() {
    echo "$input: $1"
    failed=1
}

# figure NAME REPORT: prints the first figure of that name in the summary of the report.
figure() {
    sed -n 's/.*"summary"//p' "$2" | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" | head -n 1
}

# bounded INPUT...: judges the inputs in every format. A report may pass its limit by one finding and the
# summary.
bounded() {
    input=$1
    shift
    limit=$(($(wc -c <"$input") * 20 + 65536 + 32768))
    for format in human json ndjson junit sarif tap; do
        status=0
        "$programs/dg-validate" -f "$format" "$@" "$input" >"report.$format" 2>trouble || status=$?
        if [ "$status" != 1 ] || [ -s trouble ]; then
            fault "status $status: $(cat trouble)"
        fi
        head=0
        [ "$format" != sarif ] || head=$("$programs/dg-validate" -f sarif --max-findings 1 "$input" | wc -c)
        [ "$(wc -c <"report.$format")" -le "$((limit + head))" ] || fault "$format: more than $limit bytes"
    done
    "$programs/dg-validate" -f json "$@" --report ndjson=beside "$input" >again || true
    cmp -s report.json again || fault "json: another report beside it"
    cmp -s report.ndjson beside || fault "ndjson: another report beside"
    "$programs/dg-validate" -f ndjson --max-findings 1 "$@" "$input" >one || true
    total=$(($(figure not_printed one) + 1))
    hidden=$(figure not_printed report.ndjson)
    printed=$(grep -c '"code":' report.ndjson)
    [ "$((${hidden:-0} + printed))" = "$total" ] || fault "of $total findings $printed and ${hidden:-0} are told"
    for name in documents violating errors warnings; do
        [ "$(figure $name one)" = "$(figure $name report.ndjson)" ] || fault "$name: not the same figure"
    done
    if [ -n "$hidden" ]; then
        grep -q "^and [0-9]* more findings\$" report.human || fault "human: the rest is not told"
    fi
    awk '{ while (match($0, /"(pointer|message|expected|actual)":"([^"\\]|\\.)*"/)) {
        if (RLENGTH > 6100) { exit 1 }
        $0 = substr($0, RSTART + RLENGTH) } }' report.ndjson || fault "a text is too long"
}

printf '{"metadata":{%s}}' "$(members 30000 '"k%d":1')" >values.json
printf '{"%s":{%s}}' "$(repeat 20000 K)" "$(members 3000 '"a":%d')" >name.json
printf '{"\\u00e9%s":{%s}}' "$(repeat 5000 '\ud83d\ude00')" "$(members 1500 '"a":%d')" >escapes.json
# shellcheck disable=SC1003
printf '{"%s":{%s}}' "$(repeat 20000 '\\')" "$(members 1500 '"a":%d')" >backslashes.json
printf '{"%s":{%s}}' "$(repeat 10000 'é')" "$(members 1500 '"a":%d')" >letters.json
printf '%s{%s}%s' "$(repeat 500 '{"a":')" "$(members 3000 '"x":%d')" "$(repeat 500 '}')" >deep.json
printf '{"a":%s%s%s}' "$(repeat 500 '[')" '{"x":1,"x":2}' "$(repeat 500 ']')" >arrays.json
repeat 20000 '{}
' >empty.ndjson
repeat 3000 "{\"$(repeat 300 z)\":1,\"$(repeat 300 z)\":2}
" >names.ndjson
repeat 4000 '{"type":"a","title":"b"}
' >problems.ndjson
repeat 5000 '[1]
' >arrays.ndjson
repeat 5000 'x
' >syntax.ndjson
printf '{"status":"%s"}' "$(repeat 200000 v)" >value.json
printf '{"status":"%s"}' "$(repeat 100000 '\u0001')" >controls.json
printf '{"object":"%s"}' "$(repeat 100000 '́')" >marks.json
for file in *.json *.ndjson; do
    bounded "$file"
done
bounded names.ndjson --schema ProblemDetails

# Lines about records that can't be read or aren't judged are counted from the 1001st on.
# lines INPUT FILE TOTAL WORDS OPTION...
lines() {
    input=$1 file=$2 total=$3 words=$4
    shift 4
    "$programs/dg-validate" "$@" "$input" >out 2>err || true
    [ "$(grep -c "$words" "$file")" = 1001 ] || fault "$(grep -c "$words" "$file") lines"
    grep -q "$input: .*$((total - 1000)) more" "$file" || fault "the rest is not told"
}
printf '{"log":{"entries":[%s0]}}' "$(repeat 9999 0,)" >null.har
printf '{"log":{"entries":[%s{"request":{"method":"G","url":""}}]}}' \
    "$(repeat 9999 '{"request":{"method":"G","url":""}},')" >other.har
printf '{"log":{"entries":[%s{}]}}' "$(repeat 9999 \
    '{"request":{"method":"POST","url":"/batch-predictions/a/cancel"},"response":{"status":0}},')" >skipped.har
repeat 5000 'HTTP/1.1 200
x

' >faulty.http
repeat 5000 '[1,2,3]
' >long.ndjson
lines null.har err 10000 "null.har: .*can't be read"
lines other.har out 10000 'other.har.*not judged' -v
lines skipped.har out 9999 'skipped.har.*not judged' -v
lines faulty.http err 5000 "faulty.http: .*can't be read"
lines long.ndjson err 5000 'long.ndjson: ' --max-record 5

# No limit, and limits that the user sets.
input=values.json
"$programs/dg-validate" -f ndjson --max-findings 0 values.json >all || true
[ "$(grep -c '"code":' all)" = "$(figure errors all)" ] || fault "--max-findings 0: not all"
"$programs/dg-validate" -f ndjson --max-findings 1500 values.json >some || true
[ "$(grep -c '"code":' some)" = 1500 ] || fault "--max-findings 1500: another number"
"$programs/dg-validate" -f ndjson values.json >default || true
[ "$(grep -c '"code":' default)" = 1000 ] || fault "not 1000 findings of a document"
input=name.json
"$programs/dg-validate" -f json name.json >report.json || true
grep -q '"pointer":"/K\{499\}…K\{497\}/a","pointer_cut":true' report.json || fault "the pointer is not cut in its middle"
exit $failed
