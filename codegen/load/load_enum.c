/* Schemas that list their values: enum, and const for a single one. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_keywords.h"

/* Checks that a format beside listed values is a format of integers: listed values can't be checked
 * for others. */
static void enum_check_format(struct loader *loader, const struct draft *draft, const char *keyword)
{
    const struct tree *format = draft->format != NULL ? draft->format->value : NULL;

    if (format != NULL && !dg_text_equal(format->text, dg_text_of("int64")) &&
        !dg_text_equal(format->text, dg_text_of("int32"))) {
        diag_error(loader->diag, DIAG_ENUM, format->at, "'format' beside '%s' is not supported",
                   keyword);
    }
}

/* Whether the value is in the range of a format int32, if the schema has one. */
static bool enum_fits(const struct draft *draft, int64_t value)
{
    const struct tree *format = draft->format != NULL ? draft->format->value : NULL;

    return format == NULL || !dg_text_equal(format->text, dg_text_of("int32")) ||
           (value >= INT32_MIN && value <= INT32_MAX);
}

/* Values */

/* The type of listed values. */
struct enum_values {
    const struct draft *draft;
    bool integers; /* otherwise strings */
};

/* Reads one value of the schema's type. Returns false, with an error, if the value has another
   type. */
static bool enum_read_value(struct loader *loader, const struct enum_values *values,
                            const struct tree *node, struct model_word *out)
{
    bool integers = values->integers;
    struct dg_text number;
    enum diag_id id = tree_key_is(node, "const") ? DIAG_CONST : DIAG_ENUM;
    bool numeric = node->kind == TREE_INTEGER || node->kind == TREE_FLOAT;

    out->at = node->at;
    out->wire = node->text;
    if (!integers && node->kind == TREE_STRING) {
        return true;
    }
    if (!integers || !numeric) {
        diag_error(loader->diag, id, node->at, "%s is not a value of type %s%s",
                   tree_kind_name(node->kind), integers ? "integer" : "string",
                   !integers && tree_needs_quotes(node->kind) ? "; put it in quotes" : "");
        return false;
    }
    number = tree_number(node, loader->arena);
    if (number.length == 0 || !dg_number_integer(number, &out->number) ||
        !enum_fits(values->draft, out->number)) {
        diag_error(loader->diag, id, node->at, "'%.*s' is not an integer of at most %d bits",
                   DIAG_TEXT(node->text), enum_fits(values->draft, INT64_MAX) ? 64 : 32);
        return false;
    }
    out->wire = dg_text_of(memory_arena_format(loader->arena, "%" PRId64, out->number));
    return true;
}

static int enum_compare(const void *a, const void *b)
{
    const struct model_word *const *left = a;
    const struct model_word *const *right = b;
    int order = tree_compare_keys((*left)->wire, (*right)->wire);

    return order != 0 ? order : (*left > *right) - (*left < *right);
}

static void enum_check_duplicates(struct loader *loader, const struct draft *draft)
{
    size_t count = draft->type.word_count;
    const struct model_word **sorted = memory_new((count + 1) * sizeof(struct model_word *));

    for (size_t i = 0; i < count; i++) {
        sorted[i] = &draft->words[i];
    }
    qsort(sorted, count, sizeof sorted[0], enum_compare);
    for (size_t i = 1; i < count; i++) {
        if (!dg_text_equal(sorted[i - 1]->wire, sorted[i]->wire)) {
            continue;
        }
        diag_error(loader->diag, DIAG_ENUM, sorted[i]->at, "'%.*s' is listed twice in one enum",
                   DIAG_TEXT(sorted[i]->wire));
        diag_note(loader->diag, sorted[i - 1]->at, "the other occurrence is here");
    }
    free(sorted);
}

static void enum_read_words(struct loader *loader, struct draft *draft, const struct tree *list)
{
    struct enum_values values = {draft, draft->type.integer_enum};
    const struct tree *null = NULL;
    bool good = true;

    draft->words = memory_arena_new(loader->arena, list->count * sizeof *draft->words);
    for (size_t i = 0; i < list->count; i++) {
        const struct tree *item = list->members[i].value;

        if (item->kind == TREE_NULL) {
            null = item;
        } else if (enum_read_value(loader, &values, item, &draft->words[draft->type.word_count])) {
            draft->type.word_count++;
        } else {
            good = false;
        }
    }
    draft->type.words = draft->words;
    if (null != NULL && !draft->nullable) {
        diag_error(loader->diag, DIAG_NULLABLE, null->at,
                   "'enum' lists null, but the type does not allow null");
    }
    if (null == NULL && draft->nullable) {
        diag_error(loader->diag, DIAG_NULLABLE, list->at,
                   "the type allows null, but 'enum' does not list null");
    }
    if (good && draft->type.word_count == 0) {
        diag_error(loader->diag, DIAG_ENUM, list->at,
                   "an enum must list at least one value other than null");
    }
    enum_check_duplicates(loader, draft);
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
}

void load_enum_const(const struct keyword_value *value, struct draft *draft)
{
    draft->value = value->member;
}

static void enum_finish_const(struct loader *loader, struct draft *draft, const struct tree *node)
{
    bool integer = draft->stated_type == KEYWORD_INTEGER;
    struct enum_values at = {draft, integer};
    struct model_word value;

    if (draft->nullable) {
        diag_error(loader->diag, DIAG_NULLABLE, node->at,
                   node->kind == TREE_NULL ? "a value that can only be null is not supported"
                   : draft->fixed != NULL  ? "the type allows null, but 'x-dg-const' does not"
                                           : "the type allows null, but 'const' does not");
        return;
    }
    if (!enum_read_value(loader, &at, node, &value)) {
        return;
    }
    draft->type.kind = integer ? MODEL_CONST_INTEGER : MODEL_CONST_TEXT;
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
    if (draft->stated_type != KEYWORD_STRING && draft->stated_type != KEYWORD_INTEGER) {
        return;
    }
    enum_check_format(loader, draft, "enum");
    if (draft->value != NULL) {
        diag_error(loader->diag, DIAG_ENUM, draft->value->at,
                   "'const' beside 'enum' is not supported");
    }
    if (draft->fixed != NULL) {
        enum_finish_fixed(loader, draft);
        return;
    }
    draft->type.kind = MODEL_ENUM;
    draft->type.integer_enum = draft->stated_type == KEYWORD_INTEGER;
    draft->type.open = draft->open != NULL && draft->open->value->boolean;
    enum_read_words(loader, draft, draft->values->value);
}

void load_enum_finish_const(struct loader *loader, struct draft *draft)
{
    if (draft->stated_type != KEYWORD_STRING && draft->stated_type != KEYWORD_INTEGER) {
        return;
    }
    enum_check_format(loader, draft, "const");
    enum_finish_const(loader, draft, draft->value->value);
}
