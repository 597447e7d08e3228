#!/bin/sh
# The command line of dg-codegen: usage, files that can't be read or written, --check, --depfile, and
# output that depends only on the contract.
# usage: cli.sh CODEGEN PROJECT_DIR
set -u
codegen=$1
spec=$2/spec/batch_prediction.yaml
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0

fail() {
    echo "FAIL $1"
    failures=$((failures + 1))
}

# expect STATUS TEXT ARGUMENT...: checks the exit status, and a text in the output.
expect() {
    status=$1
    text=$2
    shift 2
    "$codegen" "$@" >said 2>&1
    actual=$?
    [ "$actual" -eq "$status" ] || fail "$*: status $actual, not $status"
    [ -z "$text" ] || grep -qF -e "$text" said || { fail "$*: no '$text' in:" && cat said; }
}

# --- Usage ---
expect 2 "dg-codegen: a command is missing; expected one of generate, lint, dump, bundle, diff, help"
expect 2 "dg-codegen: unknown command 'frob'; see --help" frob
expect 2 "unknown command 'lnit'; did you mean 'lint'?" lnit a
expect 2 "unknown command 'hlep'; did you mean 'help'?" hlep
expect 2 "unknown command 'lnit'; did you mean 'lint'?" help lnit
expect 2 "'help' doesn't take the argument 'x'" help lint x
expect 2 "--check doesn't apply to 'help'" help --check
expect 2 "dg-codegen: unknown option --frob; see --help" lint --frob
expect 2 "unknown option --shcema; did you mean --schema?" lint --shcema=A a
expect 2 "unknown option -x; see --help" lint -x a
expect 2 "the contract is missing; see --help" lint
expect 2 "expected one contract, but also got 'b'" lint a b
expect 2 "--out needs a value: DIR" generate a --out
expect 2 "--out DIR is missing" generate a
expect 2 "--out doesn't apply to 'lint'" lint a --out b
expect 2 "--check doesn't apply to 'dump'" dump a --check
expect 2 "--with-runtime doesn't apply to 'lint'" lint a --with-runtime
expect 2 "--check takes no value" generate a --check=1 --out b
expect 2 "--prefix: '1a' is not a C identifier" generate a --out b --prefix 1a
expect 2 "--prefix: '_a' is not a C identifier" generate a --out b --prefix _a
expect 2 "--prefix: '' is not a C identifier" generate a --out b --prefix=
expect 2 "--prefix: 'dg_opt' begins with dg_" generate a --out b --prefix dg_opt
expect 2 "--prefix: 'DG_' begins with dg_" generate a --out b --prefix DG_
expect 2 "--out: the value is empty; expected DIR" generate a --out ""
expect 2 "--out: the value is empty; expected DIR" generate a --out=
expect 2 "--depfile: the value is empty; expected FILE" generate a --out b --depfile ""
expect 2 "the name of the contract is empty" lint ""
expect 2 "--check writes nothing" generate a --out b --check --depfile d
expect 2 "--max-errors: '0' is not a number from 1 to 10000" lint a --max-errors 0
expect 2 "--strict doesn't apply to 'generate'" generate a --strict --out b
expect 0 "dg-codegen 0.1.0" --version
expect 0 "Usage: dg-codegen lint [OPTIONS] SPEC" lint --help
grep -q -e '--out' said && fail "the help of lint has an option of generate"
grep -q 'up to date' said && fail "the help of lint has a status of generate"
cp said help-of-lint
expect 0 "" help lint
cmp said help-of-lint || fail "help lint is not lint --help"
expect 0 "" help
cp said help
expect 0 "write a Makefile dependency file" --help
cmp said help || fail "help is not --help"
grep -q '^ *dg-codegen help \[COMMAND\] \[--as FORM\]$' said || fail "the usage lacks help"
grep -q '.\{81\}' said && fail "--help has lines of more than 80 columns"
for word in generate lint dump bundle diff help; do
    grep -q "^  $word  *[a-z]" said || fail "--help does not describe the command $word"
done
for option in out operation schema overlay prefix check depfile format fail-on witnesses help version; do
    grep -q -e "^  ...  *--${option}[= ].*[a-z]" said || fail "--help does not describe --$option"
done

# --- Notes and limits ---
printf '%s\n' 'openapi: 3.1.0' 'info: {title: t, version: "1"}' 'paths:' '  /a:' '    get:' \
    '      operationId: a' '      callbacks: {}' "      responses: {'200': {description: d, links: {}}}" \
    >noted.yaml
expect 0 "noted.yaml:7:7: note: 'callbacks' isn't judged" lint noted.yaml
expect 1 "noted.yaml:7:7: note: 'callbacks' isn't judged" lint noted.yaml --strict
expect 0 "noted.yaml: only the first 1 notes are shown" lint noted.yaml --max-errors 1
expect 0 "" lint --strict "$spec"
[ -s said ] && fail "the project's contract has notes"
cat >formats.yaml <<'TXT'
openapi: 3.1.0
info: {title: t, version: '1'}
components: {schemas: {A: {type: object, properties: {a: {type: string, format: a}, b: {type: string, format: date}}}}}
TXT
expect 1 "note: format 'a' is not judged" lint formats.yaml --schema A --strict
expect 0 "" lint formats.yaml --schema A --strict --format-annotation a
expect 0 '"b" b A_B text date' dump formats.yaml --schema A --format-annotation a
expect 0 "" dump formats.yaml --schema A --format-annotation '*'
grep -q '"b" b A_B text$' said || fail "--format-annotation '*' leaves a format"
sed 's/type: string, format: a/enum: [x]/' formats.yaml >enums.yaml
expect 0 '"a" a A_A enum a_a' dump enums.yaml --schema A
grep -q ' open' said && fail "an enum is open without --open-enums"
expect 0 '    arena 176 + 13 * length' dump formats.yaml --schema A --memory
"$codegen" dump --memory "$spec" --overlay "${spec%.yaml}.overlay.yaml" >memory
printf '%s\n' 'dg_problem_details "#/components/schemas/ProblemDetails"' '    struct 112' \
    '    arena 544 + 45 * length' '    stack 5368 + 408 * depth, 214264' \
    'dg_batch_prediction "#/components/schemas/BatchPrediction"' '    struct 1152' \
    '    arena 1872 + 45 * length' '    stack 6152 + 408 * depth, 215048' |
    diff - memory || fail "dump --memory of the contract"
expect 2 "--memory doesn't apply to 'lint'" lint formats.yaml --memory
expect 0 'enum a_a "#/components/schemas/A/properties/a" opt open' dump enums.yaml --schema A --open-enums
printf '%s\n' 'openapi: 3.1.0' 'info: {title: t, version: "1"}' 'paths:' '  /a:' '    get:' \
    "      responses: {'600': {}, '601': {}, '602': {}}" >wrong.yaml
expect 1 "wrong.yaml: only the first 2 errors are shown" lint wrong.yaml --max-errors 2
[ "$(grep -c ': error: ' said)" -eq 2 ] || fail "--max-errors 2 shows another number of errors"

# --- Overlays ---
cat >shelf.yaml <<'Y'
openapi: 3.1.0
info: {title: Shelf, version: '1'}
paths: {}
components: {schemas: {Book: {type: object}}}
Y
printf 'overlay: 1.0.0\ninfo: {title: a, version: "1"}\nactions:\n- {target: $.info, update: {title: Other}}\n' >first.yaml
printf 'overlay: 1.0.0\ninfo: {title: b, version: "1"}\nactions:\n- {target: "$.info[?@ == \x27Other\x27]", remove: true}\n' >second.yaml
expect 0 "title: Other" bundle shelf.yaml --overlay first.yaml
expect 0 "warning: the target selects nothing" bundle shelf.yaml --overlay second.yaml --overlay first.yaml
expect 0 "" bundle shelf.yaml --overlay first.yaml --overlay=second.yaml
grep -q title said && fail "overlays aren't applied in the order of the options"
expect 1 "shelf.yaml:2:7: error: 'title' is missing" lint shelf.yaml --schema Book --overlay first.yaml --overlay second.yaml
expect 3 "missing.yaml: No such file" lint shelf.yaml --overlay missing.yaml
expect 3 "Is a directory" lint shelf.yaml --overlay .
expect 1 "shelf.yaml:1:1: error: not an overlay: the field 'overlay' is missing" lint shelf.yaml --overlay shelf.yaml
expect 2 "--out doesn't apply to 'bundle'" bundle shelf.yaml --out d
expect 2 "--overlay: the value is empty; expected FILE" bundle shelf.yaml --overlay ""
expect 0 "" generate shelf.yaml --schema Book --out overlaid --overlay first.yaml --depfile deps
expect 0 "warning: the target selects nothing" lint shelf.yaml --schema Book --overlay second.yaml
expect 0 "warning: the target selects nothing" generate shelf.yaml --schema Book --out warned --overlay second.yaml
grep -q 'first.yaml' deps || fail "the depfile doesn't name the overlay"
grep -rq 'Other' overlaid || fail "generate takes no overlay"

# --- Operations by method and path ---
printf '%s\n' 'openapi: 3.2.0' 'info: {title: t, version: "1"}' 'paths:' '  /a/{b}:' \
    "    get: {responses: {'204': {description: d}}}" \
    "    put: {operationId: put, responses: {'205': {description: d}}}" \
    "    post: {operationId: post, oops: 1}" \
    "    additionalOperations: {COPY: {responses: {'206': {description: d}}}}" \
    '    parameters: [{name: b, in: path, required: true, schema: {type: string}}]' >methods.yaml
expect 0 '    response 204' dump methods.yaml --operation 'GET /a/{b}'
grep -q 'response 20[56]' said && fail "another operation was chosen, too"
expect 0 '    response 205' dump methods.yaml --operation 'put /a/{b}'
expect 0 '    response 206' dump methods.yaml --operation 'COPY /a/{b}'
expect 1 "there is no operation 'GET /a/{c}'; did you mean 'GET /a/{b}'?" dump methods.yaml --operation 'GET /a/{c}'
expect 1 "there is no operation 'PATCH /a/{b}'" lint methods.yaml --operation 'PATCH /a/{b}'
# --- Differences ---
sed 's/type: object/type: object, maxProperties: 3/' shelf.yaml >narrow.yaml
expect 2 "the two contracts are missing; see --help" diff
expect 2 "the new contract is missing; see --help" diff shelf.yaml
expect 2 "expected two contracts, but also got 'c'" diff a b c
expect 2 "the name of the contract is empty" diff a ""
expect 2 "--format doesn't apply to 'lint'" lint shelf.yaml -f json
expect 2 "--format: 'jso' is not" diff a b -f jso
expect 2 "--witnesses: the value is empty; expected DIR" diff a b --witnesses ""
expect 3 "missing.yaml: No such file" diff shelf.yaml missing.yaml --schema Book
expect 3 "missing.yaml: No such file" diff missing.yaml shelf.yaml --schema Book
expect 1 "shelf.yaml:2:7: error: 'title' is missing" diff narrow.yaml shelf.yaml --schema Book --overlay first.yaml --overlay second.yaml
expect 0 "no changes" diff shelf.yaml shelf.yaml --schema Book --overlay second.yaml
sed 's/maxProperties: 3/&, minProperties: 1/' narrow.yaml >narrower.yaml
expect 0 "0 breaking, 1 warning, 0 info" diff narrow.yaml narrower.yaml --schema Book
expect 1 "0 breaking, 1 warning, 0 info" diff narrow.yaml narrower.yaml --schema Book --fail-on warning
expect 1 "2 breaking" diff narrow.yaml shelf.yaml --schema Book
expect 0 "2 breaking" diff narrow.yaml shelf.yaml --schema Book --fail-on never
mkdir -p deep/witnesses && touch deep/witnesses/witness-123-limit.json deep/witnesses/witness.json
expect 1 "2 breaking" diff narrow.yaml shelf.yaml --schema Book --witnesses deep/witnesses
[ "$(ls deep/witnesses)" = "witness-001-limit-accepted-by-new.json
witness.json" ] || fail "--witnesses: $(ls deep/witnesses)"
grep -qF '{"aaaa":null,"aaab":null,"aaac":null,"aaad":null}' deep/witnesses/witness-001* || fail "--witnesses: the document"
expect 3 "shelf.yaml/a: Not a directory" diff narrow.yaml shelf.yaml --schema Book --witnesses shelf.yaml/a
expect 3 "/proc/witnesses: No such file" diff narrow.yaml shelf.yaml --schema Book --witnesses /proc/witnesses
"$codegen" diff narrow.yaml shelf.yaml --schema Book >/dev/full 2>said
[ $? -eq 3 ] || fail "diff to a full device: status"

# --- The action that a refused keyword names takes it out ---
cat >refused.yaml <<'TXT'
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  '/a/{it''s}':
    get:
      parameters: [{name: it's, in: path, required: true}]
      responses: {'200': {description: d, content: {application/json: {schema: {type: object, properties: {a: {type: string, pattern: (?!none)}}}}}}}
TXT
expect 1 "refused.yaml: note: an overlay can take it out: {target: " lint refused.yaml
{
    printf '%s\n' 'overlay: 1.1.0' "info: {title: t, version: '1'}" 'actions:'
    sed -n 's/.*an overlay can take it out: /  - /p' said
} >taken.yaml
expect 0 "" lint refused.yaml --overlay taken.yaml --strict

# --- Files that references lead to ---
mkdir -p files/parts outside
cat >files/contract.yaml <<'TXT'
openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get:
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: 'parts/a.yaml'}}}}}
TXT
echo "{type: object, properties: {a: {type: string}}}" | tee files/parts/a.yaml >outside/a.yaml
expect 0 "" generate files/contract.yaml --out files/out --depfile files/depfile
grep -q '^ files/parts/a.yaml$' files/depfile || fail "the depfile lacks a file of the contract"
(cd files && "$codegen" lint contract.yaml) || fail "a contract without a folder in its name"
expect 0 "" lint "$PWD/files/contract.yaml"
rm files/parts/a.yaml
expect 1 "'parts/a.yaml' can't be read: No such file or directory [ref-external]" lint files/contract.yaml
ln -s ../../outside/a.yaml files/parts/a.yaml
expect 1 "'parts/a.yaml' can't be read: symbolic links aren't followed" lint files/contract.yaml
rm -r files/parts
ln -s ../outside files/parts
expect 1 "'parts/a.yaml' can't be read: symbolic links aren't followed" lint files/contract.yaml

# --- Reading ---
expect 3 "missing.yaml: No such file" lint missing.yaml
expect 3 "Is a directory" lint .
expect 1 "[file-size]" lint /dev/zero
printf '%s\n' 'openapi: 3.1.0' >-- && mv -- -- --help
expect 1 "'info' is missing" lint -- --help

# --- The output depends on the contract, not on the folder, the locale or an earlier run ---
expect 0 "" generate "$spec" --out a
[ -s said ] && fail "a run without errors said something"
mkdir -p elsewhere/deep
(cd elsewhere/deep && LC_ALL=tr_TR.UTF-8 TZ=Asia/Tokyo "$codegen" generate "$spec" --out b/c/) ||
    fail "another directory and locale"
diff -r a elsewhere/deep/b/c || fail "the output depends on the directory or the locale"
for file in a/* a/lookups/*; do
    [ -d "$file" ] && continue
    head -n 1 "$file" | grep -q "Generated by dg-codegen" || fail "$file has no marker"
done
expect 0 "operation \"cancel" dump "$spec"
expect 0 "" generate "$spec" --out other --prefix foo --operation cancelBatchPrediction
grep -q "struct foo_batch_prediction " other/types.h || fail "--prefix"

# --- With the runtime: gperf runs as a program ---
mkdir no-gperf with-gperf
command=$codegen
with_path() {
    codegen=with_path_run
    path=$1
}
with_path_run() {
    PATH=$path "$command" "$@"
}
gperf_is() {
    printf '#!/bin/sh\n%s\n' "$1" >with-gperf/gperf
    chmod +x with-gperf/gperf
}
with_path "$PWD/no-gperf"
expect 3 "--with-runtime needs gperf, which is not installed" generate "$spec" --out vendored --with-runtime
with_path "$PWD/with-gperf:$PATH"
for way in 'cat >/dev/null; exit 3' 'exit 0' 'kill -9 $$'; do # a status, a closed pipe, a signal
    gperf_is "$way"
    expect 3 "dg-codegen: gperf: it failed" generate "$spec" --out vendored --with-runtime
done
[ ! -e vendored ] || fail "files were written without gperf"
gperf_is 'echo "/* by a test */"; cat'
expect 0 "" generate "$spec" --out vendored --with-runtime
grep -q 'by a test' vendored/lookups/batch_prediction_status.c || fail "the output of gperf isn't used"
expect 0 "" generate "$spec" --out vendored --with-runtime --check
gperf_is 'echo "/* by another */"; cat'
expect 1 "vendored/lookups/batch_prediction_status.c: out of date" generate "$spec" --out vendored --with-runtime --check
codegen=$command

# --- Files that are up to date are left unchanged ---
find a -type f -exec touch -t 200001010000 {} +
find a -type f -exec ls -ln --time-style=+%s {} + | sort >before
expect 0 "" generate "$spec" --out a
find a -type f -exec ls -ln --time-style=+%s {} + | sort >after
cmp -s before after || fail "files that did not change were written"

# --- --check ---
expect 0 "" generate "$spec" --out a --check
[ -s said ] && fail "--check of what is current said something"
echo "/* changed */" >>a/types.h
rm a/types.c
echo "/* Generated by dg-codegen. */" >a/old.h
echo "/* Generated by dg-codegen. */" >a/lookups/old.gperf
echo "mine" >a/mine.h
cp -R a stale
expect 1 "a/types.h: out of date" generate "$spec" --out a --check
for line in "a/types.c: missing" "a/old.h: no longer generated" \
    "a/lookups/old.gperf: no longer generated"; do
    grep -qF "$line" said || fail "--check did not say: $line"
done
grep -q "mine" said && fail "--check spoke of a file that is not generated"
diff -r a stale || fail "--check wrote something"
expect 0 "" generate "$spec" --out a
[ -e a/old.h ] || [ -e a/lookups/old.gperf ] && fail "files left over were not removed"
[ "$(cat a/mine.h)" = mine ] || fail "a file that is not generated was touched"
rm a/mine.h
diff -r a elsewhere/deep/b/c || fail "generate did not bring the folder up to date"
expect 1 "nowhere/types.h: missing" generate "$spec" --out nowhere --check
[ -e nowhere ] && fail "--check made a directory"

# --- No file is written if there is an error ---
printf 'openapi: 3.1.0\n' >wrong.yaml
expect 1 "[missing]" generate wrong.yaml --out wrong
[ -e wrong ] && fail "a contract with errors made files"
mkdir foreign
echo "mine" >foreign/decode.c
expect 3 "foreign/decode.c: not written by dg-codegen" generate "$spec" --out foreign
[ "$(cat foreign/decode.c)" = mine ] || fail "a file that is not generated was overwritten"
[ -z "$(find foreign -type f ! -name decode.c)" ] || fail "files beside one in the way"

# --- Files that may not be read are left alone, unless they have the name of an output file ---
mkdir -p unreadable
echo "mine" >unreadable/secret && chmod 000 unreadable/secret
expect 0 "" generate "$spec" --out unreadable
expect 0 "" generate "$spec" --out unreadable --check
rm -f unreadable/types.c
chmod 000 unreadable/types.h
if [ "$(id -u)" -ne 0 ]; then
    expect 3 "unreadable/types.h: Permission denied" generate "$spec" --out unreadable
    [ -e unreadable/types.c ] && fail "files were written beside one that can't be read"
fi

# --- A file that is replaced keeps its permissions ---
echo "/* Generated by dg-codegen. */" >a/types.h
chmod 640 a/types.h
expect 0 "" generate "$spec" --out a
[ "$(stat -c %a a/types.h)" = 640 ] || fail "the permissions of a/types.h"

# --- Two runs at once: neither removes the files that the other is writing ---
mkdir -p together/lookups
echo "/* Generated by dg-codegen. */" >together/.dg-codegen-inuse1
touch together/.dg-codegen-killed together/lookups/.dg-codegen-killed together/.dg-codegen-other-file
(
    flock 9
    expect 0 "" generate "$spec" --out together
) 9<together/.dg-codegen-inuse1
[ -e together/.dg-codegen-inuse1 ] || fail "the temporary file of another run was removed"
[ -e together/.dg-codegen-other-file ] || fail "a file that is not a temporary one was removed"
[ -z "$(find together -name '.dg-codegen-killed')" ] || fail "what a killed run left stays"
rm together/.dg-codegen-inuse1 together/.dg-codegen-other-file
round=0
while [ "$round" -lt 20 ]; do
    rm -rf together
    "$codegen" generate "$spec" --out together 2>first &
    other=$!
    "$codegen" generate "$spec" --out together 2>second || fail "two runs at once: $(cat second)"
    wait "$other" || fail "two runs at once: $(cat first)"
    diff -r a together || fail "two runs at once: the output"
    round=$((round + 1))
done

# --- A signal: the files are unchanged or all new, and no temporary file is left ---
mkdir -p interrupted
"$codegen" generate "$spec" --out whole || fail "the output to compare with"
round=0
while [ "$round" -lt 60 ]; do
    rm -rf interrupted
    env --default-signal=INT "$codegen" generate "$spec" --out interrupted 2>said &
    run=$!
    turn=0
    while [ "$turn" -lt $((round * 20)) ] && [ ! -d interrupted/lookups ]; do turn=$((turn + 1)); done
    kill -s TERM "$run" 2>/dev/null
    status=0
    wait "$run" 2>/dev/null || status=$?
    [ "$status" = 143 ] || [ "$status" = 0 ] || fail "a signal: status $status"
    [ -z "$(find interrupted -name '.*.*' -o -name '.dg*' 2>/dev/null)" ] || fail "a signal: files are left"
    if [ -n "$(find interrupted -type f 2>/dev/null)" ]; then
        diff -r interrupted whole >/dev/null || fail "a signal: the output is incomplete"
    fi
    round=$((round + 1))
done

# --- Failures to write ---
touch plain
expect 3 "plain" generate "$spec" --out plain
expect 3 "plain" generate "$spec" --out plain/below
expect 3 "/dev/full" generate "$spec" --out /dev/full
mkdir -p a-directory/types.h
expect 3 "a-directory/types.h" generate "$spec" --out a-directory
[ -z "$(find a-directory -type f)" ] || fail "files beside a directory in the way"
mkdir locked && chmod 555 locked
if [ "$(id -u)" -ne 0 ]; then
    expect 3 "Permission denied" generate "$spec" --out locked
fi
"$codegen" dump "$spec" >/dev/full 2>said
[ $? -eq 3 ] || fail "dump to a full device: status"
grep -q "No space left" said || fail "dump to a full device: nothing said"
# A disk that fills up: no file may be larger than one block.
(
    ulimit -f 1
    trap '' XFSZ
    "$codegen" generate "$spec" --out small >said 2>&1
)
[ $? -eq 3 ] || fail "a file that got too large: status"
grep -q "File too large" said || fail "a file that got too large: nothing said"
[ -z "$(find small -type f 2>/dev/null)" ] || fail "files left after a failed write"

# --- --depfile ---
odd="a \$pec #1.yaml"
ln -s "$spec" "$odd"
expect 0 "" generate "$odd" --out a --depfile a.d
grep -q '^ a/lookups.c ' a.d || fail "the depfile does not name a/lookups.c"
grep -qF ": a\\ \$\$pec\\ \\#1.yaml" a.d || fail "the depfile does not name the contract as make reads it"
cp "$spec" own.yaml
ln own.yaml own.d
expect 2 "--depfile would be written to a file of the contract: own.yaml" generate own.yaml --out own --depfile own.d
cmp -s own.yaml "$spec" || fail "a depfile replaced the contract"
[ -e own ] && fail "files beside a depfile that is refused"
touch -t 200001010000 a.d
cp -p a.d before.d
expect 0 "" generate "$odd" --out a --depfile a.d
[ -n "$(find a.d -newer before.d)" ] && fail "a depfile that did not change was written"
: >empty.d
expect 0 "" generate "$odd" --out a --depfile empty.d
cmp a.d empty.d || fail "a depfile of other text was not replaced"
(
    ulimit -f 0
    trap '' XFSZ
    "$codegen" generate "$spec" --out a --depfile a.d >said 2>&1
)
[ $? -eq 3 ] || fail "a depfile that can't be written: status"
cmp a.d empty.d || fail "a depfile that can't be written was not left as it was"
[ -z "$(find . -name '.dg-codegen-*')" ] || fail "temporary files were left"
expect 3 "/dev/full" generate "$spec" --out a --depfile /dev/full
expect 3 "nowhere/a.d" generate "$spec" --out a --depfile nowhere/a.d

echo "$failures failures"
[ "$failures" -eq 0 ]
