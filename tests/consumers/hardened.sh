#!/bin/sh
# hardened.sh PREFIX: the installed programs and shared libraries are built with the defences that
# packaging/hardening.cmake asks for, as far as their files show it; the static ones link anywhere.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
prefix=$1
need readelf nm
if [ "$(uname -m)" != x86_64 ]; then
    echo "not run: reads the defences of x86-64"
    exit 77
fi

# shows FILE WHAT OPTION PATTERN: readelf prints a line that matches.
shows() {
    readelf -W "$3" "$1" | grep -qE -- "$4" || complain "$1:" "no $2"
}

# calls FILE WHAT PATTERN: the file needs such a function.
calls() {
    nm -D -u "$1" | grep -qE -- "$3" || complain "$1:" "no $2"
}

# check FILE: what programs and libraries share.
check() {
    shows "$1" "position-independent code" -h 'Type: +DYN'
    shows "$1" "relocations that are read-only" -l 'GNU_RELRO'
    shows "$1" "binding at the start" -d '\((FLAGS|BIND_NOW)\).*BIND_NOW|FLAGS_1.*NOW'
    shows "$1" "stack that can't be executed" -l 'GNU_STACK.* RW +0x'
    shows "$1" "shadow stack (CET)" -n 'SHSTK'
    if readelf -W -d "$1" | grep -q TEXTREL; then
        complain "$1:" "relocations in code"
    fi
}

count=0
for program in "$prefix"/bin/*; do
    check "$program"
    shows "$program" "position-independent program" -d 'FLAGS_1.* PIE'
    calls "$program" "stack protector" '__stack_chk_fail'
    calls "$program" "checked functions of the C library" '_chk@'
    count=$((count + 1))
done
folder=$(dirname "$(pkgconfig_folder "$prefix")")
for library in "$folder"/libdg-*.so; do
    check "$library"
    case $library in
        */libdg-contract-cjson.so) ;;
    *) calls "$library" "stack protector" '__stack_chk_fail' ;;
    esac
    count=$((count + 1))
done
[ "$count" = 6 ] || fail "$count programs and shared libraries in place of 6"

for archive in "$folder"/libdg-*.a; do
    case $archive in
    *-validator.a) ;; # part of programs
    *)
        if nm -u "$archive" | grep -E '__stack_chk|_chk$'; then
            complain "$archive:" "calls functions of one C library"
        fi
        ;;
    esac
    # Code of the optimizer of one compiler: others refuse it.
    if readelf -W -S "$archive" | grep -q 'gnu[.]lto'; then
        complain "$archive:" "has code of one compiler"
    fi
    [ "$(readelf -n "$archive" | grep -c '^File:')" = \
        "$(readelf -n "$archive" | grep -c 'IBT, SHSTK')" ] ||
        complain "$archive:" "a file without marked targets of jumps (CET)"
done
verdict
