#!/bin/sh
# parallel.sh PROGRAMS DOCUMENT SAMPLES: the commands for one machine lead to the verdicts and figures of one
# process.
set -eu

if ! parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
    echo "not run: GNU parallel is not installed (Debian package parallel)"
    exit 77
fi
# shellcheck source=tests/peers/scale.sh
. "$(dirname "$0")/scale.sh"

make_lines 20 >big.ndjson
dg-validate --pipe <big.ndjson >alone || [ $? = 1 ]
dg-validate -f ndjson -o whole big.ndjson || [ $? = 1 ]
figures <whole >expected

# Small blocks, so that there are many.
block sh '--pipe-part --block 100M -a big.ndjson dg-validate --pipe' | sed 's/100M/100K/' >verdicts.sh
sh verdicts.sh || [ $? -gt 1 ]
sed 's/^{"line":[0-9]*,\("verdict":"[a-z]*"\).*/\1/' alone >one
sed 's/^{"line":[0-9]*,\("verdict":"[a-z]*"\).*/\1/' verdicts.ndjson >other
cmp one other

block sh 'ndjson=parts/' | sed 's/100M/100K/' >parts.sh
sh parts.sh || [ $? -gt 1 ]
[ "$(find parts -type f | wc -l)" -gt 4 ]
block sh 'merged.ndjson parts/' >merge.sh
sh merge.sh || [ $? = 1 ]
figures <merged.ndjson | cmp - expected

mkdir captures
split -n l/5 --additional-suffix=.ndjson big.ndjson captures/
block sh 'xargs -0' >files.sh
sh files.sh || [ $? = 123 ]
[ "$(find reports -name '*.report' | wc -l)" = 5 ]
dg-validate merge -f ndjson reports/*.report >merged.ndjson || [ $? = 1 ]
figures <merged.ndjson | cmp - expected

block sh 'dg-validate -j' >threads.sh
sh threads.sh || [ $? = 1 ]
figures <report.ndjson | cmp - expected
