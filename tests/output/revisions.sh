#!/bin/sh
# revisions.sh CODEGEN: each revision of the API adds models to the one before, and the loop in README.md, which
# builds dg-validate for each revision, finds those that a capture obeys.
set -eu
codegen=$1
cd "$(dirname "$0")/../.."
root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# models REVISION: the values of the enum, one on each line.
models() {
    "$codegen" dump spec/batch_prediction.yaml --overlay spec/batch_prediction.overlay.yaml \
        --overlay "spec/revisions/$1.overlay.yaml" |
        sed -n '/^enum batch_prediction_model /,/^$/s/^    "\(.*\)" .*/\1/p'
}

: >"$scratch/before"
for overlay in spec/revisions/*.overlay.yaml; do
    revision=$(basename "$overlay" .overlay.yaml)
    models "$revision" >"$scratch/models"
    head -n "$(wc -l <"$scratch/before")" "$scratch/models" | diff -u "$scratch/before" -
    echo "$revision $(wc -l <"$scratch/models")" >>"$scratch/counts"
    mv "$scratch/models" "$scratch/before"
done
diff -u - "$scratch/counts" <<'TXT'
2026-05-06 6
2026-05-16 7
2026-06-05 27
2026-06-11 31
TXT

# The loop runs in a folder that has everything but a build.
mkdir "$scratch/copy"
cd "$scratch/copy"
for file in CMakeLists.txt README.md codegen common generated packaging spec validator; do
    ln -s "$root/$file" .
done
sed 's/gemini-2\.5-flash/gpt-5/' "$root/tests/wire/BatchPrediction/valid-cancelling.json" >capture.json
awk '/^```$/ { inside = 0 } inside; /^```sh$/ { inside = 1; next }' README.md |
    sed -n '/^for revision /,/^done$/p' >"$scratch/loop"
# No optimization: the build takes half the time.
CMAKE_BUILD_TYPE=Debug sh "$scratch/loop" >"$scratch/printed" 2>&1 || true
sed -n '/: conforms$/p' "$scratch/printed" >"$scratch/obeyed"
if ! diff -u - "$scratch/obeyed" <<'TXT'; then
spec/revisions/2026-06-05.overlay.yaml: conforms
spec/revisions/2026-06-11.overlay.yaml: conforms
TXT
    tail -n 20 "$scratch/printed"
    exit 1
fi
if ! build/revision/bin/dg-validate contract | grep -qF 2026-06-11; then
    build/revision/bin/dg-validate contract
    exit 1
fi
