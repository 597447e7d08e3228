# A contract with several operations, some with commands of their own.
dg-validate-kettles --help | sed -n '1,/^$/p; /^Commands/,/^$/p; /^Environment/,/^$/p'
dg-validate-kettles help shelf | sed '/^Options/,/^$/d'
dg-validate-kettles call --help | sed -n '/^Operations/,/^$/p'
dg-validate-kettles contract
dg-validate-kettles polls/1.ndjson
dg-validate-kettles --operation listShelves good.json
dg-validate-kettles boil
dg-validate-kettles boill blue
