#!/usr/bin/env bash
# attacks.sh PROGRAMS MEASURE SOURCE [ATTACK...]: inputs that are made to cost much, each in three sizes, of
# which one is four times the one before. Prints the instructions that valgrind counts, which are the same
# in each run, and the peak of memory without valgrind. Fails if work grows faster than the input.
# shellcheck disable=SC2317 # attacks are called by their names
set -euo pipefail
shopt -s extglob inherit_errexit
export LC_ALL=C
programs=$(cd "$1" && pwd)
measure=$(realpath "$2")
source=$(cd "$3" && pwd)
shift 3
if ! command -v valgrind >/dev/null; then
    echo "not run: valgrind is not installed"
    exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
failed=0

# repeat N TEXT: prints the text N times; %d in it becomes the number of the repetition.
repeat() {
    TEXT=$2 awk -v n="$1" 'BEGIN {
        count = split(ENVIRON["TEXT"], part, "%d")
        for (i = 0; i < n; i++) {
            for (k = 1; k <= count; k++) { printf "%s%s", (k > 1 ? i : ""), part[k] }
        }
    }'
}

entry='{"request":{"method":"POST","url":"/batch-predictions/b/cancel"},"response":{"status":404,'
entry+='"headers":[%s{"name":"Content-Type","value":"application/problem+json"}],"content":{"text":"{}"}}}'
batch=$(sed -n 1p "$source/tests/cli/data/completed.ndjson")
head='HTTP/1.1 404 Not Found\r\nContent-Type: application/problem+json\r\n'

# The validator of attacked.yaml, from the folder of programs.
attacked=../tests/bin/dg-attacked-validate

# The attacks: a function that prints an input of a size, the suffix of the input's name, the first size, and
# the command, to which the name of the input is appended.
attacks=(
    "duplicate_names json 1000 dg-validate"
    "many_names_twice json 1000 dg-validate"
    "unknown_names json 1000 dg-validate"
    "long_names json 25 dg-validate"
    "depth json 64 dg-validate --max-depth 4096"
    "faults_in_depth json 64 dg-validate --max-depth 4096"
    "findings ndjson 60 dg-validate"
    "findings_of_one json 100 dg-validate --schema ProblemDetails --max-findings 0"
    "lines ndjson 4000 dg-validate"
    "har_entries har 60 dg-validate"
    "har_headers har 500 dg-validate"
    "har_skipped har 1000 dg-validate"
    "http_responses http 250 dg-validate"
    "http_header http 100 dg-validate"
    "http_chunks http 16000 dg-validate"
    "http_codings http 25 dg-validate"
    "gzip_members json.gz 1000 dg-validate"
    "gzip_header http.gz 4000 dg-validate"
    "zstd_frames json.zst 1000 dg-validate"
    "zstd_windows json.zst 100 dg-validate"
    "track_ids ndjson 250 dg-validate --track"
    "track_one_id ndjson 250 dg-validate --track"
    "union_members json 1000 $attacked --schema Pets"
    "unique_numbers json 500 $attacked --schema Unique"
    "unique_objects json 250 $attacked --schema Unique"
    "unique_exponents json 250 $attacked --schema Unique"
    "judged_items json 250 $attacked --schema Judged"
    "judged_members json 250 $attacked --schema Marks"
    "contract_chain yaml 50 dg-codegen dump"
    "contract_doubled yaml 1 dg-codegen dump"
    "contract_shared yaml 25 dg-codegen dump"
    "contract_properties yaml 15 dg-codegen dump"
    "contract_enum yaml 100 dg-codegen dump"
    "contract_patterns yaml 50 dg-codegen dump"
    "contract_counts yaml 250 dg-codegen dump"
    "contract_groups yaml 5 dg-codegen lint"
    "contract_keys yaml 1000 dg-codegen dump"
    "contract_same_keys yaml 1000 dg-codegen lint"
    "contract_operations yaml 25 dg-codegen dump"
    "generated_properties yaml 15 dg-codegen generate --out out"
    "generated_enum yaml 50 dg-codegen generate --out out"
)

duplicate_names() { printf '{"metadata":{"x":""%s}}' "$(repeat "$1" ',"x":""')"; }
many_names_twice() { printf '{"a":{"x":""%s%s}}' "$(repeat "$1" ',"k%d":1')" "$(repeat "$1" ',"k%d":2')"; }
unknown_names() { printf '{"x":1%s}' "$(repeat "$1" ',"k%d":1')"; }
long_names() { printf '{"x":1%s}' "$(repeat "$1" ",\"$(repeat 500 a)%d\":1")"; }
depth() { printf '{"x":%s%s}' "$(repeat "$1" '[')" "$(repeat "$1" ']')"; }
faults_in_depth() { printf '%s1%s' "$(repeat "$1" '{"a":1,"a":')" "$(repeat "$1" '}')"; }
findings() { repeat "$1" $'{"id":5,"status":"x"}\n'; }
findings_of_one() { printf '{"errors":[{}%s]}' "$(repeat "$1" ',{}')"; }
lines() { repeat "$1" $'\n' && echo '{}'; }
har_entries() { printf '{"log":{"entries":[%s%s]}}' "$(repeat "$1" "${entry/\%s/},")" "${entry/\%s/}"; }
har_headers() {
    # shellcheck disable=SC2059 # a template
    printf "{\"log\":{\"entries\":[$entry]}}" "$(repeat "$1" '{"name":"x%d","value":"y"},')"
}
har_skipped() {
    printf '{"log":{"pages":[%s{}],"entries":[%s]}}' "$(repeat "$1" '{"a":[{"b":"\\u0041"}]},')" "${entry/\%s/}"
}
http_responses() { repeat "$1" "$(printf '%bContent-Length: 2\r\n\r\n{}' "$head")"; }
http_header() {
    printf '%b' "$head"
    repeat "$1" $'x%d: y\r\n'
    printf '\r\n{}'
}
http_chunks() {
    printf '%bTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n' "$head"
    repeat "$1" $'1\r\n \r\n'
    printf '1\r\n}\r\n0\r\n\r\n'
}
http_codings() { printf '%bContent-Encoding: %sidentity\r\n\r\n{}' "$head" "$(repeat "$1" 'identity, ')"; }
# members N: the file `member` N times.
members() { repeat "$1" 'member ' | xargs cat; }
gzip_members() {
    printf ' ' | gzip -n >member
    members "$1"
    printf '{}' | gzip -n
}
# A header line that comes byte by byte.
gzip_header() {
    printf 'HTTP/1.1 404 Not Found\r\nX: ' | gzip -n
    printf 'x' | gzip -n >member
    members "$1"
    printf '\r\nContent-Type: application/problem+json\r\n\r\n{}' | gzip -n
}
# Frames of one block that isn't compressed: a blank.
zstd_frames() {
    printf '\x28\xb5\x2f\xfd\x20\x01\x09\0\0 ' >member
    members "$1"
    printf '\x28\xb5\x2f\xfd\x20\x02\x11\0\0{}'
}
# Frames that ask for a window of 8 MB.
zstd_windows() {
    printf '\x28\xb5\x2f\xfd\0\x68\x09\0\0 ' >member
    members "$1"
    printf '\x28\xb5\x2f\xfd\x20\x02\x11\0\0{}'
}
track_ids() { repeat "$1" "${batch/\"id\":\"*([^\"])\"/\"id\":\"b%d\"}"$'\n'; }
track_one_id() { repeat "$1" "$batch"$'\n'; }

# The member that tells the schemas apart is the last one.
union_members() { printf '[{"x":1%s,"kind":"cat"}]' "$(repeat "$1" ',"k%d":1')"; }
unique_numbers() { printf '[0%s]' "$(repeat "$1" ',1%d')"; }
unique_objects() { printf '[0%s]' "$(repeat "$1" ',{"a":[1,%d],"b":2}')"; }
unique_exponents() { printf '[0%s]' "$(repeat "$1" ",1e9$(repeat 30 0)%d")"; }
judged_items() { printf '[{"a":1}%s]' "$(repeat "$1" ',{"b":"%d"}')"; }
judged_members() { printf '{"a":1%s}' "$(repeat "$1" ',"a%d":1')"; }

# contract SCHEMAS: a contract whose operation answers with the schema S0.
contract() {
    cat <<YAML
openapi: 3.1.0
info: {title: Many, version: '1'}
paths:
  /x:
    get:
      operationId: getX
      responses:
        '200': {description: X., content: {application/json: {schema: {\$ref: '#/components/schemas/S0'}}}}
$2
components:
  schemas:
$1
YAML
}
contract_chain() {
    contract "$(awk -v n="$1" 'BEGIN {
        form = "    S%d: {type: object, properties: {next: {$ref: \047#/components/schemas/S%d\047}}}\n"
        for (i = 0; i < n; i++) { printf form, i, i + 1 }
    }')
    S$1: {type: object}" ''
}
# Each schema has the next one twice: without sharing, 2^16 schemas in the largest size.
contract_doubled() {
    contract "$(awk -v n="$1" 'BEGIN {
        next_one = "{$ref: \047#/components/schemas/S%d\047}"
        form = "    S%d: {allOf: [" next_one ", " next_one ", {properties: {p%d: {type: string}}}]}\n"
        for (i = 0; i < n; i++) { printf form, i, i + 1, i + 1, i }
    }')
    S$1: {type: object}" ''
}
# Many properties that two schemas have.
contract_shared() {
    contract "    S0: {allOf: [{type: object, properties: {x: {type: string}$(repeat "$1" ', p%d: {type: string}')}},
      {properties: {x: {maxLength: 9}$(repeat "$1" ', p%d: {maxLength: 9}')}}]}" ''
}
contract_properties() { contract "    S0: {type: object, properties: {x: {type: string}$(repeat "$1" ', p%d: {type: string}')}}" ''; }
contract_enum() { contract "    S0: {type: string, enum: [x$(repeat "$1" ', v%d')]}" ''; }
contract_patterns() { contract "    S0: {type: object, properties: {x: {type: string}$(repeat "$1" ", p%d: {type: string, pattern: '^x%d[a-z]+(a|b)\$'}")}}" ''; }
contract_counts() { contract "    S0: {type: string, pattern: '^([a-z]+,){0,$1}\$'}" ''; }
contract_groups() { contract "    S0: {type: string, pattern: '$(repeat "$1" '(a*b?')$(repeat "$1" ')*')\$'}" ''; }
contract_keys() { contract "    S0: {type: object, x-many: {x: 0$(repeat "$1" ', p%d: 0')}}" ''; }
contract_same_keys() { contract "    S0: {type: object, x-many: {x: 0$(repeat "$1" ', x: 0')}}" ''; }
contract_operations() {
    contract '    S0: {type: object}' "$(repeat "$1" "  /y%d: {get: {operationId: op%d, responses: {'204': {description: Y.}}}}"$'\n')"
}
generated_properties() { contract_properties "$1"; }
generated_enum() { contract_enum "$1"; }

# instructions COMMAND...: prints the number of instructions that a run executes.
instructions() {
    local status=0
    valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null --log-file=counts "$@" \
        >output 2>trouble || status=$?
    # dg-validate writes nothing on standard error if it judges the document, whatever the verdict is.
    if ((status > 1)) || [[ $1 == *-validate && -s trouble ]] || ! grep -q 'I *refs: *[1-9]' counts; then
        echo "status $status: $*" >&2
        cat trouble counts >&2
        exit 1
    fi
    sed -n 's/.*I *refs: *//p' counts | tr -d ,
}

# try NAME SUFFIX SIZE COMMAND...
try() {
    local name=$1 suffix=$2 size=$3 n counts=() file
    shift 3
    for n in "$size" $((size * 4)) $((size * 16)); do
        file=$name-$n.$suffix
        "$name" "$n" >"$file"
        rm -rf out
        counts+=("$(instructions "$programs/$1" "${@:2}" "$file")")
        rm -rf out
        printf '%-22s %7d %10d bytes %12d instructions %7d KB\n' "$name" "$n" "$(wc -c <"$file")" \
            "${counts[-1]}" "$("$measure" "$programs/$1" "${@:2}" "$file")"
        rm -f "$file"
    done
    # The fixed cost of a run cancels out in both differences. 4 is linear, 16 is quadratic.
    awk -v a="${counts[0]}" -v b="${counts[1]}" -v c="${counts[2]}" 'BEGIN {
        growth = (c - b) / (b - a + 1)
        printf "%-22s growth %.1f for an input of four times the size%s\n", "", growth, (growth > 5.5 ? ": TOO MUCH" : "")
        exit (growth > 5.5)
    }' || failed=1
}

for attack in "${attacks[@]}"; do
    read -r -a row <<<"$attack"
    if (($# == 0)) || [[ " $* " == *" ${row[0]} "* ]]; then
        try "${row[@]}"
    fi
done
exit "$failed"
