#!/bin/sh
# cancel.sh PROGRAM: the program cancels a batch at the test server of DG_TEST_URL.
set -eu
DATAGRID_API_KEY=test-token
export DATAGRID_API_KEY
"$1" "$DG_TEST_URL/v1" bpred_running | grep -qxE 'bpred_running is cancelling, [0-9]+ of [0-9]+ items done'
"$1" "$DG_TEST_URL/v1" bpred_running | grep -q ' is cancelled'
status=0
"$1" "$DG_TEST_URL/v1" bpred_wrong_enum 2>/dev/null || status=$?
[ "$status" = 1 ]
status=0
"$1" "$DG_TEST_URL/v1" bpred_done 2>/dev/null || status=$?
[ "$status" = 2 ]
