#!/bin/sh
# spec.sh CMAKE WORK: a build with -DDG_SPEC names the shared library after the digest of its contract: in the first build,
# and in the next ones if the contract has changed. What C doesn't see leaves the name as it is.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
cmake=$1
work=$2
source=$(realpath "$here/../..")
need ninja readelf

# build: builds the libraries; `abi` is the digest then.
build() {
    quietly "$cmake" --build build --target dg-contract-shared dg-contract-cjson-shared
    abi=$(sed -n 's/^#define DG_CONTRACT_ABI "\(.*\)"/\1/p' build/contracts/dg-contract/generated/dg-contract/abi.h)
    [ -n "$abi" ] || fail "no digest"
    for library in libdg-contract libdg-contract-cjson; do
        readelf -d build/$library.so | grep -qF "[$library.so.$abi]" ||
            fail "$(readelf -d build/$library.so | grep SONAME), not $abi"
    done
}

rm -rf "$work"
mkdir -p "$work"
cd "$work"
cp "$here/own/shop.yaml" .
quietly "$cmake" -S "$source" -B build -G Ninja -DCMAKE_BUILD_TYPE=Debug -DDG_TESTS=OFF "-DDG_SPEC=$PWD/shop.yaml"
build
first=$abi
sed -i 's/title: Shop/title: Store/; s/minimum: 1/minimum: 2/' shop.yaml
build
[ "$abi" = "$first" ] || fail "another digest without another declaration"
quietly "$cmake" --install build --prefix installed --component libraries
sed -i 's/number: {type: integer/note: {type: string}\n        &/' shop.yaml
build
[ "$abi" != "$first" ] || fail "the same digest of other declarations"

# Libraries of both contracts are installed side by side.
quietly "$cmake" --install build --prefix installed --component libraries
for digest in "$first" "$abi"; do
    [ -n "$(find installed -name "libdg-contract.so.$digest")" ] || fail "libdg-contract.so.$digest is not installed"
done

# What wasn't built again isn't installed.
sed -i 's/number: {type: integer/more: {type: string}\n        &/' shop.yaml
quietly build/bin/dg-codegen generate shop.yaml --out build/contracts/dg-contract/generated/dg-contract
if "$cmake" --install build --prefix installed --component libraries >log 2>&1; then
    fail "a library with the name of another contract is installed"
fi
grep -qF 'build again' log || fail "$(cat log)"
