#!/bin/sh
# root.sh PROGRAM FOLDER: makes a file system that holds the program, the libraries that it needs, and certificates:
# the contents of a container without a distribution. The program runs in it as /PROGRAM, for example with chroot.
# Debian has no static libraries of all that libcurl needs, so that a static program has no live commands.
set -eu
program=$1
root=$2

mkdir -p "$root/tmp"
chmod 1777 "$root/tmp"
# keep FILE: copies a file to the same place, following links.
keep() {
    mkdir -p "$root$(dirname "$1")"
    cp -L "$1" "$root$1"
}

ldd "$program" | sed -n 's/.* => \(\/[^ ]*\).*/\1/p; s/^[[:blank:]]*\(\/[^ ]*\) (.*/\1/p' | while read -r library; do
    keep "$library"
done
cp -L "$program" "$root/$(basename "$program")"
# Names of hosts, and certificates, for live commands.
for file in /etc/ssl/certs/ca-certificates.crt /etc/nsswitch.conf; do
    [ ! -e "$file" ] || keep "$file"
done
