#!/bin/sh
# install.sh CMAKE BUILD PREFIX: installs the build into another folder, then moves it to PREFIX:
# installed files can be moved, and paths may have spaces.
set -eu
cmake=$1
build=$2
prefix=$3

rm -rf "$prefix" "$prefix.elsewhere"
"$cmake" --install "$build" --prefix "$prefix.elsewhere"
mv "$prefix.elsewhere" "$prefix"
