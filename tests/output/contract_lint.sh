#!/bin/sh
# contract_lint.sh BUNDLE: the contract is a sound OpenAPI document to another linter too, as published and after
# its overlay.
set -eu
cd "$(dirname "$0")/../.."
redocly=tests/peers/node_modules/.bin/redocly

if [ ! -x "$redocly" ]; then
    echo "not run: redocly is not installed; ./dev peers installs it"
    exit 77
fi
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
"$redocly" lint spec/batch_prediction.yaml "$1" --config tests/peers/redocly.yaml
