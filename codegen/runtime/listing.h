/* Lists of values, one of which is expected, as text of bounded length. Not for users of the
 * runtime. */
#ifndef DG_RUNTIME_LISTING_H
#define DG_RUNTIME_LISTING_H

#include <stddef.h>

#include "runtime/reader.h"
#include "runtime/text.h"

/* The most code points of a list with the words before it, and room for their bytes and a NUL. */
#define DG_LISTING_LONGEST 200
#define DG_LISTING_BYTES 1024

/* The values. To pass more data to `value`, make the listing a member of another struct. */
struct dg_listing {
    size_t count;
    /* The value as text of the list. A value that isn't stored so is written to the buffer, perhaps
     * only its beginning. */
    struct dg_text (*value)(const struct dg_listing *listing, size_t index,
                            char buffer[DG_LISTING_BYTES]);
};

/* Writes `before` and the list, with at most DG_LISTING_LONGEST code points. If all values fit,
   they are listed in their order, with `separator` between them; otherwise those nearest to `found`
   (by edits, then by their beginning) come first, and the number of the others last: "a, b, and 20
   more". A value that alone is longer is cut. Returns the list, in the buffer. */
struct dg_text dg_listing_write(char buffer[DG_LISTING_BYTES], const char *before,
                                const struct dg_listing *listing, const char *separator,
                                struct dg_text found);

/* The same for the values of an enum, after "one of ". */
struct dg_text dg_listing_enum(char buffer[DG_LISTING_BYTES], const struct dg_words *words,
                               struct dg_text found);

/* The distance of two words that differ, by insertions, deletions, replacements and swaps of
   neighbours, in half edits; SIZE_MAX if one has more than 64 bytes. */
size_t dg_listing_distance(struct dg_text a, struct dg_text b);

#endif
