#!/bin/sh
# schemas.sh CODEGEN CMAKE RUNTIME WORK [SEED]: random schemas, each with random documents, have the
# findings that Python's jsonschema has. RUNTIME is the static library.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
codegen=$1
cmake=$2
runtime=$3
work=$4
seed=${5:-1}
count=${DG_RANDOM_COUNT:-60}
warnings='-Werror -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes
    -Wmissing-prototypes -Wswitch-enum -Wvla'

if ! python3 -c 'import jsonschema' 2>/dev/null; then
    echo "not run: Python's jsonschema is not installed"
    exit 77
fi
rm -rf "$work"
mkdir -p "$work"
python3 "$here/schemas.py" contract "$seed" >"$work/contract.json"
arguments=$(seq 0 139 | sed 's/^/--schema S/')
# shellcheck disable=SC2086 # a list
"$codegen" generate "$work/contract.json" --out "$work/generated" $arguments --max-errors 2000 2>"$work/notes" || {
    grep -A 6 ': error: ' "$work/notes"
    exit 1
}
# The keywords that are noted are among them.
for id in unknown-keyword keyword-type format enum required nullable; do
    grep -q "note: .*\[$id\]" "$work/notes" || {
        echo "no note [$id]"
        exit 1
    }
done
"$cmake" -D GPERF="$(command -v gperf)" -D IN="$work/generated/lookups" -D OUT="$work/gperf/lookups" \
    -P "$here/../../codegen/lookups.cmake"
rm "$work/generated/cjson.c" # it needs another library
# shellcheck disable=SC2086
cc -std=c11 -O1 -fno-lto $warnings -I "$work/generated" -I "$here/../../codegen" -I "$work/gperf" -o "$work/judge" \
    "$here/schemas_judge.c" "$work"/generated/*.c "$runtime"
python3 "$here/schemas.py" documents "$seed" "$count" >"$work/documents"
"$work/judge" <"$work/documents" >"$work/findings"
python3 "$here/schemas.py" judge "$seed" "$count" <"$work/findings"
