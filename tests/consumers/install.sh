#!/bin/sh
# install.sh CMAKE BUILD PREFIX: installs what was built, elsewhere first: what is installed may be
# moved, and no path has to be free of spaces.
set -eu
cmake=$1
build=$2
prefix=$3

rm -rf "$prefix" "$prefix.elsewhere"
"$cmake" --install "$build" --prefix "$prefix.elsewhere"
mv "$prefix.elsewhere" "$prefix"
