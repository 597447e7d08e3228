# Documents of the same id are compared, in the order in which they come: interleaved, over all inputs, whatever stands between them. What a document has wrong is taken to be what it was before.
dg-validate --track polls
dg-validate --track -f ndjson polls/1.ndjson polls/2.ndjson | sed 's/,"message.*"contract"/,"contract"/'
dg-validate polls | tail -n 1
dg-validate --schema BatchPrediction -v polls | tail -n 1

# Only what comes before counts.
dg-validate --track polls/2.ndjson
dg-validate --track -v polls/2.ndjson
dg-validate --track -f ndjson polls/2.ndjson polls/1.ndjson | cut -d, -f 1,2,6-8
cat polls/1.ndjson polls/2.ndjson | dg-validate --track --input-format ndjson - | tail -n 1
dg-validate --track good.json good.json

# What it is judged by are the rules of the schema, not those of a response.
dg-validate --track completed.ndjson
dg-validate --track --operation cancelBatchPrediction completed.ndjson
dg-validate --track --schema BatchPrediction completed.ndjson
tac completed.ndjson > back.ndjson; dg-validate --track back.ndjson
dg-validate --track --severity rule.status-moves-on=off --severity rule.succeeded-never-falls=off -q back.ndjson

# Findings of a document come in the order of the contract, those of comparing rules after the others.
sed 's/2026-05-07T09/2026-05-07T08/' back.ndjson | sed -n 3,4p > two.ndjson; dg-validate --track -f ndjson two.ndjson | cut -d, -f 2-7

# A document that belongs to no id can't be compared: its rules that compare are skipped.
sed 's/"id":"[^"]*",//' good.json > no-id.json; dg-validate --track -f ndjson no-id.json | tail -n 1
sed 's/"id":"[^"]*"/"id":null/' good.json > null-id.json; dg-validate --track -f ndjson null-id.json null-id.json | tail -n 1
dg-validate --track --severity type=off null-id.json
dg-validate --track --severity type=off --fail-on-skip null-id.json
echo '{"id":"bpred_abc123"' | cat - good.json > cut.ndjson; dg-validate --track -f ndjson good.json cut.ndjson | tail -n 1
sed 's/bpred/other/2; s/gemini-2.5-flash/gemini-2.5-pro/; s/$/ x/' good.json | cat good.json - good.json > garbage.ndjson; dg-validate --track -f ndjson garbage.ndjson | cut -d, -f 2-7
sed 's/"id":"[^"]*"/"id":""/' good.json > empty-id.json; dg-validate --track -v empty-id.json empty-id.json | tail -n 1
sed 's/bpred_abc123/bpred_\\u0061bc123/' good.json > escaped.json; dg-validate --track -v good.json escaped.json | tail -n 1

# Of each document its latest state is kept: a step back is one finding, not many.
for i in 1 2 3 4; do cat good.json; done | sed '2,$s/"project":"alpha"/"project":"beta"/; 2,$s/gemini-2.5-flash/gemini-2.5-pro/' > model.ndjson; dg-validate --track -f ndjson model.ndjson | cut -d, -f 2-7
awk '{ for (i = 1; i <= 20000; i++) { line = $0; sub(/bpred_abc123/, "bpred_" i % 5000, line); print line } }' good.json > ids.ndjson; dg-validate --track -v ids.ndjson | tail -n 1
sed '20000s/gemini-2.5-flash/gemini-2.5-pro/' ids.ndjson | dg-validate --track -f ndjson --severity unknown-property=off - | cut -d, -f 2-7

# What can't be tracked.
dg-validate --track --schema ProblemDetails one.txt
dg-validate --track --status 409 one.txt
dg-validate --track --status 302 one.txt
dg-validate cancel --track bpred_abc123
dg-validate --track empty.ndjson
