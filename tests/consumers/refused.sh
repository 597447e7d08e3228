#!/bin/sh
# refused.sh CMAKE PREFIX WORK: the errors of the build rule.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
cmake=$1
prefix=$2
work=$3

# refused CASE MESSAGE [RULE]
refused() {
    rm -rf "$work"
    mkdir -p "$work"
    if "$cmake" -S "$here/refused" -B "$work/build" "-DCASE=$1" "-DCMAKE_PREFIX_PATH=$prefix" \
        >"$work/log" 2>&1; then
        fail "not refused: $1"
    fi
    # CMake breaks lines as it likes.
    if ! tr -s ' \n' ' ' <"$work/log" | grep -qF "dg_contract_add_${3:-library}(shop): $2"; then
        cat "$work/log"
        fail "not said: $2"
    fi
}

refused unknown 'does not take: ARGUMENTS;--prefix;shop'
refused nothing 'needs SPEC <contract> or GENERATED <folder>'
refused both "GENERATED can't be combined with SPEC, PREFIX, OVERLAYS, OPERATIONS, SCHEMAS or OPEN_ENUMS"
refused gperf 'needs gperf: install it (on Debian: apt-get install gperf), or set DG_GPERF'
refused language 'makes C: it needs project(... LANGUAGES C) or enable_language(C)'
refused validator 'needs SPEC <contract>, or a library shop' validator
