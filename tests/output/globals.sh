#!/bin/sh
# globals.sh ALLOWED FILE...: object files and archives that hold no variable outside functions'
# frames, but those of the names in the list.
set -eu
allowed=$1
shift

# Symbols in writable sections; relocated constants are written once, by the loader.
found=$(objdump -t "$@" | awk -v allowed=" $allowed " '
    / \.(data|bss|tdata|tbss)/ && !/ \.data\.rel\.ro/ && !/ d / && index(allowed, " " $NF " ") == 0 { print $NF }')
if [ -n "$found" ]; then
    printf 'Global mutable state:\n%s\n' "$found"
    exit 1
fi
