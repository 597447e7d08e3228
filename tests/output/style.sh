#!/bin/sh
# Calls that the project bans, words of one machine or of unfinished work, files that are too long.
set -eu
cd "$(dirname "$0")/../.."
. tests/output/lib.sh

# in_project PATTERN: the lines of the project's files that match.
in_project() {
    project_files | with_lines grep -nIE "$1"
}

# Calls that may overflow, have hidden state, depend on the locale, run a shell, or ignore the case of
# names.
calls='v?sprintf|strcpy|strcat|strtok|gets|ato[fil]|strto(d|f|ld)|setlocale|system|popen'
calls="$calls|is(alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit)"
calls="$calls|to(lower|upper)|cJSON_GetObjectItem"
complain "Banned calls:" \
    "$(grep -rnE "\b($calls) *\(" --include='*.[ch]' codegen common validator generated)"

# A test that cmocka skips counts as passed; waiting doesn't show readiness. Patterns are split, so that
# they don't match themselves.
complain "Banned in tests:" \
    "$(grep -rnE '\bski''p *\(|\b(u|nano)?sle''ep\b' --exclude-dir=node_modules --exclude-dir=python \
        --exclude=package-lock.json tests)"

# Kinds are compared by name: comparison by order would put a new kind on one of the sides by chance.
complain "Kinds compared by their order:" \
    "$(grep -rnE '[^<>-][<>]=? *(MODEL|RULE_KIND)_' --include='*.[ch]' codegen)"

complain "Paths of one machine:" \
    "$(in_project "(^|[^[:alnum:]_.\$}-])/(home|root|work|Users|tmp|mnt|opt)/")"
complain "The path of this checkout:" "$(in_project "$PWD/")"
complain "Left undone:" "$(in_project '\b(TO''DO|FIX''ME|XX''X|HA''CK)\b')"
complain "Download addresses:" "$(in_project '"resolved": *"https?:')"

complain "Longer than 700 lines:" \
    "$(find codegen common validator tests \( -name node_modules -o -name python \) -prune -o -name '*.[ch]' \
        -exec wc -l {} + | awk '$1 > 700 && $2 != "total"')"
verdict
