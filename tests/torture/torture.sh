#!/usr/bin/env bash
# torture.sh PROGRAMS TORTURE SHIM FAULT_SERVER SOURCE some|places|all [LIST]: runs the programs with failing calls.
# Live commands need the test server: run this script by with_server.sh. It starts the other server, which has TLS.
set -euo pipefail
if [[ -z ${DG_FAULT_FOLDER:-} ]]; then
    DG_FAULT_FOLDER=$(mktemp -d)
    export DG_FAULT_FOLDER URL=$DG_TEST_URL LOCALHOST=http://localhost:${DG_TEST_URL##*:}
    trap 'rm -rf "$DG_FAULT_FOLDER"' EXIT
    "$(dirname "$0")/../support/with_server.sh" "$4" "$0" "$@"
    exit
fi
programs=$(cd "$1" && pwd)
torture=$(realpath "$2")
shim=$(realpath "$3")
source=$(cd "$5" && pwd)
extent=$6
list=$(realpath "${7:-$(dirname "$0")/commands.list}")
workers=$(nproc)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# Each worker has a folder with the files that the command lines name.
mkdir w0 w0/report w0/known w0/generated w0/stale w0/tree
cp "$source"/tests/cli/data/{good,bad,hostile,two-documents}.json w0
cp "$source"/tests/cli/data/{problems,completed}.ndjson "$source"/tests/cli/data/two.txt w0
cp "$source"/tests/cli/data/captures/{good,bad,again}.har "$source"/tests/cli/data/captures/*.http w0
cp "$source"/tests/cli/data/key w0/key
chmod 600 w0/key
cp "$DG_FAULT_FOLDER"/{ca,client,client-cert,client-key}.pem w0
cp "$source"/tests/cli/data/packed/{bad.har.zst,good.har.gz,two.ndjson.gz,cut.ndjson.gz} w0
tr -d '\n' <w0/good.json | awk '{ for (i = 0; i < 3000; i++) print }' | gzip -c >w0/many.ndjson.gz
cp -r "$source"/tests/cli/data/{parcels,polls} w0
for form in json ndjson; do
    (cd w0 && "$programs/dg-validate" -q --report $form=report.$form good.json bad.json bad.har) || [ $? = 1 ]
done
(cd w0 && "$programs/dg-validate" -q --baseline known/known --update-baseline bad.json two.ndjson.gz) || [ $? = 1 ]
echo '[{"title":"t","status":404},{"title":1}]' >w0/list.json
printf 'fail-on: warning\nseverity: {rule.*: warning, "type@/metadata/**": "off"}\nreport: {json: out/report}\n' >w0/options.yaml
printf 'fail-on: warning\nseverty: rule.*=off\n' >w0/wrong.yaml
cp -r "$source"/tests/cli/data/tree/. w0/tree
"$programs/dg-codegen" bundle "$source"/spec/batch_prediction.yaml \
    --overlay "$source"/spec/batch_prediction.overlay.yaml >w0/large.yaml
cp "$source"/tests/output/second/kettles.yaml w0/contract.yaml
sed 's/type: string/type: strin/' w0/contract.yaml >w0/wrong.yaml
sed -e 's/maxLength: [0-9]*/maxLength: 5/' -e 's/enum: \[\([a-z]\)/enum: [other, \1/' w0/contract.yaml >w0/other.yaml
"$programs/dg-codegen" diff w0/contract.yaml w0/other.yaml --witnesses w0/witnesses --fail-on never >report 2>&1
touch w0/witnesses/witness-999-old.json
mkdir w0/parts
echo '{"type": "object", "properties": {"open": {"type": "boolean"}}}' >w0/parts/lid.json
cat >w0/split.yaml <<'Y'
openapi: 3.2.0
info: &info {title: Split, version: '1'}
x-more: {<<: *info}
paths:
  /lid:
    get:
      operationId: lid
      parameters: [{name: crumb, in: cookie}]
      responses:
        '200': {description: d, content: {application/jsonl: {itemSchema: {$ref: parts/lid.json}}}}
        '404': {description: d, content: {application/json: {schema: {type: object, properties: {a: {not: {}}}}}}}
Y
cat >w0/schemas.yaml <<'Y'
openapi: 3.1.0
info: {title: Schemas, version: '1'}
paths:
  /cup:
    get:
      operationId: cup
      responses:
        '200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Cup'}}}}
        4XX: {description: d, content: {application/problem+json: {schema: {allOf: [{type: object}, {required: [a]}]}}}}
components:
  schemas:
    Cup:
      type: object
      required: [id]
      properties:
        id: {type: string, pattern: '^[a-z]{1,8}$|^x+[0-9]'}
        inner: {$ref: '#/components/schemas/Cup'}
        size: {type: [integer, string, 'null'], enum: [1, large, null]}
        tea: {oneOf: [{type: string}, {type: array, items: {type: number, multipleOf: 0.5}}]}
        odd: {anyOf: [{minLength: 2}, {not: {type: integer}}]}
      patternProperties: {'^x-': {type: string}}
      dependentRequired: {tea: [size]}
      x-dg-rules:
        - {id: small, rule: "self.id == 'a' || size(self.id) > 1", message: must be longer}
Y
cat >w0/overlay.yaml <<'Y'
overlay: 1.1.0
info: {title: A second shelf, version: '1'}
actions:
  - {target: $.components.schemas, copy: $.components.schemas}
  - {target: '$..properties[?@.type == "string" || @.none]', update: {description: "\u0085"}}
  - {target: '$.paths.*.*.tags', remove: true}
Y
echo before >w0/report/report
ln -s ../nowhere w0/tree/broken.json
(
    cd w0
    "$programs/dg-codegen" generate contract.yaml --out generated/gen
    cp -r generated/gen stale/gen
    # One file is out of date, and another one is no longer generated.
    sed -i '$d' stale/gen/types.h
    sed 's/x/y/' stale/gen/types.h >stale/gen/left_over.h
)
for ((worker = 1; worker < workers; worker++)); do
    cp -a w0 "w$worker"
done

export PATH=$programs:$PATH DG_TORTURE_SHIM=$shim DATAGRID_API_KEY=test-token TOKEN=test-token
# shellcheck source=/dev/null
. "$DG_FAULT_FOLDER/environment"
unset DATAGRID_BASE_URL NO_COLOR http_proxy https_proxy all_proxy
"$torture" "$list" "$workers" "$extent"
