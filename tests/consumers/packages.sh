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
need dpkg dpkg-deb dpkg-shlibdeps ldconfig make pkg-config
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
[ $# = 4 ] || fail "not four packages: $*"

has dg-contract /usr/bin/dg-codegen
has dg-contract /usr/bin/dg-validate
has libdg-contract0 '/libdg-contract\.so\.0'
has libdg-contract0 '/libdg-runtime\.so\.0'
has libdg-contract-cjson0 '/libdg-contract-cjson\.so\.0'
has libdg-contract-dev '/libdg-contract\.a'
has libdg-contract-dev '/pkgconfig/dg-contract\.pc'
has libdg-contract-dev '/dg-contract-config\.cmake'
version=$(field dg-contract Version)
for package in dg-contract libdg-contract0 libdg-contract-cjson0 libdg-contract-dev; do
    has $package "/usr/share/doc/$package/copyright"
    [ "$(field $package Version)" = "$version" ] || fail "$package has another version"
done
for library in libc6 libyaml-0-2 libcurl4 libcjson1 zlib1g libzstd1; do
    field dg-contract Depends | grep -qw $library || fail "dg-contract doesn't depend on $library"
done
[ "$(field libdg-contract-dev Depends)" = "libdg-contract0 (= $version), libdg-contract-cjson0 (= $version), dg-contract (= $version)" ]
field libdg-contract-cjson0 Depends | grep -q libcjson1 || fail "libdg-contract-cjson0 doesn't depend on libcjson1"
# The core needs the C library and nothing else.
field libdg-contract0 Depends | grep -qxE 'libc6 \([^,]*\)' || fail "libdg-contract0 needs more"

make_root
(cd "$root" && find . | sort) >"$work/before"
quietly dpkg "--root=$root" --force-depends -i "$packages"/*.deb
"$root/usr/bin/dg-validate" --version | grep -qF "$version"
chroot "$root" /sbin/ldconfig -p | grep -q libdg-contract.so.0 || fail "ld.so doesn't know it"

cp -R "$here/make" "$here"/consumer.c "$here"/good.json "$work"
PKG_CONFIG_PATH=$(pkgconfig_folder "$root/usr")
LD_LIBRARY_PATH=$(dirname "$PKG_CONFIG_PATH")
export PKG_CONFIG_PATH LD_LIBRARY_PATH
quietly make -C "$work/make"
"$work/make/consumer" <"$work/good.json" | grep -q '^bpred_7Qm2 is cancelling'

quietly dpkg "--root=$root" --purge libdg-contract-dev libdg-contract-cjson0 libdg-contract0 \
    dg-contract
(cd "$root" && find . | sort) >"$work/after"
# Files that dpkg and ldconfig keep.
grep -vE '^\./(var/(lib/dpkg|log|cache/ldconfig)|etc/ld\.so\.cache)' "$work/after" |
    grep -vxFf "$work/before" >"$work/left" || true
if [ -s "$work/left" ]; then
    cat "$work/left"
    fail "left behind"
fi
