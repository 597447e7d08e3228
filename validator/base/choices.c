/* Lists of values that the program collects. */
#include "base/choices.h"

#include <string.h>

#include "runtime/listing.h"

/* The values for a list. */
struct listed {
    struct dg_listing choices;
    const struct choices *from;
};

static struct dg_text value_at(const struct dg_listing *choices, size_t index,
                               char buffer[DG_LISTING_BYTES])
{
    const struct choices *from = ((const struct listed *)(const void *)choices)->from;
    size_t offset;

    (void)buffer;
    memcpy(&offset, from->offsets.data + index * sizeof offset, sizeof offset);
    return dg_text_of(from->values.data + offset);
}

void choices_add_text(struct choices *choices, struct dg_text value)
{
    size_t offset = choices->values.length;

    buffer_add_bytes(&choices->offsets, (const char *)&offset, sizeof offset);
    buffer_add_text(&choices->values, value);
    buffer_add_bytes(&choices->values, "", 1);
    choices->count++;
}

void choices_add(struct choices *choices, const char *value)
{
    choices_add_text(choices, dg_text_of(value));
}

void choices_write(const struct choices *choices, const char *separator, struct dg_text found,
                   struct buffer *out)
{
    struct listed listed = {{choices->count, value_at}, choices};
    char buffer[DG_LISTING_BYTES];

    if (choices->count > 0) {
        buffer_add_text(out, dg_listing_write(buffer, "", &listed.choices, separator, found));
    }
}

void choices_free(struct choices *choices)
{
    buffer_free(&choices->values);
    buffer_free(&choices->offsets);
}
