# Gives all files of a package one date, so that packages of the same source have the same bytes: the date in
# SOURCE_DATE_EPOCH, or 1 January 1980, which every archive format can store. cpack includes this file.
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  set(ENV{SOURCE_DATE_EPOCH} 315532800)
endif()
execute_process(
  COMMAND find ${CPACK_TEMPORARY_DIRECTORY} -exec touch -h -d @$ENV{SOURCE_DATE_EPOCH} {} +
  COMMAND_ERROR_IS_FATAL ANY)
