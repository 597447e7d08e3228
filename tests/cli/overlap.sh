#!/bin/sh
# A compressed file that a thread decompresses has the report, the trouble and the exit status that one processor leads
# to, where there is no such thread.
# overlap.sh PROGRAMS SAMPLES: the directory of dg-validate, and that of sample documents.
set -eu

programs=$(cd "$1" && pwd)
samples=$(cd "$2" && pwd)
for tool in taskset zstd; do
    if ! command -v "$tool" >/dev/null; then
        echo "this test needs $tool"
        exit 77
    fi
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
failed=0
what="the samples"

# The first processor that this process may use.
first=$(taskset -cp $$ | sed 's/.*: //; s/[-,].*//')

fault() {
    echo "$what: $1"
    failed=1
}

# same OPTION...: the output of one processor.
same() {
    what="$*"
    status=0
    taskset -c "$first" "$programs/dg-validate" "$@" <"$in" >one 2>one.trouble || status=$?
    echo "exit status $status" >>one.trouble
    status=0
    "$programs/dg-validate" "$@" <"$in" >several 2>several.trouble || status=$?
    echo "exit status $status" >>several.trouble
    if ! cmp -s one several || ! cmp -s one.trouble several.trouble; then
        fault "another output"
    fi
}

# Documents with ids that don't compress well.
for sample in "$samples"/valid-*.json "$samples"/rule-*-fail.json; do
    tr -d '\r\n' <"$sample"
    echo
done >once
awk '{ line[NR] = $0 }
END {
    for (i = 0; i < 100; i++) {
        for (k = 1; k <= NR; k++) {
            id = "bpred_"
            for (n = 0; n < 10; n++) id = id int(rand() * 1000000000)
            text = line[k]
            sub(/bpred_[0-9A-Za-z]*/, id, text)
            print text
        }
    }
}' once >many.ndjson
[ "$(wc -c <many.ndjson)" -gt 2000000 ] || fault "too few documents"
gzip -c many.ndjson >many.ndjson.gz
zstd -q many.ndjson
for file in many.ndjson.gz many.ndjson.zst; do
    size=$(wc -c <"$file")
    head -c $((size - 9)) "$file" >"cut.$file"
    { cat "$file" && echo more; } >"behind.$file"
    { head -c $((size * 3 / 4)) "$file" && head -c 5000 /dev/zero && tail -c $((size / 9)) "$file"; } >"corrupt.$file"
done

in=/dev/null
for file in many.ndjson.* cut.* behind.* corrupt.*; do
    same --schema BatchPrediction "$file"
done
same --schema BatchPrediction -f json --track many.ndjson.zst cut.many.ndjson.gz many.ndjson.gz
same --schema BatchPrediction -f json --jobs 3 behind.many.ndjson.zst cut.many.ndjson.gz many.ndjson.gz
same --schema BatchPrediction --max-findings 3 many.ndjson.gz corrupt.many.ndjson.zst
for in in cut.many.ndjson.zst behind.many.ndjson.gz; do
    same --schema BatchPrediction --input-format ndjson -f ndjson -
done

# The pipe stays open, and nothing more comes: a signal, and a reader that ends, end the run at once.
zstd -q --fast=9 -c many.ndjson >fast.zst
what="a signal"
mkfifo in
exec 3<>in
"$programs/dg-validate" --schema BatchPrediction --input-format ndjson - <in >out 2>err 3>&- &
pid=$!
cat fast.zst >&3
kill -s TERM "$pid"
status=0
wait "$pid" || status=$?
[ "$status" = 143 ] || fault "status $status"
grep -q 'documents: .*, interrupted$' out || fault "no summary: $(cat out)"

what="a reader that ends"
rm in # with the bytes that are left in it
mkfifo in
exec 3<>in
cat fast.zst >in 2>/dev/null 3>&- &
{
    status=0
    "$programs/dg-validate" --schema BatchPrediction -f ndjson --input-format ndjson - <in 3>&- 2>err || status=$?
    echo "$status" >status
} | head -n 1 >out
[ "$(cat status)" = 5 ] || fault "status $(cat status): $(cat err)"
exec 3>&-
wait
exit $failed
