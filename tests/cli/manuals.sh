#!/bin/sh
# manuals.sh PROGRAMS: the manual pages have no fault, say the same as help, and each example of help is a command
# line that the program accepts.
set -eu
programs=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$programs:$PATH
export PATH
cd "$work"

fail() {
    echo "$*"
    exit 1
}

# Data for the examples.
cp -R "$here/data" answers
cp answers/captures/again.har capture.har
cp "$here/../consumers/own/shop.yaml" shop.yaml
cp shop.yaml old.yaml
printf 'overlay: 1.0.0\ninfo: {title: t, version: "1"}\nactions:\n- {target: $.info, update: {title: Ours}}\n' >ours.yaml

for program in dg-validate dg-codegen dg-validate-kettles; do
    "$program" help --as man >"$program.1"
    "$program" --help >help
    if command -v man >man-is-here; then
        LC_ALL=C.UTF-8 MANROFFSEQ='' man --warnings -E UTF-8 -l "$program.1" >page 2>faults
        [ ! -s faults ] || fail "$program: $(cat faults)"
        col -b <page >plain || cp page plain
        sed -nE 's/^  (-.,|   ) --([a-z-]+).*/\2/p' help >options
        while read -r option; do
            grep -qe "--$option" plain || fail "$program: the manual lacks --$option"
        done <options
    fi
    if command -v mandoc >mandoc-is-here; then
        mandoc -Tlint "$program.1" >faults || true
        [ ! -s faults ] || fail "$program: $(cat faults)"
    fi
    grep -q '^.SH "EXAMPLES"' "$program.1" || fail "$program: no examples"
    sed -n '/^Examples:/,$s/^  \([^ ].*\)/\1/p' help >examples
    [ -s examples ] || fail "$program: no examples in help"
    # Another contract has several operations: the examples leave open which is meant.
    [ "$program" != dg-validate-kettles ] || : >examples
    while read -r line; do
        status=0
        sh -c "$line" >out 2>err </dev/null || status=$?
        [ "$status" -le 1 ] || [ "$status" = 3 ] || fail "$line: $(cat err)"
    done <examples
done
[ -s man-is-here ] || [ -s mandoc-is-here ] || {
    echo "not run: there is neither man nor mandoc"
    exit 77
}
