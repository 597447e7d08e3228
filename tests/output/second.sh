#!/bin/sh
# second.sh CMAKE GENERATOR FOLDER: builds the validator in FOLDER from a contract with other names, and
# judges with it. Handwritten code must not depend on the first contract.
set -eu
cmake=$1
generator=$2
folder=$3
root=$(realpath "$(dirname "$0")/../..")
here=$root/tests/output/second

# The names of all files of the source tree, and the text of those that a generator could write.
state_of_tree() {
    cd "$root"
    find . \( -name .git -o -name node_modules -o -path ./tests/peers/python -o -path './build*' \) -prune -o -print | sort
    find generated -type f -exec cksum {} + | sort
}

# judge EXPECTED STATUS ARGUMENT...: compares the findings, one on each line, and the exit status.
judge() {
    expected=$1
    expected_status=$2
    shift 2
    status=0
    "$folder/build/bin/dg-validate" -f ndjson "$@" >"$folder/report" || status=$?
    sed -nE 's/^\{"input".*"line":([0-9]+),"column":([0-9]+)[,}]/\1:\2 /
        s/^([0-9:]+ ).*"pointer":"([^"]*)","code":"([^"]*)","severity":"([a-z]*)".*/\1\4 \3 \2/p' \
        "$folder/report" | sed 's/ $//' >"$folder/found"
    if ! diff -u "$expected" "$folder/found"; then
        cat "$folder/report"
        exit 1
    fi
    if [ "$status" != "$expected_status" ]; then
        echo "exit status $status in place of $expected_status: $*"
        exit 1
    fi
}

# shows TEXT FILE
shows() {
    if ! grep -qF -e "$1" "$2"; then
        echo "$1 is not in:"
        cat "$2"
        exit 1
    fi
}

rm -rf "$folder"
mkdir -p "$folder"
before=$(state_of_tree)
cp "$here/kettles.yaml" "$folder/contract.yaml"
# From the folder, so that the contract has a relative name.
(cd "$folder" && "$cmake" -S "$root" -B build -G "$generator" -DCMAKE_BUILD_TYPE=Debug \
    -DDG_TESTS=OFF -DDG_WERROR=ON -DDG_SPEC=contract.yaml -DDG_SPEC_SCHEMAS=Pot)
"$cmake" --build "$folder/build" --target dg-validate --parallel 2

judge "$here/kettles.findings" 1 --schema Kettle "$here/kettles.ndjson"
judge "$here/kettles.findings" 1 --operation boilKettle "$here/kettles.ndjson"
judge "$here/shelf.findings" 1 --operation listShelf "$here/shelf.json"
head -n 2 "$here/kettles.ndjson" >"$folder/good.ndjson"
judge /dev/null 0 --schema Kettle "$folder/good.ndjson"

# Ids may be numbers. An inner object has no state, so that its comparing rules count as not applicable:
# five lids, and the first document of each of two pots.
judge "$here/pots.findings" 1 --track --schema Pot "$here/pots.ndjson"
shows '"rules_skipped":0,"rules_not_applicable":7' "$folder/report"
"$folder/build/bin/dg-validate" -v --schema Pot "$here/pots.ndjson" >"$folder/report"
shows 'to 5 documents, the previous state is not known (oldSelf): rule.cups-never-rise' "$folder/report"
shows 'applicable 5 times, objects inside documents have no states: their rules that read oldSelf' "$folder/report"

# Requests determine their operation; bare documents and responses without requests don't.
judge "$here/session.findings" 1 "$here/session.har"
judge /dev/null 0 --operation boilKettle "$here/session.har"
printf 'HTTP/1.1 202 Accepted\n\n' >"$folder/answer.http"
for input in "$here/kettles.ndjson" "$folder/answer.http"; do
    status=0
    "$folder/build/bin/dg-validate" -q "$input" 2>"$folder/trouble" || status=$?
    shows 'choose one with --operation: boilKettle, listShelf' "$folder/trouble"
    [ "$status" = 2 ]
done

"$folder/build/bin/dg-validate" contract --json >"$folder/contract.json"
for text in '"Tea house"' boilKettle listShelf Kettle Shelf Trouble '/kettles/{kettle}/boil'; do
    shows "$text" "$folder/contract.json"
done

"$folder/build/bin/dg-validate" --help >"$folder/help"
shows 'boil' "$folder/help"
shows 'shelf' "$folder/help"
if grep -iE 'batch|cancel' "$folder/help" "$folder/contract.json"; then
    echo "words of another contract"
    exit 1
fi

status=0
env -u TEA_KEY TEA_URL=http://127.0.0.1:9 "$folder/build/bin/dg-validate" boil blue \
    2>"$folder/trouble" || status=$?
shows TEA_KEY "$folder/trouble"
[ "$status" = 2 ]

# Operations without a command of their own, with parameters in queries; no operation with a request
# body. No server listens on port 1.
export TEA_KEY=leaf TEA_URL=http://127.0.0.1:1/api/
status=0
"$folder/build/bin/dg-validate" call findTea --param 'q=a b&c' --param 'shelf no=7' \
    --param tea-room=red 2>"$folder/trouble" || status=$?
shows 'GET http://127.0.0.1:1/api/teas?q=a%20b%26c&shelf%20no=7: no complete' "$folder/trouble"
[ "$status" = 4 ]
for arguments in 'findTea' 'findTea --param r=1' 'buyKettle' 'boil'; do
    status=0
    # shellcheck disable=SC2086
    "$folder/build/bin/dg-validate" call $arguments 2>"$folder/trouble" || status=$?
    [ "$status" = 2 ] || { cat "$folder/trouble" && exit 1; }
done
unset TEA_KEY TEA_URL

# A change of the contract reaches the program: the enum gets another value.
sed 's/\[green, black, oolong\]/[green, black, oolong, white]/' "$here/kettles.yaml" \
    >"$folder/contract.yaml"
"$cmake" --build "$folder/build" --target dg-validate
grep -v ' enum /teas/' "$here/kettles.findings" >"$folder/fewer.findings"
judge "$folder/fewer.findings" 1 --schema Kettle "$here/kettles.ndjson"

if [ "$(state_of_tree)" != "$before" ]; then
    echo "the source tree has changed"
    exit 1
fi
