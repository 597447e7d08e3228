# Reads `llvm-cov export -format=lcov`; prints each line that never ran, and each condition that was never
# true or never false on a line that ran: FILE:LINE: what.
BEGIN { FS = "[:,]" }

$1 == "SF" {
    file = $2
    sub(/^build\//, "", file)
    wanted = file ~ /^(codegen|common|generated|validator)\//
}

wanted && $1 == "BRDA" && $5 == 0 {
    print file ":" $2 ": condition " $3 + 1 " was never " ($4 % 2 ? "false" : "true")
}

wanted && $1 == "DA" && $3 == 0 { print file ":" $2 ": never ran" }
