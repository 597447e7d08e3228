# The packages that `cpack` makes: one Debian package for each component in packaging/install.cmake.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "dg-contract authors <dg-contract@example.com>")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}) # finds libraries of other packages
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
configure_file(packaging/debian/changelog.in ${PROJECT_BINARY_DIR}/debian/changelog @ONLY)
set(CPACK_DG_CONTROL ${PROJECT_BINARY_DIR}/debian)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "compile an API contract to C, and judge answers by it")
set(CPACK_PRE_BUILD_SCRIPTS
  ${PROJECT_SOURCE_DIR}/packaging/debian_files.cmake
  ${PROJECT_SOURCE_DIR}/packaging/dates.cmake)

# dg_debian_package(COMPONENT NAME <name> SECTION <name> DESCRIPTION <line>
#                   [DEPENDS <packages>] [RECOMMENDS <packages>] [MULTIARCH <word>]
#                   [LIBRARIES <name and version>...])
#
# Describes the Debian package of the component. LIBRARIES are those of whose package programs then depend on
# it; installing the package refreshes the cache of ld.so, and debian_files.cmake writes the list of its symbols.
function(dg_debian_package component)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;SECTION;DESCRIPTION;DEPENDS;RECOMMENDS;MULTIARCH"
    "LIBRARIES")
  install(FILES ${PROJECT_SOURCE_DIR}/packaging/debian/copyright
    DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/${arg_NAME}
    COMPONENT ${component})
  string(TOUPPER CPACK_DEBIAN_${component} prefix)
  set(${prefix}_PACKAGE_NAME ${arg_NAME} PARENT_SCOPE)
  # CMake before 3.31 has no variable for this field, which follows the one of the section.
  if(arg_MULTIARCH)
    string(APPEND arg_SECTION "\nMulti-Arch: ${arg_MULTIARCH}")
  endif()
  set(${prefix}_PACKAGE_SECTION "${arg_SECTION}" PARENT_SCOPE)
  if(arg_LIBRARIES)
    list(TRANSFORM arg_LIBRARIES APPEND " ${arg_NAME} (>= ${PROJECT_VERSION})\n")
    list(JOIN arg_LIBRARIES "" shlibs)
    set(folder ${PROJECT_BINARY_DIR}/debian/${component})
    file(WRITE ${folder}/shlibs ${shlibs})
    # cpack writes scripts that call ldconfig, which a trigger does, unless there are others: these don't exist, so
    # that the package has none.
    set(${prefix}_PACKAGE_CONTROL_EXTRA
      "${folder}/shlibs;${folder}/symbols;${PROJECT_SOURCE_DIR}/packaging/debian/triggers;${folder}/postinst;${folder}/postrm"
      PARENT_SCOPE)
  endif()
  set(${prefix}_DESCRIPTION "${arg_DESCRIPTION}" PARENT_SCOPE)
  set(${prefix}_PACKAGE_DEPENDS "${arg_DEPENDS}" PARENT_SCOPE)
  set(${prefix}_PACKAGE_RECOMMENDS "${arg_RECOMMENDS}" PARENT_SCOPE)
  set(CPACK_COMPONENTS_ALL ${CPACK_COMPONENTS_ALL} ${component} PARENT_SCOPE)
endfunction()

# The name of a package of libraries has the version in the names of its files, so that a new package doesn't replace
# the libraries that installed programs need. A digest follows a hyphen.
set(suffix ${DG_CONTRACT_SOVERSION})
if(NOT suffix MATCHES "^[0-9]$")
  string(PREPEND suffix -)
endif()
set(contract libdg-contract${suffix})
set(contract_cjson libdg-contract-cjson${suffix})
set(runtime libdg-runtime${DG_RUNTIME_SOVERSION})
set(runtime_cjson libdg-runtime-cjson${DG_RUNTIME_SOVERSION})
set(exactly "(= ${PROJECT_VERSION})")
set(at_least "(>= ${PROJECT_VERSION})")

set(CPACK_COMPONENTS_ALL)
dg_debian_package(programs
  NAME dg-contract
  SECTION devel
  MULTIARCH foreign
  DESCRIPTION "dg-codegen compiles a contract (OpenAPI with rules) to C: structs,
decoders that judge while they read, encoders and validators.
dg-validate judges captured and live answers of an API with exactly
these, and reports each violation with its place.")
dg_debian_package(runtime
  NAME ${runtime}
  SECTION libs
  MULTIARCH same
  LIBRARIES "libdg-runtime ${DG_RUNTIME_SOVERSION}"
  DESCRIPTION "This package has the reader and the writer of JSON that the code of
dg-codegen links. It needs the C library only, and allocates only from
memory that its caller gives.")
dg_debian_package(libraries
  NAME ${contract}
  SECTION libs
  MULTIARCH same
  LIBRARIES "libdg-contract ${DG_CONTRACT_SOVERSION}"
  DESCRIPTION "This package has the decoders, encoders and validators of one contract.
The name of the package has the digest of their declarations, so that a
program and a library of different contracts never load together."
  DEPENDS "${runtime} ${at_least}")
dg_debian_package(runtime-cjson
  NAME ${runtime_cjson}
  SECTION libs
  MULTIARCH same
  LIBRARIES "libdg-runtime-cjson ${DG_RUNTIME_SOVERSION}"
  DESCRIPTION "This package converts between trees of cJSON and the text that the
runtime reads and writes. Integers beyond the range of doubles stay
exact."
  DEPENDS "${runtime} ${at_least}")
dg_debian_package(cjson
  NAME ${contract_cjson}
  SECTION libs
  MULTIARCH same
  LIBRARIES "libdg-contract-cjson ${DG_CONTRACT_SOVERSION}"
  DESCRIPTION "This package converts between trees of cJSON and the structs of one
contract. A tree is judged as its text would be."
  DEPENDS "${contract} ${exactly}, ${runtime_cjson} ${at_least}")
set(all ${contract} ${contract_cjson} ${runtime} ${runtime_cjson} dg-contract)
list(JOIN all " ${exactly}, " all)
dg_debian_package(development
  NAME libdg-contract-dev
  SECTION libdevel
  MULTIARCH same
  DESCRIPTION "This package has the headers, the static libraries, and the files for
CMake and pkg-config with which programs use the decoders of a contract,
and with which CMake makes libraries of other contracts."
  DEPENDS "${all} ${exactly}"
  RECOMMENDS "gperf, libcjson-dev, libcurl4-openssl-dev, libssl-dev, libyaml-dev, libzstd-dev, zlib1g-dev")

include(CPack)
