# dg_add_manuals(TARGET): writes the manual page and the completions of a program, by its own tables, whenever the
# program is built: into ${PROJECT_BINARY_DIR}/share, as below a prefix. Installs them with COMPONENT programs.
function(dg_add_manuals target)
  set(share ${PROJECT_BINARY_DIR}/share)
  # A prefix of the system has a folder for packages, any other prefix the one for zsh's own functions.
  set(functions zsh/site-functions)
  set(fish fish/vendor_completions.d)
  if(CMAKE_INSTALL_PREFIX STREQUAL /usr)
    set(functions zsh/vendor-completions)
  endif()
  set(outputs)
  foreach(form man bash zsh fish)
    set(path_man man/man1/${target}.1)
    set(path_bash bash-completion/completions/${target})
    set(path_zsh ${functions}/_${target})
    set(path_fish ${fish}/${target}.fish)
    set(output ${share}/${path_${form}})
    cmake_path(GET output PARENT_PATH folder)
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${output}
      COMMAND ${target} help --as ${form} > ${output}
      DEPENDS ${target}
      VERBATIM)
    list(APPEND outputs ${output})
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${share})
    if(form STREQUAL man)
      set(destination ${CMAKE_INSTALL_MANDIR}/man1)
    else()
      set(destination ${CMAKE_INSTALL_DATAROOTDIR}/${folder})
    endif()
    install(FILES ${output} DESTINATION ${destination} COMPONENT programs)
  endforeach()
  add_custom_target(${target}-manuals ALL DEPENDS ${outputs}
    COMMENT "Writing the manual page and the completions of ${target}")
endfunction()
