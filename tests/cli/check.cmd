# What conforms is one line, and status 0.
dg-validate good.json
dg-validate check good.json
dg-validate good.json good.json

# All findings of a document are reported, with the offending line; columns count code points.
dg-validate bad.json

# The crash inputs of other generators are findings.
echo '{"id":5}' | dg-validate - | head -n 4
echo '{"status":null}' | dg-validate -f ndjson - | sed -n 2p | cut -d, -f 2-7
echo '{"metadata":{"k":1}}' | dg-validate -f ndjson - | sed -n 2p | cut -d, -f 2-7
echo '{}' | dg-validate -f ndjson - | tail -n 1
echo '{"ID":"x"}' | dg-validate -f ndjson - | tail -n 1

# A document may be judged as something else.
dg-validate --status 404 one.txt
dg-validate --status=418 one.txt
dg-validate --schema ProblemDetails one.txt
dg-validate --operation cancelBatchPrediction good.json
dg-validate --operation cancelBatchPrediction --status 409 one.txt

# What there is not.
dg-validate --status 302 one.txt
dg-validate --schema ProblemDetail one.txt
dg-validate --schema Unrelated one.txt
dg-validate --operation cancelBatch one.txt
dg-validate --operation other one.txt
