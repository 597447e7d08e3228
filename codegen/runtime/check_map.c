/* Validates maps that a program built. */
#include <string.h>

#include "runtime/check_internal.h"

struct dg_checked_map dg_check_map(struct dg_checker *in, const struct dg_map_shape *shape,
                                   const void *entries, size_t count)
{
    bool beyond = shape->capacity > 0 && count > shape->capacity;

    return (struct dg_checked_map){
        .in = in,
        .shape = shape,
        .site = in->judge.site,
        .entries = entries,
        .count = beyond ? shape->capacity : count,
        .stated = count,
        .frame = {.parent = in->judge.frame, .plain = true},
        .open = dg_check_enter(in),
    };
}

static struct dg_text map_key(const struct dg_checked_map *at, size_t index)
{
    const struct dg_text *key =
        (const struct dg_text *)(const void *)(at->entries + index * at->shape->entry_size);

    return key->length == 0 ? (struct dg_text)DG_TEXT("") : *key;
}

/* Makes the entry's frame the current one. */
static void map_go(struct dg_checked_map *at, size_t index)
{
    at->frame.name = map_key(at, index);
    at->in->judge.frame = &at->frame;
    at->in->judge.site = &at->shape->value;
    at->in->optional = false;
}

static void map_judge_name(struct dg_checked_map *at)
{
    const struct dg_map_shape *shape = at->shape->named != NULL ? at->shape->named : at->shape;
    struct dg_length bounds = shape->names;
    struct dg_text key = at->frame.name;
    char shown[DG_PHRASE_BYTES];

    if (shape->patterns != NULL &&
        !dg_judge_name_patterns(&at->in->judge, shape, key, dg_expect_text(shown, key))) {
        return;
    }
    if (bounds.min > 0 || key.length > bounds.max) {
        dg_judge_name(&at->in->judge, shape, dg_text_code_points(key), dg_expect_text(shown, key));
    }
}

bool dg_check_map_next(struct dg_checked_map *at)
{
    while (at->open && !at->in->stopped && at->index < at->count) {
        size_t index = at->index++;

        map_go(at, index);
        if (dg_check_utf8(at->in, at->frame.name)) {
            map_judge_name(at);
            at->slot = at->entries + index * at->shape->entry_size;
            return true;
        }
    }
    return false;
}

/* Duplicate keys. Each pass takes the next entries in the order of their keys, as many as there
   is room for, and compares neighbours. So no memory is needed, and there is no hash table to
   flood. */

#define PASS_ENTRIES 512

/* The entries of one pass: a heap with the last entry in order on top. */
struct pass {
    const struct dg_checked_map *at;
    size_t count;
    size_t entries[PASS_ENTRIES];
};

/* Whether entry a is before b: by key, and entries of equal keys in their own order. */
static bool pass_before(const struct dg_checked_map *at, size_t a, size_t b)
{
    struct dg_text x = map_key(at, a);
    struct dg_text y = map_key(at, b);
    int order = memcmp(x.data, y.data, x.length < y.length ? x.length : y.length);

    if (order == 0 && x.length == y.length) {
        return a < b;
    }
    return order == 0 ? x.length < y.length : order < 0;
}

/* Puts an entry at `hole` or further down. */
static void pass_sink(struct pass *pass, size_t hole, size_t entry)
{
    size_t child;

    for (child = 2 * hole + 1; child < pass->count; child = 2 * hole + 1) {
        if (child + 1 < pass->count &&
            pass_before(pass->at, pass->entries[child], pass->entries[child + 1])) {
            child++;
        }
        if (!pass_before(pass->at, entry, pass->entries[child])) {
            break;
        }
        pass->entries[hole] = pass->entries[child];
        hole = child;
    }
    pass->entries[hole] = entry;
}

static void pass_add(struct pass *pass, size_t entry)
{
    size_t hole = pass->count++;

    for (; hole > 0 && pass_before(pass->at, pass->entries[(hole - 1) / 2], entry);
         hole = (hole - 1) / 2) {
        pass->entries[hole] = pass->entries[(hole - 1) / 2];
    }
    pass->entries[hole] = entry;
}

/* Takes the first entries that are after *last in order, and sorts them. `last` is NULL for the
 * first pass. */
static void pass_fill(struct pass *pass, const size_t *last)
{
    size_t count;

    pass->count = 0;
    for (size_t i = 0; i < pass->at->count; i++) {
        if (last != NULL && !pass_before(pass->at, *last, i)) {
            continue;
        }
        if (pass->count < PASS_ENTRIES) {
            pass_add(pass, i);
        } else if (pass_before(pass->at, i, pass->entries[0])) {
            pass_sink(pass, 0, i);
        }
    }
    count = pass->count;
    while (pass->count > 1) {
        size_t top = pass->entries[0];

        pass->count--;
        pass_sink(pass, 0, pass->entries[pass->count]);
        pass->entries[pass->count] = top;
    }
    pass->count = count;
}

static void map_report(struct dg_checked_map *at, size_t entry, enum dg_code code)
{
    struct dg_text key = map_key(at, entry);
    char shown[DG_PHRASE_BYTES];
    struct dg_finding finding;

    map_go(at, entry);
    finding = dg_judge_finding(&at->in->judge, code, dg_expect_text(shown, key));
    finding.schema = code == DG_CODE_JSON_DUPLICATE_KEY ? finding.schema : at->shape->schema;
    dg_judge_report(&at->in->judge, &finding);
}

/* Reports the entry if its key equals the key of the previous entry in order. */
static bool map_judge_twice(struct dg_checked_map *at, size_t before, size_t entry)
{
    struct dg_text key = map_key(at, entry);

    if (!dg_text_equal(map_key(at, before), key) || !dg_text_is_utf8(key)) {
        return false;
    }
    map_report(at, entry, DG_CODE_JSON_DUPLICATE_KEY);
    return true;
}

/* Returns the number of duplicate keys. */
static size_t map_judge_duplicates(struct dg_checked_map *at)
{
    struct pass pass = {.at = at};
    size_t found = 0;
    size_t last = 0;

    for (size_t taken = 0; taken < at->count; taken += pass.count) {
        pass_fill(&pass, taken == 0 ? NULL : &last);
        for (size_t i = 0; i < pass.count; i++) {
            if (taken + i > 0 && map_judge_twice(at, last, pass.entries[i])) {
                found++;
            }
            last = pass.entries[i];
        }
    }
    return found;
}

void dg_check_map_end(struct dg_checked_map *at)
{
    struct dg_checker *in = at->in;
    struct dg_counted counted = {.schema = at->shape->schema, .count = at->stated};

    if (at->open && !in->stopped && at->count > 1) {
        counted.count -= map_judge_duplicates(at);
    }
    dg_check_leave(in, at->frame.parent, at->site);
    if (at->open) {
        in->depth--;
        dg_judge_members(&in->judge, counted, at->shape->members);
    }
}

struct dg_checked_map dg_check_others(struct dg_checked_object *object,
                                      const struct dg_map_shape *shape, const void *entries,
                                      size_t count)
{
    bool beyond = shape->capacity > 0 && count > shape->capacity;

    dg_check_note(object);
    object->property = object->shape->count;
    return (struct dg_checked_map){
        .in = object->in,
        .shape = shape,
        .entries = entries,
        .count = beyond ? shape->capacity : count,
        .stated = count,
        .frame = {.parent = object->frame.parent, .plain = true},
        .open = object->open,
    };
}

/* Reports entries that have the name of a property, or belong to another map. Returns the number of
 * the first ones. */
static size_t map_judge_listed(struct dg_checked_map *at, const struct dg_shape *shape)
{
    size_t found = 0;

    for (size_t i = 0; i < at->count; i++) {
        struct dg_text key = map_key(at, i);

        if (shape->lookup(key.data, key.length) < shape->count) {
            map_report(at, i, DG_CODE_JSON_DUPLICATE_KEY);
            found++;
        } else if (shape->patterns != NULL && dg_shape_matches(shape, key) != at->shape->matched) {
            map_report(at, i, DG_CODE_ADDITIONAL_PROPERTIES);
        }
    }
    return found;
}

void dg_check_others_end(struct dg_checked_object *object, struct dg_checked_map *at)
{
    struct dg_checker *in = at->in;

    object->others += at->stated;
    if (at->open && !in->stopped) {
        object->others -= map_judge_listed(at, object->shape);
        object->others -= at->count > 1 ? map_judge_duplicates(at) : 0;
    }
    in->absent = false;
}
