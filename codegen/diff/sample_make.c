/* Makes small values of the types of a model. */
#include <inttypes.h>
#include <string.h>

#include "base/memory_arena.h"
#include "diff/sample.h"

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

static struct sample *make_integer(struct sample_maker *maker, const struct model_type *type)
{
    int64_t least = type->range.minimum;
    int64_t most = type->range.maximum;
    int64_t value = 0;

    if (type->int32) {
        least = least < INT32_MIN ? INT32_MIN : least;
        most = most > INT32_MAX ? INT32_MAX : most;
    }
    least += type->range.above ? 1 : 0;
    most -= type->range.below ? 1 : 0;
    if (value < least) {
        value = least;
    } else if (value > most) {
        value = most;
    }
    return sample_number(maker, memory_arena_format(maker->arena, "%" PRId64, value));
}

/* Zero, a bound, or a number near a bound: the first one that fits. */
static struct sample *make_number(struct sample_maker *maker, const struct model_type *type)
{
    struct sample_list near = {.count = 0};
    struct sample *zero = sample_number(maker, "0");

    if (zero == NULL || sample_fits(type, zero)) {
        return zero;
    }
    sample_variants(maker, type, type, &near);
    for (size_t i = 0; i < near.count; i++) {
        if (sample_fits(type, near.items[i])) {
            return near.items[i];
        }
    }
    return NULL;
}

static struct sample *make_text(struct sample_maker *maker, const struct model_count *length)
{
    return sample_make_text(maker, length->min == 0 && length->max > 0 ? 1 : length->min);
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

static bool make_is_property(const struct model_type *type, struct dg_text name)
{
    for (size_t i = 0; i < type->property_count; i++) {
        if (dg_text_equal(type->properties[i].wire, name)) {
            return true;
        }
    }
    return false;
}

/* Adds members that no property lists, until there are enough. */
static bool make_others(struct sample_maker *maker, const struct model_type *type,
                        const struct sample_wish *wish, uint64_t count, struct sample *out)
{
    bool map = type->kind == MODEL_MAP;
    uint64_t length = map && type->names.min > 4 ? type->names.min : 4;
    uint64_t number = 0;

    if (map && type->names.max < length) {
        length = type->names.max;
    }
    if (count > SAMPLE_MAX_BYTES || length > SAMPLE_MAX_BYTES) {
        maker->exhausted = true;
        return false;
    }
    for (uint64_t tries = 0; out->count < count && tries <= 2 * count + 1; tries++) {
        struct dg_text name = sample_make_name(maker, length, number++);
        struct sample *value =
            map ? sample_make_use(maker, &type->item) : sample_new(maker, SAMPLE_NULL);

        if (value == NULL) {
            return false;
        }
        if (!make_is_property(type, name) && sample_find(out, name) == NULL &&
            !make_is(wish->without, name) && !sample_add(maker, out, name, value)) {
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
    if (out->count < count && type->unknown != MODEL_UNKNOWN_REFUSED &&
        !make_others(maker, type, wish, count, out)) {
        return NULL;
    }
    return out;
}

static struct sample *make_list(struct sample_maker *maker, const struct model_type *type,
                                const struct sample_wish *wish)
{
    struct sample *out = sample_new(maker, SAMPLE_LIST);
    uint64_t count = wish->count > type->count.min ? wish->count : type->count.min;

    if (out == NULL) {
        return NULL;
    }
    if (wish->with != NULL && !sample_add(maker, out, dg_text_of(""), wish->value)) {
        return NULL;
    }
    while (out->count < count) {
        if (!sample_add(maker, out, dg_text_of(""), sample_make_use(maker, &type->item))) {
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
    maker->depth++;
    out = type->kind == MODEL_LIST ? make_list(maker, type, wish) : make_object(maker, type, wish);
    maker->depth--;
    return out;
}

struct sample *sample_make(struct sample_maker *maker, const struct model_type *type)
{
    static const struct sample_wish nothing = {0};

    switch (type->kind) {
    case MODEL_TEXT:
        return type->format != NULL ? sample_make_format(maker, type)
                                    : make_text(maker, &type->length);
    case MODEL_TIME:
        return sample_text(maker, dg_text_of(MAKE_TIME));
    case MODEL_INTEGER:
        return make_integer(maker, type);
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
        return sample_new(maker, SAMPLE_NULL);
    case MODEL_ENUM:
        return make_word(maker, type);
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        return sample_make_wish(maker, type, &nothing);
    case MODEL_VALUE:
        return sample_make_use(maker, &type->item);
    }
    return NULL;
}

struct sample *sample_make_use(struct sample_maker *maker, const struct model_use *use)
{
    return use->nullable ? sample_new(maker, SAMPLE_NULL) : sample_make(maker, use->type);
}
