#!/bin/sh
# Compiles each schema of this folder and compares what dg-codegen says with the file beside it:
# .err, the diagnostics of a contract that is refused, or .out, the dump of one that is not. The
# first line of a case may give arguments: "# args: --schema A". DG_ACCEPT=1 rewrites expectations.
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

# compare EXPECTED ACTUAL: they are alike, or were made so.
compare() {
    ../support/compare.sh "$1" "$2" || fail "$1"
}

# run_case YAML: the status decides which expectation counts.
run_case() {
    name=${1%.yaml}
    arguments=$(sed -n '1s/^# args: //p' "$1")
    # shellcheck disable=SC2086 # words of the arguments are meant to split
    "$codegen" dump $arguments "$1" >"$work/out" 2>"$work/err"
    status=$?
    case $status in
    0) kind=out other=err ;;
    1) kind=err other=out ;;
    *) fail "$1: status $status" && cat "$work/err" && return ;;
    esac
    [ -s "$work/$other" ] && fail "$1: also wrote $other"
    if [ "${DG_ACCEPT:-0}" = 1 ]; then
        rm -f "$name.$other"
    elif [ -e "$name.$other" ]; then
        fail "$1: status $status, but there is $name.$other"
    fi
    compare "$name.$kind" "$work/$kind"
}

# Too large to keep: one byte more than 64 MiB.
run_file_size() {
    (
        cd "$work" || exit 1
        dd if=/dev/zero of=file-size.yaml bs=1 count=1 seek=67108864 2>/dev/null
        "$codegen" lint file-size.yaml
    ) 2>"$work/err"
    [ $? -eq 1 ] || fail file-size
    compare file-size.err "$work/err"
}

# Each rule of the compiler is broken by some case.
check_ids() {
    sed -n 's/^ *X([A-Z_0-9]*, "\([a-z-]*\)").*/\1/p' ../../codegen/base/diag.h >"$work/ids"
    [ -s "$work/ids" ] || fail "no diagnostic id found in codegen/base/diag.h"
    while read -r id; do
        grep -qF "[$id]" ./*.err || fail "no case shows [$id]"
    done <"$work/ids"
}

for case in *.yaml; do
    run_case "$case"
done
run_file_size
check_ids
echo "$(echo ./*.yaml | wc -w) cases, $failures failures"
[ "$failures" -eq 0 ]
