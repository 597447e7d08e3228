#!/usr/bin/env bash
# bench_test.sh: the tests of bench.py; exits with 77 if there is no Python.
command -v python3 >/dev/null || {
    echo "python3 is missing"
    exit 77
}
exec python3 -B "$(dirname "${BASH_SOURCE[0]}")/bench_test.py"
