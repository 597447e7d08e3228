# shellcheck shell=sh
# Functions for the commands of docs/scale.md. Sourced with the arguments PROGRAMS DOCUMENT SAMPLES: the
# directory of dg-validate, docs/scale.md, and the directory of sample documents. Changes to a new folder.

programs=$(cd "$1" && pwd)
document=$(realpath "$2")
samples=$(cd "$3" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
PATH=$programs:$PATH
export PATH

# block LANGUAGE TEXT: prints the block of code that has the text.
block() {
    awk -v opening="\`\`\`$1" -v text="$2" '
        $0 == opening { inside = 1; block = ""; next }
        $0 == "```" && inside { if (index(block, text)) { printf "%s", block; exit } inside = 0 }
        inside { block = block $0 "\n" }' "$document" >found
    [ -s found ] || { echo "no block '$2' in $document"; exit 1; }
    cat found
}

# make_lines N: prints the samples, one on each line, N times. Spark would change those that aren't UTF-8, or begin
# with a byte order mark.
make_lines() {
    for sample in "$samples"/*.json; do
        tr -d '\r\n' <"$sample"
        printf '\n'
    done | python3 -c '
import sys
for line in sys.stdin.buffer:
    text = line.decode(errors="ignore")
    if text.encode() == line and text[0] != "\ufeff":
        sys.stdout.buffer.write(line)' >once
    awk -v n="$1" '{ line[NR] = $0 } END { for (i = 0; i < n; i++) for (k = 1; k <= NR; k++) print line[k] }' once
}

# verdicts: counts verdict lines, by verdict.
verdicts() {
    sed 's/^{"line":[0-9]*,"verdict":"\([a-z]*\)".*/\1/' | LC_ALL=C sort | uniq -c | sed 's/^ *//'
}

# figures: prints the sums of the figures of summaries, by name.
figures() {
    sed -n 's/^{"summary"://p' | tr '{},' '\n' | awk -F: '
        $2 + 0 > 0 { sum[$1] += $2 } END { for (name in sum) print name, sum[name] }' | LC_ALL=C sort
}
