# What a code means, who says so, what breaks it and how to tolerate it.
dg-validate explain maxLength
dg-validate explain json.depth
dg-validate explain unknown-property
dg-validate explain http.media-type
dg-validate explain -o page.txt required; cat page.txt
dg-validate explain --help

# Every code has a page of its own.
for code in json.syntax json.utf8 json.surrogate json.bom json.duplicate-key type enum const format; do dg-validate explain $code; done
for code in minLength minimum maximum minItems maxItems minProperties maxProperties; do dg-validate explain $code; done
for code in propertyNames additionalProperties http.status http.body http.problem-status; do dg-validate explain $code; done

# What has none.
dg-validate explain
dg-validate explain type enum
dg-validate explain rule
dg-validate explain ''
dg-validate explain maxLenght
dg-validate explain rule.no-such-rule
dg-validate explain --severity type=off type
dg-validate explain -f json type
dg-validate explain -o no/such/folder/page.txt type
dg-validate explain type > /dev/full
