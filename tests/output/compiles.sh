#!/bin/sh
# compiles.sh FOLDER LOOKUPS: the generated files in FOLDER compile alone, without a warning, with each
# installed compiler; gperf's output is in LOOKUPS.
set -eu
generated=$1
lookups=$2
codegen=$(dirname "$0")/../../codegen
warnings='-Werror -Wall -Wextra -Wpedantic -Wconversion -Wshadow'
c_warnings="$warnings -Wstrict-prototypes -Wmissing-prototypes -Wswitch-enum -Wvla"

# compile COMPILER FLAG...: compiles with the include folders of generated code.
compile() {
    "$@" -c -o /dev/null -I "$generated" -I "$codegen" -I "$lookups"
}

# The headers of the runtime for users, except those that need a library.
runtime=$(cd "$codegen" && find runtime -name '*.h' ! -name '*_internal.h' ! -name big.h \
    ! -name decimal.h ! -name cjson.h | sort)

# headers COMPILER LANGUAGE FLAG...: compiles each header alone.
headers() {
    compiler=$1
    language=$2
    shift 2
    for header in "$generated"/*.h; do
        printf '#include "%s"\n' "$(basename "$header")" |
            compile "$compiler" -x "$language" "$@" -
    done
    for header in $runtime; do
        printf '#include "%s"\n' "$header" | compile "$compiler" -x "$language" "$@" -
    done
}

# orders COMPILER LANGUAGE FLAG...: compiles all headers together, in order and in reverse.
orders() {
    compiler=$1
    language=$2
    shift 2
    for sorting in sort 'sort -r'; do
        for header in "$generated"/*.h; do
            printf '#include "%s"\n' "$(basename "$header")"
        done | $sorting | compile "$compiler" -x "$language" "$@" -
    done
}

compilers=0
for compiler in gcc clang; do
    command -v "$compiler" >/dev/null || continue
    compilers=$((compilers + 1))
    for source in "$generated"/*.c; do
        # shellcheck disable=SC2086 # a list
        compile "$compiler" -std=c11 -O2 $c_warnings "$source"
    done
    # shellcheck disable=SC2086
    headers "$compiler" c -std=c11 $c_warnings
    # shellcheck disable=SC2086
    orders "$compiler" c -std=c11 $c_warnings
done
for compiler in g++ clang++; do
    command -v "$compiler" >/dev/null || continue
    # shellcheck disable=SC2086
    headers "$compiler" c++ -std=c++17 $warnings
    # shellcheck disable=SC2086
    orders "$compiler" c++ -std=c++17 $warnings
done

# Headers refuse a runtime of another ABI, with a remedy in the message.
printf '#include "runtime/value.h"\n#undef DG_RUNTIME_ABI\n#define DG_RUNTIME_ABI 0\n#include "types.h"\n' >"$lookups/abi.c"
if compile gcc "$lookups/abi.c" 2>"$lookups/abi.err" || ! grep -q 'regenerate' "$lookups/abi.err"; then
    cat "$lookups/abi.err"
    echo "types.h takes a runtime of another ABI"
    exit 1
fi

# lookups.c may do without three warnings, which gperf's output raises, rules.c without one, which
# rules with constant comparisons raise, and answers.h without one, which functions with the names of
# their structs raise in C++.
for file in "$generated"/*.[ch]; do
    case $(basename "$file") in
    lookups.c) allowed=3 ;;
    rules.c | answers.h) allowed=1 ;;
    *) allowed=0 ;;
    esac
    if [ "$(grep -c 'diagnostic ignored' "$file")" -gt "$allowed" ]; then
        echo "switches off more warnings than $allowed: $file"
        exit 1
    fi
done

# Compilers warn of a call that ignores the result of one of these functions.
for header in answers cjson copy decode encode validate; do
    checked=$(grep -c '^DG_CHECKED ' "$generated/$header.h")
    declared=$(grep -c ');$' "$generated/$header.h")
    if [ "$checked" -eq 0 ] || [ "$checked" != "$declared" ]; then
        echo "$header.h has $declared functions, and $checked with DG_CHECKED"
        exit 1
    fi
done
if [ "$compilers" -lt 2 ]; then
    echo "not run in full: gcc and clang are both needed"
    exit 77
fi
