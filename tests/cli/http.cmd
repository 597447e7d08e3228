# Responses as curl -i prints them, in HTTP/1.0, 1.1, 2 and 3: several in one file, after interim ones
# and what a proxy says. The body may be in chunks, or out of them while the header stays.
dg-validate captures/one.http
dg-validate -v captures/several.http
dg-validate - < captures/one.http
dg-validate --input-format http - < captures/several.http

# The request is not known, so that rules about it are not applicable.
dg-validate -f ndjson captures/one.http | sed 's/.*"rules_skipped"/"rules_skipped"/'

# Places are those in the file; of a body in chunks also in the body. What was compressed and is not
# any more has another length than the header says.
dg-validate -v captures/bad.http
dg-validate -f ndjson captures/bad.http | cut -d, -f 1-8

# What can't be read is told, and the others are judged.
dg-validate captures/faulty.http
dg-validate --max-record 150 captures/several.http
dg-validate --input-format http one.txt
dg-validate --input-format http empty.json

# The limit is the size of a response with its header, and of what its body is without compression.
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}' > exact.http; for n in 86 87; do dg-validate -q --max-record $n exact.http; echo $?; done
(printf 'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Encoding: gzip\r\n\r\n'; (printf '{"title":"'; yes title | head -n 200 | tr -d '\n'; printf '"}') | gzip -9n) > packed.http; for n in 1011 1012; do dg-validate -q --max-record $n packed.http; echo $?; done

# Several answers about one object.
cat captures/one.http captures/one.http > two.http && dg-validate two.http
sed 's/alpha"/beta" /' captures/one.http | cat captures/one.http - > again.http && dg-validate --track again.http
dg-validate --expect 404 two.http

# An HTTP header that goes on and on, and lengths that no file has.
(printf 'HTTP/1.1 404 Not Found\r\n'; yes 'X: y' | head -n 100000; printf '\r\n{}') > long.http && dg-validate --max-record 1K long.http
printf 'HTTP/1.1 404 Not Found\r\nContent-Length: 99999999999999999999\r\n\r\n{}' | dg-validate -
printf 'HTTP/1.1 404 Not Found\r\nContent-Length: 999999999999999999\r\n\r\n{}' | dg-validate -
printf 'HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}' | dg-validate -
printf 'HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffff\r\n{}' | dg-validate -
printf 'HTTP/' | dg-validate -

# Nothing is taken for what stands before a NUL or another control character.
for h in 'Content-Type: application/problem+json\0' 'Content-Type: application/problem+json\0; a=b' 'Content-Encoding: \0gzip' 'Content-Length: \0002' 'Transfer-Encoding: chunked\0' 'X\0: a' 'Content-Type: application/problem+json;\001'; do printf "HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n$h\r\n\r\n{}" | dg-validate --severity required=off -; done
printf 'HTTP/1.1 404 Not\0Found\r\nContent-Type: application/problem+json\r\n\r\n{}' | dg-validate -

# A header line that isn't one makes the response unreadable, as it does live.
for h in 'garbage line' 'Content-Type : a/b' ': b' 'A\001: b' 'A: b\rContent-Type: a/b' 'A: b\r' 'Content-Length: 5,216' 'Content-Length: 2, 2' 'Content-Length:' 'Content-Length: +2' 'Content-Length: 2\r\nContent-Length: 3'; do printf "HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n$h\r\n\r\n{}" | dg-validate -q --severity required=off -; done
printf 'HTTP/1.1 404 Not Found\r\n Content-Type: application/problem+json\r\n\r\n{}' | dg-validate -q -

# A Content-Length that is too small is as wrong as one that is too large, unless compression was taken off.
for n in 0 1 2 3; do printf 'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Length: %d\r\n\r\n{}\n\n' $n | dg-validate -q -; echo $?; done
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Length: 1\r\n\r\n{}\nHTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}' | dg-validate -
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\nContent-Encoding: br\r\nContent-Length: 1\r\n\r\n{}' | dg-validate -q -

# Of a redirect that it follows, curl keeps the header only.
printf 'HTTP/1.1 301 Moved\r\nContent-Length: 162\r\nLocation: /x\r\n\r\n' | cat - captures/one.http > moved.http; dg-validate moved.http
printf 'HTTP/1.1 301 Moved\r\nContent-Length: 162\r\nLocation: /x\r\n\r\n' | dg-validate -

# A proxy's answer to CONNECT, and a challenge that was answered, are no answers of the operation.
(printf 'HTTP/1.1 200 OK\r\n\r\n'; cat captures/one.http) > proxy.http; dg-validate proxy.http
(printf 'HTTP/1.1 407 Who?\r\nContent-Length: 5\r\n\r\nHTTP/2 204 \r\n\r\n'; cat captures/one.http) > proxy.http; dg-validate proxy.http
(printf 'HTTP/1.1 401 Who?\r\nWWW-Authenticate: Digest\r\nContent-Length: 5\r\n\r\n'; cat captures/one.http) > challenge.http; dg-validate challenge.http
printf 'HTTP/1.1 401 Who?\r\nWWW-Authenticate: Digest\r\nContent-Type: application/problem+json\r\nContent-Length: 5\r\n\r\n' > challenge.http; dg-validate -v challenge.http

# A body that is cut off is the recorder's loss, and no pass where it is all there was.
head -c 500 captures/one.http > cut.http; dg-validate -v cut.http captures/one.http; dg-validate --fail-on-skip cut.http captures/one.http; dg-validate cut.http

# After what is interim, a response has to come.
printf 'HTTP/1.1 100 Continue\r\n\r\n' > interim.http; dg-validate interim.http good.json
(cat captures/one.http; printf '\n\nHTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n\n\nHTTP/1.1 100 Continue\r\n\r\n\n') | dg-validate -

# A byte order mark, as some editors write it.
(printf '\357\273\277'; cat captures/one.http) > bom.http; dg-validate bom.http; dg-validate - < bom.http
printf '\357\273\277' > bom.http; dg-validate bom.http good.json

# What is within a string is no other response; one may begin behind a brace.
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n\r\n{"type":"about:blank","title":"{}HTTP/1.1 200 OK","status":404}\n' > brace.http; dg-validate brace.http
(cat brace.http; cat captures/one.http) | tr -d '\r' | sed -n 'H; ${x; s/}\nHTTP/}HTTP/; p}' > braces.http; grep -c '^HTTP' braces.http; dg-validate braces.http
printf 'HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n\r\n{"type":"about:blank","title":"a","status":404}HTTP/1.1 200' | dg-validate -

# Lengths and chunks that aren't numbers, or too large.
for h in 'Content-Length: 99999999999999999999' 'Content-Length: 2x' 'Content-Length: ' 'Transfer-Encoding: gzip' 'Transfer-Encoding: gzip, chunked' 'Content-Encoding: identity' 'Content-Encoding: br' 'Content-Encoding: gzip'; do printf 'HTTP/1.1 404 X\r\nContent-Type: application/problem+json\r\n%s\r\n\r\n{}' "$h" | dg-validate -q --input-format http -; echo "$h: $?"; done
for c in '2\r\n{}\r\n0\r\n\r\n' '2 \r\n{}\r\n0\r\n\r\n' '2\t;x=y\r\n{}\r\n0\r\n\r\n' '2x\r\n{}\r\n0\r\n\r\n' '\r\n{}\r\n' 'ffffffffffffffffff\r\n{}' '3\r\n{}\r\n0\r\n\r\n' '1\r\n{\r\n1\r\n}\r\n0\r\nA: b\r\n\r\n' '2\n{}\n0\n\n' '2\r\n{}0\r\n\r\n' '2'; do printf "HTTP/1.1 404 X\r\nContent-Type: application/problem+json\r\nTransfer-Encoding: chunked\r\n\r\n$c" | dg-validate --input-format http - 2>&1 | tail -n 1; done
{ printf 'HTTP/1.1 404 X\r\nContent-Type: application/problem+json\r\nX: '; head -c 200000 /dev/zero | tr '\0' a; printf '\r\n\r\n{}'; } | dg-validate --input-format http - 2>&1 | cut -c 1-200
for f in good.json captures/good.har captures/one.http problems.ndjson; do dg-validate --max-record 50 $f 2>&1 | cut -c 1-120 | tail -n 3; done
