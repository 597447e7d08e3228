# A finding's severity is the user's to choose, everywhere or at one place; it acts at the sink.
dg-validate --schema ProblemDetails --severity type=warning two.txt
dg-validate --schema ProblemDetails --severity type@/detail=info two.txt
dg-validate --schema ProblemDetails --severity type@/detail=off two.txt
dg-validate --schema ProblemDetails --severity type@/title=off -f ndjson two.txt | tail -n 1
dg-validate --schema ProblemDetails --severity type@=off -f ndjson two.txt null.json | tail -n 1

# The place outranks the rule without one; of equals the later counts.
dg-validate --schema ProblemDetails --severity type@/detail=warning --severity type=off two.txt
dg-validate --schema ProblemDetails --severity type=off --severity type=warning two.txt
dg-validate --schema ProblemDetails --severity type@/detail=off --severity type@/detail=warning two.txt
dg-validate --schema ProblemDetails --severity type@/detail=warning --severity enum@/status=off --severity type@/title=off two.txt
dg-validate --schema ProblemDetails --severity=type=off -f json two.txt

# What fails.
dg-validate --severity required=off --severity type=off --severity enum=off --severity format=off bad.json
dg-validate --fail-on warning --severity required=off --severity type=off --severity enum=off --severity format=off bad.json
dg-validate --fail-on=error --schema ProblemDetails null.json

# The first findings are printed, all are counted.
dg-validate --max-findings 1 bad.json
dg-validate --max-findings 0 -f json bad.json

# What can't be.
dg-validate --severity json.syntax=warning one.txt
dg-validate --severity json.depth=off one.txt
dg-validate --severity json.syntax@/a=info one.txt
dg-validate --severity json.syntax=error --schema ProblemDetails one.txt
dg-validate --severity enums=off one.txt
dg-validate --severity nonsense=off one.txt
dg-validate --severity enum=of one.txt
dg-validate --severity enum one.txt
dg-validate --severity enum@status=off one.txt
dg-validate --severity =off one.txt

# Depth.
dg-validate --schema ProblemDetails deep.json
dg-validate --schema ProblemDetails --max-depth 4 deep.json
dg-validate --schema ProblemDetails --max-depth 3 deep.json

# A pointer that nothing could have.
dg-validate --severity 'type@/a~2=off' --schema ProblemDetails good.json

# `*` is one step, `**` the rest, PREFIX.* every code that begins so; of equals the later counts.
dg-validate --severity 'type@/*=off' -f ndjson bad.json | tail -n 1
dg-validate --severity 'type@/*/*=off' bad.json
dg-validate --severity 'type@/metadata/*=info' bad.json
dg-validate --severity 'type@/metadata/**=off' --severity 'enum@/status/**=off' --severity 'format@/**=off' bad.json
dg-validate --severity 'enum@/*=off' --severity enum@/status=warning bad.json
dg-validate --schema BatchPrediction --severity 'rule.*=off' --fail-on warning good.json
printf '{"type":"x","title":"y","status":404,"errors":[{"pointer":5,"code":6,"message":"m"},{"pointer":"/a","code":7,"message":8}]}' > errors.json
dg-validate --schema ProblemDetails --severity 'type@/errors/*/code=off' errors.json
dg-validate --schema ProblemDetails --severity 'type@/errors/1/**=off' errors.json
dg-validate --schema ProblemDetails --severity 'type@/**=off' --severity 'type@/errors/0/code=error' errors.json
printf 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nx' > plain.http && dg-validate --severity 'http.*=off' plain.http
sed -E 's/("total": ?)[0-9]+/\199/' good.json > broken.json; dg-validate -q broken.json; echo $?; dg-validate --severity 'rule.*=off' broken.json
dg-validate --severity 'rule.*=off' --severity 'rule.counts-add-up=error' good.json

# What nothing can match: no value there, other codes there, another place of a rule.
for s in enum@/stats 'type@/errors/3/cod' 'enum@/status/x' 'type@/request_counts/totl' 'rule.*@/nope' 'type@/errors/x' enum@/a~1b 'unknown-property@/metadta/extra' http.status@/a 'http.*@/a' 'rules.*' 'jsn.*' 'zz.*' '*' 'json.*' 'json.*@/status'; do dg-validate --severity "$s=off" good.json; echo $?; done
for s in type@/errors/3/code 'enum@/**' '*@/status' 'json.utf8@/q/**' unknown-property@/extra 'type@/*/errors' http.status@ 'http.*@/**' 'rule.*@/status'; do dg-validate -q --severity "$s=off" good.json; echo $?; done
for s in format@/id rule.cancel-status@/id 'type@/request_counts/*/x' rule.counts-add-up@/request_counts/total 'rule.*@/object' type@/extra propertyNames@/metadata enum@/request_counts/total minItems@/errors unknown-property@/id unknown-property@/error/x unknown-property@ json.bom@/id json.duplicate-key@ 'enum@/metadata/**' 'enum@/errors/**'; do dg-validate --severity "$s=off" good.json; echo $?; done
for s in rule.cancel-status@ 'rule.cancel-status@/*' 'rule.*@/request_counts/**' 'propertyNames@/metadata/*' propertyNames@/metadata/x 'maxLength@/metadata/*' 'format@/**' unknown-property@/title unknown-property@/request_counts/more 'minimum@/*/*' integer-range@/error/status 'required@/errors/*' json.bom@ 'json.bom@/**' json.duplicate-key@/a/b type@/error/instance; do dg-validate -q --severity "$s=off" good.json; echo $?; done
for s in enum@/data/0/status 'enum@/data/*/status' 'enum@/**' 'enum@/data/**' 'enum@/*/*/status'; do echo '{"data":[5]}' | dg-validate -q --at '/data/*' --severity "$s=off" -; echo $?; done
for s in enum@/status enum@/data/x/stats 'enum@/dat/**' enum@/data/0/id enum@/data/0; do echo '{"data":[5]}' | dg-validate -q --at '/data/*' --severity "$s=off" -; echo $?; done
dg-validate --severity 'json.*=error' good.json

# Pointers and codes: of responses, of texts, of rules, and below --at.
for s in http.status@/a=off 'http.status@=off' 'http.*@/a=off' json.utf8@/status=off json.syntax@/id=error 'json.*@/id=error' json.duplicate-key@=off json.duplicate-key@/id=off 'json.bom@/**=off' 'rule.*@/nothing=off' enum=off@/status 'enum@/a~=off' 'enum@/a~2=off' 'enum@/a~0~1=off' 'enum@status=off' 'enum'; do dg-validate -q --severity "$s" good.json; echo "$s: $?"; done
for s in 'enum@/**=off' 'enum@/a/**=off' 'enum@/b=off' 'enum@=off' 'enum@/a=off' 'type@/a/b=off' 'type@/a/b/id=off' 'enum@/*/*/status=off'; do echo '{"a":{"b":{"status":5}}}' | dg-validate -q --at /a/b --severity "$s" -; echo "$s: $?"; done
for p in '/a/**/b' '/a/**' '/a/**b' '/a~' '/~2' 'a' '/~0~1'; do dg-validate -q --at "$p" good.json; echo "$p: $?"; done
