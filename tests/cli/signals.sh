#!/bin/sh
# A signal ends a run early: findings and recordings are written, files stay unchanged, and the process
# dies of the signal.
# signals.sh PROGRAMS FAULT_SERVER: PROGRAMS is the directory of dg-validate.
set -eu

programs=$(cd "$1" && pwd)
scratch=$(mktemp -d)
if [ -z "${DG_FAULT_FOLDER:-}" ]; then
    here=$(cd "$(dirname "$0")" && pwd)
    DG_FAULT_FOLDER=$scratch
    export DG_FAULT_FOLDER
    trap 'rm -rf "$scratch"' EXIT
    "$here/../support/with_server.sh" "$2" "$here/signals.sh" "$1" "$2"
    exit
fi
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
unset DATAGRID_TEAMSPACE_ID
DATAGRID_API_KEY=test-token
export DATAGRID_API_KEY
failed=0

fault() {
    echo "$what: $1"
    cat out err
    failed=1
}

# expect NAME NUMBER COMMAND: runs the command in a process group of its own, whose number is in the file
# `group`. A background job would ignore SIGINT.
expect() {
    what="$3, SIG$1"
    rm -f group
    status=0
    setsid -w env --default-signal=HUP,INT sh -c "echo \$\$ >group; $3" >out 2>err || status=$?
    wait
    [ "$status" = "$2" ] || fault "status $status"
    [ "$(grep -c "^dg-validate: interrupted by SIG$1\$" err)" = 1 ] || fault "it is not told once"
    [ -z "$(find . -name '.dg-validate-*')" ] || fault "litter"
}

# signal NAME: sends the signal to the process group.
signal() {
    until [ -s group ]; do :; done
    kill -s "$1" -- "-$(cat group)"
}

# await FILE PATTERN: waits until the file has a line that matches.
await() {
    until grep -q "$2" "$1" 2>/dev/null; do :; done
}

has() {
    grep -q "$2" "$1" || fault "$1 has no $2"
}

# Documents through a pipe that can't hold them: when the last one was written, others have been judged.
yes '{"status":"cold"}' | head -n 20000 >many.ndjson
mkfifo in
for row in TERM:143 INT:130 HUP:129; do
    name=${row%:*}
    for format in human json ndjson junit sarif github tap html; do
        (exec 3>in && cat many.ndjson >&3 && signal "$name") &
        expect "$name" "${row#*:}" "exec $programs/dg-validate -f $format --input-format ndjson - <in"
        case $format in
        human) has out 'documents: .*, interrupted$' ;;
        html) has out 'documents: .*, interrupted' && has out '^</html>$' ;;
        json)
            has out '"summary":{"documents":[1-9].*"interrupted":true,"codes":{"required":.*}}}$'
            cp out cut.json
            ;;
        junit) has out '</testsuites>$' && has out 'type="interrupted"' ;;
        sarif) has out '"executionSuccessful":false.*"interrupted":true}}\]}\]}$' ;;
        github) has out '^[0-9]* documents: .*, interrupted' ;;
        tap) has out '^Bail out!' && has out '^1\.\.1$' ;;
        ndjson) tail -n 1 out >last && has last '^{"summary":{.*"interrupted":true' ;;
        esac
        [ "$(tail -c 1 out | wc -l)" = 1 ] || fault "the report ends inside a line"
    done
done

# A merged report says that a part of it was interrupted: its figures aren't those of a complete run.
what="a merged report"
for format in json junit sarif tap; do
    status=0
    "$programs/dg-validate" merge -f "$format" -o merged cut.json >out 2>err || status=$?
    [ "$status" = 3 ] || fault "$format: status $status"
    has err 'a run was interrupted: inputs are missing'
    case $format in
    json) has merged '"interrupted":true' ;;
    junit) has merged 'type="interrupted"' ;;
    sarif) has merged '"executionSuccessful":false' ;;
    tap) has merged '^Bail out!' ;;
    esac
done

# Files stay unchanged, and the report on standard output is written.
echo before >kept.json
(exec 3>in && cat many.ndjson >&3 && signal TERM) &
expect TERM 143 "exec $programs/dg-validate --report json=kept.json --input-format ndjson - <in"
[ "$(cat kept.json)" = before ] || fault "the file was replaced"
has out interrupted
(exec 3>in && cat many.ndjson >&3 && signal TERM) &
expect TERM 143 "exec $programs/dg-validate --baseline known.txt --update-baseline --input-format ndjson - <in"
[ ! -e known.txt ] || fault "a baseline has a part of the findings"

# The next run removes the files that a killed run left, but not the files of a running one.
(exec 3>in && cat many.ndjson >&3 && until [ -s group ]; do :; done && kill -s KILL -- "-$(cat group)") &
setsid -w sh -c "echo \$\$ >group; exec $programs/dg-validate -o kept.json --input-format ndjson - <in" 2>err || true
wait
what="a killed run"
[ "$(find . -name '.dg-validate-*' | wc -l)" = 1 ] || fault "it left nothing"
touch .dg-validate-locked .dg-validate-another
(
    flock 9
    "$programs/dg-validate" -o new.json -f json many.ndjson >out 2>err || true
) 9>.dg-validate-locked
[ "$(echo .dg-validate-*)" = '.dg-validate-another .dg-validate-locked' ] || fault "left: $(echo .dg-validate-*)"
rm .dg-validate-*

# A loop in a shell ends with the command that was interrupted, and the request in flight is recorded.
cancel="$programs/dg-validate cancel -v --base-url $DG_TEST_URL/v1 --record sent.har"
for row in TERM:143 INT:130; do
    name=${row%:*}
    for id in hang hang_head hang_body slow endless; do
        run="for i in 1 2 3; do $cancel $id; done"
        [ "$name" = INT ] || run="exec $cancel $id" # shells die of SIGTERM before their commands
        rm -f sent.har
        : >err
        (await err '^> POST' && signal "$name") &
        expect "$name" "${row#*:}" "$run"
        [ "$(grep -c '^> POST' err)" = 1 ] || fault "the loop went on"
        has sent.har '"status":0,'
        has sent.har '"_error":"interrupted by a signal"'
        [ "$(stat -c %a sent.har)" = 600 ] || fault "others may read the recording"
        status=0
        "$programs/dg-validate" -q sent.har 2>trouble || status=$?
        [ "$status" = 2 ] || fault "the recording, which has no answer to judge: $(cat trouble)"
    done
done

# Between two attempts, nothing more is sent.
(await err '^\* attempt 1' && signal TERM) &
expect TERM 143 "exec $programs/dg-validate cancel -v --base-url $DG_TEST_URL/v1 --record sent.har --retry 5 --retry-delay 50 problem_503"
[ "$(grep -c '^> POST' err)" = 1 ] || fault "it was sent again"
[ "$(grep -c startedDateTime sent.har)" = 1 ] || fault "another number of attempts in the recording"

# An earlier recording stays when nothing is sent.
cp sent.har earlier.har
what="nothing sent"
"$programs/dg-validate" cancel --base-url "$DG_TEST_URL/v1" --record sent.har -o /missing/report ok >out 2>err && fault "it passed"
cmp -s sent.har earlier.har || fault "the recording was replaced"
exit $failed
