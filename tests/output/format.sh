#!/bin/sh
# C files are laid out as .clang-format says. With --fix, lays them out.
set -eu
cd "$(dirname "$0")/../.."
. tests/output/lib.sh
need_clang_format

if [ "${1:-}" = --fix ]; then
    c_files | with_lines clang-format -i
else
    c_files | with_lines clang-format --dry-run -Werror
fi
