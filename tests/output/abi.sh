#!/bin/sh
# abi.sh CODEGEN WORK: the digest of the declarations changes with each declaration, and with nothing else. The digest in
# abi.h is the one that `dg-codegen diff` prints.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/output/lib.sh
. "$here/lib.sh"
codegen=$1
work=$2
base=$here/abi.yaml

# digest FILE [OPTION]...: compiles the contract and prints the digest in abi.h.
digest() {
    file=$1
    shift
    "$codegen" generate "$file" --out "$work/generated" --schema Mug "$@" 2>"$work/log" || {
        cat "$work/log" >&2
        return 1
    }
    sed -n 's/^#define [A-Z]*_CONTRACT_ABI "\(.*\)"$/\1/p' "$work/generated/abi.h"
}

# edit SCRIPT: changes the contract with sed, and fails if nothing changed.
edit() {
    sed -E "$1" "$base" >"$work/edited.yaml"
    ! cmp -s "$base" "$work/edited.yaml" || complain "an edit without effect:" "$1"
    edited=$(digest "$work/edited.yaml") || complain "not compiled:" "$1"
}

changes() {
    edit "$2"
    [ "$edited" != "$before" ] || complain "the digest should change:" "$1"
    case " $digests " in
    *" $edited "*) complain "the digest of another edit:" "$1" ;;
    esac
    digests="$digests $edited"
}

same() {
    edit "$2"
    [ "$edited" = "$before" ] || complain "the digest should not change:" "$1"
}

rm -rf "$work"
mkdir -p "$work"
before=$(digest "$base")
digests=$before
echo "$before" | grep -qxE '[0-9a-f]{12}' || complain "not a digest:" "$before"

changes "member added" 's/^( *)name: .type: string, .*/&\n\1colour: {type: string}/'
changes "member removed" '/^ *cups: /d; s/ cups,//; /x-dg-rules/,/severity/d'
changes "member renamed" 's/boiled_at/cooked_at/'
changes "member of another type" 's/(tight: .type: )boolean/\1integer/'
changes "members reordered" 's/^( *)name: (.*)/\1boiled: {type: boolean}\n\1name: \2/'
changes "members swapped" '/^ *cups: /d; s/^( *)parts: .*/&\n\1cups: {type: integer, maximum: 12}/'
changes "member nullable" 's/^( *cups: .type: )integer/\1[integer, "null"]/; /x-dg-rules/,/severity/d'
changes "member optional" 's/ lid,//'
changes "enumerator added at the end" 's/warm, hot/warm, hot, boiling/'
changes "enumerator removed" 's/warm, hot/warm/'
changes "enumerator renamed" 's/warm, hot/warm, boiling/'
changes "enumerators reordered" 's/warm, hot/hot, warm/'
# shellcheck disable=SC2016 # a reference of the contract
changes "type added" 's/^    Mug:/    Spoon: {type: object, properties: {}}\n&/; s/^( *)name: .type: string, .*/&\n\1spoon: {$ref: "#\/components\/schemas\/Spoon"}/'
changes "type renamed" 's/Lid/Cover/'
changes "type removed" 's/^( *lid: ).*/\1{type: boolean}/'
changes "functions added: a type becomes a body" "s/^      responses:/&\n        '202':\n          description: A handle.\n          content: {application\/json: {schema: {\$ref: '#\/components\/schemas\/Kettle\/properties\/handle'}}}/"
changes "limit of an inline map" 's/maxProperties: 4/maxProperties: 5/'
changes "map in the arena" 's/maxProperties: 4/maxProperties: 400/'
changes "alternative added" 's/(.type: string., )(.type: integer.\]\})/\1{type: boolean}, \2/'
changes "alternatives reordered" 's/\[(.type: string.), (.type: integer.)\]/[\2, \1]/'

same "title" 's/title: Kettles/title: All kettles/'
same "title that looks like a comment" 's|title: Kettles|title: "All /* kettles"|'
same "version" "s/version: '1'/version: '2'/"
same "description" 's/Boils water/Boils tea/; s/When it boiled/When the water boiled/'
same "summary and description of a response" 's/Gets a/Reads a/; s/The kettle/One kettle/'
same "message of a rule" 's/must have water/needs water/'
same "rule" 's/self.cups != 0/self.cups != 1/'
same "rule removed" '/x-dg-rules/,/severity/d'
same "comment" 's/^openapi/# A kettle\n&/'
same "limit of a text" 's/maxLength: 8/maxLength: 9/'
same "limit of a number" 's/maximum: 12/maximum: 13/'
same "order of schemas" '/^    Lid:/,/tight: /d; s/^  schemas:/&\n    Lid:\n      type: object\n      required: [tight]\n      properties:\n        tight: {type: boolean}/'

# With a longer prefix, some lines are broken.
long=$(digest "$base" --prefix kettles)
sed 's/Boils water/Boils tea/' "$base" >"$work/edited.yaml"
[ "$(digest "$work/edited.yaml" --prefix kettles)" = "$long" ] || complain "the digest should not change:" "long prefix"
[ "$long" != "$before" ] || complain "the digest should change:" "prefix"
digest "$base" >"$work/again"
[ "$(cat "$work/again")" = "$before" ] || complain "another digest in another run:" "$(cat "$work/again")"

sed 's/warm, hot/hot, warm/' "$base" >"$work/edited.yaml"
"$codegen" diff "$base" "$work/edited.yaml" -f json --fail-on never --schema Mug >"$work/diff"
for file in "$base" "$work/edited.yaml"; do
    grep -q "sha256:$(digest "$file")[0-9a-f]\{52\}\"" "$work/diff" || complain "not in the differences:" "$file"
done
verdict
