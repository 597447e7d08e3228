/* Duplicate member names in an object, compared after unescaping. Up to DG_NAMES_DIRECT distinct
 * names are compared with each other when they are read, without memory. If there are more, all are
 * put onto a stack in the arena and sorted at the end of the object: O(n log n), and there is no
 * hash table to flood. */
#include <string.h>

#include "runtime/reader_internal.h"

/* Keys. A key holds as many of the next characters of a name as fit into seven bytes, and in its
 * lowest byte the number of these bytes: KEY_GOES_ON if the name is longer. So if names end with
 * these bytes, equal keys mean equal names, and sorting never has to read the text. */

#define KEY_BYTES 7
#define KEY_GOES_ON 8
#define KEY_IS_DUPLICATE UINT64_MAX /* no name has this key */

static bool key_ends(uint64_t key)
{
    return (key & 0xFF) != KEY_GOES_ON;
}

/* Eight bytes as a number, the first the highest. */
static uint64_t key_load(const char *at)
{
#if defined(__GNUC__)
    return __builtin_bswap64(dg_leaf_load8(at));
#else
    uint64_t value = 0;

    for (int i = 0; i < 8; i++) {
        value = value << 8 | (unsigned char)at[i];
    }
    return value;
#endif
}

/* Whether all eight bytes are ASCII and neither quote nor backslash. A borrow makes the result
   false only if another byte is special as well. */
static bool key_is_plain(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t quote = bytes ^ (ones * '"');
    uint64_t backslash = bytes ^ (ones * '\\');

    return (((quote - ones) | (backslash - ones) | bytes) & ones * 0x80) == 0;
}

/* The same as key_next, character by character. */
static DG_APART struct dg_name key_decode(const char *at, const char *end)
{
    uint64_t key = 0;
    unsigned count = 0;

    while (*at != '"') {
        struct dg_character character = {{*at}, 1};
        const char *next = at + 1;

        if (*at == '\\' || (unsigned char)*at >= 0x80) {
            next = dg_escape_decode(at, end, &character);
        }
        if (count + character.length > KEY_BYTES) {
            break;
        }
        for (size_t i = 0; i < character.length; i++) {
            key = key << 8 | (unsigned char)character.bytes[i];
        }
        count += (unsigned)character.length;
        at = next;
    }
    key <<= 8 * (KEY_BYTES - count);
    return (struct dg_name){key << 8 | (*at == '"' ? count : KEY_GOES_ON), at};
}

/* The key of the characters from `at` to the closing quote, and the rest of the name, after the
   characters that the key holds. A key holds whole characters, so that their spelling doesn't
   matter. */
static struct dg_name key_next(const char *at, const char *end)
{
    if (end - at >= 8) { /* the usual long name: seven characters, and an eighth after them */
        uint64_t bytes = key_load(at);

        if (key_is_plain(bytes)) {
            return (struct dg_name){(bytes & ~(uint64_t)0xFF) | KEY_GOES_ON, at + KEY_BYTES};
        }
    }
    return key_decode(at, end);
}

/* The key of a name. If it has no escapes and the bytes for the key are ASCII, as usual, the key
   holds these bytes. */
static uint64_t key_of(const struct dg_string *name, const char *end)
{
    const char *at = name->raw.data;
    size_t length = name->raw.length;

    if (!name->escaped && end - at >= 8) {
        uint64_t held = ~(UINT64_MAX >> 8 * (length < KEY_BYTES ? length : KEY_BYTES));
        uint64_t bytes = key_load(at) & held;

        if ((bytes & UINT64_C(0x8080808080808080)) == 0) {
            return bytes | (length > KEY_BYTES ? KEY_GOES_ON : length);
        }
    }
    return key_next(at, end).key;
}

/* A few names */

/* For names with equal keys, from their beginnings on. */
static bool names_equal(const char *a, const char *b, const char *end)
{
    struct dg_name x;
    struct dg_name y;

    do {
        x = key_next(a, end);
        y = key_next(b, end);
        a = x.at;
        b = y.at;
    } while (x.key == y.key && !key_ends(x.key));
    return x.key == y.key;
}

/* When the stack grows, the old one becomes the scratch memory: it is half as large, which a merge
 * needs. The first stack gets scratch memory of its own; so does that of a reader which began with
 * the stack of another one (dg_names_share), whose names must stay. */
static DG_APART bool names_grow(struct dg_reader *in)
{
    struct dg_name *outgrown = in->names;
    size_t none = in->names_capacity / 2;

    in->names = dg_reader_grow(in, outgrown, sizeof *in->names, &in->names_capacity);
    in->names_scratch = outgrown;
    if (in->names != NULL && (outgrown == NULL || in->judge.lenient)) {
        in->names_scratch = dg_reader_grow(in, outgrown, sizeof *in->names, &none);
    }
    if (in->stopped) {
        in->names_used = in->names_capacity = 0;
    }
    return !in->stopped;
}

void dg_names_share(struct dg_reader *in, const struct dg_reader *other)
{
    in->names = other->names;
    in->names_scratch = other->names_scratch;
    in->names_used = other->names_used;
    in->names_capacity = other->names_capacity;
}

static bool names_push(struct dg_reader *in, const char *at)
{
    if (in->names_used == in->names_capacity && in->arena == NULL) {
        return false; /* later names aren't compared */
    }
    if (in->names_used == in->names_capacity && !names_grow(in)) {
        return false;
    }
    in->names[in->names_used++] = (struct dg_name){.at = at};
    return true;
}

/* Moves the names of an object that has too many of them to the stack. */
static void names_spill(struct dg_reader *in, struct dg_names *names)
{
    names->base = in->names_used;
    for (size_t i = 0; i < DG_NAMES_DIRECT; i++) {
        if (!names_push(in, names->direct[i].at)) {
            return;
        }
    }
}

DG_APART void dg_names_report(struct dg_reader *in, struct dg_members *members, struct dg_text raw)
{
    struct dg_finding finding = dg_judge_finding(&in->judge, DG_CODE_JSON_DUPLICATE_KEY,
                                                 (struct dg_text){raw.data - 1, raw.length + 2});

    members->count--;
    dg_judge_report(&in->judge, &finding);
}

bool dg_names_add(struct dg_reader *in, struct dg_members *members, const struct dg_string *name)
{
    struct dg_names *names = &members->names;
    struct dg_name added = {.at = name->raw.data};

    if (names->count <= DG_NAMES_DIRECT) {
        added.key = key_of(name, in->end);
        for (size_t i = 0; i < names->count; i++) {
            if (names->direct[i].key == added.key &&
                names_equal(names->direct[i].at, added.at, in->end)) {
                dg_names_report(in, members, name->raw);
                return false;
            }
        }
        if (names->count < DG_NAMES_DIRECT) {
            names->direct[names->count++] = added;
            return true;
        }
        names->count++;
        names_spill(in, names);
    }
    names_push(in, added.at);
    return true;
}

/* Many names */

/* Merges the sorted [0, middle) and [middle, count). The first part is copied to `scratch`. The
   side of the next element can't be predicted, so it is an index and not a branch: this saves a
   third of the time. */
static void names_merge(struct dg_name *names, size_t middle, size_t count, struct dg_name *scratch)
{
    const struct dg_name *left = scratch;
    const struct dg_name *left_end = scratch + middle;
    const struct dg_name *right = names + middle;
    const struct dg_name *right_end = names + count;

    if (right[-1].key <= right->key) {
        return;
    }
    memcpy(scratch, names, middle * sizeof *names);
    while (left < left_end && right < right_end) {
        const struct dg_name *heads[] = {right, left};
        size_t from_left = left->key <= right->key ? 1 : 0;

        *names++ = *heads[from_left];
        left += from_left;
        right += 1 - from_left;
    }
    memcpy(names, left, (size_t)(left_end - left) * sizeof *names);
}

void dg_names_sort(struct dg_name *names, size_t count, struct dg_name *scratch)
{
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t at = 0; at + width < count; at += 2 * width) {
            size_t rest = count - at;

            names_merge(names + at, width, rest < 2 * width ? rest : 2 * width, scratch);
        }
    }
}

struct names_group {
    struct dg_name *first;
    size_t count;
};

/* Sorts names that are equal so far by their next keys, then groups that are still equal by the
   keys after those, and so on. Of names that are equal to their ends, marks all but the first. */
static void names_refine(struct dg_name *names, size_t count, const struct dg_reader *in)
{
    while (count > 1) {
        struct names_group largest = {0};

        for (size_t i = 0; i < count; i++) {
            names[i] = key_next(names[i].at, in->end);
        }
        dg_names_sort(names, count, in->names_scratch);
        for (size_t i = 0, end; i < count; i = end) {
            struct names_group group = {names + i, 1};

            for (end = i + 1; end < count && names[end].key == names[i].key; end++) {
                group.count++;
            }
            if (group.count > 1 && !key_ends(names[i].key)) {
                /* The largest group is left for the next turn, so that calls nest at most
                   log2(count) deep. */
                if (group.count > largest.count) {
                    struct names_group former = largest;

                    largest = group;
                    group = former;
                }
                names_refine(group.first, group.count, in);
            } else {
                for (size_t k = 1; k < group.count; k++) {
                    group.first[k].key = KEY_IS_DUPLICATE;
                }
            }
        }
        names = largest.first;
        count = largest.count;
    }
}

/* The beginning of the name that the quote at `close` ends: after the previous quote that isn't
   escaped. There is never a backslash before an opening quote. */
static const char *names_begin(const char *close)
{
    const char *at = close;

    while (at[-1] != '"' || at[-2] == '\\') {
        at--;
    }
    return at;
}

/* Moves the marked names to the front, in the order of the text; their keys become their
   offsets. */
static size_t names_collect(struct dg_name *names, size_t count, const struct dg_reader *in)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        if (names[i].key == KEY_IS_DUPLICATE) {
            names[found] = names[i];
            names[found].key = (uint64_t)(names_begin(names[i].at) - in->begin);
            found++;
        }
    }
    dg_names_sort(names, found, in->names_scratch);
    return found;
}

struct dg_duplicates dg_names_close(struct dg_reader *in, struct dg_members *members)
{
    struct dg_names *names = &members->names;
    struct dg_duplicates found = {0};
    struct dg_name *stacked;

    if (names->count <= DG_NAMES_DIRECT || in->names_used == names->base || in->stopped) {
        return found;
    }
    stacked = in->names + names->base;
    names_refine(stacked, in->names_used - names->base, in);
    found.names = stacked;
    found.count = names_collect(stacked, in->names_used - names->base, in);
    in->names_used = names->base;
    in->judge.frame = &members->frame;
    for (size_t i = 0; i < found.count; i++) {
        const char *begin = in->begin + stacked[i].key;

        members->frame.name = (struct dg_text){begin, (size_t)(stacked[i].at - begin)};
        dg_names_report(in, members, members->frame.name);
    }
    return found;
}
