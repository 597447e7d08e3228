# What stands at a pointer in each document is judged as a document of its own, where it stands.
(printf '{"data":[\n'; cat good.json; printf ',\n'; cat bad.json; printf '],"next_cursor":null}') > list.json
dg-validate --at '/data/*' list.json
dg-validate --at /data/0 -v list.json
dg-validate --at '/data/*' -f ndjson list.json | sed 's/"message".*//' | head -n 4
dg-validate --at /data/0/error --schema ProblemDetails list.json
dg-validate --at '' good.json
gzip -c list.json > list.json.gz && dg-validate --at '/*/1' -f ndjson list.json.gz | tail -n 1
dg-validate --at '/data/*' --severity enum@/data/1/status=off --max-findings 1 list.json

# Where nothing stands there, the document is skipped, with the reason.
dg-validate --at '/dta/*' -v list.json
dg-validate --at '/data/*' -v good.json list.json
dg-validate --at '/data/*' --fail-on-skip good.json good.json
echo '{"data":[]}' | dg-validate --at '/data/*' -v -
echo '{"data":null}' | dg-validate --at '/data/*' -

# The whole document must be JSON; its faults beside the values are a document of their own.
echo '{"a":1,"a":2,"data":[{"type":"x","title":"y","status":404,"status":404}]}' | dg-validate --schema ProblemDetails --at '/data/*' -
echo '{"data":[{"type":"x","title":"y","status":404}],"data":[{}]}' | dg-validate --schema ProblemDetails --at '/data/*' -
echo '{"data":[{"type":"x","title":"y","status":404}' | dg-validate --schema ProblemDetails --at '/data/*' -
printf '\357\273\277{"data":[{"type":"x","title":"y\377","status":404}],"b":"\377"}' | dg-validate --schema ProblemDetails --at '/data/*' -
printf '' | dg-validate --at '/data/*' -

# Lines, archives and responses.
printf '{"data":[{"type":"x","title":"y","status":404}]}\n{"data":[5,{"type":"x","title":6,"status":404}]}\n{}\n' > lists.ndjson && dg-validate -v --schema ProblemDetails --at '/data/*' lists.ndjson
dg-validate -f ndjson --schema ProblemDetails --at '/data/*' lists.ndjson | cut -d, -f 1-5
printf '{"log":{"entries":[{"request":{"method":"GET","url":"https://a/list"},"response":{"status":200,"headers":[{"name":"Content-Type","value":"application/json; charset=utf-8"}],"content":{"text":"{\\"data\\":[{\\"type\\":\\"x\\",\\"title\\":6,\\"status\\":404}]}"}}},{"request":{"method":"GET","url":"https://a/"},"response":{"status":200,"headers":[{"name":"Content-Type","value":"text/html"}],"content":{"text":"<p>"}}},{"request":{"method":"GET","url":"https://a/list"},"response":{"status":200,"headers":[{"name":"Content-Type","value":"application/json"}],"content":{"size":9}}},{"request":{"method":"GET","url":"https://a/list"},"response":{"status":401,"headers":[{"name":"Content-Type","value":"application/problem+json"}],"content":{"text":"{}"}}}]}}' > list.har
dg-validate -v --schema ProblemDetails --at '/data/*' list.har
dg-validate -f ndjson --schema ProblemDetails --at '/data/*' list.har | sed -n 2p | cut -d, -f 1-9
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/vnd.list+json\r\n\r\n{"data":[{"type":"x","title":"y","status":404},\n  {}]}' > list.http && dg-validate --schema ProblemDetails --at '/data/*' list.http

# Captures that are cut off: what came before is judged.
gzip -c lists.ndjson | head -c -8 > cut.ndjson.gz && dg-validate --schema ProblemDetails --at '/data/*' cut.ndjson.gz
gzip -c list.har | head -c -8 > cut.har.gz && dg-validate --schema ProblemDetails --at '/data/*' cut.har.gz
gzip -c list.json | head -c -8 > cut.json.gz && dg-validate --at '/data/*' cut.json.gz
head -c -2 list.har > cut.har && dg-validate --schema ProblemDetails --at '/data/*' cut.har

# Successive states in one list.
(printf '['; cat good.json; echo ,; cat good.json; echo ']') > twice.json && dg-validate --track --at '/*' twice.json

# What can't be.
dg-validate --at data good.json
dg-validate --at '/a~2' good.json
dg-validate --at '/data/**' good.json
dg-validate cancel --at /data x
