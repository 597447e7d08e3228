#!/bin/sh
# dictionary.sh CODEGEN SOURCE TARGET: prints the dictionary of a fuzz target, in the form of libFuzzer. Its
# words are those of the contracts.
set -eu
codegen=$1
source=$2
target=$3

# The short texts in quotes in the lines of the input, without their quotes.
quoted() {
    grep -o '"[^"\\]\{1,24\}"' | tr -d '"' | LC_ALL=C grep '^[ -~]*$'
}

# entries AROUND: prints each word of the input once, in quotes, between two AROUND, as sed takes it.
entries() {
    sort -u | sed 's/["\\]/\\&/g' | sed "s|.*|\"$1&$1\"|"
}

# The names and values of contracts.
contracts() {
    "$codegen" dump "$source/spec/batch_prediction.yaml"
    "$codegen" dump --schema Keywords --schema Kinds --schema Numbers --schema Anything \
        "$source/tests/wire/keywords.yaml"
    "$codegen" dump --schema Thermostat --schema Shop --schema Order "$source/tests/wire/rules.yaml"
}

case $target in
decode)
    contracts | quoted | entries '\\"'
    printf '"%s"\n' true false null 2026-05-06T09:00:00Z 9223372036854775807 -0.5e-3 ':{}' ':[]' \
        '\\ud83d\\ude00' '\xF0\x9F\x98\x80'
    ;;
*)
    echo "dictionary.sh: unknown target: $target" >&2
    exit 2
    ;;
esac
