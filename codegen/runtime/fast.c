/* The fast way through an object: where it begins and ends, and its parts that are not inline. */
#include "runtime/fast.h"

#include "runtime/reader_internal.h"

/* The number of properties in a row that may be absent before the general reader looks up the next
 * name. */
#define FAST_ABSENT 8

size_t dg_fast_limit(const struct dg_object *object)
{
    size_t count = object->shape->count;

    for (size_t index = object->expected; index < count; index += 64 - index % 64) {
        uint64_t seen = object->seen[index / 64] >> index % 64;

        if (seen != 0) {
            return index + (size_t)__builtin_ctzll(seen);
        }
    }
    return count;
}

static DG_APART void fast_note_many(struct dg_object *object, size_t first, size_t end)
{
    while (first < end) {
        size_t bit = first % 64;
        size_t count = end - first < 64 - bit ? end - first : 64 - bit;

        object->seen[first / 64] |= UINT64_MAX >> (64 - count) << bit;
        first += count;
    }
}

/* Notes that the properties with these indexes are present. */
static inline void fast_note(struct dg_object *object, size_t first, size_t end)
{
    if (first == end) {
        return;
    }
    object->members.count += end - first;
    if (end <= 64) { /* the usual object has few properties */
        object->seen[0] |= UINT64_MAX >> (64 - (end - first)) << first;
    } else {
        fast_note_many(object, first, end);
    }
}

bool dg_fast_leave(struct dg_object *object, const char *at, size_t last, bool value)
{
    struct dg_reader *reader = object->in;

    fast_note(object, object->expected, last);
    object->expected = last;
    reader->at = at;
    return value;
}

/* Whether no required property is missing. */
static bool fast_has_required(const struct dg_object *object)
{
    const struct dg_shape *shape = object->shape;
    uint64_t missing = ~object->seen[0] & UINT64_MAX >> (64 - shape->count);

    for (; missing != 0; missing &= missing - 1) {
        if (shape->properties[__builtin_ctzll(missing)].required) {
            return false;
        }
    }
    return true;
}

/* Whether the way of an object may go on in the object or map at `at`. */
static bool fast_enters(const struct dg_object *around, const char *at)
{
    const struct dg_reader *in = around->in;

    return in->begun != NULL && at < in->end && *at == '{' && around->level < DG_FAST_LEVELS &&
           in->depth + around->level < in->max_depth;
}

/* Notes where the general loop goes on in a value. */
static DG_APART void fast_note_begun(struct dg_reader *in, struct dg_begun begun)
{
    in->begun[in->begun_count++] = begun;
}

const char *dg_fast_whole(struct dg_object *around, const char *at, const struct dg_shape *shape,
                          void *out)
{
    struct dg_reader *in = around->in;
    struct dg_object object;
    const char *begin = in->at;
    const char *stop;
    bool value;
    struct dg_habit *habit = NULL;

    if (!fast_enters(around, at)) {
        return NULL;
    }
    if (in->learnt != 0) {
        habit = dg_habit_find(in, shape);
        if (dg_habit_pauses(habit)) {
            return NULL;
        }
    }
    object.in = in;
    object.shape = shape;
    object.out = out;
    object.expected = 0;
    object.level = around->level + 1;
    object.gap = 0;
    object.seen[0] = 0;
    object.members.start = at;
    object.members.count = 0;
    in->at = at + 1;
    value = shape->fast(&object);
    stop = in->at;
    in->at = begin; /* by which the way around sees that it read something */
    if (!value) {
        const char *brace = dg_leaf_space(stop, in->end);

        if (brace < in->end && *brace == '}' && fast_has_required(&object)) {
            if (habit != NULL) {
                habit->vain = 0;
            }
            return brace + 1;
        }
    }
    fast_note_begun(in, (struct dg_begun){.at = stop,
                                          .count = object.members.count,
                                          .expected = object.expected,
                                          .seen = object.seen[0],
                                          .value = value});
    return NULL;
}

/* An entry of a map of strings. */
struct fast_entry {
    struct dg_text key;
    struct dg_text value;
};

/* Whether one of the entries has the key of the entry after them. */
static bool fast_has_key(const struct fast_entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (dg_text_equal(entries[i].key, entries[count].key)) {
            return true;
        }
    }
    return false;
}

static bool fast_is_within(size_t bytes, struct dg_length bounds)
{
    return bytes <= bounds.max && bytes / 4 >= bounds.min; /* see dg_fast_read_text */
}

static inline const char *fast_space(const char *at, const char *end)
{
    return at < end && *at <= ' ' ? dg_leaf_space(at, end) : at;
}

const char *dg_fast_entries(struct dg_object *around, const char *at, struct dg_texts map)
{
    const struct dg_map_shape *shape = map.shape;
    struct fast_entry *entries = map.entries;
    const char *end = around->in->end;
    struct dg_begun begun = {0};
    size_t most = shape->capacity < DG_NAMES_DIRECT ? shape->capacity : DG_NAMES_DIRECT;

    if (!fast_enters(around, at)) {
        return NULL;
    }
    for (begun.at = at + 1;; begun.count++) {
        struct fast_entry *entry = &entries[begun.count];
        const char *after;

        at = fast_space(begun.at, end);
        if (at < end && *at == '}' && begun.count >= shape->members.min &&
            begun.count <= shape->members.max) {
            *map.count = begun.count;
            return at + 1;
        }
        if (begun.count > 0) {
            at = at < end && *at == ',' ? fast_space(at + 1, end) : end;
        }
        after = begun.count < most ? dg_leaf_text(at, end, &entry->key) : NULL;
        if (after == NULL || after == end || *after != ':' ||
            !fast_is_within(entry->key.length, shape->names) ||
            fast_has_key(entries, begun.count)) {
            break;
        }
        at = fast_space(after + 1, end);
        after = dg_leaf_text(at, end, &entry->value);
        if (after == NULL || !fast_is_within(entry->value.length, map.length)) {
            begun.at = at;
            begun.name = entry->key;
            begun.value = true;
            break;
        }
        begun.at = after;
    }
    fast_note_begun(around->in, begun);
    return NULL;
}

/* Whether there are a line feed and then only spaces from `at` to `name`. */
static inline bool fast_is_indent(const char *at, const char *name, const char *end)
{
    ptrdiff_t spaces = name - at - 1;

    if (*at != '\n' || spaces < 1 || spaces > 8 || end - at <= 8) {
        return false;
    }
    return (dg_leaf_load8(at + 1) ^ UINT64_C(0x2020202020202020)) << (64 - 8 * spaces) == 0;
}

const char *dg_fast_separator(struct dg_object *object, const char *at, const char *end,
                              char before)
{
    ptrdiff_t gap = object->gap;
    const char *separator;
    const char *name;

    if (end - at > 2 && at[0] == before) {
        if (at[1] == '"') {
            return NULL; /* another name */
        }
        if (at[1] == ' ' && at[2] == '"') {
            return at + 2;
        }
    }
    if (end - at > gap && *at == before && gap > 1 && at[gap] == '"' &&
        fast_is_indent(at + 1, at + gap, end)) {
        return at + gap;
    }
    separator = dg_leaf_space(at, end);
    if (separator == end || *separator != before) {
        return NULL;
    }
    name = dg_leaf_space(separator + 1, end);
    if (name == at + 1) {
        return NULL;
    }
    object->gap = name - separator;
    return name;
}

bool dg_fast_absent(struct dg_object *object, size_t index)
{
    bool goes_on;

    if (index > object->expected) { /* the properties between were read */
        object->absent = 0;
    }
    goes_on = !object->shape->properties[index].required && object->absent < FAST_ABSENT;
    fast_note(object, object->expected, index);
    object->absent++;
    object->expected = goes_on ? index + 1 : index;
    return goes_on;
}

const char *dg_fast_enumerator(struct dg_reader *in, const char *at, const struct dg_words *words,
                               void *out)
{
    struct dg_text *text = &in->string.raw;
    const char *after = dg_leaf_text(at, in->end, text);
    size_t index = after == NULL ? words->count : words->lookup(text->data, text->length);
    unsigned enumerator = index < words->count ? (unsigned)index + 1 : 0;

    memcpy(out, &enumerator, sizeof enumerator);
    return enumerator == 0 ? NULL : after;
}

const char *dg_fast_decimal(const char *at, const char *end, struct dg_number *out)
{
    struct dg_reader in = {.at = at, .end = end, .stopped = true}; /* reports nothing */
    struct dg_text spelling;

    if (at == end || (*at != '-' && (*at < '0' || *at > '9')) || !dg_scan_number(&in, &spelling)) {
        return NULL;
    }
    *out = (struct dg_number){dg_number_value(spelling), spelling};
    return in.at;
}

bool dg_fast_within(struct dg_text spelling, struct dg_number_range range)
{
    return (range.minimum == NULL || dg_number_compare(spelling, dg_text_of(range.minimum)) >= 0) &&
           (range.maximum == NULL || dg_number_compare(spelling, dg_text_of(range.maximum)) <= 0);
}

bool dg_fast_fits(struct dg_text text, const struct dg_text_limits *limits)
{
    if (limits->format != NULL && !limits->format->fits(text)) {
        return false;
    }
    for (size_t i = 0; limits->patterns[i] != NULL; i++) {
        if (!dg_pattern_matches(limits->patterns[i], text)) {
            return false;
        }
    }
    return true;
}
