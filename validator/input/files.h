/* From the names on the command line to the files to judge. */
#ifndef DG_VALIDATE_FILES_H
#define DG_VALIDATE_FILES_H

#include <stdbool.h>

/* The functions that receive the files. `judge` returns false to end the walk. Paths are valid
 * during the call. */
struct file_visitor {
    bool (*judge)(struct file_visitor *visitor, const char *path);
    void (*unmatched)(struct file_visitor *visitor, const char *path);
    void (*unreadable)(struct file_visitor *visitor, const char *path, int error);
};

/* Visits the file `path`, or "-", or every file below a directory in name order: files with a known
 * suffix go to `judge`, others to `unmatched`. Returns false if the visitor ended the walk. */
bool files_visit(const char *path, struct file_visitor *visitor);

#endif
