#!/bin/sh
# calls.sh: what emitters write of the runtime, its functions and types, is declared in its headers.
# Otherwise only a contract that needs a function finds out that there is none.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh

# The names in string literals; one that ends in an underscore is the beginning of several.
names=$(cat codegen/emit/*.[ch] codegen/rules/*.[ch] | grep -o '"[^"]*"' |
    grep -oE '\b(dg_[a-z0-9_]*[a-z0-9]|DG_[A-Z0-9_]*[A-Z0-9])\b' | sort -u)
[ "$(printf '%s\n' "$names" | wc -l)" -gt 200 ] || complain "few names were found:" "$names"
words=$(cat codegen/runtime/*.h | grep -oE '\b(dg|DG)_[A-Za-z0-9_]*\b' | sort -u)
complain "names in emitters that no header of the runtime has:" "$(
    printf '%s\n' "$names" | while read -r name; do
        printf '%s\n' "$words" | grep -qx "$name" || echo "$name"
    done)"
verdict
