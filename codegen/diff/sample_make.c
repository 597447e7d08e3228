/* Makes small values of the types of a model. */
#include <inttypes.h>
#include <string.h>

#include "base/memory_arena.h"
#include "diff/sample_format.h"
#include "diff/sample_numbers.h"
#include "diff/sample_parse.h"
#include "diff/sample_pattern.h"
#include "pattern/pattern_compile.h"

#define MAKE_TIME "2020-01-01T00:00:00Z"

struct sample *sample_make_text(struct sample_maker *maker, uint64_t length)
{
    char *text;

    if (length > SAMPLE_MAX_BYTES) {
        maker->exhausted = true;
        return NULL;
    }
    text = memory_arena_new(maker->arena, (size_t)length + 1);
    memset(text, 'a', (size_t)length);
    return sample_text(maker, (struct dg_text){text, (size_t)length});
}

struct dg_text sample_make_name(struct sample_maker *maker, uint64_t length, uint64_t number)
{
    size_t size = length == 0 ? 0 : (size_t)(length < SAMPLE_MAX_BYTES ? length : SAMPLE_MAX_BYTES);
    char *name = memory_arena_new(maker->arena, size + 1);

    for (size_t i = size; i > 0; i--) {
        name[i - 1] = (char)('a' + number % 26);
        number /= 26;
    }
    return (struct dg_text){name, size};
}

/* Scalars */

/* Returns the first value of the candidates that fits. */
static struct sample *make_first(const struct model_type *type, const struct sample_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (sample_fits(type, list->items[i])) {
            return list->items[i];
        }
    }
    return NULL;
}

static struct sample *make_number(struct sample_maker *maker, const struct model_type *type)
{
    struct sample_list list = {.count = 0};

    sample_numbers(maker, type, &list);
    return make_first(type, &list);
}

/* A text that matches the patterns, and may not have the format. */
static struct sample *make_matching(struct sample_maker *maker, const struct model_type *type)
{
    struct dg_text text;

    return sample_pattern_find(type, NULL, &type->length, maker->arena, &text) == PATTERN_FOUND
               ? sample_text(maker, text)
               : NULL;
}

/* A text of the format. */
static struct sample *make_formatted(struct sample_maker *maker, const struct model_type *type)
{
    uint64_t least = type->length.min;

    if (least > SAMPLE_MAX_COUNT) {
        maker->exhausted = true;
        return NULL;
    }
    if (least < sample_format_shortest(type->format)) {
        least = sample_format_shortest(type->format);
    }
    /* Some formats only have lengths that are multiples of others. */
    for (uint64_t length = least; length <= type->length.max && length < least + 8; length++) {
        struct dg_text text = sample_format_text(type->format, (size_t)length, maker->arena);

        if (text.data != NULL) {
            return sample_text(maker, text);
        }
    }
    return NULL;
}

static struct sample *make_text(struct sample_maker *maker, const struct model_type *type)
{
    uint64_t least = type->length.min;
    struct sample_list list = {.count = 0};

    if (type->format == NULL && type->pattern_count == 0) {
        return sample_make_text(maker, least == 0 && type->length.max > 0 ? 1 : least);
    }
    if (type->pattern_count == 0) {
        return make_formatted(maker, type);
    }
    sample_list_add(&list, make_matching(maker, type));
    if (type->format != NULL) {
        sample_list_add(&list, make_formatted(maker, type));
    }
    return make_first(type, &list);
}

/* Values of each type, and those that are listed. */
static struct sample *make_any(struct sample_maker *maker, const struct model_type *type)
{
    const struct model_any *any = type->any;
    struct sample_list list = {.count = 0};

    sample_list_add(&list, sample_new(maker, SAMPLE_NULL));
    if (any == NULL) {
        return make_first(type, &list);
    }
    for (size_t i = 0; i < any->count && i < 8; i++) {
        sample_list_add(&list, sample_parse(maker, any->values[i]));
    }
    sample_list_add(&list, make_text(maker, type));
    sample_list_add(&list, sample_new(maker, SAMPLE_BOOLEAN));
    sample_list_add(&list, sample_new(maker, SAMPLE_LIST));
    sample_list_add(&list, sample_new(maker, SAMPLE_OBJECT));
    sample_numbers(maker, type, &list);
    return make_first(type, &list);
}

static struct sample *make_word(struct sample_maker *maker, const struct model_type *type)
{
    return type->integer_enum ? sample_number(maker, type->words[0].wire.data)
                              : sample_text(maker, type->words[0].wire);
}

/* Containers */

static bool make_is(const struct dg_text *name, struct dg_text other)
{
    return name != NULL && dg_text_equal(*name, other);
}

/* Adds the properties that are required (or, with `optional`, others until there are enough). */
static bool make_properties(struct sample_maker *maker, const struct model_type *type,
                            const struct sample_wish *wish, uint64_t count, struct sample *out)
{
    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        struct sample *value = NULL;

        if (make_is(wish->with, property->wire)) {
            value = wish->value;
        } else if (property->required && !make_is(wish->without, property->wire)) {
            value = sample_make_use(maker, &property->use);
        } else {
            continue;
        }
        if (!sample_add(maker, out, property->wire, value)) {
            return false;
        }
    }
    for (size_t i = 0; i < type->property_count && out->count < count; i++) {
        const struct model_property *property = &type->properties[i];

        if (!property->required && sample_find(out, property->wire) == NULL &&
            !make_is(wish->without, property->wire)) {
            (void)sample_add(maker, out, property->wire, sample_make_use(maker, &property->use));
        }
    }
    return true;
}

/* Adds the properties that those of the object require. */
static bool make_dependents(struct sample_maker *maker, const struct model_type *type,
                            const struct sample_wish *wish, struct sample *out)
{
    for (size_t round = 0; round < type->dependent_count; round++) {
        for (size_t i = 0; i < type->dependent_count; i++) {
            const struct model_property *property = &type->properties[type->dependents[i].property];
            const struct model_property *needs = &type->properties[type->dependents[i].needs];

            if (sample_find(out, property->wire) == NULL || make_is(wish->without, needs->wire) ||
                sample_find(out, needs->wire) != NULL) {
                continue;
            }
            if (!sample_add(maker, out, needs->wire, sample_make_use(maker, &needs->use))) {
                return false;
            }
        }
    }
    return true;
}

static bool make_is_property(const struct model_type *type, struct dg_text name)
{
    for (size_t i = 0; i < type->property_count; i++) {
        if (dg_text_equal(type->properties[i].wire, name)) {
            return true;
        }
    }
    return false;
}

/* Whether one of the first `count` members has the name. */
static bool make_has(const struct sample *object, size_t count, struct dg_text name)
{
    for (size_t i = 0; i < count; i++) {
        if (dg_text_equal(object->members[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* Further schemas, which judge parts */

static const struct model_subschema *make_further(const struct model_type *type,
                                                  enum model_applicator applicator)
{
    for (size_t i = 0; type->subschemas != NULL && i < type->subschemas->count; i++) {
        if (type->subschemas->list[i].applicator == applicator) {
            return &type->subschemas->list[i];
        }
    }
    return NULL;
}

/* An item for a position of a list. */
static struct sample *make_item(struct sample_maker *maker, const struct model_type *type,
                                size_t index)
{
    const struct model_subschema *prefix = make_further(type, MODEL_PREFIX_ITEMS);
    const struct model_subschema *contains = make_further(type, MODEL_CONTAINS);

    if (prefix != NULL) {
        size_t last = prefix->count - 1;
        const struct model_type *item = prefix->types[index < last ? index : last];

        if (item != NULL) {
            return sample_make(maker, item);
        }
    }
    return contains != NULL && index < contains->matches.min
               ? sample_make(maker, contains->types[0])
               : sample_make_use(maker, &type->item);
}

/* A value for a member that no property lists. */
static struct sample *make_member(struct sample_maker *maker, const struct model_type *type,
                                  struct dg_text name)
{
    const struct model_subschema *patterns = make_further(type, MODEL_PATTERN_PROPERTIES);
    const struct model_use *use =
        type->kind == MODEL_MAP ? &type->item : sample_use_of_other(type, name);

    for (size_t i = 0; patterns != NULL && i < patterns->count; i++) {
        if (dg_pattern_matches(&patterns->patterns[i]->compiled, name)) {
            return sample_make(maker, patterns->types[i]);
        }
    }
    return use != NULL ? sample_make_use(maker, use) : sample_new(maker, SAMPLE_NULL);
}

/* Adds members whose names match the patterns, each longer than the one before. */
static bool make_matching_names(struct sample_maker *maker, const struct model_type *type,
                                uint64_t count, struct sample *out)
{
    struct model_count length = type->names;

    while (out->count < count) {
        struct dg_text name;

        if (sample_pattern_find(type, NULL, &length, maker->arena, &name) != PATTERN_FOUND) {
            return true;
        }
        length.min = dg_text_code_points(name) + 1;
        if (sample_find(out, name) == NULL &&
            !sample_add(maker, out, name, make_member(maker, type, name))) {
            return false;
        }
    }
    return true;
}

/* Adds a member whose name the schema of the names has. */
static void make_judged_name(struct sample_maker *maker, const struct model_type *type,
                             struct sample *out)
{
    const struct model_subschema *names = make_further(type, MODEL_PROPERTY_NAMES);
    const struct sample *name = names == NULL ? NULL : sample_make(maker, names->types[0]);

    if (name != NULL && name->kind == SAMPLE_TEXT && sample_find(out, name->text) == NULL) {
        (void)sample_add(maker, out, name->text, make_member(maker, type, name->text));
    }
}

/* Adds members that no property lists, until there are enough. */
static bool make_others(struct sample_maker *maker, const struct model_type *type,
                        const struct sample_wish *wish, uint64_t count, struct sample *out)
{
    bool map = type->kind == MODEL_MAP;
    uint64_t length = map && type->names.min > 4 ? type->names.min : 4;
    size_t given;

    make_judged_name(maker, type, out);
    given = out->count;
    if (map && type->names.max < length) {
        length = type->names.max;
    }
    if (count > SAMPLE_MAX_COUNT || length > SAMPLE_MAX_COUNT) {
        maker->exhausted = true;
        return false;
    }
    if (type->pattern_count > 0) {
        return make_matching_names(maker, type, count, out);
    }
    for (uint64_t number = 0; out->count < count; number++) {
        struct dg_text name = sample_make_name(maker, length, number);

        /* Names are used up if they begin again. */
        if (number > 0 && dg_text_equal(name, sample_make_name(maker, length, 0))) {
            return true;
        }
        if (make_is_property(type, name) || make_has(out, given, name) ||
            make_is(wish->without, name)) {
            continue;
        }
        if (!sample_add(maker, out, name, make_member(maker, type, name))) {
            return false;
        }
    }
    return true;
}

static struct sample *make_object(struct sample_maker *maker, const struct model_type *type,
                                  const struct sample_wish *wish)
{
    struct sample *out = sample_new(maker, SAMPLE_OBJECT);
    uint64_t count = wish->count > type->count.min ? wish->count : type->count.min;

    if (out == NULL || !make_properties(maker, type, wish, count, out)) {
        return NULL;
    }
    if (wish->with != NULL && sample_find(out, *wish->with) == NULL &&
        !sample_add(maker, out, *wish->with, wish->value)) {
        return NULL;
    }
    if (!make_dependents(maker, type, wish, out)) {
        return NULL;
    }
    if (out->count < count && type->unknown != MODEL_UNKNOWN_REFUSED &&
        !make_others(maker, type, wish, count, out)) {
        return NULL;
    }
    return out;
}

static bool make_lists(const struct sample *list, const struct sample *value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (sample_equal(list->members[i].value, value)) {
            return true;
        }
    }
    return false;
}

/* Collects values of a scalar type that differ, and one of another type. */
static void make_several(struct sample_maker *maker, const struct model_use *use,
                         struct sample_list *out)
{
    const struct model_type *type = use->type;
    uint64_t length = type->length.min > 0 ? type->length.min : 1;

    sample_list_add(out, sample_make_use(maker, use));
    for (size_t i = 0; type->kind == MODEL_ENUM && i < type->word_count; i++) {
        sample_list_add(out, type->integer_enum ? sample_number(maker, type->words[i].wire.data)
                                                : sample_text(maker, type->words[i].wire));
    }
    for (size_t i = 0; type->kind == MODEL_JSON && type->any != NULL && i < type->any->count; i++) {
        sample_list_add(out, sample_parse(maker, type->any->values[i]));
    }
    for (uint64_t i = 0; type->kind == MODEL_TEXT && type->format == NULL && i < 26; i++) {
        sample_list_add(out, sample_text(maker, sample_make_name(maker, length, i)));
    }
    if (type->kind == MODEL_INTEGER || type->kind == MODEL_NUMBER || type->kind == MODEL_JSON) {
        sample_numbers(maker, type, out);
    }
}

/* Adds items that differ until there are enough. Returns false if there are too few. */
static bool make_unique(struct sample_maker *maker, const struct model_type *type, uint64_t count,
                        struct sample *out)
{
    struct sample_list values = {.count = 0};

    make_several(maker, &type->item, &values);
    for (size_t i = 0; i < values.count && out->count < count; i++) {
        if (sample_fits_use(&type->item, values.items[i]) && !make_lists(out, values.items[i]) &&
            !sample_add(maker, out, dg_text_of(""), values.items[i])) {
            return false;
        }
    }
    return out->count >= count;
}

static struct sample *make_list(struct sample_maker *maker, const struct model_type *type,
                                const struct sample_wish *wish)
{
    struct sample *out = sample_new(maker, SAMPLE_LIST);
    const struct model_subschema *contains = make_further(type, MODEL_CONTAINS);
    uint64_t count = wish->count > type->count.min ? wish->count : type->count.min;

    if (out == NULL) {
        return NULL;
    }
    if (contains != NULL && contains->matches.min > count) {
        count = contains->matches.min;
    }
    if (wish->with != NULL && !sample_add(maker, out, dg_text_of(""), wish->value)) {
        return NULL;
    }
    if (type->unique && out->count < count) {
        return make_unique(maker, type, count, out) ? out : NULL;
    }
    while (out->count < count) {
        if (!sample_add(maker, out, dg_text_of(""), make_item(maker, type, out->count))) {
            return NULL;
        }
    }
    return out;
}

struct sample *sample_make_wish(struct sample_maker *maker, const struct model_type *type,
                                const struct sample_wish *wish)
{
    struct sample *out = NULL;

    if (maker->depth == SAMPLE_MAX_DEPTH) {
        return NULL; /* the type has no finite value, as far as documents are judged */
    }
    if (wish->value != NULL) {
        wish->value->fixed = true;
    }
    maker->depth++;
    out = type->kind == MODEL_LIST ? make_list(maker, type, wish) : make_object(maker, type, wish);
    maker->depth--;
    return out;
}

/* A value of the first alternative that has one. */
static struct sample *make_union(struct sample_maker *maker, const struct model_choice *choice)
{
    struct sample *out = NULL;

    if (maker->depth == SAMPLE_MAX_DEPTH) {
        return NULL;
    }
    maker->depth++;
    for (size_t i = 0; i < choice->count && out == NULL; i++) {
        out = sample_make(maker, choice->alternatives[i].use.type);
    }
    maker->depth--;
    return out;
}

static struct sample *make_kind(struct sample_maker *maker, const struct model_type *type)
{
    static const struct sample_wish nothing = {0};

    switch (type->kind) {
    case MODEL_TEXT:
        return make_text(maker, type);
    case MODEL_TIME:
        return sample_text(maker, dg_text_of(MAKE_TIME));
    case MODEL_INTEGER:
    case MODEL_NUMBER:
        return make_number(maker, type);
    case MODEL_BOOLEAN:
        return sample_new(maker, SAMPLE_BOOLEAN);
    case MODEL_CONST_TEXT:
        return sample_text(maker, type->const_text);
    case MODEL_CONST_INTEGER:
        return sample_number(maker,
                             memory_arena_format(maker->arena, "%" PRId64, type->const_integer));
    case MODEL_JSON:
        return make_any(maker, type);
    case MODEL_ENUM:
        return make_word(maker, type);
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        return sample_make_wish(maker, type, &nothing);
    case MODEL_UNION:
        return make_union(maker, type->choice);
    case MODEL_VALUE:
        return sample_make_use(maker, &type->item);
    }
    return NULL;
}

/* Makes a value that also matches further schemas, from the value `base`, which may be NULL. NULL:
 * none was found. */
static struct sample *make_judged(struct sample_maker *maker, const struct model_type *type,
                                  struct sample *base)
{
    const struct model_subschemas *subschemas = type->subschemas;

    for (size_t i = 0; i < subschemas->count; i++) {
        const struct model_subschema *item = &subschemas->list[i];

        for (size_t j = 0; !model_applies_to_parts(item->applicator) && j < item->count; j++) {
            struct sample *part =
                item->types[j] == NULL ? NULL : sample_make(maker, item->types[j]);

            if (part != NULL && base != NULL && base->kind == SAMPLE_OBJECT &&
                part->kind == SAMPLE_OBJECT) {
                part = sample_both(maker, base, part);
            }
            if (part != NULL && sample_fits(type, part)) {
                return part;
            }
        }
    }
    return NULL;
}

struct sample *sample_make(struct sample_maker *maker, const struct model_type *type)
{
    struct sample *out;

    if (type->subschemas == NULL) {
        return make_kind(maker, type);
    }
    if (maker->judged == SAMPLE_MAX_JUDGED) {
        return NULL;
    }
    maker->judged++;
    out = make_kind(maker, type);
    if (out == NULL || !sample_fits_subschemas(type, out)) {
        out = make_judged(maker, type, out);
    }
    maker->judged--;
    return out;
}

struct sample *sample_make_use(struct sample_maker *maker, const struct model_use *use)
{
    return use->nullable && use->type->kind != MODEL_JSON ? sample_new(maker, SAMPLE_NULL)
                                                          : sample_make(maker, use->type);
}
