#!/bin/sh
# static.sh CMAKE GENERATOR WORK: the static program needs nothing but itself. It runs in an empty root, as in the
# container of packaging/ci/Containerfile.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
cmake=$1
generator=$2
work=$3
data=$(realpath "$here/../cli/data")
source=$(realpath "$here/../..")
need readelf gzip zstd unshare
mkdir -p "$work"
work=$(cd "$work" && pwd)

# The commands of the recipe.
sed -n 's/^RUN cmake -S \/source -B \/build -G Ninja \(-DDG_STATIC=ON\) .*ninja -C \/build dg-validate$/\1/p' \
    "$source/packaging/ci/Containerfile" >"$work/options"
[ "$(cat "$work/options")" = -DDG_STATIC=ON ] || fail "the recipe builds something else"
quietly "$cmake" -S "$source" -B "$work/build" -G "$generator" -DDG_STATIC=ON
quietly "$cmake" --build "$work/build" --target dg-validate --parallel 2
program=$work/build/bin/dg-validate
readelf -d "$program" | grep NEEDED && fail "it needs shared libraries"
readelf -l "$program" | grep INTERP && fail "it needs a loader"

root=$work/root
rm -rf "$root"
mkdir "$root"
cp "$program" "$data/good.json" "$data/bad.json" "$root"
gzip -c "$data/completed.ndjson" >"$root/a.ndjson.gz"
zstd -qc "$data/completed.ndjson" >"$root/b.ndjson.zst"
echo "schema: ProblemDetails" >"$root/options.yaml"

# run STATUS ARGUMENT...: the program ends with the status in that root.
run() {
    expected=$1
    shift
    status=0
    unshare -r chroot "$root" /dg-validate "$@" >"$work/out" 2>"$work/err" || status=$?
    [ "$status" = "$expected" ] || fail "status $status in place of $expected: $* $(cat "$work/out" "$work/err")"
}
unshare -r true 2>"$work/err" || {
    echo "not run: a root of one's own isn't allowed here"
    exit 77
}
run 0 --schema BatchPrediction good.json a.ndjson.gz b.ndjson.zst
run 0 -j 4 --track a.ndjson.gz
run 1 bad.json
run 1 --config options.yaml good.json
run 1 -f json -o report.json bad.json good.json
run 1 merge -f sarif report.json
run 0 explain type
run 0 contract --json
run 2 cancel bpred_1
grep -q 'built without live commands' "$work/err" || fail "$(cat "$work/err")"
