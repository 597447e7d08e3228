/* Values near the limits of two types. */
#include <inttypes.h>
#include <string.h>

#include "base/memory_arena.h"
#include "diff/sample_format.h"
#include "diff/sample_numbers.h"
#include "diff/sample_parse.h"
#include "diff/sample_parts.h"
#include "diff/sample_pattern.h"
#include "pattern/pattern_compile.h"
#include "runtime/reader.h"

static void variants_add(struct sample_list *out, struct sample *sample)
{
    sample_list_add(out, sample);
}

static void variants_words(struct sample_maker *maker, const struct model_type *type,
                           struct sample_list *out)
{
    /* A closed enum is told from another by few values. */
    for (size_t i = 0; type->kind == MODEL_ENUM && i < type->word_count && i < 64; i++) {
        variants_add(out, type->integer_enum ? sample_number(maker, type->words[i].wire.data)
                                             : sample_text(maker, type->words[i].wire));
    }
}

static void variants_numbers(struct sample_maker *maker, const struct model_type *of,
                             const struct model_type *other, struct sample_list *out)
{
    variants_words(maker, of, out);
    variants_words(maker, other, out);
    sample_numbers(maker, of, out);
    sample_numbers(maker, other, out);
}

/* Strings */

/* The counts at a limit and just beyond. A limit that is too far is left out. */
static size_t variants_counts(struct sample_maker *maker, const struct model_count *limit,
                              uint64_t counts[4])
{
    size_t count = 0;

    counts[count++] = limit->min;
    if (limit->min > 0) {
        counts[count++] = limit->min - 1;
    }
    if (limit->max < UINT64_MAX) {
        counts[count++] = limit->max;
        counts[count++] = limit->max + 1;
    }
    for (size_t i = count; i > 0; i--) {
        if (counts[i - 1] > SAMPLE_MAX_COUNT) {
            maker->exhausted = true;
            counts[i - 1] = counts[--count];
        }
    }
    return count;
}

/* Whether lengths of strings can be limited. */
static bool variants_has_length(const struct model_type *type)
{
    return type->kind == MODEL_TEXT || (type->kind == MODEL_JSON && type->any != NULL);
}

static struct sample *variants_formatted(struct sample_maker *maker, const char *format,
                                         size_t length)
{
    struct dg_text text = sample_format_text(format, length, maker->arena);

    return text.data == NULL ? NULL : sample_text(maker, text);
}

/* `format`: of the one type or the other. */
static void variants_text(struct sample_maker *maker, const struct model_type *type,
                          const char *format, struct sample_list *out)
{
    uint64_t counts[4];
    size_t count = variants_has_length(type) ? variants_counts(maker, &type->length, counts) : 0;

    for (size_t i = 0; i < count; i++) {
        variants_add(out, sample_make_text(maker, counts[i]));
        if (format != NULL) {
            variants_add(out, variants_formatted(maker, format, (size_t)counts[i]));
        }
    }
    if (type->kind == MODEL_CONST_TEXT) {
        variants_add(out, sample_text(maker, type->const_text));
    }
    if (type->kind == MODEL_ENUM && !type->integer_enum) {
        variants_words(maker, type, out);
    }
}

static void variants_texts(struct sample_maker *maker, const struct model_type *of,
                           const struct model_type *other, struct sample_list *out)
{
    const char *format = variants_has_length(of) ? of->format : NULL;

    variants_text(maker, of, format, out);
    variants_text(maker, other, format, out);
    sample_pattern_variants(maker, of, other, out);
    if (of->kind == MODEL_TEXT) {
        variants_add(out, sample_make(maker, of));
    }
    variants_add(out, sample_text(maker, dg_text_of("")));
    variants_add(out, sample_text(maker, dg_text_of("a")));
    variants_add(out, sample_text(maker, dg_text_of("another value")));
    variants_add(out, sample_text(maker, dg_text_of("2020-01-01T00:00:00Z")));
    variants_add(out, sample_text(maker, dg_text_of("2020-01-01T00:00:00.000000Z")));
}

/* Containers */

static void variants_sizes(struct sample_maker *maker, const struct model_type *of,
                           const struct model_type *limited, struct sample_list *out)
{
    uint64_t counts[4];
    size_t count = variants_counts(maker, &limited->count, counts);

    for (size_t i = 0; i < count; i++) {
        variants_add(out, sample_make_wish(maker, of, &(struct sample_wish){.count = counts[i]}));
    }
}

static bool variants_is_container(const struct model_type *type)
{
    return type->kind == MODEL_OBJECT || type->kind == MODEL_MAP || type->kind == MODEL_LIST;
}

static void variants_json(struct sample_maker *maker, struct sample_list *out)
{
    variants_add(out, sample_new(maker, SAMPLE_NULL));
    variants_add(out, sample_new(maker, SAMPLE_BOOLEAN));
    variants_add(out, sample_number(maker, "0"));
    variants_add(out, sample_number(maker, "0.5"));
    variants_add(out, sample_text(maker, dg_text_of("a")));
    variants_add(out, sample_new(maker, SAMPLE_LIST));
    variants_add(out, sample_new(maker, SAMPLE_OBJECT));
}

/* The values of a member or an item, one of each kind; of an enum, all. */
static void variants_of_use(struct sample_maker *maker, const struct model_use *use,
                            struct sample_list *out)
{
    if (use->type->kind == MODEL_JSON) {
        variants_json(maker, out);
        return;
    }
    if (use->nullable) {
        variants_add(out, sample_new(maker, SAMPLE_NULL));
    }
    variants_add(out, sample_make(maker, use->type));
    variants_words(maker, use->type, out);
}

static void variants_member(struct sample_maker *maker, const struct model_type *of,
                            const struct model_use *use, const struct dg_text *name,
                            struct sample_list *out)
{
    static const struct model_type anything = {.kind = MODEL_JSON};
    static const struct model_use any = {&anything, true};
    struct sample_list values = {.count = 0};

    variants_of_use(maker, use != NULL ? use : &any, &values);
    for (size_t i = 0; i < values.count; i++) {
        variants_add(
            out, sample_make_wish(maker, of,
                                  &(struct sample_wish){.with = name, .value = values.items[i]}));
    }
}

static const struct model_use *variants_use(const struct model_type *type, struct dg_text name)
{
    for (size_t i = 0; i < type->property_count; i++) {
        if (dg_text_equal(type->properties[i].wire, name)) {
            return &type->properties[i].use;
        }
    }
    if (type->kind == MODEL_OBJECT) {
        return sample_use_of_other(type, name);
    }
    return &type->item;
}

static void variants_members(struct sample_maker *maker, const struct model_type *of,
                             const struct model_type *named, struct sample_list *out)
{
    for (size_t i = 0; i < named->property_count; i++) {
        const struct dg_text *name = &named->properties[i].wire;

        variants_member(maker, of, variants_use(of, *name), name, out);
    }
}

static void variants_names(struct sample_maker *maker, const struct model_type *of,
                           const struct model_type *limited, struct sample_list *out)
{
    uint64_t counts[4];
    size_t count = limited->kind == MODEL_MAP ? variants_counts(maker, &limited->names, counts) : 0;

    for (size_t i = 0; i < count; i++) {
        struct dg_text name = sample_make_name(maker, counts[i], 0);

        variants_member(maker, of, variants_use(of, name), &name, out);
    }
}

/* A member whose name matches the patterns for names, if possible not those of the other map. */
static void variants_patterns(struct sample_maker *maker, const struct model_type *of,
                              const struct model_type *other, struct sample_list *out)
{
    static const struct model_type anything = {.kind = MODEL_MAP};
    const struct model_type *of_names = of->kind == MODEL_MAP ? of : &anything;
    const struct model_type *other_names = other->kind == MODEL_MAP ? other : &anything;
    struct model_count any = {0, UINT64_MAX};
    struct dg_text name;

    if (sample_pattern_find(of_names, other_names, of->kind == MODEL_MAP ? &of->names : &any,
                            maker->arena, &name) == PATTERN_FOUND) {
        variants_member(maker, of, variants_use(of, name), &name, out);
    }
}

/* A list with two equal items. */
static void variants_twice(struct sample_maker *maker, const struct model_type *of,
                           const struct model_type *other, struct sample_list *out)
{
    static const struct dg_text nothing = DG_TEXT("");
    struct sample *list;
    struct sample *again;

    if (of->kind != MODEL_LIST || !(of->unique || other->unique)) {
        return;
    }
    list = sample_make_wish(
        maker, of,
        &(struct sample_wish){.with = &nothing, .value = sample_make_use(maker, &of->item)});
    again = sample_make_use(maker, &of->item);
    if (again != NULL && list != NULL && sample_add(maker, list, nothing, again)) {
        again->fixed = true;
        variants_add(out, list);
    }
}

static void variants_containers(struct sample_maker *maker, const struct model_type *of,
                                const struct model_type *other, struct sample_list *out)
{
    static const struct dg_text unknown = DG_TEXT("unknown member");

    variants_add(out, sample_make(maker, of));
    variants_twice(maker, of, other, out);
    variants_sizes(maker, of, of, out);
    if (variants_is_container(other)) {
        variants_sizes(maker, of, other, out);
    }
    if (of->kind == MODEL_LIST) {
        variants_member(maker, of, &of->item, &unknown, out);
        return;
    }
    variants_names(maker, of, of, out);
    variants_names(maker, of, other, out);
    if (of->naming != NULL) {
        variants_names(maker, of, of->naming, out);
    }
    if (other->naming != NULL) {
        variants_names(maker, of, other->naming, out);
    }
    variants_patterns(maker, of, other, out);
    variants_members(maker, of, of, out);
    variants_members(maker, of, other, out);
    variants_member(maker, of, variants_use(of, unknown), &unknown, out);
}

/* Values of each type, near limits, and those that are listed. */
static void variants_any(struct sample_maker *maker, const struct model_type *of,
                         const struct model_type *other, struct sample_list *out)
{
    const struct model_type *const types[] = {of, other};

    for (size_t side = 0; side < 2; side++) {
        const struct model_any *any = types[side]->any;

        for (size_t i = 0; any != NULL && i < any->count && i < 32; i++) {
            variants_add(out, sample_parse(maker, any->values[i]));
        }
    }
    variants_json(maker, out);
    if (other->kind != MODEL_JSON) {
        sample_variants(maker, other, other, out);
    }
    if (of->any != NULL || other->any != NULL) {
        variants_texts(maker, of, other, out);
        variants_numbers(maker, of, other, out);
    }
}

/* Whether two keywords have a schema for the same parts, at these indexes. */
static bool variants_same_parts(const struct model_subschema *item, size_t index,
                                const struct model_subschema *other, size_t place)
{
    if (item->applicator != other->applicator || other->types[place] == NULL) {
        return false;
    }
    return item->applicator == MODEL_PATTERN_PROPERTIES
               ? dg_text_equal(item->patterns[index]->compiled.text,
                               other->patterns[place]->compiled.text)
               : index == place;
}

/* The schema by which the other type judges the same parts; NULL: there is none. */
static const struct model_type *variants_partner(const struct model_subschema *item, size_t index,
                                                 const struct model_type *other)
{
    const struct model_subschemas *subschemas = other->subschemas;

    for (size_t i = 0; subschemas != NULL && i < subschemas->count; i++) {
        for (size_t j = 0; j < subschemas->list[i].count; j++) {
            if (variants_same_parts(item, index, &subschemas->list[i], j)) {
                return subschemas->list[i].types[j];
            }
        }
    }
    return NULL;
}

static void variants_deep(struct sample_maker *maker, const struct model_type *of,
                          const struct model_type *other, struct sample_list *out);

/* Values of a member or an item, or of a further schema, that are tried, so that all are. */
#define VARIANTS_OF_MEMBER 80
#define VARIANTS_OF_SCHEMA 96
#define VARIANTS_DEPTH 4

/* Adds values of a type whose member or item is near the limits of two types. */
static void variants_inside(struct sample_maker *maker, const struct model_type *of,
                            const struct model_use *uses[2], const struct dg_text *name,
                            struct sample_list *out)
{
    struct sample_list values = {.count = 0};

    if (uses[0] == NULL || uses[1] == NULL) {
        variants_member(maker, of, uses[0], name, out);
        return;
    }
    if (uses[0]->nullable != uses[1]->nullable) {
        sample_list_add(&values, sample_new(maker, SAMPLE_NULL));
    }
    variants_deep(maker, uses[0]->type, uses[1]->type, &values);
    for (size_t i = 0; i < values.count && i < VARIANTS_OF_MEMBER; i++) {
        sample_list_add(
            out, sample_make_wish(maker, of,
                                  &(struct sample_wish){.with = name, .value = values.items[i]}));
    }
}

/* Adds values with a member whose name matches a pattern of `from`. */
static void variants_matched(struct sample_maker *maker, const struct model_type *of,
                             const struct model_type *other, const struct model_type *from,
                             struct sample_list *out)
{
    const struct model_count length = MODEL_ANY_COUNT;

    for (size_t i = 0; i < from->name_pattern_count; i++) {
        const struct model_type names = {.patterns = &from->name_patterns[i], .pattern_count = 1};
        const struct model_use *uses[2];
        struct dg_text name;

        if (sample_pattern_find(&names, NULL, &length, maker->arena, &name) == PATTERN_FOUND) {
            uses[0] = variants_use(of, name);
            uses[1] = variants_use(other, name);
            variants_inside(maker, of, uses, &name, out);
        }
    }
}

/* Adds values near the limits of two types, and of those of their members and items. */
static void variants_deep(struct sample_maker *maker, const struct model_type *of,
                          const struct model_type *other, struct sample_list *out)
{
    static const struct dg_text nothing = DG_TEXT("");

    if (maker->depth >= VARIANTS_DEPTH) {
        return;
    }
    maker->depth++;
    sample_variants(maker, of, other, out);
    if (of->kind == MODEL_OBJECT && other->kind == MODEL_OBJECT) {
        for (size_t i = 0; i < of->property_count; i++) {
            const struct dg_text *name = &of->properties[i].wire;
            const struct model_use *uses[] = {&of->properties[i].use, variants_use(other, *name)};

            variants_inside(maker, of, uses, name, out);
        }
        variants_matched(maker, of, other, of, out);
        variants_matched(maker, of, other, other, out);
    }
    if (of->kind == MODEL_LIST && other->kind == MODEL_LIST) {
        const struct model_use *uses[] = {&of->item, &other->item};

        variants_inside(maker, of, uses, &nothing, out);
    }
    maker->depth--;
}

/* Adds a value of a further schema, also together with a value of the type, which may be NULL. */
static void variants_beside(struct sample_maker *maker, const struct sample *base,
                            struct sample *part, struct sample_list *out)
{
    sample_list_add(out, part);
    if (part != NULL && base != NULL && base->kind == SAMPLE_OBJECT && base->count > 0 &&
        part->kind == SAMPLE_OBJECT) {
        sample_list_add(out, sample_both(maker, base, part));
        sample_list_add(out, sample_both(maker, part, base));
    }
}

/* Adds values of the further schemas of `from`, near the limits of those of `to`, too. */
static void variants_judged(struct sample_maker *maker, const struct model_type *of,
                            const struct model_type *from, const struct model_type *to,
                            struct sample_list *out)
{
    const struct model_subschemas *subschemas = from->subschemas;
    struct sample *base = sample_make(maker, of);

    for (size_t i = 0; subschemas != NULL && i < subschemas->count; i++) {
        const struct model_subschema *item = &subschemas->list[i];

        for (size_t j = 0; !model_applies_to_parts(item->applicator) && j < item->count; j++) {
            const struct model_type *partner = variants_partner(item, j, to);
            struct sample_list values = {.count = 0};

            if (item->types[j] == NULL) {
                continue;
            }
            if (item->applicator == MODEL_DEPENDENT) {
                variants_member(maker, of, variants_use(of, item->property), &item->property, out);
            }
            variants_beside(maker, base, sample_make(maker, item->types[j]), out);
            if (partner != NULL) {
                variants_deep(maker, item->types[j], partner, &values);
            }
            for (size_t k = 0; k < values.count && k < VARIANTS_OF_SCHEMA; k++) {
                variants_beside(maker, base, values.items[k], out);
            }
        }
    }
}

/* Collects values near the limits of one of the schemas. */
static void variants_of_part(struct sample_maker *maker, const struct model_subschema *item,
                             size_t index, const struct model_type *other, struct sample_list *out)
{
    static const struct model_type anything = {.kind = MODEL_JSON};
    const struct model_type *type = item->types[index] == NULL ? &anything : item->types[index];
    const struct model_type *partner = variants_partner(item, index, other);

    sample_list_add(out, sample_make(maker, type));
    if (partner == NULL) {
        variants_json(maker, out);
        partner = &anything;
    } else {
        sample_list_add(out, sample_make(maker, partner));
    }
    sample_variants(maker, type, partner, out);
}

/* Values of a part that are tried, so that all parts are. */
#define VARIANTS_OF_PART 24

/* Adds values with parts near the limits of the further schemas of `from` for parts, which may or
 * may not be parts that `other` allows. */
static void variants_parts(struct sample_maker *maker, const struct model_type *of,
                           const struct model_type *from, const struct model_type *other,
                           struct sample_list *out)
{
    const struct model_subschemas *subschemas = from->subschemas;

    for (size_t i = 0; subschemas != NULL && maker->depth < 3 && i < subschemas->count; i++) {
        const struct model_subschema *item = &subschemas->list[i];

        for (size_t j = 0; model_applies_to_parts(item->applicator) && j < item->count; j++) {
            const struct sample_around around = {of, other, item, j};
            struct sample_list values = {.count = 0};

            maker->depth++;
            variants_of_part(maker, item, j, other, &values);
            maker->depth--;
            for (size_t k = 0; k < values.count && k < VARIANTS_OF_PART; k++) {
                sample_parts_around(maker, &around, values.items[k], out);
            }
        }
    }
}

/* Values of each alternative, compared with that of the same name. */
static void variants_union(struct sample_maker *maker, const struct model_choice *of,
                           const struct model_type *other, struct sample_list *out)
{
    variants_json(maker, out);
    for (size_t i = 0; i < of->count; i++) {
        const struct model_type *type = of->alternatives[i].use.type;
        const struct model_type *partner = other->kind == MODEL_UNION ? type : other;

        for (size_t j = 0; other->kind == MODEL_UNION && j < other->choice->count; j++) {
            if (strcmp(other->choice->alternatives[j].name, of->alternatives[i].name) == 0) {
                partner = other->choice->alternatives[j].use.type;
            }
        }
        variants_add(out, sample_make(maker, type));
        if (maker->depth < 4) {
            maker->depth++;
            sample_variants(maker, type, partner, out);
            maker->depth--;
        }
    }
}

struct model_type sample_bare(const struct model_type *type)
{
    static const struct model_type anything = {.kind = MODEL_JSON};
    static const struct model_any every_type = {.types = DG_JSON_ANYTHING};
    struct model_type bare = {.kind = type->kind, .pointer = type->pointer};

#define SAMPLE_CLEAR(limited, member, none, ...) bare.member = none;
    MODEL_LIMITS(SAMPLE_CLEAR)
#undef SAMPLE_CLEAR
    bare.item = (struct model_use){&anything, true};
    bare.any = &every_type;
    return bare;
}

/* Objects and arrays near the limits of a union's types, which `of` may have without limits. */
static void variants_of_types(struct sample_maker *maker, const struct model_choice *choice,
                              struct sample_list *out)
{
    for (size_t i = 0; i < choice->count; i++) {
        const struct model_type *type = choice->alternatives[i].use.type;
        struct model_type bare = sample_bare(type);

        if (variants_is_container(type)) {
            bare.kind = type->kind == MODEL_LIST ? MODEL_LIST : MODEL_MAP;
            variants_containers(maker, &bare, type, out);
        }
    }
}

void sample_variants(struct sample_maker *maker, const struct model_type *of,
                     const struct model_type *other, struct sample_list *out)
{
    if (other->kind == MODEL_UNION && other->choice->of_types) {
        variants_of_types(maker, other->choice, out);
    }
    if (of->unlisted != NULL) {
        sample_variants(maker, of->unlisted, other, out);
    }
    if (of->subschemas != NULL || other->subschemas != NULL) {
        variants_judged(maker, of, of, other, out);
        variants_judged(maker, of, other, of, out);
        variants_parts(maker, of, of, other, out);
        variants_parts(maker, of, other, of, out);
    }
    switch (of->kind) {
    case MODEL_TEXT:
    case MODEL_TIME:
    case MODEL_CONST_TEXT:
        variants_texts(maker, of, other, out);
        break;
    case MODEL_INTEGER:
    case MODEL_NUMBER:
    case MODEL_CONST_INTEGER:
        variants_numbers(maker, of, other, out);
        break;
    case MODEL_ENUM:
        if (of->integer_enum) {
            variants_numbers(maker, of, other, out);
        } else {
            variants_texts(maker, of, other, out);
        }
        break;
    case MODEL_BOOLEAN:
        variants_add(out, sample_new(maker, SAMPLE_BOOLEAN));
        break;
    case MODEL_JSON:
        variants_any(maker, of, other, out);
        break;
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        variants_containers(maker, of, other, out);
        if (of->implied) {
            variants_json(maker, out);
        }
        break;
    case MODEL_UNION:
        variants_union(maker, of->choice, other, out);
        break;
    case MODEL_VALUE:
        other = other->kind == MODEL_VALUE ? other->item.type : other;
        sample_variants(maker, of->item.type, other, out);
        break;
    }
}
