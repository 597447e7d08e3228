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

"$codegen" generate spec/batch_prediction.yaml --out generated --check

"$codegen" generate spec/batch_prediction.yaml --out "$scratch/here"
same here

mkdir -p "$scratch/a folder/deep"
cp spec/batch_prediction.yaml "$scratch/a folder/deep/contract.yaml"
(cd "$scratch/a folder" && "$codegen" generate deep/contract.yaml --out ../elsewhere)
same elsewhere

# Locales with another decimal point or other letter cases, if they are installed.
for locale in C C.UTF-8 $(locale -a | grep -E '^(de|fr|tr)_'); do
    LC_ALL=$locale TZ=Asia/Kathmandu "$codegen" generate spec/batch_prediction.yaml \
        --out "$scratch/$locale"
    same "$locale"
done

# A file with the same text is not written again.
before=$(ls -iR "$scratch/here")
"$codegen" generate spec/batch_prediction.yaml --out "$scratch/here"
if [ "$(ls -iR "$scratch/here")" != "$before" ]; then
    echo "files were replaced by the same text"
    exit 1
fi
