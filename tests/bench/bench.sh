#!/usr/bin/env bash
# bench.sh BUILD FOLDER: measures the library and dg-validate beside other programs, in one run.
# bench.sh BUILD FOLDER --gate REVISION: compares with a build of REVISION, and fails if it is faster
# by more than 5 %.
# FOLDER is kept: it has the peers, the records, and builds of revisions.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$(cd "$1" && pwd)
mkdir -p "$2"
folder=$(cd "$2" && pwd)
file=$folder/records.jsonl
turns=${DG_BENCH_TURNS:-9}

# build_revision REVISION: prints the folder of its build, whose drivers are those of this revision.
build_revision() {
    local commit tree
    commit=$(git -C "$root" rev-parse --verify "$1^{commit}")
    tree=$folder/$commit
    if [[ ! -f $tree/build/done ]]; then
        rm -rf "$tree"
        mkdir -p "$tree"
        git -C "$root" archive "$commit" | tar -x -C "$tree"
        rm -rf "$tree/tests/bench"
        cp -r "$here" "$tree/tests/bench"
        {
            cmake -S "$tree" -B "$tree/build" -G Ninja -DCMAKE_BUILD_TYPE=Release
            nice cmake --build "$tree/build" --target dg-validate dg-bench-library
        } >"$folder/$commit.log" 2>&1
        touch "$tree/build/done"
    fi
    echo "$tree/build"
}

"$build/bin/dg-bench-records" "${DG_BENCH_RECORDS:-100000}" >"$file.new"
mv "$file.new" "$file"
echo "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(nproc) processors, load $(cut -d ' ' -f 1-3 /proc/loadavg)"
echo "$(wc -l <"$file") records, $(wc -c <"$file") bytes; $turns turns, processor time"
if [[ ${3-} == --gate ]]; then
    other=$(build_revision "$4")
    exec python3 "$here/bench.py" gate "$build" "$other" "$file" "$turns"
fi
"$here/peers.sh" "$folder/peers"
exec python3 "$here/bench.py" rows "$build" "$folder/peers" "$file" "$folder/peers/schema.json" "$turns"
