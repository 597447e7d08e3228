#!/bin/sh
# packages.sh CMAKE GENERATOR WORK: the Debian packages are installed into a system of their own, work
# for a program there, and leave nothing behind when they are removed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
cmake=$1
generator=$2
work=$3
source=$(realpath "$here/../..")
need dpkg dpkg-deb dpkg-shlibdeps dpkg-gensymbols ldconfig make nm pkg-config
if [ "$(id -u)" != 0 ]; then
    echo "not run: only root can install packages"
    exit 77
fi

# Makes a system with only the programs that the scripts of the packages run.
make_root() {
    mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/bin" "$root/sbin" \
        "$root/usr" "$root/etc"
    : >"$root/var/lib/dpkg/status"
    cp -L /bin/sh "$root/bin/sh"
    cp -L "$(command -v ldconfig)" "$root/sbin/ldconfig"
    ldd /bin/sh /sbin/ldconfig | grep -o '/[^ ]*\.so[^ ]*' | sort -u | while read -r library; do
        mkdir -p "$root$(dirname "$library")"
        cp -L "$library" "$root$library"
    done
}

# field PACKAGE NAME
field() {
    dpkg-deb -f "$packages/$1"_*.deb "$2"
}

# has PACKAGE FILE: whether the package has a file whose path ends with FILE.
has() {
    dpkg-deb -c "$packages/$1"_*.deb | awk '{ print $6 }' | grep -qE "$2\$" ||
        fail "$1 has no $2"
}

rm -rf "$work"
mkdir -p "$work"
work=$(cd "$work" && pwd)
root=$work/root
packages=$work/build/packages
quietly "$cmake" -S "$source" -B "$work/build" -G "$generator" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_INSTALL_PREFIX=/usr -DDG_TESTS=OFF
quietly "$cmake" --build "$work/build" --parallel 2
cd "$work/build"
quietly cpack -G DEB
set -- "$packages"/*.deb
[ $# = 6 ] || fail "not six packages: $*"

# Names of packages of libraries have the ABI, so that packages of two contracts can be installed side by side.
abi=$(sed -n 's/^#define DG_CONTRACT_ABI "\(.*\)"/\1/p' "$source/generated/abi.h")
contract=libdg-contract-$abi
contract_cjson=libdg-contract-cjson-$abi
runtime=libdg-runtime$(sed -n 's/^#define DG_RUNTIME_ABI //p' "$source/codegen/runtime/value.h")
runtime_cjson=libdg-runtime-cjson${runtime#libdg-runtime}
has dg-contract /usr/bin/dg-codegen
has dg-contract /usr/bin/dg-validate
has "$contract" "/libdg-contract\.so\.$abi"
has "$contract_cjson" "/libdg-contract-cjson\.so\.$abi"
has "$runtime" "/libdg-runtime\.so\.${runtime#libdg-runtime}"
has "$runtime_cjson" "/libdg-runtime-cjson\.so\.${runtime#libdg-runtime}"
has libdg-contract-dev '/libdg-contract\.a'
has libdg-contract-dev '/libdg-validator\.a'
has libdg-contract-dev '/pkgconfig/dg-contract\.pc'
has libdg-contract-dev '/dg-contract-config\.cmake'
version=$(field dg-contract Version)
for package in dg-contract "$contract" "$contract_cjson" "$runtime" "$runtime_cjson" libdg-contract-dev; do
    has "$package" "/usr/share/doc/$package/copyright"
    [ "$(field "$package" Version)" = "$version" ] || fail "$package has another version"
done
for library in libc6 libyaml-0-2 libcurl4 libcjson1 zlib1g libzstd1; do
    field dg-contract Depends | grep -qw $library || fail "dg-contract doesn't depend on $library"
done
for package in "$contract" "$contract_cjson" "$runtime" "$runtime_cjson" dg-contract; do
    field libdg-contract-dev Depends | grep -qF "$package (= $version)" || fail "libdg-contract-dev doesn't depend on $package"
done
field "$runtime_cjson" Depends | grep -q libcjson1 || fail "$runtime_cjson doesn't depend on libcjson1"
# The core needs the C library and nothing else.
field "$runtime" Depends | grep -qxE 'libc6 \([^,]*\)' || fail "$runtime needs more"
field "$contract" Depends | tr ',' '\n' | grep -vE '^ *(libc6|libdg-runtime[0-9]+) ' && fail "$contract needs more"
for package in "$contract" "$contract_cjson" "$runtime" "$runtime_cjson"; do
    dpkg-deb --ctrl-tarfile "$packages/$package"_*.deb | tar -xOf - ./shlibs >"$work/shlibs"
    grep -q "^${package%%[-0-9]*}.* $package (>= $version)\$" "$work/shlibs" || fail "shlibs of $package: $(cat "$work/shlibs")"
    # The symbols are those of the library in the package, at this version.
    dpkg-deb --ctrl-tarfile "$packages/$package"_*.deb | tar -xOf - ./symbols >"$work/symbols"
    rm -rf "$work/unpacked"
    dpkg-deb -x "$packages/$package"_*.deb "$work/unpacked"
    library=$(find "$work/unpacked" -name '*.so.*')
    [ "$(head -n 2 "$work/symbols")" = "${library##*/} $package #MINVER#
* Build-Depends-Package: libdg-contract-dev" ] || fail "symbols of $package: $(head -n 2 "$work/symbols")"
    nm -D --defined-only "$library" | awk '{ sub(/@@/, "@", $3); if ($2 == "A") $3 = $3 "@" $3; print $3 }' |
        LC_ALL=C sort >"$work/defined"
    sed -n "s/^ \(.*\) $version\$/\1/p" "$work/symbols" | LC_ALL=C sort | diff "$work/defined" - >"$work/diff" ||
        fail "symbols of $package: $(cat "$work/diff")"
    [ "$(field "$package" Multi-Arch)" = same ] || fail "$package excludes other architectures"
done

# Spelling: lintian takes bytes of machine code for words.
if command -v lintian >"$work/lintian"; then
    lintian --pedantic -I --allow-root --fail-on error,warning,info,pedantic \
        --suppress-tags spelling-error-in-binary "$packages"/*.deb
fi
has dg-contract /usr/share/man/man1/dg-validate.1.gz
has dg-contract /usr/share/bash-completion/completions/dg-validate
has dg-contract /usr/share/zsh/vendor-completions/_dg-validate
has dg-contract /usr/share/fish/vendor_completions.d/dg-validate.fish
has dg-contract /usr/share/doc/dg-contract/docs/guide.md
has dg-contract /usr/share/doc/dg-contract/examples/cancel.c
[ "$(field dg-contract Multi-Arch)" = foreign ] || fail "dg-contract isn't for other architectures"
[ "$(field libdg-contract-dev Multi-Arch)" = same ] || fail "libdg-contract-dev excludes itself"

make_root
(cd "$root" && find . | sort) >"$work/before"
quietly dpkg "--root=$root" --force-depends -i "$packages"/*.deb
"$root/usr/bin/dg-validate" --version | grep -qF "$version"
# The package of the C library would do so by a trigger.
dpkg-deb -I "$packages/$contract"_*.deb triggers | grep -q ldconfig || fail "no trigger for ldconfig"
chroot "$root" /sbin/ldconfig
chroot "$root" /sbin/ldconfig -p | grep -q "libdg-contract.so.$abi" || fail "ld.so doesn't know it"

cp -R "$here/make" "$here"/consumer.c "$here"/good.json "$work"
PKG_CONFIG_PATH=$(pkgconfig_folder "$root/usr")
LD_LIBRARY_PATH=$(dirname "$PKG_CONFIG_PATH")
export PKG_CONFIG_PATH LD_LIBRARY_PATH
quietly make -C "$work/make"
"$work/make/consumer" <"$work/good.json" | grep -q '^bpred_7Qm2 is cancelling'
mkdir -p "$work/autopkgtest"
PATH=$root/usr/bin:$PATH AUTOPKGTEST_TMP=$work/autopkgtest "$source/packaging/debian/tests/installed"

quietly dpkg "--root=$root" --purge libdg-contract-dev "$contract_cjson" "$contract" "$runtime_cjson" "$runtime" \
    dg-contract
(cd "$root" && find . | sort) >"$work/after"
# Files that dpkg and ldconfig keep.
grep -vE '^\./(var/(lib/dpkg|log|cache/ldconfig)|etc/ld\.so\.cache)' "$work/after" |
    grep -vxFf "$work/before" >"$work/left" || true
if [ -s "$work/left" ]; then
    cat "$work/left"
    fail "left behind"
fi
