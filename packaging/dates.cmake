# Gives the files of a package one date, so that packages of the same source have the same bytes: that of
# SOURCE_DATE_EPOCH, or the first day of 1980, which every archive can say. cpack includes this file.
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  set(ENV{SOURCE_DATE_EPOCH} 315532800)
endif()
execute_process(
  COMMAND find ${CPACK_TEMPORARY_DIRECTORY} -exec touch -h -d @$ENV{SOURCE_DATE_EPOCH} {} +
  COMMAND_ERROR_IS_FATAL ANY)
