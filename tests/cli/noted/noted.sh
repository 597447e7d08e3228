#!/bin/sh
# noted.sh PLAIN NOTED CODEGEN: what a contract has and isn't judged changes no verdict. PLAIN and NOTED
# are validators of two contracts: the second has everything besides that the compiler notes. Both report
# the same findings for each document and each response; NOTED skips bodies that it can't judge.
set -eu
plain=$(realpath "$1")
noted=$(realpath "$2")
codegen=$3
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAIL $1"
    failures=$((failures + 1))
}

"$codegen" lint --strict "$here/plain.yaml" || fail "the plain contract has notes"
"$codegen" lint "$here/plain.yaml" --overlay "$here/overlay.yaml" --max-errors 100 2>"$work/notes"
[ "$(grep -c ': note: .*\]$' "$work/notes")" -ge 34 ] || fail "the other contract has few notes"

# response STATUS TYPE [BODY]: adds a response to the captures.
response() {
    {
        printf 'HTTP/1.1 %s x\r\n' "$1"
        [ "$2" = - ] || printf 'Content-Type: %s\r\n' "$2"
        printf 'Content-Length: %s\r\n\r\n%s' "$(printf %s "${3-}" | wc -c)" "${3-}"
    } >"$work/$number.http"
    number=$((number + 1))
}

number=100
tea='{"id":"a","kind":"green","brewed_at":"2026-01-02T03:04:05Z","cups":[1,2]}'
printf '%s\n' "$tea" '{"id":"","kind":"white","brewed_at":"yesterday","cups":[0,1,2]}' \
    '{"id":"a","kind":"black","brewed_at":null,"cups":[]}' '{"id":1,"kind":null}' '[]' 'null' '{' \
    '{"id":"a","id":"b","kind":"green","brewed_at":null,"more":1}' >"$work/teas.ndjson"
while read -r line; do
    response 200 application/json "$line"
    response 200 'Application/JSON; charset=utf-8' "$line"
    response 404 application/problem+json "$line"
done <"$work/teas.ndjson"
response 404 application/problem+json '{"title":"t","status":404}'
response 404 application/problem+json '{"title":"t","status":400}'
response 404 text/csv 'a,b'
response 404 -
response 200 -
response 200 application/json

for each in "$work"/*.http "$work/teas.ndjson"; do
    for program in plain noted; do
        status=0
        eval "\"\$$program\"" -f json --operation getTea '"$each"' >"$work/report" 2>&1 || status=$?
        { sed 's/"digest":"[^"]*"//' "$work/report" && echo "status $status"; } >"$work/$program"
    done
    # The documented media types and statuses are the values that findings about them list.
    sed 's/ or text\/csv or image\/\*//g' "$work/noted" >"$work/noted.cut"
    diff -u "$work/plain" "$work/noted.cut" >"$work/diff" || { fail "$each" && cat "$each" "$work/diff"; }
    count=$((${count:-0} + 1))
done

# Lines of a body are documents. The place of a finding is that in the body.
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/jsonl\r\n\r\n' >"$work/lines.http"
{
    printf '%s\n \n' "$tea"
    printf '%s\r\n' "$tea" '{"id":"b","kind":"white","brewed_at":null}' '{"id":"b"' '[]'
    printf '%s' "$tea"
} >>"$work/lines.http"
"$plain" -f ndjson --operation listTeas "$work/lines.http" >"$work/report" || true
sed -n 's/.*"line":\([0-9]*\),"column":\([0-9]*\).*"pointer":"\([^"]*\)","code":"\([^"]*\)".*/\1:\2 \3 \4/p' \
    "$work/report" >"$work/found"
printf '%s\n' '7:18 /kind enum' '8:11  json.syntax' '9:1  type' >"$work/wanted"
diff -u "$work/wanted" "$work/found" || fail "lines of a body"
grep -q '"documents":1,"conforming":0,"violating":1' "$work/report" || fail "figures of lines"
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n1\nnull\n\n-5' >"$work/lines.http"
"$plain" -q --operation listTeas "$work/lines.http" || fail "lines that conform"
printf 'HTTP/1.1 203 OK\r\nContent-Type: application/x-ndjson\r\n\r\n1\n"a"\n{"b":[]}\n' >"$work/lines.http"
"$plain" -q --operation listTeas "$work/lines.http" || fail "lines of any JSON"
echo '{"b":]}' >>"$work/lines.http"
"$plain" --operation listTeas "$work/lines.http" >"$work/report" && fail "a line that is no JSON"
grep -q ':7:6: error: .*\[json.syntax\]' "$work/report" || fail "the place in a line of any JSON"
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nContent-Length: 0\r\n\r\n' >"$work/lines.http"
"$plain" -q --operation listTeas "$work/lines.http" || fail "no lines"
printf '%s\n%s\n' "$tea" '[]' >"$work/bare.ndjson"
"$plain" -q --operation listTeas "$work/bare.ndjson" && fail "bare lines"
rm "$work"/lines.http "$work"/bare.ndjson

# expect STATUS TEXT RESPONSE...: what NOTED says of a response that only its contract documents.
expect() {
    wanted=$1
    text=$2
    shift 2
    rm -f "$work"/*.http
    response "$@"
    status=0
    "$noted" -v --operation getTea "$work"/*.http >"$work/report" 2>&1 || status=$?
    [ "$status" -eq "$wanted" ] || fail "$*: status $status, not $wanted"
    grep -qF -e "$text" "$work/report" || { fail "$*: no '$text' in:" && cat "$work/report"; }
}

skipped='the contract has no schema for bodies of its media type'
expect 0 "$skipped" 200 text/csv 'a,b'
expect 0 '1 document conforms' 200 text/csv
expect 0 "$skipped" 200 image/png 'a,b'
expect 1 'http.media-type' 200 text/plain 'a,b'
expect 0 "$skipped" 500 application/json '{"a":1}'
expect 1 'http.media-type' 500 text/plain 'a,b'
expect 0 "$skipped" 418 text/plain 'a,b'
expect 0 "$skipped" 418 application/json '{"self":1}'
echo "$count inputs, $failures failures"
[ "$failures" -eq 0 ]
