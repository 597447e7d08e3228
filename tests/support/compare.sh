#!/bin/sh
# compare.sh EXPECTED ACTUAL: fails if the files differ, and prints the first lines of the difference.
# DG_ACCEPT=1 rewrites EXPECTED instead.
set -eu
most=40

if [ "${DG_ACCEPT:-}" = 1 ]; then
    cat "$2" >"$1"
    exit
fi
scratch=$(mktemp)
trap 'rm -f "$scratch"' EXIT
if ! diff -u "$1" "$2" >"$scratch" 2>&1; then
    sed "${most}q" "$scratch"
    more=$(($(wc -l <"$scratch") - most))
    if [ "$more" -gt 0 ]; then
        echo "($more more lines of this difference)"
    fi
    exit 1
fi
