#!/bin/sh
# Merged reports are those of one run over all inputs, however the inputs were split between runs.
# merge.sh PROGRAMS: the directory of dg-validate. DG_RANDOM_COUNT: the number of random splits (6).
set -eu

programs=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset GITHUB_STEP_SUMMARY
failed=0

fault() {
    echo "$1"
    failed=1
}

# run STATUS OUT COMMAND...: runs dg-validate; its exit status must be STATUS.
run() {
    expected=$1
    out=$2
    shift 2
    status=0
    "$programs/dg-validate" "$@" >"$out" 2>"$scratch/trouble" || status=$?
    [ "$status" = "$expected" ] || fault "exit status $status in place of $expected: $* $(cat "$scratch/trouble")"
}

# summary REPORT: prints the figures of a report.
summary() {
    grep -o '"summary":.*' "$1" | sed 's/}*$//'
}

cp -R "$here/data" "$scratch/data"
cd "$scratch/data"
cp bad.json "$(printf 'a %%"<&>\033\377.json')"
printf '{"metadata":{"\\u0000\\"/~ \\ud83d\\ude00":1,"a":2}}' >escapes.json
printf '{"log":{"entries":[%s{}]}}' "$(awk 'BEGIN { for (i = 0; i < 149; i++) printf "{\"request\":{\"method\":\"GET\",\"url\":\"/other\"}}," }')" >many.har
# Lines that are cut, with bytes that aren't UTF-8 before and after what the findings are about.
bytes=$(awk 'BEGIN { for (i = 0; i < 90; i++) printf "x" }' | tr x '\377')
printf '{"id":"%s","status":5,"model":"%s"}' "$bytes" "$bytes" >bytes.json
find . -type f | LC_ALL=C sort >names
printf 'missing.json\n' >>names
# The exit statuses of runs over all inputs, over those that conform, and over none that has a body.
printf './good.json\n./captures/good.har\n./captures/one.http\n' >good
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{' >cut.http
printf './cut.http\n' >none

# split SEED LIST: splits the list into parts, in order: each file with the part's number.
split_inputs() {
    awk -v seed="$1" 'BEGIN { srand(seed); part = 1 } { if (NR > 1 && rand() < 0.3) part++; print part, $0 }' "$2"
}

# quoted REPORT: prints the lines of documents in a report for people, each with the line below it, once. A run leaves
# out findings that repeat those of the document before.
quoted() {
    sed -n '/^ *[0-9][0-9]* | /{N;s/\n */ /;p;}' "$1" | LC_ALL=C sort -u
}

# compare SEED LIST STATUS: splits the inputs, judges each part, and merges the reports.
compare() {
    rm -rf ../parts
    mkdir ../parts
    split_inputs "$1" "$2" >../split
    parts=$(tail -n 1 ../split | cut -d ' ' -f 1)
    part=0
    while [ "$part" -lt "$parts" ]; do
        part=$((part + 1))
        form=$([ $(((part + $1) % 2)) = 0 ] && echo json || echo ndjson)
        sed -n "s/^$part //p" ../split | tr '\n' '\0' |
            xargs -0 "$programs/dg-validate" -qv --max-findings 0 --report "$form=../parts/$(printf %03d "$part").$form" 2>/dev/null || true
    done
    for format in json ndjson junit sarif tap github html; do
        status=0
        tr '\n' '\0' <"$2" | xargs -0 sh -c '"$@"; echo $? >../status' sh "$programs/dg-validate" -q --max-findings 0 --report "$format=../whole" 2>/dev/null || true
        [ "$(cat ../status)" = "$3" ] || fault "a run over $2: exit status $(cat ../status)"
        run "$3" ../merged merge --max-findings 0 -f "$format" ../parts/*
        cmp ../whole ../merged || fault "split $1 of $2 into $parts: $format"
    done
    # The report for people quotes all lines that the run quotes.
    tr '\n' '\0' <"$2" | xargs -0 "$programs/dg-validate" --max-findings 0 >../whole 2>/dev/null || true
    run "$3" ../merged merge --max-findings 0 ../parts/*
    quoted ../whole >../whole.quoted
    quoted ../merged | LC_ALL=C comm -23 ../whole.quoted - >../quoted
    [ ! -s ../quoted ] || fault "split $1 of $2 into $parts: $(head -n 5 ../quoted)"
    # In another order, the figures are the same; merged reports can be merged.
    # shellcheck disable=SC2046
    run "$3" ../other merge -f json $(find ../parts -type f | LC_ALL=C sort -r)
    tr '\n' '\0' <"$2" | xargs -0 "$programs/dg-validate" -q --max-findings 0 --report json=../whole 2>/dev/null || true
    [ "$(summary ../whole)" = "$(summary ../other)" ] || fault "split $1: figures in another order"
    first=$(find ../parts -type f | LC_ALL=C sort | head -n 1)
    if [ "$parts" -gt 1 ]; then
        # shellcheck disable=SC2046
        "$programs/dg-validate" merge -v -f ndjson -o ../rest $(find ../parts -type f | LC_ALL=C sort | tail -n +2) 2>/dev/null || true
        run "$3" ../merged merge -f json "$first" ../rest
        cmp ../whole ../merged || fault "split $1: merged in two steps"
    fi
}

seed=0
while [ "$seed" -lt "${DG_RANDOM_COUNT:-6}" ]; do
    seed=$((seed + 1))
    compare "$seed" names 3
done
compare 1 good 0
compare 1 none 2
run 2 ../merged merge ../parts/*
grep -q 'nothing could be judged' ../trouble || fault "$(cat ../trouble)"

# Split at lines, the figures are the same.
awk '{ for (i = 0; i < 40; i++) print }' completed.ndjson problems.ndjson >long.ndjson
run 1 ../whole -f json --schema BatchPrediction --max-findings 0 long.ndjson
split -l 77 long.ndjson ../lines.
for part in ../lines.*; do
    "$programs/dg-validate" -o "$part.report" -f ndjson --schema BatchPrediction --max-findings 0 --input-format ndjson - <"$part" || true
done
run 1 ../merged merge -f json --max-findings 0 ../lines.*.report
[ "$(summary ../whole)" = "$(summary ../merged)" ] || fault "split at lines"
cat ../lines.*.report >../all.ndjson
run 1 ../other merge -f json - <../all.ndjson
cmp ../merged ../other || fault "several reports in one file"
gzip -c ../all.ndjson >../all.gz
run 1 ../other merge -f json ../all.gz
cmp ../merged ../other || fault "a compressed report"
# What shards don't print stays counted.
for part in ../lines.??; do
    "$programs/dg-validate" -o "$part.few" -f ndjson --schema BatchPrediction --max-findings 2 --input-format ndjson - <"$part" || true
done
run 1 ../few merge -f json ../lines.*.few
[ "$(summary ../few | sed 's/"not_printed":[0-9]*,//')" = "$(summary ../merged)" ] || fault "figures of findings that aren't printed"
run 1 ../few merge -f ndjson --max-findings 1 ../lines.*.few
printed=$(grep -c '"code":' ../few)
[ "$printed" = 1 ] || fault "--max-findings 1: $printed findings"
hidden=$(sed -n 's/.*"not_printed":\([0-9]*\).*/\1/p' ../few)
errors=$(sed -n 's/.*"errors":\([0-9]*\).*/\1/p' ../few)
warnings=$(sed -n 's/.*"warnings":\([0-9]*\).*/\1/p' ../few)
[ "$((hidden + printed))" = "$((errors + warnings))" ] || fault "$hidden findings are left out"

# Changes of state are added, also of a file with several reports.
mkdir ../moves
awk '/in_progress/ || /completed/' completed.ndjson >../moves/one.ndjson
run 0 ../moves/one.json -f json --track ../moves/one.ndjson
run 0 ../moves/one.report -f ndjson --track ../moves/one.ndjson
cat ../moves/one.report ../moves/one.report >../moves/two.report
run 0 ../moves/merged merge -f ndjson ../moves/one.json ../moves/two.report
[ "$(grep -o '"count":[0-9]*' ../moves/one.json | awk -F : '{ print $2 * 3 }')" = \
    "$(grep -o '"count":[0-9]*' ../moves/merged | cut -d : -f 2)" ] || fault "changes: $(grep lifecycle ../moves/merged)"
grep -q '"count":' ../moves/merged || fault "no change in: $(cat ../moves/one.ndjson)"
for edit in 's/"from":"/"from":"x/' 's/"pointer":"#/"pointer":"/' 's/"count":/"count":-/'; do
    sed "$edit" ../moves/one.json >../moves/wrong
    run 3 ../merged merge ../moves/wrong
    grep -q "the lifecycle isn't one of such a report" ../trouble || fault "$edit: $(cat ../trouble)"
done

# --fail-on-skip is the merged run's.
run 1 ../skipped -f json --fail-on-skip captures/missing.har
sed 's/"violating":2/"violating":0/g; s/"documents":9/"documents":7/g' ../skipped >../skips.json
run 0 ../merged merge ../skips.json
run 1 ../merged merge --fail-on-skip ../skips.json

# Reports that can't be merged are named, and nothing is written.
# refused STATUS MESSAGE REPORT...
refused() {
    wanted=$2
    run "$1" ../out merge -o ../kept "$3" ../lines.aa.report
    grep -qF "$wanted" ../trouble || fault "$3: $(cat ../trouble) in place of: $wanted"
    [ ! -e ../kept ] || fault "$3: a report is written"
    [ ! -s ../out ] || fault "$3: a report is printed"
}
run 1 ../one.json -f json bad.json
run 1 ../one.ndjson -f ndjson bad.json
sed 's/"digest":"sha256:.../"digest":"sha256:000/' ../one.json >../another
refused 2 '../another: the report is of another contract: its digest is sha256:000' ../another
sed '$d' ../one.ndjson >../unended
refused 3 '../unended: the report is cut off' ../unended
length=$(wc -c <../one.json)
for bytes in 1 50 300 700 $((length - 200)) $((length - 2)); do
    head -c "$bytes" ../one.json >../cut
    refused 3 '../cut: the report is cut off' ../cut
done
: >../empty
refused 3 '../empty: the file is empty' ../empty
refused 3 'bad.json: not a report of the formats json and ndjson' bad.json
refused 3 '../absent: No such file or directory' ../absent
sed 's/"severity":"error"/"severity":"bad"/' ../one.json >../wrong
refused 3 "../wrong: a finding isn't one of such a report" ../wrong
sed 's/"documents":1/"documents":-1/' ../one.json >../wrong
refused 3 "../wrong: an input isn't one of such a report" ../wrong
sed 's/"codes":{"/"codes":{"x/' ../one.json >../wrong
refused 3 "../wrong: the summary isn't one of such a report" ../wrong
sed 's/dg-report.1/dg-report\/2/' ../one.json >../wrong
refused 3 '../wrong: not a report of the schema dg-report/1' ../wrong
printf '%s}' "$(cat ../one.json)" >../wrong
refused 3 '../wrong: not JSON' ../wrong
printf '{"findings":[],"inputs":[],"summary":{"documents":0}}' >../wrong
refused 3 '../wrong: not a JSON report' ../wrong

# A run that a signal ended lacks inputs.
sed 's/"codes"/"interrupted":true,"codes"/' ../one.json >../interrupted
run 3 ../merged merge -f json ../interrupted
grep -q '"interrupted":true' ../merged || fault "the interruption is gone"
grep -q 'inputs are missing' ../trouble || fault "$(cat ../trouble)"

# Any prefix, and any byte that is changed, is merged or refused.
length=$(wc -c <../one.ndjson)
at=0
while [ "$at" -lt "$length" ]; do
    { head -c "$at" ../one.ndjson; printf '\377'; tail -c +$((at + 2)) ../one.ndjson; } >../changed
    status=0
    "$programs/dg-validate" merge -f json ../changed >../merged 2>../trouble || status=$?
    [ "$status" -le 3 ] || fault "byte $at changed: exit status $status"
    at=$((at + 37))
done
exit "$failed"
