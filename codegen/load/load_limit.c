/* Keywords that limit values. */
#include "load/load_keywords.h"

/* Values of keywords */

static struct dg_text limit_number(const struct keyword_value *value)
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
    struct dg_text number = limit_number(value);
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

/* Reading, by form. `second`: the keyword is the second of the limit. */

static void limit_read_count(const struct keyword_value *value, struct model_count *limit,
                             bool second)
{
    int64_t count;

    if (!limit_int64(value, &count)) {
        return;
    }
    if (count < 0) {
        diag_error(value->loader->diag, DIAG_VALUE, value->node->at, "'%.*s' must not be negative",
                   DIAG_TEXT(value->member->key));
    } else {
        *(second ? &limit->max : &limit->min) = (uint64_t)count;
    }
}

static void limit_read_integer(const struct keyword_value *value, struct model_range *limit,
                               bool second)
{
    limit_int64(value, second ? &limit->maximum : &limit->minimum);
}

static void limit_read_number(const struct keyword_value *value, struct model_number_range *limit,
                              bool second)
{
    *(second ? &limit->maximum : &limit->minimum) = limit_number(value).data;
}

/* Whether no value is within the limit, by form. */

static bool limit_excludes_count(const struct model_count *limit)
{
    return limit->min > limit->max;
}

static bool limit_excludes_integer(const struct model_range *limit)
{
    return limit->minimum > limit->maximum;
}

static bool limit_excludes_number(const struct model_number_range *limit)
{
    return limit->minimum != NULL && limit->maximum != NULL &&
           dg_number_compare(dg_text_of(limit->minimum), dg_text_of(limit->maximum)) > 0;
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

void load_limit(const struct keyword_value *value, struct draft *draft)
{
    struct dg_text key = value->member->key;
    unsigned types = value->keyword->types;

#define LIMIT_READ(limited, member, none, form, first, second, ...)                                \
    if (limit_kind(draft) == MODEL_##limited &&                                                    \
        (dg_text_equal(key, dg_text_of(first)) || dg_text_equal(key, dg_text_of(second)))) {       \
        limit_read_##form(value, &draft->type.member, dg_text_equal(key, dg_text_of(second)));     \
        return;                                                                                    \
    }
    MODEL_LIMITS(LIMIT_READ)
#undef LIMIT_READ
    /* Beside other types it was reported. */
    if (types == 0 || (types & draft->stated_type) != 0) {
        diag_error(value->loader->diag, DIAG_UNSUPPORTED, value->member->at,
                   "'%.*s' of this type is not supported", DIAG_TEXT(key));
    }
}

/* Reports two keywords of the map that exclude each other; none where one is in another map. */
static void limit_report(struct loader *loader, const struct tree *map, const char *first,
                         const char *second)
{
    const struct tree_member *min = tree_find(map, dg_text_of(first));
    const struct tree_member *max = tree_find(map, dg_text_of(second));

    if (min == NULL || max == NULL) {
        return;
    }
    diag_error(loader->diag, DIAG_LIMITS, max->at, "no value can match: '%s' is less than '%s'",
               second, first);
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

static void limit_refuse(struct loader *loader, const struct draft *draft, const char *keyword)
{
    const struct tree_member *member = tree_find(draft->node, dg_text_of(keyword));

    if (member == NULL) {
        return;
    }
    if (draft->values != NULL || draft->value != NULL) {
        diag_error(loader->diag, DIAG_ENUM, member->at, "'%s' beside '%s' is not supported",
                   keyword, draft->values != NULL ? "enum" : "const");
    } else {
        diag_error(loader->diag, DIAG_FORMAT, member->at,
                   "'%s' beside format %.*s is not supported", keyword,
                   DIAG_TEXT(draft->format->value->text));
    }
}

void load_limit_check_kind(struct loader *loader, const struct draft *draft)
{
    /* A schema with errors has no kind yet. */
    if (draft->type.kind == limit_kind(draft) || draft->type.kind == MODEL_JSON) {
        return;
    }
#define LIMIT_REFUSE(limited, member, none, form, first, second, ...)                              \
    if (limit_kind(draft) == MODEL_##limited) {                                                    \
        limit_refuse(loader, draft, first);                                                        \
        limit_refuse(loader, draft, second);                                                       \
    }
    MODEL_LIMITS(LIMIT_REFUSE)
#undef LIMIT_REFUSE
}
