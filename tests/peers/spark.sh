#!/bin/sh
# spark.sh PROGRAMS DOCUMENT SAMPLES: the programs for Apache Spark, in a local cluster, lead to the verdicts and
# figures of one process.
set -eu

python=$(cd "$(dirname "$0")" && pwd)/python/bin/python3
[ -x "$python" ] || python=python3
if ! "$python" -c 'import pyspark' 2>/dev/null; then
    echo "not run: pyspark is not installed; ./dev peers installs it"
    exit 77
fi
if ! command -v java >/dev/null; then
    echo "not run: Java is not installed (Debian package default-jre-headless)"
    exit 77
fi
# shellcheck source=tests/peers/scale.sh
. "$(dirname "$0")/scale.sh"
export PYSPARK_PYTHON="$python" SPARK_LOCAL_IP=127.0.0.1 PYSPARK_SUBMIT_ARGS='--master local[2] pyspark-shell'

# run PROGRAM ARGUMENT...
run() {
    "$python" "$@" 2>trouble || {
        grep -v '^[[:space:]]*at ' trouble | tail -n 30
        exit 1
    }
}

make_lines 20 >big.ndjson
dg-validate --pipe <big.ndjson >alone || [ $? = 1 ]
dg-validate -f ndjson -o whole big.ndjson || [ $? = 1 ]

block python 'verdicts.py INPUT OUTPUT' >verdicts.py
run verdicts.py big.ndjson violating >counts
verdicts <alone | awk '{ printf "%s(%s%s%s, %d)", (NR > 1 ? ", " : "["), "\047", $2, "\047", $1 } END { print "]" }' |
    diff - counts
cat violating/part-* >found
paste -d ' ' alone big.ndjson | sed -n 's/^{"line":[0-9]*,"verdict":"violating".*]\(,"not_printed":[0-9]*\)*} //p' |
    LC_ALL=C sort >expected
LC_ALL=C sort found | cmp - expected

mkdir reports
block python 'reports.py INPUT FOLDER' >reports.py
run reports.py big.ndjson reports >statuses
[ "$(find reports -name '0*.ndjson' | wc -l)" = 8 ]
figures <whole >expected
block sh 'merged.ndjson FOLDER/' | sed 's/FOLDER/reports/' >merge.sh
sh merge.sh || [ $? = 1 ]
figures <merged.ndjson | cmp - expected
