#!/bin/sh
# freestanding.sh ARCHIVE: fails if the archive needs an external function other than mem* and strlen.
set -eu

if ! command -v nm >/dev/null; then
    echo "needs nm" >&2
    exit 77
fi
own=$(nm -g --defined-only "$1" | awk 'NF == 3 { print $3 }')
foreign=$(nm -u "$1" | awk '$1 == "U" { print $2 }' | sort -u |
    grep -vxE 'mem(cpy|move|set|cmp|chr)|strlen|_GLOBAL_OFFSET_TABLE_' |
    grep -vxF "$own" || true)
if [ -n "$foreign" ]; then
    printf 'Needed from outside:\n%s\n' "$foreign" >&2
    exit 1
fi
