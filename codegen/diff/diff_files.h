/* Witnesses as files, which dg-validate judges. */
#ifndef DG_CODEGEN_DIFF_FILES_H
#define DG_CODEGEN_DIFF_FILES_H

#include "common/memory.h"
#include "diff/diff.h"

/* Writes each witness to a file in `directory`, which is created: a response as
   witness-001-enum-value-added-accepted-by-new.http, a document of a schema as .json. Removes other
   files with such names. Returns false, with a line on stderr, on failure. */
DG_CHECKED bool diff_files_write(const struct diff *diff, const char *directory);

#endif
