#!/bin/sh
# Contracts that are nearly valid: with each line of the contract removed, shortened or moved, the
# compiler accepts the contract or reports errors, but never crashes.
# usage: mutants.sh CODEGEN PROJECT_DIR
set -u
codegen=$1
spec=$2/spec/batch_prediction.yaml
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0
count=0

# try NAME: compiles the mutant in $work/mutant.yaml.
try() {
    "$codegen" dump "$work/mutant.yaml" >"$work/out" 2>"$work/err"
    status=$?
    count=$((count + 1))
    case $status in
    0) [ -s "$work/out" ] && [ ! -s "$work/err" ] && return ;;
    1) [ ! -s "$work/out" ] && grep -qE ': error: .* \[[a-z-]+\]$' "$work/err" && return ;;
    esac
    echo "FAIL $1: status $status" && cat "$work/err"
    failures=$((failures + 1))
}

lines=$(wc -l <"$spec")
line=1
while [ "$line" -le "$lines" ]; do
    sed "${line}d" "$spec" >"$work/mutant.yaml" && try "without line $line"
    sed "${line}s/:.*/:/" "$spec" >"$work/mutant.yaml" && try "line $line cut"
    sed "${line}s/^/  /" "$spec" >"$work/mutant.yaml" && try "line $line moved"
    line=$((line + 1))
done
echo "$count mutants, $failures failures"
[ "$count" -gt 500 ] && [ "$failures" -eq 0 ]
