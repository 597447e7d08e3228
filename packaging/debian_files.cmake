# Brings the files of all packages into the form that Debian's policy asks for: compressed manual pages, a
# changelog in each package, no sections that only describe the compiler. cpack includes this file. The package of
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
  file(COPY_FILE ${CPACK_DG_CHANGELOG} ${folder}/changelog)
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
