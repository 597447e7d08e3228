/* The lines of a vector file. */
#ifndef DG_TESTS_UNIT_LINES_H
#define DG_TESTS_UNIT_LINES_H

#include <stdio.h>

/* Calls `judge` for each line of `folder`/`name` that is neither empty nor a comment, with what
   stands before the tab and behind it. Returns how many those were; a missing file or tab fails the
   test. */
size_t lines_each(const char *folder, const char *name,
                  void (*judge)(const char *expected, const char *text));

/* The whole file, malloc'd, with a NUL after its `*length` bytes; NULL if it can't be read. */
char *lines_load(const char *path, size_t *length);

#endif
