#!/bin/sh
# consumer.sh CMAKE PREFIX WORK PROJECT [OPTION]...: builds a copy of the project with the files
# installed in PREFIX, by its Makefile or with CMake and these options. For each file
# PROGRAM.INPUT.expected of the project, the program has to print exactly this text when it reads
# INPUT.json. DG_ACCEPT=1 rewrites these files.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
cmake=$1
prefix=$2
work=$3
project=$4
shift 4
need make
export CFLAGS='-Wall -Wextra -Werror' CXXFLAGS='-Wall -Wextra -Werror' CMAKE_GENERATOR='Unix Makefiles'

build() {
    if [ -f "$project/Makefile" ]; then
        need pkg-config
        quietly env -u CFLAGS PKG_CONFIG_PATH="$(pkgconfig_folder "$prefix")" make -C "$project"
        programs=$project
    else
        # Each library finds the libraries that it needs, even if a program names only some of them.
        quietly "$cmake" -S "$project" -B build "-DCMAKE_PREFIX_PATH=$prefix" \
            -DCMAKE_EXE_LINKER_FLAGS=-Wl,--as-needed "$@"
        quietly "$cmake" --build build
        programs=build
    fi
}

# check EXPECTED: runs the program that the name of the file gives, with the input.
check() {
    name=$(basename "$1" .expected)
    input=$(find . -name "${name#*.}.json" | head -n 1)
    {
        status=0
        "$programs/${name%%.*}" <"$input" || status=$?
        echo "exit $status"
    } >actual
    "$here/../support/compare.sh" "$here/$1" actual
}

rm -rf "$work"
mkdir -p "$work"
work=$(cd "$work" && pwd)
cp -R "$here/own" "$here/cjson-make" "$here/$project" "$here"/*.c "$here"/*.json "$work"
cd "$work"
build "$@"
if [ -f "$project/Makefile" ]; then
    # These programs don't know the folder of the libraries.
    LD_LIBRARY_PATH=$(dirname "$(pkgconfig_folder "$prefix")")
    export LD_LIBRARY_PATH
fi
for expected in "$project"/*.expected; do
    check "$expected"
done
