#!/bin/sh
# guarded.sh ARCHIVE...: functions that run for each member of a usual document have no memory that a stack protector
# guards: what they do seldom, and needs such memory, is in functions of their own.
set -eu
if [ "$(uname -m)" != x86_64 ]; then
    echo "not run: reads machine code of x86-64"
    exit 77
fi

objdump -d --no-show-raw-insn "$@" | awk -v functions="dg_fast_entries dg_fast_enumerator dg_fast_leave
    dg_map_close dg_map_name_fits dg_map_next dg_map_settle dg_map_take dg_members_next dg_names_add dg_object_next
    dg_read_text dg_read_time dg_reader_begin dg_scan_judged_string
    dg_batch_prediction_fast dg_batch_prediction_request_counts_fast" '
    BEGIN {
        for (count = split(functions, names); count > 0; count--) {
            missing[names[count]] = 1
        }
    }
    /^[0-9a-f]+ <.*>:$/ {
        function_name = substr($2, 2, length($2) - 3)
        listed = function_name in missing
        if (listed) {
            missing[function_name] = 0
        }
    }
    listed && /%fs:0x28/ {
        print function_name " has a stack protector"
        listed = 0
        bad = 1
    }
    END {
        for (name in missing) {
            if (missing[name]) {
                print name " is missing"
                bad = 1
            }
        }
        exit bad
    }'
