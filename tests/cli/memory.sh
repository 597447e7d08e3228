#!/usr/bin/env bash
# memory.sh PROGRAMS: a capture of many entries, and a capture of one large entry, are judged in far less
# memory than their size.
set -eu
programs=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# judge KIBIBYTES FILE WANTED: judges the file within this address space.
judge() {
    found=$(ulimit -v "$1" && "$programs/dg-validate" "$2" | tail -n 1)
    if [ "$found" != "$3" ]; then
        printf '%s: %s\nwanted: %s\n' "$2" "$found" "$3"
        exit 1
    fi
}

# 100 MB of entries, all in one line, and 8 MB of a response to another request.
sed -n '3{s/,$//;p;q}' "$here/data/captures/good.har" | tr -d '\n' >entry
{
    printf '{"log":{"entries":['
    awk '{ for (i = 0; i < 150; i++) printf "%s,", $0 }' entry >some
    awk '{ for (i = 0; i < 1600; i++) printf "%s", $0 }' some
    printf '{"request":{"method":"GET","url":"/x"},"response":{"content":{"text":"'
    awk 'BEGIN { for (i = 0; i < 800000; i++) printf "0123456789" }'
    printf '"}}}]}}'
} >many.har
judge 53248 many.har '240000 documents conform, 1 other request'
gzip -c many.har >many.har.gz
judge 53248 many.har.gz '240000 documents conform, 1 other request'

# An entry of 40 MB, whose body is a string with escapes: the program needs twice that, and its own
# memory.
{
    printf '{"log":{"entries":['
    sed 's/"title\\":\\"/&~/' entry | awk -F"~" '{
        printf "%s", $1
        piece = "0123456789 \\u00e9\\/123"
        for (i = 0; i < 2000000; i++) printf "%s", piece
        printf "%s", $2 }'
    printf ']}}'
} >large.har
[ "$(wc -c <large.har)" -gt 40000000 ]
judge 150000 large.har '1 document conforms'
