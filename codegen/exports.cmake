# Writes a version script for the linker that exports exactly the functions and variables that the headers
# declare, at one version:
# cmake -D NAME=<library> -D ABI=<header> -D OUT=<file> -D HEADERS=<list> -P exports.cmake
#
# The version is the NAME with the value of the macro ..._ABI in the header ABI: a program that was linked with a
# library of another ABI doesn't load with this one.
#
# This file reads headers by their layout, and doesn't support functions that return pointers to functions.
include(${CMAKE_CURRENT_LIST_DIR}/abi.cmake)

# Sets `out` to the declarations of a header, one on each line, without comments, directives and the contents
# of braces.
function(declarations out header)
  file(READ ${header} text)
  string(REPLACE "\\\n" " " text "${text}")
  string(REGEX REPLACE "/\\*([^*]|\\*+[^*/])*\\*+/" " " text "${text}")
  string(REGEX REPLACE "#[^\n]*" "" text "${text}")
  string(REGEX REPLACE "'[^'\\]'" "0" text "${text}") # a brace in quotes isn't one
  string(REPLACE "extern \"C\" {" "" text "${text}")
  string(REGEX REPLACE "[ \n]+" " " text "${text}")
  set(before)
  while(NOT text STREQUAL before)
    set(before "${text}")
    string(REGEX REPLACE "{[^{}]*}" ";" text "${text}")
  endwhile()
  string(REGEX REPLACE "[;}] *" "\n" text "${text}")
  string(REGEX REPLACE "\\[[^]\n]*\\]" "" text "${text}")
  string(STRIP "${text}" text)
  set(${out} "${text}" PARENT_SCOPE)
endfunction()

set(names)
foreach(header IN LISTS HEADERS)
  declarations(text ${header})
  string(REGEX MATCHALL "[^\n]+" lines "${text}")
  foreach(line IN LISTS lines)
    if(line MATCHES "^(static|typedef) ")
      continue()
    elseif(line MATCHES "^[^(]*[ *]([A-Za-z0-9_]+)\\(") # a function
      list(APPEND names ${CMAKE_MATCH_1})
    elseif(line MATCHES "^extern [^(]*[ *]([A-Za-z0-9_]+) *$") # a variable
      list(APPEND names ${CMAKE_MATCH_1})
    endif()
  endforeach()
endforeach()
list(SORT names)
dg_contract_abi(abi ${ABI})
string(MAKE_C_IDENTIFIER "${NAME}" node)
string(TOUPPER ${node} node)
list(JOIN names ";\n        " names)
file(WRITE ${OUT} "${node}_${abi} {\n    global:\n        ${names};\n    local:\n        *;\n};\n")
