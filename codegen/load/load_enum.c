/* Schemas that list their values: enum, and const for a single one. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_keywords.h"
#include "load/load_pattern.h"

/* Values */

/* The type of listed values. */
struct enum_values {
    const struct draft *draft;
    const struct load_format *format; /* NULL: none */
    bool integers;                    /* otherwise strings */
};

const struct tree *load_enum_list(const struct tree *schema)
{
    const struct tree *list = tree_get(schema, "enum");

    return list != NULL ? list : tree_get(schema, "x-extensible-enum");
}

/* Notes a listed value that no value of the schema equals. Returns false. */
static bool enum_drop(struct loader *loader, const struct tree *node, const char *why)
{
    diag_noted(loader->diag, DIAG_ENUM, node->at, "no value can be equal to this one: it %s", why);
    return false;
}

/* Whether a listed string is within the limits and has the format of its schema. */
static bool enum_text_fits(const struct enum_values *values, struct dg_text text)
{
    size_t length = dg_text_code_points(text);
    const struct model_count *limit = &values->draft->type.length;

    return length >= limit->min && length <= limit->max &&
           (values->format == NULL || values->format->text->fits(text));
}

/* Whether a listed string matches the pattern of its schema. */
static bool enum_text_matches(struct loader *loader, const struct enum_values *values,
                              const struct tree *node)
{
    return load_pattern_fits(&values->draft->type, node->text) ||
           enum_drop(loader, node, "does not match the pattern beside it");
}

static bool enum_number_fits(const struct enum_values *values, struct dg_text number)
{
    const struct model_number_range *range = &values->draft->type.number_range;
    const struct dg_whole *whole = values->format == NULL ? NULL : values->format->whole;
    int low = range->minimum == NULL ? 1 : dg_number_compare(number, dg_text_of(range->minimum));
    int high = range->maximum == NULL ? -1 : dg_number_compare(number, dg_text_of(range->maximum));

    if (values->draft->type.multiple != NULL &&
        !dg_number_is_multiple(number, dg_text_of(values->draft->type.multiple))) {
        return false;
    }
    return low >= (range->above ? 1 : 0) && high <= (range->below ? -1 : 0) &&
           (whole == NULL || (dg_number_compare(number, dg_text_of(whole->minimum)) >= 0 &&
                              dg_number_compare(number, dg_text_of(whole->maximum)) <= 0));
}

/* Reads one value. Returns false, with a note, if no value of the schema equals it. */
static bool enum_read_value(struct loader *loader, const struct enum_values *values,
                            const struct tree *node, struct model_word *out)
{
    bool numeric = node->kind == TREE_INTEGER || node->kind == TREE_FLOAT;
    struct dg_text number;

    out->at = node->at;
    out->wire = node->text;
    if (!values->integers && node->kind == TREE_STRING) {
        return enum_text_fits(values, node->text)
                   ? enum_text_matches(loader, values, node)
                   : enum_drop(loader, node, "breaks the limits or the format beside it");
    }
    if (values->integers != numeric || !numeric) {
        return enum_drop(loader, node,
                         values->integers ? "is not an integer"
                         : tree_needs_quotes(node->kind)
                             ? "is not a string; if a string is meant, put it in quotes"
                             : "is not a string");
    }
    number = tree_number(node, loader->arena);
    if (number.length == 0 || !dg_number_integer(number, &out->number)) {
        return enum_drop(loader, node, "is not an integer");
    }
    out->wire = dg_text_of(memory_arena_format(loader->arena, "%" PRId64, out->number));
    return enum_number_fits(values, out->wire) ||
           enum_drop(loader, node, "breaks the limits or the format beside it");
}

static int enum_compare(const void *a, const void *b)
{
    const struct model_word *const *left = a;
    const struct model_word *const *right = b;
    int order = tree_compare_keys((*left)->wire, (*right)->wire);

    return order != 0 ? order : (*left > *right) - (*left < *right);
}

/* Removes values that are listed before, with a note. */
static void enum_remove_duplicates(struct loader *loader, struct draft *draft)
{
    size_t count = draft->type.word_count;
    struct model_word **sorted = memory_new((count + 1) * sizeof(struct model_word *));
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        sorted[i] = &draft->words[i];
    }
    qsort(sorted, count, sizeof sorted[0], enum_compare);
    for (size_t i = 1; i < count; i++) {
        if (!dg_text_equal(sorted[i - 1]->wire, sorted[i]->wire)) {
            continue;
        }
        diag_noted(loader->diag, DIAG_ENUM, sorted[i]->at, "'%.*s' is listed twice in one enum",
                   DIAG_TEXT(sorted[i]->wire));
        diag_note(loader->diag, sorted[i - 1]->at, "the other occurrence is here");
        sorted[i]->repeated = true;
    }
    for (size_t i = 0; i < count; i++) {
        if (!draft->words[i].repeated) {
            draft->words[kept++] = draft->words[i];
        }
    }
    draft->type.word_count = kept;
    free(sorted);
}

static const struct tree *enum_find_null(const struct tree *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->members[i].value->kind == TREE_NULL) {
            return list->members[i].value;
        }
    }
    return NULL;
}

void load_enum_read_null(struct loader *loader, struct draft *draft, const struct tree *list)
{
    const struct tree *null = enum_find_null(list);

    if (null != NULL && !draft->nullable && draft->has_type) {
        diag_noted(loader->diag, DIAG_NULLABLE, null->at,
                   "'enum' lists null, but the type does not allow null, so null is refused");
    }
    if (null == NULL && draft->nullable) {
        diag_noted(loader->diag, DIAG_NULLABLE, list->at,
                   "the type allows null, but 'enum' does not list null, so null is refused");
        draft->type.listed = draft->has_type ? MODEL_LISTED_NULL : draft->type.listed;
    }
    draft->nullable = null != NULL && (draft->nullable || !draft->has_type);
}

/* The limits of values that an open enum doesn't list. NULL: there are none. */
static const struct model_type *enum_unlisted(struct loader *loader, const struct draft *draft,
                                              const struct load_format *format)
{
    const struct model_type *listed = &draft->type;
    const struct model_number_range *range = &listed->number_range;
    bool whole = format != NULL && format->whole != NULL && format->whole != &dg_whole_int64;
    bool limited =
        listed->integer_enum
            ? range->minimum != NULL || range->maximum != NULL || listed->multiple != NULL || whole
            : listed->length.min > 0 || listed->length.max < UINT64_MAX ||
                  listed->pattern_count > 0 || format != NULL;
    struct model_type *type;

    if (!listed->open || !limited) {
        return NULL;
    }
    type = memory_arena_new(loader->arena, sizeof *type);
    load_limit_clear(type);
    type->at = listed->at;
    type->pointer = listed->pointer;
    if (listed->integer_enum) {
        type->kind = MODEL_NUMBER;
        type->number_range = *range;
        type->multiple = listed->multiple;
        type->whole = whole ? format->constant : NULL;
    } else {
        type->kind = MODEL_TEXT;
        type->length = listed->length;
        type->patterns = listed->patterns;
        type->pattern_count = listed->pattern_count;
        type->format = format == NULL ? NULL : format->constant;
    }
    return type;
}

static void enum_read_words(struct loader *loader, struct draft *draft, const struct tree *list)
{
    struct enum_values values = {draft, load_scalar_format_of(loader, draft),
                                 draft->type.integer_enum};

    if (values.format != NULL && values.format->constant == NULL) {
        values.format = NULL;
    }
    draft->type.unlisted = enum_unlisted(loader, draft, values.format);
    draft->words = memory_arena_new(loader->arena, list->count * sizeof *draft->words);
    for (size_t i = 0; i < list->count; i++) {
        const struct tree *item = list->members[i].value;

        if (item->kind != TREE_NULL &&
            enum_read_value(loader, &values, item, &draft->words[draft->type.word_count])) {
            draft->type.word_count++;
        }
    }
    draft->type.words = draft->words;
    load_enum_read_null(loader, draft, list);
    enum_remove_duplicates(loader, draft);
    if (draft->type.word_count == 0) {
        diag_error(loader->diag, DIAG_ENUM, list->at,
                   "an enum must list at least one value that can match");
    }
}

void load_enum_open(const struct keyword_value *value, struct draft *draft)
{
    draft->open = value->member;
}

void load_enum_fixed(const struct keyword_value *value, struct draft *draft)
{
    draft->fixed = value->node->boolean ? value->member : NULL;
}

void load_enum_values(const struct keyword_value *value, struct draft *draft)
{
    draft->values = value->member;
    draft->extensible = false;
}

void load_enum_extensible(const struct keyword_value *value, struct draft *draft)
{
    if (draft->values != NULL || tree_get(draft->node, "enum") != NULL) {
        diag_noted(value->loader->diag, DIAG_ENUM, value->member->at,
                   "'x-extensible-enum' has no effect beside 'enum'");
        return;
    }
    draft->values = value->member;
    draft->extensible = true;
}

void load_enum_const(const struct keyword_value *value, struct draft *draft)
{
    draft->value = value->member;
}

/* Makes a constant that is a string or an integer: load_any.c has the others. */
static void enum_finish_const(struct loader *loader, struct draft *draft, const struct tree *node)
{
    bool integer = draft->stated_type == KEYWORD_INTEGER;
    struct enum_values at = {draft, NULL, integer};
    bool string = node->kind == TREE_STRING;
    bool numeric = node->kind == TREE_INTEGER || node->kind == TREE_FLOAT;
    struct model_word value;

    if (draft->nullable) { /* a nullable `const` is text */
        diag_error(loader->diag, DIAG_NULLABLE, node->at,
                   "the type allows null, but 'x-dg-const' does not");
        return;
    }
    if (integer ? !numeric : !string) {
        diag_error(loader->diag, DIAG_CONST, node->at,
                   "no value can match: %s is not a value of type %s%s", tree_kind_name(node->kind),
                   integer ? "integer" : "string",
                   !integer && tree_needs_quotes(node->kind) ? "; put it in quotes" : "");
        return;
    }
    enum_read_value(loader, &at, node, &value);
    draft->type.kind = integer ? MODEL_CONST_INTEGER : MODEL_CONST_TEXT;
    draft->type.listed = draft->has_type ? MODEL_LISTED_TYPE : MODEL_LISTED_CONST;
    draft->type.const_text = value.wire;
    draft->type.const_integer = integer ? value.number : 0;
}

/* Reads an enum with `x-dg-const`. */
static void enum_finish_fixed(struct loader *loader, struct draft *draft)
{
    const struct tree *list = draft->values->value;

    if (draft->open != NULL && draft->open->value->boolean) {
        diag_error(loader->diag, DIAG_ENUM, draft->open->at,
                   "'x-dg-open' beside 'x-dg-const' is not supported");
    }
    if (list->count != 1) {
        diag_error(loader->diag, DIAG_ENUM, draft->fixed->at,
                   "'x-dg-const' needs an enum with one value, not with %zu", list->count);
        return;
    }
    enum_finish_const(loader, draft, list->members[0].value);
}

void load_enum_finish(struct loader *loader, struct draft *draft)
{
    if (draft->has_type && draft->stated_type != KEYWORD_STRING &&
        draft->stated_type != KEYWORD_INTEGER) {
        diag_error(loader->diag, DIAG_ENUM, draft->values->at,
                   "an enum must list at least one value that can match");
        return;
    }
    if (draft->fixed != NULL) {
        enum_finish_fixed(loader, draft);
        return;
    }
    draft->type.kind = MODEL_ENUM;
    draft->type.listed = draft->has_type ? MODEL_LISTED_TYPE : MODEL_LISTED_ENUM;
    draft->type.integer_enum = draft->stated_type == KEYWORD_INTEGER;
    draft->type.open = draft->extensible || loader->options->open_enums ||
                       (draft->open != NULL && draft->open->value->boolean);
    load_limit_finish_exclusive(loader, draft);
    enum_read_words(loader, draft, draft->values->value);
    draft->type.pattern_count = 0; /* the listed values match */
    draft->type.multiple = NULL;
}

void load_enum_finish_const(struct loader *loader, struct draft *draft)
{
    enum_finish_const(loader, draft, draft->value->value);
}
