/* Documents that stand wrapped in a file - in a JSON string, in base64, in chunks of HTTP - and the
 * way back from a place in the document to the place in the file. */
#ifndef DG_VALIDATE_WRAPPING_H
#define DG_VALIDATE_WRAPPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"
#include "http/chunks.h"

enum wrapping_kind {
    WRAPPING_STRING, /* of JSON (RFC 8259 §7) */
    WRAPPING_BASE64, /* in such a string (RFC 4648 §4): every place is the string's */
    WRAPPING_CHUNKS  /* RFC 9112 §7.1 */
};

/* The same place in both. */
struct wrapping_mark {
    size_t inside;
    size_t outside;
};

struct wrapping {
    enum wrapping_kind kind;
    struct dg_text text; /* the part of the file that the document is in */
    uint64_t offset;     /* of that text, in the file */
    uint64_t line;
    uint64_t column;
    size_t begin;        /* in the text, of the wrapped document */
    struct buffer marks; /* of struct wrapping_mark, ascending, some hundred bytes apart */
};

/* Each takes the wrapping off `wrapped`, which lies in wrapping->text, into `out`, and notes the
   way back. Out of memory is noted by `out` or the marks. */

/* The inside of a well-formed JSON string. A lone surrogate becomes the three bytes that it would
   be in UTF-8. */
void wrapping_take_string(struct wrapping *wrapping, struct dg_text wrapped, struct buffer *out);

/* The same, and then base64. False if it isn't that. */
bool wrapping_take_base64(struct wrapping *wrapping, struct dg_text wrapped, struct buffer *out);

/* A body in chunks, with its trailer; *length is how much of `wrapped` it is. Lines may end without
   CR. */
enum chunks wrapping_take_chunks(struct wrapping *wrapping, struct dg_text wrapped,
                                 struct buffer *out, size_t *length);

/* The place in wrapping->text of a byte of the document, or of its end. */
size_t wrapping_find(const struct wrapping *wrapping, size_t inside);

/* Appends what the inside of a well-formed JSON string stands for. */
void wrapping_add_string(struct buffer *out, struct dg_text inside);

/* Whether it stands for `word`; with `any_case`, in whatever case its ASCII letters are. */
bool wrapping_is_string(struct dg_text inside, const char *word, bool any_case);

#endif
