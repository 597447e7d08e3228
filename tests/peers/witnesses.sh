#!/bin/sh
# witnesses.sh CODEGEN OLD NEW: the JSON Schema library of Python confirms the witnesses of a difference.
set -eu
cd "$(dirname "$0")"
for module in jsonschema yaml; do
    if ! python3 -c "import $module" 2>/dev/null; then
        echo "not run: python3 or its module $module is not installed"
        exit 77
    fi
done
exec python3 witnesses.py "$@"
