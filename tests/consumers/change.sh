#!/bin/sh
# change.sh CMAKE WORK: a change of the contract, of its overlay or of a file that it refers to reaches the program that consumer.sh built from `own`,
# and the installed files.
set -eu
cmake=$1
work=$2
cd "$work"

build() {
    "$cmake" --build build >log 2>&1 || {
        cat log
        exit 1
    }
}

sed 's/\[open, paid\]/[open, paid, lost]/; s/minimum: 1/minimum: 0/' own/shop.yaml >changed
mv changed own/shop.yaml
grep -q 'Printed on paper' build/contracts/shop/generated/shop/types.h
sed 's/on paper/on a screen/' own/shop.overlay.yaml >changed
mv changed own/shop.overlay.yaml
build
echo 'order 0 is lost' >expected
build/order <own/lost.json >actual
diff -u expected actual

rm -rf installed
"$cmake" --install build --prefix installed >log
cmp build/contracts/shop/generated/shop/types.h installed/include/shop/types.h
grep -q ORDER_STATE_LOST installed/include/shop/types.h
grep -q 'Printed on a screen' installed/include/shop/types.h
[ -e installed/lib/libshop.a ]

grep -q 'In pounds' build/contracts/shop/generated/shop/types.h
sed 's/pounds/dollars/' own/parts/total.yaml >changed
mv changed own/parts/total.yaml
build
grep -q 'In dollars' build/contracts/shop/generated/shop/types.h
