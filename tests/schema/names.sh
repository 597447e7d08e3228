#!/bin/sh
# No contract can take a name of the runtime: a contract with every tag and every constant of the
# runtime's headers gets other names.
# usage: names.sh CODEGEN PROJECT_DIR
set -u
codegen=$1
headers=$2/codegen/runtime
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# The interface: the declarations of the headers for users, which generated code includes.
users=$(tr '\n' ' ' <"$headers/CMakeLists.txt" | sed 's/.*set(headers \([^)]*\)).*/\1/')
for header in cjson.h $users; do
    cat "$headers/$header"
done >interface
{
    sed -n 's/^\(struct\|enum\) dg_\([a-z0-9_]*\) *{.*/\2/p' interface
    # The ends of names of functions for a type: no such name may be one of the runtime.
    grep -ohE '\bdg_[a-z0-9_]+_(copy|decode|encode|encode_arena|from_cjson|from_text|lookup|shape|text|to_cjson|validate|words)\(' \
        "$headers"/*.h | sed 's/^dg_//; s/_\(encode_arena\|from_cjson\|from_text\|to_cjson\|[a-z]*\)($//'
} | sort -u >tags
grep -o '\bDG_[A-Z0-9_]*[A-Z0-9]\b' interface | sed 's/^DG_//' | sort -u >constants
if [ "$(wc -l <tags)" -lt 20 ] || [ "$(wc -l <constants)" -lt 20 ]; then
    echo "FAIL no names found in $headers"
    exit 1
fi

# Each tag as a schema; each constant as TYPE_WORD, split at its first underscore.
{
    printf 'openapi: 3.1.0\ninfo: {title: t, version: "1"}\ncomponents:\n  schemas:\n'
    while read -r tag; do
        echo "    $tag: {type: object}"
    done <tags
    printf '    Every:\n      type: object\n      properties:\n'
    sed -n 's/_.*//p' constants | sort -u | while read -r type; do
        words=$(sed -n "s/^${type}_//p" constants | tr '\n' ',')
        echo "        v$type: {\$ref: '#/components/schemas/$type'}"
        echo "    $type: {type: string, enum: [$words]}" >>enums
    done
    cat enums
} >contract.yaml
schemas=$(sed 's/^/--schema /' tags | tr '\n' ' ')
# shellcheck disable=SC2086,SC2094 # the arguments are meant to split
"$codegen" dump contract.yaml $schemas --schema Every >dump || exit 1

failures=0
while read -r tag; do
    if grep -qE "^[a-z-]+ $tag " dump; then
        echo "FAIL a schema may take the tag dg_$tag"
        failures=$((failures + 1))
    fi
done <tags
sed -n 's/^    "[^"]*" \([A-Z0-9_]*\)$/\1/p' dump >enumerators
if [ "$(wc -l <enumerators)" -lt 20 ]; then
    echo "FAIL no enumerators"
    exit 1
fi
while read -r constant; do
    if grep -qx "$constant" enumerators; then
        echo "FAIL an enumerator may be DG_$constant"
        failures=$((failures + 1))
    fi
done <constants
echo "$(wc -l <tags) tags, $(wc -l <constants) constants, $failures failures"
[ "$failures" -eq 0 ]
