#!/bin/sh
# Runs a command beside a test server: with_server.sh SERVER COMMAND [ARGUMENT]...
# The command finds the server's address in DG_TEST_URL; its exit status is the result.
set -eu

server=$1
shift
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkfifo "$scratch/in" "$scratch/out"

# The server runs while its standard input is open: until this shell ends, in any way.
"$server" <"$scratch/in" >"$scratch/out" &
server_id=$!
exec 3>"$scratch/in"
if ! read -r DG_TEST_URL <"$scratch/out"; then
    echo "with_server.sh: the server did not start: $server" >&2
    exit 99
fi
export DG_TEST_URL

status=0
"$@" 3>&- || status=$?
exec 3>&-
if ! wait "$server_id"; then
    echo "with_server.sh: the server failed" >&2
    exit 99
fi
exit "$status"
