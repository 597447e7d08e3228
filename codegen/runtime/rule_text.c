/* Texts in rules: compared and searched in parts, which are never copied together. */
#include <string.h>

#include "runtime/reader_internal.h"

size_t dg_parts_length(struct dg_parts text)
{
    size_t length = 0;

    for (size_t i = 0; i < text.count; i++) {
        length += text.parts[i].length;
    }
    return length;
}

int64_t dg_parts_size(struct dg_parts text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.count; i++) {
        count += dg_text_code_points(text.parts[i]);
    }
    return (int64_t)count;
}

/* A position in a text of parts. */
struct parts_cursor {
    struct dg_parts text;
    size_t part;
    size_t begin; /* offset of the part in the whole, in bytes */
};

/* Moves to the part that has byte `at`, if there is one, and returns the rest of that part. */
static struct dg_text parts_seek(struct parts_cursor *cursor, size_t at)
{
    const struct dg_text *parts = cursor->text.parts;

    while (at < cursor->begin) {
        cursor->begin -= parts[--cursor->part].length;
    }
    while (cursor->part < cursor->text.count && at - cursor->begin >= parts[cursor->part].length) {
        cursor->begin += parts[cursor->part++].length;
    }
    if (cursor->part == cursor->text.count) {
        return (struct dg_text){0};
    }
    at -= cursor->begin;
    return (struct dg_text){parts[cursor->part].data + at, parts[cursor->part].length - at};
}

/* The byte at `at`, which must exist. */
static unsigned char parts_byte(struct parts_cursor *cursor, size_t at)
{
    return (unsigned char)*parts_seek(cursor, at).data;
}

/* Compares `length` bytes of `a`, from `at` on, with the first bytes of `b`. Both have these
 * bytes. */
static int parts_compare(struct dg_parts a, size_t at, struct dg_parts b, size_t length)
{
    const struct dg_text *left = a.parts; /* `at` is an offset from its beginning */
    const struct dg_text *right = b.parts;
    size_t begin = 0; /* in `right` */
    int order = 0;

    while (order == 0 && length > 0) {
        if (at >= left->length) {
            at -= left++->length;
        } else if (begin == right->length) {
            begin = 0;
            right++;
        } else {
            size_t rest = right->length - begin;
            size_t step = left->length - at;

            step = step < rest ? step : rest;
            step = step < length ? step : length;
            order = memcmp(left->data + at, right->data + begin, step);
            at += step;
            begin += step;
            length -= step;
        }
    }
    return order;
}

int dg_parts_compare(struct dg_parts a, struct dg_parts b)
{
    size_t x = dg_parts_length(a);
    size_t y = dg_parts_length(b);
    int order = parts_compare(a, 0, b, x < y ? x : y);

    /* UTF-8 orders as its code points do. */
    return order != 0 ? order : (x > y) - (x < y);
}

bool dg_parts_start(struct dg_parts text, struct dg_parts prefix)
{
    size_t length = dg_parts_length(prefix);

    return length <= dg_parts_length(text) && parts_compare(text, 0, prefix, length) == 0;
}

bool dg_parts_end(struct dg_parts text, struct dg_parts suffix)
{
    size_t whole = dg_parts_length(text);
    size_t length = dg_parts_length(suffix);

    return length <= whole && parts_compare(text, whole - length, suffix, length) == 0;
}

/* Search: Crochemore and Perrin, "Two-way string-matching" (1991). It takes time linear in the
   lengths, and no memory, for all texts. Only the first match is needed, so that nothing is
   remembered of a failed attempt: if the part has a short period, the next attempt finds a match or
   advances by half a part. */

/* The cut of the part: the text after the cut is compared first, to the right; then the text before
   it, to the left. */
struct parts_cut {
    size_t at;
    size_t period; /* period of the text after the cut */
};

/* The last suffix in order, or, if `reversed`, in the order of reversed bytes. */
static struct parts_cut parts_last_suffix(struct dg_parts part, size_t length, bool reversed)
{
    struct parts_cursor best = {.text = part};
    struct parts_cursor tried = {.text = part};
    struct parts_cut cut = {.at = 0, .period = 1};
    size_t begin = 1; /* of the suffix that is tried */
    size_t equal = 0; /* number of its bytes that equal those of the best one */

    while (begin + equal < length) {
        unsigned char a = parts_byte(&tried, begin + equal);
        unsigned char b = parts_byte(&best, cut.at + equal);

        if (a == b) {
            equal++;
            if (equal == cut.period) {
                begin += cut.period;
                equal = 0;
            }
        } else if (reversed ? b < a : a < b) {
            begin += equal + 1;
            equal = 0;
            cut.period = begin - cut.at;
        } else {
            cut = (struct parts_cut){.at = begin, .period = 1};
            begin++;
            equal = 0;
        }
    }
    return cut;
}

/* The state of a search. */
struct parts_search {
    struct parts_cursor text;
    struct parts_cursor part;
    size_t length; /* of the part */
    struct parts_cut cut;
};

static struct parts_search parts_prepare(struct dg_parts text, struct dg_parts part, size_t length)
{
    struct parts_search search = {.text = {.text = text}, .part = {.text = part}, .length = length};
    struct parts_cut one = parts_last_suffix(part, length, false);
    struct parts_cut other = parts_last_suffix(part, length, true);
    struct parts_cut cut = one.at > other.at ? one : other;
    size_t rest = length - cut.at;

    /* Unless the whole part has that period, its own period is longer than either side of the
       cut. */
    if (parts_compare(part, cut.period, part, cut.at) != 0) {
        cut.period = (cut.at > rest ? cut.at : rest) + 1;
    }
    search.cut = cut;
    return search;
}

/* Compares the part with the text from `at` on. Returns the distance to the next possible position;
   0: the part is here. */
static size_t parts_try(struct parts_search *search, size_t at)
{
    size_t right = search->cut.at;
    size_t left = search->cut.at;

    while (right < search->length &&
           parts_byte(&search->part, right) == parts_byte(&search->text, at + right)) {
        right++;
    }
    if (right < search->length) {
        return right - search->cut.at + 1;
    }
    while (left > 0 &&
           parts_byte(&search->part, left - 1) == parts_byte(&search->text, at + left - 1)) {
        left--;
    }
    return left == 0 ? 0 : search->cut.period;
}

bool dg_parts_contain(struct dg_parts text, struct dg_parts part)
{
    size_t whole = dg_parts_length(text);
    size_t length = dg_parts_length(part);
    struct parts_search search;
    size_t step = 0;

    if (length == 0 || length > whole) {
        return length == 0;
    }
    search = parts_prepare(text, part, length);
    for (size_t at = 0; at <= whole - length; at += step) {
        step = parts_try(&search, at);
        if (step == 0) {
            return true;
        }
    }
    return false;
}

int dg_text_compare(struct dg_text a, struct dg_text b)
{
    return dg_parts_compare((struct dg_parts){&a, 1}, (struct dg_parts){&b, 1});
}

bool dg_text_starts(struct dg_text text, struct dg_text prefix)
{
    return dg_parts_start((struct dg_parts){&text, 1}, (struct dg_parts){&prefix, 1});
}

bool dg_text_ends(struct dg_text text, struct dg_text suffix)
{
    return dg_parts_end((struct dg_parts){&text, 1}, (struct dg_parts){&suffix, 1});
}

/* The number of positions that are compared byte by byte, which is the fastest way for usual
 * texts. */
#define SIMPLE_TRIES 16

bool dg_text_contains(struct dg_text text, struct dg_text part)
{
    for (int i = 0; i < SIMPLE_TRIES && part.length > 0; i++) {
        const char *at = part.length > text.length
                             ? NULL
                             : memchr(text.data, part.data[0], text.length - part.length + 1);

        if (at == NULL || memcmp(at, part.data, part.length) == 0) {
            return at != NULL;
        }
        text = (struct dg_text){at + 1, text.length - (size_t)(at + 1 - text.data)};
    }
    return dg_parts_contain((struct dg_parts){&text, 1}, (struct dg_parts){&part, 1});
}

/* Enumerators and entries */

struct dg_text dg_word_text(const struct dg_words *words, unsigned enumerator, struct dg_text text)
{
    return enumerator >= 1 && enumerator <= words->count ? words->words[enumerator - 1] : text;
}

int64_t dg_word_number(const struct dg_words *words, unsigned enumerator, struct dg_text text)
{
    int64_t number = 0;

    if (enumerator >= 1 && enumerator <= words->count) {
        return words->numbers[enumerator - 1];
    }
    return dg_number_is_spelled(text) && dg_number_integer(text, &number) ? number : 0;
}

const void *dg_entry_find(const void *entries, size_t count, size_t entry_size, struct dg_text key,
                          const void *none)
{
    const char *at = entries;

    for (size_t i = 0; i < count; i++, at += entry_size) {
        if (dg_text_equal(*(const struct dg_text *)(const void *)at, key)) {
            return at;
        }
    }
    return none;
}
