#!/bin/sh
# Documents of other projects: each is accepted, or refused with a location; single operations of a large
# document compile, although the whole doesn't.
# usage: openapi.sh CODEGEN SHARED_DIR
set -u
codegen=$1
documents=$2/conformance/openapi
if [ ! -d "$documents" ]; then
    echo "skipped: there is no $documents"
    [ "${DG_REQUIRE_SHARED:-0}" = 1 ] && exit 1
    exit 77
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0

fail() {
    echo "FAIL $1"
    failures=$((failures + 1))
}

find "$documents" -name '*.yaml' -o -name '*.json' | sort >"$work/list"
while read -r document; do
    timeout 60 "$codegen" lint "$document" >"$work/out" 2>"$work/err"
    status=$?
    [ -s "$work/out" ] && fail "$document: wrote to standard output"
    case $status in
    0) grep -q ': error: ' "$work/err" && fail "$document: taken, with errors" ;;
    1) grep -qE ':[0-9]+:[0-9]+: error: .* \[[a-z-]+\]$' "$work/err" || fail "$document: no place" ;;
    *) fail "$document: status $status" ;;
    esac
done <"$work/list"

# The verdicts of the index of hostile contracts.
while IFS="$(printf '\t')" read -r name verdict _; do
    status=0
    "$codegen" lint "$documents/hostile/$name.json" 2>/dev/null || status=$?
    case $verdict:$name in
    error:*) [ "$status" -eq 1 ] || fail "$name: taken" ;;
    accept:*) [ "$status" -eq 0 ] || fail "$name: refused" ;;
    esac
done <"$documents/hostile/INDEX.tsv"

# A document of 90,000 lines, most of which is not supported.
taken=0
for id in createEmbedding deleteFile list-roles retrieve-project-rate-limits deleteThread; do
    "$codegen" lint "$documents/openai.yaml" --operation "$id" 2>/dev/null && taken=$((taken + 1))
done
[ "$taken" -ge 4 ] || fail "openai.yaml: $taken of 5 operations"
echo "$(wc -l <"$work/list") documents, $failures failures"
[ "$failures" -eq 0 ]
