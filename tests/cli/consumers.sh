#!/bin/sh
# Reports with hostile text, in every format: each is read by a consumer, holds no secret, and has the same
# exit status; --report writes the same bytes, with any number of threads.
# consumers.sh PROGRAMS: the directory of dg-validate. Without xmllint, JUnit's schema isn't checked (77).
set -eu

programs=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset GITHUB_STEP_SUMMARY
LC_ALL=C
export LC_ALL
failed=0
formats=$("$programs/dg-validate" help | sed -n '/^Report formats:/,/^$/s/^  \([a-z][a-z]*\) .*/\1/p')

fault() {
    echo "$1"
    failed=1
}
[ "$(echo "$formats" | wc -w)" -ge 8 ] || fault "few formats: $formats"

cp -R "$here/data" "$scratch/data"
cd "$scratch/data"

# Every kind of text that a format could take for something else, as value, member name, media type and file.
# shellcheck disable=SC2016
hostile() {
    printf '"\\"quotes\\" <tag attr=\\"x\\">&amp; ]]> %%25 %%0A ::error:: # SKIP \\\\ {0} [a](b) `c` | \\n\\r\\t\\u0000\\u0007\\u001b[2J'
    printf '\342\200\256\342\201\246\342\200\217 \360\237\230\200 \357\277\276\357\277\277 \177 \302\205"'
}
{
    printf '{"type":'
    hostile
    printf ',"title":5,"status":'
    hostile
    printf ',"errors":[{"pointer":7,"code":8,"message":'
    hostile
    printf '}],'
    hostile
    printf ':1,"detail":"\377\300\200"}'
} >values.json
# The text of 1 MB is the value, the message and the pointer.
awk 'BEGIN { printf "{\"status\":\""; for (i = 0; i < 250000; i++) printf "\360\237\230\200"; print "\"}" }' >long.json
awk 'BEGIN { printf "{\""; for (i = 0; i < 250000; i++) printf "\\n<>&"; print "\":{\"a\":1}}" }' >names.json
{
    printf 'HTTP/1.1 200 OK\r\nContent-Type: a/b;c="<&>%%0A::error::\033[2J\342\200\256"\r\n\r\n'
    hostile
    printf '\r\n'
} >types.http
cp values.json "$(printf 'a %%25<&>"\047\n\033\377\342\200\256\360\237\230\200 # SKIP,x:y]]>.json')"
cp values.json "$(printf '  ')"
inputs="--schema ProblemDetails . missing.json"

for format in $formats; do
    grep -q "^| .*\`$format\`\|\`-f $format\`" "$here/../../docs/reports.md" || fault "docs/reports.md doesn't name $format"
    status=0
    # shellcheck disable=SC2086
    "$programs/dg-validate" -f "$format" $inputs >"../report.$format" 2>../trouble || status=$?
    [ "$status" = 3 ] || fault "$format: exit status $status"
    for threads in 1 3; do
        # shellcheck disable=SC2086
        "$programs/dg-validate" -q -j "$threads" --report "$format=../again" $inputs 2>../trouble || true
        cmp ../again "../report.$format" || fault "$format: --report, with $threads threads"
    done
    [ "$(wc -c <"../report.$format")" -lt 1000000 ] || fault "$format: long texts are not cut"
    case $format in
    human | json | ndjson | sarif) ;;
    *) grep -q "$(printf '\033\\|\302\205\\|\342\200\256\\|\177')" "../report.$format" &&
        fault "$format: control or bidi characters" ;;
    esac
    grep -q "$(printf '\377')" "../report.$format" && fault "$format: invalid UTF-8"
    case $format in
    human | github) ;;
    *) grep -q '…' "../report.$format" || fault "$format: cut texts don't say so" ;;
    esac
done
# shellcheck disable=SC2086
"$programs/dg-validate" -q $inputs --report json=../one.json --report junit=../one.xml --report sarif=../one.sarif \
    --report github=../one.github --report tap=../one.tap --report human=../one.txt --report ndjson=../one.ndjson \
    2>../trouble || true
for row in json:json junit:xml sarif:sarif github:github tap:tap human:txt ndjson:ndjson; do
    cmp "../one.${row#*:}" "../report.${row%:*}" || fault "$row: several from one run"
done

# JSON, SARIF and the JSON lines are JSON, and JUnit is XML. With --verbose, JSON has the ends that SARIF has.
for format in json ndjson; do
    # shellcheck disable=SC2086
    "$programs/dg-validate" -v -f "$format" $inputs >"../report.$format" 2>../trouble || true
done
python3 - <<'PY' || fault "a report is not what it should be"
import json, os, re, xml.etree.ElementTree
report = json.load(open('../report.json', encoding='utf-8'))
lines = [json.loads(line) for line in open('../report.ndjson', encoding='utf-8')]
assert lines[0] == {key: report[key] for key in ('schema', 'tool', 'contract')}
assert lines[-1] == {'summary': report['summary']}
assert [line for line in lines[1:-1] if 'code' in line] == report['findings']
assert [line for line in lines[1:-1] if 'code' not in line] == report['inputs']
figures = list(report['inputs'][0])[1:8]
for figure in figures:
    assert sum(entry[figure] for entry in report['inputs']) == report['summary'][figure], figure

# The region of a finding is a value, a name or a character, by what is written in the file.
def check_end(finding):
    if 'body' in finding or not os.path.exists(finding['input']):
        return
    data = open(finding['input'], 'rb').read()
    if data[:2] == b'\x1f\x8b' or data[:4] == b'\x28\xb5\x2f\xfd':
        return
    start, end = finding['offset'], finding['end']['offset']
    value, before = data[start:end], data[:end]
    assert len(value) > 0 or data[start:start + 1] in (b'', b'\r', b'\n'), finding
    assert finding['end']['line'] == 1 + before.count(b'\n'), finding
    line = before[before.rfind(b'\n') + 1:].decode('utf-8', 'surrogateescape')
    assert finding['end']['column'] == 1 + len(line), finding
    if len(value) > 1 and finding['code'] not in ('json.syntax', 'json.utf8', 'json.surrogate', 'json.bom', 'required'):
        try:
            json.loads(value.decode('utf-8', 'replace'), strict=False)
        except ValueError as error:
            raise AssertionError(value, finding) from error

run = json.load(open('../report.sarif', encoding='utf-8'))['runs'][0]
rules = [rule['id'] for rule in run['tool']['driver']['rules']]
assert len(run['results']) == len(report['findings']) and len(rules) == len(set(rules))
for result, finding in zip(run['results'], report['findings']):
    assert result['ruleId'] == finding['code'] == rules[result['ruleIndex']]
    [location] = result['locations']
    place = location['physicalLocation']
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", place['artifactLocation']['uri'])
    assert ('region' in place) == ('line' in finding)
    if 'line' in finding:
        region, end = place['region'], finding['end']
        assert (region['startLine'], region['startColumn'], region['byteOffset']) == \
            (finding['line'], finding['column'], finding['offset'])
        assert (region.get('endLine', region['startLine']), region['endColumn'],
                region['byteOffset'] + region['byteLength']) == (end['line'], end['column'], end['offset'])
        check_end(finding)
    fingerprint = result['partialFingerprints']['dgFinding/v1']
    assert finding['input'] not in fingerprint and 'quotes' not in fingerprint.replace('unknown-property', '') or \
        finding['code'] == 'unknown-property'
uris = {result['locations'][0]['physicalLocation']['artifactLocation']['uri'] for result in run['results']}
assert './a%20%2525%3C%26%3E%22%27' not in uris
assert any(uri.startswith('./a%20%2525%3C%26%3E%22%27') for uri in uris), uris

suites = xml.etree.ElementTree.parse('../report.junit').getroot()
assert len(suites) == len(report['inputs'])
for suite, entry in zip(suites, report['inputs']):
    cases = suite.findall('testcase')
    assert int(suite.get('tests')) == len(cases) == 1 + entry['violating'] + entry['unwanted'], suite.get('name')
    for name, attribute in (('failure', 'failures'), ('error', 'errors'), ('skipped', 'skipped')):
        assert int(suite.get(attribute)) == len(suite.findall('testcase/' + name)), name
    assert (suite.find('testcase/error') is not None) == (entry['unreadable'] > 0)
    if entry['skipped'] and not (entry['violating'] or entry['unreadable'] or entry['unwanted']):
        assert suite.find('testcase/skipped') is not None

text = open('../report.github', encoding='utf-8').read()
commands = [line for line in text.splitlines() if line.startswith('::')]
assert len(text.splitlines()) == len(commands) + 1 and text.count('\n') == len(commands) + 1
for level in ('error', 'warning', 'notice'):
    assert sum(line.startswith('::%s ' % level) for line in commands) <= 10, level
for line in commands:
    assert re.fullmatch(r'::(error|warning|notice) file=[^:,]*(,line=\d+,col=\d+)?,title=[^:,]*::.*', line), line
    assert not re.search(r'%(?!25|0A|0D|3A|2C)', line), line
PY

# Reports fit their contract.
"$programs/dg-validate-reports" --schema Report --fail-on-skip ../report.json >../judged || fault "$(cat ../judged)"
"$programs/dg-validate-reports" --schema Line --fail-on-skip ../report.ndjson >../judged || fault "$(cat ../judged)"

# TAP
"$programs/dg-validate" -f tap --schema ProblemDetails one.txt problems.jsonl >../pass.tap
prove -e cat ../pass.tap >../proved || fault "prove: $(cat ../proved)"
prove -e cat ../report.tap >../proved 2>&1 && fault "prove passes what fails"
grep -q "Tests=$(grep -c '^\(not \)\?ok' ../report.tap)," ../proved || fault "prove: $(tail -n 3 ../proved)"
grep -qi 'parse error' ../proved && fault "prove: $(cat ../proved)"

# A job's page gets Markdown, without markup of others.
echo before >../page.md
# shellcheck disable=SC2086
GITHUB_STEP_SUMMARY=$scratch/page.md "$programs/dg-validate" -f github $inputs >../again 2>../trouble || true
cmp ../again ../report.github || fault "github: another report beside the page"
head -n 2 ../page.md | tr '\n' ' ' | grep -q '^before ### dg-validate $' || fault "$(head -n 2 ../page.md)"
grep -q '<\|](\|`' ../page.md && fault "markup in the page"
status=0
GITHUB_STEP_SUMMARY=/missing/page.md "$programs/dg-validate" -f github one.txt --schema ProblemDetails >../again 2>../trouble || status=$?
[ "$status $(cat ../trouble)" = "5 dg-validate: /missing/page.md: No such file or directory" ] ||
    fault "a page that can't be written: $status, $(cat ../trouble)"
[ -s ../again ] || fault "the report is gone with the page"

# Two reports of one run append the page once.
echo before >../twice.md
# shellcheck disable=SC2086
GITHUB_STEP_SUMMARY=$scratch/twice.md "$programs/dg-validate" -f github --report github=../again $inputs >../other 2>../trouble || true
cmp ../again ../other || fault "github: two reports of one run differ"
cmp ../page.md ../twice.md || fault "github: the page of two reports"

# A full disk, for the report and for what is kept until later.
for format in $formats; do
    status=0
    "$programs/dg-validate" -f "$format" -o /dev/full bad.json >../again 2>../trouble || status=$?
    [ "$status" = 5 ] || fault "$format: exit status $status with a full disk"
done
awk 'BEGIN { for (i = 0; i < 3000; i++) print "{\"type\":1,\"title\":2,\"status\":404}" }' >many.ndjson
for format in junit tap; do
    status=0
    TMPDIR=/missing "$programs/dg-validate" -f "$format" --schema ProblemDetails many.ndjson -o ../kept >../again 2>../trouble || status=$?
    [ "$status" = 5 ] || fault "$format: exit status $status without a temporary file"
    grep -q '^dg-validate: a temporary file: ' ../trouble || fault "$format: $(cat ../trouble)"
    [ ! -e ../kept ] || fault "$format: an incomplete report"
    status=0
    "$programs/dg-validate" -f "$format" --schema ProblemDetails many.ndjson >../again 2>../trouble || status=$?
    [ "$status" = 1 ] || fault "$format: $(cat ../trouble)"
done

if command -v xmllint >/dev/null; then
    for report in ../report.junit ../again.xml; do
        [ "$report" = ../report.junit ] ||
            "$programs/dg-validate" -f junit --schema ProblemDetails many.ndjson one.txt >"$report" || true
        xmllint --noout --schema "$here/junit.xsd" "$report" 2>../trouble || fault "$(head -n 5 ../trouble)"
    done
elif [ "$failed" = 0 ]; then
    echo "xmllint (libxml2-utils) is missing"
    exit 77
fi
exit "$failed"
