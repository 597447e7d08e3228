#!/bin/sh
# readme.sh CMAKE PREFIX WORK README: the examples of find_package and pkg-config in a document work
# unchanged.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
cmake=$1
prefix=$2
work=$3
readme=$4
need pkg-config make

# block LANGUAGE NUMBER: prints the block of code with this number.
block() {
    awk -v opening="\`\`\`$1" -v wanted="$2" '
        $0 == opening { inside = ++seen == wanted; next }
        $0 == "```" { inside = 0 }
        inside' "$readme"
}

# build FOLDER NUMBER: builds a project from the block.
build() {
    {
        echo 'cmake_minimum_required(VERSION 3.25)'
        echo 'project(client LANGUAGES C)'
        block cmake "$2"
    } >"$1/CMakeLists.txt"
    quietly "$cmake" -S "$1" -B "$1" -G 'Unix Makefiles' "-DCMAKE_PREFIX_PATH=$prefix"
    quietly "$cmake" --build "$1"
}

rm -rf "$work"
mkdir -p "$work/ours" "$work/own"
cp "$here/consumer.c" "$work/ours/client.c"
cp "$here/own/order.c" "$work/own/client.c"
cp "$here/own/shop.yaml" "$work/own"
build "$work/ours" 1
build "$work/own" 2
"$work/ours/client" <"$here/good.json" | grep -q '^bpred_7Qm2 is cancelling'
"$work/own/client" <"$here/own/paid.json" | grep -q '^order 7 is paid'

# A shell would split a path with spaces.
ln -s "$prefix" "$work/prefix"
cd "$work/ours"
rm client
PKG_CONFIG_PATH=$(pkgconfig_folder "$work/prefix/")
LD_LIBRARY_PATH=$(dirname "$PKG_CONFIG_PATH")
export PKG_CONFIG_PATH LD_LIBRARY_PATH
grep '^cc .*pkg-config' "$readme" >line
quietly sh line
./client <"$here/good.json" | grep -q '^bpred_7Qm2 is cancelling'
