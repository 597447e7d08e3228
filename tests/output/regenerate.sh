#!/bin/sh
# regenerate.sh CODEGEN: generated/ is the compiler's output for the contract, on every machine.
set -eu
codegen=$(realpath "$1")
cd "$(dirname "$0")/../.."
root=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# same NAME: the files in this scratch folder equal the committed ones.
same() {
    if ! DG_ACCEPT='' "$root/tests/support/compare.sh" "$root/generated" "$scratch/$1"; then
        echo "generated/ differs from what is generated: $1"
        exit 1
    fi
}

# generate ARGUMENT...: compiles the contract.
generate() {
    "$codegen" generate spec/batch_prediction.yaml --overlay spec/batch_prediction.overlay.yaml "$@"
}

generate --out generated --check

generate --out "$scratch/here"
same here

mkdir -p "$scratch/a folder/deep"
cp spec/batch_prediction.yaml "$scratch/a folder/deep/contract.yaml"
cp spec/batch_prediction.overlay.yaml "$scratch/a folder/deep/rules.yaml"
(cd "$scratch/a folder" &&
    "$codegen" generate deep/contract.yaml --overlay deep/rules.yaml --out ../elsewhere)
same elsewhere

# The contract after its overlay is a contract of the same meaning.
"$codegen" bundle spec/batch_prediction.yaml --overlay spec/batch_prediction.overlay.yaml \
    >"$scratch/bundle.yaml"
"$codegen" generate "$scratch/bundle.yaml" --out "$scratch/bundled"
same bundled

# The dialect of the contract doesn't matter.
generate --overlay tests/output/dialect.overlay.yaml --out "$scratch/dialect"
same dialect

# Locales with another decimal point or other letter cases, if they are installed.
for locale in C C.UTF-8 $(locale -a | grep -E '^(de|fr|tr)_'); do
    LC_ALL=$locale TZ=Asia/Kathmandu generate --out "$scratch/$locale"
    same "$locale"
done

# A file with the same text is not written again.
before=$(ls -iR "$scratch/here")
generate --out "$scratch/here"
if [ "$(ls -iR "$scratch/here")" != "$before" ]; then
    echo "files were replaced by the same text"
    exit 1
fi
