# What is compiled in, for people and for programs.
dg-validate contract
dg-validate contract --json

# Help, from the option table and the contract.
dg-validate --version
dg-validate --help
dg-validate -h > help.txt && dg-validate check --help | cmp - help.txt
dg-validate cancel --help
dg-validate contract --help
