#!/usr/bin/env bash
# changes.sh FOLDER some|all [CHANGE]...: follows changes of the contract in a copy of the tree, as README.md
# describes. After each change tests pass: all tests, or some that need little to be built. After the last one, examples
# of rules are wrong.
set -euo pipefail
folder=$1
extent=$2
shift 2
root=$(realpath "$(dirname "$0")/../..")
changes=("$@")
((${#changes[@]} > 0)) || changes=(remove optional required enum limit null examples)
unset DG_ACCEPT DG_REQUIRE_SHARED

# For each change: what the provider publishes now, as actions on what was published before; the rules that no
# longer fit the contract; texts in the summary; and what must be added to samples after results_url.
declare -A actions rules shown added
batch='$.components.schemas.BatchPrediction'
actions[remove]="
  - {target: \"$batch.required[?@ == 'results_url']\", remove: true}
  - {target: $batch.properties.results_url, remove: true}"
rules[remove]="cancel-keeps-results-url results-url-final results-url-of-this-batch results-url-only-when-ended
results-url-relative"
shown[remove]="property 'results_url' is removed
should follow
\"/results_url\" warning unknown-property"
actions[optional]="
  - {target: $batch.properties, update: {label: {type: string, maxLength: 20}}}"
shown[optional]="property 'label' is added
programs must be compiled again"
actions[required]="
  - {target: $batch, update: {required: [priority], properties: {priority: {type: integer, minimum: 0}}}}"
shown[required]="property 'priority' is added
\"\" error required priority
samples that conformed and now break the contract
  tests/wire/BatchPrediction/canceled-then-expired.json"
added[required]=',"priority":0'
actions[enum]="
  - {target: $batch.properties.model, update: {enum: [gemini-3.1-flash-lite]}}"
shown[enum]="enum value 'gemini-3.1-flash-lite' is added
clients may break"
actions[limit]="
  - {target: $batch.properties.metadata, update: {maxProperties: 8}}"
shown[limit]="maxProperties of 'metadata' changes from 16 to 8
\"/metadata\" error maxProperties
samples that conformed and now break the contract"
actions[null]="
  - {target: $batch.properties.metadata.nullable, remove: true}"
shown[null]="'metadata' may not be null any more
\"/metadata\" error type"
# The examples of most rules have an entry of metadata: a person has to correct these examples.
actions[examples]="
  - {target: $batch.properties.metadata, update: {maxProperties: 0}}"
shown[examples]="examples of rules that are wrong now
cancel-status: exchanges/cancel-finished.exchange.json: rules are skipped"

if ! command -v git >/dev/null; then
    echo "not run: git is not installed"
    exit 77
fi

fail() {
    echo "changes.sh: $*" >&2
    exit 1
}

# copy_tree: makes FOLDER/tree, a repository with one commit.
copy_tree() {
    rm -rf "$folder"
    mkdir -p "$folder/tree"
    tar -cf - -C "$root" --exclude='./build*' --exclude=./.git --exclude=node_modules \
        --exclude=./tests/peers/python . | tar -xf - -C "$folder/tree"
    cd "$folder/tree"
    # Without optimization, builds take half the time.
    [[ $extent == all ]] || sed -i 's/"CMAKE_BUILD_TYPE": "Release"/"CMAKE_BUILD_TYPE": "Debug"/' CMakePresets.json
    git init -q
    git add -A
    git -c user.name=changes -c user.email=changes@localhost commit -q -m tree
}

# publish ACTIONS: writes the document that the provider publishes now, published.yaml.
publish() {
    printf 'overlay: 1.1.0\ninfo: {title: A change, version: "1"}\nactions:%s\n' "$1" >"$folder/change.yaml"
    build/bin/dg-codegen bundle spec/batch_prediction.yaml --overlay "$folder/change.yaml" >published.yaml
}

# remove_rules: removes the rules in $folder/rules from the overlay, as a person would.
remove_rules() {
    awk -v named="$folder/rules" '
        BEGIN { while ((getline <named) > 0) gone[$1] = 1 }
        /^        - id: / { removed = $3 in gone }
        /^ *- target: / { removed = 0 }
        !removed' spec/batch_prediction.overlay.yaml >"$folder/overlay.yaml"
    cp "$folder/overlay.yaml" spec/batch_prediction.overlay.yaml
}

# regenerate EXPECTED-STATUS: runs the commands in README.md.
regenerate() {
    local status=0
    bash "$folder/commands" >"$folder/summary" 2>"$folder/diagnostics" || status=$?
    if ((status != $1)); then
        cat "$folder/diagnostics" "$folder/summary"
        fail "$change: status $status, not $1"
    fi
}

# shows: checks that the summary has the texts.
shows() {
    local text
    while read -r text; do
        if [[ -n $text ]] && ! grep -qF -e "$text" "$folder/summary"; then
            cat "$folder/summary"
            fail "$change: the summary lacks: $text"
        fi
    done <<<"${shown[$change]:-}"
}

# add_to_samples TEXT: adds the text to samples, as a person would.
add_to_samples() {
    grep -rlE '"results_url": ?(null|"[^"]*")' tests/wire tests/cli/data tests/support/batch_prediction.json \
        tests/consumers/good.json tests/consumers/bad.json |
        xargs sed -i -E 's/("results_url": ?(null|"[^"]*"))/\1'"$1"'/'
}

# follow: makes the change and follows it.
follow() {
    git checkout -q -- .
    git clean -fdq -e build
    publish "${actions[$change]}"
    if [[ -n ${rules[$change]:-} ]]; then
        regenerate 1
        sed -n 's/^  //p' "$folder/summary" >"$folder/rules"
        diff -u <(tr ' ' '\n' <<<"${rules[$change]}") "$folder/rules" || fail "$change: other rules are named"
        remove_rules
    fi
    if [[ $change == examples ]]; then
        regenerate 1
        shows
    elif [[ -n ${added[$change]:-} ]]; then
        regenerate 1
        shows
        add_to_samples "${added[$change]}"
        regenerate 0
    else
        regenerate 0
        shows
    fi
}

case $extent in
all) ;;
some)
    DG_ACCEPT_TARGETS="dg-codegen dg-validate dg-test-server wire-main-test wire-main-values-test"
    DG_ACCEPT_TARGETS+=" wire-main-cjson-test wire-rules-test"
    DG_ACCEPT_TESTS="^(wire/(main|main-values|main-cjson|rules)|output/(regenerate|readme|accept)"
    DG_ACCEPT_TESTS+="|cli/(at|check|contract|explain|help|places|rule_findings|severity|track))\$"
    export DG_ACCEPT_TARGETS DG_ACCEPT_TESTS
    ;;
*) fail "unknown extent: $extent" ;;
esac
folder=$(realpath -m "$folder")
copy_tree
# The block of the section that has the commands to run.
awk '/^## / { section = $0 }
    /^```$/ { inside = 0 }
    inside && section == "## When the API changes" && number == 1
    /^```sh$/ && section == "## When the API changes" { inside = 1; number++ }' README.md >"$folder/commands"
grep -q '^\./dev regenerate --accept$' "$folder/commands" || fail "README.md lacks the commands"
# publish() needs the compiler.
./dev regenerate >/dev/null
for change in "${changes[@]}"; do
    SECONDS=0
    follow
    echo "$change: $SECONDS seconds"
done
