# HTTP Archives: what browsers and proxies record. Requests are matched by method and by the end of
# the path, whatever host and base; a query, which may hold a secret, is never shown.
dg-validate captures/good.har
dg-validate -v captures/good.har
dg-validate - < captures/good.har
cp captures/good.har saved.json && dg-validate saved.json
dg-validate -v --input-format har - < captures/good.har

# A place is that in the file, where the body is a string, and that in the body.
dg-validate captures/bad.har
dg-validate -f ndjson captures/bad.har | head -n 3

# What was not recorded is not judged, and counted. A body that a recorder decoded has no encoding.
dg-validate -v captures/missing.har
dg-validate -q --severity http.body=off --severity http.media-type=off --fail-on-skip captures/missing.har

# An entry that can't be read hides no other one; of requests to others nothing is asked.
dg-validate captures/faulty.har
dg-validate --max-record 300 captures/faulty.har

# A status that is documented is fine unless another one is wanted.
dg-validate --expect 200 captures/good.har
dg-validate --expect any captures/good.har
dg-validate --expect 404 captures/missing.har

# What bare documents are says nothing of exchanges; an operation leaves out others.
dg-validate --schema BatchPrediction captures/good.har
dg-validate --status 409 captures/good.har
dg-validate --operation cancelBatchPrediction captures/good.har
dg-validate --operation cancel captures/good.har

# Answers about one object are compared, by the rules of the response, too.
dg-validate captures/again.har
dg-validate --track captures/again.har
dg-validate -f ndjson --track good.json captures/again.har | cut -d, -f 1-5

# What is no HAR, and what is one only up to a place.
dg-validate --input-format har good.json empty.json one.txt
dg-validate --input-format har null.json
echo '{"log":{"entries":[]}}' > none.har && dg-validate none.har
echo '{"log":{"entries":null}}' > none.har && dg-validate none.har
echo '{"log":{"entries":{}}}' > object.har && dg-validate object.har
echo '{"log":{"entries":[]},"log":{}}' > twice.har && dg-validate twice.har
echo '{"log":{"entries":[],"entries":[]}}' > twice.har && dg-validate twice.har
echo '{"log":{"entries":[]}} x' > behind.har && dg-validate behind.har
echo '{"log":{"entries":[],}}' > comma.har && dg-validate comma.har
sed 's/"entries": \[/"entries": [1, /; s/^]}}/] }/' captures/good.har > open.har && dg-validate open.har
head -n 3 captures/bad.har > cut.har && dg-validate cut.har
head -c 3000 captures/bad.har > cut.har && dg-validate -q cut.har

# Wherever it is cut, that is told, and nothing else happens.
for n in $(seq 0 29 2831); do head -c $n captures/good.har > cut.har; dg-validate -q cut.har 2>/dev/null; echo $?; done | sort | uniq -c | tr -s ' '

# A hostile depth, inside and outside of entries.
awk 'BEGIN { printf "{\"a\":"; for (i = 0; i < 100000; i++) printf "["; }' > deep.har && dg-validate deep.har
awk 'BEGIN { printf "{\"log\":{\"entries\":["; for (i = 0; i < 100000; i++) printf "["; for (i = 0; i < 100000; i++) printf "]"; print "]}}" }' > deep.har && dg-validate deep.har

# Nothing is taken for what stands before a NUL or another control character.
for v in 'application/json\\u0000' 'application/json\\u0000; a=b' 'application/json\\u0001' 'application/json;\\u007f'; do sed "s|\"application/json\"|\"$v\"|" captures/good.har > control.har && dg-validate control.har; done

# Names count as what their escapes stand for, in one spelling as in another.
sed 's/"log"/"\\u006cog"/; s/"entries"/"\\u0065ntrie\\u0073"/; s/"request"/"\\u0072equest"/; s/"status"/"st\\u0061tus"/; s/"content-type"/"Content\\u002dType"/' captures/bad.har > escaped.har && dg-validate -q captures/bad.har; dg-validate captures/bad.har | tail -n 1; dg-validate escaped.har | tail -n 1
sed 's/"value": "application\/json"/"value": "text\/html"/; s/"content-type"/"content\\u002Dtype"/' captures/good.har > html.har && dg-validate html.har
echo '{"log":{"entries":[],"\u0065ntries":[]}}' > twice.har && dg-validate twice.har
echo '{"log":{"entries":[{"request":{},"r\u0065quest":{}}]}}' > twice.har && dg-validate twice.har
printf '%s' '{"log":{"entries\u0000":[],"entr\nies":[],"\u0165ntries":[]}}' > other.har && dg-validate other.har

# Bodies that a recording says are still encoded.
encoded() { printf '{"log":{"entries":[{"request":{"method":"POST","url":"https://h/v1/batch-predictions/b/cancel"},"response":{"status":200,"headers":[{"name":"Content-Type","value":"application/json"}%s],"content":{"mimeType":"application/json","text":"e30=","encoding":"base64","_encoded":true%s}}}]}}' "$1" "$2"; }; for h in '' ',{"name":"Content-Encoding","value":"gzip"}' ',{"name":"Content-Encoding","value":"Identity"}' ',{"name":"Content-Encoding","value":""}'; do encoded "$h" | dg-validate --input-format har - 2>&1 | tail -n 1; encoded "$h" | dg-validate -v --at /data --input-format har - 2>&1; done; encoded '' ',"_truncated":true' | dg-validate -v --at /data --input-format har -
