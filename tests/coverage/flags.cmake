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
