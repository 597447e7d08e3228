# Every format, with findings and without.
dg-validate -f human --schema ProblemDetails one.txt
dg-validate -f json --schema ProblemDetails one.txt
dg-validate -f ndjson --schema ProblemDetails one.txt
dg-validate --format=json --schema ProblemDetails problems.ndjson
dg-validate -fndjson --schema ProblemDetails problems.ndjson
dg-validate --format human --schema ProblemDetails problems.ndjson

# Values are cropped to 200 code points; bytes that are not UTF-8 are shown in hexadecimal.
dg-validate -f ndjson --schema ProblemDetails long.json
dg-validate -f ndjson --schema ProblemDetails invalid.json
dg-validate --schema ProblemDetails invalid.json

# A long line is cropped around the caret.
dg-validate --schema ProblemDetails long.json

# Terminals are shown nothing that moves the cursor, hides or reorders.
dg-validate --schema ProblemDetails hostile.json
dg-validate --schema ProblemDetails hostile-names.json
cp one.txt "$(printf 'a\033[2Jb.json')" && dg-validate -v --schema ProblemDetails a*b.json
cp null.json "$(printf 'a\377b.json')" && dg-validate -f ndjson --schema ProblemDetails a*b.json | sed -n 2p

# Colours are asked for, or for terminals.
dg-validate --color always --schema ProblemDetails invalid.json
dg-validate --color=never --schema ProblemDetails null.json
NO_COLOR=1 dg-validate --color always --schema ProblemDetails null.json
dg-validate --color auto --schema ProblemDetails null.json

# -q leaves only the status, -v also tells what conforms and what is no input.
dg-validate -q --schema ProblemDetails null.json
dg-validate -q --schema ProblemDetails one.txt
dg-validate -q --schema ProblemDetails missing.json
dg-validate -v --schema ProblemDetails one.txt problems.jsonl null.json nothing
dg-validate -qo report.json -f json --schema ProblemDetails null.json && cat report.json
cat report.json

# What is quoted is cropped to 200 characters, the one that says so among them.
awk 'BEGIN { printf "{\"type\":"; for (i = 0; i < 300; i++) printf "1"; print "}" }' | dg-validate -f ndjson --schema ProblemDetails - | sed -n '2s/.*"actual":"\([^"]*\)".*/\1/p' | LC_ALL=C.UTF-8 wc -m
printf '{"type":"%0300d"}' 0 | LC_ALL=C tr 0 '\377' | dg-validate -f ndjson --schema ProblemDetails - | sed -n '2s/.*"actual":"\(.*\)"}$/\1/p' | sed 's/\\"/"/g; s/\\\\/\\/g' | LC_ALL=C.UTF-8 wc -m

# Every input has its figures and the reasons for what wasn't judged, of which there are at most 100.
dg-validate -f ndjson captures missing.json tree | grep '"notes"'
printf '{"log":{"entries":[%s{}]}}' "$(yes '{"request":{"method":"GET","url":"/other"}},' | head -n 149 | tr -d '\n')" >many.har; dg-validate -f ndjson many.har | sed -n 's/.*\({"record":100,.*}\)/\1/p'
dg-validate -f json captures tree problems.ndjson >report.json; for figure in documents conforming violating unwanted skipped unreadable unmatched; do grep -o "\"$figure\":[0-9]*" report.json | cut -d : -f 2 | { sum=0; last=0; while read -r n; do sum=$((sum + n)); last=$n; done; test $sum = $((2 * last)) && echo "$figure add up to $last"; }; done

# Annotations name the file, if there is one.
dg-validate -f github --schema ProblemDetails - < null.json
dg-validate -f github --schema ProblemDetails - < problems.ndjson
cp null.json 'a,b:c%.json'; cp null.json 'a b.json'; dg-validate -f github 'a,b:c%.json' 'a b.json' missing.json
printf 'HTTP/1.1 200 OK\r\nA\r\n\r\n' | dg-validate -f github --input-format http -

# Why an input fails that holds no violation.
dg-validate -f junit --fail-on-skip --at /nothing good.json 2>/dev/null | grep '<failure'
