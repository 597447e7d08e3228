/* The framing of a body in chunks (RFC 9112 §7.1). Lines may end without CR. */
#ifndef DG_VALIDATE_CHUNKS_H
#define DG_VALIDATE_CHUNKS_H

#include <stddef.h>

enum chunks {
    CHUNKS_WHOLE,
    CHUNKS_OPEN, /* the body is whole, its trailer may continue */
    CHUNKS_CUT,  /* the bytes may be the beginning of a body in chunks */
    CHUNKS_OTHER /* the bytes are not a body in chunks */
};

/* Each reads a part from *at, up to `end`, and moves *at past the part if the part is whole. */

/* The line before a chunk: *size is the number of bytes that follow; 0: this is the last chunk. */
enum chunks chunks_read_size(const char **at, const char *end, size_t *size);

/* The line end after a chunk. */
enum chunks chunks_read_line_end(const char **at, const char *end);

/* The trailer after the last chunk, and the empty line that ends it, as far as the bytes contain
 * them. */
enum chunks chunks_skip_trailer(const char **at, const char *end);

#endif
