# A report goes to a file, whole.
dg-validate --schema ProblemDetails -o report.txt null.json; cat report.txt
dg-validate --schema ProblemDetails --output=report.json -f json one.txt; cat report.json
dg-validate --schema ProblemDetails -o - one.txt

# More reports of the same run.
dg-validate --schema ProblemDetails --report json=r.json --report ndjson=r.ndjson null.json; cat r.json r.ndjson
dg-validate -q --schema ProblemDetails --report ndjson=- null.json

# The file keeps its permissions, and a link stays one.
umask 027; dg-validate --schema ProblemDetails -o fresh.txt one.txt; stat -c %a fresh.txt
echo old > kept.txt; chmod 604 kept.txt; ln -s kept.txt link.txt; dg-validate --schema ProblemDetails -o link.txt one.txt; stat -c '%a %F' kept.txt link.txt; cat kept.txt

# A report that can't be written is status 5, and a file stays as it was.
dg-validate --schema ProblemDetails one.txt > /dev/full
dg-validate --schema ProblemDetails -o /dev/full one.txt
dg-validate --schema ProblemDetails --report json=/dev/full one.txt
dg-validate --schema ProblemDetails -o nowhere/report.txt one.txt
dg-validate --schema ProblemDetails -o tree one.txt
dg-validate --schema ProblemDetails --report json=kept.txt -o nowhere/x one.txt; cat kept.txt
dg-validate --schema ProblemDetails one.txt >&-
dg-validate --help > /dev/full
dg-validate contract > /dev/full
dg-validate contract --json > /dev/full
dg-validate contract --json -o nowhere/x
dg-validate contract -o contract.txt && head -n 1 contract.txt
ls -a | grep dg-validate

# Usage errors leave the file alone, too.
dg-validate --schema Nothing -o kept.txt one.txt; cat kept.txt

# A device or pipe is written directly.
mkfifo pipe; cat pipe > copy & dg-validate --schema ProblemDetails -o pipe one.txt; wait; cat copy
dg-validate --schema ProblemDetails -o /dev/stdout one.txt | cat

# A closed pipe ends the run silently.
awk 'BEGIN { for (i = 0; i < 5000; i++) print "{}" }' > many.ndjson
(dg-validate many.ndjson; echo "status $?" >&2) | :
(dg-validate -f json many.ndjson; echo "status $?" >&2) | :

# A signal ends it with 128 and its number; the file stays as it was, without litter.
mkfifo in; (exec 3>in; kill -TERM "$(cat pid)") & sh -c 'echo $$ > pid; exec dg-validate -o kept.txt --input-format json in'
cat kept.txt; ls -a | grep dg-validate
(exec 3>in; kill -INT "$(cat pid)") & sh -c 'echo $$ > pid; exec dg-validate -o kept.txt --input-format json in'
cat kept.txt; ls -a | grep dg-validate
(exec 3>in; kill -HUP "$(cat pid)") & sh -c 'echo $$ > pid; exec env --default-signal=HUP dg-validate -o kept.txt --input-format json in'
cat kept.txt; ls -a | grep dg-validate

# No core dump of any command: the token may be in its environment.
dg-validate --input-format ndjson /proc/self/limits | grep 'Max core'

# The report is no input, nor what is left of another.
mkdir walked && cp good.json walked && touch walked/.dg-validate-killed && dg-validate -v --schema ProblemDetails -o walked/report.txt walked; cat walked/report.txt

# A link that leads nowhere yet stays a link: the file that it leads to is written.
mkdir links && ln -s there.txt links/dangling && dg-validate --schema ProblemDetails -o links/dangling good.json; readlink links/dangling; cat links/there.txt
ln -s nowhere/there.txt links/deep && dg-validate --schema ProblemDetails -o links/deep good.json; readlink links/deep
ln -s loop links/loop && dg-validate --schema ProblemDetails -o links/loop good.json; readlink links/loop
ln -s hop links/first && ln -s last.txt links/hop && dg-validate --schema ProblemDetails -o links/first good.json; cat links/last.txt

# No report is put in its place if another failed.
echo before >kept.json; dg-validate --schema ProblemDetails --report json=kept.json -o /dev/full good.json; cat kept.json
echo before >kept.json; dg-validate --schema ProblemDetails -o kept.json --report json=/dev/full good.json; cat kept.json

# No report replaces a file that the run reads, by any name; nothing is written.
cp good.json read.json; ln -s read.json soft.json; ln read.json hard.json; for o in read.json ./read.json soft.json hard.json; do dg-validate -o $o read.json; echo $?; done; dg-validate -o read.json hard.json; dg-validate --report json=fresh.json -o read.json soft.json; cmp good.json read.json; ls fresh.json
dg-validate -o read.json - < read.json; dg-validate -o soft.json bad.json /dev/stdin < hard.json; cmp good.json read.json
dg-validate read.json >> soft.json; dg-validate - < read.json >> read.json; cmp good.json read.json
awk 'BEGIN { for (i = 0; i < 3; i++) print "{}" }' > lines.ndjson; dg-validate --pipe < lines.ndjson >> lines.ndjson; wc -l < lines.ndjson
mkdir -p whole/part && mv read.json whole/part && dg-validate -o whole/part/read.json whole; dg-validate -o hard.json bad.json whole; dg-validate bad.json whole >> hard.json; cmp good.json hard.json
for i in 1 2; do dg-validate -f json -o whole/report.json whole; echo $?; done; rm whole/report.json; dg-validate -o whole/report.txt whole && dg-validate -o whole/report.txt whole
dg-validate -qf json -o part.json good.json; dg-validate merge -f json -o part.json part.json; dg-validate merge -f json part.json >> part.json; dg-validate merge -f json part.json | cmp - part.json
printf 'output: named.yaml\n' > named.yaml; dg-validate --config named.yaml good.json; dg-validate --update-baseline --baseline named.yaml --config named.yaml -o - good.json; printf 'format: json\n' > .dg-validate.yaml; dg-validate -o .dg-validate.yaml good.json; cat .dg-validate.yaml named.yaml; rm .dg-validate.yaml
dg-validate --update-baseline --baseline hard.json whole; dg-validate --update-baseline --baseline known.txt good.json; dg-validate --update-baseline --baseline known.txt good.json
for o in api-key-file cacert cert; do dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key --$o hard.json -o whole/part/read.json x; done; dg-validate cancel --base-url http://127.0.0.1:1 --api-key-file key --cert key --key hard.json --record whole/part/read.json x; cmp good.json hard.json
# A device may be both, and a report of a command that reads no file takes any name.
dg-validate -q --input-format ndjson -o /dev/null /dev/null; dg-validate contract -o hard.json; head -n 1 whole/part/read.json
