/* Writes the model as text: everything that a verdict or a C name depends on, without descriptions.
   Lines at the margin begin an operation or a named type; its parts are indented, in contract
   order. Words of the contract are in quotes, as JSON strings; C names are without quotes and
   without the prefix. A property reads: wire name, C member, constant, type and limits, `required`,
   `nullable`. Limits are min..max, a missing one being empty, an exclusive one with `<`. Scalars
   are written out where they are used, named types by name. */
#include "model/dump.h"

#include "pattern/pattern_compile.h"

#include <inttypes.h>
#include <string.h>

#include "pattern/pattern_compile.h"
#include "runtime/reader.h"

static void dump_text(struct buffer *out, struct dg_text text)
{
    buffer_add(out, "\"");
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.data[i];

        if (byte == '"' || byte == '\\') {
            buffer_format(out, "\\%c", byte);
        } else if (byte < 0x20 || byte == 0x7F) {
            buffer_format(out, "\\u%04x", byte);
        } else {
            buffer_add_text(out, (struct dg_text){text.data + i, 1});
        }
    }
    buffer_add(out, "\"");
}

static void dump_string(struct buffer *out, const char *label, const char *text)
{
    if (text == NULL) {
        return;
    }
    buffer_add(out, label);
    dump_text(out, dg_text_of(text));
}

static void dump_count(struct buffer *out, const char *label, const struct model_count *count)
{
    if (count->min == 0 && count->max == UINT64_MAX) {
        return;
    }
    buffer_format(out, " %s %" PRIu64 "..", label, count->min);
    if (count->max != UINT64_MAX) {
        buffer_format(out, "%" PRIu64, count->max);
    }
}

/* The dots of a range, with a mark beside an exclusive limit: "5<..<7". */
static void dump_dots(struct buffer *out, bool above, bool below)
{
    buffer_format(out, "%s..%s", above ? "<" : "", below ? "<" : "");
}

static void dump_integer(struct buffer *out, const char *label, const struct model_range *range)
{
    if (range->minimum == INT64_MIN && range->maximum == INT64_MAX && !range->above &&
        !range->below) {
        return;
    }
    buffer_format(out, " %s ", label);
    if (range->minimum != INT64_MIN) {
        buffer_format(out, "%" PRId64, range->minimum);
    }
    dump_dots(out, range->above, range->below);
    if (range->maximum != INT64_MAX) {
        buffer_format(out, "%" PRId64, range->maximum);
    }
}

static void dump_number(struct buffer *out, const char *label,
                        const struct model_number_range *range)
{
    if (range->minimum == NULL && range->maximum == NULL) {
        return;
    }
    buffer_format(out, " %s %s", label, range->minimum != NULL ? range->minimum : "");
    dump_dots(out, range->above, range->below);
    buffer_add(out, range->maximum != NULL ? range->maximum : "");
}

static void dump_limits(struct buffer *out, const struct model_type *type)
{
#define DUMP_LIMIT(limited, member, none, form, first, second, label, ...)                         \
    if (type->kind == MODEL_##limited) {                                                           \
        dump_##form(out, label, &type->member);                                                    \
    }
    MODEL_LIMITS(DUMP_LIMIT)
#undef DUMP_LIMIT
}

static void dump_multiple(struct buffer *out, const struct model_type *type)
{
    if (type->multiple != NULL) {
        buffer_format(out, " multiple %s", type->multiple);
    }
}

/* `word` may be NULL. */
static void dump_word(struct buffer *out, const char *word)
{
    if (word != NULL) {
        buffer_format(out, " %s", word);
    }
}

static void dump_listed(struct buffer *out, const struct model_type *type)
{
    static const char *const words[] = {"", " null-unlisted", " untyped", " untyped"};

    buffer_add(out, words[type->listed]);
}

static void dump_json_types(struct buffer *out, const char *label, unsigned types)
{
    static const char *const names[] = {"null",   "boolean", "integer", "number",
                                        "string", "array",   "object"};
    const char *separator = label;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((types & 1U << i) != 0) {
            buffer_format(out, "%s%s", separator, names[i]);
            separator = "|";
        }
    }
}

static void dump_patterns(struct buffer *out, const struct model_type *type)
{
    for (size_t i = 0; i < type->pattern_count; i++) {
        buffer_add(out, " pattern ");
        dump_text(out, type->patterns[i]->compiled.text);
    }
}

/* The limits of values of several types. */
static void dump_any(struct buffer *out, const struct model_type *type)
{
    const struct model_any *any = type->any;

    if (any == NULL) {
        return;
    }
    if (any->types != DG_JSON_ANYTHING) {
        dump_json_types(out, " ", any->types);
        buffer_add(out, any->types == 0 ? " nothing" : "");
    }
    dump_json_types(out, " implied ", any->implied);
    dump_word(out, type->format);
    dump_word(out, type->whole);
    dump_count(out, "length", &type->length);
    dump_patterns(out, type);
    dump_number(out, "value", &type->number_range);
    dump_multiple(out, type);
    for (size_t i = 0; i < any->count; i++) {
        buffer_add(out, i > 0 ? ", " : any->constant ? " const " : " enum ");
        buffer_add_text(out, any->values[i]);
    }
}

/* The type, as written at a use. */
static void dump_used_type(struct buffer *out, const struct model_type *type)
{
    static const char *const named[] = {"enum", "object", "map", "list", "union", "value"};

    switch (type->kind) {
    case MODEL_TEXT:
        buffer_add(out, " text");
        dump_word(out, type->format);
        dump_patterns(out, type);
        break;
    case MODEL_TIME:
        buffer_add(out, " time");
        break;
    case MODEL_INTEGER:
        buffer_add(out, type->int32 ? " integer int32" : " integer");
        dump_word(out, type->whole);
        break;
    case MODEL_NUMBER:
        buffer_add(out, type->integral ? " number integral" : " number");
        dump_word(out, type->whole);
        break;
    case MODEL_BOOLEAN:
        buffer_add(out, " boolean");
        break;
    case MODEL_CONST_TEXT:
        buffer_add(out, " const ");
        dump_text(out, type->const_text);
        dump_listed(out, type);
        break;
    case MODEL_CONST_INTEGER:
        buffer_format(out, " const %" PRId64, type->const_integer);
        break;
    case MODEL_JSON:
        buffer_add(out, " json");
        dump_any(out, type);
        dump_word(out, type->subschemas == NULL ? NULL : "judged");
        dump_word(out, type->subschemas == NULL ? NULL : type->name);
        return;
    case MODEL_ENUM:
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        buffer_format(out, " %s %s", named[type->kind - MODEL_ENUM], type->name);
        return; /* their limits are written with the type */
    }
    dump_limits(out, type);
    dump_multiple(out, type);
}

/* Whether null is a value of the type itself. */
static bool dump_has_null(const struct model_type *type)
{
    const struct model_any *any = type->any;
    bool listed = any == NULL || any->count == 0;

    for (size_t i = 0; any != NULL && i < any->count; i++) {
        listed = listed || any->values[i].data[0] == 'n';
    }
    return type->kind == MODEL_JSON &&
           (any == NULL || (listed && (any->types & DG_JSON_NULL) != 0));
}

static void dump_use(struct buffer *out, const struct model_use *use)
{
    dump_used_type(out, use->type);
    if (use->nullable && !dump_has_null(use->type)) {
        buffer_add(out, " nullable");
    }
}

/* Types */

static void dump_type_line(struct buffer *out, const char *kind, const struct model_type *type)
{
    buffer_format(out, "\n%s %s", kind, type->name);
    dump_string(out, " ", type->pointer);
    if (type->is_root) {
        buffer_add(out, " root");
    }
    for (size_t i = 0; i < type->alias_count; i++) {
        dump_string(out, " also ", type->aliases[i]);
    }
    if (type->has_opt) {
        buffer_add(out, type->by_pointer ? " opt pointer" : " opt");
    }
    if (type->implied) {
        buffer_format(out, " implied %s", type->other_name);
    }
}

static void dump_enum(struct buffer *out, const struct model_type *type)
{
    dump_type_line(out, type->integer_enum ? "integer-enum" : "enum", type);
    buffer_add(out, type->open ? " open" : "");
    dump_listed(out, type);
    if (type->unlisted != NULL) {
        buffer_add(out, " unlisted");
        dump_used_type(out, type->unlisted);
    }
    buffer_format(out, "\n    %s\n", type->unrecognized);
    for (size_t i = 0; i < type->word_count; i++) {
        buffer_add(out, "    ");
        if (type->integer_enum) {
            buffer_format(out, "%" PRId64, type->words[i].number);
        } else {
            dump_text(out, type->words[i].wire);
        }
        buffer_format(out, " %s\n", type->words[i].constant);
    }
}

static void dump_property(struct buffer *out, const struct model_property *property)
{
    buffer_add(out, "    ");
    dump_text(out, property->wire);
    buffer_format(out, " %s", property->name);
    if (property->text_name != NULL) {
        buffer_format(out, "+%s", property->text_name);
    }
    buffer_format(out, " %s", property->constant);
    dump_use(out, &property->use);
    buffer_add(out, property->required ? " required" : "");
    buffer_add(out, property->circular ? " circular" : "");
    buffer_add(out, property->deprecated ? " deprecated\n" : "\n");
}

static void dump_checks(struct buffer *out, const char *indent,
                        const struct model_check *const *checks, size_t count)
{
    static const char *const severities[] = {"off", "info", "warning", "error"};

    for (size_t i = 0; i < count; i++) {
        const struct model_rule *rule = checks[i]->rule;

        buffer_format(out, "%srule %s %s", indent, rule->id, severities[rule->severity]);
        dump_string(out, " at ", rule->pointer);
        dump_string(out, ": ", rule->expression);
        buffer_add(out, "\n");
    }
}

static void dump_object(struct buffer *out, const struct model_type *type)
{
    static const char *const unknown[] = {"warn", "allow", "refuse", "judge"};

    dump_type_line(out, "object", type);
    buffer_format(out, " unknown %s", unknown[type->unknown]);
    dump_limits(out, type);
    buffer_add(out, "\n");
    for (size_t i = 0; i < type->property_count; i++) {
        dump_property(out, &type->properties[i]);
    }
    if (type->others != NULL) {
        buffer_format(out, "    others %s map %s\n", type->others_name, type->others->name);
    }
    if (type->naming != NULL) {
        buffer_add(out, "    other names");
        dump_limits(out, type->naming);
        dump_patterns(out, type->naming);
        buffer_add(out, "\n");
    }
    if (type->matched != NULL) {
        buffer_format(out, "    matched %s map %s names ", type->matched_name, type->matched->name);
        for (size_t i = 0; i < type->name_pattern_count; i++) {
            buffer_add(out, i > 0 ? " " : "");
            dump_text(out, type->name_patterns[i]->compiled.text);
        }
        buffer_add(out, "\n");
    }
    for (size_t i = 0; i < type->dependent_count; i++) {
        buffer_add(out, "    ");
        dump_text(out, type->properties[type->dependents[i].property].wire);
        buffer_add(out, " requires ");
        dump_text(out, type->properties[type->dependents[i].needs].wire);
        buffer_add(out, "\n");
    }
    dump_checks(out, "    ", type->checks, type->check_count);
}

static void dump_map(struct buffer *out, const struct model_type *type)
{
    dump_type_line(out, "map", type);
    dump_limits(out, type);
    dump_patterns(out, type);
    if (type->inline_capacity > 0) {
        buffer_format(out, " inline %zu", type->inline_capacity);
    }
    buffer_add(out, "\n    value");
    dump_use(out, &type->item);
    buffer_add(out, "\n");
}

static void dump_list(struct buffer *out, const struct model_type *type)
{
    dump_type_line(out, "list", type);
    dump_limits(out, type);
    buffer_add(out, type->unique ? " unique" : "");
    buffer_add(out, "\n    item");
    dump_use(out, &type->item);
    buffer_add(out, "\n");
}

static void dump_tags(struct buffer *out, const char *label, const struct model_tag *tags,
                      size_t count, size_t alternative)
{
    const char *separator = label;

    for (size_t i = 0; i < count; i++) {
        if (tags[i].alternative == alternative) {
            buffer_add(out, separator);
            buffer_add_text(out, tags[i].value);
            separator = ", ";
        }
    }
}

static void dump_alternative(struct buffer *out, const struct model_choice *choice, size_t index)
{
    static const char *const names[] = {"null",   "boolean", "integer", "fraction",
                                        "string", "array",   "object"};
    const char *separator = " of ";

    if (index < choice->count) {
        buffer_format(out, "    %s %s", choice->alternatives[index].name,
                      choice->alternatives[index].constant);
        dump_use(out, &choice->alternatives[index].use);
    } else {
        buffer_format(out, "    %s", choice->unrecognized);
    }
    for (size_t i = 0; index < choice->count && i < JSON_TYPES; i++) {
        if (choice->by_type[i] == index) {
            buffer_format(out, "%s%s", separator, names[i]);
            separator = "|";
        }
    }
    dump_tags(out, " words ", choice->words, choice->word_count, index);
    dump_tags(out, " tags ", choice->tags, choice->tag_count, index);
    buffer_add(out, choice->tagging != MODEL_BY_TYPE && choice->untagged == index &&
                            index < choice->count
                        ? " untagged\n"
                        : "\n");
}

static void dump_union(struct buffer *out, const struct model_type *type)
{
    const struct model_choice *choice = type->choice;

    dump_type_line(out, "union", type);
    buffer_format(out, " %s %s",
                  choice->of_types      ? "types"
                  : choice->exactly_one ? "one-of"
                                        : "any-of",
                  choice->kind_name);
    if (choice->tagging == MODEL_BY_VALUE) {
        buffer_add(out, " tag ");
        dump_text(out, choice->tag);
    }
    buffer_add(out, choice->tagging == MODEL_BY_NAME ? " by name\n" : "\n");
    for (size_t i = 0; i <= choice->count; i++) {
        dump_alternative(out, choice, i);
    }
}

static void dump_value(struct buffer *out, const struct model_type *type)
{
    dump_type_line(out, "value", type);
    buffer_add(out, "\n    value");
    dump_use(out, &type->item);
    buffer_add(out, "\n");
}

static void dump_type(struct buffer *out, const struct model_type *type)
{
    switch (model_kind_form(type->kind)) {
    case MODEL_FORM_WORDS:
        dump_enum(out, type);
        break;
    case MODEL_FORM_PROPERTIES:
        dump_object(out, type);
        break;
    case MODEL_FORM_ENTRIES:
        dump_map(out, type);
        break;
    case MODEL_FORM_ITEMS:
        dump_list(out, type);
        break;
    case MODEL_FORM_ALTERNATIVES:
        dump_union(out, type);
        break;
    case MODEL_FORM_VALUE:
        dump_value(out, type);
        break;
    case MODEL_FORM_SCALAR:
        break; /* written at their uses */
    }
}

/* Further schemas */

static void dump_keyword(struct buffer *out, const struct model_subschema *item)
{
    static const char *const words[] = {"one-of",       "any-of",    "not",      "if",   "contains",
                                        "prefix-items", "dependent", "patterns", "names"};

    buffer_format(out, "    %s", words[item->applicator]);
    if (item->applicator == MODEL_DEPENDENT) {
        buffer_add(out, " ");
        dump_text(out, item->property);
    }
    for (size_t i = 0; i < item->count; i++) {
        if (item->patterns != NULL) {
            buffer_add(out, " ");
            dump_text(out, item->patterns[i]->compiled.text);
        }
        buffer_format(out, " %s", item->types[i] == NULL ? "-" : item->types[i]->name);
    }
    if (item->applicator == MODEL_CONTAINS) {
        dump_count(out, item->has_min ? "stated" : "items", &item->matches);
    }
    buffer_add(out, "\n");
}

static void dump_judged(struct buffer *out, const struct model_type *type)
{
    const struct model_subschemas *subschemas = type->subschemas;

    buffer_format(out, "\njudged %s", type->name);
    dump_string(out, " ", type->pointer);
    buffer_add(out, subschemas->null ? " null" : "");
    dump_word(out, type->kind == MODEL_JSON ? NULL : subschemas->alternative_name);
    buffer_add(out, "\n");
    for (size_t i = 0; i < subschemas->count; i++) {
        dump_keyword(out, &subschemas->list[i]);
    }
}

/* Operations */

static void dump_response(struct buffer *out, const struct model_response *response)
{
    buffer_format(out, "    response %s\n", response->status);
    for (size_t i = 0; i < response->media_count; i++) {
        const struct model_media *media = &response->media[i];

        buffer_format(out, "        %s %s", media->type,
                      media->schema != NULL ? media->schema->name : "unjudged");
        buffer_add(out, media->lines ? " lines" : "");
        buffer_add(out, "\n");
        if (media->rules != NULL) {
            dump_checks(out, "            ", media->rules->checks, media->rules->count);
        }
    }
}

static void dump_operation(struct buffer *out, const struct model_operation *operation)
{
    static const char *const places[] = {"path", "query", "header", "cookie", "querystring"};

    dump_string(out, "\noperation ", operation->id);
    buffer_format(out, " %s", operation->method);
    dump_string(out, " ", operation->path);
    if (operation->command != NULL) {
        buffer_format(out, " command %s", operation->command);
    }
    dump_string(out, " server ", operation->server);
    dump_string(out, " unsent ", operation->unsent);
    buffer_format(out, "%s%s\n", operation->bearer ? " bearer" : "",
                  operation->body ? " body" : "");
    for (size_t i = 0; i < operation->parameter_count; i++) {
        const struct model_parameter *parameter = &operation->parameters[i];

        buffer_format(out, "    parameter %s", places[parameter->in]);
        dump_string(out, " ", parameter->name);
        buffer_add(out, parameter->required ? " required" : "");
        if (parameter->environment != NULL) {
            buffer_format(out, " env %s", parameter->environment);
        }
        dump_string(out, " unsent ", parameter->unsent);
        buffer_add(out, "\n");
    }
    for (size_t i = 0; i < operation->response_count; i++) {
        dump_response(out, &operation->responses[i]);
    }
}

void dump_model(const struct model *model, struct buffer *out)
{
    dump_string(out, "contract ", model->title);
    dump_string(out, " ", model->version);
    dump_string(out, "\nserver ", model->server);
    if (model->server_environment != NULL) {
        buffer_format(out, "\nserver env %s", model->server_environment);
    }
    if (model->token_environment != NULL) {
        buffer_format(out, "\ntoken env %s", model->token_environment);
    }
    buffer_add(out, "\n");
    for (size_t i = 0; i < model->operation_count; i++) {
        dump_operation(out, &model->operations[i]);
    }
    for (size_t i = 0; i < model->type_count; i++) {
        dump_type(out, model->types[i]);
    }
    for (size_t i = 0; i < model->judged_count; i++) {
        dump_judged(out, model->judged[i]);
    }
}
