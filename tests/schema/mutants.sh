#!/bin/sh
# Contracts that are nearly valid: with each line of the contract or of its overlay removed, shortened or moved,
# the compiler accepts the contract or reports errors, but never crashes.
# usage: mutants.sh CODEGEN PROJECT_DIR
set -u
codegen=$1
spec=$2/spec/batch_prediction.yaml
overlay=$2/spec/batch_prediction.overlay.yaml
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0
count=0

# try NAME CONTRACT OVERLAY: compiles them. The mutant may lack what the overlay changes.
try() {
    "$codegen" dump "$2" --overlay "$3" >"$work/out" 2>"$work/err"
    status=$?
    count=$((count + 1))
    case $status in
    0) [ -s "$work/out" ] && ! grep -q ': error: ' "$work/err" && return ;;
    1) [ ! -s "$work/out" ] && grep -qE ': error: .* \[[a-z-]+\]$' "$work/err" && return ;;
    esac
    echo "FAIL $1: status $status" && cat "$work/err"
    failures=$((failures + 1))
}

# mutate FILE CONTRACT OVERLAY: tries them with each mutant of the file, which is $work/mutant.yaml.
mutate() {
    lines=$(wc -l <"$1")
    line=1
    while [ "$line" -le "$lines" ]; do
        sed "${line}d" "$1" >"$work/mutant.yaml" && try "$1 without line $line" "$2" "$3"
        sed "${line}s/:.*/:/" "$1" >"$work/mutant.yaml" && try "$1 line $line cut" "$2" "$3"
        sed "${line}s/^/  /" "$1" >"$work/mutant.yaml" && try "$1 line $line moved" "$2" "$3"
        line=$((line + 1))
    done
}

mutate "$spec" "$work/mutant.yaml" "$overlay"
mutate "$overlay" "$spec" "$work/mutant.yaml"
echo "$count mutants, $failures failures"
[ "$count" -gt 500 ] && [ "$failures" -eq 0 ]
