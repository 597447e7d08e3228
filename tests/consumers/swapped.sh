#!/bin/sh
# swapped.sh CMAKE PREFIX WORK: a program doesn't load with a shared library of another contract, and doesn't link with a
# static one. It does with a library whose contract differs in what C doesn't see. Nor does it link with another runtime.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
cmake=$1
prefix=$2
work=$3
need make nm objcopy

# build NAME SHARED [SED]: builds the program in NAME-SHARED for the contract, changed by sed.
build() {
    sed "${3:-}" own/shop.yaml >"own/$1.yaml"
    quietly "$cmake" -S swapped -B "$1-$2" -G 'Unix Makefiles' "-DCMAKE_PREFIX_PATH=$prefix" "-DBUILD_SHARED_LIBS=$2" \
        "-DSPEC=$work/own/$1.yaml" -DCMAKE_BUILD_TYPE=Release
    quietly "$cmake" --build "$1-$2"
}

# says FILE TEXT: fails unless the output has this text.
says() {
    grep -qF "$2" "$1" || fail "not said: $2
$(cat "$1")"
}

abi() {
    sed -n 's/^#define SHOP_CONTRACT_ABI "\(.*\)"/\1/p' "$1/contracts/shop/generated/shop/abi.h"
}

rm -rf "$work"
mkdir -p "$work"
work=$(cd "$work" && pwd)
cp -R "$here/own" "$here/swapped" "$work"
cd "$work"
for shared in ON OFF; do
    build old "$shared"
    build new "$shared" 's/number: {type: integer/note: {type: string}\n        &/'
    build worded "$shared" 's/A contract of/&, indeed,/; s/title: Shop/title: Store/; s/minimum: 1/minimum: 2/'
done
old=$(abi old-ON)
[ "$old" != "$(abi new-ON)" ] || fail "the same ABI"

# The loader
old-ON/order <own/paid.json | grep -q '^order 7 is paid'
cp worded-ON/libshop.so old-ON/
old-ON/order <own/paid.json | grep -q '^order 7 is paid'
cp new-ON/libshop.so old-ON/
if old-ON/order <own/paid.json >log 2>&1; then
    fail "a program runs with the library of another contract"
fi
says log "version \`SHOP_$old' not found"

# The linker
needs=$(find old-OFF -name 'needs.*.o')
[ "$(echo "$needs" | wc -l)" = 2 ] || fail "not two objects: $needs"
order=$(find old-OFF -name 'order.c.o')
for object in $order $needs; do
    nm -u "$object" | grep -qw "shop_contract_abi_$old" || fail "$object doesn't need the symbol"
done
runtime=$(find "$prefix" -name 'libdg-runtime.a')
gcc -o order "$order" worded-OFF/libshop.a "$runtime"
./order <own/paid.json | grep -q '^order 7 is paid'
symbol=$(nm -g "$runtime" | awk '$3 ~ /^dg_runtime_abi_/ { print $3 }' | sort -u)
objcopy --redefine-sym "$symbol=dg_runtime_abi_other" "$runtime" other-runtime.a
if gcc -o order "$order" worded-OFF/libshop.a other-runtime.a >log 2>&1; then
    fail "a program is linked with another runtime"
fi
says log "undefined reference to \`$symbol'"
for library in new-OFF/libshop.a new-ON/libshop.so; do
    # shellcheck disable=SC2086 # a list
    if gcc -o order "$order" $needs $library "$runtime" >log 2>&1; then
        fail "a program is linked with the library of another contract"
    fi
    says log "undefined reference to \`shop_contract_abi_$old'"
done

# Optimizers that see the whole program, and linkers that drop what nothing uses
sources=$(find old-OFF/contracts new-OFF/contracts -name '*.c' -path '*/generated/shop/*')
headers="-I$prefix/include/dg-contract"
for flags in '-O2 -flto' '-O2 -ffunction-sections -fdata-sections -Wl,--gc-sections'; do
    for name in old new; do
        objects=$(echo "$sources" | grep "^$name")
        # shellcheck disable=SC2086 # lists
        (
            mkdir -p "objects/$name"
            cd "objects/$name"
            # shellcheck disable=SC2046 # a list
            gcc $flags "$headers" "-I$work/$name-OFF/contracts/shop/gperf" -c $(echo "$objects" | sed "s|^|$work/|")
            gcc $flags "$headers" "-I$work/$name-OFF/contracts/shop/generated" -c "$work/own/order.c"
        )
    done
    # shellcheck disable=SC2086 # a list
    gcc $flags -o order objects/old/*.o "$runtime"
    ./order <own/paid.json | grep -q '^order 7 is paid'
    mv objects/old/order.o objects/new
    # shellcheck disable=SC2086 # a list
    if gcc $flags -o order objects/new/*.o "$runtime" >log 2>&1; then
        fail "a program is linked with objects of another contract: $flags"
    fi
    says log "shop_contract_abi_$old"
    rm -rf objects
done
