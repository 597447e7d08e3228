#!/bin/sh
# Plays every fault of a list, and compares the output and exit status of dg-validate. Each run ends in
# time, and the token isn't in the output, in a recording, or on the second host.
# faults.sh PROGRAMS SERVER LIST: PROGRAMS is the directory of dg-validate. The expectations are beside
# LIST, in the form of run.sh, with the suffix .expect. DG_ACCEPT=1 rewrites them.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
if [ -z "${DG_FAULT_FOLDER:-}" ]; then
    DG_FAULT_FOLDER=$(mktemp -d)
    export DG_FAULT_FOLDER
    trap 'rm -rf "$DG_FAULT_FOLDER"' EXIT
    "$here/../support/with_server.sh" "$2" "$here/faults.sh" "$1" "$2" "$3"
    exit
fi

programs=$(cd "$1" && pwd)
list=$3
expected=${list%.list}.expect
export LC_ALL=C
unset COLUMNS NO_COLOR DATAGRID_BASE_URL DATAGRID_TEAMSPACE_ID http_proxy HTTPS_PROXY
cd "$DG_FAULT_FOLDER"
# shellcheck source=/dev/null
. ./environment
export DATAGRID_API_KEY='to/ken~SECRET=='

# Removes data that differs between runs: ports, times, received lengths, and versions.
settled() {
    sed -E -e 's/127\.0\.0\.1:[0-9]{4,5}/HOST/g' -e 's/after [0-9]+ (ms|milliseconds)/after N \1/' \
        -e 's/with [0-9]+( out of [0-9]+)? bytes received/with N bytes received/' \
        -e 's/OpenSSL\/[0-9.]+[a-z]*/OpenSSL\/V/' -e "s/^/$1 /" "$2"
}

# Ends the test. Standard output is the transcript, which nobody sees then.
fail() {
    echo "$*" >&2
    exit 1
}

# Complains if the token, or a cookie that a server sets, is in a file.
keep_secret() {
    if grep -qE 'SECRET|secret-cookie|to/ken' "$1"; then
        fail "a secret is in $2: $(cat "$1")"
    fi
}

# run BASE ID OPTION...: writes out, err and status; also checks the recording.
run() {
    base=$1
    id=$2
    shift 2
    rm -f recorded.har
    status=0
    timeout 20 "$programs/dg-validate" cancel --base-url "$base/v1" --record recorded.har "$@" \
        "$id" </dev/null >out 2>err || status=$?
    [ "$status" != 124 ] || fail "$id: no end after 20 seconds"
    keep_secret out "the output of $id"
    keep_secret err "the trouble with $id"
    if [ "$status" != 2 ]; then
        grep -q startedDateTime recorded.har || fail "$id: the recording has no entry"
        [ "$(tail -n 1 recorded.har)" = ']}}' ] || fail "$id: the recording is cut off"
        keep_secret recorded.har "the recording of $id"
        sed -n 's/.*"text":"\([^"]*\)".*/\1/p' recorded.har | while IFS= read -r body; do
            echo "$body" | base64 -d >>bodies
        done
        touch bodies
        keep_secret bodies "a recorded body of $id"
        rm bodies
    fi
}

show() {
    settled '|' out
    settled '!' err
    printf '=> %s\n' "$status"
}

# each_number BASE ID FIRST LAST OPTION...
each_number() {
    where=$1
    what=$2
    number=$3
    last=$4
    shift 4
    while [ "$number" -le "$last" ]; do
        run "$where" "$what$number" "$@"
        show | grep -v '^|  *\(1 \)\{0,1\}|' |
            sed -E "s/$what$number/${what}N/; s/:1:[0-9]+:/:1:N:/; s/with [0-9]+ bytes/with N bytes/" |
            tr '\n' '\1' >>results
        echo >>results
        number=$((number + 1))
    done
    sort results | uniq -c | sed 's/^ */x /; s/ [|!]/\n&/; s/\n /\n/' | tr '\1' '\n' | sed '/^$/d'
    rm results
}

while IFS= read -r line <&3; do
    case $line in
    '' | '#'*)
        printf '%s\n' "$line"
        continue
        ;;
    esac
    printf '$ %s\n' "$line"
    eval "set -- $line"
    how=$1
    if [ "$how" = each ]; then
        shift
    fi
    eval "base=\$$1"
    shift
    if [ "$how" = each ]; then
        each_number "$base" "$@"
    else
        run "$base" "$@"
        show
    fi
done 3<"$list" >transcript

# The second host receives only the names of the servers for which it is the proxy.
grep -aoE '(CONNECT|GET|HEAD|POST|PUT) [^:]*' second.log | sort | uniq -c |
    sed 's/^ */second host: /' >>transcript
keep_secret second.log "the log of the second host"

"$here/../support/compare.sh" "$expected" transcript
