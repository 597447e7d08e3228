# The packages that `cpack` makes: one Debian package for each component in packaging/install.cmake.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "the dg-contract authors")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}) # finds libraries of other packages
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/dates.cmake)

# dg_debian_package(COMPONENT NAME <name> SECTION <name> DESCRIPTION <line>
#                   [DEPENDS <packages>] [RECOMMENDS <packages>])
#
# Describes the Debian package of the component.
function(dg_debian_package component)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME;SECTION;DESCRIPTION;DEPENDS;RECOMMENDS" "")
  install(FILES ${PROJECT_SOURCE_DIR}/LICENSE
    DESTINATION ${CMAKE_INSTALL_DATAROOTDIR}/doc/${arg_NAME} RENAME copyright
    COMPONENT ${component})
  string(TOUPPER CPACK_DEBIAN_${component} prefix)
  set(${prefix}_PACKAGE_NAME ${arg_NAME} PARENT_SCOPE)
  set(${prefix}_PACKAGE_SECTION ${arg_SECTION} PARENT_SCOPE)
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
  DESCRIPTION "compiler and validator for API contracts")
dg_debian_package(runtime
  NAME ${runtime}
  SECTION libs
  DESCRIPTION "JSON decoders and validators for an API's contract - reader and writer")
dg_debian_package(libraries
  NAME ${contract}
  SECTION libs
  DESCRIPTION "JSON decoders and validators for an API's contract"
  DEPENDS "${runtime} ${at_least}")
dg_debian_package(runtime-cjson
  NAME ${runtime_cjson}
  SECTION libs
  DESCRIPTION "JSON decoders and validators for an API's contract - reader and writer for cJSON"
  DEPENDS "${runtime} ${at_least}")
dg_debian_package(cjson
  NAME ${contract_cjson}
  SECTION libs
  DESCRIPTION "JSON decoders and validators for an API's contract - bridge to cJSON"
  DEPENDS "${contract} ${exactly}, ${runtime_cjson} ${at_least}")
set(all ${contract} ${contract_cjson} ${runtime} ${runtime_cjson} dg-contract)
list(JOIN all " ${exactly}, " all)
dg_debian_package(development
  NAME libdg-contract-dev
  SECTION libdevel
  DESCRIPTION "JSON decoders and validators for an API's contract - development files"
  DEPENDS "${all} ${exactly}"
  RECOMMENDS "gperf, libcjson-dev, libcurl4-openssl-dev, libssl-dev, libyaml-dev, libzstd-dev, zlib1g-dev")

# Programs that link the libraries depend on the package of the libraries. Installing that package refreshes
# the cache of ld.so.
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")

include(CPack)
