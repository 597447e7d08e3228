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
