# table.awk groups.txt keywords.md: prints the document with a table of the groups of each file.
FNR == NR && /^[^ ]/ {
    file = substr($1, 1, length($1) - 1)
    rows[++count] = sprintf("| `%s` | %d | %d | %d |", file, $4, $2, $6)
    groups += $4
    compiled += $2
    documents += $6
}
FNR == NR { next }
/^<!-- end of the suite -->$/ { inside = 0 }
!inside { print }
/^<!-- the suite/ {
    inside = 1
    print ""
    print "| file | groups | compiled | documents |\n|---|---|---|---|"
    for (i = 1; i <= count; i++) print rows[i]
    printf "| all | %d | %d | %d |\n\n", groups, compiled, documents
}
