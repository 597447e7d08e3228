#!/bin/sh
# layers_refused.sh: layers.sh refuses each include and folder that is against the architecture.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

mkdir -p "$scratch/tests"
cp -R codegen common generated validator "$scratch"
cp -R tests/output "$scratch/tests"
"$scratch/tests/output/layers.sh" || complain "the tree itself is refused" "see above"

# refuses FILE LINE MESSAGE: with LINE as the last one of FILE, the complaint contains MESSAGE.
refuses() {
    mkdir -p "$scratch/$(dirname "$1")"
    [ ! -f "$scratch/$1" ] || cp "$scratch/$1" "$scratch/before"
    printf '%s\n' "$2" >>"$scratch/$1"
    said=$("$scratch/tests/output/layers.sh" 2>&1) && complain "not refused in $1:" "$2"
    case $said in
    *"$3"*) ;;
    *) complain "not said of $1: $3" "$said" ;;
    esac
    rm "$scratch/$1"
    [ ! -f "$scratch/before" ] || mv "$scratch/before" "$scratch/$1"
}

refuses codegen/model/dump.c '#include "load/load.h"' 'codegen/model/dump.c includes load/load.h'
refuses codegen/runtime/array.c '#include <contract.h>' 'codegen/runtime/array.c: contract.h'
refuses codegen/emit/emit.c '#include <curl/curl.h>' 'codegen/emit/emit.c: curl/curl.h'
refuses validator/judge/judge.c '# include <zlib.h>' 'validator/judge/judge.c: zlib.h'
refuses codegen/emit/emit.c '#include HEADER' 'codegen/emit/emit.c: HEADER'
refuses extras/extra.c 'int extra;' 'extras'
refuses packaging/extra.h 'int extra;' 'packaging'
refuses extra.c 'int extra;' 'extra.c'
verdict
