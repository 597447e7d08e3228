#!/bin/sh
# circles.sh ARCHIVE...: no files of a library call each other in a circle, directly or indirectly,
# except through a door.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh

# Prints `FILE OTHER` for each pair of files of which the first needs a symbol of the second.
needs() {
    nm -A "$1" | awk '
        { split($1, part, ":"); file = part[2]; sub(/\.o$/, "", file); symbol = $NF }
        $(NF - 1) == "U" { used[file, symbol] = 1; next }
        $(NF - 1) ~ /^[TDRB]$/ { home[symbol] = file }
        END {
            for (pair in used) {
                split(pair, part, SUBSEP)
                if (part[2] in home && home[part[2]] != part[1]) { print part[1], home[part[2]] }
            }
        }' | sort -u
}

# Repeatedly removes pairs with a file that needs none of the others, or that none of the others needs.
# The remaining pairs are circles and the ways between circles.
circles() {
    awk '
        { pairs[$1, $2] = 1 }
        END {
            do {
                found = 0
                for (pair in pairs) { split(pair, part, SUBSEP); from[part[1]] = 1; to[part[2]] = 1 }
                for (pair in pairs) {
                    split(pair, part, SUBSEP)
                    if (!(part[2] in from) || !(part[1] in to)) { delete pairs[pair]; found = 1 }
                }
                for (each in from) { delete from[each] }
                for (each in to) { delete to[each] }
            } while (found)
            for (pair in pairs) { split(pair, part, SUBSEP); print part[1] " needs " part[2] }
        }' | sort
}

# Expressions have operands that are expressions, and values have members that are values: files below
# these doors call back only through them.
doors() {
    cat <<'TXT'
rule_code_expression.c
rule_type.c
skip.c
TXT
}

for archive; do
    all=$(needs "$archive" | grep -vE " ($(doors | sed 's/[.]/[.]/' | paste -sd '|' -))\$")
    [ -n "$all" ] || complain "nothing needs anything in" "$archive"
    complain "$(basename "$archive"): files that need each other:" "$(printf '%s\n' "$all" | circles)"
done
verdict
