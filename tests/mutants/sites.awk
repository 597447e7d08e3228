# Prints every mutation of the given C files, a line each: FILE LINE COLUMN LENGTH KIND REPLACEMENT, with
# tabs between. COLUMN counts bytes from 0. Texts, comments, directives and asserts stay as they are.
FNR == 1 { inside = 0; directive = 0 }

{
    code = blank($0)
    skipped = directive || code ~ /^ *#/
    directive = skipped && /\\$/
    if (skipped || code ~ /assert\(/) { next }
    operators()
    words()
    numbers()
    conditions()
    statements()
}

# The line with blanks in place of comments, and with `"` in place of the characters of texts.
function blank(line,    out, i, at, quote) {
    out = ""
    for (i = 1; i <= length(line); i++) {
        at = substr(line, i, 1)
        if (inside) {
            if (at == "*" && substr(line, i + 1, 1) == "/") { inside = 0; out = out " "; i++ }
            out = out " "
        } else if (quote != "") {
            out = out "\""
            if (at == "\\") { out = out "\""; i++ } else if (at == quote) { quote = "" }
        } else if (at == "/" && substr(line, i + 1, 1) == "*") {
            inside = 1; out = out "  "; i++
        } else if (at == "\"" || at == "'") {
            quote = at; out = out "\""
        } else {
            out = out at
        }
    }
    return out
}

function mutation(column, len, kind, replacement) {
    printf "%s\t%d\t%d\t%d\t%s\t%s\n", FILENAME, FNR, column, len, kind, replacement
}

# The formatter puts blanks around operators of two operands, and around no others.
function operators(    i, at) {
    for (i = 1; match(substr(code, i), / ([-+*\/%&|<>=!^]+) /); i += RSTART + RLENGTH - 2) {
        at = substr(code, i + RSTART, RLENGTH - 2)
        operator(i + RSTART - 1, at)
    }
    for (i = 1; match(substr(code, i), /(\+\+|--|!)/); i += RSTART + RLENGTH - 1) {
        at = substr(code, i + RSTART - 1, RLENGTH)
        if (at == "!" && substr(code, i + RSTART, 1) != "=") {
            mutation(i + RSTART - 2, 1, "operator", "")
        } else if (at == "++" || at == "--") {
            mutation(i + RSTART - 2, 2, "operator", at == "++" ? "--" : "++")
        }
    }
}

function operator(column, at,    list, count, other, i) {
    list = "< <= >=,<= < >,> >= <=,>= > <,== !=,!= ==,&& ||,|| &&,+ -,- +,* /,/ *,% *,<< >>,>> <<," \
        "& |,| &,^ &,+= -=,-= +=,*= /=,/= *=,|= &=,&= |="
    count = split(list, row, ",")
    for (i = 1; i <= count; i++) {
        if (split(row[i], other, " ") && other[1] == at) {
            mutation(column, length(at), "operator", other[2])
            if (other[3] != "") { mutation(column, length(at), "operator", other[3]) }
        }
    }
}

function words(    i, at) {
    for (i = 1; match(substr(code, i), /[A-Za-z0-9_]+/); i += RSTART + RLENGTH - 1) {
        at = substr(code, i + RSTART - 1, RLENGTH)
        if (at == "true" || at == "false") {
            mutation(i + RSTART - 2, RLENGTH, "constant", at == "true" ? "false" : "true")
        }
    }
}

function numbers(    i, at) {
    for (i = 1; match(substr(code, i), /[A-Za-z0-9_.]+/); i += RSTART + RLENGTH - 1) {
        at = substr(code, i + RSTART - 1, RLENGTH)
        if (at ~ /^(0x[0-9A-Fa-f]+|[0-9]+)[uUlL]*$/) {
            mutation(i + RSTART - 2, RLENGTH, "constant", "(" at " + 1)")
            if (at !~ /^0[uUlL]*$/) { mutation(i + RSTART - 2, RLENGTH, "constant", "(" at " - 1)") }
        }
    }
}

# A condition that ends on the line where it begins is negated.
function conditions(    start, i, depth, at) {
    if (!match(code, /(^| )(if|while) \(/)) { return }
    start = RSTART + RLENGTH
    depth = 1
    for (i = start; i <= length(code) && depth > 0; i++) {
        at = substr(code, i, 1)
        depth += at == "(" ? 1 : at == ")" ? -1 : 0
    }
    if (depth == 0) {
        mutation(start - 1, i - 1 - start, "negation", "!(" substr($0, start, i - 1 - start) ")")
    }
}

# A statement of one line is deleted: a call, an assignment, a jump.
function statements() {
    if (code !~ /^ +(return|break|continue);$/ &&
        code !~ /^ +[*]?[a-z_][A-Za-z0-9_>.-]*(\[[^=]*\])?[A-Za-z0-9_>.-]*(\(.*\)| [-+*\/|&]?= .*|\+\+|--);$/) {
        return
    }
    if (code ~ /^ +(return|if|for|while|switch)[ (].*/) { return }
    match(code, /^ +/)
    mutation(RLENGTH, length(code) - RLENGTH, "deletion", ";")
}
