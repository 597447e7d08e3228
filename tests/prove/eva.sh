#!/bin/sh
# eva.sh: Frama-C's Eva looks for run-time errors of the leaves, for every text up to a length. Its alarms are those
# that tests/prove/eva/alarms lists with reasons. With DG_ACCEPT=1, prints the lines of that file in place of
# comparing.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh
need frama-c

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Functions outside of these files (dg_judge_*) are taken to do nothing wrong: what Eva assumes of them is no alarm.
# Frama-C 25 has no max_align_t. Pointers that are compared here are of one array, or NULL.
analyze() { # ENTRY [OPTION]...
    entry=$1
    shift
    frama-c -eva -main "$entry" -machdep gcc_x86_64 \
        -cpp-extra-args='-Icodegen -Dmax_align_t=double -U__SSE2__' \
        -eva-slevel 1000 -eva-auto-loop-unroll 40 -eva-split-return auto \
        -eva-warn-undefined-pointer-comparison none "$@" tests/prove/eva/leaves.c \
        codegen/runtime/text.c codegen/runtime/escape.c codegen/runtime/time.c \
        codegen/runtime/number.c codegen/runtime/report.c codegen/runtime/scan.c \
        codegen/runtime/reader.c \
        -then -report-csv "$work/$entry.csv" >"$work/$entry.log" 2>&1 </dev/null || {
        tail -n 20 "$work/$entry.log"
        exit 1
    }
    awk -F '\t' -v entry="$entry" '
        ($6 == "Unknown" || $6 ~ /^Invalid/) && $7 !~ /^assigns / { print entry, $2, $4, $7 }' \
        "$work/$entry.csv" | sort -u >"$work/$entry.alarms"
    echo "$entry: $(wc -l <"$work/$entry.alarms") alarms" >&2
}

if [ $# -gt 0 ]; then
    analyze "$@"
    cat "$work/$1.alarms"
    exit
fi
sed -n 's/^void \(eva_[a-z0-9_]*\)(void)$/\1/p' tests/prove/eva/leaves.c >"$work/entries"
while read -r entry; do
    case $entry in
    eva_utf8_texts) analyze "$entry" -eva-split-return-function dg_utf8_sequence:0:1:2:3:4 ;;
    *) analyze "$entry" ;;
    esac
done <"$work/entries"
cat "$work"/*.alarms | sort >"$work/found"
if [ -n "${DG_ACCEPT:-}" ]; then
    cat "$work/found"
    exit
fi
grep '^eva_' tests/prove/eva/alarms | sort >"$work/listed"
complain "Alarms that tests/prove/eva/alarms doesn't list:" "$(comm -13 "$work/listed" "$work/found")"
complain "Alarms that are gone:" "$(comm -23 "$work/listed" "$work/found")"
verdict
