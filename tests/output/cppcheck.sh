#!/bin/sh
# cppcheck finds nothing in the C code, but what cppcheck.suppressions lists with a reason.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh
need cppcheck
exec cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,performance,portability \
    -j "$(nproc)" --suppressions-list=tests/output/cppcheck.suppressions \
    -I . -I codegen -I validator -I generated codegen common validator generated
