#!/bin/sh
# size.sh ARCHIVE: the library of this project's contract is small enough for small programs: its code and constants,
# as `size` counts text, are below 100 KB, and below 60 KB without the fast way (DG_FAST=OFF leaves fast.c out).
set -eu
if [ "$(uname -m)" != x86_64 ]; then
    echo "not run: knows the size of code for x86-64 only"
    exit 77
fi

size "$1" | awk '
    NR > 1 { whole += $1; fast += ($6 ~ /^fast[.]c/) * $1; files++ }
    END {
        printf "%d files, %d bytes, %d without the fast way\n", files, whole, whole - fast
        exit !(files > 0 && whole < 100000 && whole - fast < 60000)
    }'
