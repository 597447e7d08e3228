#!/bin/sh
# reports.sh CODEGEN FOLDER WORK: each NAME.old.yaml and NAME.new.yaml have NAME.expect beside them: the report,
# diagnostics, and the exit status. Options are in the first line of NAME.old.yaml. Digests are numbers in these
# files, the same number for the same digest: a digest differs with each change of the runtime's headers.
set -eu
codegen=$1
work=$3
cd "$2"
rm -rf "$work"
mkdir -p "$work"
failures=0

fail() {
    echo "FAIL $*"
    failures=$((failures + 1))
}

# numbered: replaces each digest of standard input by its number.
numbered() {
    awk '{
        line = ""
        while (match($0, /sha256:[0-9a-f]+/)) {
            digest = substr($0, RSTART, RLENGTH)
            if (length(digest) == 71 && !(digest in numbers)) numbers[digest] = "sha256:#" ++count
            line = line substr($0, 1, RSTART - 1) (digest in numbers ? numbers[digest] : digest)
            $0 = substr($0, RSTART + RLENGTH)
        }
        print line $0
    }'
}

for old in *.old.yaml; do
    name=${old%.old.yaml}
    arguments=$(sed -n '1s/^# args: //p' "$old")
    status=0
    # shellcheck disable=SC2086 # words of the arguments are meant to split
    "$codegen" diff $arguments "$old" "$name.new.yaml" >"$work/out" 2>"$work/err" || status=$?
    cat "$work/out" "$work/err" | numbered >"$work/actual"
    echo "exit status $status" >>"$work/actual"
    ../support/compare.sh "$name.expect" "$work/actual" || fail "$name"
    # With itself, a contract has no change.
    if [ ! -s "$work/err" ]; then
        for side in old new; do
            # shellcheck disable=SC2086 # words of the arguments are meant to split
            "$codegen" diff ${arguments%%-f *} "$name.$side.yaml" "$name.$side.yaml" >"$work/same" || true
            [ "$(cat "$work/same")" = "no changes" ] || fail "$name.$side.yaml differs from itself"
        done
    fi
done
# Each kind of change is in a report.
sed -n 's/^ *X([A-Z_]*, "\([a-z-]*\)".*/\1/p' ../../codegen/diff/diff_kind.h >"$work/kinds"
[ "$(wc -l <"$work/kinds")" -gt 40 ] || fail "too few kinds of changes"
while read -r kind; do
    grep -qF "[$kind]" ./*.expect || fail "no report shows [$kind]"
done <"$work/kinds"
echo "$(echo ./*.old.yaml | wc -w) pairs, $failures failures"
[ "$failures" -eq 0 ]
