# One operation of a document of 3 MB, with an overlay that adds a command, rules and null.
dg-validate contract
dg-validate --help | grep -i -A1 cancel
dg-validate batch.json
dg-validate batches.ndjson
dg-validate batches.har
dg-validate --schema Batch batches.ndjson -q
dg-validate cancel
dg-validate cancel batch_abc123
OPENAI_API_KEY=k OPENAI_BASE_URL=http://127.0.0.1:1/v1 dg-validate cancel batch_abc123
