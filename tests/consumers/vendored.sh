#!/bin/sh
# vendored.sh PREFIX WORK ROOT CC [CXX]: the folder that `dg-codegen generate --with-runtime` writes compiles alone, with CC;
# programs in C and, with CXX, in C++ work with it. It needs nothing but memory and string functions.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
prefix=$1
work=$2
root=$(realpath "$3")
cc=$4
cxx=${5:-}
# shellcheck disable=SC2086 # nothing, if there is none
need gperf nm "$cc" $cxx
warnings='-Wall -Wextra -Wpedantic -Werror'

# expect FOLDER: the program reads both documents as the one of the folder, which is linked with the installed library.
expect() {
    for case in good bad; do
        status=0
        ./consumer <"$here/$case.json" >actual || status=$?
        echo "exit $status" >>actual
        diff -u "$here/$1/consumer.$case.expected" actual
    done
}

rm -rf "$work"
mkdir -p "$work"
cd "$work"
# As in README: the folder has the name by which programs include it.
"$prefix/bin/dg-codegen" generate "$root/spec/batch_prediction.yaml" \
    --overlay "$root/spec/batch_prediction.overlay.yaml" --out dg-contract --with-runtime
(
    cd dg-contract
    # shellcheck disable=SC2086 # a list
    "$cc" -std=c11 -O2 $warnings -c ./*.c
)
# shellcheck disable=SC2086 # a list
"$cc" -std=c11 $warnings -I. -o consumer "$here/consumer.c" dg-contract/*.o
expect contract
if [ -n "$cxx" ]; then
    # shellcheck disable=SC2086 # a list
    "$cxx" -std=c++17 $warnings -I. -o consumer "$here/cxx/consumer.cpp" dg-contract/*.o
    expect cxx
fi

nm -g dg-contract/*.o | awk 'NF == 3 { defined[$3] } NF == 2 { needed[$2] }
    END { for (name in needed) if (!(name in defined)) print name }' |
    grep -vxE 'mem(chr|cmp|cpy|move|set)|bcmp|strlen|_GLOBAL_OFFSET_TABLE_|__stack_chk_fail|__mem(cpy|move|set)_chk' >outside || true
[ ! -s outside ] || fail "needed from outside: $(cat outside)"
