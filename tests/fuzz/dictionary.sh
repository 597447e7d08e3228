#!/bin/sh
# dictionary.sh CODEGEN SOURCE TARGET: prints the dictionary of a fuzz target, in the form of libFuzzer. Its
# words are those of contracts and of the tables of the programs.
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

main_contract() {
    "$codegen" dump "$source/spec/batch_prediction.yaml" --overlay "$source/spec/batch_prediction.overlay.yaml"
}

# The names and values of contracts.
contracts() {
    main_contract
    "$codegen" dump --schema Keywords --schema Kinds --schema Numbers --schema Anything \
        "$source/tests/wire/keywords.yaml"
    "$codegen" dump --schema Thermostat --schema Shop --schema Order "$source/tests/wire/rules.yaml"
}

case $target in
decode | fast)
    contracts | quoted | entries '\\"'
    printf '"%s"\n' true false null 2026-05-06T09:00:00Z 9223372036854775807 -0.5e-3 ':{}' ':[]' \
        '\\ud83d\\ude00' '\xF0\x9F\x98\x80'
    ;;
answer)
    main_contract | quoted | entries '\\"'
    "$codegen" dump "$source/tests/wire/answers.yaml" | quoted | entries '\\"'
    printf '"%s"\n' 'application/json\x0A{' 'application/problem+json\x0A{' 'application/x-ndjson\x0A{' '}\x0A{' '\x0D\x0A' \
        '; charset=utf-8' 'application/vnd.a+json'
    ;;
framers | replay)
    main_contract | quoted | entries '\\"'
    # What the parsers of messages and of HTTP Archives look for.
    cat "$source"/validator/http/*.c | quoted | entries ''
    cat "$source"/validator/input/*.c | quoted | entries '\\"'
    printf '"%s"\n' 'HTTP/1.1 200 OK\x0D\x0A' '\x0D\x0A\x0D\x0A' '\x0D\x0A' ': ' 'HTTP/2 404' \
        '\x1F\x8B\x08' '\x28\xB5\x2F\xFD' '0\x0D\x0A\x0D\x0A' application/json application/problem+json
    ;;
reports)
    cat "$source"/validator/report/merge*.c "$source"/validator/report/report_*.c "$source"/validator/report/lifecycle.c | quoted | entries '\\"'
    printf '"%s"\n' DIGEST true false null ':{}' ':[]' '\x0A' '\\u0000'
    ;;
configurations)
    cat "$source"/validator/cli/*.c "$source"/common/configuration.c | quoted | entries ''
    printf '"%s"\n' ': ' '\x0A  ' '\x0A- ' '{' '}' '[' ']' true false '*='
    ;;
baselines)
    main_contract | quoted | entries ''
    printf '"%s"\n' '# ' '\x0A' '%%2F' '%%00' '""' '/*' '#/components/schemas/' 'sha256:' enum required maxProperties
    ;;
contracts | overlays)
    # Keywords, as the tables of the documentation have them.
    # shellcheck disable=SC2016 # backquotes of Markdown
    sed -n 's/^| \[*`\([^`]*\)`.*/\1/p' "$source/docs/keywords.md" | entries ''
    cat "$source"/codegen/load/*.c "$source"/codegen/tree/*.c | quoted | entries ''
    printf '"%s"\n' ': ' '\x0A  ' '\x0A- ' '|-\x0A' '>\x0A' '#/components/schemas/' "'" '{' '}' '[' ']' '\x0D\x0A'
    ;;
pattern)
    printf '"%s"\n' '(?:' '(?<a>' '[^' '\\d' '\\W' '\\s' '\\b' '\\B' '\\p{L}' '\\P{Script=Greek}' '\\u{1F600}' '\\uD83D\\uDE00' \
        '{2,3}' '{0,20}' '+?' '|' '^' '$' '\xF0\x9F\x98\x80' '\xE2\x80\xA8'
    ;;
rules)
    # Operators and functions, as their table has them; then what the contract of the target has.
    sed -n 's/^    X([A-Z_]*, "\([^"]*\)".*/\1/p' "$source/codegen/rules/rule_operator.h" | entries ''
    sed -n 's/^ *"  *\([a-z-]*\): {.*/self.\1/p' "$source/tests/fuzz/rules.c" | entries ''
    printf '"%s"\n' oldSelf. request.path.id ".all(x, " ".exists(x, " "duration('1h')" \
        "timestamp('2026-05-06T09:00:00Z')" "has(self." "'on'" "size(" "startsWith('" " : " "('"
    ;;
*)
    echo "dictionary.sh: unknown target: $target" >&2
    exit 2
    ;;
esac
