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
need ninja make readelf

# configure FOLDER GENERATOR
configure() {
    quietly "$cmake" -S "$source" -B "$1" -G "$2" -DCMAKE_BUILD_TYPE=Debug -DDG_TESTS=OFF "-DDG_SPEC=$PWD/shop.yaml"
}

# named FOLDER: `abi` is the digest of the contract, which the libraries have in their names.
named() {
    abi=$(sed -n 's/^#define DG_CONTRACT_ABI "\(.*\)"/\1/p' "$1/contracts/dg-contract/generated/dg-contract/abi.h")
    [ -n "$abi" ] || fail "no digest"
    for library in libdg-contract libdg-contract-cjson; do
        readelf -d "$1/$library.so" | grep -qF "[$library.so.$abi]" ||
            fail "$(readelf -d "$1/$library.so" | grep SONAME), not $abi"
    done
}

build() {
    quietly "$cmake" --build "$1" --parallel 4 --target dg-contract-cjson-shared
}

rm -rf "$work"
mkdir -p "$work"
cd "$work"
cp "$here/own/shop.yaml" .
configure build Ninja
build build
named build
first=$abi
sed -i 's/title: Shop/title: Store/; s/minimum: 1/minimum: 2/' shop.yaml
build build
named build
[ "$abi" = "$first" ] || fail "another digest without another declaration"
quietly "$cmake" --install build --prefix installed --component libraries
sed -i 's/number: {type: integer/note: {type: string}\n        &/' shop.yaml
build build
named build
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

# Other generators name the libraries in the second build.
configure makefiles 'Unix Makefiles'
build makefiles
build makefiles
named makefiles
