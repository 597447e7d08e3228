#!/bin/sh
# cancel.sh PROGRAM: the program cancels batches at the test server of DG_TEST_URL, prints what the
# server says, and refuses responses that violate the contract.
set -eu
program=$1
DATAGRID_API_KEY=test-token
export DATAGRID_API_KEY

# expect STATUS ID: the program exits so, and prints the lines of standard input.
expect() {
    expected=$(cat)
    status=0
    printed=$("$program" "$DG_TEST_URL/v1" "$2" 2>&1) || status=$?
    if [ "$status" != "$1" ] || [ "$printed" != "$expected" ]; then
        printf '%s: exit status %s, expected %s\n%s\n' "$2" "$status" "$1" "$printed"
        exit 1
    fi
}

expect 0 bpred_running <<EOF
bpred_running is cancelling, 2 of 5 items done
EOF
expect 0 bpred_running <<EOF
bpred_running is cancelled, 2 of 5 items done
EOF
expect 0 bpred_charset <<EOF
bpred_charset is cancelling, 2 of 5 items done
EOF

# Documented errors are told in the words of the server.
expect 2 bpred_done <<EOF
Conflict: The batch prediction has already ended.
EOF
expect 2 unknown <<EOF
Not Found: There is nothing here.
EOF
DATAGRID_API_KEY=wrong expect 2 bpred_running <<EOF
Unauthorized: The bearer token is not accepted.
EOF

# Batches that aren't the response to the request, and other violations.
expect 1 bpred_of_another <<EOF
error: /id: must be the id in the request, found "bpred_another" [rule.cancel-id]
the response violates the contract
EOF
expect 1 bpred_goes_on <<EOF
error: /status: must be cancelling or cancelled in the response to a cancellation, found "in_progress" [rule.cancel-status]
the response violates the contract
EOF
expect 1 bpred_wrong_enum <<EOF
error: /status: expected one of "validating", "failed", "in_progress", "finalizing", "completed", "expired", "cancelling", "cancelled", found "canceled" [enum]
the response violates the contract
EOF
expect 1 bpred_three_faults <<EOF
error: /completion_window: expected one of "24h", found "48h" [enum]
error: /created_at: expected RFC 3339 date-time, found "yesterday" [format]
error: the member 'expires_at' is missing [required]
the response violates the contract
EOF
expect 1 bpred_accepted <<EOF
error: expected the status 200 or 401 or 404 or 409 or 4XX or 5XX, found 202 [http.status]
the response violates the contract
EOF
expect 1 bpred_text <<EOF
error: expected the media type application/json, found text/plain [http.media-type]
the response violates the contract
EOF
expect 1 bpred_problem_status <<EOF
error: expected the member 'status' to be 409 (the HTTP status), found 400 [http.problem-status]
the response violates the contract
EOF
