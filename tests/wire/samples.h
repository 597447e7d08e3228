/* Functions for tests that read the samples. They end the program on errors of the machine. */
#ifndef DG_TESTS_WIRE_SAMPLES_H
#define DG_TESTS_WIRE_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/arena.h"

/* malloc and free. */
extern const struct dg_allocator samples_heap;

/* Returns the whole file, in a block of exactly its size, so that a sanitizer sees reads beyond the
 * end. The caller frees the block. NULL: there is no such file. */
char *samples_read(const char *path, size_t *length);
void samples_write(const char *path, const char *data, size_t length);

/* Whether the file has the text. Prints the first lines that differ. With DG_ACCEPT=1 in the
 * environment, rewrites the file and returns true. */
bool samples_expect(const char *path, const char *found, size_t length);

#endif
