# A verdict line for each line: also for those that are blank, too long, or not JSON.
printf '{"type":"about:blank","title":"Gone","status":410}\r\n\n{"type":7}\n \r\n{}{}\nx' | dg-validate --pipe --schema ProblemDetails
dg-validate --pipe --schema ProblemDetails --max-record 52 - <problems.ndjson
printf '{"a":[{},1]}\n{"a":[]}\n{"a":[{"type":"x","title":"y","status":1}]}\n' | dg-validate --pipe --schema ProblemDetails --at '/a/*'
printf '{"type":"x","title":"y","status":1}' | dg-validate --pipe --schema ProblemDetails
printf '{"type":"x","title":"y"}\n' | dg-validate --pipe --schema ProblemDetails --severity required=warning

# A rule that can't be judged, because a finding that was turned off is about a value that the rule reads.
sed 's|"completed_at":null|"completed_at":7|' completed.ndjson | dg-validate --pipe --schema BatchPrediction --severity type=off | head -n 1

# States are compared.
cat polls/1.ndjson | dg-validate --pipe --track --schema BatchPrediction | sed 's/"findings":\[{.*"code":"\([^"]*\)".*/\1/'

# Nothing in, nothing out: where data is split, some parts are empty.
dg-validate --pipe --schema ProblemDetails
printf '\n' | dg-validate --pipe --schema ProblemDetails

# Findings beyond the limit are counted, by line.
printf '{}\n{}\n' | dg-validate --pipe --schema ProblemDetails --max-findings 4 | sed 's/"findings":.*]/.../'

# Reports go beside the lines.
printf '{}\n' | dg-validate --pipe --schema ProblemDetails -f ndjson -o beside.ndjson --report human=beside.txt && cat beside.ndjson beside.txt
cat beside.ndjson beside.txt

# Threads can't go in step; --jobs changes nothing.
dg-validate --pipe -j 4 --schema ProblemDetails <problems.jsonl | sed 's/"findings":.*]/.../'

# What --pipe excludes.
dg-validate --pipe problems.ndjson
dg-validate --pipe - problems.ndjson
dg-validate --pipe -q
dg-validate --pipe -f json
dg-validate --pipe --report human=-
dg-validate --pipe --input-format har
dg-validate --pipe --input-format ndjson <problems.jsonl | wc -l
dg-validate --pipe contract
printf '{}\n' | dg-validate --pipe >/dev/full
printf '{}\n' | dg-validate-kettles --pipe
printf '\037\213\010\000\n' | dg-validate --pipe --schema ProblemDetails | sed 's/"findings":.*"code":"\([^"]*\)".*/\1/'
