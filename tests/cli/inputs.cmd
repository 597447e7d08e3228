# Directories are walked in name order; other files are counted.
dg-validate --schema ProblemDetails tree
dg-validate -v --schema ProblemDetails tree/

# A link to a folder is followed only if it is named; one to a file always.
mkdir outside && cp null.json outside && ln -s .. tree/b/up && ln -s ../outside tree/out && ln -s c.ndjson tree/b/deeper/again.json && ln -s ../null.json tree/null.json && dg-validate -v --schema ProblemDetails tree
ln -s tree link && ln -s null.json link.json && dg-validate --schema ProblemDetails link link.json link/b/deeper/again.json | grep -v '^ '
mkfifo outside/pipe.json && ln -s absent outside/missing.json && ln -s absent outside/missing && dg-validate -v --schema ProblemDetails outside; rm -r outside link link.json tree/b/up tree/out tree/b/deeper/again.json tree/null.json

# A path that is too long for the system can't be read.
name=$(printf '%0200d' 0); mkdir far; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21; do mkdir above && mv far above/$name && mv above far; done; dg-validate far 2>&1 | sed "s|/$name||g"

# A directory without inputs, an empty one, and no document at all.
dg-validate nothing
mkdir bare && dg-validate bare
dg-validate empty.ndjson
dg-validate -f json empty.ndjson

# An empty JSON document is a finding.
dg-validate empty.json
dg-validate null.json
dg-validate --schema ProblemDetails two-documents.json

# What can't be read is told, and the others are judged.
dg-validate --schema ProblemDetails missing.json one.txt null.json
dg-validate --schema ProblemDetails missing.json one.txt
dg-validate missing.json empty.ndjson
ln -s loop.json loop.json && dg-validate loop.json
dg-validate one.txt/below.json

# Standard input, and names without a known suffix: by content.
dg-validate --schema ProblemDetails - < one.txt
dg-validate --schema ProblemDetails two.txt
dg-validate --schema ProblemDetails - < two.txt
dg-validate --schema ProblemDetails pretty.txt
dg-validate --schema ProblemDetails bom.txt
dg-validate -f json --schema ProblemDetails - < problems.jsonl
dg-validate - -
dg-validate - <&-

# The format may be said.
dg-validate --schema ProblemDetails --input-format json problems.jsonl
dg-validate --schema ProblemDetails --input-format=ndjson one.txt
dg-validate --schema ProblemDetails --input-format ndjson -f json - < one.txt
dg-validate --schema ProblemDetails --input-format auto one.txt

# Names that look like options or commands.
cp one.txt ./-f && dg-validate --schema ProblemDetails -- -f
cp one.txt contract && dg-validate --schema ProblemDetails -- contract
dg-validate check --schema ProblemDetails contract

# A suffix counts in upper case, too.
mkdir upper; cp captures/good.har upper/A.HAR; cp captures/one.http upper/b.Http; gzip -c problems.ndjson > upper/c.NDJSON.GZ; dg-validate -q upper; echo $?; dg-validate upper/A.HAR; dg-validate upper | tail -n 1

# An empty file.
: >empty.json; dg-validate empty.json; rm empty.json
dg-validate --input-format json - </dev/null

# Encodings that JSON may not have, with and without a mark, and short texts.
for t in '{\0' '{\0"\0' '\0{' '\0{\0"' '{\0\0\0' '\0\0\0{' '\0\0\0' '\377\376' '\376\377' '\377\376\0\0' '\0\0\376\377' 'a\0b\001' '\001\0' '{\0\001\0' '\0\001\0{' '{' ; do printf "$t" | dg-validate - 2>&1 | tail -n 1; done
# Names of files in reports, and values of several lines.
dg-validate -f sarif /dev/stdin < bad.json | grep -o '"uri":"[^"]*"' | sort -u
printf '{"status":{\n\n}}' | dg-validate -f sarif - | grep -o '"region":{[^}]*}' | head -n 2
