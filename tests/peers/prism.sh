#!/bin/sh
# prism.sh CONTRACT VALIDATOR SAMPLES SEEDS: dg-validate judges the responses of Prism as other validators do.
set -eu
cd "$(dirname "$0")/../.."
. tests/peers/peer.sh
need_peer @stoplight/prism-cli @bufbuild/cel ajv ajv-formats yaml
exec node tests/peers/prism.mjs "$@"
