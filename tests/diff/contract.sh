#!/bin/sh
# contract.sh CODEGEN VALIDATOR PROJECT WORK: witnesses of changes of the project's contract, whose rules they have
# to satisfy: the validator of the unchanged contract accepts those that the old contract accepts, and refuses the others.
set -eu
codegen=$1
validator=$2
project=$3
work=$4
failures=0

rm -rf "$work"
mkdir -p "$work"
cd "$work"

fail() {
    echo "FAIL $*"
    failures=$((failures + 1))
}

# change WITNESSES SED: a change has that many witnesses.
change() {
    sed "$2" "$project/spec/batch_prediction.yaml" >changed.yaml
    "$codegen" diff "$project/spec/batch_prediction.yaml" changed.yaml --fail-on never --witnesses captures \
        --overlay "$project/spec/batch_prediction.overlay.yaml" >report
    [ "$(find captures -type f | wc -l)" -eq "$1" ] || { fail "$2: witnesses" && cat report; }
    for file in captures/*; do
        case $file in
        *.json) set -- "$1" "$2" --schema BatchPrediction ;;
        *) set -- "$1" "$2" ;;
        esac
        expected=1
        [ "${file%-accepted-by-old.*}" = "$file" ] || expected=0
        changed=$2
        count=$1
        shift 2
        status=0
        "$validator" "$@" "$file" >said 2>&1 || status=$?
        set -- "$count" "$changed"
        [ "$status" -eq "$expected" ] || { fail "$changed: $file: status $status" && cat said; }
    done
}

change 1 's/^            - cancelling$/&\n            - paused/'
change 1 '/- gemini-2.5-pro/d'
change 1 's/maxProperties: 16/maxProperties: 20/'
change 1 's/maxProperties: 16/maxProperties: 3/'
change 6 's/minimum: 0/minimum: 5/'
change 6 's/minimum: 0/minimum: -1/'
# The symbols of a new contract are those that its headers declare.
cat >none.yaml <<'Y'
openapi: 3.1.0
info: {title: None, version: '1'}
paths: {/none: {get: {operationId: none, responses: {'204': {description: none}}}}}
Y
"$codegen" diff none.yaml "$project/spec/batch_prediction.yaml" -f json --fail-on never >report
grep -E '"kind":"(c-type|operation)-added"' report | sed 's/.*"symbols":\[\([^]]*\)\].*/\1/' | tr ',' '\n' | tr -d '"' | sort >symbols
"$codegen" generate "$project/spec/batch_prediction.yaml" --out generated
for header in types decode validate encode copy answers cjson; do
    sed -e 's|/\*.*\*/||' -e '/#define/d' "generated/$header.h"
done >declarations
{
    grep -o '\(struct\|enum\) dg_[a-z0-9_]* {' declarations | sed 's/ {//'
    grep -o '\bdg_[a-z0-9_]*(' declarations | sed 's/(//'
    grep -o '^    DG_[A-Z0-9_]*' declarations | sed 's/ *//'
} | sort >declared
[ "$(wc -l <declared)" -gt 40 ] || fail "too few declarations"
diff declared symbols || fail "symbols"
echo "$failures failures"
[ "$failures" -eq 0 ]
