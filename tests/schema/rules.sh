#!/bin/sh
# Rules as C: valid rules become C that each installed compiler accepts without a warning: the contracts
# of this folder, random ones, and rules of the largest size. Invalid rules are refused at the same
# location, in every style of YAML.
# usage: rules.sh CODEGEN RULES_FUZZ PROJECT_DIR
set -u
codegen=$1
fuzz=$2
cases=$3/tests/schema
runtime=$3/codegen
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0
count=0
warnings='-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    -Wswitch-enum -Wvla -Werror'

fail() {
    echo "FAIL $1"
    failures=$((failures + 1))
}

# compile NAME YAML ARGUMENT...: compiles the rules of the contract with each compiler.
compile() {
    name=$1
    yaml=$2
    shift 2
    count=$((count + 1))
    rm -rf "$work/out"
    "$codegen" generate "$yaml" --out "$work/out" "$@" || { fail "$name: no output" && return; }
    for compiler in gcc clang; do
        command -v "$compiler" >/dev/null || continue
        for source in rules.c rule_table.c; do
            # shellcheck disable=SC2086 # a list
            "$compiler" -std=c11 -O1 $warnings -c -o /dev/null -I "$work/out" -I "$runtime" \
                "$work/out/$source" || fail "$name: $compiler: $source"
        done
    done
}

# refused NAME ID: the contract in $work/rule.yaml is refused, with this diagnostic.
refused() {
    count=$((count + 1))
    "$codegen" lint "$work/rule.yaml" --schema A >"$work/said" 2>&1
    [ $? -eq 1 ] && grep -q "rule.yaml:[0-9]*:[0-9]*: error: .* \[$2\]\$" "$work/said" && return
    fail "$1" && cat "$work/said"
}

# repeat COUNT TEXT
repeat() {
    awk -v count="$1" -v text="$2" 'BEGIN { while (count-- > 0) printf "%s", text }'
}

# contract RULE: writes a contract with the rule to $work/rule.yaml.
contract() {
    cat >"$work/rule.yaml" <<YAML
openapi: 3.1.0
info: {title: t, version: '1'}
components:
  schemas:
    A:
      type: object
      required: [t, b, l, i]
      properties:
        t: {type: string}
        b: {type: boolean}
        l: {type: array, items: {type: string}}
        i: {type: [integer, 'null']}
      x-dg-rules:
        - id: a
          message: m
          rule: |
            $1
YAML
}

# --- Cases ---
for case in "$cases"/rule*.yaml; do
    [ -e "${case%.yaml}.out" ] || continue
    arguments=$(sed -n '1s/^# args: //p' "$case")
    # shellcheck disable=SC2086 # words of the arguments are meant to split
    compile "$(basename "$case")" "$case" $arguments
done
[ "$count" -gt 5 ] || fail "too few cases"

# --- Random ones ---
for seed in 1 2; do
    "$fuzz" valid $seed 40 >"$work/valid.yaml" || fail "valid $seed"
    compile "valid $seed" "$work/valid.yaml" --schema X
    "$fuzz" mutants $seed 400 >"$work/mutants.yaml" ||
        { fail "mutants $seed" && cat "$work/mutants.yaml"; }
    compile "mutants $seed" "$work/mutants.yaml" --schema X
done

# --- Large rules: two parts on each level, so that work that doubles on each level would never end ---
# large NAME RULE
large() {
    contract "$2"
    compile "$1" "$work/rule.yaml" --schema A
}

large "choices of null" "($(repeat 45 'self.b ? null : ')self.i) == 1"
large "choices as conditions" "$(repeat 45 '(')self.b$(repeat 45 ' ? self.b : self.b)')"
large "loops" "$(repeat 20 'self.l.all(x, x == self.t || ')true$(repeat 20 ')')"
large "a chain" "self.b$(repeat 300 ' && self.b')"
large "a chain that overflows" "-(1) > 0$(repeat 240 ' || -(1) > 0')"
large "a list" "self.i == null || self.i in [1$(repeat 900 ', 1')]"
large "a long literal" "self.t != '$(repeat 5000 x)'"
contract true
sed -i "s/message: m/message: $(repeat 5000 m)/" "$work/rule.yaml"
compile "a long message" "$work/rule.yaml" --schema A
large "a long comment" "self.b // $(repeat 8000 '*/')"

# --- Too large ones ---
for nested in '(' '!(' '[' 'size(' 'self.b ? true : ' '[1].all(x, ' 'self.l[' 'true ? (' '1 + ('; do
    contract "$(repeat 5000 "$nested")"
    refused "5000 times $nested" rule-size
done
contract "self$(repeat 5000 .x)"
refused "members of members" rule-size
contract "self.b$(repeat 1000 ' && self.b')"
refused "a chain" rule-size
contract "self.t != '$(repeat 16384 x)'"
refused "a long rule" rule-size
contract "$(repeat 15001 '-')self.b"
refused "signs" rule-type
contract "self.i == $(repeat 15000 9)"
refused "digits" rule-literal

# --- Too many ---
contract true
awk 'BEGIN { while (++n <= 1000) print "        - {id: r" n ", rule: \"true\", message: m}" }' \
    >>"$work/rule.yaml"
refused "1001 rules" rule-size
sed -i '$d' "$work/rule.yaml"
"$codegen" lint "$work/rule.yaml" --schema A || fail "1000 rules"

echo "$count contracts, $failures failures"
[ "$failures" -eq 0 ]
