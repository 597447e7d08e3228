#!/bin/sh
# forgotten.sh CC WORK: a row that lacks a part doesn't compile, even without warnings.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh
cc=$1
work=$2

rm -rf "$work"
mkdir -p "$work"
cp -R common validator "$work"
cp -R codegen "$work/include"

compiles() { # FILE
    "$cc" -std=c11 "${warnings:--w}" -D_GNU_SOURCE -I"$work" -I"$work/include" -I"$work/validator" -fsyntax-only "$work/$1" \
        2>"$work/errors"
}

# refuses WHAT CHANGED SCRIPT FILE: FILE compiles, but not after sed SCRIPT on CHANGED.
refuses() {
    compiles "$4" || complain "$4 doesn't compile:" "$(head -5 "$work/errors")"
    cp "$work/$2" "$work/before"
    sed -i "$3" "$work/$2"
    cmp -s "$work/before" "$work/$2" && complain "nothing was changed in $2 for" "$1"
    compiles "$4" && complain "$4 compiles, although there is" "$1"
    cp "$work/before" "$work/$2"
}

# allows WHAT CHANGED SCRIPT FILE: FILE still compiles after sed SCRIPT on CHANGED.
allows() {
    cp "$work/$2" "$work/before"
    sed -i "$3" "$work/$2"
    cmp -s "$work/before" "$work/$2" && complain "nothing was changed in $2 for" "$1"
    compiles "$4" || complain "$4 doesn't compile with $1:" "$(head -5 "$work/errors")"
    cp "$work/before" "$work/$2"
}

refuses 'a finding code without a page' include/runtime/report.h \
    's/^ *X(TYPE, /X(NEW, "new", KEYWORD, ERROR, "the value is not new") &/' \
    validator/report/pages.c
refuses 'a page of a code that is gone' include/runtime/report.h '/^ *X(TYPE, /d' \
    validator/report/pages.c
refuses 'a finding code without a kind' include/runtime/report.h '/^ *X(TYPE, /s/KEYWORD, //' \
    include/runtime/report.c

refuses 'a report format without a function' validator/report/report_format.c \
    '/X("json",/,/report_json_end)/s/report_json_finding, //' validator/report/report_format.c
refuses 'a report format whose function is NULL' validator/report/report_format.c \
    '/X("json",/,/report_json_end)/s/report_json_finding/NULL/' validator/report/report_format.c
refuses 'a report format without words' validator/report/report_format.c \
    's/X("json", ".json", "[^"]*"/X("json", ".json", NULL/' validator/report/report_format.c
refuses 'an input format without a framer' validator/input/input.h \
    's/input_ndjson_next/NULL/' validator/input/input.c
refuses 'an input format without a suffix' validator/input/input.h \
    's/X(NDJSON, "ndjson", "[^"]*"/X(NDJSON, "ndjson", NULL/' validator/input/input.c
refuses 'a compression without a function' validator/input/source.c \
    's/zstd_open, zstd_step/zstd_open, NULL/' validator/input/source.c

refuses 'a word of a command without the rest of its row' common/command_words.h \
    's/^ *X(CALL,/X(SPLIT, "split") &/' validator/cli/commands.c

# operator VERDICT WHAT CELLS FILE: a row of rule_operator.h that ends in CELLS is refused, or allowed.
operator() {
    "$1" "an operator of rules $2" include/rules/rule_operator.h \
        "s/^ *X(EQUAL,/X(MULTIPLY, \"*\", INFIX, 3, 2, 2, SIGNED, SIGNED$3) &/" "include/$4"
}
for file in rules/rule_type.c rules/rule_facts.c emit/rule_code_expression.c; do
    operator allows 'with all cells' ', sum, nothing, sum, strict' $file
done
operator refuses 'without a type checker' ', product, nothing, sum, strict' rules/rule_type.c
operator refuses 'whose type checker is NULL' ', NULL, nothing, sum, strict' rules/rule_type.c
operator refuses 'without facts' ', sum, product, sum, strict' rules/rule_facts.c
operator refuses 'without a writer' ', sum, nothing, product, strict' emit/rule_code_expression.c
operator refuses 'whose writer is NULL' ', sum, nothing, NULL, strict' emit/rule_code_expression.c
operator refuses 'whose writer is empty' ', sum, nothing, , strict' emit/rule_code_expression.c
operator refuses 'without a truth' ', sum, nothing, sum, product' emit/rule_code_expression.c
operator refuses 'with too few cells' ', sum, nothing, sum' emit/rule_code_expression.c

# limit VERDICT WHAT ROW FILE: a row of model_limit.h is refused, or allowed. Warnings that every
# compiler has are errors here, as in the build: some compilers only warn of a call of no function.
warnings=-Werror
limit() {
    "$1" "a limit $2" include/model/model_limit.h "s/^ *X(TEXT,/X($3) &/" "include/$4"
}
for file in load/load_limit.c model/dump.c emit/emit_limits.c emit/emit_comments.c; do
    limit allows 'with all cells' \
        'INTEGER, range, MODEL_ANY_INTEGER, integer, "multipleOf", "", "multiple", integer' $file
    limit refuses 'with too few cells' 'INTEGER, range, MODEL_ANY_INTEGER, integer' $file
    limit refuses 'without a member' \
        'INTEGER, multiple, MODEL_ANY_INTEGER, integer, "multipleOf", "", "multiple", integer' $file
done
for file in load/load_limit.c model/dump.c emit/emit_limits.c; do
    limit refuses 'of a form without functions' \
        'INTEGER, range, MODEL_ANY_INTEGER, multiple, "multipleOf", "", "multiple", integer' $file
    limit refuses 'of another form than its member' \
        'INTEGER, range, MODEL_ANY_INTEGER, count, "multipleOf", "", "multiple", integer' $file
done
limit refuses 'without a value for none' \
    'INTEGER, range, , integer, "multipleOf", "", "multiple", integer' load/load_limit.c
limit refuses 'without a comment' \
    'INTEGER, range, MODEL_ANY_INTEGER, integer, "multipleOf", "", "multiple"' emit/emit_comments.c
limit refuses 'whose comment has no function' \
    'INTEGER, range, MODEL_ANY_INTEGER, integer, "multipleOf", "", "multiple", multiple' \
    emit/emit_comments.c
limit refuses 'of a kind whose generated C takes no limits' \
    'TIME, range, MODEL_ANY_INTEGER, integer, "minTime", "", "minimum", integer' emit/emit_limits.c
warnings=-Werror=switch
refuses 'an operator of rules without a row' include/rules/rule_operator.h \
    '/undef RULE_OPERATOR_ENUMERATOR/s/^/RULE_MULTIPLY,\n/' include/rules/rule_type.c

# What a keyword says of a value is a member of struct model_type or struct model_property. No compiler
# sees that nothing reads a member: this prints the members that no emitter reads.
unread_members() {
    sed -n '/^struct model_\(type\|property\) {/,/^};/s/^ *[a-z].*[ *]\([a-z_0-9]*\);.*/\1/p' \
        "$work/include/model/model.h" | sort -u | while read -r member; do
        grep -qrE -- "(->|\.)$member\>" "$work/include/emit" ||
            grep -qw "$member" "$work/include/model/model_limit.h" || echo "$member"
    done
}
complain 'members of types that no emitter reads:' "$(unread_members)"
sed -i 's/^    bool int32;/    bool unique_items;\n&/' "$work/include/model/model.h"
[ "$(unread_members)" = unique_items ] ||
    complain 'not seen: a keyword that is loaded and forgotten by emitters:' "$(unread_members) only"
verdict
