/* Writes the files of a run, all or none, and knows which files in the directory are its own. */
#ifndef DG_CODEGEN_OUTPUT_H
#define DG_CODEGEN_OUTPUT_H

#include <stdbool.h>

#include "base/buffer.h"

/* Reads a whole file, but not much more than `limit` bytes. False, with one line on stderr, if it
 * can't. */
bool output_read_file(const char *path, size_t limit, struct buffer *out);

/* Brings `directory` up to date: creates it, replaces files whose text changed, removes files that
   were generated and are not any more. Files that dg-codegen did not write are never touched.
   False, with lines on stderr, if that failed; then every file is as it was or, after a failure
   while they are put in place, whole. */
bool output_write(const struct output *output, const char *directory);

enum output_state {
    OUTPUT_CURRENT,
    OUTPUT_STALE,
    OUTPUT_UNREADABLE
};

/* Names, on stderr, the files that output_write would change. */
enum output_state output_check(const struct output *output, const char *directory);

/* Writes that the files are made of `spec`, in make's syntax. False, with one line on stderr, if it
 * can't. */
bool output_write_depfile(const struct output *output, const char *directory, const char *spec,
                          const char *depfile);

#endif
