/* Compares two types: kinds, limits, enums, items. */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "base/memory_arena.h"
#include "diff/diff_walk.h"
#include "runtime/reader.h"

/* Limits */

/* A keyword of both types. `bare`: types that have this limit only. */
struct schema_limit {
    const char *keyword; /* where the limit is stated */
    const char *name;    /* of the limit, whether it is exclusive or not */
    const char *old;
    const char *new;
    struct model_type bare[DIFF_SIDES];
    bool stricter; /* otherwise the new limit is looser */
};

static void schema_limit(struct diff_walk *walk, const struct diff_pair *pair,
                         const struct schema_limit *limit, const char *holder)
{
    struct dg_arena *arena = walk->arena;
    const char *suffix = memory_arena_format(arena, "%s/%s", holder, limit->keyword);
    struct diff_where where = diff_where_types(pair, suffix, arena);
    struct diff_change *change = diff_walk_add(
        walk, DIFF_LIMIT, &where,
        memory_arena_format(arena, "%s of %s", limit->name, diff_walk_what(walk, pair->place)),
        limit->old, limit->new);
    enum diff_side by = limit->stricter ? DIFF_OLD : DIFF_NEW;

    diff_witness_find(walk, change, pair, by, &limit->bare[by == DIFF_NEW ? DIFF_OLD : DIFF_NEW],
                      true);
}

/* By form: whether a keyword differs, whether the new one is stricter, its value in words. */

static const char *schema_count_text(struct diff_walk *walk, uint64_t count, uint64_t none)
{
    return count == none ? "none" : memory_arena_format(walk->arena, "%" PRIu64, count);
}

static void schema_compare_count(struct diff_walk *walk, const struct diff_pair *pair,
                                 const struct model_count *old, const struct model_count *new,
                                 struct schema_limit *limit, bool second)
{
    uint64_t none = second ? UINT64_MAX : 0;
    uint64_t from = second ? old->max : old->min;
    uint64_t to = second ? new->max : new->min;

    (void)pair;
    limit->old = schema_count_text(walk, from, none);
    limit->new = from == to ? limit->old : schema_count_text(walk, to, none);
    limit->stricter = second ? to < from : to > from;
}

/* The keyword that states a bound. */
static const char *schema_bound_keyword(const char *keyword, bool exclusive)
{
    if (!exclusive) {
        return keyword;
    }
    return strcmp(keyword, "minimum") == 0 ? "exclusiveMinimum" : "exclusiveMaximum";
}

/* A bound in words, which say whether it is exclusive. */
static const char *schema_bound_text(struct diff_walk *walk, const char *bound, bool exclusive)
{
    return bound == NULL ? "none"
           : exclusive   ? memory_arena_format(walk->arena, "%s (exclusive)", bound)
                         : bound;
}

/* The least integer that a bound allows, or the greatest. */
static int64_t schema_integer_bound(const struct model_range *range, bool second)
{
    if (second) {
        return range->maximum - (range->below && range->maximum > INT64_MIN);
    }
    return range->minimum + (range->above && range->minimum < INT64_MAX);
}

static const char *schema_integer_text(struct diff_walk *walk, const struct model_range *range,
                                       bool second)
{
    int64_t bound = second ? range->maximum : range->minimum;
    bool exclusive = second ? range->below : range->above;
    bool none = !exclusive && bound == (second ? INT64_MAX : INT64_MIN);

    return schema_bound_text(
        walk, none ? NULL : memory_arena_format(walk->arena, "%" PRId64, bound), exclusive);
}

static void schema_compare_integer(struct diff_walk *walk, const struct diff_pair *pair,
                                   const struct model_range *old, const struct model_range *new,
                                   struct schema_limit *limit, bool second)
{
    int64_t from = schema_integer_bound(old, second);
    int64_t to = schema_integer_bound(new, second);

    (void)pair;
    limit->old = schema_integer_text(walk, old, second);
    limit->new = from == to ? limit->old : schema_integer_text(walk, new, second);
    limit->keyword = schema_bound_keyword(limit->keyword, second ? new->below : new->above);
    limit->stricter = second ? to < from : to > from;
}

static void schema_compare_number(struct diff_walk *walk, const struct diff_pair *pair,
                                  const struct model_number_range *old,
                                  const struct model_number_range *new, struct schema_limit *limit,
                                  bool second)
{
    const char *from = second ? old->maximum : old->minimum;
    const char *to = second ? new->maximum : new->minimum;
    bool was = second ? old->below : old->above;
    bool is = second ? new->below : new->above;
    bool both = from != NULL && to != NULL;
    int order = both ? dg_number_compare(dg_text_of(to), dg_text_of(from)) : 0;

    (void)pair;
    limit->old = schema_bound_text(walk, from, was);
    limit->new = both &&order == 0 && was == is ? limit->old : schema_bound_text(walk, to, is);
    limit->keyword = schema_bound_keyword(limit->keyword, is);
    if (order == 0) {
        limit->stricter = from == NULL || (both && is);
    } else {
        limit->stricter = second ? order < 0 : order > 0;
    }
}

/* Leaves one keyword of a limit, by form. */

static void schema_only_count(struct model_count *limit, bool second)
{
    *limit =
        second ? (struct model_count){0, limit->max} : (struct model_count){limit->min, UINT64_MAX};
}

static void schema_only_integer(struct model_range *limit, bool second)
{
    struct model_range none = MODEL_ANY_INTEGER;

    if (second) {
        limit->minimum = none.minimum;
        limit->above = false;
    } else {
        limit->maximum = none.maximum;
        limit->below = false;
    }
}

/* Without the bound, it doesn't matter whether the bound is exclusive. */
static void schema_only_number(struct model_number_range *limit, bool second)
{
    if (second) {
        limit->minimum = NULL;
    } else {
        limit->maximum = NULL;
    }
}

/* Whether the limits of a kind apply: those of strings and numbers also to values of several
   types. */
static bool schema_is_limited(const struct model_type *type, enum model_kind kind)
{
    return type->kind == kind ||
           (type->kind == MODEL_JSON && (kind == MODEL_TEXT || kind == MODEL_NUMBER));
}

static void schema_limits(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];

#define SCHEMA_LIMIT(limited, member, none, form, first, second, ...)                              \
    for (int i = 0; schema_is_limited(old, MODEL_##limited) && i < 2; i++) {                       \
        struct schema_limit limit = {.name = i == 1 ? (second) : (first)};                         \
                                                                                                   \
        limit.keyword = limit.name;                                                                \
        schema_compare_##form(walk, pair, &old->member, &new->member, &limit, i == 1);             \
        if (strcmp(limit.old, limit.new) == 0) {                                                   \
            continue;                                                                              \
        }                                                                                          \
        for (int side = 0; side < DIFF_SIDES; side++) {                                            \
            limit.bare[side] = sample_bare(old);                                                   \
            limit.bare[side].member = pair->types[side]->member;                                   \
            schema_only_##form(&limit.bare[side].member, i == 1);                                  \
        }                                                                                          \
        schema_limit(walk, pair, &limit, strcmp(#member, "names") == 0 ? "/propertyNames" : "");   \
    }
    MODEL_LIMITS(SCHEMA_LIMIT)
#undef SCHEMA_LIMIT
}

/* The format that is judged, as contracts name it. NULL: none. */
static const char *schema_format_name(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return type->format;
    case MODEL_JSON:
        return type->format != NULL ? type->format : type->whole;
    case MODEL_INTEGER:
        return type->int32 ? "int32" : type->whole;
    case MODEL_NUMBER:
        return type->whole != NULL ? type->whole : type->integral ? "integer" : NULL;
    case MODEL_TIME:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
    case MODEL_ENUM:
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        break;
    }
    return NULL;
}

/* A type of which only the format is kept. */
static struct model_type schema_bare_format(const struct model_type *type)
{
    struct model_type bare = sample_bare(type);

    bare.int32 = type->int32;
    bare.whole = type->whole;
    bare.integral = type->integral;
    bare.format = type->format;
    return bare;
}

/* As contracts spell the name. */
static const char *schema_format_words(struct diff_walk *walk, const char *name)
{
    char *words = name == NULL ? NULL : memory_arena_copy(walk->arena, name, strlen(name));

    for (char *at = words; at != NULL && *at != '\0'; at++) {
        *at = *at == '_' ? '-' : *at;
    }
    return words == NULL ? "none" : words;
}

static void schema_format(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    const char *was = schema_format_name(old);
    const char *is = schema_format_name(new);
    struct diff_where where = diff_where_types(pair, "/format", walk->arena);
    struct model_type bare[] = {schema_bare_format(old), schema_bare_format(new)};
    struct diff_change *change;

    if (was == NULL || is == NULL ? was == is : strcmp(was, is) == 0) {
        return;
    }
    change = diff_walk_add(walk, DIFF_FORMAT, &where, diff_walk_what(walk, pair->place),
                           schema_format_words(walk, was), schema_format_words(walk, is));
    diff_witness_find(walk, change, pair, DIFF_NEW, &bare[DIFF_OLD], was != NULL);
    diff_witness_find(walk, change, pair, DIFF_OLD, &bare[DIFF_NEW], is != NULL);
}

/* Enums */

static bool schema_same_word(const struct model_word *a, const struct model_word *b)
{
    return dg_text_equal(a->wire, b->wire);
}

/* The index of a word in another enum; `guess` is tried first. SIZE_MAX: none. */
static size_t schema_find_word(const struct model_type *type, const struct model_word *word,
                               size_t guess)
{
    if (guess < type->word_count && schema_same_word(&type->words[guess], word)) {
        return guess;
    }
    for (size_t i = 0; i < type->word_count; i++) {
        if (schema_same_word(&type->words[i], word)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* A word that only one enum has. */
static void schema_word(struct diff_walk *walk, const struct diff_pair *pair, enum diff_side side,
                        const struct model_word *word)
{
    enum diff_side lacks = side == DIFF_NEW ? DIFF_OLD : DIFF_NEW;
    struct diff_where where = diff_where_types(pair, "/enum", walk->arena);
    struct diff_change *change;

    where.pointer = memory_arena_format(walk->arena, "%s/enum", pair->types[side]->pointer);
    where.at[side] = word->at;
    change = diff_walk_add(walk, side == DIFF_NEW ? DIFF_VALUE_ADDED : DIFF_VALUE_REMOVED, &where,
                           diff_walk_quote(walk, word->wire), NULL, NULL);
    if (pair->c) {
        diff_symbols_add(walk, change, side == DIFF_NEW ? DIFF_SOURCE_ADDS : DIFF_SOURCE_BREAKS,
                         diff_symbols_constant(walk, word->constant));
    }
    sample_begin(&walk->maker);
    if (!pair->types[lacks]->open && pair->place != NULL) {
        struct sample *value = pair->types[side]->integer_enum
                                   ? sample_number(&walk->maker, word->wire.data)
                                   : sample_text(&walk->maker, word->wire);

        (void)diff_witness_claim(walk, change, pair->place, side, value);
    }
}

static void schema_open(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_where where = diff_where_types(pair, "/x-dg-open", walk->arena);
    enum diff_side by = new->open ? DIFF_NEW : DIFF_OLD;
    struct diff_change *change;

    if (pair->types[DIFF_OLD]->open == new->open) {
        return;
    }
    change = diff_walk_add(walk, new->open ? DIFF_ENUM_OPENED : DIFF_ENUM_CLOSED, &where,
                           diff_walk_what(walk, pair->place), NULL, NULL);
    diff_witness_find(walk, change, pair, by, pair->types[by == DIFF_NEW ? DIFF_OLD : DIFF_NEW],
                      true);
}

/* Compares the limits of values that open enums don't list. */
static void schema_unlisted(struct diff_walk *walk, const struct diff_pair *pair)
{
    struct model_type none[DIFF_SIDES];
    struct diff_pair limits = *pair;

    limits.c = false;
    for (int side = 0; side < DIFF_SIDES; side++) {
        const struct model_type *own = pair->types[side]->unlisted;
        const struct model_type *other = pair->types[DIFF_SIDES - 1 - side]->unlisted;

        if (!pair->types[side]->open || (own == NULL && other == NULL)) {
            return;
        }
        none[side] = sample_bare(own == NULL ? other : own);
        none[side].at = pair->types[side]->at;
        none[side].pointer = pair->types[side]->pointer;
        limits.types[side] = own == NULL ? &none[side] : own;
    }
    schema_limits(walk, &limits);
    diff_keyword_all(walk, &limits);
    schema_format(walk, &limits);
}

static void schema_enum(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    size_t last = SIZE_MAX;
    bool moved = false;

    for (size_t i = 0; i < old->word_count; i++) {
        size_t found = schema_find_word(new, &old->words[i], last + 1);

        if (found == SIZE_MAX) {
            schema_word(walk, pair, DIFF_OLD, &old->words[i]);
            continue;
        }
        moved = moved || (last != SIZE_MAX && found < last);
        last = found;
    }
    last = SIZE_MAX;
    for (size_t i = 0; i < new->word_count; i++) {
        size_t found = schema_find_word(old, &new->words[i], last + 1);

        if (found == SIZE_MAX) {
            schema_word(walk, pair, DIFF_NEW, &new->words[i]);
        } else {
            last = found;
        }
    }
    if (moved && pair->c) {
        struct diff_where where = diff_where_types(pair, "/enum", walk->arena);
        struct diff_change *change =
            diff_walk_add(walk, DIFF_C_VALUES, &where, diff_symbols_tag(walk, new), NULL, NULL);

        diff_symbols_add(walk, change, DIFF_SOURCE_SAME, diff_symbols_tag(walk, new));
    }
    schema_open(walk, pair);
    schema_unlisted(walk, pair);
}

/* Kinds */

/* "string or null, one of 'a', null". */
static const char *schema_any_words(struct diff_walk *walk, const struct model_type *type)
{
    static const char *const names[] = {"null",   "boolean", "integer", "number",
                                        "string", "array",   "object"};
    const struct model_any *any = type->any;
    struct buffer out = {0};
    const char *words;

    if (any == NULL || (any->types == DG_JSON_ANYTHING && any->count == 0)) {
        return "anything";
    }
    if (any->types == 0) {
        return "nothing";
    }
    for (size_t i = 0; any->count == 0 && i < sizeof names / sizeof names[0]; i++) {
        if ((any->types & 1U << i) != 0) {
            buffer_format(&out, "%s%s", out.length > 0 ? " or " : "", names[i]);
        }
    }
    for (size_t i = 0; i < any->count; i++) {
        buffer_add(&out, i == 0 ? "one of " : ", ");
        buffer_add_text(&out, any->values[i]);
    }
    words = memory_arena_copy(walk->arena, out.data == NULL ? "" : out.data, out.length);
    buffer_free(&out);
    return words;
}

static const char *schema_kind_words(struct diff_walk *walk, const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return "string";
    case MODEL_TIME:
        return "string of format date-time";
    case MODEL_INTEGER:
        return "integer";
    case MODEL_NUMBER:
        return "number";
    case MODEL_BOOLEAN:
        return "boolean";
    case MODEL_CONST_TEXT:
        return memory_arena_format(walk->arena, "the string %s",
                                   diff_walk_quote(walk, type->const_text));
    case MODEL_CONST_INTEGER:
        return memory_arena_format(walk->arena, "the integer %" PRId64, type->const_integer);
    case MODEL_JSON:
        return schema_any_words(walk, type);
    case MODEL_ENUM:
        return type->integer_enum ? "integer enum" : "string enum";
    case MODEL_OBJECT:
        return "object with properties";
    case MODEL_MAP:
        return "object without properties";
    case MODEL_LIST:
        return "array";
    case MODEL_UNION:
        return diff_union_words(walk, type);
    case MODEL_VALUE:
        return schema_kind_words(walk, type->item.type);
    }
    assert(false);
    return "";
}

/* Whether values of several types have the same types and the same listed values. */
static bool schema_same_any(const struct model_any *old, const struct model_any *new)
{
    unsigned was = old == NULL ? DG_JSON_ANYTHING : old->types;
    unsigned is = new == NULL ? DG_JSON_ANYTHING : new->types;
    size_t count = old == NULL ? 0 : old->count;

    if (was != is || count != (new == NULL ? 0 : new->count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!dg_text_equal(old->values[i], new->values[i])) {
            return false;
        }
    }
    return true;
}

static bool schema_same_const(const struct model_type *old, const struct model_type *new)
{
    switch (old->kind) {
    case MODEL_CONST_TEXT:
        return dg_text_equal(old->const_text, new->const_text);
    case MODEL_CONST_INTEGER:
        return old->const_integer == new->const_integer;
    case MODEL_ENUM:
        return old->integer_enum == new->integer_enum;
    case MODEL_TEXT:
    case MODEL_TIME:
    case MODEL_INTEGER:
    case MODEL_NUMBER:
    case MODEL_JSON:
        return schema_same_any(old->any, new->any);
    case MODEL_BOOLEAN:
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        break;
    }
    return true;
}

/* Two types of which nothing further can be compared. */
static void schema_other_type(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    bool constant = old->kind == new->kind && old->kind != MODEL_ENUM && old->kind != MODEL_JSON;
    struct diff_where where = diff_where_types(pair, constant ? "/const" : "", walk->arena);
    struct diff_change *change = diff_walk_add(
        walk, constant ? DIFF_CONST : DIFF_TYPE, &where, diff_walk_what(walk, pair->place),
        schema_kind_words(walk, old), schema_kind_words(walk, new));

    diff_witness_find(walk, change, pair, DIFF_NEW, old, false);
    diff_witness_find(walk, change, pair, DIFF_OLD, new, false);
    if (pair->member != NULL) {
        diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS, pair->member);
    }
    if (pair->c) { /* the name now belongs to another type */
        diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS, diff_symbols_tag(walk, new));
    }
}

static void schema_element(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    bool map = old->kind == MODEL_MAP;
    struct diff_place *place = NULL;
    const char *suffix = map ? "/additionalProperties" : "/items";
    struct diff_used used = {
        .uses = {&old->item, &new->item},
        .opt = {old->item.nullable || old->item.type->kind == MODEL_ENUM,
                new->item.nullable || new->item.type->kind == MODEL_ENUM},
        .where = diff_where_types(pair, suffix, walk->arena),
        .member = !pair->c ? NULL
                  : map    ? memory_arena_format(walk->arena, "struct %s_%s_entry.value",
                                                 walk->models[DIFF_NEW]->prefix, new->name)
                           : diff_symbols_member(walk, new, "items"),
    };

    if ((old->is_others && new->is_others) || (old->is_matched && new->is_matched)) {
        return; /* compared with their objects */
    }
    if (pair->place != NULL) {
        place = memory_arena_new(walk->arena, sizeof *place);
        *place = (struct diff_place){.step = map ? DIFF_ENTRY : DIFF_ITEM,
                                     .entry = pair->place->entry,
                                     .parent = pair->place,
                                     .container = {old, new}};
    }
    diff_use(walk, place, &used, NULL);
}

/* A document that isn't a container: its value. */
static void schema_document(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_used used = {
        .uses = {&old->item, &new->item},
        .opt = {old->item.nullable, new->item.nullable},
        .where = diff_where_types(pair, "", walk->arena),
        .member = pair->c ? diff_symbols_member(walk, new, "value") : NULL,
    };

    diff_use(walk, pair->place, &used, NULL);
}

/* Whether values of other types than the properties or items speak of are allowed. */
static void schema_implied(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_where where = diff_where_types(pair, "", walk->arena);
    enum diff_side by = new->implied ? DIFF_NEW : DIFF_OLD;
    struct diff_change *change;

    if (old->implied == new->implied) {
        return;
    }
    change = diff_walk_add(walk, DIFF_OTHER_TYPES, &where, diff_walk_what(walk, pair->place),
                           old->implied ? "a warning" : "an error",
                           new->implied ? "a warning" : "an error");
    diff_witness_find(walk, change, pair, by, pair->types[by == DIFF_NEW ? DIFF_OLD : DIFF_NEW],
                      false);
    if (pair->c) {
        diff_symbols_add(walk, change, new->implied ? DIFF_SOURCE_ADDS : DIFF_SOURCE_BREAKS,
                         diff_symbols_member(walk, pair->types[by], pair->types[by]->other_name));
    }
}

/* The entries that a map holds in its struct. */
static void schema_room(struct diff_walk *walk, const struct diff_pair *pair)
{
    size_t old = pair->types[DIFF_OLD]->inline_capacity;
    size_t new = pair->types[DIFF_NEW]->inline_capacity;
    struct diff_where where = diff_where_types(pair, "", walk->arena);
    struct diff_change *change;
    const char *symbol;

    if (old == new || !pair->c) {
        return;
    }
    symbol = diff_symbols_member(walk, pair->types[DIFF_NEW], "entries");
    change =
        diff_walk_add(walk, DIFF_C_ROOM, &where, symbol,
                      old == 0 ? "any number of" : memory_arena_format(walk->arena, "%zu", old),
                      new == 0 ? "any number of" : memory_arena_format(walk->arena, "%zu", new));
    diff_symbols_add(walk, change, old == 0 || new == 0 ? DIFF_SOURCE_BREAKS : DIFF_SOURCE_SAME,
                     symbol);
}

static void schema_description(struct diff_walk *walk, const struct diff_pair *pair)
{
    const char *old = pair->types[DIFF_OLD]->description;
    const char *new = pair->types[DIFF_NEW]->description;
    struct diff_where where = diff_where_types(pair, "/description", walk->arena);

    /* The description of a property is told with the property. */
    if (pair->place != NULL && pair->place->step == DIFF_PROPERTY) {
        return;
    }
    if (strcmp(old == NULL ? "" : old, new == NULL ? "" : new) != 0) {
        diff_walk_add(walk, DIFF_DESCRIPTION, &where, diff_walk_what(walk, pair->place), NULL,
                      NULL);
    }
}

void diff_schema(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];

    if (pair->c) {
        diff_symbols_types(walk, pair);
    }
    schema_description(walk, pair);
    if (old->kind != new->kind || !schema_same_const(old, new)) {
        schema_other_type(walk, pair);
        return;
    }
    schema_implied(walk, pair);
    diff_subschema(walk, pair);
    schema_limits(walk, pair);
    diff_keyword_all(walk, pair);
    switch (model_kind_form(old->kind)) {
    case MODEL_FORM_SCALAR:
        schema_format(walk, pair);
        break;
    case MODEL_FORM_WORDS:
        schema_enum(walk, pair);
        break;
    case MODEL_FORM_PROPERTIES:
        diff_object(walk, pair);
        break;
    case MODEL_FORM_ENTRIES:
        schema_room(walk, pair);
        schema_element(walk, pair);
        break;
    case MODEL_FORM_ITEMS:
        schema_element(walk, pair);
        break;
    case MODEL_FORM_ALTERNATIVES:
        diff_union(walk, pair);
        break;
    case MODEL_FORM_VALUE:
        schema_document(walk, pair);
        break;
    }
}
