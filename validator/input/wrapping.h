/* Documents that are wrapped in a file (in a JSON string, in base64, in chunks of HTTP), and the
 * mapping of positions in the document to positions in the file. */
#ifndef DG_VALIDATE_WRAPPING_H
#define DG_VALIDATE_WRAPPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"
#include "http/chunks.h"

enum wrapping_kind {
    WRAPPING_STRING, /* of JSON (RFC 8259 §7) */
    WRAPPING_BASE64, /* base64 (RFC 4648 §4) in a JSON string: every position in the file is the
                        position of the string */
    WRAPPING_COMPRESSED, /* compressed, then as WRAPPING_BASE64 */
    WRAPPING_CHUNKS      /* RFC 9112 §7.1 */
};

/* The same position in both texts. */
struct wrapping_mark {
    size_t inside;
    size_t outside;
};

struct wrapping {
    enum wrapping_kind kind;
    struct dg_text text; /* the part of the file that the document is in */
    uint64_t offset;     /* offset of that text in the file */
    uint64_t line;
    uint64_t column;
    size_t begin;        /* offset in that text of the wrapped document */
    struct buffer marks; /* of struct wrapping_mark, ascending, some hundred bytes apart */
};

/* Each unwraps `wrapped`, which is in wrapping->text, into `out`, and adds marks. */

/* Unwraps the inside of a well-formed JSON string. A lone surrogate becomes the three bytes that
   its UTF-8 form would have. */
void wrapping_take_string(struct wrapping *wrapping, struct dg_text wrapped, struct buffer *out);

/* Unwraps base64 in such a string. Returns false if the text isn't base64. */
bool wrapping_take_base64(struct wrapping *wrapping, struct dg_text wrapped, struct buffer *out);

/* Replaces `out` by the bytes that a text of base64 encodes. Returns false if the text isn't
 * base64. */
bool wrapping_decode_base64(struct dg_text text, struct buffer *out);

/* Unwraps a body in chunks with its trailer. *length is their length in `wrapped`. Lines may end
   without CR. */
enum chunks wrapping_take_chunks(struct wrapping *wrapping, struct dg_text wrapped,
                                 struct buffer *out, size_t *length);

/* The position in wrapping->text of a byte of the document, or of its end. */
size_t wrapping_find(const struct wrapping *wrapping, size_t inside);

/* Appends the unescaped text of a well-formed JSON string. */
void wrapping_add_string(struct buffer *out, struct dg_text inside);

/* Whether the string is `word`; with `any_case`, without regard to the case of ASCII letters. */
bool wrapping_is_string(struct dg_text inside, const char *word, bool any_case);

#endif
