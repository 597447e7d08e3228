# The files that `cmake --install` installs: programs, libraries, headers, and files for CMake and pkg-config.
#
# Components: `programs`; what other programs need at run time, `runtime` and `libraries`, and the same for programs
# that also need cJSON, `runtime-cjson` and `cjson`; `development` (files for building other programs).
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)
include(codegen/abi.cmake)

# The versions in the names of shared libraries and packages: programs find only libraries of their own ABI.
set(runtime_abi ${PROJECT_SOURCE_DIR}/codegen/runtime/value.h)
dg_contract_abi(DG_RUNTIME_SOVERSION ${runtime_abi})
file(STRINGS ${runtime_abi} DG_RUNTIME_VERSION REGEX "^#define DG_RUNTIME_VERSION \"")
string(REGEX REPLACE ".*\"(.*)\"" "\\1" DG_RUNTIME_VERSION "${DG_RUNTIME_VERSION}")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${runtime_abi})

get_target_property(contract_abi dg-contract PUBLIC_HEADER)
list(FILTER contract_abi INCLUDE REGEX "/abi[.]h$")
set(known_abi ${contract_abi})
if(DG_SPEC)
  # The build writes the header of another contract, and this copy, which is empty before. Ninja makes the copy first,
  # since the configuration depends on it, and configures again; other generators do so in the next build.
  set(known_abi ${PROJECT_BINARY_DIR}/contracts/abi.h)
  if(NOT EXISTS ${known_abi})
    file(WRITE ${known_abi} "")
  endif()
  add_custom_command(
    OUTPUT ${known_abi}
    COMMAND ${CMAKE_COMMAND} -E copy_if_different ${contract_abi} ${known_abi}
    DEPENDS ${PROJECT_BINARY_DIR}/contracts/dg-contract/generated.stamp # not all generators know which command writes the header
    COMMENT "Naming the libraries of the contract"
    VERBATIM)
  target_sources(dg-contract PRIVATE ${known_abi})
endif()
set(DG_CONTRACT_SOVERSION ${PROJECT_VERSION_MAJOR})
if(EXISTS ${known_abi})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${known_abi})
  file(SIZE ${known_abi} size)
  if(size GREATER 0)
    dg_contract_abi(DG_CONTRACT_SOVERSION ${known_abi})
  endif()
endif()
install(CODE "
  include(\"${PROJECT_SOURCE_DIR}/codegen/abi.cmake\")
  dg_contract_abi(abi \"${contract_abi}\")
  if(NOT abi STREQUAL \"${DG_CONTRACT_SOVERSION}\")
    message(FATAL_ERROR \"libdg-contract is named after another contract: build again\")
  endif()"
  COMPONENT libraries)

set(DG_INSTALL_HEADERS ${CMAKE_INSTALL_INCLUDEDIR}/dg-contract)
set(DG_INSTALL_CMAKE ${CMAKE_INSTALL_LIBDIR}/cmake/dg-contract)

# dg_install_library(TARGET NAME <name> ABI <header> SOVERSION <word> VERSION <version> EXPORT <set>
#                    COMPONENT <name> DESCRIPTION <text> [HEADERS <folder>] [REQUIRES <library>...])
#
# Makes two libraries of the static library TARGET, and installs them: TARGET-shared has the same objects as our
# programs; TARGET-static is compiled again, so that it needs no C library. The headers in the property
# PUBLIC_HEADER go into the folder HEADERS below the folder of all headers; TARGET-shared exports exactly their
# declarations, at the ABI that the header ABI states. The file name of TARGET-shared has the SOVERSION; VERSION is for
# pkg-config. Only TARGET-shared belongs to the COMPONENT; everything else belongs to `development`. REQUIRES
# names libraries that an earlier call installed, or pkg-config modules that CMake found as targets of that name.
# For CMake the libraries are dg-contract::<NAME>-static and -shared, in the EXPORT set; for pkg-config the
# module is TARGET.
#
# A program that uses a library needs one include folder. With HEADERS, this is the parent of HEADERS, since
# generated code includes "<HEADERS>/report.h". Without HEADERS, it is the folder above all headers: programs
# include <dg-contract/contract.h>, and installed headers include each other relative to themselves.
function(dg_install_library target)
  cmake_parse_arguments(PARSE_ARGV 1 arg ""
    "NAME;ABI;SOVERSION;VERSION;EXPORT;COMPONENT;DESCRIPTION;HEADERS" "REQUIRES")
  get_target_property(headers ${target} PUBLIC_HEADER)
  set(include_folder ${CMAKE_INSTALL_INCLUDEDIR})
  if(arg_HEADERS)
    string(APPEND include_folder /dg-contract)
  endif()

  dg_add_static(${target} "${headers}")
  add_library(${target}-shared SHARED $<TARGET_OBJECTS:${target}>)
  set_target_properties(${target}-shared PROPERTIES
    EXPORT_NAME ${arg_NAME}-shared
    OUTPUT_NAME ${target}
    LINKER_LANGUAGE C
    VERSION ${arg_SOVERSION}
    SOVERSION ${arg_SOVERSION}
    INSTALL_RPATH $ORIGIN)
  dg_link_whole(${target}-shared)
  dg_link_required(${target})
  dg_contract_export(${target}-shared ${target} ${arg_ABI} "${headers}" ${target})

  install(TARGETS ${target}-static ${target}-shared EXPORT ${arg_EXPORT}
    LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
      COMPONENT ${arg_COMPONENT} NAMELINK_COMPONENT development
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
    PUBLIC_HEADER DESTINATION ${DG_INSTALL_HEADERS}/${arg_HEADERS} COMPONENT development
    INCLUDES DESTINATION ${include_folder})
  dg_install_pkgconfig(${target} ${include_folder})
endfunction()

# dg_add_static(TARGET HEADERS): adds TARGET-static, compiled from the same files. Reads the caller's
# arguments.
function(dg_add_static target headers)
  get_target_property(sources ${target} SOURCES)
  get_target_property(folder ${target} SOURCE_DIR)
  list(FILTER sources INCLUDE REGEX "[.]c$")
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${folder})
    list(APPEND files ${source})
  endforeach()
  add_library(${target}-static STATIC ${files})
  target_compile_definitions(${target}-static PRIVATE $<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>)
  # TARGET generates some of the files. Without this dependency, both targets would generate them.
  add_dependencies(${target}-static ${target})
  target_include_directories(${target}-static
    PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
  target_link_libraries(${target}-static PRIVATE $<BUILD_INTERFACE:dg-warnings>)
  set_target_properties(${target}-static PROPERTIES
    EXPORT_NAME ${arg_NAME}-static
    OUTPUT_NAME ${target}
    ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/static
    PUBLIC_HEADER "${headers}")
  # clang must not replace memcmp by bcmp, which isn't in the C standard.
  target_compile_options(${target}-static PRIVATE -fno-builtin-bcmp)
  dg_need_nothing(${target}-static)
endfunction()

# dg_link_required(TARGET): links the libraries in the caller's REQUIRES to TARGET-shared, and to programs
# that link TARGET-static. A TARGET without HEADERS adds no include folders of our other libraries.
function(dg_link_required target)
  foreach(library IN LISTS arg_REQUIRES)
    if(NOT TARGET ${library}-shared)
      target_link_libraries(${target}-shared PUBLIC PkgConfig::${library})
      target_link_libraries(${target}-static PUBLIC PkgConfig::${library})
    elseif(arg_HEADERS)
      target_link_libraries(${target}-shared PUBLIC ${library}-shared)
      target_link_libraries(${target}-static PUBLIC ${library}-static)
    else()
      target_link_libraries(${target}-shared
        PRIVATE ${library}-shared
        INTERFACE $<LINK_ONLY:${library}-shared>)
      target_link_libraries(${target}-static PRIVATE ${library}-static)
    endif()
  endforeach()
endfunction()

# Writes NAME.pc, with paths relative to the file where possible. Reads the caller's arguments. Libraries of
# this project that have another include folder are in `Libs`, not in `Requires`, which would add that folder.
function(dg_install_pkgconfig name include_folder)
  if(IS_ABSOLUTE ${CMAKE_INSTALL_LIBDIR} OR IS_ABSOLUTE ${CMAKE_INSTALL_INCLUDEDIR})
    set(libraries ${CMAKE_INSTALL_FULL_LIBDIR})
    set(headers ${CMAKE_INSTALL_FULL_INCLUDEDIR})
    set(prefix ${CMAKE_INSTALL_PREFIX})
  else()
    file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
    string(REGEX REPLACE "/$" "" prefix "\${pcfiledir}/${up}")
    set(libraries "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
    set(headers "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
  endif()
  string(REPLACE "${CMAKE_INSTALL_INCLUDEDIR}" "\${includedir}" include_folder "${include_folder}")
  set(requires ${arg_REQUIRES})
  set(linked)
  if(NOT arg_HEADERS)
    foreach(library IN LISTS arg_REQUIRES)
      if(library MATCHES "^dg-runtime")
        list(REMOVE_ITEM requires ${library})
        string(APPEND linked " -l${library}")
      endif()
    endforeach()
  endif()
  list(JOIN requires ", " requires)
  configure_file(${PROJECT_SOURCE_DIR}/packaging/library.pc.in
    ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc @ONLY)
  install(FILES ${CMAKE_CURRENT_BINARY_DIR}/${name}.pc
    DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT development)
endfunction()

dg_install_library(dg-runtime
  NAME runtime
  ABI ${runtime_abi}
  SOVERSION ${DG_RUNTIME_SOVERSION}
  VERSION ${DG_RUNTIME_VERSION}
  EXPORT dg-contract-targets
  COMPONENT runtime
  HEADERS runtime
  DESCRIPTION "The reader and writer of JSON that code from dg-codegen links")
dg_install_library(dg-contract
  NAME dg-contract
  ABI ${contract_abi}
  SOVERSION ${DG_CONTRACT_SOVERSION}
  VERSION ${PROJECT_VERSION}
  EXPORT dg-contract-targets
  COMPONENT libraries
  REQUIRES dg-runtime
  DESCRIPTION "C structs, JSON decoders and validators for an API's contract")

dg_install_library(dg-runtime-cjson
  NAME runtime-cjson
  ABI ${runtime_abi}
  SOVERSION ${DG_RUNTIME_SOVERSION}
  VERSION ${DG_RUNTIME_VERSION}
  EXPORT dg-contract-cjson-targets
  COMPONENT runtime-cjson
  HEADERS runtime
  REQUIRES dg-runtime libcjson
  DESCRIPTION "The bridge between cJSON and code from dg-codegen")
dg_install_library(dg-contract-cjson
  NAME dg-contract-cjson
  ABI ${contract_abi}
  SOVERSION ${DG_CONTRACT_SOVERSION}
  VERSION ${PROJECT_VERSION}
  EXPORT dg-contract-cjson-targets
  COMPONENT cjson
  REQUIRES dg-contract dg-runtime-cjson libcjson
  DESCRIPTION "The bridge between cJSON and the C structs of an API's contract")

# The validator as a library, for dg_contract_add_validator: compiled again, since the objects of our programs are for
# link-time optimization. It calls functions of the runtime that the shared library doesn't export.
set(files)
foreach(part dg-validate-core dg-common)
  get_target_property(sources ${part} SOURCES)
  get_target_property(folder ${part} SOURCE_DIR)
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${folder})
    list(APPEND files ${source})
  endforeach()
endforeach()
add_library(dg-validator STATIC ${files})
add_dependencies(dg-validator dg-validate-core) # it generates some of the files
target_compile_definitions(dg-validator PRIVATE _GNU_SOURCE)
target_include_directories(dg-validator
  PRIVATE $<TARGET_PROPERTY:dg-validate-core,INCLUDE_DIRECTORIES>)
target_link_libraries(dg-validator PRIVATE $<BUILD_INTERFACE:dg-warnings> dg-runtime-static Threads::Threads
  PkgConfig::libyaml PkgConfig::libcurl PkgConfig::libcjson PkgConfig::libcrypto PkgConfig::zlib PkgConfig::libzstd)
set_target_properties(dg-validator PROPERTIES
  EXPORT_NAME validator
  ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/static
  PUBLIC_HEADER ${PROJECT_SOURCE_DIR}/validator/validator.h)
install(TARGETS dg-validator EXPORT dg-contract-validator-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development
  PUBLIC_HEADER DESTINATION ${DG_INSTALL_HEADERS} COMPONENT development
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT dg-contract-validator-targets NAMESPACE dg-contract::
  DESTINATION ${DG_INSTALL_CMAKE} COMPONENT development)

install(TARGETS dg-codegen dg-validate EXPORT dg-contract-targets
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT programs)

# Manual pages and completions, made by the programs themselves; documents and examples.
include(${PROJECT_SOURCE_DIR}/packaging/manuals.cmake)
dg_add_manuals(dg-codegen)
dg_add_manuals(dg-validate)
set(documents ${CMAKE_INSTALL_DATAROOTDIR}/doc/dg-contract)
file(GLOB pages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/*.md)
install(FILES ${pages} DESTINATION ${documents}/docs COMPONENT programs)
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
              ${PROJECT_SOURCE_DIR}/SECURITY.md
  DESTINATION ${documents} COMPONENT programs)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples/ DESTINATION ${documents}/examples COMPONENT programs)

# find_package(dg-contract)
install(EXPORT dg-contract-targets NAMESPACE dg-contract::
  DESTINATION ${DG_INSTALL_CMAKE} COMPONENT development)
install(EXPORT dg-contract-cjson-targets NAMESPACE dg-contract::
  DESTINATION ${DG_INSTALL_CMAKE} COMPONENT development)
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/packaging/dg-contract-config.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/dg-contract-config.cmake
  INSTALL_DESTINATION ${DG_INSTALL_CMAKE})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/dg-contract-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(
  FILES
    ${CMAKE_CURRENT_BINARY_DIR}/dg-contract-config.cmake
    ${CMAKE_CURRENT_BINARY_DIR}/dg-contract-config-version.cmake
    ${PROJECT_SOURCE_DIR}/codegen/abi.cmake
    ${PROJECT_SOURCE_DIR}/codegen/contract.cmake
    ${PROJECT_SOURCE_DIR}/codegen/depfile.cmake
    ${PROJECT_SOURCE_DIR}/codegen/exports.cmake
    ${PROJECT_SOURCE_DIR}/codegen/lookups.cmake
  DESTINATION ${DG_INSTALL_CMAKE} COMPONENT development)
