#!/bin/sh
# The library's lines about findings are those of dg-validate, for each sample.
# usage: lines.sh LINES VALIDATE FOLDER
set -u
lines=$1
validate=$2
cd "$3" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# dg-validate refuses UTF-16 before it is judged, and gives hints.
find BatchPrediction -name '*.json' ! -name 'json-utf16*' | sort >"$work/files"
xargs "$lines" <"$work/files" >"$work/lines" || exit 1
xargs "$validate" --schema BatchPrediction <"$work/files" >"$work/report"
grep '^BatchPrediction/[^ ]*: \(error\|warning\|info\):' "$work/report" >"$work/expected"
count=$(wc -l <"$work/lines")
if [ "$count" -lt 100 ]; then
    echo "FAIL only $count lines"
    exit 1
fi
diff "$work/expected" "$work/lines"
