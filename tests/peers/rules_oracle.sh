#!/bin/sh
# rules_oracle.sh CONTRACT SAMPLES JUDGE: an independent engine of CEL gives the same result for each rule.
set -eu
cd "$(dirname "$0")/../.."
. tests/peers/peer.sh
need_peer @bufbuild/cel yaml
exec node tests/peers/rules_oracle.mjs "$@"
