# Sets `out` to the value of the macro ..._ABI in a header.
function(dg_contract_abi out header)
  file(STRINGS ${header} lines REGEX "^#define [A-Za-z0-9_]+_ABI ")
  if(NOT lines MATCHES "_ABI \"?([0-9a-f]+)\"?$")
    message(FATAL_ERROR "${header} has no macro with the ABI")
  endif()
  set(${out} ${CMAKE_MATCH_1} PARENT_SCOPE)
endfunction()
