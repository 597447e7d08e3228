#!/bin/sh
# suffixes.sh: the table of docs/captures.md has the suffixes of INPUT_FORMATS, format by format.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh

known=$(sed -n 's/^    X([A-Z]*, "[a-z]*", "\([^"]*\)".*/\1/p' validator/input/input.h)
[ "$(printf '%s\n' "$known" | wc -l)" -ge 4 ] || complain "few formats were found:" "$known"
described=$(awk -F '|' '/^[|] suffix [|]/ { inside = 1; next }
    !/^[|]/ { inside = 0 }
    inside && !/---/ { gsub(/[^.a-z ]/, "", $2); gsub(/^ +| +$/, "", $2); print $2 }' docs/captures.md)
[ "$known" = "$described" ] ||
    complain "the formats have these suffixes:" "$known
docs/captures.md has these:
$described"
verdict
