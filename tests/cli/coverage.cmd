# What was never seen, for people and for programs.
dg-validate --coverage good.json | grep -v 'rule '
dg-validate --coverage -f json good.json | sed 's/.*"coverage":/"coverage":/; s/{"kind":"rule".*/.../'
dg-validate --coverage -f ndjson --schema ProblemDetails problems.jsonl | grep -c '^{"coverage":{"seen":[0-9]*,"total":[0-9]*,"unseen":\[{.*}\]}}$'
dg-validate --coverage -f ndjson --track polls | grep '^{"coverage"' | tr '{' '\n' | grep '"transition"'
dg-validate --coverage captures/good.har | grep -v 'rule\|enum\|limit\|property\|transition'

# The reports fit docs/report.yaml.
dg-validate --coverage -f json good.json
dg-validate --coverage -f ndjson good.json

# In every format.
dg-validate --coverage -f tap good.json | grep -v 'rule ' | head -n 4
dg-validate --coverage -f github good.json
dg-validate --coverage -f junit good.json | grep -A 3 'name="coverage"'
dg-validate --coverage -f sarif good.json | grep -c '"properties":{"coverage":{"seen":'

# A document that isn't JSON, or not of the type, exercises nothing; of one with a fault, the other members count.
printf '[]\n{"status":\n' | dg-validate --coverage - | grep 'coverage\|enum'
printf '{"status":"completed","request_counts":{"total":0}}\n' | dg-validate --coverage - | grep 'coverage\|status: \|total'

# With a limit.
dg-validate -q --coverage-fail-under 10 good.json
dg-validate -q --coverage-fail-under 99 good.json
dg-validate --coverage-fail-under 99 good.json | head -n 2 | tail -n 1
dg-validate --coverage-fail-under 101 good.json
dg-validate --coverage-fail-under 0 good.json | grep coverage
dg-validate --coverage-fail-under 99 -f junit good.json 2>/dev/null | grep -A 3 'name="coverage"'
dg-validate --coverage-fail-under 99 -f tap good.json 2>/dev/null | grep '^ok\|^not\|^1'
dg-validate --coverage-fail-under 99 -f github good.json
dg-validate --coverage -f json -o whole.json good.json; dg-validate merge --coverage-fail-under 99 -f tap whole.json 2>/dev/null | grep '^ok\|^not\|^1'
dg-validate --coverage contract
printf '{}\n' | dg-validate --pipe --coverage -o coverage.txt >/dev/null; grep coverage coverage.txt

# Texts of a report that others wrote don't end or hide the text around them.
dg-validate --coverage -f json good.json | sed 's/"unseen":\[.*\]}/"unseen":[{"kind":"property","pointer":"\\n\\u001b[31m","state":"\\nnot ok 2\\u202e"},{"kind":"enum","pointer":"#","value":"\xE2\x80\xAE"},{"kind":"rule","rule":"\\nBail out!","state":"\\r"},{"kind":"transition","pointer":"#","from":"\\n","to":"\\u0085"}]}/' > others.json; dg-validate merge others.json; dg-validate merge -f tap others.json; dg-validate merge -f junit others.json | grep -A 4 never

# Rules that are not applicable are told as without coverage; responses without rules.
dg-validate -v good.json > plain.txt; dg-validate -v --coverage good.json | grep -v '^  \|^coverage' | cmp - plain.txt
printf 'HTTP/1.1 200 OK\r\n\r\n' | dg-validate-kettles --coverage --operation isShelf - | grep '^cover\|status'
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[{"name":"","level":7}]' | dg-validate-kettles --coverage --operation listShelf - | grep -c 'Kettle/properties/name: value'
