#!/bin/sh
# compare.sh FOLDER: runs every program in FOLDER whose name begins with dg-prove- over all inputs, several at
# once. Prints a line for each one.
set -eu
run() { # PROGRAM
    if found=$("$1" all 2>&1); then
        echo "${1##*/dg-prove-}: $found"
    else
        printf '%s: %s\n' "${1##*/dg-prove-}" "$found"
        return 1
    fi
}

if [ "$1" = one ]; then
    run "$2"
    exit
fi
find "$1" -name 'dg-prove-*' -type f -print0 | xargs -0 -n 1 -P "$(nproc)" "$0" one
