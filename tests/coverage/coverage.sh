#!/usr/bin/env bash
# coverage.sh BUILD VERSION TEST...: what the tests of a counting build ran of the programs and libraries,
# by folder, in percent. VERSION is the suffix of llvm's programs ("-19", or nothing); the TESTs are
# regular expressions of names. BUILD/uncovered.txt lists each branch and line that never ran.
# BUILD/generating/ has the profiles of dg-codegen's runs in the build, which wrote the code that tests judge.
# Fails if a test fails, or if less than wanted ran.
set -euo pipefail
build=$1
version=$2
shift 2
cd "$(dirname "$0")/../.."
profiles=$PWD/$build/profiles
mcdc=no
if llvm-cov"$version" report --help | grep -q -- --show-mcdc-summary; then
    mcdc=yes
fi

rm -rf "$profiles"
mkdir "$profiles"
status=0
LLVM_PROFILE_FILE=$profiles/%4m.profraw ctest --preset coverage --parallel "$(nproc)" --timeout 600 \
    --tests-regex "^($(IFS='|' && echo "$*"))\$" >"$build/tests.log" 2>&1 || status=$?
tail -n 20 "$build/tests.log" | sed -n '/ tests passed, /,$p'

# Older profiles are those of another dg-codegen: a new one generates everything again.
generating=()
if [[ -d $build/generating ]]; then
    mapfile -t generating < <(find "$build/generating" -name '*.profraw' -newer "$build/bin/dg-codegen")
fi
llvm-profdata"$version" merge "$profiles"/*.profraw "${generating[@]}" -o "$build/tests.profdata"
objects=()
for object in "$build"/bin/dg-{codegen,validate} "$build"/libdg-*.so "$build"/tests/bin/*; do
    # Those of other machines are left out: they have a second copy of the runtime.
    if [[ -f $object && $object != */portable_* ]]; then
        objects+=(-object "$object")
    fi
done
options=(-instr-profile "$build/tests.profdata" "${objects[@]}")

llvm-cov"$version" export -format=lcov "${options[@]}" 2>/dev/null |
    awk -f tests/coverage/uncovered.awk | sort -u >"$build/uncovered.txt"
if [[ $mcdc == yes ]]; then
    options+=(-show-mcdc-summary)
fi
llvm-cov"$version" report "${options[@]}" 2>/dev/null | awk -v mcdc="$mcdc" -f tests/coverage/folders.awk || status=1
echo "What never ran: $build/uncovered.txt"
exit "$status"
