#!/bin/sh
# codes.sh: every finding code appears in the expectations of some test.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh

codes=$(sed -n 's/^    X([A-Z0-9_]*, *"\([^"]*\)".*/\1/p' codegen/runtime/report.h)
[ "$(printf '%s\n' "$codes" | wc -l)" -gt 20 ] || complain "codes of report.h:" "$codes"
for code in $codes; do
    # Users know a rule by its id.
    [ "$code" != rule ] || code='rule[.][a-z0-9-]+'
    grep -rqE --include='*.findings' -- " $code( |\$)" tests/wire ||
        grep -rqF --include='*.expect' -e "[$code]" -e "\"code\":\"$code\"" tests/cli ||
        complain "no expectation has the code" "$code"
done
verdict
