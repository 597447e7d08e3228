/* Maps: objects whose names are data. */
#include <string.h>

#include "runtime/reader_internal.h"

/* Begins without entries. */
static void map_begin(struct dg_map *at, struct dg_reader *in, const struct dg_map_shape *shape,
                      void *entries)
{
    at->in = in;
    at->shape = shape;
    at->slot = NULL;
    at->entries = entries;
    at->count = 0;
    at->capacity = shape->capacity;
    at->site = in->judge.site;
    at->scratch = NULL;
    at->escaped = false;
    at->open = false;
    at->met = (struct dg_text){0};
}

DG_APART void dg_object_others(struct dg_object *at, struct dg_map *others,
                               const struct dg_map_shape *shape, void *entries)
{
    map_begin(others, at->in, shape, entries);
    at->others = others;
}

DG_APART void dg_object_matched(struct dg_object *at, struct dg_map *matched,
                                const struct dg_map_shape *shape, void *entries)
{
    map_begin(matched, at->in, shape, entries);
    at->matched = matched;
}

static void *map_entry(const struct dg_map *at, size_t index)
{
    return (char *)at->entries + index * at->shape->entry_size;
}

/* Goes on after the entries that the fast way stored. */
static DG_APART void map_go_on(struct dg_map *at, const struct dg_begun *begun)
{
    at->in->at = begun->at;
    at->met = begun->name;
    at->count = begun->count;
    at->members.count = begun->count;
    at->in->string = (struct dg_string){0};
    for (size_t i = 0; i < begun->count; i++) {
        at->in->string.raw = *(struct dg_text *)map_entry(at, i);
        dg_names_add(at->in, &at->members, &at->in->string);
    }
}

DG_APART void dg_map_open(struct dg_map *at, struct dg_reader *in, const struct dg_map_shape *shape,
                          void *entries)
{
    map_begin(at, in, shape, entries);
    if (dg_scan_peek(in) == '{') {
        at->open = dg_members_open(in, &at->members);
        if (in->begun_count > 0) {
            map_go_on(at, &in->begun[--in->begun_count]);
        }
    } else {
        dg_skip_refused(in, DG_KIND_OBJECT);
    }
}

static DG_APART size_t map_code_points(const struct dg_string *name)
{
    const char *at = name->raw.data;
    const char *end = at + name->raw.length;
    size_t count = 0;

    if (!name->escaped) {
        return dg_text_code_points(name->raw);
    }
    while (at < end) {
        struct dg_character character;

        at = dg_escape_decode(at, end, &character);
        count++;
    }
    return count;
}

/* Checks the name of an entry against the patterns. */
static DG_APART bool map_name_matches(struct dg_reader *in, const struct dg_map_shape *shape,
                                      const struct dg_string *name)
{
    struct dg_judge *judge = &in->judge;
    struct dg_spare *spare;
    struct dg_text text;
    bool good;

    if (!name->escaped) {
        return dg_judge_name_patterns(judge, shape, name->raw, dg_string_quoted(name));
    }
    spare = dg_reader_lend_room(in, name->raw.length);
    if (spare == NULL) {
        return false;
    }
    text.data = (const char *)spare->bytes;
    text.length = dg_escape_remove(name->raw, (char *)spare->bytes);
    good = dg_judge_name_patterns(judge, shape, text, dg_string_quoted(name));
    dg_reader_return(in, spare);
    return good;
}

bool dg_map_name_fits(struct dg_reader *in, const struct dg_map_shape *shape,
                      const struct dg_string *name)
{
    struct dg_length bounds = shape->names;
    bool good = shape->patterns == NULL || map_name_matches(in, shape, name);

    if (bounds.min == 0 && name->raw.length <= bounds.max) {
        return good; /* no string has more code points than bytes */
    }
    return good && dg_judge_name(&in->judge, shape, map_code_points(name), dg_string_quoted(name));
}

/* Checks the name of an entry against propertyNames. */
static bool map_name_fits(struct dg_map *at, const struct dg_string *name)
{
    return dg_map_name_fits(at->in, at->shape->named != NULL ? at->shape->named : at->shape, name);
}

/* The slot for an entry to be stored; NULL if there is no room. */
static void *map_store(struct dg_map *at)
{
    if (at->shape->capacity == 0 && at->count == at->capacity) {
        void *grown = dg_reader_grow(at->in, at->entries, at->shape->entry_size, &at->capacity);

        if (grown == NULL) {
            return NULL;
        }
        at->entries = grown;
    }
    return at->count < at->capacity ? map_entry(at, at->count++) : NULL;
}

/* The slot for an entry that is judged and not stored. */
static void *map_scratch(struct dg_map *at)
{
    if (at->scratch == NULL) {
        at->scratch = dg_reader_lend(at->in, at->shape->entry_size);
    }
    return at->scratch == NULL ? NULL : at->scratch->bytes;
}

bool dg_map_take(struct dg_map *at, struct dg_members *members, const struct dg_string *name)
{
    struct dg_reader *in = at->in;

    in->judge.site = &at->shape->value;
    at->slot = NULL;
    /* Without memory for the names, nothing would be written to a slot. */
    if (dg_names_add(in, members, name) && map_name_fits(at, name) && !in->stopped) {
        at->slot = map_store(at);
        at->escaped = at->escaped || name->escaped;
    }
    if (at->slot == NULL && !in->stopped) {
        at->slot = map_scratch(at);
    }
    if (at->slot == NULL || in->stopped) {
        return false;
    }
    memset(at->slot, 0, at->shape->entry_size);
    *(struct dg_text *)at->slot = name->raw;
    return true;
}

DG_APART bool dg_map_next(struct dg_map *at)
{
    struct dg_string *name = &at->in->string;

    if (at->met.data != NULL) {
        *name = (struct dg_string){.raw = at->met};
        at->met = (struct dg_text){0};
        dg_members_take(at->in, &at->members, name->raw);
        return dg_map_take(at, &at->members, name);
    }
    return at->open && dg_members_next(at->in, &at->members, name) &&
           dg_map_take(at, &at->members, name);
}

/* Removes the entries that were recognized as duplicates only at the end. Both lists are in the
   order of the text, and keys still point into the text. */
static void map_remove(struct dg_map *at, struct dg_duplicates duplicates)
{
    const char *begin = at->in->begin;
    size_t kept = 0;
    size_t next = 0;

    for (size_t i = 0; i < at->count; i++) {
        const struct dg_text *key = map_entry(at, i);
        uint64_t place = (uint64_t)(key->data - begin);

        while (next < duplicates.count && duplicates.names[next].key < place) {
            next++;
        }
        if (next == duplicates.count || duplicates.names[next].key != place) {
            memmove(map_entry(at, kept++), key, at->shape->entry_size);
        }
    }
    at->count = kept;
}

static DG_APART void map_unescape_keys(struct dg_map *at)
{
    for (size_t i = 0; i < at->count; i++) {
        struct dg_text *key = map_entry(at, i);
        struct dg_string name = {.raw = *key,
                                 .escaped = memchr(key->data, '\\', key->length) != NULL};

        dg_reader_text(at->in, &name, key);
    }
}

size_t dg_map_settle(struct dg_map *at, struct dg_duplicates duplicates)
{
    if (duplicates.count > 0) {
        map_remove(at, duplicates);
    }
    if (at->escaped) {
        map_unescape_keys(at);
    }
    dg_reader_return(at->in, at->scratch);
    at->count = at->in->stopped ? 0 : at->count;
    return at->count;
}

DG_APART size_t dg_map_close(struct dg_map *at)
{
    struct dg_reader *in = at->in;
    size_t count;

    if (!at->open) {
        return 0;
    }
    count = dg_map_settle(at, dg_members_close(in, &at->members));
    if (!in->stopped) {
        dg_judge_members(
            &in->judge,
            (struct dg_counted){at->members.start, at->shape->schema, at->members.count},
            at->shape->members);
    }
    in->judge.refused = false;
    in->judge.site = at->site;
    at->open = false;
    return count;
}
