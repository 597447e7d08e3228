/* A growing text that is used again and again; out of memory is remembered, not fatal. */
#ifndef DG_VALIDATE_SCRATCH_H
#define DG_VALIDATE_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

#include "runtime/text.h"

/* Zero-initialised, it is empty. Once `failed`, what is added is dropped. */
struct scratch {
    char *data;
    size_t length;
    size_t capacity;
    bool failed;
};

/* Room for `length` more bytes, to be written at data + length. False without memory. */
bool scratch_reserve(struct scratch *scratch, size_t length);
/* The same, and no more than that is allocated. */
bool scratch_reserve_exactly(struct scratch *scratch, size_t length);
void scratch_add(struct scratch *scratch, const char *bytes, size_t length);
void scratch_add_string(struct scratch *scratch, const char *string);
void scratch_format(struct scratch *scratch, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds the first `longest` code points, and an ellipsis if there are more; bytes that are not UTF-8
   become \xNN. */
void scratch_add_utf8(struct scratch *scratch, struct dg_text text, size_t longest);

/* The text with a NUL behind it; NULL without memory. Valid until the next change. */
const char *scratch_string(struct scratch *scratch);
struct dg_text scratch_text(const struct scratch *scratch);

/* Empties it and keeps its memory. */
void scratch_clear(struct scratch *scratch);
void scratch_free(struct scratch *scratch);

#endif
