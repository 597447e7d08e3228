#!/bin/sh
# witnesses.sh CODEGEN OLD_VALIDATOR NEW_VALIDATOR PAIR WORK LEAST: compares PAIR.old.yaml with
# PAIR.new.yaml, in both directions. Of each witness, the validator of one contract accepts the document and
# the other refuses it; each claim about verdicts has a witness; and at least LEAST pairs have one.
set -eu
codegen=$1
old=$2
new=$3
pair=$4
work=$5
least=$6
failures=0

fail() {
    echo "FAIL $*"
    failures=$((failures + 1))
}

# judge VALIDATOR STATUS FILE: the exit status of the validator for a witness.
judge() {
    options=$(sed -n "s|^$(basename "$3") ||p" "$work/options")
    status=0
    # shellcheck disable=SC2086 # an option and its value
    "$1" $options "$3" >"$work/said" 2>&1 || status=$?
    [ "$status" -eq "$2" ] || { fail "$(basename "$3") $options: status $status, not $2"; cat "$3" "$work/said"; }
}

# confirm OLD.yaml NEW.yaml OLD_VALIDATOR NEW_VALIDATOR
confirm() {
    rm -rf "$work"
    mkdir -p "$work"
    "$codegen" diff "$1" "$2" -f json --fail-on never --witnesses "$work/captures" >"$work/report"
    # One line for each change; its number is that of its witness.
    grep '^{"kind"' "$work/report" >"$work/changes"
    number=0
    while read -r change; do
        number=$((number + 1))
        case $change in
        *'"verdicts":"same"'*'"witness":null'*) continue ;;
        *'"witness":null'*) fail "a claim without a witness: $change" && continue ;;
        *'"verdicts":"same"'*) fail "a witness without a claim: $change" && continue ;;
        esac
        file=$(basename "$work/captures/witness-$(printf %03d "$number")"-*)
        printf '%s\n' "$change" |
            sed "s/.*\"\(operation\|schema\)\":\"\([^\"]*\)\",\"status\".*/$file --\1 \2/" >>"$work/options"
    done <"$work/changes"
    pairs=$(sed 's/.* //' "$work/options" | sort -u | wc -l)
    [ "$pairs" -ge "$least" ] || fail "only $pairs pairs have a witness"
    for file in "$work"/captures/*; do
        case $file in
        *-accepted-by-old.*) judge "$3" 0 "$file" && judge "$4" 1 "$file" ;;
        *-accepted-by-new.*) judge "$4" 0 "$file" && judge "$3" 1 "$file" ;;
        *) fail "an unknown name: $file" ;;
        esac
    done
    echo "$(wc -l <"$work/options") witnesses of $pairs pairs"
}

confirm "$pair.old.yaml" "$pair.new.yaml" "$old" "$new"
confirm "$pair.new.yaml" "$pair.old.yaml" "$new" "$old"
echo "$failures failures"
[ "$failures" -eq 0 ]
