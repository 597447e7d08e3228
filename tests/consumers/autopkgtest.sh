#!/bin/sh
# autopkgtest.sh PACKAGES WORK: the tests of packaging/debian/tests pass, run by autopkgtest with the packages installed
# into a copy of this system that only the test sees.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
packages=$(cd "$1" && pwd)
work=$2
source=$(realpath "$here/../..")
need autopkgtest unshare dpkg-deb apt-get

unable() {
    echo "not run: $*"
    exit 77
}
[ "$(id -u)" = 0 ] || unable "only root can install packages"
sed -n 's/^Depends: *//p' "$source/packaging/debian/tests/control" | tr -s ', ' '\n' | sort -u | while read -r package; do
    case $package in
    '' | dg-contract | libdg-contract-dev) ;;
    *) [ "$(dpkg-query -Wf '${db:Status-Status}' "$package" 2>&1)" = installed ] || echo "$package" ;;
    esac
done >"$work.missing"
[ ! -s "$work.missing" ] || unable "$(tr '\n' ' ' <"$work.missing")isn't installed"

rm -rf "$work"
mkdir -p "$work/tree/debian" "$work/copy" "$work/changes"
work=$(cd "$work" && pwd)
cp -R "$source/packaging/debian/tests" "$work/tree/debian/tests"
cp "$packages/../debian/changelog" "$work/tree/debian/changelog"
{
    printf 'Source: dg-contract\n'
    dpkg-deb -f "$packages"/dg-contract_*.deb Maintainer
    for package in "$packages"/*.deb; do
        echo
        dpkg-deb -f "$package" Package Architecture Description
    done
} >"$work/tree/debian/control"

# The copy ends with the mounts, and they end with the process. It has no sources of other packages.
cat >"$work/run" <<'SH'
set -eu
cd "$1"
mount -t tmpfs none changes
mkdir changes/upper changes/work
mount -t overlay overlay -o lowerdir=/,upperdir=changes/upper,workdir=changes/work copy || exit 77
mount --bind /dev copy/dev
mount -t proc none copy/proc
mount -t tmpfs none copy/tmp
rm -rf copy/etc/apt/sources.list copy/etc/apt/sources.list.d/*
exec autopkgtest --output-dir="$1/out" "$2"/*.deb tree/ -- chroot "$1/copy"
SH
status=0
unshare -m sh "$work/run" "$work" "$packages" >"$work/log" 2>&1 || status=$?
[ "$status" != 77 ] || unable "an overlay of the root can't be mounted here"
[ "$status" = 0 ] || fail "autopkgtest ended with $status: $(tail -n 50 "$work/log")"
grep -q '^installed *PASS' "$work/out/summary" || fail "$(cat "$work/out/summary")"
