/* Which findings values of each type can have: sets of their codes. */
#include "emit/emit_outline_codes.h"

#include "common/buffer.h"
#include "runtime/reader.h"

/* In a set of codes. */
#define BIT OUTLINE_CODES_BIT

/* The codes of a limit that has these bounds, by form */

static uint64_t outline_count(const struct model_count *count, uint64_t first, uint64_t second)
{
    return (count->min > 0 ? first : 0) | (count->max != UINT64_MAX ? second : 0);
}

/* An integer that int64 can't hold breaks the bound on its side, if there is one. */
static uint64_t outline_integer(const struct model_range *range, uint64_t first, uint64_t second)
{
    bool low = range->above || range->minimum != INT64_MIN;
    bool high = range->below || range->maximum != INT64_MAX;

    return (!low           ? 0
            : range->above ? BIT(EXCLUSIVE_MINIMUM)
                           : first) |
           (!high          ? 0
            : range->below ? BIT(EXCLUSIVE_MAXIMUM)
                           : second) |
           (low && high ? 0 : BIT(INTEGER_RANGE));
}

static uint64_t outline_number(const struct model_number_range *range, uint64_t first,
                               uint64_t second)
{
    return (range->minimum == NULL ? 0
            : range->above         ? BIT(EXCLUSIVE_MINIMUM)
                                   : first) |
           (range->maximum == NULL ? 0
            : range->below         ? BIT(EXCLUSIVE_MAXIMUM)
                                   : second);
}

static uint64_t keyword_bit(const char *keyword)
{
    for (unsigned i = 0; i < DG_CODE_COUNT; i++) {
        if (dg_text_equal(dg_text_of(dg_code_name((enum dg_code)i)), dg_text_of(keyword))) {
            return UINT64_C(1) << i;
        }
    }
    return 0;
}

/* The codes of findings about the limits of values. */
static uint64_t limit_codes(const struct model_type *type)
{
    uint64_t codes = 0;

#define OUTLINE_LIMIT(limited, member, none, form, first, second, ...)                             \
    if (type->kind == MODEL_##limited) {                                                           \
        codes |= outline_##form(&type->member, keyword_bit(first), keyword_bit(second));           \
    }
    MODEL_LIMITS(OUTLINE_LIMIT)
#undef OUTLINE_LIMIT
    return codes;
}

static uint64_t required_codes(const struct model_type *type)
{
    for (size_t i = 0; i < type->property_count; i++) {
        if (type->properties[i].required) {
            return BIT(REQUIRED);
        }
    }
    return 0;
}

/* The code of the format of a scalar. */
static uint64_t format_codes(const struct model_type *type)
{
    return type->int32 || type->whole != NULL || type->format != NULL ? BIT(FORMAT) : 0;
}

/* The code of patterns. */
static uint64_t pattern_codes(const struct model_type *type)
{
    return type->pattern_count > 0 ? BIT(PATTERN) : 0;
}

/* The code of multipleOf. */
static uint64_t multiple_codes(const struct model_type *type)
{
    return type->multiple != NULL ? BIT(MULTIPLE_OF) : 0;
}

/* The code of a value of another type than the schema states or implies. */
static uint64_t type_codes(const struct model_type *type)
{
    return type->implied ? BIT(IMPLIED_TYPE) : BIT(TYPE);
}

/* The codes of findings about values of several types: each is judged by the keywords of its own.
 */
static uint64_t any_codes(const struct model_type *type)
{
    const struct model_any *any = type->any;
    uint64_t codes = format_codes(type) | pattern_codes(type) | multiple_codes(type) |
                     outline_count(&type->length, BIT(MIN_LENGTH), BIT(MAX_LENGTH)) |
                     outline_number(&type->number_range, BIT(MINIMUM), BIT(MAXIMUM));

    /* An integer is a number. */
    codes |= (any->types | DG_JSON_INTEGER) != DG_JSON_ANYTHING || type->integral ? BIT(TYPE) : 0;
    codes |= any->implied != 0 ? BIT(IMPLIED_TYPE) : 0;
    return codes | (any->count == 0 ? 0 : any->constant ? BIT(CONST) : BIT(ENUM));
}

/* The code of a value of another type than the listed ones. */
static uint64_t listed_codes(const struct model_type *type)
{
    switch (type->listed) {
    case MODEL_LISTED_TYPE:
        return BIT(TYPE);
    case MODEL_LISTED_NULL:
        return BIT(TYPE) | BIT(ENUM);
    case MODEL_LISTED_ENUM:
        return BIT(ENUM);
    case MODEL_LISTED_CONST:
        return BIT(CONST);
    }
    return 0;
}

/* The codes of the keywords that judge a value by further schemas. */
static uint64_t subschema_codes(const struct model_type *type)
{
    uint64_t codes = 0;

    for (size_t i = 0; type->subschemas != NULL && i < type->subschemas->count; i++) {
        const struct model_subschema *item = &type->subschemas->list[i];

        switch (item->applicator) {
        case MODEL_ONE_OF:
            codes |= BIT(ONE_OF);
            break;
        case MODEL_ANY_OF:
            codes |= BIT(ANY_OF);
            break;
        case MODEL_NOT:
            codes |= BIT(NOT);
            break;
        case MODEL_IF:
            codes |=
                (item->types[1] != NULL ? BIT(THEN) : 0) | (item->types[2] != NULL ? BIT(ELSE) : 0);
            break;
        case MODEL_CONTAINS:
            codes |= item->matches.min == 0 ? 0 : item->has_min ? BIT(MIN_CONTAINS) : BIT(CONTAINS);
            codes |= item->matches.max != UINT64_MAX ? BIT(MAX_CONTAINS) : 0;
            break;
        case MODEL_PREFIX_ITEMS:
            codes |= BIT(PREFIX_ITEMS);
            break;
        case MODEL_DEPENDENT:
            codes |= BIT(DEPENDENT_SCHEMAS);
            break;
        case MODEL_PATTERN_PROPERTIES:
        case MODEL_PROPERTY_NAMES:
            break; /* of members */
        }
    }
    return codes;
}

/* The code of values that lead to no alternative, if there are any. */
static uint64_t choice_codes(const struct model_choice *choice)
{
    for (size_t i = 0; choice->of_types && i < JSON_TYPES; i++) {
        if (choice->by_type[i] == choice->count) {
            return BIT(TYPE);
        }
    }
    return choice->of_types ? 0 : choice->exactly_one ? BIT(ONE_OF) : BIT(ANY_OF);
}

/* The codes that findings about values of the type can have. The limits of the length of strings,
   in a map, are those of names. */
static uint64_t codes_of_kind(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_JSON:
        return type->any == NULL ? 0 : any_codes(type);
    case MODEL_BOOLEAN:
        return listed_codes(type);
    case MODEL_TEXT:
    case MODEL_NUMBER:
        return type_codes(type) | format_codes(type) | pattern_codes(type) | multiple_codes(type) |
               limit_codes(type);
    case MODEL_LIST:
        return type_codes(type) | limit_codes(type) | (type->unique ? BIT(UNIQUE_ITEMS) : 0);
    case MODEL_UNION:
        return choice_codes(type->choice);
    case MODEL_VALUE:
        return codes_of_kind(type->item.type) | subschema_codes(type->item.type);
    case MODEL_TIME:
        return BIT(TYPE) | BIT(FORMAT);
    case MODEL_INTEGER:
        return BIT(TYPE) | format_codes(type) | multiple_codes(type) |
               (limit_codes(type) & ~(format_codes(type) != 0 ? BIT(INTEGER_RANGE) : 0));
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
        return listed_codes(type) | BIT(CONST);
    case MODEL_ENUM:
        return listed_codes(type) | BIT(ENUM) |
               (type->integer_enum && type->open ? BIT(INTEGER_RANGE) : 0) |
               (type->open ? OUTLINE_CODES_OPEN : 0) |
               (type->unlisted != NULL ? codes_of_kind(type->unlisted) : 0);
    case MODEL_OBJECT:
        return type_codes(type) | required_codes(type) | limit_codes(type) |
               (type->dependent_count > 0 ? BIT(DEPENDENT_REQUIRED) : 0);
    case MODEL_MAP:
        return type_codes(type) | (limit_codes(type) & ~(BIT(MIN_LENGTH) | BIT(MAX_LENGTH)));
    }
    return 0;
}

uint64_t emit_outline_codes_of(const struct model_type *type)
{
    return codes_of_kind(type) | subschema_codes(type);
}

/* Whether values of a type of JSON lead to the alternative, except for those that are listed. */
static bool is_led_to(const struct model_choice *choice, size_t index, unsigned types)
{
    for (size_t i = 0; i < JSON_TYPES; i++) {
        if (choice->by_type[i] == index && (types & 1U << i) != 0) {
            return true;
        }
    }
    return false;
}

/* Whether all objects that are told apart as the alternative have the property. */
static bool is_tag(const struct model_choice *choice, size_t index, struct dg_text name)
{
    struct buffer json = {0};
    bool found = choice->tagging == MODEL_BY_VALUE && dg_text_equal(name, choice->tag);

    buffer_add_json(&json, name);
    for (size_t i = 0; choice->tagging == MODEL_BY_NAME && i < choice->tag_count; i++) {
        found = found || (choice->tags[i].alternative == index &&
                          dg_text_equal(choice->tags[i].value, buffer_text(&json)));
    }
    buffer_free(&json);
    return found;
}

/* Whether an object requires nothing but the property that tells it apart. */
static bool is_required_tag(const struct model_choice *choice, size_t index)
{
    const struct model_type *type = choice->alternatives[index].use.type;

    for (size_t i = 0; i < type->property_count; i++) {
        if (type->properties[i].required && !is_tag(choice, index, type->properties[i].wire)) {
            return false;
        }
    }
    return true;
}

/* Whether an alternative of a schema without `type` has the values that no keyword speaks of. */
static bool is_rest(const struct model_choice *choice, size_t index)
{
    return choice->of_types && is_led_to(choice, index, 1U << JSON_TYPE_BOOLEAN) &&
           is_led_to(choice, index, 1U << JSON_TYPE_NULL);
}

/* Codes that values of an alternative can't have, since the union tells such values apart. */
uint64_t emit_outline_codes_told_apart(const struct model_choice *choice, size_t index)
{
    const struct model_type *type = choice->alternatives[index].use.type;
    unsigned own = type->kind == MODEL_LIST ? 1U << JSON_TYPE_ARRAY : 1U << JSON_TYPE_OBJECT;
    uint64_t codes = is_rest(choice, index) ? 0 : BIT(TYPE);

    if (model_kind_is_container(type->kind)) {
        codes |= is_required_tag(choice, index) ? BIT(REQUIRED) : 0;
        return codes | (is_led_to(choice, index, ~own) ? 0 : BIT(IMPLIED_TYPE));
    }
    return is_led_to(choice, index, ~0U) ? codes : UINT64_MAX;
}

/* Whether further schemas judge parts of the values by the keyword. */
bool emit_outline_codes_have(const struct model_type *type, enum model_applicator applicator)
{
    for (size_t i = 0; type->subschemas != NULL && i < type->subschemas->count; i++) {
        if (type->subschemas->list[i].applicator == applicator) {
            return true;
        }
    }
    return false;
}

/* The code of findings about names of any members. */
uint64_t emit_outline_codes_of_names(const struct model_type *type)
{
    return emit_outline_codes_have(type, MODEL_PROPERTY_NAMES) ? BIT(PROPERTY_NAMES) : 0;
}

/* The codes of findings about members. */
uint64_t emit_outline_codes_of_members(const struct model_type *type)
{
    uint64_t names = BIT(MIN_LENGTH) | BIT(MAX_LENGTH);
    uint64_t naming =
        type->naming != NULL ? BIT(PROPERTY_NAMES) : emit_outline_codes_of_names(type);

    if (type->kind == MODEL_MAP) {
        return (limit_codes(type) & names) != 0 || type->pattern_count > 0 ? BIT(PROPERTY_NAMES)
                                                                           : naming;
    }
    if (type->kind == MODEL_LIST || type->kind == MODEL_UNION) {
        return 0;
    }
    switch (type->unknown) {
    case MODEL_UNKNOWN_WARNS:
        return naming | BIT(UNKNOWN_PROPERTY);
    case MODEL_UNKNOWN_ALLOWED:
    case MODEL_UNKNOWN_JUDGED:
        return naming;
    case MODEL_UNKNOWN_REFUSED:
        return naming | BIT(ADDITIONAL_PROPERTIES);
    }
    return 0;
}
