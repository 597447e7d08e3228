/* Lists of values, one of which is expected, as text of bounded length. */
#ifndef DG_VALIDATE_CHOICES_H
#define DG_VALIDATE_CHOICES_H

#include <stddef.h>

#include "common/buffer.h"
#include "runtime/text.h"

/* The values in contract order. Zero-initialised, there is none. */
struct choices {
    struct buffer values;  /* each followed by a NUL; the values themselves hold none */
    struct buffer offsets; /* of the values in `values` */
    size_t count;
};

void choices_add(struct choices *choices, const char *value);

/* Adds a value that holds no NUL. */
void choices_add_text(struct choices *choices, struct dg_text value);

/* Adds the list to `out`, as dg_listing_write writes it; nothing if there are no values. */
void choices_write(const struct choices *choices, const char *separator, struct dg_text found,
                   struct buffer *out);

void choices_free(struct choices *choices);

#endif
