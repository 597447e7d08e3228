# All operations of a small document.
dg-validate contract
dg-validate --operation listSpecialEvents events.json
dg-validate --schema SpecialEvent --at '/*' events.json -q
dg-validate --operation getMuseumHours hours.json
dg-validate --operation buyMuseumTickets tickets.ndjson
