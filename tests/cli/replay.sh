#!/bin/sh
# Recordings get the same verdict offline as live, for all responses of the two servers.
# replay.sh PROGRAMS SERVER FAULT_SERVER, beside the first server (its URL in DG_TEST_URL).
set -eu

programs=$(cd "$1" && pwd)
if [ -z "${DG_FAULT_FOLDER:-}" ]; then
    here=$(cd "$(dirname "$0")" && pwd)
    DG_FAULT_FOLDER=$(mktemp -d)
    DG_GOOD_URL=$DG_TEST_URL
    export DG_FAULT_FOLDER DG_GOOD_URL
    trap 'rm -rf "$DG_FAULT_FOLDER"' EXIT
    "$here/../support/with_server.sh" "$3" "$here/replay.sh" "$1" "$2" "$3"
    exit
fi
server=$2
fault_server=$3
cd "$DG_FAULT_FOLDER"
unset DATAGRID_TEAMSPACE_ID
export DATAGRID_API_KEY='test-token/~SECRET=='
count=0
retried=0

# Prints only the findings, with their locations in the body. An escaped token has more asterisks than a
# recorded one. Notes on responses that were retried aren't findings.
findings() {
    sed -E -e 's/\{[^{}]* was retried"[^{}]*\},?//g' \
        -e 's/\*+/*/g' -e '/^\{"summary"/d' -e 's/"input":"[^"]*",//; s/"record":[0-9]+,//' \
        -e 's/"line":[0-9]+,"column":[0-9]+,"offset":[0-9]+,"body":\{"offset":([0-9]+),"line":([0-9]+),"column":([0-9]+)\}/"line":\2,"column":\3,"offset":\1/' \
        "$1"
}

summary() {
    sed -n 's/^{"summary"://p' "$1"
}

# offline STATUS OPTION...: judges the recording, and checks the exit status.
offline() {
    wanted=$1
    shift
    status=0
    "$programs/dg-validate" -f ndjson "$@" recorded.har >replayed 2>trouble || status=$?
    if [ "$status" != "$wanted" ] || { [ -s trouble ] && [ "$wanted" != 2 ]; }; then
        echo "$id: live $live, replayed $status in place of $wanted: $*"
        cat answered replayed trouble
        exit 1
    fi
}

# replay URL ID EXPECTED OPTION...
replay() {
    url=$1
    id=$2
    expect=$3
    shift 3
    live=0
    "$programs/dg-validate" cancel --base-url "$url/v1" -f ndjson --record recorded.har \
        --expect "$expect" --max-time 0.5 --max-body 64K "$@" "$id" >answered 2>/dev/null || live=$?
    count=$((count + 1))
    retries=$(($(grep -c startedDateTime recorded.har) - 1))
    if [ "$retries" -gt 0 ]; then
        retried=$((retried + 1))
    fi
    if [ "$live" = 4 ]; then
        offline 2 # nothing could be judged
        offline 2 --fail-on-skip
        summary replayed | grep -q '"documents":1,"conforming":0,"violating":0,"unwanted":0,"skipped":1,'
        return
    fi
    offline "$live" --expect "$expect"
    { findings answered && summary answered; } | sed "s/\"unmatched\":0,/\"unmatched\":$retries,/" >live_findings
    { findings replayed && summary replayed; } >replayed_findings
    if ! diff -u live_findings replayed_findings; then
        echo "$id: another verdict"
        exit 1
    fi
}

"$server" --help | sed -n 's/^  \(bpred_[a-z0-9_]*\) .*/\1/p' >scenarios
"$fault_server" --help | sed -n 's/^  \([a-z][a-z0-9_]*\) .*/\1/p' | sed 's/_$/_404/' >faults
for expected in any 200; do
    while read -r id; do
        replay "$DG_GOOD_URL" "$id" "$expected"
    done <scenarios
    while read -r id; do
        replay "$DG_TEST_URL" "$id" "$expected"
    done <faults
done

# Of several attempts, the last one is judged, as in the live run. Each id is new to the servers.
again='--retry 2 --retry-delay 0.001 --retry-max-time 0.2'
while read -r id; do
    # shellcheck disable=SC2086
    replay "$DG_GOOD_URL" "${id}_r" 200 $again
done <scenarios
while read -r id; do
    # shellcheck disable=SC2086
    replay "$DG_TEST_URL" "${id}_r" 200 $again
done <faults
if [ "$count" -lt 300 ] || [ "$retried" -lt 10 ]; then
    echo "only $count answers were replayed, $retried of them after others"
    exit 1
fi
