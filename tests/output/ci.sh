#!/bin/sh
# ci.sh FOLDER: what continuous integration runs installs the tools of other projects first, says if it
# can't, and runs the tests in any case; their status is its own.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh
folder=$1
need bash timeout

rm -rf "$folder"
mkdir -p "$folder/.ci" "$folder/bin" "$folder/none"
cp .ci/run "$folder/.ci/run"
for program in bash dirname tail timeout env; do
    ln -s "$(command -v $program)" "$folder/none/$program"
done
printf '#!/bin/sh\n' >"$folder/bin/npm"
chmod +x "$folder/bin/npm"

# runs PATH PEERS TESTS STATUS LINES: ./dev peers and ./dev test end with these statuses.
runs() {
    # shellcheck disable=SC2016
    printf '#!/usr/bin/env bash\necho "$1 runs"\n[ "$1" = peers ] && exit %s\nexit %s\n' "$2" "$3" \
        >"$folder/dev"
    chmod +x "$folder/dev"
    status=0
    found=$(PATH=$1 bash "$folder/.ci/run" 2>&1) || status=$?
    [ "$status" = "$4" ] || complain "status $status in place of $4:" "$found"
    [ "$found" = "$5" ] || complain "printed:" "$found"
}
skipped='tests that compare with tools of other projects are skipped'
both=$folder/bin:$folder/none
runs "$both" 0 0 0 'test runs'
runs "$both" 0 3 3 'test runs'
runs "$both" 1 0 0 "peers runs
ci: ./dev peers failed: $skipped
test runs"
runs "$folder/none" 0 0 0 "ci: npm is missing: $skipped
test runs"
verdict
