# shellcheck shell=sh
# Functions for the tests of the source tree. Sourced from the root of the tree.

# Prints every file of the project, one on each line. The function names no folders, so that it includes
# new ones.
project_files() {
    find . -mindepth 1 \( -path './build*' -o -path ./tests/peers/python -o -name .git \
        -o -name node_modules \) -prune -o \
        -type f -print | sed 's|^\./||' | sort
}

# Prints the C files among them, which people and formatters read.
c_files() {
    project_files | grep '[.][ch]$'
}

# Runs a command with the lines of standard input as its last arguments.
with_lines() {
    tr '\n' '\0' | xargs -0 "$@"
}

# complain HEADING FINDINGS: prints both if there are findings; then `verdict` fails.
complain() {
    if [ -n "$2" ]; then
        printf '%s\n%s\n' "$1" "$2"
        complained=yes
    fi
}

# Ends a script; fails if `complain` printed findings.
verdict() {
    [ -z "${complained:-}" ] || exit 1
}

# need PROGRAM...: exits with 77 ("cannot run") if one isn't installed.
need() {
    for program in "$@"; do
        if ! command -v "$program" >/dev/null; then
            echo "not run: $program is not installed"
            exit 77
        fi
    done
}

# need_clang_format: exits with 77 without the release of clang-format that Debian 12 has. Other releases
# lay out C in another way.
need_clang_format() {
    need clang-format
    case $(clang-format --version) in
    *' version 14.'*) ;;
    *)
        echo "not run: clang-format 14 is not installed"
        exit 77
        ;;
    esac
}
