/* Cuts lists after whole values, the nearest ones first. */
#include "base/choices.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/display.h"
#include "common/memory.h"
#include "common/suggestion.h"

struct choice {
    struct dg_text value;
    size_t distance; /* from the value found */
    size_t shared;   /* bytes at the beginning of both */
};

void choices_add(struct choices *choices, const char *value)
{
    buffer_add_bytes(&choices->values, value, strlen(value) + 1);
    choices->count++;
}

/* The number of code points. Text of the contract is valid UTF-8. */
static size_t width_of(struct dg_text text)
{
    return dg_text_code_points(text);
}

/* Adds all values if they fit. */
static bool add_whole(const struct choices *choices, const char *separator, struct buffer *out)
{
    size_t between = strlen(separator);
    size_t width = width_of(buffer_text(out)) + width_of(buffer_text(&choices->values)) -
                   choices->count + (choices->count - 1) * between;

    if (width > CHOICES_LONGEST) {
        return false;
    }
    for (size_t at = 0; at < choices->values.length; at += strlen(choices->values.data + at) + 1) {
        if (at > 0) {
            buffer_add(out, separator);
        }
        buffer_add(out, choices->values.data + at);
    }
    return true;
}

/* Of values equally near, those that begin alike come first; the others keep their order, which is
   that of their text in memory. */
static int compare(const void *left, const void *right)
{
    const struct choice *a = left;
    const struct choice *b = right;

    if (a->distance != b->distance) {
        return a->distance < b->distance ? -1 : 1;
    }
    if (a->shared != b->shared) {
        return a->shared > b->shared ? -1 : 1;
    }
    return a->value.data < b->value.data ? -1 : 1;
}

static size_t shared_begin(struct dg_text a, struct dg_text b)
{
    size_t shared = 0;

    while (shared < a.length && shared < b.length && a.data[shared] == b.data[shared]) {
        shared++;
    }
    return shared;
}

/* The values, the nearest one first. The caller frees. */
static struct choice *sort(const struct choices *choices, struct dg_text found)
{
    struct choice *sorted = memory_new_array(choices->count, sizeof *sorted);
    const char *at = choices->values.data;

    for (size_t i = 0; i < choices->count; i++) {
        struct dg_text value = dg_text_of(at);

        sorted[i] =
            (struct choice){value, suggestion_distance(value, found), shared_begin(value, found)};
        at += value.length + 1;
    }
    qsort(sorted, choices->count, sizeof *sorted, compare);
    return sorted;
}

/* Adds ", and 20 more" to a list, or only computes its length. */
static size_t add_more(struct buffer *out, size_t count)
{
    char more[48];
    int length = snprintf(more, sizeof more, ", and %zu more", count);

    if (out != NULL) {
        buffer_add(out, more);
    }
    return (size_t)length;
}

static void add_nearest(const struct choice *sorted, size_t count, struct buffer *out)
{
    size_t width = width_of(buffer_text(out));
    size_t listed = 0;

    for (; listed < count; listed++) {
        size_t more = count - listed - 1 == 0 ? 0 : add_more(NULL, count - listed - 1);
        size_t room = CHOICES_LONGEST - width - more;
        size_t needed = width_of(sorted[listed].value) + (listed == 0 ? 0 : 2);

        if (listed > 0 && needed > room) {
            break;
        }
        buffer_add(out, listed == 0 ? "" : ", ");
        display_add_utf8(out, sorted[listed].value, room);
        width += needed < room ? needed : room;
    }
    if (listed < count) {
        add_more(out, count - listed);
    }
}

void choices_write(const struct choices *choices, const char *separator, struct dg_text found,
                   struct buffer *out)
{
    struct choice *sorted = NULL;

    if (choices->count == 0 || add_whole(choices, separator, out)) {
        return;
    }
    sorted = sort(choices, found);
    add_nearest(sorted, choices->count, out);
    free(sorted);
}

void choices_free(struct choices *choices)
{
    buffer_free(&choices->values);
}
