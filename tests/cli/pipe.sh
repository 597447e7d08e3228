#!/bin/sh
# With --pipe, the program answers each line before it gets the next one, and reports are those of a run
# without --pipe.
# pipe.sh PROGRAMS SAMPLES: the directory of dg-validate, and that of sample documents.
set -eu

programs=$(cd "$1" && pwd)
samples=$(cd "$2" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

fault() {
    echo "$1"
    exit 1
}

# begin OPTION...: starts the program, whose input is descriptor 3 and whose output is 4.
begin() {
    rm -f in out
    mkfifo in out
    "$programs/dg-validate" --pipe --schema BatchPrediction "$@" <in >out &
    exec 3>in 4<out
    number=0
}

# expect VERDICT: reads the answer to the next line.
expect() {
    number=$((number + 1))
    read -r answer <&4 || fault "no answer to line $number"
    case $answer in
    "{\"line\":$number,\"verdict\":\"$1\","*) ;;
    *) fault "line $number, expected $1: $answer" ;;
    esac
}

# end STATUS: no answer is left.
end() {
    exec 3>&-
    status=0
    wait $! || status=$?
    read -r answer <&4 && fault "one more answer: $answer"
    exec 4<&-
    [ "$status" = "$1" ] || fault "exit status $status"
}

# The shortest lines come first: nothing is waited for.
begin --max-record 4K
printf '\n' >&3
expect blank
printf '{}\n' >&3
expect violating
printf '%05000d\n' 0 >&3
expect unreadable
for sample in "$samples"/valid-*.json; do
    tr -d '\r\n' <"$sample" >line
    head -c 100 line >&3
    tail -c +101 line >&3
    printf '\r\n' >&3
    expect conforming
done
printf '[1]\n{}\n\n' >&3
expect violating
expect violating
expect blank
printf 'no line feed' >&3
exec 3>&-
expect violating
end 3
[ "$number" -gt 8 ] || fault "no samples"

begin
end 0

# Lines arrive in any portions.
for sample in "$samples"/*.json; do
    tr -d '\r\n' <"$sample"
    printf '\n'
done >lines
status=0
"$programs/dg-validate" -f ndjson --max-findings 0 --schema BatchPrediction - <lines >whole || status=$?
[ "$status" = 1 ] || fault "exit status $status without --pipe"
for size in 1 7 4096; do
    dd bs="$size" if=lines 2>copied | "$programs/dg-validate" --pipe --schema BatchPrediction --max-findings 0 \
        --report ndjson=beside >verdicts || status=$?
    [ "$status" = 1 ] || fault "portions of $size: exit status $status"
    cmp whole beside
    [ "$(wc -l <lines)" = "$(wc -l <verdicts)" ] || fault "portions of $size: not a verdict for each line"
done
grep '"code":' whole | sed 's/^{"input":"-",//' >found
sed -e 's/^.*"findings":\[//' -e 's/]}$//' verdicts |
    awk '{ gsub(/,?\{"input":"-",/, "\n"); printf "%s", $0 } END { print "" }' | sed '/^$/d' >told
cmp found told

# A reader that ends early ends the program, silently.
awk '{ for (i = 0; i < 1000; i++) print }' lines |
    { "$programs/dg-validate" --pipe --schema BatchPrediction 2>trouble || echo $? >status; } | head -n 1 >first
[ "$(cat status)" = 5 ] || fault "exit status $(cat status) after the reader ended"
[ ! -s trouble ] || fault "$(cat trouble)"
