/* The lines of a vector file. */
#ifndef DG_TESTS_UNIT_LINES_H
#define DG_TESTS_UNIT_LINES_H

#include <stdio.h>

/* Calls `judge` for each line of `folder`/`name` that is neither empty nor a comment, with the
 * texts before and after its tab. Returns the number of these lines; a missing file or tab fails
 * the test. */
size_t lines_each(const char *folder, const char *name,
                  void (*judge)(const char *expected, const char *text));

/* Returns the whole file with a NUL after its `*length` bytes; NULL if the file can't be read. The
 * caller frees. */
char *lines_load(const char *path, size_t *length);

#endif
