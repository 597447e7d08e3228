#!/bin/sh
# guide.sh PREFIX GUIDE: what the guide says works, with what is installed, just as it stands there.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
CMAKE_PREFIX_PATH=$1
LD_LIBRARY_PATH=$(dirname "$(find "$1" -name 'libdg-contract.so')")
export CMAKE_PREFIX_PATH LD_LIBRARY_PATH
exec "$here/../output/console.sh" "$2" "$1/bin"
