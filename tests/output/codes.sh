#!/bin/sh
# codes.sh: every finding code appears in the expectations of a test, and in those of a test of
# `explain`.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh

codes=$(sed -n 's/^    X([A-Z0-9_]*, *"\([^"]*\)".*/\1/p' codegen/runtime/report.h)
[ "$(printf '%s\n' "$codes" | wc -l)" -gt 20 ] || complain "codes of report.h:" "$codes"
for code in $codes; do
    pattern=$code
    if [ "$code" = rule ]; then
        pattern='rule\.[a-z0-9-]+' # users know rules by their ids: the id of any rule counts
    fi
    grep -rqE --include='*.findings' -- " $pattern( |\$)" tests/wire ||
        grep -rqE --include='*.expect' -e "\[$pattern\]" -e "\"code\":\"$pattern\"" tests/cli ||
        complain "no expectation has the code" "$code"
    grep -rqE --include='*.expect' "^\| code +$pattern\$" tests/cli ||
        complain "no test has the code explained" "$code"
done
verdict
