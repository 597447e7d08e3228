#!/bin/sh
# tortured.sh PROGRAMS: each command, option and format of both programs is in tests/torture/commands.list.
set -eu
programs=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh
list=tests/torture/commands.list

# missing PROGRAM WORD...: prints the words that no command line of the program has. A word can be -o|--output.
missing() {
    program=$1
    shift
    for word in "$@"; do
        grep "^[^#]*$program " "$list" | grep -qE -e "[ =]($word)([ =]|\$)" || echo "$program $word"
    done
}

# values PROGRAM ARGUMENT... OPTION: prints the values that the option takes.
values() {
    "$programs/$1" "$2" "$3" none 2>&1 | sed -n 's/,//g; s/.* is not one of //p'
}

for program in dg-validate dg-codegen; do
    help=$("$programs/$program" --help)
    options=$(echo "$help" | sed -nE 's/^ +(-[a-zA-Z]), +(--[a-z-]+).*/\1|\2/p; s/^ +(--[a-z-]+).*/\1/p')
    commands=$(echo "$help" | sed -nE '/^Commands:/,/^$/s/^  ([a-z]+) .*/\1/p')
    shells=$(values $program help --as)
    { [ "$(echo "$options" | wc -l)" -gt 15 ] && [ "$(echo "$commands" | wc -l)" -gt 4 ] && [ -n "$shells" ]; } ||
        complain "few words were found in the help of" "$program"
    # shellcheck disable=SC2086 # lists of words
    complain "not in $list:" "$(missing "$program" $options $commands $shells)"
done
# shellcheck disable=SC2046 # lists of words
complain "formats that are not in $list:" "$(
    missing dg-validate $(values dg-validate check -f)
    missing dg-codegen $(values dg-codegen diff -f)
)"
verdict
