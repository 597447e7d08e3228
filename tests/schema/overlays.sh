#!/bin/sh
# Overlays that change overlays/document.yaml. Each overlays/NAME.overlay.yaml has NAME.expect beside it:
# the difference that the overlay makes, diagnostics, and the exit status if it isn't 0.
# usage: overlays.sh CODEGEN FOLDER WORK
set -eu
codegen=$(realpath "$1")
folder=$(cd "$2" && pwd)
work=$3

rm -rf "$work"
mkdir -p "$work"
cd "$folder"
"$codegen" bundle document.yaml >"$work/before"
failed=0
for overlay in *.overlay.yaml; do
    name=${overlay%.overlay.yaml}
    status=0
    "$codegen" bundle document.yaml --overlay "$overlay" >"$work/after" 2>"$work/err" || status=$?
    {
        [ "$status" -ne 0 ] || diff "$work/before" "$work/after" | grep -v '^[0-9,]*[acd][0-9,]*$' || true
        cat "$work/err"
        [ "$status" -eq 0 ] || echo "exit status $status"
    } >"$work/actual"
    if [ "$status" -ne 0 ] && [ -s "$work/after" ]; then
        echo "$name: prints a document although it fails"
        failed=1
    fi
    if [ "$status" -eq 0 ] && ! "$codegen" bundle "$work/after" | cmp - "$work/after"; then
        echo "$name: a bundle isn't its own bundle"
        failed=1
    fi
    if ! cmp -s "$work/actual" "$name.expect"; then
        if [ "${DG_ACCEPT:-}" = 1 ]; then
            cp "$work/actual" "$name.expect"
        else
            diff -u "$name.expect" "$work/actual" || true
            failed=1
        fi
    fi
done
exit $failed
