#!/bin/sh
# html.sh PROGRAM: the HTML report in a real browser, with hostile documents and with 10,000 findings.
set -eu
cd "$(dirname "$0")/../.."
. tests/peers/peer.sh
need_peer playwright-core
if ! command -v chromium >/dev/null; then
    echo "not run: chromium is not installed; ./dev peers installs it"
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
node tests/peers/html.mjs "$1" "$scratch" "$(command -v chromium)"
