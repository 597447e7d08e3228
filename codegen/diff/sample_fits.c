/* Whether a value has a type: chooses, among values that were made, those that show a change. */
#include "common/memory.h"
#include "diff/sample.h"
#include "diff/sample_format.h"
#include "diff/sample_parse.h"
#include "diff/sample_pattern.h"
#include "pattern/pattern_compile.h"
#include "runtime/decimal.h"
#include "runtime/reader.h"

/* By form of a limit, as in model_limit.h */

static bool fits_count(const struct model_count *limit, uint64_t count)
{
    return count >= limit->min && count <= limit->max;
}

/* Whether a number is within bounds; `above` and `below`: the bound itself isn't. */
static bool fits_minimum(struct dg_text number, const char *minimum, bool above)
{
    int order = minimum == NULL ? 1 : dg_number_compare(number, dg_text_of(minimum));

    return above ? order > 0 : order >= 0;
}

static bool fits_maximum(struct dg_text number, const char *maximum, bool below)
{
    int order = maximum == NULL ? -1 : dg_number_compare(number, dg_text_of(maximum));

    return below ? order < 0 : order <= 0;
}

static bool fits_multiple(const struct model_type *type, struct dg_text number)
{
    return type->multiple == NULL || dg_number_is_multiple(number, dg_text_of(type->multiple));
}

static bool fits_integer(const struct model_type *type, const struct sample *sample)
{
    const struct model_range *range = &type->range;
    int64_t value;

    return sample->kind == SAMPLE_NUMBER && dg_number_integer(sample->text, &value) &&
           (range->above ? value > range->minimum : value >= range->minimum) &&
           (range->below ? value < range->maximum : value <= range->maximum) &&
           (!type->int32 || (value >= INT32_MIN && value <= INT32_MAX)) &&
           fits_multiple(type, sample->text) &&
           sample_format_fits_number(type->whole, sample->text);
}

static bool fits_number(const struct model_type *type, const struct sample *sample)
{
    const struct model_number_range *range = &type->number_range;
    struct dg_decimal decimal;

    if (sample->kind != SAMPLE_NUMBER) {
        return false;
    }
    decimal = dg_decimal_of(sample->text);
    return (!type->integral || dg_decimal_is_integral(&decimal)) &&
           fits_minimum(sample->text, range->minimum, range->above) &&
           fits_maximum(sample->text, range->maximum, range->below) &&
           fits_multiple(type, sample->text) &&
           sample_format_fits_number(type->whole, sample->text);
}

static bool fits_word(const struct model_type *type, const struct sample *sample)
{
    int64_t number = 0;
    bool integer = sample->kind == SAMPLE_NUMBER && dg_number_integer(sample->text, &number);

    if (type->integer_enum ? !integer : sample->kind != SAMPLE_TEXT) {
        return false;
    }
    for (size_t i = 0; i < type->word_count; i++) {
        if (type->integer_enum ? type->words[i].number == number
                               : dg_text_equal(type->words[i].wire, sample->text)) {
            return true;
        }
    }
    return type->open && (type->unlisted == NULL || sample_fits(type->unlisted, sample));
}

const struct model_use *sample_use_of_other(const struct model_type *object, struct dg_text name)
{
    for (size_t i = 0; i < object->name_pattern_count; i++) {
        if (dg_pattern_matches(&object->name_patterns[i]->compiled, name)) {
            return &object->matched->item;
        }
    }
    return object->others != NULL ? &object->others->item : NULL;
}

static bool fits_lists(const struct model_type *object, struct dg_text name)
{
    for (size_t i = 0; i < object->property_count; i++) {
        if (dg_text_equal(object->properties[i].wire, name)) {
            return true;
        }
    }
    return false;
}

/* Whether a member that isn't listed fits. */
static bool fits_other(const struct model_type *object, const struct sample_member *member)
{
    const struct model_use *use = sample_use_of_other(object, member->name);

    return use != NULL ? sample_fits_use(use, member->value)
                       : object->unknown != MODEL_UNKNOWN_REFUSED;
}

/* Whether a name is within the limits that the map has. */
static bool fits_name(const struct model_type *map, struct dg_text name)
{
    return fits_count(&map->names, dg_text_code_points(name)) && sample_pattern_fits(map, name);
}

static bool fits_others(const struct model_type *object, const struct sample *sample)
{
    for (size_t i = 0; i < sample->count; i++) {
        const struct sample_member *member = &sample->members[i];

        if (!fits_lists(object, member->name) &&
            !(fits_other(object, member) &&
              (object->naming == NULL || fits_name(object->naming, member->name)))) {
            return false;
        }
    }
    return true;
}

static bool fits_object(const struct model_type *type, const struct sample *sample)
{
    size_t known = 0;

    if (sample->kind != SAMPLE_OBJECT || !fits_count(&type->count, sample->count)) {
        return false;
    }
    for (size_t i = 0; i < type->property_count; i++) {
        const struct sample *value = sample_find(sample, type->properties[i].wire);

        known += value != NULL;
        if (value == NULL ? type->properties[i].required
                          : !sample_fits_use(&type->properties[i].use, value)) {
            return false;
        }
    }
    for (size_t i = 0; i < type->dependent_count; i++) {
        const struct model_dependent *dependent = &type->dependents[i];

        if (sample_find(sample, type->properties[dependent->property].wire) != NULL &&
            sample_find(sample, type->properties[dependent->needs].wire) == NULL) {
            return false;
        }
    }
    return known == sample->count || fits_others(type, sample);
}

/* Whether no two items are equal. */
static bool fits_unique(const struct sample *list)
{
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (sample_equal(list->members[i].value, list->members[j].value)) {
                return false;
            }
        }
    }
    return true;
}

static bool fits_elements(const struct model_type *type, const struct sample *sample)
{
    bool map = type->kind == MODEL_MAP;

    if (sample->kind != (map ? SAMPLE_OBJECT : SAMPLE_LIST) ||
        !fits_count(&type->count, sample->count)) {
        return false;
    }
    for (size_t i = 0; i < sample->count; i++) {
        if ((map && !fits_name(type, sample->members[i].name)) ||
            !sample_fits_use(&type->item, sample->members[i].value)) {
            return false;
        }
    }
    return !type->unique || fits_unique(sample);
}

static bool fits_text(const struct model_type *type, const struct sample *sample)
{
    struct dg_time time;

    if (sample->kind != SAMPLE_TEXT) {
        return false;
    }
    if (type->kind == MODEL_TIME) {
        return dg_time_parse(&time, sample->text);
    }
    return fits_count(&type->length, dg_text_code_points(sample->text)) &&
           sample_format_fits(type->format, sample->text) &&
           sample_pattern_fits(type, sample->text);
}

static bool fits_const_integer(const struct model_type *type, const struct sample *sample)
{
    int64_t value;

    return sample->kind == SAMPLE_NUMBER && dg_number_integer(sample->text, &value) &&
           value == type->const_integer;
}

/* The bits of enum dg_json_type of a value. */
static unsigned fits_types(const struct sample *sample)
{
    struct dg_decimal decimal;

    switch (sample->kind) {
    case SAMPLE_NULL:
        return DG_JSON_NULL;
    case SAMPLE_BOOLEAN:
        return DG_JSON_BOOLEAN;
    case SAMPLE_NUMBER:
        decimal = dg_decimal_of(sample->text);
        return DG_JSON_NUMBER | (dg_decimal_is_integral(&decimal) ? DG_JSON_INTEGER : 0U);
    case SAMPLE_TEXT:
        return DG_JSON_STRING;
    case SAMPLE_LIST:
        return DG_JSON_ARRAY;
    case SAMPLE_OBJECT:
        return DG_JSON_OBJECT;
    }
    return 0;
}

static bool fits_listed(const struct model_any *any, const struct sample *sample)
{
    struct dg_arena arena;
    struct sample_maker maker = {.arena = &arena};
    bool found = any->count == 0;

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    for (size_t i = 0; i < any->count && !found; i++) {
        const struct sample *value;

        sample_begin(&maker);
        value = sample_parse(&maker, any->values[i]);
        found = value != NULL && sample_equal(value, sample);
    }
    dg_arena_free(&arena);
    return found;
}

/* Values of several types: each keyword applies to values of its type. */
static bool fits_any(const struct model_type *type, const struct sample *sample)
{
    if (type->any == NULL) {
        return true;
    }
    if ((fits_types(sample) & type->any->types) == 0 || !fits_listed(type->any, sample)) {
        return false;
    }
    if (sample->kind == SAMPLE_TEXT) {
        return fits_text(type, sample);
    }
    return sample->kind != SAMPLE_NUMBER || fits_number(type, sample);
}

/* Further schemas */

static bool fits_contains(const struct model_subschema *item, const struct sample *sample)
{
    uint64_t matches = 0;

    if (sample->kind != SAMPLE_LIST) {
        return true;
    }
    for (size_t i = 0; i < sample->count; i++) {
        matches += sample_fits(item->types[0], sample->members[i].value);
    }
    return matches >= item->matches.min && matches <= item->matches.max;
}

static bool fits_prefix(const struct model_subschema *item, const struct sample *sample)
{
    size_t last = item->count - 1;

    for (size_t i = 0; sample->kind == SAMPLE_LIST && i < sample->count; i++) {
        const struct model_type *type = item->types[i < last ? i : last];

        if (type != NULL && !sample_fits(type, sample->members[i].value)) {
            return false;
        }
    }
    return true;
}

/* The schemas of the patterns also match the members that the object lists. */
static bool fits_patterns(const struct model_subschema *item, const struct sample *sample)
{
    for (size_t i = 0; sample->kind == SAMPLE_OBJECT && i < sample->count; i++) {
        const struct sample_member *member = &sample->members[i];

        for (size_t j = 0; j < item->count; j++) {
            if (dg_pattern_matches(&item->patterns[j]->compiled, member->name) &&
                !sample_fits(item->types[j], member->value)) {
                return false;
            }
        }
    }
    return true;
}

static bool fits_names(const struct model_subschema *item, const struct sample *sample)
{
    for (size_t i = 0; sample->kind == SAMPLE_OBJECT && i < sample->count; i++) {
        const struct sample name = {.kind = SAMPLE_TEXT, .text = sample->members[i].name};

        if (!sample_fits(item->types[0], &name)) {
            return false;
        }
    }
    return true;
}

static bool fits_branch(const struct model_subschema *item, const struct sample *sample)
{
    const struct model_type *branch = item->types[sample_fits(item->types[0], sample) ? 1 : 2];

    return branch == NULL || sample_fits(branch, sample);
}

static bool fits_keyword(const struct model_subschema *item, const struct sample *sample)
{
    size_t matches = 0;

    switch (item->applicator) {
    case MODEL_ONE_OF:
    case MODEL_ANY_OF:
        for (size_t i = 0; i < item->count; i++) {
            matches += sample_fits(item->types[i], sample);
        }
        return item->applicator == MODEL_ONE_OF ? matches == 1 : matches > 0;
    case MODEL_NOT:
        return !sample_fits(item->types[0], sample);
    case MODEL_IF:
        return fits_branch(item, sample);
    case MODEL_CONTAINS:
        return fits_contains(item, sample);
    case MODEL_PREFIX_ITEMS:
        return fits_prefix(item, sample);
    case MODEL_DEPENDENT:
        return sample->kind != SAMPLE_OBJECT || sample_find(sample, item->property) == NULL ||
               sample_fits(item->types[0], sample);
    case MODEL_PATTERN_PROPERTIES:
        return fits_patterns(item, sample);
    case MODEL_PROPERTY_NAMES:
        return fits_names(item, sample);
    }
    return false;
}

/* The type of JSON by which unions tell values apart. */
static size_t fits_json_type(const struct sample *sample)
{
    switch (sample->kind) {
    case SAMPLE_NULL:
        return JSON_TYPE_NULL;
    case SAMPLE_BOOLEAN:
        return JSON_TYPE_BOOLEAN;
    case SAMPLE_NUMBER:
        return (fits_types(sample) & DG_JSON_INTEGER) != 0 ? JSON_TYPE_INTEGER : JSON_TYPE_FRACTION;
    case SAMPLE_TEXT:
        return JSON_TYPE_STRING;
    case SAMPLE_LIST:
        return JSON_TYPE_ARRAY;
    case SAMPLE_OBJECT:
        return JSON_TYPE_OBJECT;
    }
    return JSON_TYPE_NULL;
}

/* Values of several alternatives, of which at most one fits or all values of which are allowed. */
static bool fits_union(const struct model_choice *choice, const struct sample *sample)
{
    size_t type = fits_json_type(sample);
    size_t only = choice->by_type[type];

    if (only < choice->count && choice->word_count == 0) {
        return sample_fits_use(&choice->alternatives[only].use, sample);
    }
    if (only == choice->count &&
        (type == JSON_TYPE_OBJECT ? choice->tagging == MODEL_BY_TYPE : choice->word_count == 0)) {
        return false;
    }
    for (size_t i = 0; i < choice->count; i++) {
        if (sample_fits(choice->alternatives[i].use.type, sample)) {
            return true;
        }
    }
    return false;
}

bool sample_fits_subschemas(const struct model_type *type, const struct sample *sample)
{
    for (size_t i = 0; type->subschemas != NULL && i < type->subschemas->count; i++) {
        if (!fits_keyword(&type->subschemas->list[i], sample)) {
            return false;
        }
    }
    return true;
}

/* Whether a value has another type than an untyped schema is about: then nothing is said. */
static bool fits_otherwise(const struct model_type *type, const struct sample *sample)
{
    return type->implied &&
           sample->kind != (type->kind == MODEL_LIST ? SAMPLE_LIST : SAMPLE_OBJECT);
}

static bool fits_kind(const struct model_type *type, const struct sample *sample)
{
    if (fits_otherwise(type, sample)) {
        return true;
    }
    switch (type->kind) {
    case MODEL_TEXT:
    case MODEL_TIME:
        return fits_text(type, sample);
    case MODEL_INTEGER:
        return fits_integer(type, sample);
    case MODEL_NUMBER:
        return fits_number(type, sample);
    case MODEL_BOOLEAN:
        return sample->kind == SAMPLE_BOOLEAN;
    case MODEL_CONST_TEXT:
        return sample->kind == SAMPLE_TEXT && dg_text_equal(sample->text, type->const_text);
    case MODEL_CONST_INTEGER:
        return fits_const_integer(type, sample);
    case MODEL_JSON:
        return fits_any(type, sample);
    case MODEL_ENUM:
        return fits_word(type, sample);
    case MODEL_OBJECT:
        return fits_object(type, sample);
    case MODEL_MAP:
    case MODEL_LIST:
        return fits_elements(type, sample);
    case MODEL_UNION:
        return fits_union(type->choice, sample);
    case MODEL_VALUE:
        return sample_fits_use(&type->item, sample);
    }
    return false;
}

bool sample_fits(const struct model_type *type, const struct sample *sample)
{
    return fits_kind(type, sample) && sample_fits_subschemas(type, sample);
}

bool sample_fits_use(const struct model_use *use, const struct sample *sample)
{
    const struct model_subschemas *subschemas = use->type->subschemas;

    if (sample->kind == SAMPLE_NULL && use->nullable) {
        return subschemas == NULL || !subschemas->null || sample_fits_subschemas(use->type, sample);
    }
    return sample_fits(use->type, sample);
}
