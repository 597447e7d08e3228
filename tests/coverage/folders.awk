# Sums the lines of `llvm-cov report` by folder, and prints a table. Fails if fewer branches ran than wanted.
BEGIN {
    wanted["codegen/runtime"] = 95
    wanted["codegen"] = 92
    wanted["validator"] = 92
}

# Files are named from the root of the tree; llvm-cov leaves out the beginning that all have.
$1 ~ /^(build\/)?(codegen|common|generated|validator)\// {
    folder = $1
    sub(/^build\//, "", folder)
    sub(/\/[^\/]*$/, "", folder)
    add(folder)
    # The compiler is all of its folder but the runtime.
    if (folder ~ /^(codegen|validator)\// && folder != "codegen/runtime") {
        sub(/\/.*/, "", folder)
        add(folder)
    }
}

# Lines, branches and conditions: how many there are, and how many never ran.
function add(folder) {
    known[folder] = 1
    lines[folder] += $8
    lines_missed[folder] += $9
    branches[folder] += $11
    branches_missed[folder] += $12
    conditions[folder] += $14
    conditions_missed[folder] += $15
}

function percent(count, missed) {
    return count == 0 ? "-" : sprintf("%.1f", 100 * (count - missed) / count)
}

END {
    printf "%-20s %8s %10s %8s\n", "ran, in percent", "lines", "branches", "MC/DC"
    sorted = "sort"
    for (folder in known) {
        note = ""
        share = percent(branches[folder], branches_missed[folder])
        if (folder in wanted && share + 0 < wanted[folder]) {
            note = "  wanted: " wanted[folder] " of branches"
            low = 1
        }
        printf "%-20s %8s %10s %8s%s\n", folder, percent(lines[folder], lines_missed[folder]), share,
            mcdc == "yes" ? percent(conditions[folder], conditions_missed[folder]) : "-", note | sorted
    }
    close(sorted)
    if (mcdc != "yes") {
        print "MC/DC needs clang 18"
    }
    exit low
}
