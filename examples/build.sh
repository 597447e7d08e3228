#!/bin/sh
# build.sh PROGRAM: the program prints the JSON and reports the fault of the second value.
set -eu
printed=$("$1")
[ "$printed" = '{"type":"https://api.datagrid.com/errors/conflict","title":"Conflict","status":409,"detail":"The batch has completed."}
error: /title: a string is not valid UTF-8 (RFC 7493 §2.1): "Confli\xFF" [json.utf8]' ]
