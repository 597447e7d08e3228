#!/bin/sh
# wasm.sh PREFIX WORK ROOT DOCUMENT: the commands of a document make a WebAssembly module without imports. If Node is
# installed, it judges documents.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/consumers/lib.sh
. "$here/lib.sh"
prefix=$1
work=$2
root=$(realpath "$3")
document=$(realpath "$4")
need gperf clang wasm-ld
if ! clang --print-targets | grep -q wasm32; then
    echo "not run: clang has no wasm32"
    exit 77
fi

rm -rf "$work"
mkdir -p "$work"
cp -R "$root/spec" "$root/examples/wasm" "$work"
cd "$work"
awk '/^`judge.c`:$/ { wanted = 1 } /^```$/ { inside = 0 } inside; /^```c$/ { inside = wanted; wanted = 0 }' "$document" >judge.c
# The linker refuses what no file defines: so there are no imports.
sed -n '/^dg-codegen generate spec/,/^```$/p' "$document" | grep -v '^```' >commands
grep -q 'target=wasm32' commands || fail "no commands in $document"
PATH="$prefix/bin:$PATH" quietly sh -e commands
if ! command -v node >/dev/null; then
    exit 0
fi
cat >judge.mjs <<'TXT'
import fs from 'node:fs';
const module = await WebAssembly.compile(fs.readFileSync('judge.wasm'));
if (WebAssembly.Module.imports(module).length !== 0) throw new Error('imports');
const { exports } = await WebAssembly.instantiate(module);
for (const path of process.argv.slice(2)) {
    const json = fs.readFileSync(path);
    new Uint8Array(exports.memory.buffer, exports.text(), json.length).set(json);
    console.log(exports.judge(json.length));
}
TXT
[ "$(node judge.mjs "$here/good.json" "$here/bad.json" "$here/good.json" | tr '\n' ' ')" = '1 0 1 ' ] || fail "another verdict"
