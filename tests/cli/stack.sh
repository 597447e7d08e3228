#!/bin/sh
# A depth that needs more stack than there is is refused. With the largest depth that is accepted,
# documents of that depth are judged.
# stack.sh PROGRAMS: the directory of dg-validate.
# shellcheck disable=SC3045 # ulimit -s: every sh of our systems has it
set -eu

programs=$(cd "$1" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
PATH=$programs:$PATH
failed=0

fault() {
    echo "stack of $stack KiB, depth $depth: $1"
    cat out err
    failed=1
}

# judge STATUS OPTION...: runs with the stack.
judge() {
    expected=$1
    shift
    status=0
    (ulimit -s "$stack" && exec dg-validate --max-findings 3 "$@") >out 2>err || status=$?
    [ "$status" = "$expected" ] || fault "status $status for $*"
}

# nested DEPTH OPEN... CLOSE: a document of that depth.
nested() {
    awk -v n="$1" -v before="$2" -v inside="$3" -v after="$4" 'BEGIN {
        for (i = 0; i < n; i++) printf "%s", before
        printf "%s", inside
        for (i = 0; i < n; i++) printf "%s", after
    }'
}

# Documents of the depth that is accepted: their findings are at the deepest value.
judge_deep() {
    nested "$depth" '[' '"\ud800"' ']' >array.json
    nested "$depth" '{"a name of some length":' '"\ud800"' '}' >object.json
    nested $((depth / 2)) '{"a":[' '"\ud800"' ']}' >both.json
    nested $((depth + 1)) '{"a":' '1' '}' >deeper.json
    printf '{"log":{"entries":[%s]}}' "$(cat object.json)" >entry.har
    for file in array.json object.json both.json deeper.json; do
        judge 1 --max-depth "$depth" --schema ProblemDetails "$file"
    done
    judge 1 --max-depth "$depth" --schema ProblemDetails --at '/a/a/0/a' both.json object.json
    judge 1 --max-depth "$depth" --schema ProblemDetails -f json object.json
    judge 3 --max-depth "$depth" entry.har
}

for stack in 256 512 1024 3000 8192; do
    depth=4096
    if [ $stack -le 1024 ]; then
        judge 2 --max-depth 4096 nothing.json
        grep -q '^dg-validate: documents of 4096 levels (--max-depth) may need [0-9]* KiB of stack, but the limit is '$stack' KiB' err ||
            fault 'other words'
    fi
    status=0
    (ulimit -s $stack && exec dg-validate --max-depth 4096 nothing.json) >out 2>err || status=$?
    if [ "$status" = 2 ]; then
        depth=$(sed -n 's/.*, or give --max-depth //p' err)
    fi
    if [ -n "$depth" ]; then
        judge_deep
    fi
done

# The smallest stack for a few levels suffices for whatever else takes stack: here, long pointers.
depth=4 stack=64
until (ulimit -s $stack && exec dg-validate --max-depth $depth nothing.json) >out 2>err ||
    [ $? = 3 ]; do
    stack=$((stack + 8))
done
stack=$((stack + 16)) # the stack that is in use differs between runs
nested 2 "{\"$(nested 4000 'long/' '' '')\":" '"\ud800"' '}' >long.json
judge 1 --max-depth $depth --schema ProblemDetails long.json
judge 1 --max-depth $depth --schema ProblemDetails -f json -o - --report ndjson=more long.json
gzip -k long.json
judge 1 --max-depth $depth --schema ProblemDetails -f json long.json.gz
judge_deep
exit $failed
