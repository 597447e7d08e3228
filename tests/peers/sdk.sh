#!/bin/sh
# sdk.sh CONTRACT SAMPLES ENCODE SERVER: the API's JavaScript SDK reads encoded values unchanged.
set -eu
cd "$(dirname "$0")/../.."
. tests/peers/peer.sh
need_peer datagrid-ai @bufbuild/cel yaml
exec node tests/peers/sdk.mjs "$@"
