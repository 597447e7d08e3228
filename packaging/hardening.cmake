# Flags of optimized builds beyond -O2: defences against memory errors, output that doesn't depend on the path
# of the build, and link-time optimization (LTO). Builds with sanitizers get only the flags for paths; builds
# without optimization have neither _FORTIFY_SOURCE nor LTO.
include(CheckCCompilerFlag)
include(CheckPIESupported)

set(optimized $<NOT:$<CONFIG:Debug,>>)

# Asserts and debug information name files by their path in this tree, wherever the tree is.
add_compile_options(
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}/=
  -ffile-prefix-map=${PROJECT_BINARY_DIR}=build)
# In the build tree, libraries find each other by paths relative to themselves.
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)

# dg_link_whole(TARGET OBJECTS...): applies LTO to TARGET and the libraries OBJECTS that it contains. The object
# files also contain ordinary machine code, so that other targets can link them without LTO; only gcc writes
# such files. They contain the path of the source, so they must not be installed.
function(dg_link_whole target)
  if(DG_SANITIZE OR NOT DG_LTO OR NOT CMAKE_C_COMPILER_ID STREQUAL GNU)
    return()
  endif()
  foreach(objects IN LISTS ARGN)
    target_compile_options(${objects}
      PRIVATE $<${optimized}:-flto=auto> $<${optimized}:-ffat-lto-objects>)
  endforeach()
  target_link_options(${target} PRIVATE $<${optimized}:-flto=auto>)
endfunction()

# dg_need_nothing(TARGET): removes the flags that need the C library, such as the stack protector, since
# programs without an operating system may link TARGET.
function(dg_need_nothing target)
  # CMake drops a repeated option: SHELL: and a space make this one differ from -U_FORTIFY_SOURCE below.
  target_compile_options(${target} PRIVATE -fno-stack-protector "SHELL:-U _FORTIFY_SOURCE")
endfunction()

if(DG_SANITIZE)
  return()
endif()

set(CMAKE_POSITION_INDEPENDENT_CODE ON)
check_pie_supported(LANGUAGES C)

# Level 3 checks more objects than level 2; gcc supports level 3 since version 12. Both need optimization.
set(level 3)
if(CMAKE_C_COMPILER_ID STREQUAL GNU AND CMAKE_C_COMPILER_VERSION VERSION_LESS 12)
  set(level 2)
endif()
add_compile_options($<${optimized}:-U_FORTIFY_SOURCE> $<${optimized}:-D_FORTIFY_SOURCE=${level}>)

# Some processors don't support all of these flags. no-semantic-interposition: a library calls its own functions
# directly.
foreach(flag stack-protector-strong stack-clash-protection cf-protection no-semantic-interposition)
  string(MAKE_C_IDENTIFIER DG_HAVE_${flag} have)
  check_c_compiler_flag(-f${flag} ${have})
  if(${have})
    add_compile_options(-f${flag})
  endif()
endforeach()
if(CMAKE_EXECUTABLE_FORMAT STREQUAL ELF)
  add_link_options(LINKER:-z,relro,-z,now,-z,noexecstack)
  # Programs are marked for shadow stacks even if the startup files of the C library are not. The linker marks
  # them for tracking of indirect jumps (IBT) only if all files are, the startup files included.
  if(DG_HAVE_cf_protection)
    add_link_options(LINKER:-z,shstk)
  endif()
endif()
