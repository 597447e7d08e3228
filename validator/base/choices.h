/* Lists of values, one of which is expected, as text of bounded length. */
#ifndef DG_VALIDATE_CHOICES_H
#define DG_VALIDATE_CHOICES_H

#include <stddef.h>

#include "common/buffer.h"
#include "runtime/text.h"

/* The most code points of a list. */
#define CHOICES_LONGEST 200

/* The values in contract order. Zero-initialised, there is none. */
struct choices {
    struct buffer values; /* each followed by a NUL; the values themselves hold none */
    size_t count;
};

void choices_add(struct choices *choices, const char *value);

/* Adds the list to `out`, so that `out` has at most CHOICES_LONGEST code points. If all values fit,
   they are listed in their order, with `separator` between them; otherwise those nearest to `found`
   (by edits, then by their beginning) come first, and the number of the others last: "a, b, and 20
   more". A value that alone is longer is cut. */
void choices_write(const struct choices *choices, const char *separator, struct dg_text found,
                   struct buffer *out);

void choices_free(struct choices *choices);

#endif
