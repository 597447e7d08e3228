# From a contract to a library that judges by it.

# dg_contract_add_library(NAME SPEC <contract> [ARGUMENTS <argument of dg-codegen generate>...])
# dg_contract_add_library(NAME GENERATED <folder that dg-codegen wrote>)
#
# Adds the static library NAME, whose include folder has contract.h. What it takes is written into the build
# tree. The files that dg-codegen writes are the same for any contract but for lookups/*.gperf; gperf's C is
# built from these, never kept, and lookups.c includes it.
function(dg_contract_add_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "SPEC;GENERATED" "ARGUMENTS")
  set(work ${PROJECT_BINARY_DIR}/contracts/${name})
  set(files)
  foreach(part contract copy decode encode lookups shapes types validate)
    list(APPEND files ${part}.c ${part}.h)
  endforeach()

  if(arg_SPEC)
    set(folder ${work}/generated)
    list(TRANSFORM files PREPEND ${folder}/)
    set(tables ${work}/generated.stamp)
    add_custom_command(
      OUTPUT ${tables}
      BYPRODUCTS ${files}
      COMMAND dg-codegen generate ${arg_SPEC} --out ${folder} ${arg_ARGUMENTS}
      COMMAND ${CMAKE_COMMAND} -E touch ${tables}
      DEPENDS dg-codegen ${arg_SPEC}
      COMMENT "Generating ${name} from ${arg_SPEC}"
      VERBATIM)
  else()
    set(folder ${arg_GENERATED})
    list(TRANSFORM files PREPEND ${folder}/)
    file(GLOB tables CONFIGURE_DEPENDS ${folder}/lookups/*.gperf)
    # Configuring works without them, so that the compiler can be built that writes them.
    set_source_files_properties(${files} PROPERTIES GENERATED ON)
  endif()

  set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/lookups.cmake)
  add_custom_command(
    OUTPUT ${work}/gperf.stamp
    COMMAND ${CMAKE_COMMAND} -D IN=${folder}/lookups -D OUT=${work}/gperf/lookups -P ${script}
    COMMAND ${CMAKE_COMMAND} -E touch ${work}/gperf.stamp
    DEPENDS ${tables} ${script}
    COMMENT "Building the lookup tables of ${name}"
    VERBATIM)
  set_source_files_properties(${folder}/lookups.c PROPERTIES OBJECT_DEPENDS ${work}/gperf.stamp)

  add_library(${name} STATIC ${files} ${work}/gperf.stamp)
  target_include_directories(${name} PUBLIC ${folder} PRIVATE ${work}/gperf)
  target_link_libraries(${name} PUBLIC dg-runtime PRIVATE dg-warnings)
endfunction()
