#!/bin/sh
# prefixes.sh ARCHIVE...: a global function begins with the name of its file's module: the stem of the
# file, or a part of it that ends at an underscore. Names that the runtime and the validator declare for programs begin
# with dg_.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh

# Prints `ARCHIVE FILE FUNCTION` for each global function.
functions() {
    nm --defined-only -A "$@" | awk '$2 == "T" || $2 ~ /^[0-9a-f]+$/ && $(NF - 1) == "T" {
        split($1, part, ":")
        file = part[2]
        sub(/\.c\.o$/, "", file)
        archive = part[1]
        sub(/.*\/lib/, "", archive)
        sub(/\.a$/, "", archive)
        print archive, file, $NF
    }'
}

found=$(functions "$@")
[ "$(printf '%s\n' "$found" | wc -l)" -gt 200 ] || complain "too few functions were found:" "$found"

odd=$(printf '%s\n' "$found" | awk '
    function fits(stem, name) {
        while (index(name, stem "_") != 1 && name != stem) {
            if (!sub(/_[^_]*$/, "", stem)) { return 0 }
        }
        return 1
    }
    $1 == "dg-runtime" || $1 == "dg-runtime-cjson" { if ($3 !~ /^dg_/) { print }; next }
    $2 == "validator" { sub(/^dg_/, "", $3) }
    !fits($2, $3) { print }')

complain "functions that aren't named as their files:" "$(printf '%s\n' "$odd" |
    while read -r archive file name; do
        [ -z "$file" ] || echo "$archive: $file.c: $name"
    done)"
verdict
