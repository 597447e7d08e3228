#!/bin/sh
# globals.sh ALLOWED FILE...: the object files and archives have no global or static variable except
# ALLOWED.
set -eu
allowed=$1
shift

# Symbols in writable sections; relocated constants are written once, by the loader.
found=$(objdump -t "$@" | awk -v allowed="$allowed" '
    / \.(data|bss|tdata|tbss)/ && !/ \.data\.rel\.ro/ && !/ d / && $NF != allowed { print $NF }')
if [ -n "$found" ]; then
    printf 'Global mutable state:\n%s\n' "$found"
    exit 1
fi
