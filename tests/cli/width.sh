#!/bin/sh
# Quoted lines follow the width of the terminal; otherwise that of COLUMNS, or 80.
# width.sh PROGRAMS PTY: the directory of dg-validate, and the program that runs others on a terminal.
set -eu

programs=$(cd "$1" && pwd)
pty=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
PATH=$programs:$PATH
unset COLUMNS NO_COLOR
failed=0

if "$pty" 80 true >none; then :; else
    cat none
    exit 77
fi

# Lines whose fault is at the beginning, in the middle and at the end, among plain, wide and hidden
# characters.
text() {
    awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'
}
for filling in x 漢 '\u0041' ä $(printf '\342\200\213'); do
    for before in 0 30 300; do
        for after in 0 300; do
            printf '{"type":"%s","title":5,"status":404,"detail":"%s"}\n' \
                "$(text $before "$filling")" "$(text $after "$filling")"
        done
    done
done >long.ndjson

# widest: the cells of the widest line of standard input that has a gutter.
widest() {
    sed -n '/^ *[0-9]* | /p' | sed 's/漢/@@/g' | LC_ALL=C sed 's/[\x80-\xBF]//g' |
        awk '{ if (length($0) > widest) widest = length($0) } END { print widest + 0 }'
}

# expect NAME WIDEST LEAST: the widest line of `report` has LEAST to WIDEST cells.
expect() {
    cells=$(widest <report)
    if [ "$cells" -gt "$2" ] || [ "$cells" -lt "$3" ]; then
        echo "$1: the widest line has $cells cells, not $3 to $2"
        failed=1
    fi
}

# Every caret is below the fault.
carets() {
    LC_ALL=C awk -v name="$1" '
        / \| .*"title":5/ || / \| .*5,"status"/ || / \| .*"title":$/ { line = $0 }
        / \| *\^$/ {
            at = index($0, "^")
            cells = line
            gsub(/\346\274\242/, "@@", cells)
            gsub(/[\200-\277]/, "", cells)
            if (substr(cells, at, 1) != "5") { print name ": " $0 " below " line; bad = 1 }
        }
        END { exit bad }' report || failed=1
}

run() {
    status=0
    "$@" >report || status=$?
    if [ "$status" -ne 1 ]; then
        echo "$*: exit status $status"
        failed=1
    fi
}

judge() {
    run "$@" dg-validate --color never --schema ProblemDetails long.ndjson
}

for columns in 40 80 100 133 200; do
    judge "$pty" "$columns"
    expect "a terminal of $columns" "$columns" "$((columns - 2))"
    carets "a terminal of $columns"
    judge env COLUMNS="$columns"
    expect "COLUMNS=$columns" "$columns" "$((columns - 2))"
    carets "COLUMNS=$columns"
done
# A terminal has its own width; one without has that of COLUMNS.
COLUMNS=120 judge "$pty" 90
expect "a terminal of 90, COLUMNS=120" 90 88
COLUMNS=120 judge "$pty" 0
expect "a terminal without a width, COLUMNS=120" 120 118
judge "$pty" 0
expect "a terminal without a width" 80 78
for columns in '' 0 -5 wide 12x ' 90'; do
    judge env COLUMNS="$columns"
    expect "COLUMNS='$columns'" 80 78
done
# Something is shown in the narrowest terminal, and not everything in the widest.
judge "$pty" 1
expect "a terminal of 1" 30 28
judge env COLUMNS=99999999999999999999
expect "COLUMNS=99999999999999999999" 1000 600
# A file is as wide whatever the terminal.
run "$pty" 200 dg-validate --color never --schema ProblemDetails long.ndjson -o file
mv file report
expect "a file" 80 78
exit $failed
