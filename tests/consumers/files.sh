#!/bin/sh
# files.sh PREFIX WORK ROOT: the installed files are complete, have nothing but what users need, and
# don't name the machine that built them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
prefix=$1
work=$2
root=$(realpath "$3")
need pkg-config gcc g++ objdump
headers=$prefix/include/dg-contract
PKG_CONFIG_PATH=$(pkgconfig_folder "$prefix")
export PKG_CONFIG_PATH
mkdir -p "$work"

# All headers for users are installed; headers for the project have certain names.
for header in "$root"/codegen/runtime/*.h; do
    installed=$headers/runtime/$(basename "$header")
    case $header in
    */big.h | */decimal.h | */escape.h | */listing.h | */plain.h | */shown.h | *_internal.h)
        [ ! -e "$installed" ] || fail "installed, but not for users: $installed"
        ;;
    *)
        cmp "$header" "$installed"
        ;;
    esac
done
for header in "$root"/generated/*.h; do
    case $header in
    */fast.h | */lookups.h | */marks.h | */patterns.h | */rule_table.h | */rules.h | */shapes.h)
        [ ! -e "$headers/$(basename "$header")" ] || fail "installed, but not for users: $header"
        ;;
    *)
        cmp "$header" "$headers/$(basename "$header")"
        ;;
    esac
done

# Each header of the runtime says whether it is stable, or a part of it, as the documentation does.
for header in "$headers"/runtime/*.h; do
    # shellcheck disable=SC2016 # backquotes of Markdown
    row=$(sed -n 's/^| `runtime\/text.h`/& `text.h`/p' "$prefix/share/doc/dg-contract/docs/library.md")
    mark=$(sed '/\*\//q' "$header" | grep -E '^ \* (Stable|Not stable): ') || fail "not said whether stable: $header"
    case "$mark $row" in
    ' * Not stable: '*"\`$(basename "$header")\`"*) fail "stable by the documentation only: $header" ;;
    ' * Stable: '*"\`$(basename "$header")\`"*) ;;
    ' * Stable: '*) fail "not stable by the documentation: $header" ;;
    esac
done

# Each header compiles alone, with only the include folder of programs.
(cd "$prefix/include" && find dg-contract -name '*.h') >"$work/headers"
while read -r header; do
    echo "#include <$header>" >"$work/alone.c"
    cp "$work/alone.c" "$work/alone.cpp"
    gcc -std=c11 -Wall -Wextra -Werror -fsyntax-only "-I$prefix/include" "$work/alone.c"
    g++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only "-I$prefix/include" "$work/alone.cpp"
done <"$work/headers"

# one_folder MODULE FOLDER: pkg-config names this folder, and no other one of the prefix, for headers.
one_folder() {
    expected=$(realpath "$prefix/include/$2")
    pkg-config --cflags "$1" | sed 's/\\ /?/g' | tr ' ' '\n' | sed -n 's/^-I//p' | tr '?' ' ' |
        while read -r folder; do realpath "$folder"; done | grep -v '^/usr/' >"$work/folders"
    [ "$(cat "$work/folders")" = "$expected" ] || fail "$1 has these folders: $(cat "$work/folders")"
}

one_folder dg-contract .
one_folder dg-contract-cjson .
one_folder dg-runtime dg-contract
one_folder dg-runtime-cjson dg-contract

# macro HEADER NAME: the value of the macro, without quotes.
macro() {
    sed -n "s/^#define $2 \"*\([^\"]*\)\"*$/\1/p" "$headers/$1"
}

# The version is the same everywhere, but that of the runtime, which has its own. Its first number is its ABI.
version=$(pkg-config --modversion dg-contract)
[ "$(pkg-config --modversion dg-contract-cjson)" = "$version" ] || fail "dg-contract-cjson has another version"
for program in dg-codegen dg-validate; do
    "$prefix/bin/$program" --version | grep -qF " $version" || fail "$program has another version"
done
runtime_abi=$(macro runtime/value.h DG_RUNTIME_ABI)
runtime=$(macro runtime/value.h DG_RUNTIME_VERSION)
minor=$(macro runtime/value.h DG_RUNTIME_VERSION_MINOR)
patch=$(macro runtime/value.h DG_RUNTIME_VERSION_PATCH)
[ "$runtime" = "$runtime_abi.$minor.$patch" ] || fail "the version of the runtime is $runtime"
for module in dg-runtime dg-runtime-cjson; do
    [ "$(pkg-config --modversion $module)" = "$runtime" ] || fail "$module has another version"
done

# The names of shared libraries have the ABI.
libraries=$(pkg-config --variable=libdir dg-contract | sed 's/\\ / /g')
contract_abi=$(macro abi.h DG_CONTRACT_ABI)
for library in libdg-runtime libdg-contract libdg-runtime-cjson libdg-contract-cjson; do
    case $library in
    *runtime*) abi=$runtime_abi ;;
    *) abi=$contract_abi ;;
    esac
    for file in $library.a $library.so "$library.so.$abi"; do
        [ -e "$libraries/$file" ] || fail "missing: $file"
    done
    objdump -p "$libraries/$library.so" | grep -q "SONAME *$library.so.$abi$" || fail "soname: $library"
done

if grep -rlF -e "$root" -e "$prefix" "$prefix"; then
    fail "these know where they were built or are"
fi
