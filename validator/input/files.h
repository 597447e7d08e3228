/* From the names on the command line to the files to judge. */
#ifndef DG_VALIDATE_FILES_H
#define DG_VALIDATE_FILES_H

#include <stdbool.h>

#include "common/memory.h"

/* The functions that get the files. `judge` returns false to end the walk; the others may be NULL.
 * `why` is static; paths are valid during the call. */
struct file_visitor {
    bool (*judge)(struct file_visitor *visitor, const char *path);
    void (*unmatched)(struct file_visitor *visitor, const char *path, const char *why);
    void (*unreadable)(struct file_visitor *visitor, const char *path, int error);
};

/* Visits the file `path`, or "-", or every file below a folder in name order: those with a known
   suffix are judged, others unmatched. A symbolic link is followed if it is `path`, but not below a
   folder, where it is unmatched. Returns false if the visitor ended the walk. */
DG_CHECKED bool files_visit(const char *path, struct file_visitor *visitor);

#endif
