# The page has each finding with its context, and none of its texts is markup.
dg-validate -f html --schema ProblemDetails two.txt | sed -n '/<article/,/<\/article>/p'
dg-validate -f html --schema ProblemDetails hostile.json hostile-names.json | sed -n 's/.*<p>\(.*\)<\/p>/\1/p; s/.*<pre>\(.*\)<\/pre>/\1/p'
printf '{"type":"</pre><script>alert(1)</script>","title":"\302\205&amp;\047","status":"x"}' | dg-validate -f html --schema ProblemDetails - >page.html; grep -c '<script' page.html; sed -n 's/.*<pre>\(.*\)<\/pre>/\1/p' page.html

# Figures, inputs with the reasons for what wasn't judged, and the status are those of every format.
dg-validate -f html captures missing.json >page.html; echo $?; sed -n '/class="figures"/,/<\/dl>/p; /<tbody>/,/<\/tbody>/p' page.html; grep -o '<p class="verdict.*' page.html
dg-validate -f html -q -o page.html --schema ProblemDetails two.txt; grep -c '<article' page.html
dg-validate --report html=other.html -f human --schema ProblemDetails two.txt >human; dg-validate -f html --schema ProblemDetails two.txt | cmp - other.html

# A rule has its expression and the description that it comes from.
sed 's/"total": *[0-9]*/"total": 77/' good.json | dg-validate -f html - | sed -n '/<dl>/,/<\/blockquote>/p'

# The page of documents that conform; the limit of findings; a full disk.
dg-validate -f html missing.json 2>/dev/null | grep -o 'class="verdict.*'
dg-validate -f html good.json | grep -e 'class="verdict' -e 'no findings'
yes '{"type":7,"title":"a","status":1}' | head -n 10002 | dg-validate -f html --max-findings 0 --schema ProblemDetails --input-format ndjson - >page.html; grep -c '<article' page.html; grep -o 'The page has.*only' page.html
dg-validate -f html --schema ProblemDetails two.txt >/dev/full

# Coverage, with what no document exercised.
dg-validate -f html --coverage good.json | sed -n '/<section id="coverage"/,/<tbody>/p' | grep -v '%'
dg-validate -f html --coverage good.json | grep -c '<tr><td>transition'
dg-validate -f html --coverage good.json | grep '<tr><td>rule' | head -n 1

# With --track, the changes of state: those that were seen, with their numbers, and those that never were.
dg-validate -f html --track completed.ndjson | sed -n '/<section id="lifecycle"/,/<\/section>/p' | sed -n '/<table>/,$p'
dg-validate -f html --track completed.ndjson | grep -o '<path class="[a-z]*" stroke\|class="reached"\|rect class="never"' | sort | uniq -c | sed 's/^ *//'
tac completed.ndjson | dg-validate -f html --track --input-format ndjson - | grep -e '<td class="fails">f' -e '<path class="forbidden" stroke'
dg-validate -f html completed.ndjson | grep -c 'id="lifecycle"'
dg-validate -f html --track problems.ndjson --schema ProblemDetails | grep -c 'id="lifecycle"'
