# No complete HTTP response: status 4 and the reason, never a verdict.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_cut_body
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_cut_chunk
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_cut_head
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_silent
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_reset
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_not_http
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_status_line
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_status_case
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_interim
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_long_header
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_long_status
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect 409 bpred_length_words
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect 409 bpred_length_huge
dg-validate cancel --base-url http://127.0.0.1:1/v1 --api-key-file key x 2>&1 | sed 's/after [0-9]* ms/after N ms/'
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --max-time 0.2 bpred_hang 2>&1 | sed 's/after [0-9]* milliseconds/after N milliseconds/'
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --max-time 0.2 bpred_hang_body > out 2> err; echo $?; cat out
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f json bpred_silent
dg-validate cancel --base-url "https${DG_TEST_URL#http}/v1" --api-key-file key --max-time 5 x > out 2> err; echo $?; cat out

# Certificates that are not there are a matter of configuration.
dg-validate cancel --base-url "https${DG_TEST_URL#http}/v1" --api-key-file key --cacert missing.pem x
echo old > kept.txt; dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --cacert missing.pem -o kept.txt bpred_cancelled; cat kept.txt
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --cacert tree bpred_cancelled
dg-validate cancel --base-url "https${DG_TEST_URL#http}/v1" --api-key-file key --cacert key x

# -o is written nevertheless: it says that nothing could be read.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -o report.txt bpred_silent; cat report.txt
