# shellcheck shell=sh
# What the tests of installed files share. Sourced; the folder of the tests is `here`.
# shellcheck source=tests/output/lib.sh disable=SC2154
. "$here/../output/lib.sh"

# Says what is wrong, and fails.
fail() {
    echo "$*"
    exit 1
}

# pkgconfig_folder PREFIX: systems name the folder for libraries, where it is, differently.
pkgconfig_folder() {
    dirname "$(find "$1" -name dg-contract.pc)"
}

# Runs a command and shows what it prints only if it fails.
quietly() {
    if ! log=$("$@" 2>&1); then
        fail "failed: $*
$log"
    fi
}
