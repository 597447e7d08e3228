/* Keywords that limit values. */
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_equal.h"
#include "load/load_keywords.h"

/* Values of keywords */

struct dg_text load_limit_number(const struct keyword_value *value)
{
    struct loader *loader = value->loader;
    const struct tree *node = value->node;
    struct dg_text number = {NULL, 0};

    if (node->kind != TREE_INTEGER && node->kind != TREE_FLOAT) {
        diag_error(loader->diag, DIAG_VALUE, node->at, "'%.*s' must be a number, not %s",
                   DIAG_TEXT(value->member->key), tree_kind_name(node->kind));
        return number;
    }
    number = tree_number(node, loader->arena);
    if (number.length == 0) {
        diag_error(loader->diag, DIAG_VALUE, node->at, "'%.*s' can't be written as a JSON number",
                   DIAG_TEXT(node->text));
    }
    return number;
}

/* Gets the integer value of a keyword. Returns false, with an error, if it isn't an integer or is
   beyond int64. */
static bool limit_int64(const struct keyword_value *value, int64_t *out)
{
    struct dg_text number = load_limit_number(value);
    int64_t integer;

    if (number.length == 0) {
        return false;
    }
    if (dg_number_integer(number, &integer)) {
        *out = integer;
        return true;
    }
    diag_error(value->loader->diag, DIAG_VALUE, value->node->at,
               "'%.*s' must be an integer of at most 64 bits", DIAG_TEXT(value->member->key));
    return false;
}

/* Gets the value of a keyword that counts. Returns false, with an error, if it can't count. */
static bool limit_count(const struct keyword_value *value, int64_t *count)
{
    if (!limit_int64(value, count)) {
        return false;
    }
    if (*count < 0) {
        diag_error(value->loader->diag, DIAG_VALUE, value->node->at, "'%.*s' must not be negative",
                   DIAG_TEXT(value->member->key));
    }
    return *count >= 0;
}

bool load_limit_is_count(struct loader *loader, const struct tree_member *member)
{
    const struct keyword_value value = {loader, NULL, member, member->value};
    int64_t count;

    return limit_count(&value, &count);
}

bool load_limit_is_number(struct loader *loader, const struct tree_member *member)
{
    const struct keyword_value value = {loader, NULL, member, member->value};

    return load_limit_number(&value).length > 0;
}

/* Reading, by form. `second`: the keyword is the second of the limit. */

static void limit_read_count(const struct keyword_value *value, struct model_count *limit,
                             bool second)
{
    int64_t count;

    if (limit_count(value, &count)) {
        *(second ? &limit->max : &limit->min) = (uint64_t)count;
    }
}

static void limit_read_integer(const struct keyword_value *value, struct model_range *limit,
                               bool second)
{
    struct dg_text number = load_limit_number(value);

    if (number.length > 0) {
        dg_number_integer(number, second ? &limit->maximum : &limit->minimum);
    }
}

static void limit_read_number(const struct keyword_value *value, struct model_number_range *limit,
                              bool second)
{
    *(second ? &limit->maximum : &limit->minimum) = load_limit_number(value).data;
}

/* Whether no value is within the limit, by form. */

static bool limit_excludes_count(const struct model_count *limit)
{
    return limit->min > limit->max;
}

static bool limit_excludes_integer(const struct model_range *limit)
{
    return limit->minimum > limit->maximum ||
           (limit->minimum == limit->maximum && (limit->above || limit->below)) ||
           (limit->above && limit->below && limit->minimum == limit->maximum - 1);
}

static bool limit_excludes_number(const struct model_number_range *limit)
{
    int order = limit->minimum == NULL || limit->maximum == NULL
                    ? -1
                    : dg_number_compare(dg_text_of(limit->minimum), dg_text_of(limit->maximum));

    return order > 0 || (order == 0 && (limit->above || limit->below));
}

/* All limits */

void load_limit_clear(struct model_type *type)
{
#define LIMIT_CLEAR(limited, member, none, ...) type->member = none;
    MODEL_LIMITS(LIMIT_CLEAR)
#undef LIMIT_CLEAR
}

/* The kind of values that the keywords of a schema limit: that of its `type`, even where enum,
   const or format make another of it. */
static enum model_kind limit_kind(const struct draft *draft)
{
    switch (draft->stated_type) {
    case KEYWORD_STRING:
        return MODEL_TEXT;
    case KEYWORD_INTEGER:
        return MODEL_INTEGER;
    case KEYWORD_NUMBER:
        return MODEL_NUMBER;
    case KEYWORD_ANY_TYPE:
    case KEYWORD_BOOLEAN:
    case KEYWORD_OBJECT:
    case KEYWORD_ARRAY:
        break;
    }
    return draft->type.kind;
}

/* Keeps a limit of integers as a number, too, in case that int64 can't hold it. */
static void limit_keep_number(const struct keyword_value *value, struct draft *draft)
{
    bool second = dg_text_equal(value->member->key, dg_text_of("maximum"));
    struct dg_text number = load_limit_number(value);
    int64_t integer;

    limit_read_number(value, &draft->type.number_range, second);
    draft->wide = draft->wide || (number.length > 0 && !dg_number_integer(number, &integer));
}

/* Reads a limit of a schema whose values have several types. */
static void limit_read_any(const struct keyword_value *value, struct draft *draft)
{
    struct dg_text key = value->member->key;
    bool second =
        dg_text_equal(key, dg_text_of("maxLength")) || dg_text_equal(key, dg_text_of("maximum"));

    if (dg_text_equal(key, dg_text_of("minLength")) ||
        dg_text_equal(key, dg_text_of("maxLength"))) {
        limit_read_count(value, &draft->type.length, second);
    } else {
        limit_read_number(value, &draft->type.number_range, second);
    }
}

void load_limit_exclusive(const struct keyword_value *value, struct draft *draft)
{
    bool second = dg_text_equal(value->member->key, dg_text_of("exclusiveMaximum"));
    bool flag = value->node->kind == TREE_BOOLEAN;

    if ((value->keyword->types & loader_stated_types(draft)) == 0) {
        return; /* as below */
    }
    if (flag != (value->loader->minor == 0)) {
        diag_noted(value->loader->diag, DIAG_KEYWORD_VERSION, value->node->at,
                   "in OpenAPI 3.%d '%.*s' is a %s; it is read as in 3.%d", value->loader->minor,
                   DIAG_TEXT(value->member->key), value->loader->minor == 0 ? "boolean" : "number",
                   value->loader->minor == 0 ? 1 : 0);
    }
    draft->exclusive[second ? 1 : 0] = value->member;
}

void load_limit_note_alone(struct loader *loader, const struct tree_member *exclusive)
{
    bool second = dg_text_equal(exclusive->key, dg_text_of("exclusiveMaximum"));

    diag_noted(loader->diag, DIAG_LIMITS, exclusive->at, "'%.*s' has no effect without '%s'",
               DIAG_TEXT(exclusive->key), second ? "maximum" : "minimum");
}

static bool limit_is_stricter(const char *exclusive, const char *inclusive, bool second)
{
    int order =
        inclusive == NULL ? 0 : dg_number_compare(dg_text_of(exclusive), dg_text_of(inclusive));

    return second ? order <= 0 : order >= 0;
}

/* Returns whether the limit is exclusive. Then *limit is its number. */
static bool limit_exclude(struct loader *loader, const struct draft *draft, const char **limit,
                          bool second)
{
    const struct tree_member *member = draft->exclusive[second ? 1 : 0];
    struct keyword_value value = {.loader = loader, .member = member};
    struct dg_text number;

    if (member == NULL) {
        return false;
    }
    if (member->value->kind == TREE_BOOLEAN) {
        if (member->value->boolean && *limit == NULL) {
            load_limit_note_alone(loader, member);
        }
        return member->value->boolean && *limit != NULL;
    }
    value.node = member->value;
    number = load_limit_number(&value);
    if (number.length == 0 || !limit_is_stricter(number.data, *limit, second)) {
        return false;
    }
    *limit = number.data;
    return true;
}

void load_limit_finish_exclusive(struct loader *loader, struct draft *draft)
{
    struct model_number_range *numbers = &draft->type.number_range;
    struct model_range *range = &draft->type.range;

    numbers->above = limit_exclude(loader, draft, &numbers->minimum, false);
    numbers->below = limit_exclude(loader, draft, &numbers->maximum, true);
    range->above = numbers->above;
    range->below = numbers->below;
    if (numbers->above) {
        draft->wide =
            draft->wide || !dg_number_integer(dg_text_of(numbers->minimum), &range->minimum);
    }
    if (numbers->below) {
        draft->wide =
            draft->wide || !dg_number_integer(dg_text_of(numbers->maximum), &range->maximum);
    }
}

void load_limit(const struct keyword_value *value, struct draft *draft)
{
    struct dg_text key = value->member->key;
    unsigned types = value->keyword->types;

    if (types != 0 && (types & loader_stated_types(draft)) == 0) {
        return; /* it has no effect on values of another type, which was noted */
    }
    if (draft->any) {
        limit_read_any(value, draft);
        return;
    }
    if (draft->stated_type == KEYWORD_INTEGER) {
        limit_keep_number(value, draft);
    }

#define LIMIT_READ(limited, member, none, form, first, second, ...)                                \
    if (limit_kind(draft) == MODEL_##limited &&                                                    \
        (dg_text_equal(key, dg_text_of(first)) || dg_text_equal(key, dg_text_of(second)))) {       \
        limit_read_##form(value, &draft->type.member, dg_text_equal(key, dg_text_of(second)));     \
        return;                                                                                    \
    }
    MODEL_LIMITS(LIMIT_READ)
#undef LIMIT_READ
    diag_error(value->loader->diag, DIAG_UNSUPPORTED, value->member->at,
               "'%.*s' of this type is not supported", DIAG_TEXT(key));
    keywords_note_removal(value->loader, value->node);
}

/* The keyword of the map that sets the limit: of numbers, it may be the exclusive one. NULL: none.
 */
static const struct tree_member *limit_member(struct loader *loader, const struct tree *map,
                                              const char *key)
{
    bool second = strcmp(key, "maximum") == 0;
    const char *exclusive_key = second ? "exclusiveMaximum" : "exclusiveMinimum";
    const struct tree_member *limit = tree_find(map, dg_text_of(key));
    const struct tree_member *exclusive = tree_find(map, dg_text_of(exclusive_key));

    if ((!second && strcmp(key, "minimum") != 0) || exclusive == NULL) {
        return limit;
    }
    if (exclusive->value->kind == TREE_BOOLEAN && exclusive->value->boolean && limit != NULL) {
        return exclusive; /* of 3.0 */
    }
    if (!load_equal_is_number(exclusive->value)) {
        return limit;
    }
    return limit == NULL || !load_equal_is_number(limit->value) ||
                   limit_is_stricter(tree_number(exclusive->value, loader->arena).data,
                                     tree_number(limit->value, loader->arena).data, second)
               ? exclusive
               : limit;
}

/* Reports two keywords of the map that exclude each other; none where one is in another map. That
 * of exclusive limits is a warning: values are judged by them as they are. */
static void limit_report(struct loader *loader, const struct tree *map, const char *first,
                         const char *second)
{
    const struct tree_member *min = limit_member(loader, map, first);
    const struct tree_member *max = limit_member(loader, map, second);
    bool exclusive;

    if (min == NULL || max == NULL) {
        return;
    }
    exclusive =
        !dg_text_equal(min->key, dg_text_of(first)) || !dg_text_equal(max->key, dg_text_of(second));
    if (exclusive) {
        diag_warning(loader->diag, DIAG_LIMITS, max->at,
                     "no value can match: '%.*s' and '%.*s' exclude each other",
                     DIAG_TEXT(max->key), DIAG_TEXT(min->key));
    } else {
        loader_no_value(
            loader, map, max->at,
            memory_arena_format(loader->arena, "'%s' is less than '%s'", second, first));
    }
    diag_note(loader->diag, min->at, "the other limit is here");
}

bool load_limit_check(struct loader *loader, const struct tree *map, const struct model_type *type)
{
    bool good = true;

#define LIMIT_CHECK(limited, member, none, form, first, second, ...)                               \
    if (type->kind == MODEL_##limited && limit_excludes_##form(&type->member)) {                   \
        limit_report(loader, map, first, second);                                                  \
        good = false;                                                                              \
    }
    MODEL_LIMITS(LIMIT_CHECK)
#undef LIMIT_CHECK
    return good;
}

void load_limit_matches(struct loader *loader, const struct tree *node, struct model_count *limit)
{
    static const char *const keywords[] = {"minContains", "maxContains"};

    for (size_t i = 0; i < 2; i++) {
        const struct tree_member *member = tree_find(node, dg_text_of(keywords[i]));

        if (member != NULL) {
            struct keyword_value value = {loader, NULL, member, member->value};

            limit_read_count(&value, limit, i == 1);
        }
    }
}
