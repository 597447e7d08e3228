# Columns count code points: é, 日 and an astral character are one each, a combining mark, too.
dg-validate --schema ProblemDetails columns.json
dg-validate -f ndjson --schema ProblemDetails columns.json | cut -d, -f 2-5

# An invalid byte counts one column. A byte order mark is a character.
dg-validate -f ndjson --schema ProblemDetails invalid.json | cut -d, -f 2-6
dg-validate --schema ProblemDetails bom.json

# Places are in the file, not in the record.
dg-validate -f ndjson --schema ProblemDetails problems.ndjson | cut -d, -f 2-7

# Lines end with LF; a CR is part of its line, and never shown.
printf '{"type":1,\r\n"title":2,\r\n\r\n"status":"x"}\r\n' | dg-validate --schema ProblemDetails -

# At the end of the text.
printf '{"type":' | dg-validate --schema ProblemDetails -
printf '{"type":\n' | dg-validate --schema ProblemDetails -
printf '' | dg-validate --schema ProblemDetails -

# Findings at one place quote the line once, each record its own.
printf '{}\n{}\n' | dg-validate --schema ProblemDetails --input-format ndjson -
