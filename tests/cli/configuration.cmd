# A file that is found, in the working directory or above, sets options; the command line wins.
printf 'format: json\nmax-findings: 1\n' > .dg-validate.yaml && dg-validate bad.json | head -c 40; echo
dg-validate -f ndjson bad.json | wc -l
mkdir -p tree/deep/deeper && cd tree/deep/deeper && dg-validate -v ../../../good.json | head -c 40; echo
printf '# mine\n' > tree/.dg-validate.yaml && cd tree/deep && dg-validate -v ../../good.json | tail -n 1
dg-validate --config /dev/null -v good.json | tail -n 1
dg-validate --config tree/.dg-validate.yaml good.json

# Lists, maps, flags; of a list, what is on the command line counts later.
printf 'severity:\n- enum=off\n- type=info\n' > .dg-validate.yaml && dg-validate bad.json | tail -n 1
printf 'severity: {enum: off, "format@/created_at": "off", required: warning}\nfail-on: warning\nfail-on-skip: false\ncolor: never\n' > .dg-validate.yaml && dg-validate bad.json | tail -n 1
dg-validate --severity enum=error bad.json | tail -n 1
printf 'severity: enum=off\n...\n' > .dg-validate.yaml && dg-validate bad.json | tail -n 1
printf 'verbose: true\nbaseline: known.txt\n' > tree/.dg-validate.yaml && cd tree && dg-validate --update-baseline ../bad.json | tail -n 1; ls known.txt; cd deep && dg-validate ../../bad.json | tail -n 1

# What excludes an option of the file is on the command line.
printf 'schema: ProblemDetails\njobs: 2\nexpect: 4XX\n' > .dg-validate.yaml && dg-validate two.txt | tail -n 1; dg-validate --operation cancelBatchPrediction bad.json | tail -n 1
printf 'schema: ProblemDetails\nstatus: 200\n' > .dg-validate.yaml && dg-validate good.json

# Options that the command hasn't are checked and not used.
printf 'track: true\njobs: 3\n' > .dg-validate.yaml && dg-validate cancel --dry-run --base-url http://localhost:1 --api-key-file key x | head -n 1
printf 'jobs: 0\n' > .dg-validate.yaml && dg-validate cancel --dry-run --base-url http://localhost:1 --api-key-file key x
dg-validate contract | head -n 1

# A found file sets nothing that sends, tells or writes something; a file that is named does.
for o in 'base-url: http://localhost:1' 'api-key-file: key' 'output: x' 'record: x' 'header: "A: b"' 'report: json=x' 'quiet: true' 'proxy: http://localhost:1' 'param: a=b' 'update-baseline: true' 'config: x' 'help: true'; do echo "$o" > .dg-validate.yaml; dg-validate good.json; echo $?; done
for o in 'baseline: /etc/passwd' 'baseline: ../known.txt' 'baseline: a/../../known.txt'; do echo "$o" > .dg-validate.yaml; dg-validate good.json; echo $?; done
rm .dg-validate.yaml; printf 'output: out.txt\nreport: {json: out.json}\nbase-url: http://localhost:1\n' > tree/named.yaml; dg-validate --config tree/named.yaml good.json && ls tree/out.txt tree/out.json
dg-validate cancel --config tree/named.yaml -o - --dry-run --api-key-file key x | head -n 1
for o in 'update-baseline: true' 'config: x' 'pipe: true'; do echo "$o" > named.yaml; dg-validate --config named.yaml good.json; echo $?; done

# Faults, with their places.
for t in 'formt: json' 'zzzzzzz: 1' '\n\n  fail-on: never' 'format: [json]' 'format: {a: b}' 'format:' 'format: ~' 'track: yes' 'track: "true"' 'jobs: many' 'severity: {enum: of}' 'severity: [enum=off, nums=off]' 'severity: {enum: [off]}' 'severity: enum' '- format' 'text' 'format: json\nformat: json' 'format: &a json' 'format: !x json' 'severity: &a {enum: off}' 'severity: !!seq [enum=off]' '&a {}' 'severity:\n  enum: off\n  type: off\n  enum: error\n  type: off' '? [a]\n: b' '*a' 'format: "json' '\tformat: json' 'format: json\n---\njobs: 1' 'max-record: 0' 'a: "\\0"' '"format\\0": json' 'base-ur: x' '\377: 1' '\000'; do printf -- "$t\n" > .dg-validate.yaml; dg-validate good.json; echo $?; done

# Values that only the contract or other options show to be wrong have their places, too.
for t in 'operation: cancelBatchPredicton' 'operation: nothing' 'schema: ProblemDetail' 'jobs: 1\nstatus: 299' 'operation: cancelBatchPrediction\nstatus: 299' 'schema: ProblemDetails\nstatus: 200' 'severity: {enum: off, "enum@/statu": off}' 'severity:\n- enum=off\n- "enum@/id=off"\n- format=off' 'severity: {"json.bom@/id": off}' 'at: /a\nseverity: {"enum@/status": off}' 'track: true\nschema: ProblemDetails' 'baseline-strict: true' 'operation: cancelBatchPrediction\nschema: Nothing'; do printf -- "$t\n" > .dg-validate.yaml; dg-validate good.json; echo $?; done
printf 'operation: nothing\nschema: Nothing\nstatus: 299\n' > .dg-validate.yaml; dg-validate --operation none good.json; dg-validate --schema None good.json; dg-validate --status 298 --operation cancelBatchPrediction good.json
for t in 'base-url: http://example.org' 'proxy: http://user@localhost:1' 'header: ["X-A: 1", "Host: a"]' 'param: {datagrid-teamspace: a, other: b}' 'param: datagrid-teamspace' 'param: {batch_prediction_id: a}' 'param: {Datagrid-Teamspace: "a "}' 'param: [Datagrid-Teamspace=a, datagrid-teamspace=b]' 'header: "Datagrid-Teamspace: a"\nparam: {datagrid-teamspace: b}' 'cacert: missing.pem' 'cert: tree' 'key: key' 'api-key-file: key\napi-key-env: KEY'; do printf -- "$t\n" > named.yaml; KEY=secret dg-validate cancel --config named.yaml --base-url http://127.0.0.1:1 --api-key-env KEY --dry-run x; echo $?; done
printf 'base-url: http://example.org\n' > named.yaml; KEY=secret dg-validate cancel --config named.yaml --api-key-env KEY --dry-run x; printf 'param: {batch_prediction_id: ..}\n' > named.yaml; KEY=secret dg-validate call --config named.yaml --api-key-env KEY --dry-run cancelBatchPrediction

# Files that would be written twice, or are read.
for t in 'output: good.json' 'report: [tap=out.tap, json=good.json]' 'report: {tap: good.json}\noutput: out.txt' 'baseline: good.json\nreport: json=good.json' 'output: out.txt\nreport: {tap: out.tap, json: out.txt}' 'output: named.yaml' 'report: [json=out, tap=out]' 'baseline: "-"' 'output: good.json\nquiet: true'; do printf -- "$t\n" > named.yaml; dg-validate --config named.yaml good.json; echo $?; done
for t in 'record: key' 'output: key' 'record: out\noutput: out' 'record: out\nbaseline: out'; do printf -- "api-key-file: key\n$t\n" > named.yaml; dg-validate cancel --config named.yaml --base-url http://127.0.0.1:1 x; echo $?; done
printf 'output: out.txt\nreport: json=out.json\n' > named.yaml; dg-validate --config named.yaml -o good.json good.json; dg-validate --config named.yaml --report tap=good.json good.json; dg-validate --config named.yaml --pipe --schema BatchPrediction < named.yaml 1<>named.yaml
printf 'baseline: good.json\n' > named.yaml; dg-validate --config named.yaml --update-baseline good.json; dg-validate merge -qf json -o good.json good.json

# A file that says nothing.
for t in '' '---' '{}' 'null' '# nothing' '---\n...' '\357\273\277format: json\r\njobs: 1\r' '\357\273\277'; do printf -- "$t\n" > .dg-validate.yaml; dg-validate -q good.json; echo $?; done
dg-validate --config missing.yaml good.json
dg-validate --config tree good.json
rm .dg-validate.yaml && mkdir .dg-validate.yaml && dg-validate good.json
rmdir .dg-validate.yaml && mkfifo .dg-validate.yaml && dg-validate good.json
rm .dg-validate.yaml && ln -s missing.yaml .dg-validate.yaml && dg-validate good.json
rm .dg-validate.yaml && ln -s .dg-validate.yaml .dg-validate.yaml && dg-validate good.json
rm .dg-validate.yaml && ln -s /dev/null .dg-validate.yaml && dg-validate -v good.json | tail -n 1
head -c 1100000 /dev/zero | tr '\0' '#' > long.yaml && dg-validate --config long.yaml good.json

# Spellings of flags, anchors and tags anywhere, lists and pairs of the wrong kind, long maps and files.
rm .dg-validate.yaml; for t in 'coverage: True' 'coverage: TRUE' 'coverage: False' 'coverage: FALSE' 'baseline: ..a/known.txt' 'baseline: a/..b'; do printf -- "$t\n" > .dg-validate.yaml; dg-validate -q good.json; echo $?; done
for t in 'track: [true]' 'track: {a: true}' 'severity: &a [enum=off]' 'severity: !x {enum: off}' 'severity: !x [enum=off]' 'severity: [enum=off, [type=off]]' 'severity: [enum=off, ~]' 'severity: {[a]: off}' 'severity: {enum: ~}' 'format: *a' 'baseline: ..' 'baseline: a/..' 'severity: {enum: off' 'severity: [enum=off' 'severity: {enum: "off' 'track: "' '? format' 'severity: {enum: off, type: off, enum: off, type: off}'; do printf -- "$t\n" > .dg-validate.yaml; dg-validate good.json; echo $?; done
{ echo 'severity:'; for c in enum type required const format minLength maxLength pattern minimum maximum json.utf8 json.surrogate json.bom json.duplicate-key http.status http.media-type http.body unknown-property; do echo "  $c: off"; done; } > .dg-validate.yaml && dg-validate bad.json | tail -n 1; echo '  enum: off' >> .dg-validate.yaml; dg-validate bad.json
printf 'format: json\nschema: ProblemDetails\nstatus: 200\nat: ""\nfail-on: warning\nfail-on-skip: false\ncolor: never\nverbose: false\njobs: 1\nmax-depth: 9\nmax-record: 1M\nmax-findings: 2\ntrack: false\ncoverage: false\nexpect: any\nno-progress: true\ninput-format: json\nbaseline: known.txt\n' > .dg-validate.yaml && dg-validate good.json
rm .dg-validate.yaml; printf 'report: json=out.json\n' > tree/pair.yaml && dg-validate -q --config tree/pair.yaml good.json && ls tree/out.json; printf 'report: [json=a.json, tap=b.tap]\n' > tree/pair.yaml && dg-validate -q --config tree/pair.yaml good.json && ls tree/a.json tree/b.tap; printf 'report: json\n' > tree/pair.yaml; dg-validate -q --config tree/pair.yaml good.json
