# shellcheck shell=sh
# Functions for the tests of the source tree. Sourced from the root of the tree.

# Prints the C files that people and formatters read, one a line.
c_files() {
    find codegen examples generated tests validator -name node_modules -prune -o -name '*.[ch]' -print | sort
}

# Prints every file that belongs to the project, one a line: what it needs outside is not there.
project_files() {
    find . -mindepth 1 -maxdepth 1 -name 'build*' -prune -o -name .git -prune -o \
        -name node_modules -prune -o -type f -print
    find .ci codegen docs examples generated spec tests validator -name node_modules -prune -o \
        -type f -print
}

# Runs a command with the lines of standard input as its last arguments.
with_lines() {
    tr '\n' '\0' | xargs -0 "$@"
}

# complain HEADING FINDINGS: prints both if there are findings, and has `verdict` fail.
complain() {
    if [ -n "$2" ]; then
        printf '%s\n%s\n' "$1" "$2"
        complained=yes
    fi
}

# Ends a script: fails if anything was complained of.
verdict() {
    [ -z "${complained:-}" ] || exit 1
}

# need PROGRAM...: exits as "cannot run" where one isn't installed.
need() {
    for program in "$@"; do
        if ! command -v "$program" >/dev/null; then
            echo "not run: $program is not installed"
            exit 77
        fi
    done
}
