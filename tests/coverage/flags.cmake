# Builds that count how often each line, each branch and each condition runs. Asserts are left out of the
# programs: no test can make one fail.
include(CheckCCompilerFlag)
if(NOT CMAKE_C_COMPILER_ID STREQUAL Clang)
  message(FATAL_ERROR "DG_COVERAGE needs clang")
endif()

set(counted -fprofile-instr-generate -fcoverage-mapping)
# Conditions are counted by clang since release 18.
list(JOIN counted " " CMAKE_REQUIRED_FLAGS)
check_c_compiler_flag(-fcoverage-mcdc DG_HAVE_mcdc)
unset(CMAKE_REQUIRED_FLAGS)
if(DG_HAVE_mcdc)
  list(APPEND counted -fcoverage-mcdc)
endif()
add_compile_options(${counted} -O1)
add_link_options(-fprofile-instr-generate)
add_compile_definitions(NDEBUG)

# Programs that don't end by exit() write their counts, too.
set(ends ${CMAKE_BINARY_DIR}/coverage-ends.o)
execute_process(COMMAND ${CMAKE_C_COMPILER} -D_POSIX_C_SOURCE=200809L -c ${CMAKE_CURRENT_LIST_DIR}/ends.c -o ${ends}
  COMMAND_ERROR_IS_FATAL ANY)
add_link_options("$<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:${ends};-Wl,--wrap=_exit,--wrap=kill>")
