#!/bin/sh
# C files are laid out as .clang-format says. With --fix, lays them out.
set -eu
cd "$(dirname "$0")/../.."
. tests/output/lib.sh
need clang-format

# Releases of clang-format differ; the project uses the one of Debian 12.
case $(clang-format --version) in
*' version 14.'*) ;;
*)
    echo "not run: clang-format 14 is not installed"
    exit 77
    ;;
esac

if [ "${1:-}" = --fix ]; then
    c_files | with_lines clang-format -i
else
    c_files | with_lines clang-format --dry-run -Werror
fi
