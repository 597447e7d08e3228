/* Cuts lists after whole values, the nearest ones first. */
#include "runtime/listing.h"

#include <string.h>

#include "runtime/shown.h"
#include "runtime/writer.h"

#define DISTANCE_MAX 64 /* bytes; longer words are not compared */

static size_t listing_lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool listing_differ_in_case(char a, char b)
{
    return (a ^ b) == 0x20 && (a | 0x20) >= 'a' && (a | 0x20) <= 'z';
}

/* Letters that differ in case only are half as far apart as others: costs count in halves. */
static size_t listing_cost(char a, char b)
{
    if (a == b) {
        return 0;
    }
    return listing_differ_in_case(a, b) ? 1 : 2;
}

/* Whether the words are equal but for the case of letters, which counts as one edit. */
static bool listing_are_one(struct dg_text a, struct dg_text b)
{
    for (size_t i = 0; i < a.length && a.length == b.length; i++) {
        if (listing_cost(a.data[i], b.data[i]) > 1) {
            return false;
        }
    }
    return a.length == b.length;
}

/* The optimal string alignment distance, in halves. */
static size_t listing_edits(struct dg_text a, struct dg_text b)
{
    size_t rows[3][DISTANCE_MAX + 1];

    for (size_t j = 0; j <= b.length; j++) {
        rows[0][j] = 2 * j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *second = rows[(i + 1) % 3];

        row[0] = 2 * i;
        for (size_t j = 1; j <= b.length; j++) {
            row[j] = listing_lesser(above[j], row[j - 1]) + 2;
            row[j] =
                listing_lesser(row[j], above[j - 1] + listing_cost(a.data[i - 1], b.data[j - 1]));
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
                a.data[i - 2] == b.data[j - 1]) {
                row[j] = listing_lesser(row[j], second[j - 2] + 2);
            }
        }
    }
    return rows[a.length % 3][b.length];
}

size_t dg_listing_distance(struct dg_text a, struct dg_text b)
{
    if (a.length > DISTANCE_MAX || b.length > DISTANCE_MAX) {
        return SIZE_MAX;
    }
    return listing_are_one(a, b) ? 1 : listing_edits(a, b);
}

/* The most values that a cut list can have: each has a character, and a separator of two. */
#define LISTING_MOST (DG_LISTING_LONGEST / 3 + 1)

/* A value that a cut list may have. */
struct choice {
    size_t index;
    size_t distance; /* from the value found */
    size_t shared;   /* bytes at the beginning of both */
};

static void listing_put(struct dg_writer *out, struct dg_text text)
{
    if (text.length > 0) {
        dg_write_bytes(out, text.data, text.length);
    }
}

static void listing_put_string(struct dg_writer *out, const char *string)
{
    listing_put(out, dg_text_of(string));
}

/* Adds all values. Returns false if they don't fit. */
static bool listing_put_all(struct dg_writer *out, const struct dg_listing *listing,
                            const char *separator)
{
    char buffer[DG_LISTING_BYTES];

    for (size_t i = 0; i < listing->count && out->gone == 0; i++) {
        listing_put_string(out, i == 0 ? "" : separator);
        listing_put(out, listing->value(listing, i, buffer));
    }
    return out->gone == 0 &&
           dg_text_code_points((struct dg_text){out->buffer, out->used}) <= DG_LISTING_LONGEST;
}

static size_t listing_shared_begin(struct dg_text a, struct dg_text b)
{
    size_t shared = 0;

    while (shared < a.length && shared < b.length && a.data[shared] == b.data[shared]) {
        shared++;
    }
    return shared;
}

/* Of values equally near, those that begin alike come first; the others keep their order. */
static bool listing_is_nearer(const struct choice *a, const struct choice *b)
{
    return a->distance != b->distance ? a->distance < b->distance : a->shared > b->shared;
}

/* Finds the nearest values, the nearest one first. Returns their number. */
static size_t listing_nearest(const struct dg_listing *listing, struct dg_text found,
                              struct choice nearest[LISTING_MOST])
{
    char buffer[DG_LISTING_BYTES];
    size_t count = 0;

    for (size_t i = 0; i < listing->count; i++) {
        struct dg_text value = listing->value(listing, i, buffer);
        struct choice choice = {i, dg_listing_distance(value, found),
                                listing_shared_begin(value, found)};
        size_t at = count;

        while (at > 0 && listing_is_nearer(&choice, &nearest[at - 1])) {
            at--;
        }
        if (at == LISTING_MOST) {
            continue;
        }
        count += count < LISTING_MOST ? 1 : 0;
        memmove(&nearest[at + 1], &nearest[at], (count - 1 - at) * sizeof *nearest);
        nearest[at] = choice;
    }
    return count;
}

/* Adds ", and 20 more", to a list that ends with a value. */
static void listing_put_more(struct dg_writer *out, size_t count)
{
    listing_put_string(out, ", and ");
    out->comma = false;
    dg_write_integer(out, (int64_t)count);
    listing_put_string(out, " more");
}

static size_t listing_more_width(size_t count)
{
    size_t width = sizeof ", and  more" - 1;

    for (; count > 0; count /= 10) {
        width++;
    }
    return width;
}

/* Adds the first `longest` code points of a value, which ends with an ellipsis if it has more. */
static void listing_put_cut(struct dg_writer *out, struct dg_text value, size_t longest)
{
    const char *end = dg_shown_end(value, longest);
    size_t length = (size_t)(end - value.data);

    listing_put(out, (struct dg_text){value.data, length});
    listing_put_string(out, length < value.length ? "\xE2\x80\xA6" : "");
}

static void listing_put_nearest(struct dg_writer *out, const struct dg_listing *listing,
                                struct dg_text found)
{
    char buffer[DG_LISTING_BYTES];
    struct choice nearest[LISTING_MOST];
    size_t count = listing_nearest(listing, found, nearest);
    size_t width = dg_text_code_points((struct dg_text){out->buffer, out->used});
    size_t listed = 0;

    for (; listed < count; listed++) {
        size_t rest = listing->count - listed - 1;
        size_t room = DG_LISTING_LONGEST - width - (rest == 0 ? 0 : listing_more_width(rest));
        struct dg_text value = listing->value(listing, nearest[listed].index, buffer);
        size_t needed = dg_text_code_points(value) + (listed == 0 ? 0 : 2);

        if (listed > 0 && needed > room) {
            break;
        }
        listing_put_string(out, listed == 0 ? "" : ", ");
        listing_put_cut(out, value, room);
        width += needed < room ? needed : room;
    }
    if (listed < listing->count) {
        listing_put_more(out, listing->count - listed);
    }
}

struct dg_text dg_listing_write(char buffer[DG_LISTING_BYTES], const char *before,
                                const struct dg_listing *listing, const char *separator,
                                struct dg_text found)
{
    struct dg_writer out;

    dg_writer_init(&out, buffer, DG_LISTING_BYTES, NULL);
    listing_put_string(&out, before);
    if (!listing_put_all(&out, listing, separator)) {
        dg_writer_init(&out, buffer, DG_LISTING_BYTES, NULL);
        listing_put_string(&out, before);
        listing_put_nearest(&out, listing, found);
    }
    return (struct dg_text){buffer, out.used};
}

/* The values of an enum, in JSON. */
struct listing_words {
    struct dg_listing listing;
    const struct dg_words *words;
};

static struct dg_text listing_word(const struct dg_listing *listing, size_t index,
                                   char buffer[DG_LISTING_BYTES])
{
    const struct dg_words *words = ((const struct listing_words *)(const void *)listing)->words;
    struct dg_writer out;

    dg_writer_init(&out, buffer, DG_LISTING_BYTES, NULL);
    if (words->numbers != NULL) {
        dg_write_integer(&out, words->numbers[index]);
    } else {
        dg_write_text(&out, words->words[index]);
    }
    return (struct dg_text){buffer, out.used};
}

struct dg_text dg_listing_enum(char buffer[DG_LISTING_BYTES], const struct dg_words *words,
                               struct dg_text found)
{
    struct listing_words listed = {{words->count, listing_word}, words};

    return dg_listing_write(buffer, "one of ", &listed.listing, ", ", found);
}
