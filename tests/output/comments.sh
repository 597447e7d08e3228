#!/bin/sh
# comments.sh CODEGEN WORK: the comments of members state the limits after the contract's description.
set -eu
codegen=$1
work=$2

rm -rf "$work"
mkdir -p "$work"
cat >"$work/contract.yaml" <<'YAML'
openapi: 3.1.0
info: {title: Cups, version: '1'}
paths: {}
components:
  schemas:
    Cup:
      type: object
      required: [owner, mark, tags]
      properties:
        owner: {type: string, description: The owner, minLength: 64, maxLength: 64}
        mark: {type: string, description: 'Which mark? ', maxLength: 1}
        tags: {type: array, items: {type: string}, minItems: 1}
        sizes: {type: array, items: {type: integer}, minItems: 1, maxItems: 3}
YAML
"$codegen" generate "$work/contract.yaml" --out "$work/generated" --schema Cup
sed -n '/^struct dg_cup {/,/^}/s/^ *\/\* \(.*\) \*\/$/\1/p' "$work/generated/types.h" >"$work/found"
cat >"$work/expected" <<'TXT'
The owner. Required, exactly 64 code points.
Which mark? Required, at most 1 code point.
Required, at least 1 item.
Optional, 1 to 3 items.
TXT
diff "$work/expected" "$work/found"
