# cmake -D FILE=<depfile> -D OUT=<file> -P depfile.cmake: makes the depfile of dg-codegen one of OUT alone.
# Ninja refuses a depfile with outputs that its rule doesn't name, and the tables depend on the contract.
file(READ ${FILE} text)
string(FIND "${text}" ": " colon) # in names, spaces are escaped
string(SUBSTRING "${text}" ${colon} -1 inputs)
string(REPLACE " " "\\ " out "${OUT}")
file(WRITE ${FILE} "${out}${inputs}")
