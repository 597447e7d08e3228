#!/bin/sh
# removed.sh CODEGEN: a property that the provider removes from the contract stays removed: the overlay of this
# project doesn't bring it back.
set -eu
codegen=$1
cd "$(dirname "$0")/../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
count=0

# bundle ARGUMENT...: prints the contract, its schemas only.
bundle() {
    "$codegen" bundle spec/batch_prediction.yaml "$@" 2>/dev/null | sed '1,/^  schemas:$/d'
}

for property in $(bundle | sed -n 's/^        \([a-z_]*\):$/\1/p'); do
    cat >"$scratch/remove.yaml" <<Y
overlay: 1.0.0
info: {title: Without $property, version: '1'}
actions:
  - {target: '$.components.schemas.*.properties.$property', remove: true}
Y
    if bundle --overlay "$scratch/remove.yaml" --overlay spec/batch_prediction.overlay.yaml |
        grep "^        $property:\$"; then
        echo "the overlay brings $property back"
        exit 1
    fi
    count=$((count + 1))
done
[ "$count" -ge 18 ]
