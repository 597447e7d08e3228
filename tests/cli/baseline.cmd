# A baseline is written, reviewed, and then known findings neither show nor fail.
dg-validate --baseline known.txt --update-baseline bad.json
cat known.txt
dg-validate --baseline known.txt bad.json
dg-validate --baseline known.txt -f ndjson bad.json | tail -n 1
tail -n +5 known.txt | LC_ALL=C sort -c

# The same faults with another id, other keys, in another file and format, are known; others are new.
sed 's/bpred_[A-Za-z0-9]*/bpred_other/; s/größe/hue/; s/"done"/"gone"/' bad.json | tr -d '\n' > other.ndjson && dg-validate --baseline known.txt other.ndjson
sed 's/"extra"/"more"/; s/"object": *"[a-z_]*"/"object": 5/' bad.json > third.json; dg-validate --baseline known.txt third.json bad.json
dg-validate --baseline known.txt -j 4 third.json bad.json other.ndjson | tail -n 1

# Findings that are gone are reported, and fail if that is wanted. A run that isn't complete says nothing.
dg-validate --baseline known.txt good.json
dg-validate --baseline known.txt --baseline-strict good.json
dg-validate --baseline known.txt --baseline-strict -f ndjson good.json 2>/dev/null | tail -n 1
for f in junit tap github; do dg-validate --baseline known.txt --baseline-strict -f $f good.json 2>/dev/null; done
dg-validate --baseline known.txt -f tap good.json 2>/dev/null
dg-validate --baseline known.txt --baseline-strict good.json missing.json
dg-validate -q --baseline known.txt --baseline-strict bad.json

# Comments stay, above the line and beside it; the order is restored, and what is gone goes.
sed -e 's/^enum /# Ticket 7:\n#   until autumn\nenum /' -e '/^type /d' -e '1s/^/# Ours.\n\n/' known.txt > k2.txt && grep '^format ' known.txt | sed 's/$/   # old data/' > format.txt && grep -v '^format ' k2.txt > k3.txt && cat format.txt >> k3.txt && echo '# The end' >> k3.txt && sed -i 's/$/\r/' k3.txt && tail -n 4 k3.txt
dg-validate --baseline k3.txt --update-baseline --severity 'unknown-property=off' bad.json && tail -n 9 k3.txt | tr '\r' '~'
dg-validate --baseline k3.txt --update-baseline good.json missing.json; tail -n 3 k3.txt | tr '\r' '~'
dg-validate -q --baseline k3.txt --update-baseline good.json; cat k3.txt | tr '\r' '~' | tail -n 3
ls -i k3.txt > before.txt && dg-validate --baseline k3.txt --update-baseline good.json && ls -i k3.txt | cmp - before.txt && echo unchanged

# Every finding counts, also those that are not printed.
dg-validate --max-findings 1 --baseline all.txt --update-baseline bad.json; grep -c '^[a-z]' all.txt

# What the names of a document are: hostile, long, keys of maps, elements, and below members that nobody knows.
printf '{"type":"x","title":"y","status":404,"errors":[{"pointer":5},{"code":6}],"u":{"v":"\\ud800"},"\\u0000":"\\ud800"}' > names.json; dg-validate --schema ProblemDetails --baseline names.txt --update-baseline names.json; tail -n +5 names.txt; dg-validate --schema ProblemDetails --baseline names.txt names.json
awk 'BEGIN { getline line <"good.json"; printf "%s,\"", substr(line, 1, length(line) - 1); for (i = 0; i < 5000; i++) printf "n"; print "\":1}" }' > name.json; dg-validate -q --baseline long.txt --update-baseline name.json; awk '{ if (length($0) > n) n = length($0) } END { print (n < 1200) }' long.txt; dg-validate --baseline long.txt name.json
printf '{"data":[%s,5]}' "$(cat bad.json)" | dg-validate --at '/data/*' --baseline at.txt --update-baseline -; tail -n +5 at.txt
printf '{"data":[5,%s]}' "$(cat bad.json)" | dg-validate --at '/data/*' --baseline at.txt -
printf 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nx' > plain.http && dg-validate --baseline http.txt --update-baseline plain.http; tail -n 1 http.txt; dg-validate --baseline http.txt plain.http
(sed 's/}$//' good.json; printf ',"a b%%c\\td\\u202eé":1,"u":{"v":"\\ud800"}}') > unknown.json; dg-validate -q --baseline unknown.txt --update-baseline unknown.json; tail -n +5 unknown.txt; dg-validate --baseline unknown.txt unknown.json

# After a fault of syntax nothing is judged, so that it is never known.
printf '{"data":1' > cut.json; dg-validate --baseline cut.txt --update-baseline cut.json; echo 'json.syntax "" ""' >> cut.txt; dg-validate --baseline cut.txt cut.json
dg-validate -q --max-depth 3 --schema ProblemDetails --baseline deep.txt --update-baseline deep.json; echo $?; grep json deep.txt

# A baseline of another contract says so: refused with another title, otherwise used.
dg-validate-kettles --baseline known.txt --schema Pot good.json
sed 's/sha256:[0-9a-f]*/sha256:00/' known.txt > older.txt; dg-validate --baseline older.txt bad.json
dg-validate --baseline older.txt --update-baseline bad.json; cmp older.txt known.txt

# Malformed files: nothing is judged.
for text in '' '# only' 'x' 'dg-baseline/2 sha256:0 T' 'dg-baseline/1' 'dg-baseline/1 md5:0'; do printf "$text" > m.txt; dg-validate --baseline m.txt good.json; echo $?; done
for text in 'enum' 'enum /a' 'en(m /a #/b' 'enum a #/b' 'enum /a b' 'enum /a #/b c' '<<<<<<< HEAD' 'enum /a #/b\n\nenum   /a\t#/b # again' 'enum /é ü' 'enum \000 #/b'; do (sed 4q known.txt; printf "$text\n") > m.txt; dg-validate --baseline m.txt good.json; echo $?; done
dg-validate --baseline missing.txt good.json
dg-validate --baseline missing/known.txt --update-baseline good.json
dg-validate --baseline tree good.json
dg-validate --update-baseline good.json
dg-validate --baseline-strict good.json
dg-validate --baseline - --update-baseline good.json
dg-validate --baseline both.txt --update-baseline -o both.txt good.json

# Many findings that are gone; a comment without an end of line, and blanks at the ends of lines.
(sed 4q known.txt; awk 'BEGIN { for (i = 0; i < 103; i++) printf "enum /a%d #/x\n", i }') > many.txt; dg-validate --baseline many.txt good.json 2>&1 | sed -n '1p; 99,103p'
(sed 4q known.txt; printf 'enum /a #/x \t \nenum /b #/x\t# why \n# to the end') > ends.txt; dg-validate --baseline ends.txt good.json; dg-validate -q --update-baseline --baseline ends.txt good.json; tail -n +5 ends.txt
