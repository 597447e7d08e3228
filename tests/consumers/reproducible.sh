#!/bin/sh
# reproducible.sh CMAKE GENERATOR FIRST WORK: programs, both kinds of libraries, and packages that are built from a copy
# of the source at another path are, byte for byte, those that the test of packages built in FIRST.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
cmake=$1
generator=$2
first=$3
work=$4
if [ ! -d "$first/packages" ]; then
    echo "not run: the test of packages built none"
    exit 77
fi

# An absolute path of another length, and the build folder elsewhere in it.
rm -rf "$work"
source=$work/elsewhere/in-a-folder-with-a-longer-name
mkdir -p "$source"
cd "$here/../.."
project_files | tar -cf - -T - | tar -xf - -C "$source"
second=$source/build
quietly "$cmake" -S "$source" -B "$second" -G "$generator" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_INSTALL_PREFIX=/usr -DDG_TESTS=OFF
quietly "$cmake" --build "$second" --parallel 2
(cd "$second" && quietly cpack -G DEB)

count=0
for file in "$second"/bin/* "$second"/static/*.a "$second"/*.so.* "$second"/packages/*.deb; do
    cmp "$file" "$first/${file#"$second"/}" || complain "differs:" "$file"
    count=$((count + 1))
done
[ "$count" = 17 ] || fail "only $count files were compared"
verdict
