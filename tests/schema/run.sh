#!/bin/sh
# Compiles each schema of this folder and compares the output of dg-codegen with the file beside it:
# .err, the diagnostics of a refused contract, or .out, the dump of an accepted one, and .notes, its
# warnings and notes, if there are any. The first line of a case may give arguments: "# args: --schema A". DG_ACCEPT=1 rewrites expectations.
# usage: run.sh CODEGEN SOURCE_DIR
set -u
codegen=$1
cd "$2" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAIL $1"
    failures=$((failures + 1))
}

# compare EXPECTED ACTUAL: whether the files are equal, perhaps after rewriting.
compare() {
    ../support/compare.sh "$1" "$2" || fail "$1"
}

# run_case YAML: the exit status determines the expectation.
run_case() {
    name=${1%.yaml}
    arguments=$(sed -n '1s/^# args: //p' "$1")
    # shellcheck disable=SC2086 # words of the arguments are meant to split
    "$codegen" dump $arguments "$1" >"$work/out" 2>"$work/err"
    status=$?
    case $status in
    0) kind=out other=err notes=$work/err ;;
    1) kind=err other=out notes=/dev/null ;;
    *) fail "$1: status $status" && cat "$work/err" && return ;;
    esac
    [ "$status" -eq 1 ] && [ -s "$work/$other" ] && fail "$1: also wrote $other"
    if [ "${DG_ACCEPT:-0}" = 1 ]; then
        rm -f "$name.$other"
        [ -s "$notes" ] || rm -f "$name.notes"
    elif [ -e "$name.$other" ]; then
        fail "$1: status $status, but there is $name.$other"
    elif [ -e "$name.notes" ] && [ ! -s "$notes" ]; then
        fail "$1: no notes, but there is $name.notes"
    fi
    compare "$name.$kind" "$work/$kind"
    [ ! -s "$notes" ] || compare "$name.notes" "$notes"
}

# One byte more than 128 MiB: too large to be a file of the project.
run_file_size() {
    (
        cd "$work" || exit 1
        dd if=/dev/zero of=file-size.yaml bs=1 count=1 seek=134217728 2>/dev/null
        "$codegen" lint file-size.yaml
    ) 2>"$work/err"
    [ $? -eq 1 ] || fail file-size
    compare file-size.err "$work/err"
}

# Each diagnostic id is in the expectations of a case.
check_ids() {
    sed -n 's/^ *X([A-Z_0-9]*, "\([a-z-]*\)").*/\1/p' ../../codegen/base/diag.h >"$work/ids"
    [ -s "$work/ids" ] || fail "no diagnostic id found in codegen/base/diag.h"
    while read -r id; do
        grep -qF "[$id]" ./*.err ./*.notes overlays/*.expect || fail "no case shows [$id]"
    done <"$work/ids"
}

for case in *.yaml; do
    run_case "$case"
done
run_file_size
check_ids
echo "$(echo ./*.yaml | wc -w) cases, $failures failures"
[ "$failures" -eq 0 ]
