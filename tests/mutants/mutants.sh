#!/usr/bin/env bash
# mutants.sh WORK [N [SEED [FILE...]]]: changes one place of a program, N times, each in a copy of the tree
# below WORK; tests should fail. Prints each mutant that they kill, and in full each that survives. A
# mutant that doesn't compile, or whose machine code is the same, isn't counted. The same SEED chooses
# the same mutants. FILEs limit the choice.
set -euo pipefail
export LC_ALL=C
count=${2:-100}
seed=${3:-$((RANDOM * 32768 + RANDOM))}
source=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
work=$(cd "$1" && pwd)
shift $(($# < 3 ? $# : 3))
files=("$@")
tree=$work/tree
# Below the tree, so that files have the same relative paths as in a build of the source: ccache finds them.
build=$tree/build
jobs=$(nproc)
if command -v ccache >/dev/null; then
    export CMAKE_C_COMPILER_LAUNCHER=ccache CCACHE_BASEDIR=${CCACHE_BASEDIR:-$source} CCACHE_NOHASHDIR=1
fi

# A mutant may run forever, or take memory forever.
ulimit -v 8000000
seconds=20 # of the processor, for a process of a short test

# Suites: what to build, and which tests to run. Long tests come last.
declare -A targets tests
add_suite() {
    targets[$1]=$2
    tests[$1]=$3
}
add_suite unit tests/unit/all '^unit-'
add_suite current dg-codegen '^output/regenerate$'
add_suite schema tests/schema/all '^schema'
add_suite diff tests/diff/all '^diff/'
add_suite emitted tests/output/all '^output/(comments|names|layout)$'
add_suite wire tests/wire/all '^wire/'
add_suite cli 'tests/cli/all dg-validate dg-codegen' '^cli/'
add_suite long all '^(cli|diff|examples|twins|wire)/|^(schema|suite$|torture$)|^output/(readme|rules|live|captures|reports|keywords)$'
long='^cli/(live.*|faults|replay|bounded|signals|memory|merge|recipes|har|consumers|width|recording_random)$'
long+='|^schema.(cli|mutants|openapi|rules)$|^diff/witnesses-pairs$|^wire/(random|fast.*|.*-(memory|reach))$'

# suites FILE: the names of its suites. `current` compares generated/ with the output of the compiler: this
# comparison notices every change of generated/, and so doesn't show that a test of behaviour does.
suites() {
    case $1 in
    codegen/runtime/*) echo unit wire cli long ;;
    codegen/diff/*) echo diff schema cli long ;;
    codegen/*) echo current schema emitted diff wire cli unit long ;;
    generated/*) echo wire cli long ;;
    *) echo cli unit long ;;
    esac
}

prepare() {
    mkdir -p "$tree"
    find "$tree" -mindepth 1 -delete
    tar -C "$source" --exclude './build*' --exclude ./.git --exclude node_modules -cf - . | tar -C "$tree" -xf -
    [[ ! -d $source/../shared ]] || ln -sfn "$(realpath "$source/../shared")" "$work/shared"
    (cd "$tree" && cmake --preset release -DDG_LTO=OFF)
    ninja -C "$build" -j "$jobs"
} >"$work/prepare.log" 2>&1

# sites: every mutation, in the order in which they are tried.
sites() {
    if ((${#files[@]} == 0)); then
        mapfile -t files < <(cd "$tree" && find codegen generated validator -name '*.c' | sort)
    fi
    (cd "$tree" && awk -f tests/mutants/sites.awk "${files[@]}") | awk -v seed="$seed" '
        BEGIN { x = seed % 2147483646 + 1 }
        { x = (x * 16807) % 2147483647; printf "%010d\t%s\n", x, $0 }' | sort | cut -f 2-
}

# object FILE: the object file that the programs link.
object() {
    awk -v file="\"$tree/$1\"" '
        $1 == "\"command\":" { match($0, / -o [^ ]*/); object = substr($0, RSTART + 4, RLENGTH - 4) }
        $1 == "\"file\":" && $2 == file && object !~ /^tests\/|-(static|shared)\.dir/ { print object; exit }
        ' "$build/compile_commands.json"
}

# mutate FILE LINE COLUMN LENGTH REPLACEMENT: changes the copy.
mutate() {
    REPLACEMENT=$5 awk -v line="$2" -v column="$3" -v len="$4" '
        FNR == line { $0 = substr($0, 1, column) ENVIRON["REPLACEMENT"] substr($0, column + len + 1) }
        { print }' "$source_of/$1" >"$tree/$1"
}

# fails SUITE: runs its tests; prints what fails, twice, and succeeds if something does.
fails() {
    local not=$long limit=$seconds test
    if [[ $1 == long ]]; then
        not='^$' limit=300
    fi
    # shellcheck disable=SC2086 # a list of targets
    if ! timeout 900 ninja -C "$build" -j "$jobs" ${targets[$1]} >"$work/build.log" 2>&1; then
        echo "the build"
        return
    fi
    if (ulimit -t "$limit" && timeout 1800 ctest --test-dir "$build" -j "$jobs" --stop-on-failure \
        --timeout 300 --repeat until-pass:2 -R "${tests[$1]}" -E "$not") >"$work/tests.log" 2>&1; then
        return 1
    fi
    test=$(awk '/The following tests FAILED/ { found = 1; next } found { print $3, $4; exit }' "$work/tests.log")
    echo "${test:-tests that do not end}"
}

# killed_by FILE: prints what noticed the mutant; fails if nothing did.
killed_by() {
    local suite
    for suite in $(suites "$1"); do
        if fails "$suite"; then
            return
        fi
    done
    return 1
}

echo "seed $seed"
prepare || { tail -n 20 "$work/prepare.log" >&2; exit 1; }
# A suite that fails without a mutant can't show that a mutant was noticed.
for suite in $(suites codegen/); do
    if cause=$(fails "$suite"); then
        echo "mutants.sh: without a mutant fails $cause" >&2
        exit 1
    fi
done
source_of=$work/original
rm -rf "$source_of"
cp -a "$tree" "$source_of"
killed=0 survived=0 same=0 refused=0
while ((killed + survived < count)) && IFS=$'\t' read -r file line column length _ replacement <&3; do
    object=$(object "$file")
    [[ -n $object ]] || continue
    ninja -C "$build" "$object" >"$work/build.log" 2>&1
    cp "$build/$object" "$work/before.o"
    mutate "$file" "$line" "$column" "$length" "$replacement"
    if ! timeout 300 ninja -C "$build" "$object" >"$work/build.log" 2>&1; then
        refused=$((refused + 1))
    elif cmp -s "$work/before.o" "$build/$object"; then
        same=$((same + 1))
    elif cause=$(killed_by "$file"); then
        killed=$((killed + 1))
        echo "killed    $file:$line:$((column + 1)) by $cause"
    else
        survived=$((survived + 1))
        echo "SURVIVED  $file:$line:$((column + 1))"
        diff "$source_of/$file" "$tree/$file" | sed -n 's/^[<>]/         &/p' || true
    fi
    cp "$source_of/$file" "$tree/$file"
done 3< <(sites)
echo "$((killed + survived)) mutants: $killed killed, $survived survived; seed $seed"
echo "not counted: $refused that don't compile, $same with the same machine code"
