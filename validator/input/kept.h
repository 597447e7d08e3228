/* Records that are kept while the input goes on: copies, which any thread can judge. */
#ifndef DG_VALIDATE_KEPT_H
#define DG_VALIDATE_KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "input/input.h"

/* A copy of a record. */
struct kept {
    struct record record; /* of a deferred record, `bytes` is the text that contains it */
    const struct input_framer *framer;
};

/* Whether the record, which has a capture, can be kept. Any bare document can. */
bool kept_is_possible(const struct record *record);

/* The bytes that the copy of a record needs, aligned for any object. */
size_t kept_size(const struct record *record);

/* Copies the latest record of the input into `bytes`, which must live as long as the copy. */
void kept_take(struct kept *kept, const struct input *input, const struct record *record,
               char *bytes);

/* Makes *record the latest record of the input, which may be another one than it came from. Returns
   as input_next. */
DG_CHECKED enum input_step kept_restore(const struct kept *kept, struct input *input,
                                        struct record *record);

#endif
