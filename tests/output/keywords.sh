#!/bin/sh
# keywords.sh TABLE COMPILER SCRATCH: the tables in docs/keywords.md are those that the program TABLE
# prints, each keyword has one row, some test has the finding of each keyword of schemas, and the C
# compiler refuses a row that doesn't say what becomes of its keyword. DG_ACCEPT=1 rewrites the
# document.
set -eu
table=$1
compiler=$2
scratch=$3
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh

rm -rf "$scratch"
mkdir -p "$scratch"
"$table" >"$scratch/table" 2>"$scratch/errors" || complain "$table fails:" "$(cat "$scratch/errors")"

document=docs/keywords.md
awk -v table="$scratch/table" '
    /^<!-- end of the tables -->$/ { inside = 0 }
    !inside { print }
    /^<!-- the tables/ {
        inside = 1
        print ""
        while ((getline line <table) > 0) { print line }
        print ""
    }' "$document" >"$scratch/document"
if [ "${DG_ACCEPT:-0}" = 1 ]; then
    cmp -s "$scratch/document" "$document" || cp "$scratch/document" "$document"
else
    complain "$document is not current; ./dev regenerate rewrites it:" \
        "$(diff -u "$document" "$scratch/document" || true)"
fi

# compiles SED: whether the table compiles after this change.
compiles() {
    sed "$1" codegen/load/keywords_table.c >"$scratch/keywords_table.c"
    "$compiler" -std=c11 -Wall -Wextra -Werror -Icodegen -I. -fsyntax-only \
        "$scratch/keywords_table.c" 2>"$scratch/errors"
}
# refused WHAT SED: the change changes something, and then it doesn't compile.
refused() {
    if compiles "$2"; then
        complain "this compiles:" "$1"
    fi
    if cmp -s codegen/load/keywords_table.c "$scratch/keywords_table.c"; then
        complain "nothing was changed by:" "$1"
    fi
}
# row ROW: prints a change that adds a row of an invented keyword.
row() {
    printf 's/^const struct keyword keywords_table.*/&\\\n    %s,/' "$1"
}
compiles '' || complain "the table itself doesn't compile:" "$(cat "$scratch/errors")"
compiles "$(row 'LOADED("new", ANYTHING, VALUE(NUMBERS, load_limit), "words", EVERY)')" ||
    complain "a row with all parts doesn't compile:" "$(cat "$scratch/errors")"
refused "a loaded keyword without a walk" "$(row 'LOADED("new", ANYTHING, "words", EVERY)')"
refused "a loaded keyword without a function" \
    "$(row 'LOADED("new", ANYTHING, VALUE(NUMBERS), "words", EVERY)')"
refused "a loaded keyword with NULL for a function" \
    "$(row 'LOADED("new", ANYTHING, VALUE(NUMBERS, NULL), "words", EVERY)')"
refused "a function of another walk" \
    "$(row 'LOADED("new", ANYTHING, VALUE(NUMBERS, load_rule_id), "words", EVERY)')"
refused "a refused keyword without a reason" "$(row 'REFUSED("new", SCHEMAS)')"

# Each finding that a keyword of schemas becomes is in some test: but the document is written before
# the test can be. A rule is known by its own id.
findings=$(sed -n '/^### Schema/,/^### [^S]/s/^.* finding .\([A-Za-z.-]*\).*/\1/p' "$scratch/table" |
    sort -u)
[ "$(printf '%s\n' "$findings" | wc -l)" -gt 15 ] || complain "few findings were found:" "$findings"
[ "${DG_ACCEPT:-0}" = 1 ] || complain "findings of keywords that no test in tests/wire has:" "$(
    printf '%s\n' "$findings" | sed 's/^rule[.]ID$/rule.[a-z-]*/' | while read -r code; do
        grep -rqE --include='*.findings' -- " $code( |\$)" tests/wire || echo "$code"
    done)"

# A function that no row names reads a keyword in vain.
complain "functions of keywords that no row names:" "$(
    sed -n 's/^void \(load_[a-z_]*\)(const struct keyword_value.*/\1/p' codegen/load/load_keywords.h |
        while read -r function; do
            grep -q "[^a-z_]$function)" codegen/load/keywords_table.c || echo "$function"
        done)"

# Each walk with keywords is called somewhere.
walks=$(sed -n 's/^    X([A-Z]*, \([a-z]*\), struct.*/\1/p' codegen/load/keywords.h)
[ "$(printf '%s\n' "$walks" | wc -l)" -gt 20 ] || complain "few walks were found:" "$walks"
complain "walks that nobody takes:" "$(printf '%s\n' "$walks" | while read -r walk; do
    grep -q "keywords_load_$walk(" codegen/load/load*.c || echo "$walk"
done)"
verdict
