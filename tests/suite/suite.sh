#!/bin/sh
# suite.sh BUILD SHARED WORK: the documents of the JSON Schema Test Suite in SHARED have the suite's verdicts, as suite.py
# judges them; groups.txt has the numbers of groups that are compiled and the reasons why others are
# refused, and docs/keywords.md has a table of the numbers. DG_ACCEPT=1 rewrites both.
set -eu
build=$1
shared=$2
work=$3
cd "$(dirname "$0")/../.."
rm -rf "$work"
mkdir -p "$work"
status=0

if ! command -v python3 >/dev/null; then
    echo "not run: there is no python3"
    status=77
else
    python3 tests/suite/suite.py --build "$build" --shared "$shared" --keep "$work/schemas" \
        >"$work/groups.txt" || status=$?
fi
[ "$status" = 0 ] || [ "$status" = 77 ] || exit "$status"
if [ "$status" = 0 ]; then
    tests/support/compare.sh tests/suite/groups.txt "$work/groups.txt"
fi
awk -f tests/suite/table.awk tests/suite/groups.txt docs/keywords.md >"$work/keywords.md"
tests/support/compare.sh docs/keywords.md "$work/keywords.md" || exit 1
exit "$status"
