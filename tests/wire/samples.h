/* Functions for tests that read the samples. Trouble ends the program. */
#ifndef DG_TESTS_WIRE_SAMPLES_H
#define DG_TESTS_WIRE_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/arena.h"

/* malloc and free. */
extern const struct dg_allocator samples_heap;

/* The whole file, in a block of exactly its size so that a sanitizer sees a read beyond it. The
   caller frees. NULL: there is no such file. */
char *samples_read(const char *path, size_t *length);
void samples_write(const char *path, const char *data, size_t length);

/* Whether the file holds the text; prints the first lines that differ. With DG_ACCEPT in the
   environment it rewrites the file, and returns true. */
bool samples_expect(const char *path, const char *found, size_t length);

#endif
