# Runs gperf on each table of a contract:
# cmake -D GPERF=<program> -D IN=<folder of .gperf> -D OUT=<folder> -P …
file(GLOB tables RELATIVE ${IN} ${IN}/*.gperf)
list(SORT tables)
file(REMOVE_RECURSE ${OUT})
file(MAKE_DIRECTORY ${OUT})
# gperf copies its command line into its output: without folders, the command line is the same on all
# machines.
cmake_path(GET GPERF FILENAME gperf)
cmake_path(GET GPERF PARENT_PATH folder)
set(ENV{PATH} "${folder}:$ENV{PATH}")
foreach(table IN LISTS tables)
  cmake_path(REPLACE_EXTENSION table c OUTPUT_VARIABLE source)
  execute_process(
    COMMAND ${gperf} ${table}
    WORKING_DIRECTORY ${IN}
    OUTPUT_FILE ${OUT}/${source}
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
