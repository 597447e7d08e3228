# shellcheck shell=sh
# Functions for the tests of installed files. Sourced; the folder of the tests is `here`.
# shellcheck source=tests/output/lib.sh disable=SC2154
. "$here/../output/lib.sh"

# Prints the message, and fails.
fail() {
    echo "$*"
    exit 1
}

# pkgconfig_folder PREFIX: prints the folder of pkg-config's files, whose name depends on the system.
pkgconfig_folder() {
    dirname "$(find "$1" -name dg-contract.pc)"
}

# Runs a command and shows its output only if it fails.
quietly() {
    if ! log=$("$@" 2>&1); then
        fail "failed: $*
$log"
    fi
}
