#!/bin/sh
# covered.sh DG-VALIDATE: documents that together exercise everything leave nothing unseen; without those that alone
# exercise an item, exactly that item is unseen. The program is that of lamps.yaml; complete.txt has the documents.
set -eu
validate=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
failed=0
holes=$(grep -c '^= ' "$here/complete.txt")

# documents N: writes the documents without those of hole N; 0: all of them. An id of another hole is another lamp.
documents() {
    rm -rf all
    mkdir all
    awk -v hole="$1" '
        function labels(count,    i, text) {
            for (i = 0; i < count; i++) { text = text (i > 0 ? "," : "") "\"" i "\":9" }
            return text
        }
        /^= / { at++; next }
        at == hole && hole > 0 { next }
        match($0, /LABELS:[0-9]*/) { sub(/LABELS:[0-9]*/, labels(substr($0, RSTART + 7, RLENGTH - 7) + 0)) }
        /^lamp / { sub(/"id":"b"/, "\"id\":\"b" at "\""); print substr($0, 6) >"all/lamps.ndjson" }
        /^har / { print substr($0, 5) >("all/" NR ".har") }' "$here/complete.txt"
}

# unseen OPTION...: prints the items of the report that were not seen.
unseen() {
    "$validate" --coverage --track -f ndjson "$@" all >report || [ $? = 1 ]
    sed -n 's/^{"coverage":{"seen":[0-9]*,"total":[0-9]*,"unseen":\[\(.*\)]}}$/\1/p' report
}

# expect WHAT EXPECTED ACTUAL
expect() {
    if [ "$2" != "$3" ]; then
        printf '%s: expected unseen:\n%s\nbut:\n%s\n' "$1" "$2" "$3"
        failed=1
    fi
}

documents 0
expect 'all documents' '' "$(unseen)"
grep -q '^{"coverage":' report
# Severities and limits change no coverage.
expect 'without severities' '' "$(unseen --severity 'rule.*=off' --max-findings 1)"
"$validate" --track -q --severity 'rule.*=off' --coverage-fail-under 100 all

# What the reports of parts all have not seen, the merged report has not.
"$validate" --coverage --track -q --report json=first.json all/lamps.ndjson || [ $? = 1 ]
find all -name '*.har' -exec "$validate" --coverage -q --report ndjson=second.ndjson {} + || [ $? = 1 ]
"$validate" merge -f ndjson first.json second.ndjson >report || [ $? = 1 ]
expect 'merged' '' "$(sed -n 's/^{"coverage":.*"unseen":\[\(.*\)]}}$/\1/p' report)"
"$validate" merge -f ndjson second.ndjson first.json >other || [ $? = 1 ]
expect 'merged in another order' "$(grep '^{"coverage"' report)" "$(grep '^{"coverage"' other)"
"$validate" merge -q --coverage-fail-under 100 second.ndjson 2>trouble && failed=1
grep -q 'items of the contract, less than 100 %' trouble
"$validate" -q --report ndjson=third.ndjson all/lamps.ndjson || [ $? = 1 ]
"$validate" merge first.json third.ndjson >report 2>trouble || [ $? = 1 ]
grep -q '1 of 2 reports have coverage' trouble
grep -q coverage report && failed=1
for cut in 's/"limit"/"limits"/' 's/"total":/"totals":/' 's/"total":[0-9]*/"total":7/' 's/"unseen":\[/"unseen":7,"x":[/'; do
    sed "$cut" second.ndjson >bad.ndjson
    status=0
    "$validate" merge -q first.json bad.ndjson 2>trouble || status=$?
    case "$cut $status" in
    *limits*' 1' | *' 3') ;;
    *) expect "$cut" 'status 3' "status $status" ;;
    esac
done
sed 's/"limit"/"limits"/' second.ndjson >bad.ndjson
"$validate" merge -q bad.ndjson 2>trouble && failed=1
grep -q 'items of another kind' trouble

hole=0
while [ "$hole" -lt "$holes" ]; do
    hole=$((hole + 1))
    item=$(grep '^= ' "$here/complete.txt" | sed -n "${hole}s/^= //p")
    documents "$hole"
    expect "hole $hole" "$item" "$(unseen)"
    status=0
    "$validate" --track -q --severity 'rule.*=off' --coverage-fail-under 100 all || status=$?
    [ "$status" = 1 ] || expect "hole $hole" 'status 1' "status $status"
    "$validate" --track -q --severity 'rule.*=off' --coverage-fail-under 95 all
done
[ "$hole" -gt 10 ]
exit "$failed"
