#!/bin/sh
# names.sh CODEGEN CMAKE WORK: generated code compiles even if names and texts of the contract try to
# break it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
codegen=$1
cmake=$2
work=$3

rm -rf "$work"
arguments=$(sed -n 's/^# judged: //p' "$here/names.yaml" | tr ' ' '\n' | sed 's/^/--schema /')
# shellcheck disable=SC2086 # a list
"$codegen" generate "$here/names.yaml" --out "$work" $arguments
"$cmake" -D GPERF="$(command -v gperf)" -D IN="$work/lookups" -D OUT="$work/gperf/lookups" -P "$here/../../codegen/lookups.cmake"
"$here/compiles.sh" "$work" "$work/gperf"
