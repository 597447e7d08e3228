#!/usr/bin/env bash
# accept.sh FOLDER: rewrites the expectations of tests, runs all tests, and prints a summary: the changed
# files and the remaining work. Snapshots and logs go to FOLDER. Run at the root of the tree. In the
# environment, DG_ACCEPT_TARGETS can name the targets to build, and DG_ACCEPT_TESTS is a regular expression of
# the tests to run.
# accept.sh --summarize FOLDER: prints the summary of existing logs.
set -euo pipefail

# snapshot FOLDER: copies the files that accepting may change.
snapshot() {
    mkdir -p "$1"
    tar -cf - --exclude=node_modules README.md docs tests | tar -xf - -C "$1"
}

# build_for_accept FOLDER: builds everything that compiles. Lists files that don't compile in
# FOLDER/broken, one on each line. Then builds all programs anew, so that no
# test runs an old one.
build_for_accept() {
    local -a targets
    read -ra targets <<<"${DG_ACCEPT_TARGETS:-all}"
    : >"$1/broken"
    cmake --build --preset release --target "${targets[@]}" -- -k 0 >"$1/build.log" 2>&1 && return
    sed -n 's|^'"$PWD"'/||; s/^\([^: ]*\):[0-9]*:[0-9]*: error: \(.*\)/\1: \2/p' "$1/build.log" |
        sort -t: -u -k1,1 >"$1/broken"
    if grep -qvE '^(tests|examples)/' "$1/broken" || [[ ! -s $1/broken ]]; then
        tail -n 20 "$1/build.log" >&2
        echo "accept.sh: cannot build what is not a test: see $1/build.log" >&2
        exit 1
    fi
    find build/bin build/tests/bin build/examples -type f -executable -delete
    cmake --build --preset release --target "${targets[@]}" -- -k 0 >"$1/build.log" 2>&1 || true
}

# wrong_examples: prints each example that no longer fits its rule, and why.
wrong_examples() {
    [[ ! -x build/tests/bin/wire-rules-test ]] ||
        { build/tests/bin/wire-rules-test tests/wire || true; } | sed '$d; s/^/  /'
}

# changed_expectations FOLDER: prints the files that differ from the snapshot in FOLDER.
changed_expectations() {
    (cd "$1/before" && find . -type f) | sed 's|^\./||' | while read -r file; do
        cmp -s "$1/before/$file" "$file" || echo "$file"
    done
    find docs tests -name node_modules -prune -o -type f -print | while read -r file; do
        [[ -e $1/before/$file ]] || echo "$file"
    done
}

# changed_findings FOLDER: prints the findings that appeared (+) and disappeared (-) in FOLDER/changed,
# the most frequent first.
changed_findings() {
    { grep '\.findings$' "$1/changed" || true; } | while read -r file; do
        diff -N "$1/before/$file" "$file" || true
    done | awk '
        /^[<>] / {
            sign = $1 == ">" ? 1 : -1
            sub(/^[<>] [^ ]* [^ ]* /, "")
            net[$0] += sign
        }
        END {
            for (finding in net)
                if (net[finding] != 0) printf "  %+d  %s\n", net[finding], finding
        }' | awk '{ print ($1 < 0 ? -$1 : $1 + 0) "\t" $0 }' | sort -rn | cut -f 2- >"$1/findings"
    head -n 12 "$1/findings"
    local more=$(($(wc -l <"$1/findings") - 12))
    ((more <= 0)) || echo "  and $more more kinds of finding, in $1/findings"
}

# conforms FILE: whether a file of findings has no error.
conforms() {
    ! grep -q ' error ' "$1"
}

# turned_samples FOLDER from|to: prints the samples that conformed before and no longer do (from), or conform
# only now (to).
turned_samples() {
    local file now before
    { grep '\.findings$' "$1/changed" || true; } | while read -r file; do
        [[ -e $file && -e $1/before/$file ]] || continue
        before=no now=no
        ! conforms "$1/before/$file" || before=yes
        ! conforms "$file" || now=yes
        case $2-$before-$now in
        from-yes-no | to-no-yes) echo "  ${file%.findings}.json" ;;
        esac
    done
}

# list FILE HEADING: prints the heading, the number of lines and the first lines of the file, if it has any.
list() {
    local count
    count=$(wc -l <"$1")
    ((count > 0)) || return 0
    echo "$2: $count"
    head -n 12 "$1"
    ((count <= 12)) || echo "  and $((count - 12)) more, in $1"
}

# The line of ctest after all tests.
closing='^[0-9]+% tests passed, [0-9]+ tests failed out of [0-9]+$'

# failing_tests FOLDER: prints each failing test with its first line of output.
failing_tests() {
    awk '
        / Test +#[0-9]+: / {
            if (name != "") print "  " name
            name = /\*\*\*(Failed|Timeout|Exception)/ ? $4 : ""
            if (/\*\*\*Not Run/) print "  " $4 ": not run"
            next
        }
        / Start +[0-9]+: / { next }
        name != "" && NF > 0 && !/^(---|\+\+\+|@@)/ { print "  " name ": " substr($0, 1, 150); name = "" }
        /'"$closing"'/ { if (name != "") print "  " name; name = "" }
    ' "$1/tests.log"
}

summarize() {
    local count
    changed_expectations "$1" | sort >"$1/changed"
    count=$(wc -l <"$1/changed")
    echo "$count files of expectations changed"
    sed 's|/[^/]*$|/|; /\/$/!s|.*|./|' "$1/changed" | sort | uniq -c | sed 's/^ *\([0-9]*\) /  \1 in /'
    if grep -q '\.findings$' "$1/changed"; then
        echo "findings that came (+) and went (-)"
        changed_findings "$1"
    fi
    turned_samples "$1" from >"$1/violating"
    turned_samples "$1" to >"$1/conforming"
    list "$1/violating" "samples that conformed and now break the contract"
    list "$1/conforming" "samples that broke the contract and now conform"
    list "$1/rules" "examples of rules that are wrong now"
    sed 's/^/  /' "$1/broken" >"$1/left"
    failing_tests "$1" >>"$1/left"
    if [[ -s $1/left ]]; then
        echo "left to a person: files that don't compile, and tests that fail"
        cat "$1/left"
        echo "The tests' output is in $1/tests.log."
    fi
    if ! grep -qE "$closing" "$1/tests.log"; then
        echo "incomplete: not all tests were run: see the end of $1/tests.log"
        return 1
    fi
    [[ ! -s $1/left ]] || return 1
    echo "All tests pass. Review the changes: git diff --stat."
}

if [[ $1 == --summarize ]]; then
    summarize "$2"
    exit
fi
rm -rf "$1"
snapshot "$1/before"
build_for_accept "$1"
tests=(ctest --preset release --parallel "$(nproc)" -R "${DG_ACCEPT_TESTS:-.}")
DG_ACCEPT=1 "${tests[@]}" -L expectations >"$1/rewrite.log" 2>&1 || true
wrong_examples >"$1/rules"
"${tests[@]}" >"$1/tests.log" 2>&1 || true
summarize "$1"
