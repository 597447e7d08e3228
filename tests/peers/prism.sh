#!/bin/sh
# prism.sh CONTRACT VALIDATOR SAMPLES SEEDS: what Prism serves by the contract, dg-validate judges as others do.
set -eu
cd "$(dirname "$0")/../.."
. tests/peers/peer.sh
need_peer @stoplight/prism-cli @bufbuild/cel ajv ajv-formats yaml
exec node tests/peers/prism.mjs "$@"
