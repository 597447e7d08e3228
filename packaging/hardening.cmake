# What optimized builds have beyond -O2: defences against faults of memory, the same bytes wherever they
# are built, and optimization of programs as a whole. Builds with sanitizers and without optimization
# are as they were.
include(CheckCCompilerFlag)
include(CheckPIESupported)

set(optimized $<NOT:$<CONFIG:Debug,>>)

# Files are named as in this tree, wherever it is: by asserts and in debug information.
add_compile_options(
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=
  -ffile-prefix-map=${PROJECT_BINARY_DIR}=build)
# Libraries that aren't installed yet find each other by their own place.
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)

# dg_link_whole(TARGET OBJECTS...): has the linker optimize TARGET as a whole, in which the libraries
# OBJECTS are. Their files also have usual machine code, so that everything else links them as ever;
# only gcc makes such files. They hold the path of the source: nothing of them is installed as it is.
function(dg_link_whole target)
  if(DG_SANITIZE OR NOT CMAKE_C_COMPILER_ID STREQUAL GNU)
    return()
  endif()
  foreach(objects IN LISTS ARGN)
    target_compile_options(${objects}
      PRIVATE $<${optimized}:-flto=auto> $<${optimized}:-ffat-lto-objects>)
  endforeach()
  target_link_options(${target} PRIVATE $<${optimized}:-flto=auto>)
endfunction()

# dg_need_nothing(TARGET): TARGET is for programs without an operating system, too. A stack protector calls
# the C library.
function(dg_need_nothing target)
  # CMake drops an option that was given before, as -U_FORTIFY_SOURCE was.
  target_compile_options(${target} PRIVATE -fno-stack-protector "SHELL:-U _FORTIFY_SOURCE")
endfunction()

if(DG_SANITIZE)
  return()
endif()

set(CMAKE_POSITION_INDEPENDENT_CODE ON)
check_pie_supported(LANGUAGES C)

# Level 3 knows the sizes of more objects; gcc has it since 12. Both levels need optimization.
set(level 3)
if(CMAKE_C_COMPILER_ID STREQUAL GNU AND CMAKE_C_COMPILER_VERSION VERSION_LESS 12)
  set(level 2)
endif()
add_compile_options($<${optimized}:-U_FORTIFY_SOURCE> $<${optimized}:-D_FORTIFY_SOURCE=${level}>)

# Not every processor has all of these. Calls inside of a program or library stay there.
foreach(flag stack-protector-strong stack-clash-protection cf-protection no-semantic-interposition)
  string(MAKE_C_IDENTIFIER DG_HAVE_${flag} have)
  check_c_compiler_flag(-f${flag} ${have})
  if(${have})
    add_compile_options(-f${flag})
  endif()
endforeach()
if(CMAKE_EXECUTABLE_FORMAT STREQUAL ELF)
  add_link_options(LINKER:-z,relro,-z,now,-z,noexecstack)
  # All code may run with shadow stacks, also the start of a program in a C library that doesn't say so.
  # Whether indirect jumps may be tracked depends on that start: the linker finds out.
  if(DG_HAVE_cf_protection)
    add_link_options(LINKER:-z,shstk)
  endif()
endif()
