#!/bin/sh
# symbols.sh PREFIX WORK: the shared libraries export exactly the declarations of the installed headers, at a version that
# has the ABI.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
prefix=$1
work=$2
need nm gcc
headers=$prefix/include/dg-contract
mkdir -p "$work"

# declared HEADER...: functions as the compiler sees them, and variables.
declared() {
    for header in "$@"; do
        echo "#include \"$header\"" >"$work/all.c"
        gcc -std=c11 -fsyntax-only -aux-info "$work/prototypes" "-I$headers" "$work/all.c"
        grep -F "$header:" "$work/prototypes" | grep -v ' static ' |
            sed -E 's|^/\*.*\*/ ||; s/^([^(]*[ *])?([A-Za-z0-9_]+) \(.*/\2/'
        sed -nE 's,^extern .*[ *]([A-Za-z0-9_]+);( +/\*.*)?$,\1,p' "$header"
    done | sort -u
}

# compare LIBRARY ABI HEADER...
compare() {
    library=$(find "$prefix" -name "$1.so")
    version=$(echo "${1#lib}_$2" | tr - _)
    shift 2
    declared "$@" >"$work/declared"
    nm -D --defined-only "$library" | awk '$2 != "A" { sub(/@.*/, "", $3); print $3 }' |
        sort >"$work/exported"
    [ -s "$work/declared" ] || fail "no declarations in $*"
    diff -u "$work/declared" "$work/exported"
    others=$(nm -D --defined-only "$library" | grep -viE "@@$version\$| A $version\$") || true
    [ -z "$others" ] || fail "not at the version $version: $others"
}

# compare_others LIBRARY ABI FOLDER: compares with the headers of the folder, except those of the bridge to cJSON and of
# the validator, which are libraries of their own.
compare_others() {
    other=$1
    abi=$2
    folder=$3
    set --
    for header in "$folder"/*.h; do
        case ${header##*/} in
        cjson.h | validator.h) ;;
        *) set -- "$@" "$header" ;;
        esac
    done
    compare "$other" "$abi" "$@"
}

runtime=$(sed -n 's/^#define DG_RUNTIME_ABI //p' "$headers/runtime/value.h")
contract=$(sed -n 's/^#define DG_CONTRACT_ABI "\(.*\)"/\1/p' "$headers/abi.h")
compare_others libdg-runtime "$runtime" "$headers/runtime"
compare libdg-runtime-cjson "$runtime" "$headers/runtime/cjson.h"
compare_others libdg-contract "$contract" "$headers"
compare libdg-contract-cjson "$contract" "$headers/cjson.h"
