# Documents with unions and with values that are judged from the text are tracked like all others.
dg-validate-parcels --track parcels/1.ndjson
dg-validate-parcels --track parcels
dg-validate-parcels --track -j 2 -f ndjson parcels | cut -d, -f 1-4 | grep -v '^{"schema"'
dg-validate-parcels parcels/2.ndjson
