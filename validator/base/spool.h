/* Text that is written to an output later: a short one waits in memory, a long one in a temporary
 * file without a name. */
#ifndef DG_VALIDATE_SPOOL_H
#define DG_VALIDATE_SPOOL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/output.h"
#include "common/buffer.h"
#include "runtime/writer.h"

/* It must not move while it is in use. */
struct spool {
    struct dg_writer writer;
    struct buffer memory; /* while the text is short */
    uint64_t length;      /* bytes that the writer handed over */
    int fd;               /* of the temporary file; -1: there is none */
    int error;            /* errno of the first call that failed; 0: none */
    char buffer[4096];
};

/* The caller frees with spool_free. */
struct spool *spool_new(void);

/* The number of bytes. */
uint64_t spool_length(const struct spool *spool);

/* Writes the text to `out`, and forgets it. If the text was lost, because the temporary file could
   not be written or read, `out` has failed. */
void spool_move(struct spool *spool, struct output *out);

/* The lines of a spool, one after another. Zero-initialised but for `spool`, at the first one. */
struct spool_lines {
    struct spool *spool; /* nothing more is written to it */
    uint64_t at;         /* bytes that were read from it */
    struct buffer line;
    size_t begin; /* of the bytes in the block that are not in a line yet */
    size_t end;
    char block[4096];
};

/* Moves to the next line, which is valid until the next call. Returns false after the last one, or
   if the temporary file failed: spool->error. The caller frees `line` in the end. */
DG_CHECKED bool spool_next_line(struct spool_lines *lines);

/* Frees the spool, which may be NULL, and its file. */
void spool_free(struct spool *spool);

#endif
