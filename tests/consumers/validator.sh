#!/bin/sh
# validator.sh CMAKE PREFIX WORK: dg_contract_add_validator makes validators of contracts, with the installed files alone.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
cmake=$1
prefix=$2
work=$3
need make pkg-config gperf

rm -rf "$work"
mkdir -p "$work"
cp -R "$here/own" "$here/validator" "$work"
cd "$work"
export CFLAGS='-Wall -Wextra -Werror'
quietly "$cmake" -S validator -B build -G 'Unix Makefiles' "-DCMAKE_PREFIX_PATH=$prefix" -DCMAKE_BUILD_TYPE=Release
quietly "$cmake" --build build

# says PROGRAM TEXT ARGUMENT...: the program prints the text.
says() {
    program=$1
    text=$2
    shift 2
    "build/$program" "$@" >log 2>&1 || true
    grep -qF -e "$text" log || fail "$program $*: no '$text' in:
$(cat log)"
}

for program in shop-validate store-validate; do
    "build/$program" --operation getOrder own/paid.json >log || fail "$program: $(cat log)"
    [ "$(cat log)" = '1 document conforms' ] || fail "$program: $(cat log)"
    status=0
    "build/$program" --operation getOrder own/lost.json >log || status=$?
    [ "$status" = 1 ] || fail "$program: status $status: $(cat log)"
    grep -q '\[enum\]' log || fail "$program: $(cat log)"
    says "$program" "$program 0." --version
    says "$program" "Usage: $program" --help
    says "$program" "$program: unknown option --nothing" --nothing
    says "$program" "User-Agent: $program/" call getOrder --param order=7 --base-url https://shop.test --dry-run
    says "$program" "\"name\":\"$program\"" -f json --operation getOrder own/paid.json
    says "$program" 'getOrder' contract
    # Its own name, nowhere the other one
    "build/$program" --help >log
    ! grep -v '[.]dg-validate[.]yaml' log | grep -q 'dg-validate' || fail "$program speaks of dg-validate: $(grep dg-validate log)"
done
says shop-validate Receipt contract
