# Writes a version script for the linker that exports exactly the functions and variables that the headers
# declare.
# cmake -D NODE=<version> -D OUT=<file> -D HEADERS=<list> -P exports.cmake
#
# This file reads headers by their layout, and doesn't support functions that return pointers to functions.

# Sets `out` to the declarations of a header, one on each line, without comments, directives and the contents
# of braces.
function(declarations out header)
  file(READ ${header} text)
  string(REPLACE "\\\n" " " text "${text}")
  string(REGEX REPLACE "/\\*([^*]|\\*+[^*/])*\\*+/" " " text "${text}")
  string(REGEX REPLACE "#[^\n]*" "" text "${text}")
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
list(JOIN names ";\n        " names)
file(WRITE ${OUT} "${NODE} {\n    global:\n        ${names};\n    local:\n        *;\n};\n")
