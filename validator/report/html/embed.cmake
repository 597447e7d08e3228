# cmake -D FOLDER=<folder> -D OUT=<file> -P embed.cmake: writes report.css and report.js as C strings, with
# the base64 of their SHA-256, by which the policy of a page allows them.

# base64(VARIABLE HEX): the base64 (RFC 4648 §4) of 32 bytes in hexadecimal.
function(base64 variable hex)
  set(alphabet ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
  string(APPEND hex 00) # 33 bytes: no group is cut
  set(text "")
  foreach(at RANGE 0 60 6)
    string(SUBSTRING ${hex} ${at} 6 group)
    foreach(shift 18 12 6 0)
      math(EXPR index "0x${group} >> ${shift} & 63")
      string(SUBSTRING ${alphabet} ${index} 1 letter)
      string(APPEND text ${letter})
    endforeach()
  endforeach()
  string(SUBSTRING ${text} 0 43 text)
  set(${variable} ${text}= PARENT_SCOPE)
endfunction()

set(source "/* Made by embed.cmake. */\n#include \"report/report_html.h\"\n")
foreach(name css js)
  file(READ ${FOLDER}/report.${name} hex HEX)
  file(SHA256 ${FOLDER}/report.${name} digest)
  base64(digest ${digest})
  string(REGEX REPLACE "(..)" "0x\\1," bytes ${hex})
  string(APPEND source "\nconst char report_html_${name}[] = {${bytes}0};\n"
                       "const char report_html_${name}_digest[] = \"${digest}\";\n")
endforeach()
file(WRITE ${OUT} "${source}")
