/* Undoes the content codings that responses have (RFC 9110 §8.4). */
#ifndef DG_VALIDATE_DECOMPRESS_H
#define DG_VALIDATE_DECOMPRESS_H

#include "common/buffer.h"

enum decompressed {
    DECOMPRESSED,
    DECOMPRESS_UNKNOWN, /* a coding other than gzip, deflate and zstd */
    DECOMPRESS_CUT,     /* the data ends early */
    DECOMPRESS_DAMAGED, /* the data isn't what the coding says */
    DECOMPRESS_TOO_LONG /* there is more than `longest` */
};

/* Replaces `out` by the content of `body`, which must not be in `out`, without the codings of a
   Content-Encoding; `identity` is one that changes nothing. */
DG_CHECKED enum decompressed decompress(struct buffer *out, struct dg_text body,
                                        struct dg_text codings, size_t longest);

#endif
