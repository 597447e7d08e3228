#!/bin/sh
# conjunctions.sh MAKER CODEGEN CMAKE RUNTIME WORK [SEED]: random schemas of MAKER.py, each with random documents, have
# the verdicts that Python's jsonschema has. RUNTIME is the static library.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
maker=$here/$1.py
codegen=$2
cmake=$3
runtime=$4
work=$5
seed=${6:-1}
count=${DG_RANDOM_COUNT:-30}
warnings='-Werror -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes
    -Wmissing-prototypes -Wswitch-enum -Wvla'

if ! python3 -c 'import jsonschema' 2>/dev/null; then
    echo "not run: Python's jsonschema is not installed"
    exit 77
fi
rm -rf "$work"
mkdir -p "$work"
python3 "$maker" contract "$seed" >"$work/contract.json"
# Few of them can't be compiled.
names=
taken=0
for name in $(seq 0 79 | sed 's/^/S/'); do
    if "$codegen" lint "$work/contract.json" --schema "$name" 2>/dev/null; then
        names="$names $name"
        taken=$((taken + 1))
    fi
done
if [ "$taken" -lt 70 ]; then
    echo "only $taken schemas are taken"
    exit 1
fi
# shellcheck disable=SC2046,SC2086 # lists
"$codegen" generate "$work/contract.json" --out "$work/generated" $(printf -- '--schema %s ' $names) 2>"$work/notes"
"$cmake" -D GPERF="$(command -v gperf)" -D IN="$work/generated/lookups" -D OUT="$work/gperf/lookups" \
    -P "$here/../../codegen/lookups.cmake"
rm "$work/generated/cjson.c" # it needs another library
# shellcheck disable=SC2086
cc -std=c11 -O0 -fno-lto $warnings -I "$work/generated" -I "$here/../../codegen" -I "$work/gperf" -o "$work/judge" \
    "$here/schemas_judge.c" "$work"/generated/*.c "$runtime"
# shellcheck disable=SC2086
python3 "$maker" documents "$seed" "$count" $names >"$work/documents"
"$work/judge" <"$work/documents" >"$work/findings"
# shellcheck disable=SC2086
python3 "$maker" judge "$seed" "$count" $names <"$work/findings"
