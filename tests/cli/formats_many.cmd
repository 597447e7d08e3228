# Many inputs: tables are cut, and say so; the figures count all.
for i in $(seq 1 1003); do cp good.json "in-$i.json"; done; dg-validate -q --report html=many.html in-*.json; grep -c '^<tr><td[^>]*>in-' many.html; grep -o 'and [0-9]* more inputs' many.html
for i in $(seq 1 102); do printf '{' > "out-$i.json"; done; GITHUB_STEP_SUMMARY=$PWD/step.md dg-validate -f github in-1.json out-*.json | tail -n 1; sed -n '1,7p' step.md; sed -n '8,9p' step.md; grep -c 'out-[0-9]' step.md; tail -n 2 step.md
GITHUB_STEP_SUMMARY=$PWD/few.md dg-validate -f github $(ls out-*.json | head -n 100) | tail -n 1; grep -c 'out-[0-9]' few.md; grep -c 'more inputs' few.md
GITHUB_STEP_SUMMARY=$PWD/cover.md dg-validate -f github --coverage good.json; cat cover.md
GITHUB_STEP_SUMMARY=none/step.md dg-validate -f github good.json

# Names that are blanks, or have some at their beginning.
cp good.json ' '; cp good.json '  a.json'; dg-validate -f junit ' ' '  a.json' | grep '<testsuite '; dg-validate -f tap ' ' '  a.json'

# Responses that conform, with a status that isn't wanted.
printf 'HTTP/1.1 409 Conflict\r\nContent-Type: application/problem+json\r\n\r\n{"type":"about:blank","title":"Conflict","status":409}' > conflict.http
for f in human json ndjson junit tap github; do dg-validate -f $f --expect 200 conflict.http; echo $?; done
dg-validate -f sarif --expect 200 conflict.http | grep -o '"ruleId":"[^"]*"'
dg-validate -q --expect 200 --report html=conflict.html conflict.http; grep -c 'unwanted' conflict.html
dg-validate -q --expect 200 --report json=conflict.json conflict.http; for f in human junit tap; do dg-validate merge -f $f conflict.json; echo $?; done
dg-validate --expect 200 --severity http.status=off conflict.http

# Texts that SARIF would take for placeholders and links.
printf '{"status":"{0}"}' > place.json; printf '{"status":"[a](b)\\\\{1}{x"}' > link.json; printf '{"status":"{a}[b] (c){2"}' > plain.json; dg-validate -f sarif place.json link.json plain.json | grep -o 'found [^ ]* *[^ ]*"},"loc'

# Names of files whose bytes aren't UTF-8.
cp bad.json "$(printf 'a\377\\xB.json')"; cp bad.json 'b\xZ9\x4A.json'; dg-validate -f sarif *.json 2>/dev/null | grep -o '"uri":"[ab]%[^"]*"\|"uri":"b[^"]*x[^"]*"' | sort -u

# Merged reports that hold nothing.
printf 'HTTP/1.1 100 Continue\r\n\r\n' | dg-validate -qf json -o nothing.json --input-format http - ; dg-validate merge nothing.json
dg-validate -qf json -o empty-run.json nothing; dg-validate merge -v empty-run.json; dg-validate merge -f tap empty-run.json; dg-validate merge -f junit empty-run.json
dg-validate -qf json -o whole.json good.json; sed 's/"findings":\[\],//' whole.json > no-findings.json; sed 's/"inputs":\[.*\],"summary"/"summary"/' whole.json > no-inputs.json; sed 's/"tool":/"other":[1,{"a":"\\\\"}],"tool":/' whole.json > other.json; sed 's/"summary":.*/"more":1}/' whole.json > no-summary.json; for r in no-findings no-inputs other no-summary; do dg-validate merge $r.json; echo $?; done
tr -d '\n' < whole.json | sed 's/,"/\r\n,\t"/g' > blank.json; dg-validate merge blank.json
gzip -c whole.json | head -c 100 > cut.json.gz; dg-validate merge cut.json.gz

# Reports that can't be opened or written, in each format.
for f in human json ndjson junit sarif github tap html; do dg-validate -f $f -o none/x good.json; echo $?; dg-validate -f $f good.json >/dev/full; echo $?; dg-validate merge -f $f -o none/x whole.json; echo $?; done

# Messages of more than a usual length are whole.
printf '{"status":"%s"}' "$(awk 'BEGIN { for (i = 0; i < 300; i++) printf "\360\237\230\200" }')" > faces.json; dg-validate faces.json | sed -n 1p | tr -cd '\360' | wc -c; dg-validate faces.json | sed -n 1p | wc -c

# A merged report of a run without a response has the exit status of the run, unless another one is worse.
dg-validate cancel -qf json -o dead.json --base-url http://127.0.0.1:1 --api-key-file key x 2>/dev/null; echo $?; dg-validate merge dead.json; echo $?; dg-validate -qf json -o fine.json good.json; dg-validate merge fine.json dead.json; echo $?; dg-validate -qf json -o broken.json two.txt missing.json; echo $?; dg-validate merge -q broken.json dead.json; echo $?
dg-validate -qf json -o skipped.json --at /nothing good.json; dg-validate merge --fail-on-skip skipped.json fine.json; echo $?; dg-validate merge skipped.json fine.json; echo $?; dg-validate merge --fail-on-skip fine.json; echo $?
