#!/bin/sh
# layers.sh: includes name the folder of their file and point along the arrows of the architecture,
# without a circle between the files of a folder.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh

# A folder, then the folders and headers that its files may include besides their own; `+` adds
# everything that the files of that folder may include.
layers() {
    cat <<'TXT'
common               codegen/runtime
codegen/runtime
codegen/base         codegen/runtime/arena.h codegen/runtime/text.h codegen/runtime/reader.h common
codegen/tree         +codegen/base
codegen/pattern      codegen/base common codegen/runtime/arena.h codegen/runtime/text.h codegen/runtime/pattern.h
codegen/model        +codegen/tree codegen/pattern codegen/runtime/pattern.h codegen/runtime/report.h
codegen/rules        +codegen/model codegen/runtime/rule.h
codegen/load         +codegen/rules codegen/runtime/decimal.h codegen/runtime/format.h
codegen/emit         +codegen/rules codegen/load/sha256.h codegen/runtime/cover.h codegen/runtime/value.h
codegen/diff         +codegen/rules codegen/emit/emit_abi.h codegen/emit/emit_values.h codegen/emit/folders.h codegen/runtime/decimal.h codegen/runtime/format.h codegen/runtime/value.h
codegen              +codegen/load +codegen/emit codegen/diff
generated            codegen/runtime
generated/lookups
validator/base       codegen/runtime common
validator/http       +validator/base
validator/input      +validator/http
validator/report/html +validator/base
validator/report     +validator/input validator/report/html
validator/judge      +validator/report
validator/live       +validator/judge
validator/describe   +validator/report
validator/cli        +validator/live +validator/describe
validator            +validator/cli generated/contract.h
TXT
}
# The compiler includes headers of the runtime for one thing each: report.h for severities, format.h for
# the formats of listed values, cover.h for the kinds of items, rule.h for the limit of steps of a rule's pointer, value.h for the number of the ABI.
# The comparison of contracts names C types as the emitters do.

# Each line: a library, its headers, then the folders and files that may include them.
libraries() {
    cat <<'TXT'
cJSON    cjson/cJSON.h              codegen/runtime/cjson.h validator/describe validator/live
libcurl  curl/curl.h                validator/live
libyaml  yaml.h                     codegen/tree common/configuration.c
OpenSSL  openssl/sha.h              codegen/load
OpenSSL  openssl/crypto.h           validator/live
OpenSSL  openssl/err.h              validator/live
OpenSSL  openssl/pem.h              validator/live
zlib     zlib.h                     validator/http validator/input
zstd     zstd.h                     validator/http validator/input
zstd     zstd_errors.h              validator/http validator/input
TXT
}

# The headers of C and of the system, which any file may include.
system='arpa/inet.h assert.h dirent.h emmintrin.h errno.h fcntl.h float.h inttypes.h limits.h poll.h pthread.h
sched.h search.h semaphore.h signal.h spawn.h stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h
stdlib.h string.h strings.h sys/auxv.h sys/file.h sys/ioctl.h sys/mman.h sys/prctl.h sys/random.h sys/resource.h
sys/stat.h sys/wait.h time.h unistd.h'

# Tests and examples use programs and libraries from outside.
sources() {
    c_files | grep -v '^\(tests\|examples\)/'
}

# The file that an include of $2 in the file $1 means; prints nothing if there is no such file.
resolve() {
    top=${1%%/*}
    for root in "${1%/*}" "$top" codegen generated .; do
        [ -f "$root/$2" ] || continue
        case $root/$2 in
        ./*) echo "$2" ;;
        *) echo "$root/$2" ;;
        esac
        return
    done
}

# Prints `FILE INCLUDED` for each include with quotes; INCLUDED is `?name` if there is no such file.
edges() {
    sources | with_lines grep -HE '^ *# *include "' | sed 's/^\([^:]*\): *# *include "\([^"]*\)".*/\1 \2/' |
        while read -r file name; do
            case $file:$name in
            generated/*:lookups/*.c) continue ;; # made by gperf in the build tree
            esac
            found=$(resolve "$file" "$name")
            echo "$file ${found:-?$name} $name"
        done
}

all=$(edges)
[ "$(printf '%s\n' "$all" | wc -l)" -gt 200 ] || complain "too few includes were found:" "$all"

complain "includes of files that don't exist:" "$(printf '%s\n' "$all" | grep ' ?')"

# Files at the top of a program, and generated ones, are included only by name. Headers of the runtime
# include each other in the same way, since users may have them in any folder.
complain "includes without folder:" "$(printf '%s\n' "$all" | awk '
    $3 !~ /\// && !($2 ~ /^(codegen|validator)\/[^\/]*$/ && $1 ~ /^(codegen|validator)\/[^\/]*$/) &&
    $2 !~ /^generated\// && !($1 ~ /\/runtime\/[^\/]*\.h$/ && $2 ~ /^codegen\/runtime\//) { print $1 ": " $3 }')"

# Prints `FILE NAME` for each include without quotes: NAME is in angle brackets, or made by a macro.
others() {
    sources | with_lines grep -HE '^ *# *include *[^ "]' |
        sed 's/^\([^:]*\): *# *include *<\{0,1\}\([^> ]*\).*/\1 \2/'
}

# Headers of the project are included with quotes: in angle brackets they'd escape the arrows.
complain "includes that are neither of the system nor of a library of the folder:" "$({ libraries; echo; others; } |
    awk -v system_headers="$(printf '%s' "$system" | tr '\n' ' ')" '
    BEGIN { count = split(system_headers, name, " "); for (i = 1; i <= count; i++) { known[name[i]] = 1 } }
    NF == 0 { edges = 1; next }
    !edges { for (i = 3; i <= NF; i++) { allowed[$i, $2] = 1 } next }
    {
        from = $1; sub(/\/[^\/]*$/, "", from)
        if (!($2 in known) && !(($1, $2) in allowed) && !((from, $2) in allowed)) { print $1 ": " $2 }
    }')"

complain "includes against the arrows:" "$({ layers; echo; printf '%s\n' "$all"; } | awk '
    function folder(path) { sub(/\/[^\/]*$/, "", path); return path }
    NF == 0 { edges = 1; next }
    !edges {
        known[$1] = 1
        allowed[$1, $1] = 1
        for (i = 2; i <= NF; i++) {
            to = $i
            if (to ~ /^\+/) {
                to = substr(to, 2)
                for (pair in allowed) {
                    split(pair, part, SUBSEP)
                    if (part[1] == to) { more[part[2]] = 1 }
                }
                for (each in more) { allowed[$1, each] = 1; delete more[each] }
            }
            allowed[$1, to] = 1
        }
        next
    }
    {
        from = folder($1); to = folder($2)
        if ($2 ~ /^\?/ || (from, to) in allowed || (from, $2) in allowed) { next }
        print $1 " includes " $3
    }' | sort -u)"

complain "folders that are not in the list of layers:" "$(sources | sed 's|/[^/]*$||' | sort -u |
    while read -r folder; do
        layers | grep -q "^$folder\( \|\$\)" || echo "$folder"
    done)"

# Repeatedly removes headers that include none of the others. The remaining headers form a circle or lead
# into one.
complain "headers that include each other:" "$(printf '%s\n' "$all" | awk '
    $1 ~ /\.h$/ && $2 ~ /\.h$/ { needs[$1, $2] = 1 }
    END {
        do {
            found = 0
            for (pair in needs) { split(pair, part, SUBSEP); busy[part[1]] = 1 }
            for (pair in needs) {
                split(pair, part, SUBSEP)
                if (!(part[2] in busy)) { delete needs[pair]; found = 1 }
            }
            for (each in busy) { delete busy[each] }
        } while (found)
        for (pair in needs) { split(pair, part, SUBSEP); print part[1] " includes " part[2] }
    }' | sort)"

# The name of a file without its folder identifies the file. The runtime's headers are paired with those
# generated for a contract: a user includes both.
public='cjson contract copy encode fast'
programs='main'
twice() {
    sources | sed 's|.*/||' | sort | uniq -d
}
complain "file names that occur twice:" "$(twice | while read -r name; do
        case " $public $programs " in
        *" ${name%.*} "*) ;;
        *) echo "$name" ;;
        esac
    done)"
verdict
