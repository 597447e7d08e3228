# A finding's severity is the user's to choose, everywhere or at one place; it acts at the sink.
dg-validate --schema ProblemDetails --severity type=warning two.txt
dg-validate --schema ProblemDetails --severity type@/detail=info two.txt
dg-validate --schema ProblemDetails --severity type@/detail=off two.txt
dg-validate --schema ProblemDetails --severity type@/title=off -f ndjson two.txt | tail -n 1
dg-validate --schema ProblemDetails --severity type@=off -f ndjson two.txt null.json | tail -n 1

# The place outranks the rule without one; of equals the later counts.
dg-validate --schema ProblemDetails --severity type@/detail=warning --severity type=off two.txt
dg-validate --schema ProblemDetails --severity type=off --severity type=warning two.txt
dg-validate --schema ProblemDetails --severity=type=off -f json two.txt

# What fails.
dg-validate --severity required=off --severity type=off --severity enum=off --severity format=off bad.json
dg-validate --fail-on warning --severity required=off --severity type=off --severity enum=off --severity format=off bad.json
dg-validate --fail-on=error --schema ProblemDetails null.json

# The first findings are printed, all are counted.
dg-validate --max-findings 1 bad.json
dg-validate --max-findings 0 -f json bad.json

# What can't be.
dg-validate --severity json.syntax=warning one.txt
dg-validate --severity json.depth=off one.txt
dg-validate --severity json.syntax@/a=info one.txt
dg-validate --severity json.syntax=error --schema ProblemDetails one.txt
dg-validate --severity enums=off one.txt
dg-validate --severity nonsense=off one.txt
dg-validate --severity enum=of one.txt
dg-validate --severity enum one.txt
dg-validate --severity enum@status=off one.txt
dg-validate --severity =off one.txt

# Depth.
dg-validate --schema ProblemDetails deep.json
dg-validate --schema ProblemDetails --max-depth 4 deep.json
dg-validate --schema ProblemDetails --max-depth 3 deep.json

# A pointer that nothing could have.
dg-validate --severity 'type@/a~2=off' --schema ProblemDetails good.json
