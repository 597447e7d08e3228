# Several answers to the same request: each is a document with a number.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 4 -v bpred_again_kept 2>/dev/null
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 3 bpred_flaky_1 --report ndjson=numbers; cat numbers
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 1 -f ndjson bpred_wrong_enum | grep -c record
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 3 bpred_wrong_enum
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 200 bpred_cancelled

# Each is compared with the one before it.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 4 bpred_running_on
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 4 bpred_again_changed
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 3 bpred_again_back
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 4 -f ndjson bpred_again_between
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -v bpred_again_back_once 2>/dev/null

# The answer is about what was asked for, and says that it was done.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_of_another
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f ndjson bpred_of_another
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_goes_on
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f ndjson --severity rule.cancel-status=off bpred_goes_on
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key 'bpred_spaced a/b'
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -q 'bpred_spaced%20a%2Fb'

# An answer that isn't the one wanted is judged by no rule of another.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect 409 -f ndjson bpred_done
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 2 -f ndjson bpred_done | tail -n 1

# Without a complete answer there is no further one.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 3 bpred_again_cut
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 3 bpred_silent

# The first of many findings go into a pipe that is closed: nothing more is asked for.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 1000000 -f ndjson bpred_wrong_enum | head -n 2 | tail -n 1 | cut -c -60
