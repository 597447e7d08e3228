#!/bin/sh
# recipes.sh PROGRAMS ROOT: the recipes for continuous integration are valid YAML, and their commands run. PROGRAMS is
# the directory of dg-validate and dg-codegen, ROOT that of the project.
set -eu

programs=$(cd "$1" && pwd)
root=$(cd "$2" && pwd)
for need in jq python3; do
    command -v "$need" >/dev/null || {
        echo "not run: $need is not installed"
        exit 77
    }
done
python3 -c 'import yaml' 2>/dev/null || {
    echo "not run: Python's yaml is not installed (Debian package python3-yaml)"
    exit 77
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
PATH=$programs:$PATH
export PATH
unset GITHUB_STEP_SUMMARY
mkdir captures
cp "$root"/tests/cli/data/good.json "$root"/tests/cli/data/bad.json "$root"/tests/cli/data/completed.ndjson captures

# value FILE KEY...: prints a value of a YAML file; the items of a list, a line each.
value() {
    python3 -c '
import sys, yaml
value = yaml.safe_load(open(sys.argv[1]))
for key in sys.argv[2:]:
    value = value[int(key) if key.isdigit() else key]
print("\n".join(map(str, value)) if isinstance(value, list) else value)' "$@"
}

fail() {
    echo "$1"
    exit 1
}

# run STATUS COMMAND...: the command ends with that status.
run() {
    expected=$1
    shift
    status=0
    "$@" >out 2>err || status=$?
    [ "$status" = "$expected" ] || fail "status $status: $* $(cat out err)"
}

# The action: annotations on standard output, and a SARIF file.
value "$root/packaging/ci/action.yml" runs steps 0 run >action.sh
export INPUT_PATHS=captures INPUT_OPTIONS='--coverage --severity unknown-property=off' INPUT_SARIF=found.sarif
run 1 bash -e action.sh
grep -q '^::error file=captures/bad.json,' out || fail "no annotation: $(cat out)"
grep -q '^coverage: ' out || fail "the options are missing: $(cat out)"
jq -e '.runs[0].results | length > 0' found.sarif >jq.out || fail "no results in SARIF"
INPUT_PATHS=captures/good.json run 0 bash -e action.sh

# The workflows: each local action that they use, and each script that they run, is there.
[ "$(value "$root/packaging/ci/github.yml" jobs captures steps 2 uses)" = ./.github/actions/dg-validate ]
[ "$(value "$root/packaging/ci/github.yml" jobs captures steps 2 with options)" = --coverage ]
script=$(value "$root/.github/workflows/ci.yml" jobs test steps 2 run)
[ -x "$root/${script#bash }" ] || fail "there is no ${script#bash }"

# The job of GitLab: JUnit and Code Quality reports, with the status of dg-validate.
cp "$root/packaging/ci/code-quality.jq" .
value "$root/packaging/ci/gitlab.yml" captures script >gitlab.sh
run 1 sh -e gitlab.sh
grep -q '<testsuites>' "$(value "$root/packaging/ci/gitlab.yml" captures artifacts reports junit)"
quality=$(value "$root/packaging/ci/gitlab.yml" captures artifacts reports codequality)
jq -e 'length > 3 and all(.[]; (.description | length > 0) and (.check_name | length > 0) and
    (.severity | IN("info", "minor", "major")) and (.location.path | startswith("captures/")) and
    .location.lines.begin > 0) and ([.[].fingerprint] | length == (unique | length))' "$quality" >jq.out ||
    fail "not a Code Quality report: $(head -c 1000 "$quality")"
[ "$(jq length "$quality")" = "$(grep -c '"code":' findings.ndjson)" ] || fail "not all findings are in $quality"
[ "$("$programs/dg-validate" -f ndjson ./captures/bad.json | jq -n -f code-quality.jq | jq -r '.[0].location.path')" = \
    captures/bad.json ] || fail "a path begins with ./"
rm captures/bad.json captures/completed.ndjson
run 0 sh -e gitlab.sh
[ "$(cat "$quality")" = '[]' ] || fail "$quality isn't empty"

# The hooks of pre-commit, with files that they match.
hook=$(value "$root/.pre-commit-hooks.yaml" 0 entry)
arguments=$(value "$root/.pre-commit-hooks.yaml" 0 args)
pattern=$(value "$root/.pre-commit-hooks.yaml" 0 files)
for name in a.json b/c.ndjson d.jsonl e.har f.http g.har.gz h.json.zst; do
    python3 -c 'import re, sys; sys.exit(re.search(sys.argv[1], sys.argv[2]) is None)' "$pattern" "$name" || fail "$name"
done
cp -- captures/good.json --config=x.json
# shellcheck disable=SC2086 # words
run 0 $hook $arguments captures/good.json --config=x.json
hook=$(value "$root/.pre-commit-hooks.yaml" 1 entry)
# shellcheck disable=SC2086
run 0 $hook "$root/spec/batch_prediction.yaml"

# The file system of the container: the program runs in it, with nothing else.
"$root/packaging/ci/root.sh" "$programs/dg-validate" image
cp captures/good.json image
[ "$(find image -name sh)" = '' ] || fail "a shell is in the image"
if [ "$(id -u)" = 0 ] && chroot image /dg-validate --version >out 2>err; then
    run 0 chroot image /dg-validate good.json
fi
