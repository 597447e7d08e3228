# A contract with several operations, some with commands of their own.
dg-validate-kettles --help | sed -n '1,/^$/p; /^Commands/,/^$/p; /^Environment/,/^$/p'
dg-validate-kettles help shelf | sed '/^Options/,/^$/d'
dg-validate-kettles call --help | sed -n '/^Operations/,/^$/p'
dg-validate-kettles contract
dg-validate-kettles polls/1.ndjson
dg-validate-kettles --operation listShelves good.json
dg-validate-kettles boil
dg-validate-kettles boill blue
dg-validate-kettles contract --json | tr ',' '\n' | grep -c '"method"'

# A bare document is judged by the operation that was chosen, and may look like another one.
echo '[]' | dg-validate-kettles --operation boilKettle -
echo '{"title":"a","status":404}' | dg-validate-kettles --operation boilKettle -
echo '{"title":"a","status":404}' | dg-validate-kettles --operation boilKettle --status 404 -
echo '{"title":"a","status":404}' | dg-validate-kettles --operation listShelf -
for s in 99 100 202 599 600; do echo "{\"title\":\"a\",\"status\":$s}" | dg-validate-kettles --operation boilKettle - | grep looks; done
echo '[]' | dg-validate-kettles --operation isShelf -
echo '[]' | dg-validate-kettles --operation listShelf --status 404 -
echo '[]' | dg-validate-kettles --operation isShelf --status 200 -
echo '[]' | dg-validate-kettles --operation listShelf --schema Kettle -

# Objects inside documents have no states.
printf '{"id":1,"cups":2,"lid":{"turns":1}}\n{"id":2,"cups":2,"lid":{"turns":1}}\n' | dg-validate-kettles --schema Pot -v --input-format ndjson -
printf '{"id":1,"cups":2,"lid":{"turns":1}}\n{"id":1,"cups":3,"lid":{"turns":0}}\n' | dg-validate-kettles --schema Pot -v --track --input-format ndjson -

# Responses without a body in the contract, and statuses without a name.
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[]' | dg-validate-kettles --operation isShelf -
printf 'HTTP/1.1 200 OK\r\n\r\n' | dg-validate-kettles --operation isShelf -
printf 'HTTP/1.1 499 X\r\nContent-Type: application/problem+json\r\n\r\n{"title":"a","status":499}' | dg-validate-kettles --operation boilKettle --expect 202 -
printf 'HTTP/1.1 499 X\r\nContent-Type: text/plain\r\n\r\nno' | dg-validate-kettles --operation boilKettle --expect 202 -

# Requests of several operations, by method and path; percent-encoding that isn't one is kept.
har() { printf '{"log":{"entries":[{"request":{"method":"%s","url":"%s"},"response":{"status":200,"content":{"mimeType":"application/json","text":"[]"}}}]}}' "$1" "$2" | dg-validate-kettles -v --input-format har - 2>&1; }; for u in https://h/shelves/a /shelves/a%20b /shelves/%zz /shelves/%4 /shelves/%g1 /shelves/%1g /shelves/%-1 /shelves/%a- /shelves/%:0 /shelves/%4A%4a shelves/a https://h https://u:p@h/shelves/a https://u:p@h/x//y //h/shelves/a '' '?' /shelves/ /shelves/a/ /shelves/a/b /api/shelves/a '/shelves/a?b#c' '#' '/kettles/a/boil'; do har GET "$u"; done
for m in HEAD POST PUT ''; do printf '{"log":{"entries":[{"request":{"method":"%s","url":"/shelves/a"},"response":{"status":200}}]}}' "$m" | dg-validate-kettles -v --input-format har -; done

# Values in the bodies of captures.
for c in '"content":{"mimeType":"application/json","text":"{\"data\":[[],[1],5]}"}' '"content":{"mimeType":"application/json"}' '"content":{"mimeType":"application/json","text":"[]"}' '"headers":[{"name":"Content-Encoding","value":"br"}],"content":{"mimeType":"application/json","text":"{}"}' '"content":{"mimeType":"application/json","text":"{","_truncated":true}' '"content":{"mimeType":"application/json","text":"x"}'; do printf '{"log":{"entries":[{"request":{"method":"GET","url":"/shelves/a"},"response":{"status":200,%s}}]}}' "$c" | dg-validate-kettles --schema Shelf --at '/data/*' --input-format har -; done
printf '{"log":{"entries":[{"request":{"method":"GET","url":"/shelves/a"},"response":null},{"request":{"method":"GET","url":"/shelves/a"},"_retried":true,"response":{"status":200,"content":{"mimeType":"application/json","text":"[]"}}}]}}' | dg-validate-kettles --schema Shelf --at /data --input-format har -
printf '{"log":{"entries":[]}}' | dg-validate-kettles --at /data --input-format har -
