/* Finds the shortest texts of a pattern. Assertions are taken to hold. */
#include "pattern/pattern_shortest.h"

#define MAX PATTERN_SHORTEST_MAX
#define ESCAPE_SHORT 2 /* \n */
#define ESCAPE_LONG 6  /* \u0061; twice beyond the first plane */

static uint32_t less(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t sum(uint64_t a, uint64_t b)
{
    return a + b < MAX ? (uint32_t)(a + b) : MAX;
}

static uint32_t times(uint64_t count, uint32_t length)
{
    return count == 0 || length == 0 ? 0 : count < MAX / length ? (uint32_t)count * length : MAX;
}

/* Whether strings of JSON can't have the character without an escape. */
static bool must_be_escaped(uint32_t c)
{
    return c < ' ' || c == '"' || c == '\\';
}

static bool has_short_escape(uint32_t c)
{
    return c == '"' || c == '\\' || c == '/' || c == '\b' || c == '\f' || c == '\n' || c == '\r' ||
           c == '\t';
}

static struct pattern_shortest shortest_character(uint32_t c)
{
    struct pattern_shortest out = {.escaped = c < 0x10000 ? ESCAPE_LONG : 2 * ESCAPE_LONG};

    if (has_short_escape(c)) {
        out.escaped = ESCAPE_SHORT;
    }
    out.plain = must_be_escaped(c) ? MAX : c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    return out;
}

static struct pattern_shortest shortest_set(const struct pattern_set *set)
{
    struct pattern_shortest out = {MAX, MAX};

    for (size_t i = 0; i < set->count; i++) {
        const struct pattern_range *range = &set->ranges[i];

        /* After these, the first character of a range is the shortest. */
        for (uint32_t c = range->first; c <= range->last && c <= 0x80; c++) {
            struct pattern_shortest one = shortest_character(c);

            out.plain = less(out.plain, one.plain);
            out.escaped = less(out.escaped, one.escaped);
        }
        if (range->last > 0x80) {
            struct pattern_shortest one =
                shortest_character(range->first > 0x80 ? range->first : 0x80);

            out.plain = less(out.plain, one.plain);
            out.escaped = less(out.escaped, one.escaped);
        }
    }
    return out;
}

/* The shortest of a part, whichever way. */
static uint32_t either(struct pattern_shortest part)
{
    return less(part.plain, part.escaped);
}

/* Adds a part after others. */
static struct pattern_shortest shortest_join(struct pattern_shortest a, struct pattern_shortest b)
{
    return (struct pattern_shortest){sum(a.plain, b.plain),
                                     less(sum(a.escaped, either(b)), sum(either(a), b.escaped))};
}

static struct pattern_shortest shortest_part(const struct pattern_node *node)
{
    struct pattern_shortest out = {0, MAX}; /* the empty text */
    struct pattern_shortest part;

    switch (node->kind) {
    case PATTERN_SET:
        return shortest_set(node->set);
    case PATTERN_SEQUENCE:
        for (const struct pattern_node *at = node->first; at != NULL; at = at->next) {
            out = shortest_join(out, shortest_part(at));
        }
        return out;
    case PATTERN_CHOICE:
        out.plain = MAX;
        for (const struct pattern_node *at = node->first; at != NULL; at = at->next) {
            part = shortest_part(at);
            out.plain = less(out.plain, part.plain);
            out.escaped = less(out.escaped, part.escaped);
        }
        return out;
    case PATTERN_REPEAT:
        if (node->max > 0) {
            part = shortest_part(node->first);
            out.plain = times(node->min, part.plain);
            out.escaped = sum(part.escaped, times(node->min > 0 ? node->min - 1 : 0, either(part)));
        }
        return out;
    case PATTERN_BEGIN:
    case PATTERN_END:
    case PATTERN_BOUNDARY:
    case PATTERN_NO_BOUNDARY:
        break;
    }
    return out;
}

/* Whether what the part matches is at that end of the text. */
static bool is_at_end(const struct pattern_node *node, bool begin)
{
    bool all = node->first != NULL;

    switch (node->kind) {
    case PATTERN_BEGIN:
        return begin;
    case PATTERN_END:
        return !begin;
    case PATTERN_SEQUENCE:
        return all && is_at_end(begin ? node->first : node->last, begin);
    case PATTERN_CHOICE:
        for (const struct pattern_node *at = node->first; at != NULL; at = at->next) {
            all = all && is_at_end(at, begin);
        }
        return all;
    case PATTERN_SET:
    case PATTERN_REPEAT:
    case PATTERN_BOUNDARY:
    case PATTERN_NO_BOUNDARY:
        break;
    }
    return false;
}

struct pattern_shortest pattern_shortest_of(const struct pattern_node *root)
{
    struct pattern_shortest out = shortest_part(root);

    if (!is_at_end(root, true) || !is_at_end(root, false)) {
        out.escaped = less(out.escaped, sum(either(out), ESCAPE_SHORT)); /* beside what matches */
    }
    return out;
}
