#!/bin/sh
# twin.sh NAME CMAKE GENERATOR SHARED FOLDER: builds, in FOLDER, a validator of another provider's contract,
# which is among the conformance data in SHARED, with the overlay NAME.overlay.yaml, and runs NAME.cmd.
set -eu
name=$1
cmake=$2
generator=$3
documents=$4/conformance/openapi
folder=$5
here=$(realpath "$(dirname "$0")")
root=$here/../..

case $name in
museum) document=$documents/museum-3.1.yaml operations= ;;
openai) document=$documents/openai.yaml operations=cancelBatch ;;
esac
if [ ! -e "$document" ]; then
    echo "not run: there is no $document"
    exit 77
fi

# The same folder for both steps, so that nothing is built again that is unchanged.
mkdir -p "$folder"
"$cmake" -S "$root" -B "$folder" -G "$generator" -DCMAKE_BUILD_TYPE=Debug -DDG_TESTS=OFF -DDG_WERROR=ON \
    "-DDG_SPEC=$document" "-DDG_OVERLAYS=$here/$name.overlay.yaml" "-DDG_SPEC_OPERATIONS=$operations" \
    >"$folder.log"
"$cmake" --build "$folder" --target dg-validate --parallel 2 >"$folder.log" || {
    cat "$folder.log"
    exit 1
}
"$root/tests/cli/run.sh" "$folder/bin" "$here/$name.cmd"
