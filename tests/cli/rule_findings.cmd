# A finding of a rule has a code, a place, and the words of the contract.
sed 's/"processing":2/"processing":1/' good.json > counts.json; dg-validate counts.json
dg-validate -f json counts.json
sed 's/"total":2,"processing":2/"total":9223372036854775807,"processing":9223372036854775807/; s/"errored":0/"errored":1/' good.json > overflow.json; dg-validate overflow.json
dg-validate -f ndjson overflow.json | sed -n 2p
sed 's/2026-04-11T12/2026-04-11T13/' good.json > window.json; dg-validate window.json

# Findings come as they are met: those of members, what is missing, then rules in the order of the contract.
sed 's/"processing":2/"processing":1/; s/"model":"[^"]*",//; s/"project":"alpha"/"project":1/; s/2026-04-11T12/2026-04-11T13/' good.json | dg-validate -f ndjson - | cut -d, -f 4-6

# A rule is weighed like any code, everywhere or at one place.
dg-validate --fail-on warning window.json > /dev/null
dg-validate --fail-on error window.json > /dev/null
dg-validate --severity rule.expires-at-after-window=error window.json
dg-validate --fail-on warning --severity rule.expires-at-after-window=info window.json
dg-validate --fail-on warning --severity rule.expires-at-after-window=off window.json
dg-validate --severity rule.expires-at-after-window=off --severity rule.expires-at-after-window@/expires_at=error -f ndjson window.json | cut -d, -f 1-6
dg-validate --severity rule.counts-add-up@/request_counts=warning counts.json | tail -n 1
dg-validate --severity rule.counts-add-up@/request_counts/total=off counts.json | tail -n 1
dg-validate --severity rule.counts-add-up=off -f ndjson counts.json
dg-validate --severity rule.counts-add-upp=off counts.json
dg-validate --severity rule=off counts.json

# What a rule reads has failed: the rule is skipped, and said so. The others are judged.
sed 's/"total":2/"total":"two"/' good.json > skipped.json; dg-validate skipped.json
sed 's/"total":2/"total":"two"/; s/2026-04-11T12/2026-04-11T13/' good.json | dg-validate -f ndjson - | cut -d, -f 4-6,10-
dg-validate --severity type=off skipped.json
dg-validate --severity type=off --fail-on-skip skipped.json
dg-validate --severity type=off -f ndjson skipped.json
dg-validate --severity type=off -v skipped.json good.json
dg-validate --severity type=off skipped.json skipped.json

# A bare document is judged as the answer of the operation, by the rules of the response: a batch that completed is no answer to a cancellation.
tail -n 1 completed.ndjson > completed.json; dg-validate completed.json
dg-validate --operation cancelBatchPrediction -q completed.json
dg-validate --status 200 -q completed.json
dg-validate --schema BatchPrediction completed.json
dg-validate -f ndjson good.json
dg-validate -f ndjson --schema BatchPrediction good.json
dg-validate -f ndjson --schema ProblemDetails one.txt
dg-validate -v good.json good.json
dg-validate -v --schema BatchPrediction good.json
