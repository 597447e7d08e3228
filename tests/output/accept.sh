#!/bin/sh
# accept.sh: the summary of ./dev accept for a small tree names the changes and the remaining work.
set -eu
cd "$(dirname "$0")/../.."
root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

mkdir -p docs tests/wire/Cup tests/cli accept/before
echo cups >docs/cups.md
echo old >tests/cli/one.expect
for number in 1 2 3; do
    echo '1:2 @3 "/level" error maximum' >"tests/wire/Cup/$number.findings"
done
echo same >tests/wire/Cup/4.findings
: >tests/wire/Cup/5.findings
echo '1:2 @3 "/size" warning unknown-property' >tests/wire/Cup/6.findings
cp -R docs tests accept/before
echo new >tests/cli/one.expect
echo new >tests/cli/two.expect
rm tests/wire/Cup/3.findings
echo '1:3 @4 "/size" warning unknown-property' >tests/wire/Cup/2.findings
{
    echo '1:9 @10 "/level" error maximum'
    echo '1:3 @4 "/size" warning unknown-property'
} >tests/wire/Cup/1.findings
echo '1:2 @3 "/level" error minimum' >tests/wire/Cup/6.findings
for number in 1 2 3 4 5 6 7 8 9 10 11 12 13; do
    echo "  cup-is-full: Cup/$number.json: the rule holds" >>accept/rules
done

cat >accept/tests.log <<'TXT'
        Start  1: cups/full
        Start  2: cups/empty
1/5 Test  #1: cups/full ............   Passed    0.01 sec
2/5 Test  #2: cups/empty ...........***Failed    0.02 sec
--- expected
+++ found
@@ -1 +1 @@
-nothing
+something
        Start  3: cups/silent
3/5 Test  #3: cups/silent ..........***Timeout   0.02 sec
        Start  4: cups/broken
4/5 Test  #4: cups/broken ..........***Not Run   0.00 sec
5/5 Test  #5: cups/peers ...........***Skipped   0.00 sec

40% tests passed, 3 tests failed out of 5
TXT
echo "tests/unit/cup_test.c: 'struct cup' has no member named 'lid'" >accept/broken

cat >expected <<'TXT'
6 files of expectations changed
  2 in tests/cli/
  4 in tests/wire/Cup/
findings that came (+) and went (-)
  -2  "/level" error maximum
  +1  "/size" warning unknown-property
  +1  "/level" error minimum
samples that conformed and now break the contract: 1
  tests/wire/Cup/6.json
samples that broke the contract and now conform: 1
  tests/wire/Cup/2.json
examples of rules that are wrong now: 13
  cup-is-full: Cup/1.json: the rule holds
  cup-is-full: Cup/2.json: the rule holds
  cup-is-full: Cup/3.json: the rule holds
  cup-is-full: Cup/4.json: the rule holds
  cup-is-full: Cup/5.json: the rule holds
  cup-is-full: Cup/6.json: the rule holds
  cup-is-full: Cup/7.json: the rule holds
  cup-is-full: Cup/8.json: the rule holds
  cup-is-full: Cup/9.json: the rule holds
  cup-is-full: Cup/10.json: the rule holds
  cup-is-full: Cup/11.json: the rule holds
  cup-is-full: Cup/12.json: the rule holds
  and 1 more, in accept/rules
left to a person: files that don't compile, and tests that fail
  tests/unit/cup_test.c: 'struct cup' has no member named 'lid'
  cups/empty: -nothing
  cups/silent
  cups/broken: not run
The tests' output is in accept/tests.log.
TXT
status=0
"$root/tests/support/accept.sh" --summarize accept >summary || status=$?
diff -u expected summary
[ "$status" = 1 ]

# No remaining work, and no change.
rm -rf accept/before
mkdir accept/before
cp -R docs tests accept/before
: >accept/broken
: >accept/rules
echo '100% tests passed, 0 tests failed out of 1' >accept/tests.log
"$root/tests/support/accept.sh" --summarize accept >summary
cat >expected <<'TXT'
0 files of expectations changed
All tests pass. Review the changes: git diff --stat.
TXT
diff -u expected summary

# incomplete EXPECTED-LINE...: the summary of a log without its closing line ends with these lines.
incomplete() {
    {
        echo "0 files of expectations changed"
        for line; do
            echo "$line"
        done
        echo "incomplete: not all tests were run: see the end of accept/tests.log"
    } >expected
    status=0
    "$root/tests/support/accept.sh" --summarize accept >summary || status=$?
    diff -u expected summary
    [ "$status" = 1 ]
}

# A run that ended before its end: no test failed so far, or a test did, or ctest couldn't begin.
cat >accept/tests.log <<'TXT'
        Start  1: cups/full
1/2 Test  #1: cups/full ............   Passed    0.01 sec
        Start  2: cups/empty
TXT
incomplete
cat >accept/tests.log <<'TXT'
        Start  1: cups/full
1/2 Test  #1: cups/full ............***Failed    0.01 sec
7 tests passed, says the cup
        Start  2: cups/empty
TXT
incomplete "left to a person: files that don't compile, and tests that fail" \
    "  cups/full: 7 tests passed, says the cup" "The tests' output is in accept/tests.log."
echo 'No tests were found!!!' >accept/tests.log
incomplete
