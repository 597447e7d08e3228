#!/bin/sh
# console.sh DOCUMENT PROGRAMS: runs the ```console blocks of a Markdown file, in a copy of the folders
# that they name, and compares the output with the document. Live commands use the server at DG_TEST_URL,
# whose port is printed as 8080. A block below a line `name`: is the file of that name; if the project
# has such a file, both must be equal. With DG_ACCEPT=1 the document is rewritten instead.
set -eu
document=$(realpath "$1")
programs=$(realpath "$2")
root=$(realpath "$(dirname "$0")/../..")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

mkdir -p "$scratch/copy/tests"
cp -R "$root/spec" "$root/generated" "$scratch/copy"
cp -R "$root/tests/wire" "$scratch/copy/tests"
awk -v folder="$scratch/copy" '
    /^`[^`]+`:$/ { name = substr($0, 2, length($0) - 3); next }
    /^```$/ { file = ""; next }
    /^```/ && name != "" {
        file = folder "/" name
        parent = file
        sub("/[^/]*$", "", parent)
        system("mkdir -p " parent)
        name = ""
        next
    }
    file != "" { print >file }' "$document"
if [ -d "$scratch/copy/examples" ]; then
    for example in "$scratch"/copy/examples/*; do
        diff -u "$root/examples/$(basename "$example")" "$example"
    done
fi
awk '/^```console$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$document" \
    >"$scratch/expected"

# Makes a script that prints and runs each command, with the exit status of the previous one in $?.
awk -v quote="'" '
    BEGIN { print "last=0" }
    /^\$ / {
        shown = $0
        gsub(quote, quote "\\" quote quote, shown)
        print "printf " quote "%s\\n" quote " " quote shown quote
        print "(exit $last)"
        print substr($0, 3)
        print "last=$?"
    }' "$scratch/expected" >"$scratch/script"
if ! grep -q '^last=\$?' "$scratch/script"; then
    echo "no commands in $1"
    exit 1
fi
unset COLUMNS
export DATAGRID_BASE_URL="${DG_TEST_URL:-}/v1" DATAGRID_API_KEY=test-token
(cd "$scratch/copy" && PATH=$programs:$PATH sh "$scratch/script") >"$scratch/printed" 2>&1
server=${DG_TEST_URL:-no server}
sed "s|$server|${server%:*}:8080|g" "$scratch/printed" >"$scratch/actual"

# The output of each command is written below it, and replaces the old output.
if [ "${DG_ACCEPT:-}" = 1 ]; then
    awk -v actual="$scratch/actual" '
        BEGIN { getline line <actual }
        /^```$/ { inside = 0 }
        inside && !/^\$ / { next }
        { print }
        inside {
            while ((getline line <actual) > 0 && line !~ /^\$ /) print line
        }
        /^```console$/ { inside = 1 }' "$document" >"$scratch/document"
    cat "$scratch/document" >"$document"
    exit
fi
"$root/tests/support/compare.sh" "$scratch/expected" "$scratch/actual"
