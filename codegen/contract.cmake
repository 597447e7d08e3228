# Makes a library from a contract. When installed, find_package(dg-contract) includes this file.

# dg_contract_add_library(NAME SPEC <contract> [OVERLAYS <file>...] [OPERATIONS <id>...]
#                         [SCHEMAS <name>...] [PREFIX <word>] [OPEN_ENUMS] [CJSON])
# dg_contract_add_library(NAME GENERATED <folder that dg-codegen wrote> [CJSON])
#
# Adds the library NAME. A program that links it includes <NAME/contract.h>. OVERLAYS change the contract
# first, in this order. OPERATIONS selects operations, SCHEMAS adds schemas. PREFIX begins the C names (by default dg): each contract of a program
# needs another prefix. With OPEN_ENUMS, values that enums don't list are warnings. SPEC, OVERLAYS and GENERATED may be relative to the current source folder; everything else
# is written into the build tree. The property PUBLIC_HEADER has the headers, for install(TARGETS). CJSON
# also adds NAME-cjson, the bridge to trees of cJSON.
#
# If the variable DG_FAST is set and false, decoders are smaller and slower: without the fast way through
# objects (fast.c).
#
# dg-codegen writes the same files for any contract, except lookups/*.gperf. gperf's output is made in
# the build tree, and lookups.c includes it. Only the library itself includes lookups.h, marks.h, patterns.h, rule_table.h,
# rules.h, fast.h and shapes.h.
function(dg_contract_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "CJSON;OPEN_ENUMS" "SPEC;GENERATED;PREFIX" "OPERATIONS;OVERLAYS;SCHEMAS")
  dg_contract_check_arguments()
  set(headers abi.h answers.h contract.h copy.h decode.h encode.h types.h validate.h)
  set(sources abi.c answers.c contract.c copy.c decode.c encode.c fast.c fast.h lookups.c lookups.h marks.c marks.h patterns.c patterns.h rule_table.c rule_table.h rules.c rules.h shapes.c shapes.h types.c
    validate.c)
  set(bridge cjson.c cjson.h)
  set(work ${CMAKE_CURRENT_BINARY_DIR}/contracts/${name})

  if(arg_SPEC)
    set(folder ${work}/generated/${name})
    set(include_folders ${folder} ${work}/generated)
  else()
    cmake_path(ABSOLUTE_PATH arg_GENERATED BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    set(folder ${arg_GENERATED})
    set(include_folders ${folder} ${work}/include)
    file(MAKE_DIRECTORY ${work}/include)
    file(CREATE_LINK ${folder} ${work}/include/${name} SYMBOLIC)
  endif()
  list(TRANSFORM headers PREPEND ${folder}/)
  list(TRANSFORM sources PREPEND ${folder}/)
  list(TRANSFORM bridge PREPEND ${folder}/)

  if(arg_SPEC)
    cmake_path(ABSOLUTE_PATH arg_SPEC BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    set(overlays)
    foreach(overlay IN LISTS arg_OVERLAYS)
      cmake_path(ABSOLUTE_PATH overlay BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
      list(APPEND overlays ${overlay})
    endforeach()
    dg_contract_options(options)
    set(tables ${work}/generated.stamp)
    set(made ${tables}) # not all generators know which command writes the headers
    set(depfile ${work}/generated.d) # it lists the files that references lead to
    # Not all generators run a command again that has other arguments.
    file(CONFIGURE OUTPUT ${work}/arguments CONTENT "${arg_SPEC};${options}\n" @ONLY)
    add_custom_command(
      OUTPUT ${tables}
      BYPRODUCTS ${headers} ${sources} ${bridge}
      COMMAND dg-contract::dg-codegen generate ${arg_SPEC} --out ${folder} --depfile ${depfile} ${options}
      COMMAND ${CMAKE_COMMAND} -D FILE=${depfile} -D OUT=${tables}
              -P ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/depfile.cmake
      COMMAND ${CMAKE_COMMAND} -E touch ${tables}
      DEPFILE ${depfile}
      DEPENDS dg-contract::dg-codegen ${arg_SPEC} ${overlays} ${work}/arguments
      COMMENT "Generating ${name} from ${arg_SPEC}"
      VERBATIM)
  else()
    file(GLOB tables CONFIGURE_DEPENDS ${folder}/lookups/*.gperf)
    set(made ${headers} ${folder}/cjson.h)
    # Configuring works without these files, so that the compiler can be built, which writes them.
    set_source_files_properties(${headers} ${sources} ${bridge} PROPERTIES GENERATED ON)
  endif()

  set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/lookups.cmake)
  add_custom_command(
    OUTPUT ${work}/gperf.stamp
    COMMAND ${CMAKE_COMMAND} -D GPERF=${DG_GPERF} -D IN=${folder}/lookups
            -D OUT=${work}/gperf/lookups -P ${script}
    COMMAND ${CMAKE_COMMAND} -E touch ${work}/gperf.stamp
    DEPENDS ${tables} ${script}
    COMMENT "Building the lookup tables of ${name}"
    VERBATIM)
  set_source_files_properties(${folder}/lookups.c PROPERTIES OBJECT_DEPENDS ${work}/gperf.stamp)

  if(DEFINED DG_FAST AND NOT DG_FAST)
    list(FILTER sources EXCLUDE REGEX "/fast[.]c$")
  endif()
  # These files have only tables. Compilers that optimize for size don't align the many texts.
  if(CMAKE_C_COMPILER_ID MATCHES "GNU|Clang")
    set_source_files_properties(${folder}/rule_table.c ${folder}/shapes.c PROPERTIES COMPILE_OPTIONS -Os)
  endif()
  add_library(${name} ${headers} ${sources} ${work}/gperf.stamp)
  set_target_properties(${name} PROPERTIES PUBLIC_HEADER "${headers}")
  dg_contract_variable(variable)
  set_target_properties(${name} PROPERTIES DG_CONTRACT_VARIABLE ${variable})
  dg_contract_export(${name} ${name} ${folder}/abi.h "${headers}" "${made}")
  target_compile_features(${name} PRIVATE c_std_11)
  target_include_directories(${name}
    PUBLIC "$<BUILD_INTERFACE:${include_folders}>"
    PRIVATE ${work}/gperf)
  target_link_libraries(${name} PUBLIC dg-contract::runtime)
  if(DEFINED DG_FAST AND NOT DG_FAST)
    target_compile_definitions(${name} PRIVATE DG_FAST=0)
  endif()

  if(arg_CJSON)
    add_library(${name}-cjson ${bridge})
    set_target_properties(${name}-cjson PROPERTIES PUBLIC_HEADER ${folder}/cjson.h)
    dg_contract_export(${name}-cjson ${name}-cjson ${folder}/abi.h ${folder}/cjson.h "${made}")
    target_compile_features(${name}-cjson PRIVATE c_std_11)
    target_link_libraries(${name}-cjson PUBLIC ${name} dg-contract::runtime-cjson)
    add_dependencies(${name}-cjson ${name})
  endif()
endfunction()

# dg_contract_add_validator(NAME SPEC <contract> [OVERLAYS <file>...] [OPERATIONS <id>...] [SCHEMAS <name>...])
# dg_contract_add_validator(NAME)
#
# Adds the program NAME-validate: dg-validate for this contract, with its own name in help, messages, reports and
# User-Agent. Without SPEC, the contract is that of the library NAME, which dg_contract_add_library has added. The program
# needs libyaml, libcurl, cJSON, libcrypto, zlib and libzstd, which pkg-config finds.
function(dg_contract_add_validator name)
  set(library ${name})
  if(ARGC GREATER 1)
    set(library ${name}-validated)
    set(BUILD_SHARED_LIBS OFF)
    dg_contract_add_library(${library} ${ARGN})
    set_target_properties(${library} PROPERTIES
      LINK_LIBRARIES dg-contract::runtime-static
      INTERFACE_LINK_LIBRARIES dg-contract::runtime-static)
  elseif(NOT TARGET ${name})
    message(FATAL_ERROR "dg_contract_add_validator(${name}): needs SPEC <contract>, or a library ${name}")
  endif()
  dg_contract_find_validator(${name})
  get_target_property(contract ${library} DG_CONTRACT_VARIABLE)
  if(NOT contract)
    message(FATAL_ERROR "dg_contract_add_validator(${name}): ${library} is not a library of dg_contract_add_library")
  endif()
  set(main ${CMAKE_CURRENT_BINARY_DIR}/contracts/${library}/${name}-validate.c)
  file(CONFIGURE OUTPUT ${main} @ONLY CONTENT [[
#include <@library@/contract.h>
#include <dg-contract/validator.h>

const char dg_validator_name[] = "@name@-validate";

int main(int argc, char **argv)
{
    return dg_validator_run(argc, argv, &@contract@);
}
]])
  add_executable(${name}-validate ${main})
  target_compile_features(${name}-validate PRIVATE c_std_11)
  target_link_libraries(${name}-validate PRIVATE dg-contract::validator ${library})
endfunction()

# dg_contract_export(TARGET NAME ABI HEADERS DEPENDS): a shared library TARGET exports exactly the declarations of the
# HEADERS, at a version that consists of the NAME and the macro ..._ABI of the header ABI. DEPENDS are the files or
# targets after which all headers exist.
function(dg_contract_export target name abi headers depends)
  get_target_property(type ${target} TYPE)
  if(NOT type STREQUAL SHARED_LIBRARY OR NOT CMAKE_EXECUTABLE_FORMAT STREQUAL ELF)
    return()
  endif()
  set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/exports.cmake)
  set(map ${CMAKE_CURRENT_BINARY_DIR}/${name}.map)
  add_custom_command(
    OUTPUT ${map}
    COMMAND ${CMAKE_COMMAND} -D NAME=${name} -D ABI=${abi} -D OUT=${map} -D "HEADERS=${headers}" -P ${script}
    DEPENDS ${depends} ${script}
    COMMENT "Listing the symbols that ${name} exports"
    VERBATIM)
  target_sources(${target} PRIVATE ${map})
  set_target_properties(${target} PROPERTIES LINK_DEPENDS ${map})
  target_link_options(${target} PRIVATE LINKER:--version-script=${map})
endfunction()

# Helpers of the function above, which read its arguments.

# Finds dg-contract::validator and the libraries that it needs.
function(dg_contract_find_validator name)
  if(TARGET dg-contract::validator)
    return()
  endif()
  find_package(PkgConfig REQUIRED)
  find_package(Threads REQUIRED)
  foreach(package libyaml libcurl libcjson libcrypto zlib libzstd)
    if(NOT TARGET PkgConfig::${package})
      string(REPLACE libyaml yaml-0.1 module ${package})
      pkg_check_modules(${package} QUIET IMPORTED_TARGET ${module})
    endif()
    if(NOT TARGET PkgConfig::${package})
      message(FATAL_ERROR "dg_contract_add_validator(${name}): needs ${package}, which pkg-config doesn't find")
    endif()
  endforeach()
  include(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/dg-contract-validator-targets.cmake)
endfunction()

# Sets `out` to the name of the contract in C.
function(dg_contract_variable out)
  set(variable dg_contract)
  if(arg_PREFIX)
    set(variable ${arg_PREFIX}_contract)
  elseif(arg_GENERATED AND EXISTS ${folder}/contract.h)
    file(STRINGS ${folder}/contract.h line REGEX "^extern const struct dg_contract ")
    string(REGEX REPLACE ".* (.*);" "\\1" variable "${line}")
  endif()
  set(${out} ${variable} PARENT_SCOPE)
endfunction()

# Fails if the arguments are invalid, or if a program or target is missing.
function(dg_contract_check_arguments)
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  find_program(DG_GPERF gperf DOC "The program that makes lookup tables")
  set(trouble)
  if(arg_UNPARSED_ARGUMENTS)
    set(trouble "does not take: ${arg_UNPARSED_ARGUMENTS}")
  elseif(NOT arg_SPEC AND NOT arg_GENERATED)
    set(trouble "needs SPEC <contract> or GENERATED <folder>")
  elseif(arg_GENERATED AND (arg_SPEC OR arg_PREFIX OR arg_OVERLAYS OR arg_OPERATIONS OR arg_SCHEMAS OR arg_OPEN_ENUMS))
    set(trouble "GENERATED can't be combined with SPEC, PREFIX, OVERLAYS, OPERATIONS, SCHEMAS or OPEN_ENUMS")
  elseif(arg_CJSON AND NOT TARGET dg-contract::runtime-cjson)
    set(trouble "with CJSON needs find_package(dg-contract COMPONENTS cjson)")
  elseif(NOT DG_GPERF)
    set(trouble "needs gperf: install it (on Debian: apt-get install gperf), or set DG_GPERF")
  elseif(NOT "C" IN_LIST languages)
    set(trouble "makes C: it needs project(... LANGUAGES C) or enable_language(C)")
  endif()
  if(trouble)
    message(FATAL_ERROR "dg_contract_add_library(${name}): ${trouble}")
  endif()
endfunction()

# The options of `dg-codegen generate` for these arguments.
function(dg_contract_options out)
  set(options)
  if(arg_PREFIX)
    list(APPEND options --prefix ${arg_PREFIX})
  endif()
  foreach(overlay IN LISTS overlays)
    list(APPEND options --overlay ${overlay})
  endforeach()
  foreach(operation IN LISTS arg_OPERATIONS)
    list(APPEND options --operation ${operation})
  endforeach()
  foreach(schema IN LISTS arg_SCHEMAS)
    list(APPEND options --schema ${schema})
  endforeach()
  if(arg_OPEN_ENUMS)
    list(APPEND options --open-enums)
  endif()
  set(${out} ${options} PARENT_SCOPE)
endfunction()
