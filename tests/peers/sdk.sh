#!/bin/sh
# sdk.sh CONTRACT SAMPLES ENCODE SERVER: what we encode, the JavaScript SDK of the API reads as it was.
set -eu
cd "$(dirname "$0")/../.."
. tests/peers/peer.sh
need_peer datagrid-ai @bufbuild/cel yaml
exec node tests/peers/sdk.mjs "$@"
