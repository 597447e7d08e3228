# A command line that can't be followed: status 2, one line, nothing on standard output.
dg-validate
dg-validate check
dg-validate --formt json one.txt
dg-validate --nonsense one.txt
dg-validate --formt=json one.txt
dg-validate -x one.txt
dg-validate -qx one.txt
dg-validate --format
dg-validate -f
dg-validate --format= one.txt
dg-validate -f xml one.txt
dg-validate -f jsn one.txt
dg-validate --quiet=yes one.txt
dg-validate -o '' one.txt
dg-validate --schema= one.txt
dg-validate --operation '' one.txt
dg-validate --report out.json data/good.json
dg-validate --report json one.txt
dg-validate --report json= one.txt
dg-validate --report yaml=x one.txt
dg-validate --report json=x --report human=x one.txt
dg-validate -o x --report human=x one.txt
dg-validate --report json=- one.txt
dg-validate --fail-on info one.txt
dg-validate --fail-on-skip=1 one.txt
dg-validate --color sometimes one.txt
dg-validate --input-format hra one.txt
dg-validate --status 99 one.txt
dg-validate --status 600 one.txt
dg-validate --status x one.txt
dg-validate --status 40x one.txt
dg-validate --max-findings -1 one.txt
dg-validate --max-findings 99999999999999999999 one.txt
dg-validate --max-depth 0 one.txt
dg-validate --max-depth 4097 one.txt
dg-validate --max-record 0 one.txt
dg-validate --max-record 12Q one.txt
dg-validate --max-record 12KB one.txt
dg-validate --max-record K one.txt
dg-validate --max-record 9999999999G one.txt
dg-validate --schema ProblemDetails --status 404 one.txt
dg-validate --schema ProblemDetails --operation cancelBatchPrediction one.txt

# A word that is nearly a command, and no file.
dg-validate cancle x
dg-validate chek one.txt
dg-validate -q hlep
dg-validate help cancle
dg-validate help something
dg-validate help check x
dg-validate help call cancelBatchPrediction x
dg-validate help --json
dg-validate help --json contract
touch calll && dg-validate calll
dg-validate ./cancle
dg-validate check cancle

# Help by any name.
dg-validate --help > help.txt; dg-validate help | cmp - help.txt
dg-validate call cancelBatchPrediction --help > call.txt; dg-validate help call cancelBatchPrediction | cmp - call.txt
dg-validate cancel --help > cancel.txt; dg-validate help cancel | cmp - cancel.txt
dg-validate explain nope
dg-validate explain tpye

# Options that belong to another command.
dg-validate --base-url https://example.org one.txt
dg-validate cancel --schema ProblemDetails x
dg-validate cancel --max-record 1 x
dg-validate contract --color never
dg-validate contract --status 200
dg-validate check --json one.txt
dg-validate contract something

# A number at its bounds, and options in any order.
dg-validate --schema ProblemDetails --max-depth 4096 --max-findings 9223372036854775807 --max-record 1G one.txt
dg-validate one.txt --schema=ProblemDetails
dg-validate --schema ProblemDetails -q check one.txt

# Successive states: only of captures, or of a request that is repeated.
dg-validate --track=yes one.txt
dg-validate cancel --track x
dg-validate --repeat 2 one.txt
dg-validate cancel --repeat 0 x
dg-validate cancel --repeat 1000001 x
dg-validate contract --track
dg-validate --track --schema ProblemDetails one.txt
dg-validate --severity rule=off one.txt
dg-validate --severity rule.no-such-rule=off one.txt

# Reports, names of the program, and commands without what they need.
dg-validate merge
dg-validate merge --help | head -n 1
dg-validate --report json good.json
dg-validate --report jsn=x good.json
dg-validate --report "$(printf '%070d' 0)=x" good.json
dg-validate --report json= good.json
ln -s "$(command -v dg-validate)" 'we ird'; './we ird' --frob; ln -s "$(command -v dg-validate)" other; ./other --version
dg-validate --operation 'POST /batch-predictions/{batch_prediction_id}/cancel' good.json
dg-validate --operation 'POST /batch-predictions' good.json; dg-validate --operation 'POST' good.json
dg-validate cancel --baseline same --record same --api-key-file key x
dg-validate-kettles --status 200 good.json
dg-validate-kettles --track good.json
dg-validate-reports --status 200 good.json
dg-validate-kettles --at /data good.json
printf 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[]' | dg-validate-kettles -
