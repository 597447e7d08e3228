# Writes the C file with the sources of the runtime: cmake -D OUT=<file> -D SOURCES=<list> -P embed.cmake
#
# Generated folders have one folder of C files, so that `cc -c *.c` compiles all: arena.c becomes runtime_arena.c, and
# arena.h runtime/arena.h. Headers include each other without their folder.
string(HEX "#include \"runtime/" with_folder)
string(HEX "#include \"" without_folder)
list(SORT SOURCES)
set(arrays)
set(rows)
set(count 0)
foreach(source IN LISTS SOURCES)
  cmake_path(GET source FILENAME name)
  file(READ ${source} bytes HEX)
  if(name MATCHES "[.]h$")
    set(path runtime/${name})
    string(REPLACE ${with_folder} ${without_folder} bytes "${bytes}")
  else()
    set(path runtime_${name})
  endif()
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(................................................................................)" "\\1\n"
    bytes "${bytes}")
  string(APPEND arrays "static const unsigned char text_${count}[] = {\n${bytes}};\n")
  string(APPEND rows "    {\"${path}\", text_${count}, sizeof text_${count}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUT} "#include \"emit/runtime_sources.h\"\n\n${arrays}
const struct runtime_source runtime_sources[] = {\n${rows}};
const size_t runtime_source_count = sizeof runtime_sources / sizeof runtime_sources[0];\n")
