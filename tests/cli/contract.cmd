# The contract that is compiled in, for people; and for programs, up to the first rule.
dg-validate contract
dg-validate contract --json > contract.json; sed '/"examples"/,$d' contract.json

# The rest of the JSON says of each rule what the text says.
dg-validate contract > contract.txt; sed '1,/"rules"/d' contract.json > rules.json; grep -c '"id"' rules.json
sed -nE 's/^  ([a-z0-9-]+)  (error|warning): (.*)/\1:\2:\3/p' contract.txt > text; sed -nE 's/^\t\t\t"(id|severity|message)":\t"(.*)",$/\2/p' rules.json | paste -d : - - - | cmp - text
for m in rule pointer source contract; do sed -n "s/^    $m *//p" contract.txt > text; sed -n "s/^\t\t\t\"$m\":\t\"\(.*\)\",*\$/\1/p" rules.json | cmp - text && test -s text; echo $?; done
for m in pass fail; do sed -n "s/^    $m *//p" contract.txt > text; sed -n "s/^\t\t\t\t\"$m\":\t\[\(.*\)\],*\$/\1/p" rules.json | sed 's/", "/\n/g; s/"//g' | cmp - text && test -s text; echo $?; done
