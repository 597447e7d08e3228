# What a code means, who says so, what breaks it and how to change its severity.
dg-validate explain maxLength
dg-validate explain json.depth
dg-validate explain unknown-property
dg-validate explain http.media-type
dg-validate explain -o page.txt required; cat page.txt

# Every code has a page of its own.
for code in implied-type deprecated integer-range anyOf oneOf json.syntax json.utf8 json.surrogate json.bom json.duplicate-key type enum const format; do dg-validate explain $code; done
for code in minLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf pattern minItems maxItems uniqueItems prefixItems patternProperties dependentRequired minProperties maxProperties; do dg-validate explain $code; done
for code in oneOf anyOf not then else contains minContains maxContains dependentSchemas; do dg-validate explain $code; done
for code in propertyNames additionalProperties http.status http.body http.problem-status; do dg-validate explain $code; done

# So has every rule: with its words, its source, and the documents that break it.
dg-validate explain rule.counts-add-up
dg-validate explain rule.expires-at-after-window
dg-validate explain rule.status-moves-on
dg-validate explain rule.cancel-id
dg-validate contract --json | sed -n 's/^\t*"id":\t"\([a-z-]*\)",$/\1/p' | while read -r id; do dg-validate explain "rule.$id" | head -n 1; done | sort -u | wc -l

# What has none.
dg-validate explain
dg-validate explain type enum
dg-validate explain rule
dg-validate explain ''
dg-validate explain maxLenght
dg-validate explain rule.no-such-rule
dg-validate explain rule.counts-add-upp
dg-validate explain rule.
dg-validate explain --severity type=off type
dg-validate explain -f json type
dg-validate explain -o no/such/folder/page.txt type
dg-validate explain type > /dev/full
