#!/bin/sh
# dev.sh: `./dev help` lists exactly the existing commands. Other words are refused.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/output/lib.sh
. tests/output/lib.sh

listed=$(./dev help | sed -n 's/^  \([a-z]*\)  .*/\1/p' | sort)
defined=$(sed -n 's/^dev_\([a-z_-]*\)() {$/\1/p' dev | sort)
[ "$(printf '%s\n' "$listed" | wc -l)" -gt 8 ] || complain "help lists few commands:" "$listed"
[ "$listed" = "$defined" ] || complain "help and the functions dev_* differ:" "$listed
-- $defined"

# Commands in documents and comments.
for command in $(project_files | grep -E '\.(md|sh|txt)$' | with_lines grep -ohE '[.]/dev [a-z]+[` ]' |
    tr -d '`' | sed 's|^./dev ||' | sort -u); do
    printf '%s\n' "$listed" | grep -qx -- "$command" ||
        complain "named in the tree, but not a command:" "./dev $command"
done

# status WANTED ARGUMENT...: runs ./dev, and complains if the exit status differs.
status() {
    wanted=$1
    shift
    found=0
    ./dev "$@" >/dev/null 2>&1 || found=$?
    [ "$found" = "$wanted" ] || complain "wanted status $wanted, not $found:" "./dev $*"
}
status 0 help
status 0 -h
status 0 --help
status 2
status 2 nothing
status 2 dem
status 2 ''
verdict
