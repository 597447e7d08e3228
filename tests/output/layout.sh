#!/bin/sh
# layout.sh CODEGEN WORK: generated code of any contract has the layout of .clang-format, and no line is
# too long, except with a word that is too long.
set -eu
codegen=$1
work=$2
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh
need_clang_format

rm -rf "$work"
mkdir -p "$work"
cp .clang-format "$work"
count=0
overlay=spec/batch_prediction.overlay.yaml
for contract in spec/batch_prediction.yaml tests/output/*.yaml tests/output/second/*.yaml tests/schema/*.yaml tests/wire/*.yaml; do
    out=$work/$(echo "$contract" | tr / -)
    arguments=$(sed -n 's/^# judged: //p' "$contract" | tr ' ' '\n' | sed 's/^/--schema /')
    case $contract in
    spec/*) arguments="--overlay $overlay" ;;
    esac
    # Most contracts of tests/schema are refused.
    # shellcheck disable=SC2086 # a list
    if "$codegen" generate "$contract" --out "$out" $arguments >"$work/messages" 2>&1; then
        count=$((count + 1))
    fi
done
[ "$count" -ge 10 ] || complain "Few contracts:" "only $count compiled"

complain "Not as the formatter lays it out:" \
    "$(find "$work" -name '*.[ch]' | with_lines clang-format --dry-run 2>&1 | grep 'warning:' || true)"
# shellcheck disable=SC2016 # awk expands these
complain "Too long, without a word that leaves no room:" \
    "$(find "$work" -name '*.[ch]' | with_lines awk '
        function longest(i, best) {
            for (i = 1; i <= NF; i++) best = length($i) > best ? length($i) : best
            return best
        }
        length > 100 && longest() < 80 { print FILENAME ":" FNR ": " $0 }')"
verdict
