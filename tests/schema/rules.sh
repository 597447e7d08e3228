#!/bin/sh
# rules.sh CODEGEN SCHEMA_TESTS SOURCE_DIR: each contract with rules that is understood here becomes C
# that each compiler that is installed takes without a warning.
set -u
codegen=$1
cases=$2
runtime=$3/codegen
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0
count=0
warnings='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    -Wswitch-enum -Wvla -Werror'

fail() {
    echo "FAIL $1"
    failures=$((failures + 1))
}

# compile NAME FOLDER: its rules, by each compiler.
compile() {
    for compiler in gcc clang; do
        command -v "$compiler" >/dev/null || continue
        # shellcheck disable=SC2086 # a list
        "$compiler" -std=c11 -O1 $warnings -c -o /dev/null -I "$2" -I "$runtime" "$2/rules.c" ||
            fail "$1: $compiler"
    done
}

for case in "$cases"/rule*.yaml; do
    [ -e "${case%.yaml}.out" ] || continue
    name=$(basename "$case" .yaml)
    arguments=$(sed -n '1s/^# args: //p' "$case")
    # shellcheck disable=SC2086 # words of the arguments are meant to split
    "$codegen" generate $arguments "$case" --out "$work/$name" || fail "$name: no output"
    compile "$name" "$work/$name"
    count=$((count + 1))
done
echo "$count contracts, $failures failures"
[ "$count" -gt 5 ] && [ "$failures" -eq 0 ]
