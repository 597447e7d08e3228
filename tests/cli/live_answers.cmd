# A documented answer that isn't wanted is told apart from one that violates the contract.
chmod 600 key
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_done
DATAGRID_API_KEY=wrong-token dg-validate cancel --base-url "$DG_TEST_URL/v1" bpred_running
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f ndjson bpred_done | tail -n 1 | grep -o '"violating":.*"skipped":0'
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f json --expect 404 bpred_done | grep -o '"message":"[^"]*","expected":"[^"]*","actual":"[^"]*"'
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_problem_incomplete 2>&1 | tail -n 1
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --severity http.status=warning bpred_done

# The statuses that are wanted: several, ranges, any.
for e in 200,409 4XX 4xx 200,4XX,5XX 409 any; do dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect $e bpred_done || echo "$e: $?"; done
for e in 200 200,404 5XX 2XX; do dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -q --expect $e bpred_done || echo "$e: $?"; done
for e in 200, ,200 20 2000 6XX 099 any,200 200,any 4X X4X 200409 200,,409 ''; do dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect "$e" bpred_done || echo "$e: $?"; done
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect 404,5XX bpred_done

# A conforming answer is one line, and is repeated only when it changes.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_running
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 3 bpred_cancelled
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -q bpred_running

# -v shows the body, a long one without its middle.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -v bpred_done 2>&1 | grep '^< {'
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -v --max-body 20M bpred_huge 2>&1 | sed -n '/^<$/,$p' | awk '{ print length($0) < 2000 ? "short" : "long" } / bytes / { print $1, $4, $5 }' | sort | uniq -c | sed 's/^ *//'

# --dry-run prints the request and sends nothing; a request that can't be sent is refused as before.
DATAGRID_TEAMSPACE_ID=ts_1 dg-validate cancel --dry-run --base-url http://127.0.0.1:1/v1 --api-key-file key -H 'X-Trace: a' 'a b/c'
dg-validate cancel --dry-run --base-url http://127.0.0.1:1/v1 --api-key-file key x | grep -c test-token
dg-validate cancel --dry-run --base-url http://127.0.0.1:1/v1 --api-key-file key -o request.txt x && cat request.txt
dg-validate cancel --dry-run --base-url http://127.0.0.1:1/v1 x
dg-validate cancel --dry-run --base-url http://example.org/v1 --api-key-file key x

# A file with the token that others can read is warned of.
printf 'test-token\n' >open && chmod 644 open && dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file open bpred_running
chmod 640 open && dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file open -q bpred_running
chmod 600 open && dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file open -q bpred_running

# A baseline of a live answer.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --baseline live.txt --update-baseline bpred_problem_incomplete; tail -n +5 live.txt; dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --baseline live.txt --baseline-strict bpred_problem_incomplete
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --baseline nothing.txt bpred_running
