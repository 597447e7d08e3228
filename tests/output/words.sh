#!/bin/sh
# The compiler and the validator have no words of the built-in contract.
set -eu
cd "$(dirname "$0")/../.."
. tests/output/lib.sh

words='batch|cancelling|datagrid|bpred'
complain "Words of the contract in the text of the programs:" \
    "$(grep -rniE "$words" codegen common validator)"
complain "Words of the contract in names of files:" \
    "$(find codegen common validator | grep -iE "$words")"
verdict
