#!/bin/sh
# Runs the commands of a case, one on each line, and compares their output and exit status.
# run.sh PROGRAMS CASE.cmd: PROGRAMS is the directory of dg-validate. Beside the case stands CASE.expect:
# each command, then its stdout ("| "), stderr ("! ") and status ("=> "). DG_ACCEPT=1 rewrites it.
# Commands run in a copy of data/ beside the case, so that no path of the machine is in the output.
set -eu

programs=$(cd "$1" && pwd)
case_file=$2
here=$(cd "$(dirname "$0")" && pwd)
expected=${case_file%.cmd}.expect
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

server=${DG_TEST_URL:-}
server=${server#http://}
: "${server:=nowhere:0}"

cp -R "$(dirname "$case_file")/data" "$scratch/data"
if [ -e "$scratch/data/key" ]; then
    chmod 600 "$scratch/data/key"
fi
unset GITHUB_STEP_SUMMARY COLUMNS NO_COLOR DATAGRID_API_KEY DATAGRID_BASE_URL DATAGRID_TEAMSPACE_ID http_proxy HTTPS_PROXY
PATH=$programs:$PATH
export PATH
command -v dg-validate >/dev/null

# show PREFIX FILE: prints the lines of the file, and whether the last one is complete. Removes a
# server's port and the digest of the contract, which vary.
show() {
    sed -e "s|$server|SERVER|g" -e "s|localhost:${server##*:}|localhost:PORT|g" \
        -e "s/sha256:[0-9a-f]\{64\}/sha256:DIGEST/g" -e "s/^/$1 /" "$2"
    if [ -s "$2" ] && [ "$(tail -c 1 "$2" | wc -l)" -eq 0 ]; then
        printf '\n%s (no newline)\n' "$1"
    fi
}

# judge_report FILE: what is a whole JSON report fits docs/report.yaml; prints what doesn't.
judge_report() {
    case $(head -n 1 "$1") in
    '{"schema":"dg-report/1",'*'"summary":{'*) dg-validate-reports --schema Report --input-format json "$1" ;;
    '{"schema":"dg-report/1",'*) dg-validate-reports --schema Line --input-format ndjson "$1" ;;
    esac | grep -v 'conform' || true
}

run_line() {
    printf '$ %s\n' "$1"
    status=0
    (cd "$scratch/data" && sh -c "$1") </dev/null >"$scratch/out" 2>"$scratch/err" || status=$?
    show '|' "$scratch/out"
    show '!' "$scratch/err"
    case $1 in
    *'|'* | *';'* | *'&'*) ;;
    'dg-validate '*) judge_report "$scratch/out" ;;
    esac
    printf '=> %s\n' "$status"
}

while IFS= read -r line <&3; do
    case $line in
    '' | '#'*) printf '%s\n' "$line" ;;
    *) run_line "$line" ;;
    esac
done 3<"$case_file" >"$scratch/transcript"

"$here/../support/compare.sh" "$expected" "$scratch/transcript"
