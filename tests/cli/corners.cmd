# A contract without servers and names for the environment: what requests need is on the command line.
dg-validate-corners --help | sed -n '/^Environment/,$p'
dg-validate-corners contract
dg-validate-corners call getDoor --dry-run --param door=a --param side=b --api-key-file key
dg-validate-corners call getDoor --dry-run --param door=a --param side=b --base-url http://127.0.0.1:1
dg-validate-corners call getDoor --dry-run --param door=a.b --param side=c --base-url http://127.0.0.1:1 --api-key-file key
dg-validate-corners call setKeys --dry-run --base-url http://127.0.0.1:1 --api-key-file key --param which=a

# Paths that several operations have, and parameters inside a segment.
har() { printf '{"log":{"entries":[{"request":{"method":"GET","url":"%s"},"response":{"status":200,"content":{"mimeType":"application/json","text":"{\\"wide\\":1}"}}}]}}' "$1" | dg-validate-corners -v --input-format har - 2>&1; }; for u in /rooms/attic /rooms/cellar /house/attic /doors/a.b /doors/a.b.c /doors/.b /doors/a. /doors/a /doors/a%2Eb /doors/a%2fb.c rooms/x//attic x//attic http:attic; do echo "$u"; har "$u"; done

# Bodies that are no JSON, statuses without a name, ranges.
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nno' | dg-validate-corners -v --operation closeRoom -
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nno' | dg-validate-corners --operation closeRoom --expect 204,4XX -
printf 'HTTP/1.1 204 No Content\r\n\r\n' | dg-validate-corners --operation closeRoom --expect 404 -
printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>' | dg-validate-corners -v --operation getRoom -
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n\r\n{"title":"t","detail":null,"status":404}' | dg-validate-corners --operation getDoor --expect 2XX -
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n\r\n{"title":"t","detail":"d\\n","status":404}' | dg-validate-corners --operation getDoor --expect 200,2XX -
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n\r\n{"title":5,"status":404}' | dg-validate-corners --operation getDoor --expect 2XX -
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n{"name":"a"}\n\n \n{"name":"b","x":1}\n{"name":""}' | dg-validate-corners -v --operation getRoom -
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n' | dg-validate-corners -v --operation getRoom -
for t in 'Application/JSON' 'application/json ;charset=utf-8' 'application/jsonx' '+json' 'text/json' 'application/vnd.x+JSON; a=b' 'application/json\001' 'application/json\177' '*/*' '/' 'application/'; do printf "HTTP/1.1 200 OK\r\nContent-Type: $t\r\n\r\n{\"name\":\"a\"}" | dg-validate-corners --operation getRoom -; done
for s in 200 201 299 300 404 600; do echo '{"wide":1}' | dg-validate-corners --operation getAttic --status $s -; done
for s in 200 404 500; do echo '{"wide":1}' | dg-validate-corners --operation getDoor --status $s -; done
for s in 204 404; do echo '{"wide":1}' | dg-validate-corners --operation closeRoom --status $s -; done
echo '{"title":"t","detail":null,"status":99}' | dg-validate-corners --operation getDoor -
echo '{"title":"t","detail":null,"status":404}' | dg-validate-corners --operation getDoor -
echo '{"title":"t","detail":null,"status":200}' | dg-validate-corners --operation getDoor -
echo '{"title":"t"}' | dg-validate-corners --operation getDoor -
echo '{"wide":1}' | dg-validate-corners --operation getRoom -

# States without ids can't be tracked; a rule may be about the object itself.
dg-validate-corners --track --operation getRoom good.json
dg-validate-corners --track good.json
dg-validate-corners --track --schema Door good.json
dg-validate-corners explain rule.has-a-name
dg-validate-corners explain rule.stays-open
echo '{"name":""}' | dg-validate-corners --schema Room -

# Names with marks of pointers, in findings, fingerprints and coverage.
printf '{"name":"a","m/n~o":10}\n{"name":"a","m/n~o":"x","a/~":1}\n{"n\\u0061me":5,"door":{"wide":"x"}}\n[{"name":5}]\n' > marks.ndjson; dg-validate-corners --schema Room marks.ndjson
dg-validate-corners --schema Room -f sarif marks.ndjson | tr , '\n' | grep -E 'fingerprint|fullyQualifiedName'
dg-validate-corners --schema Room --coverage marks.ndjson | sed -n '/never seen/,$p'; printf '{"name":"a","m/n~o":1,"state":"Shut-Down"}\n' >> marks.ndjson; dg-validate-corners --schema Room --coverage marks.ndjson | sed -n '/never seen/,$p'
dg-validate-corners --schema Room --severity 'maximum@/m~1n~0o=warning' marks.ndjson | head -n 3
dg-validate-corners --schema Room --at '/m~1n~0o' marks.ndjson
