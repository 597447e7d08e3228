#!/bin/sh
# patterns.sh JUDGE COUNT: the regular expressions of Node take the same patterns, and find them in the same
# texts: those of patterns.txt, and COUNT random patterns.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/peers/peer.sh
. tests/peers/peer.sh
# shellcheck disable=SC2119 # no package is needed
need_peer

exec node tests/peers/patterns.mjs "$1" tests/peers/patterns.txt "$2"
