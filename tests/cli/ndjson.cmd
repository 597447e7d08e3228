# One bad line never hides the others; CRLF, blank lines and a missing last LF are fine.
dg-validate --schema ProblemDetails problems.ndjson

# A record that is too long is told, counted, and framing goes on.
dg-validate --schema ProblemDetails --max-record 52 problems.ndjson
dg-validate -f ndjson --schema ProblemDetails --max-record 52 problems.ndjson
dg-validate --schema ProblemDetails --max-record 10 one.txt
awk 'BEGIN { printf "{\"title\":\""; for (i = 0; i < 40000; i++) printf "0123456789"; print "\"}"; print "{}" }' > longer.ndjson
dg-validate --max-record 1K -f ndjson --schema ProblemDetails longer.ndjson | tail -n 1
dg-validate --max-record 350K -f ndjson --schema ProblemDetails longer.ndjson | tail -n 1
dg-validate --max-record 400012 -f ndjson --schema ProblemDetails longer.ndjson | tail -n 1
dg-validate --max-record 400011 -f ndjson --schema ProblemDetails longer.ndjson | tail -n 1
tr -d '\n' < longer.ndjson | dg-validate --max-record 390K --input-format ndjson --schema ProblemDetails -
tr -d '\n' < longer.ndjson | dg-validate --max-record 390K --schema ProblemDetails -

# Ten thousand lines, of which one is bad.
awk '{ for (i = 0; i < 10000; i++) print }' one.txt > many.ndjson && echo '[]' >> many.ndjson
dg-validate --schema ProblemDetails many.ndjson

# A run of documents of another kind ends with one hint.
for i in 1 2 3; do printf '{"type":"about:blank","title":"Conflict","status":409}\n'; done | dg-validate -
printf '{"type":"about:blank","title":"Gone","status":410}\n{}\n{"type":"about:blank","title":"Gone","status":410}\n' | dg-validate - | grep -v 'is missing\|unknown-property\|\^\||'
mkdir kinds; for i in 1 2; do printf '{"type":"about:blank","title":"Conflict","status":409}' >kinds/$i.json; done; dg-validate kinds | tail -n 2; rm -r kinds
printf '{"type":"about:blank","title":"Conflict","status":409}\n{"type":"about:blank","title":"Conflict","status":409}\n' | dg-validate -f ndjson - | grep -c '"code":'
printf '{"a":1}\n{"object":"batch_prediction"}\n[]\n{"type":"about:blank","title":"x"}\n' | dg-validate - | grep -c 'looks like'
printf '{"id":"x"}\n' | dg-validate --schema ProblemDetails - | tail -n 2

# The same of a schema that takes any member: if all members of the other schema are there.
head -n 2 completed.ndjson | dg-validate --schema ProblemDetails -
{ cat completed.ndjson; echo '{"title":"x","status":"y"}'; sed 's/"id"/"ids"/' completed.ndjson; } | dg-validate --schema ProblemDetails - | grep -E 'looks like|document'
