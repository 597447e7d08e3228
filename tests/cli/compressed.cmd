# Every input may be compressed, with gzip or zstd: what it begins with tells, and its name only what
# is inside.
dg-validate packed/good.har.gz
dg-validate packed/deep/good.json.gz packed/deep/one.http.zst
dg-validate --schema ProblemDetails packed/two.ndjson.gz packed/plain.json.gz packed/problem.txt packed/notes.gz
dg-validate --schema ProblemDetails - < packed/two.ndjson.gz
dg-validate packed/bad.har.zst > packed.out; dg-validate captures/bad.har > plain.out; sed s,captures/bad.har,packed/bad.har.zst, plain.out | diff - packed.out

# Folders are walked in name order; links to folders are not followed.
ln -s .. packed/deep/up && ln -s ../captures packed/also && dg-validate -v --schema ProblemDetails packed | sed -n 's/^\(packed[^ :]*\).*/\1/p' | uniq

# What is cut off or damaged is told, and what came before is judged.
dg-validate --schema ProblemDetails packed/cut.ndjson.gz
dg-validate packed/cut.har.zst
dg-validate packed/corrupt.har.zst
dg-validate packed/behind.json.gz
dg-validate packed/begun.json.gz
