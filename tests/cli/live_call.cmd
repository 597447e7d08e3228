# Any operation, by its id.
dg-validate call cancelBatchPrediction --base-url "$DG_TEST_URL/v1" --api-key-file key --param batch_prediction_id=bpred_cancelled
dg-validate call --param batch_prediction_id=bpred_done --base-url "$DG_TEST_URL/v1" --api-key-file key cancelBatchPrediction --expect 409
dg-validate call cancelBatchPrediction --base-url "$DG_TEST_URL/v1" --api-key-file key --param batch_prediction_id=bpred_wrong_enum -q; echo $?
dg-validate call cancelBatchPrediction --base-url "$DG_TEST_URL/v1" --api-key-file key -f ndjson --param 'batch_prediction_id=bpred_echo/../ ?#%é~=' | sed -n 2p | cut -c -150

# Headers: parameters, from the command line before the environment, and others.
DATAGRID_TEAMSPACE_ID=ts_1 dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f ndjson --param datagrid-teamspace=ts_2 bpred_header_datagrid-teamspace | sed -n 's/.*"actual":"\(.*\)","contract.*/\1/p'
DATAGRID_TEAMSPACE_ID=ts_1 dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f ndjson -H 'datagrid-teamspace: ts_3' bpred_header_datagrid-teamspace | sed -n 's/.*"actual":"\(.*\)","contract.*/\1/p'
for h in accept user-agent content-type x-trace; do dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f ndjson -H 'Accept: text/plain' -H 'User-Agent: me/1' -H 'X-Trace:  a: b' -H 'content-type: text/none' "bpred_header_$h" | sed -n 's/.*"actual":"\(.*\)","contract.*/\1/p'; done
for h in accept user-agent; do dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -v -H 'Accept: text/plain' -H 'user-agent: me/1' bpred_cancelled 2>&1 | grep -ic "^> $h"; done

# A proxy that is named is used, whatever the environment says.
no_proxy='*' NO_PROXY='*' dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --proxy http://127.0.0.1:1 bpred_cancelled 2>&1 | sed 's/after [0-9]* ms/after N ms/'
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --proxy "$DG_TEST_URL" -v bpred_cancelled 2>&1 | grep -iE '^> (CONNECT|POST|proxy|auth)|CONNECT tunnel'

# A proxy that says no is asked once, one that may pass again.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --proxy "$DG_TEST_URL" --retry 2 --retry-delay 0.001 -v bpred_cancelled 2>&1 | grep -E '^(. CONNECT|. attempt)'

# The token isn't shown where the command line has it either.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -v bpred_leak_test-token -H 'X-Token: test-token' 2>&1 | grep -c test-token

# A recording of every attempt, whatever the verdict; secrets and the token are not in it.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --retry 3 --retry-delay 0.001 --record flaky.har bpred_flaky_2; grep -o '"status":[0-9]*' flaky.har; grep -c test-token flaky.har
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --repeat 3 --record again.har bpred_again_cut_2 2>/dev/null; grep -oE '"status":[0-9]*|"_error":"[^"]*"' again.har
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --record body.har bpred_bad_utf8 > body.txt; sed -n 's/.*"text":"\([^"]*\)".*/\1/p' body.har | base64 -d | grep -ac "$(printf 'alph\377')"
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -q --record secrets.har bpred_header_authorization; grep -o '"Authorization","value":"[^"]*"' secrets.har; sed -n 's/.*"text":"\([^"]*\)".*/\1/p' secrets.har | base64 -d | grep -o 'Bearer [^"]*'
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -q --max-body 100 --record part.har bpred_cancelled; grep -oE '"size":[0-9]*|"bodySize":-?[0-9]*|"_[a-z]*":[a-z]*' part.har
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -q --record encoded.har bpred_gzip; grep -oE '"_[a-z]*":[a-z]*' encoded.har
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -q --record empty.har bpred_empty; grep -o '"content":{[^}]*}' empty.har
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -q --record - bpred_silent | sed 's/"startedDateTime":"[^"]*"/"startedDateTime":"NOW"/; s/"\(time\|wait\)":[0-9]*/"\1":N/g'

# It appears whole or not at all.
echo old > kept.har; dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --max-time 0.2 --record kept.har bpred_hang >/dev/null 2>&1; grep -c _error kept.har
echo old > kept.har; dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --record kept.har --param a=b x; cat kept.har; ls -a | grep '\.dg-'
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --record /dev/full bpred_cancelled

# Without its recording, a run leaves no report; a report that fails takes no recording with it. What can't be begun stops everything.
echo old > full.txt; dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --record /dev/full -o full.txt --report json=full.json bpred_wrong_enum; cat full.txt; ls full.json
echo old > full.txt; dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --record kept.har -o /dev/full --report json=full.txt bpred_wrong_enum; cat full.txt; grep -c startedDateTime kept.har
echo old > kept.txt; dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --record nowhere/a.har -o kept.txt bpred_cancelled; cat kept.txt
echo old > kept.har; dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --record kept.har -o nowhere/a.txt bpred_cancelled; cat kept.har

# Offline, an attempt that another followed is not judged either.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --retry 1 --retry-delay 0.001 --record retried.har bpred_flaky_3; dg-validate -v --expect 200 --fail-on-skip retried.har; dg-validate retried.har
sed 's/"_retried":true/"_retried":false/' retried.har > judged.har; dg-validate --expect 200 judged.har
