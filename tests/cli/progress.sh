#!/bin/sh
# progress.sh PROGRAMS PTY: the progress of a run, with a clock that hurries (hasty_clock.c), on a terminal; and that
# nothing else gets it. PROGRAMS has dg-validate-hasty, PTY runs a program on a terminal.
set -eu
programs=$(cd "$1" && pwd)
pty=$(realpath "$2")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
PATH=$programs:$PATH
export PATH
unset TERM DATAGRID_API_KEY DATAGRID_BASE_URL
failed=0

if "$pty" 80 true >none; then :; else
    cat none
    exit 77
fi

good=$(tr -d '\n' <"$here/data/good.json")
i=0
while [ $i -lt 1000 ]; do
    printf '%s\n' "$good"
    i=$((i + 1))
done >thousand
cat thousand thousand thousand thousand >good.ndjson
(
    cat thousand
    tr -d '\n' <"$here/data/bad.json"
    echo
    cat good.ndjson thousand
) >bad.ndjson

# shown COLUMNS COMMAND: what a terminal gets from standard error, each state on a line.
shown() {
    "$pty" "$1" sh -c "exec $2 2>&1 >out" | tr '\r' '\n' | sed 's/\x1b\[K/|/' >lines || true
}

# expect NAME PATTERN: some line matches it.
expect() {
    grep -qE "$2" lines || {
        echo "$1: no line '$2' in:"
        head -n 20 lines
        failed=1
    }
}

nothing() {
    if [ -s lines ]; then
        echo "$1: progress is shown:"
        head -n 5 lines
        failed=1
    fi
}

shown 80 'dg-validate-hasty good.ndjson'
expect 'a file' '^[0-9.]+ [kM]B of [0-9.]+ MB, [0-9.]+ [kM]?B/s, 0 findings, [0-9]+ s left\|$'
[ "$(tail -n 1 lines)" = '|' ] || { echo "the line stays" && failed=1; }
grep -q '4000 documents conform' out || { echo "no report" && failed=1; }
shown 80 'dg-validate-hasty bad.ndjson'
expect 'findings' '^[0-9.]+ MB of [0-9.]+ MB, .*, 5 findings, '
shown 80 'dg-validate-hasty -j 3 bad.ndjson good.ndjson'
expect 'threads' '^[0-9.]+ MB of [0-9.]+ MB, '
mkdir folder
cp good.ndjson folder
shown 80 'dg-validate-hasty folder'
expect 'a folder' '^[0-9.]+ [kM]B of [0-9.]+ MB, '
awk 'BEGIN { for (i = 0; i < 8000; i++) {
    printf "{\"type\":\"x\",\"title\":\"y\",\"status\":404,\"detail\":\""
    for (j = 0; j < 400; j++) printf "%c", 97 + int(rand() * 26)
    print "\"}" } }' | gzip >packed.ndjson.gz
shown 80 'dg-validate-hasty --schema ProblemDetails packed.ndjson.gz'
expect 'a compressed file' '^[0-9.]+ [kM]B of [1-3].[0-9] MB, '
(
    gzip -dc packed.ndjson.gz
    echo '{"type":5,"title":"y","status":404}'
    gzip -dc packed.ndjson.gz
) >one.ndjson
shown 80 'dg-validate-hasty --schema ProblemDetails one.ndjson'
expect 'one finding' ', 1 finding, '
mkfifo fifo
cat good.ndjson >fifo &
shown 80 'dg-validate-hasty --input-format ndjson fifo'
expect 'a pipe' '^[0-9.]+ [kM]B, [0-9.]+ [kM]?B/s, 0 findings\|$'
wait

# The line is cut in a narrow terminal, and cleared before other text.
shown 20 'dg-validate-hasty good.ndjson'
expect 'a narrow terminal' '^[0-9.]+ [kM]B of .*\|$'
if grep -q '.\{21\}' lines; then
    echo "a narrow terminal has a longer line" && failed=1
fi
shown 1 'dg-validate-hasty good.ndjson'
expect 'the narrowest terminal' '^\|$'
if grep -q '..' lines; then
    echo "the narrowest terminal has a longer line" && failed=1
fi
shown 0 'dg-validate-hasty good.ndjson'
expect 'a terminal of unknown width' 's left\|$'
shown 80 'dg-validate-hasty good.ndjson missing.json good.ndjson'
expect 'trouble' '^\|dg-validate: missing.json: No such file or directory$'

# Only terminals get it, and nobody who doesn't want it.
dg-validate-hasty good.ndjson 2>lines >out
nothing 'a file as standard error'
dg-validate-hasty good.ndjson 2>&1 >out | cat >lines
nothing 'a pipe as standard error'
for option in -q --no-progress; do
    shown 80 "dg-validate-hasty $option good.ndjson"
    nothing "$option"
done
shown 80 'env TERM=dumb dg-validate-hasty good.ndjson'
nothing 'TERM=dumb'
head -n 1 good.ndjson >one.ndjson
shown 80 'dg-validate-hasty one.ndjson'
nothing 'a short run'

# Live commands: the request, the attempt, and the wait.
cp "$here/data/key" key
chmod 600 key
live="dg-validate-hasty cancel --base-url $DG_TEST_URL/v1 --api-key-file key"
shown 80 "$live --retry 2 --retry-delay 7 bpred_flaky_progress"
expect 'a wait' '^waiting for attempt 2 of 3: [1-7] s left\|$'
shown 80 "$live --repeat 3 --retry 4 --retry-delay 9 bpred_limited"
expect 'a wait of several requests' '^request 1 of 3, waiting for attempt [2-5] of 5: '
shown 80 "$live -v --retry 2 --retry-delay 7 bpred_flaky_verbose"
if grep -q 'waiting' lines; then
    echo "-v: two ways to say it" && failed=1
fi
exit $failed
