#!/usr/bin/env bash
# peers.sh FOLDER: builds drivers of other projects in FOLDER, which is kept. Names those that can't be
# had on standard error.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/peers
root=$here/../../..
mkdir -p "$1"
folder=$(cd "$1" && pwd)
native=(-O3 -march=native -DNDEBUG -w -D_POSIX_C_SOURCE=200809L)

missing() {
    echo "missing: $1, see $folder/$2.log" >&2
}

# compile NAME COMMAND...: writes the program NAME.
compile() {
    local name=$1
    shift
    [[ -x $folder/$name && $folder/$name -nt $here ]] || "$@" -o "$folder/$name" >"$folder/$name.log" 2>&1 ||
        missing "$name" "$name"
}

compile simdjson-debian g++ -std=c++17 "${native[@]}" "$here/simdjson.cpp" -lsimdjson

# Crates: sonic-rs, and the sources of simdjson and yyjson.
if command -v cargo >/dev/null; then
    cp -r "$here/sonic" "$here/sources" "$folder/" || exit
    vendor=$folder/vendor
    [[ -d $vendor ]] || (cd "$folder/sources" && cargo vendor -q "$vendor") >"$folder/vendor.log" 2>&1 ||
        missing crates vendor
    [[ -x $folder/sonic-rs ]] || {
        (cd "$folder/sonic" && RUSTFLAGS="-C target-cpu=native" nice cargo build -q --release \
            --target-dir "$folder/target") >"$folder/sonic-rs.log" 2>&1 &&
            cp "$folder/target/release/sonic" "$folder/sonic-rs"
    } || missing sonic-rs sonic-rs
    compile yyjson gcc "${native[@]}" -I"$vendor/yyjson-sys/yyjson/src" "$here/yyjson.c" \
        "$vendor/yyjson-sys/yyjson/src/yyjson.c"
    compile simdjson-crate g++ -std=c++17 "${native[@]}" -I"$vendor/simdjson-sys/vendor/simdjson" \
        "$here/simdjson.cpp" "$vendor/simdjson-sys/vendor/simdjson/simdjson.cpp"
else
    echo "missing: cargo (sonic-rs, yyjson, simdjson 4)" >&2
fi

if command -v npm >/dev/null; then
    mkdir -p "$folder/node"
    cp "$here/drive.mjs" "$folder/node/"
    modules=$folder/node/node_modules
    [[ -d $modules ]] || (cd "$folder/node" && npm init -y && npm install --no-audit --no-fund \
        --ignore-scripts ajv@8.20.0 ajv-formats@3.0.1 yaml@2 \
        @sourcemeta/jsonschema@16.11.0) >"$folder/npm.log" 2>&1 || missing "modules of Node" npm
    node "$folder/node/drive.mjs" schema "$root/spec/batch_prediction.yaml" >"$folder/schema.json"
else
    echo "missing: npm (ajv, sourcemeta)" >&2
fi

[[ -x $folder/python/bin/python3 ]] ||
    { python3 -m venv "$folder/python" && "$folder/python/bin/pip" install -q msgspec==0.22.0 duckdb==2.0.1; } \
        >"$folder/pip.log" 2>&1 || missing "modules of Python" pip
exit 0
