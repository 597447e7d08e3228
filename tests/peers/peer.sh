# shellcheck shell=sh
# Functions for the comparisons with tools of other projects. Sourced from the root of the tree.

# need_peer PACKAGE...: exits as "cannot run" where Node or one of the packages isn't installed.
need_peer() {
    if ! command -v node >/dev/null; then
        echo "not run: node is not installed"
        exit 77
    fi
    for package in "$@"; do
        if [ ! -d "tests/peers/node_modules/$package" ]; then
            echo "not run: $package is not installed; ./dev peers installs it"
            exit 77
        fi
    done
}
