#!/bin/sh
# guide.sh PREFIX GUIDE: the commands of the guide work with the installed files, word for word.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
CMAKE_PREFIX_PATH=$1
LD_LIBRARY_PATH=$(dirname "$(find "$1" -name 'libdg-contract.so')")
export CMAKE_PREFIX_PATH LD_LIBRARY_PATH
exec "$here/../output/console.sh" "$2" "$1/bin"
