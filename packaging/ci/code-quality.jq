# Makes a Code Quality report of GitLab from the findings of a report of the format ndjson.
# The same fault in another record has the same fingerprint, with a number after it. Paths have no `./`.
def severity: {error: "major", warning: "minor", info: "info"}[.];
[inputs | select(has("code"))]
| group_by([.input, .code, .contract, .pointer])
| map(to_entries | map(.key as $number | .value | {
    description: (if .pointer == "" then .message else "\(.pointer): \(.message)" end),
    check_name: .code,
    fingerprint: ([.input, .code, .contract // "", .pointer, ($number | tostring)] | join(" ") | @base64),
    severity: (.severity | severity),
    location: {path: (.input | ltrimstr("./")), lines: {begin: (.line // 1)}}
  }))
| add // []
