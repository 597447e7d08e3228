# The documented lifecycle: cancelling, then cancelled, then unchanged.
export DATAGRID_API_KEY=test-token DATAGRID_BASE_URL="$DG_TEST_URL/v1"; for i in 1 2 3; do dg-validate cancel -v bpred_running 2> headers; done; grep '^>' headers
dg-validate cancel --base-url "$DG_TEST_URL/v1/" --api-key-file key bpred_cancelled
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key-crlf bpred_cancelled
MY_KEY=test-token dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-env MY_KEY bpred_cancelled
dg-validate cancel --base-url "$(echo "$DG_TEST_URL" | sed s/127.0.0.1/localhost/)/v1" --api-key-file key bpred_cancelled
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_charset

# Statuses: the documented success is wanted, unless --expect says otherwise.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_done
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect 409 bpred_done
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect any bpred_done
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect 409 bpred_cancelled
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key unknown
DATAGRID_API_KEY=wrong-token dg-validate cancel --base-url "$DG_TEST_URL/v1" bpred_cancelled
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect any bpred_limited
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_accepted
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect any bpred_accepted
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_no_content
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect any bpred_redirect
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_html

# Media type and body.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_text
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_untyped
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_empty
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_gzip
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_huge
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --max-body 20M bpred_huge
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect any bpred_json_problem
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect any bpred_problem_status
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect any bpred_problem_incomplete

# The document.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_bad_json
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_truncated_json
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_wrong_enum
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_unknown_member
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f json bpred_three_faults

# What can't be judged is skipped, and said.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --severity http.media-type=off bpred_text
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --severity http.media-type=off --fail-on-skip bpred_text

# The request: id percent-encoded, headers, no body and no compression offered.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f ndjson 'bpred_echo/../ ?#%é~' | sed -n 2p
for h in accept user-agent content-length content-type accept-encoding datagrid-teamspace; do DATAGRID_TEAMSPACE_ID=ts_1 dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f ndjson "bpred_header_$h" | sed -n 's/.*"actual":"\(.*\)","contract.*/\1/p'; done
http_proxy=http://127.0.0.1:1 ALL_PROXY=http://127.0.0.1:1 dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_cancelled

# The token is in no output, even where the server sends it back.
dg-validate cancel -v --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_header_authorization 2>&1 | grep -v '^< Date'
for f in human json ndjson junit sarif github tap; do dg-validate cancel -v --base-url "$DG_TEST_URL/v1" --api-key-file key -f $f bpred_header_authorization 2>&1 | grep -c test-token; done

# An annotation about a response names the request, which is no file.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key -f github bpred_header_accept

# Nor where it comes back in a header or another spelling, whole or cropped.
for id in type cropped encoding name escaped; do DATAGRID_API_KEY='test-token/~SECRET==' dg-validate cancel --base-url "$DG_TEST_URL/v1" bpred_leak_$id; done
for f in json junit sarif github tap; do for id in type cropped encoding name escaped; do DATAGRID_API_KEY='test-token/~SECRET==' dg-validate cancel --base-url "$DG_TEST_URL/v1" -f $f bpred_leak_$id; done; done | grep -cE 'test-t|SECRET'
DATAGRID_API_KEY='test-token/~SECRET==' dg-validate cancel -v --base-url "$DG_TEST_URL/v1" bpred_leak_header 2>&1 | grep X-Echo
for id in type encoding; do DATAGRID_API_KEY='test-token/~SECRET==' dg-validate cancel -v --base-url "$DG_TEST_URL/v1" bpred_leak_$id 2>&1 | grep '^< Content-[TE]'; done

# Nor in a file that libcurl is told to write.
SSLKEYLOGFILE=keys.log dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key bpred_cancelled; ls keys.log

# Header lines that go on, and a trailer that looks like a status line.
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect 409 bpred_folded
dg-validate cancel --base-url "$DG_TEST_URL/v1" --api-key-file key --expect 409 bpred_trailer
