#!/bin/sh
# reports.sh PROGRAMS: reports on the samples and captures, read by tools of other projects.
set -eu
cd "$(dirname "$0")/../.."
programs=$(cd "$1" && pwd)
# shellcheck source=tests/peers/peer.sh
. tests/peers/peer.sh
need_peer @microsoft/jest-sarif junit2json

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# judge NAME ARGUMENT...
judge() {
    name=$1
    shift
    "$programs/dg-validate" -q --report "sarif=$scratch/$name.sarif" --report "junit=$scratch/$name.xml" "$@" \
        2>"$scratch/trouble" || true
    [ -s "$scratch/$name.xml" ] || { cat "$scratch/trouble"; exit 1; }
}
judge samples --schema BatchPrediction tests/wire/BatchPrediction tests/wire/transitions
judge captures tests/cli/data
judge values --schema ProblemDetails --severity 'json.utf8=info' tests/cli/data /missing/file.json
judge none --schema ProblemDetails tests/cli/data/one.txt
node tests/peers/reports.mjs "$scratch"/*.sarif "$scratch"/*.xml
