/* Outlines, in contract.c: the findings that values of each type can have. */

#include "emit/emit_outputs.h"
#include "runtime/reader.h"

/* In a set of codes. */
#define BIT(identifier) (UINT64_C(1) << DG_CODE_##identifier)

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
               (type->unlisted != NULL ? codes_of_kind(type->unlisted) : 0);
    case MODEL_OBJECT:
        return type_codes(type) | required_codes(type) | limit_codes(type) |
               (type->dependent_count > 0 ? BIT(DEPENDENT_REQUIRED) : 0);
    case MODEL_MAP:
        return type_codes(type) | (limit_codes(type) & ~(BIT(MIN_LENGTH) | BIT(MAX_LENGTH)));
    }
    return 0;
}

static uint64_t codes_of(const struct model_type *type)
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
static uint64_t codes_told_apart(const struct model_choice *choice, size_t index)
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
static bool subschema_has(const struct model_type *type, enum model_applicator applicator)
{
    for (size_t i = 0; type->subschemas != NULL && i < type->subschemas->count; i++) {
        if (type->subschemas->list[i].applicator == applicator) {
            return true;
        }
    }
    return false;
}

/* The code of findings about names of any members. */
static uint64_t codes_of_names(const struct model_type *type)
{
    return subschema_has(type, MODEL_PROPERTY_NAMES) ? BIT(PROPERTY_NAMES) : 0;
}

/* The codes of findings about members. */
static uint64_t codes_of_members(const struct model_type *type)
{
    uint64_t names = BIT(MIN_LENGTH) | BIT(MAX_LENGTH);
    uint64_t naming = type->naming != NULL ? BIT(PROPERTY_NAMES) : codes_of_names(type);

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

static bool outline_has_parts(const struct model_type *type)
{
    return model_kind_is_container(type->kind) && type->kind != MODEL_VALUE;
}

/* Writes `$designator$ = DG_CODE_BIT(…) | …,`. */
static void emit_codes(const struct emitter *emitter, unsigned indent, const char *designator,
                       uint64_t codes)
{
    static const char *const identifiers[] = {
#define OUTLINE_IDENTIFIER(identifier, ...) #identifier,
        DG_CODES(OUTLINE_IDENTIFIER)
#undef OUTLINE_IDENTIFIER
    };
    struct buffer line = {0};

    for (size_t i = 0; i < DG_CODE_COUNT; i++) {
        if ((codes >> i & 1) != 0) {
            buffer_format(&line, "%sDG_CODE_BIT(%s)", line.length > 0 ? " | " : "", identifiers[i]);
        }
    }
    buffer_format(emitter->out, "%*s", (int)indent, "");
    EMIT_LINE(emitter, "$designator$ = $codes$,", "designator", designator, "codes",
              line.length > 0 ? line.data : "0");
    buffer_free(&line);
}

/* Codes beside those of a type, and codes that values of it can't have. */
struct outline_codes {
    uint64_t more;
    uint64_t less;
};

static void emit_members(const struct emitter *emitter, unsigned indent, const char *designator,
                         const struct model_type *type, struct outline_codes codes)
{
    struct buffer member = {0};

    if (type->kind == MODEL_VALUE) {
        type = type->item.type;
    }
    buffer_format(&member, "%s.codes", designator);
    emit_codes(emitter, indent, member.data, (codes_of(type) | codes.more) & ~codes.less);
    if (outline_has_parts(type)) {
        buffer_format(emitter->out, "%*s", (int)indent, "");
        EMIT_LINE(emitter, "$designator$.parts = &$name$_outline,", "designator", designator,
                  "name", type->name);
    }
    buffer_free(&member);
}

void emit_outline_members(const struct emitter *emitter, unsigned indent, const char *designator,
                          const struct model_type *type)
{
    emit_members(emitter, indent, designator, type, (struct outline_codes){0, 0});
}

/* `name` is on the wire; empty: that of all entries or items. */
static void emit_part(const struct emitter *emitter, struct dg_text name,
                      const struct model_type *type, struct outline_codes codes)
{
    EMIT(emitter, "    {\n");
    if (name.length > 0) {
        struct buffer wire = emit_literal(name);

        EMIT(emitter, "        .name = DG_TEXT($wire$),\n", "wire", wire.data);
        buffer_free(&wire);
    }
    emit_members(emitter, 8, ".value", type, codes);
    EMIT(emitter, "    },\n");
}

/* The code of findings about values of a map for members whose names match patterns, by the schemas
 * of the patterns. */
static uint64_t codes_of_matched(const struct emitter *emitter, const struct model_type *map)
{
    const struct model *model = emitter->model;

    for (size_t i = 0; map->is_matched && i < model->judged_count; i++) {
        if (model->judged[i]->matched == map &&
            subschema_has(model->judged[i], MODEL_PATTERN_PROPERTIES)) {
            return BIT(PATTERN_PROPERTIES);
        }
    }
    return 0;
}

static size_t emit_parts(const struct emitter *emitter, const struct model_type *type)
{
    if (type->kind == MODEL_OBJECT && type->property_count == 0) {
        return 0;
    }
    EMIT(emitter, "\nstatic const struct dg_outline_part $name$_parts[] = {\n", "name", type->name);
    for (size_t i = 0; i < type->property_count; i++) {
        emit_part(emitter, type->properties[i].wire, type->properties[i].use.type,
                  (struct outline_codes){codes_of_names(type) |
                                             (type->properties[i].deprecated ? BIT(DEPRECATED) : 0),
                                         0});
    }
    for (size_t i = 0; type->kind == MODEL_UNION && i < type->choice->count; i++) {
        emit_part(emitter, (struct dg_text){0}, type->choice->alternatives[i].use.type,
                  (struct outline_codes){0, codes_told_apart(type->choice, i)});
    }
    if (type->kind == MODEL_MAP || type->kind == MODEL_LIST) {
        emit_part(emitter, (struct dg_text){0}, type->item.type,
                  (struct outline_codes){codes_of_matched(emitter, type), 0});
    }
    EMIT(emitter, "};\n");
    return type->kind == MODEL_OBJECT  ? type->property_count
           : type->kind == MODEL_UNION ? type->choice->count
                                       : 1;
}

static void emit_rules_of(const struct emitter *emitter, const struct model_type *type)
{
    if (type->check_count == 0) {
        return;
    }
    EMIT(emitter, "\nstatic const struct dg_rule *const $name$_outline_rules[] = {\n", "name",
         type->name);
    for (size_t i = 0; i < type->check_count; i++) {
        EMIT(emitter, "    &$prefix$_rules[RULE_$row$],\n", "row",
             emit_rule_table_row(emitter->model, type->checks[i]->rule));
    }
    EMIT(emitter, "};\n");
}

static const char *outline_form(const struct model_type *type)
{
    return type->kind == MODEL_OBJECT  ? "PROPERTIES"
           : type->kind == MODEL_MAP   ? "ENTRIES"
           : type->kind == MODEL_UNION ? "ALTERNATIVES"
                                       : "ITEMS";
}

static void emit_outline(const struct emitter *emitter, const struct model_type *type)
{
    size_t count = emit_parts(emitter, type);

    if (type->is_others || type->is_matched) {
        return; /* its object has its part */
    }
    emit_rules_of(emitter, type);
    EMIT(emitter,
         "\nstatic const struct dg_outline_parts $name$_outline = {\n"
         "    .form = DG_OUTLINE_$form$,\n",
         "name", type->name, "form", outline_form(type));
    if (count > 0) {
        EMIT(emitter, "    .list = $name$_parts,\n", "name", type->name);
        buffer_format(emitter->out, "    .count = %zu,\n", count);
    }
    if (type->others != NULL) {
        EMIT(emitter, "    .others = $name$_parts,\n", "name", type->others->name);
    }
    if (type->matched != NULL) {
        EMIT(emitter, "    .matched = $name$_parts,\n", "name", type->matched->name);
    }
    if (codes_of_members(type) != 0) {
        emit_codes(emitter, 4, ".members", codes_of_members(type));
    }
    if (type->check_count > 0) {
        EMIT(emitter, "    .rules = $name$_outline_rules,\n", "name", type->name);
        buffer_format(emitter->out, "    .rule_count = %zu,\n", type->check_count);
    }
    EMIT(emitter, "};\n");
}

void emit_outlines(const struct emitter *emitter)
{
    const struct model *model = emitter->model;
    bool first = true;

    _Static_assert(DG_CODE_COUNT <= 64, "a set of codes has 64 bits");
    for (size_t i = 0; i < model->type_count; i++) {
        if (outline_has_parts(model->types[i]) && !model->types[i]->is_others &&
            !model->types[i]->is_matched) {
            EMIT(emitter, first ? "\n" : "");
            EMIT_LINE(emitter, "static const struct dg_outline_parts $name$_outline;", "name",
                      model->types[i]->name);
            first = false;
        }
    }
    for (size_t i = 0; i < model->type_count; i++) {
        if (outline_has_parts(model->types[i])) {
            emit_outline(emitter, model->types[i]);
        }
    }
}
