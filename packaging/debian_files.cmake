# Brings the files of all packages into the form that Debian's policy asks for: compressed manual pages, a
# changelog in each package, no sections that only describe the compiler, lists of symbols. cpack includes this file. The package of
# the libraries says where its name differs from that of its files.
set(root ${CPACK_TEMPORARY_DIRECTORY})

file(GLOB_RECURSE pages LIST_DIRECTORIES false ${root}/*/usr/share/man/*.1)
foreach(page IN LISTS pages)
  execute_process(COMMAND gzip -9n ${page} COMMAND_ERROR_IS_FATAL ANY)
endforeach()

file(GLOB copyrights ${root}/*/usr/share/doc/*/copyright)
foreach(copyright IN LISTS copyrights)
  cmake_path(GET copyright PARENT_PATH folder)
  cmake_path(GET folder FILENAME package)
  file(COPY_FILE ${CPACK_DG_CONTROL}/changelog ${folder}/changelog)
  execute_process(COMMAND gzip -9n ${folder}/changelog COMMAND_ERROR_IS_FATAL ANY)
  if(package MATCHES "-[0-9a-f]+$" AND NOT package MATCHES "-dev$")
    cmake_path(SET overrides NORMALIZE ${folder}/../../lintian/overrides/${package})
    file(WRITE ${overrides}
      "# The digest of the declarations may begin with a letter: a hyphen divides it from the name.\n"
      "${package}: package-name-doesnt-match-sonames *\n")
  endif()
endforeach()

file(GLOB binaries ${root}/*/usr/bin/* ${root}/*/usr/lib/*.so.* ${root}/*/usr/lib/*/*.so.*)
foreach(binary IN LISTS binaries)
  if(NOT IS_SYMLINK ${binary})
    execute_process(COMMAND strip --remove-section=.comment --remove-section=.note ${binary}
      COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
file(GLOB archives ${root}/*/usr/lib/*.a ${root}/*/usr/lib/*/*.a)
foreach(archive IN LISTS archives)
  execute_process(COMMAND strip --strip-debug --enable-deterministic-archives
      --remove-section=.comment --remove-section=.note ${archive}
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()

# The symbols of libraries, as they were built. A list needs no history: a library with other symbols has another
# version of its symbols, another file name and another package.
file(GLOB libraries ${root}/*/usr/lib/*.so.* ${root}/*/usr/lib/*/*.so.*)
foreach(library IN LISTS libraries)
  cmake_path(RELATIVE_PATH library BASE_DIRECTORY ${root} OUTPUT_VARIABLE component)
  string(REGEX REPLACE "/.*" "" component ${component})
  file(GLOB package RELATIVE ${root}/${component}/usr/share/doc ${root}/${component}/usr/share/doc/*)
  cmake_path(GET library FILENAME soname)
  set(symbols ${CPACK_DG_CONTROL}/${component}/symbols)
  file(WRITE ${symbols}.in "${soname} ${package} #MINVER#\n* Build-Depends-Package: libdg-contract-dev\n")
  execute_process(
    COMMAND dpkg-gensymbols -p${package} -v${CPACK_PACKAGE_VERSION} -P${root}/${component} -e${library}
      -I${symbols}.in -O${symbols} -c0
    OUTPUT_QUIET
    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
