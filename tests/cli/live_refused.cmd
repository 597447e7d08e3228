# What is refused before anything is sent: status 2, one line.
dg-validate cancel
dg-validate cancel a b
dg-validate cancel x
DATAGRID_API_KEY= dg-validate cancel x
dg-validate cancel --api-key-env MY_KEY x
dg-validate cancel --api-key-file missing x
dg-validate cancel --api-key-file key-empty x
dg-validate cancel --api-key-file key-two-lines x
dg-validate cancel --api-key-file key --api-key-env MY_KEY x
DATAGRID_API_KEY="$(printf 'a\tb')" dg-validate cancel x
DATAGRID_API_KEY="$(printf 'a\177')" dg-validate cancel x
DATAGRID_API_KEY="$(printf 'caf\303\251')" dg-validate cancel x
DATAGRID_TEAMSPACE_ID="$(printf 'a\nInjected: yes')" dg-validate cancel --api-key-file key x
for t in '*' 'a b' 'a=b' '=' 'a,b' 'a"b'; do DATAGRID_API_KEY=$t dg-validate cancel --base-url http://127.0.0.1:1 x; echo $?; done
for v in ' ts_1' 'ts_1 ' ' ' "$(printf 'ts_1\t')"; do DATAGRID_TEAMSPACE_ID=$v dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key x; echo $?; done

# An id that would make another path.
dg-validate cancel --api-key-file key ''
dg-validate cancel --api-key-file key .
dg-validate cancel --api-key-file key ..

# Servers that the token isn't sent to.
dg-validate cancel --api-key-file key --base-url http://example.org x
dg-validate cancel --api-key-file key --base-url http://127.0.0.1.example.org x
dg-validate cancel --api-key-file key --base-url http://localhost.example.org x
dg-validate cancel --api-key-file key --base-url http://128.0.0.1 x
dg-validate cancel --api-key-file key --base-url http://127.0.0.1@example.org x
dg-validate cancel --api-key-file key --base-url https://user@example.org x
dg-validate cancel --api-key-file key --base-url https://user:secret@example.org x
dg-validate cancel --api-key-file key --base-url 'https://example.org/v1?a=b' x
dg-validate cancel --api-key-file key --base-url 'https://example.org/v1#a' x
dg-validate cancel --api-key-file key --base-url 'https://example.org/v 1' x
dg-validate cancel --api-key-file key --base-url ftp://127.0.0.1 x
dg-validate cancel --api-key-file key --base-url file:///etc/passwd x
dg-validate cancel --api-key-file key --base-url example.org x
dg-validate cancel --api-key-file key --base-url https:// x
dg-validate cancel --api-key-file key --base-url '' x
DATAGRID_BASE_URL=http://example.org dg-validate cancel --api-key-file key x

# Numbers.
dg-validate cancel --max-time 0 x
dg-validate cancel --max-time 1.2345 x
dg-validate cancel --max-time 1. x
dg-validate cancel --connect-timeout never x
dg-validate cancel --max-body 0 x
dg-validate cancel --expect 99 x
dg-validate cancel --expect none x
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key --expect 0200 x
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key --expect '' x

# Empty words.
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-env '' x
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file= x
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key --cacert '' x

# Parameters of the operation.
dg-validate call
dg-validate call cancelBatchPredicton
dg-validate call nothing
dg-validate call cancelBatchPrediction --api-key-file key
dg-validate call cancelBatchPrediction --api-key-file key x
dg-validate call cancelBatchPrediction --api-key-file key --param batch_prediction_id=x y
dg-validate call cancelBatchPrediction --api-key-file key --param batch_predicton_id=x
dg-validate call cancelBatchPrediction --api-key-file key --param batch_prediction_id=x --param color=red
dg-validate call cancelBatchPrediction --api-key-file key --param batch_prediction_id
dg-validate call cancelBatchPrediction --api-key-file key --param =x
dg-validate call cancelBatchPrediction --api-key-file key --param batch_prediction_id=x --param batch_prediction_id=y
for v in '' . ..; do dg-validate call cancelBatchPrediction --api-key-file key --param "batch_prediction_id=$v"; echo $?; done
dg-validate cancel --api-key-file key --param batch_prediction_id=x y
dg-validate cancel --api-key-file key --param "Datagrid-Teamspace=$(printf 'a\nHost: b')" x
dg-validate cancel --api-key-file key --param datagrid-teamspace=a -H 'Datagrid-Teamspace: b' x
dg-validate --param a=b tree

# Headers, whose values are in no message.
dg-validate cancel --api-key-file key -H 'Authorization: Bearer my-secret' x
dg-validate cancel --api-key-file key -H 'cookie: session=my-secret' x
dg-validate cancel --api-key-file key -H 'Host: example.org' x
dg-validate cancel --api-key-file key -H 'Transfer-Encoding: chunked' x
dg-validate cancel --api-key-file key -H 'Accept-Encoding: gzip' x
dg-validate cancel --api-key-file key -H "$(printf 'X-A: my-secret\r\nHost: b')" x
dg-validate cancel --api-key-file key -H 'X-A' x
dg-validate cancel --api-key-file key -H 'X-A:' x
dg-validate cancel --api-key-file key -H ': b' x
dg-validate cancel --api-key-file key -H '' x

# Proxies and certificates.
dg-validate cancel --api-key-file key --proxy http://user:my-secret@127.0.0.1:1 x
dg-validate cancel --api-key-file key --proxy 127.0.0.1:1 x
dg-validate cancel --api-key-file key --proxy ftp://127.0.0.1:1 x
dg-validate cancel --api-key-file key --proxy http://127.0.0.1:1/path x
dg-validate cancel --api-key-file key --base-url http://127.0.0.1:1 --proxy http://proxy.example:1 x
dg-validate cancel --api-key-file key --cert missing.pem x
dg-validate cancel --api-key-file key --cert key --key missing.pem x
dg-validate cancel --api-key-file key --key key x
dg-validate cancel --api-key-file key --cert tree x

# Retries, stalls, recordings.
dg-validate cancel --api-key-file key --retry -1 x
dg-validate cancel --api-key-file key --retry 1001 x
dg-validate cancel --api-key-file key --retry-max-time 0 x
dg-validate cancel --api-key-file key --retry-delay 0 x
dg-validate cancel --api-key-file key --speed-time 0 x
dg-validate cancel --api-key-file key --record '' x
dg-validate cancel --api-key-file key --record r.har -o r.har x
dg-validate cancel --api-key-file key --record r.har --report json=r.har x
dg-validate cancel --api-key-file key --record - x
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key --record nowhere/r.har x
dg-validate --record r.har tree
dg-validate --retry 1 tree

# One file is one, however it is spelled; what is no file can take both.
dg-validate cancel --api-key-file key --record same.json --report json=./same.json x; ls | grep same
dg-validate cancel --api-key-file key --record "$PWD/same.json" -o same.json x 2>&1 | sed "s|$PWD|FOLDER|"; ls | grep same
echo old > same.json; ln -s same.json link.json; dg-validate cancel --api-key-file key --record link.json -o same.json x; cat same.json
mkdir folder; dg-validate cancel --api-key-file key --record folder/../same.har -o same.har x
dg-validate cancel --api-key-file key --record folder/same.har -o same.har --base-url http://127.0.0.1:1 x 2>&1 | cut -c -60
dg-validate cancel --api-key-file key --record /dev/null -o /dev/../dev/null --base-url http://127.0.0.1:1 x 2>&1 | cut -c -60
dg-validate -f json -o one.json --report ndjson=./one.json good.json; ls | grep one.json

# What is redacted as a secret doesn't come from the command line either.
for h in Authorization proxy-authorization Cookie X-Api-Key api-key X-AUTH-TOKEN X-Access-Token; do dg-validate cancel --api-key-file key -H "$h: zzz" x; done

# Tokens, servers and proxies at the limits of what is allowed.
umask 077; head -c 16384 /dev/zero | tr '\0' a >long-key; dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file long-key --dry-run x | head -n 1; printf a >>long-key; dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file long-key --dry-run x; head -c 100000 /dev/zero | tr '\0' a >long-key; dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file long-key --dry-run x
DATAGRID_API_KEY="$(head -c 16385 /dev/zero | tr '\0' a)" dg-validate cancel --base-url http://127.0.0.1:1 --dry-run x
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file tree --dry-run x
mkfifo key-pipe; echo test-token >key-pipe & dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key-pipe --dry-run x
for u in https://:secret@example.org "$(printf 'https://a\177')" "$(printf 'https://a\nb')" /v1 //example.org/v1 https://example.org/v1// 'https://{host}/v1' http://[::1]:1 http://[::2]:1; do dg-validate cancel --base-url "$u" --api-key-file key --dry-run x | head -n 1; done
for u in http://127.0.0.1:1/ http://127.0.0.1:1?a socks5h://127.0.0.1 "$(printf 'http://a\001')" http://:p@localhost https://localhost/a; do dg-validate cancel --base-url http://127.0.0.1:1 --proxy "$u" --api-key-file key --dry-run x | head -n 1; done
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key --dry-run -o nowhere/x x
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key --dry-run -o /dev/full x
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key --param Datagrid-Teamspace= --dry-run x
dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key --param "$(printf '%080d' 0)=1" --dry-run x
