#!/bin/sh
# rules_oracle.sh CONTRACT SAMPLES JUDGE: an independent engine of CEL says of each rule what ours says.
set -eu
cd "$(dirname "$0")"

if ! command -v node >/dev/null; then
    echo "not run: node is not installed"
    exit 77
fi
if [ ! -d node_modules/@bufbuild/cel ]; then
    echo "not run: @bufbuild/cel is not installed; ./dev peers installs it"
    exit 77
fi
exec node rules_oracle.mjs "$@"
