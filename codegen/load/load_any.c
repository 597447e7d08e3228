/* Schemas whose values have several types, or whose listed values aren't all of one kind: the
 * values are kept as text, and judged by the keywords of their own type. */
#include "base/memory_arena.h"
#include "common/buffer.h"
#include "load/load_join.h"
#include "load/load_keywords.h"
#include "runtime/reader.h"

/* Types */

unsigned load_any_types(unsigned types)
{
    static const struct {
        enum keyword_type type;
        unsigned json;
    } rows[] = {
        {KEYWORD_STRING, DG_JSON_STRING}, {KEYWORD_INTEGER, DG_JSON_INTEGER},
        {KEYWORD_NUMBER, DG_JSON_NUMBER}, {KEYWORD_BOOLEAN, DG_JSON_BOOLEAN},
        {KEYWORD_OBJECT, DG_JSON_OBJECT}, {KEYWORD_ARRAY, DG_JSON_ARRAY},
    };
    unsigned json = 0;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json |= (types & rows[i].type) != 0 ? rows[i].json : 0;
    }
    return json;
}

/* The types that the schema allows, as enum dg_json_type. */
static unsigned any_allowed(const struct draft *draft)
{
    if (!draft->has_type) {
        return DG_JSON_ANYTHING;
    }
    return load_any_types(loader_stated_types(draft)) | (draft->nullable ? DG_JSON_NULL : 0);
}

/* Listed values */

/* The kinds of listed values. */
struct any_kinds {
    size_t strings;
    size_t integers;   /* those of 64 bits */
    size_t containers; /* objects and arrays */
    size_t others;     /* beside null: other numbers, booleans, containers */
    size_t large;      /* numbers beyond 64 bits */
    bool is_true;
    bool is_false;
};

static bool any_is_int64(struct loader *loader, const struct tree *node)
{
    struct dg_text number = tree_number(node, loader->arena);
    int64_t integer;

    return number.length > 0 && dg_number_integer(number, &integer);
}

static bool any_is_large(struct loader *loader, const struct tree *node)
{
    struct dg_text number = tree_number(node, loader->arena);

    return number.length > 0 && (dg_number_compare(number, dg_text_of("9223372036854775807")) > 0 ||
                                 dg_number_compare(number, dg_text_of("-9223372036854775808")) < 0);
}

static void any_count(struct loader *loader, const struct tree *node, struct any_kinds *kinds)
{
    switch (node->kind) {
    case TREE_NULL:
        break;
    case TREE_STRING:
        kinds->strings++;
        break;
    case TREE_INTEGER:
    case TREE_FLOAT:
        kinds->integers += any_is_int64(loader, node);
        kinds->others += !any_is_int64(loader, node);
        kinds->large += any_is_large(loader, node);
        break;
    case TREE_BOOLEAN:
        kinds->is_true = kinds->is_true || node->boolean;
        kinds->is_false = kinds->is_false || !node->boolean;
        kinds->others++;
        break;
    case TREE_MAP:
    case TREE_LIST:
        kinds->containers++;
        kinds->others++;
        break;
    }
}

/* Whether listed values become text. Otherwise they become a C enum. */
static bool any_wants_enum(struct loader *loader, struct draft *draft, const struct tree *list)
{
    struct any_kinds kinds = {0};

    for (size_t i = 0; list->kind == TREE_LIST && i < list->count; i++) {
        any_count(loader, list->members[i].value, &kinds);
    }
    if (list->kind != TREE_LIST || list->count == 0) {
        return false; /* it has an error */
    }
    if (!draft->has_type) {
        return kinds.strings == 0 || kinds.integers + kinds.others > 0;
    }
    if (draft->stated_type == KEYWORD_BOOLEAN && kinds.is_true && kinds.is_false) {
        draft->every = true;
        load_enum_read_null(loader, draft, list);
        return false;
    }
    if (draft->stated_type == KEYWORD_STRING) {
        return kinds.strings == 0;
    }
    return draft->stated_type != KEYWORD_INTEGER || kinds.integers == 0 || kinds.large > 0;
}

/* Whether a constant becomes text. Otherwise it becomes a constant of C. */
static bool any_wants_const(struct loader *loader, const struct draft *draft,
                            const struct tree *node)
{
    bool string = node->kind == TREE_STRING;
    unsigned limits = keywords_implied_types(loader, draft->node);

    if (!draft->has_type) {
        return !string || limits != 0;
    }
    if (draft->nullable || (limits & draft->stated_type) != 0) {
        return true;
    }
    if (draft->stated_type == KEYWORD_STRING) {
        return false; /* another value is an error */
    }
    return draft->stated_type != KEYWORD_INTEGER ||
           ((node->kind == TREE_INTEGER || node->kind == TREE_FLOAT) &&
            !any_is_int64(loader, node));
}

bool load_any_wants(struct loader *loader, struct draft *draft)
{
    const struct tree *values = load_enum_list(draft->node);
    const struct tree *value = loader->minor == 0 ? NULL : tree_get(draft->node, "const");
    unsigned implied = keywords_implied_types(loader, draft->node);

    if (draft->has_type && draft->stated_type == KEYWORD_ANY_TYPE && draft->several == 0 &&
        !draft->only_null) {
        return false; /* the type has an error */
    }
    if (values != NULL && value != NULL) {
        return false; /* an error */
    }
    if (values != NULL && any_wants_enum(loader, draft, values)) {
        return true;
    }
    if (value != NULL && any_wants_const(loader, draft, value)) {
        return true;
    }
    if (values != NULL || value != NULL) {
        return false;
    }
    return draft->several != 0 || draft->only_null || (!draft->has_type && implied != 0);
}

/* Values as JSON */

static void any_add_value(struct loader *loader, struct buffer *out, const struct tree *node);

static void any_add_parts(struct loader *loader, struct buffer *out, const struct tree *node)
{
    for (size_t i = 0; i < node->count; i++) {
        buffer_add(out, i > 0 ? "," : "");
        if (node->kind == TREE_MAP) {
            buffer_add_json(out, node->members[i].key);
            buffer_add(out, ":");
        }
        any_add_value(loader, out, node->members[i].value);
    }
}

/* A number without a JSON form, such as infinity, has an error and becomes null. */
static void any_add_number(struct loader *loader, struct buffer *out, const struct tree *node)
{
    struct dg_text number = tree_number(node, loader->arena);

    if (number.length == 0) {
        diag_error(loader->diag, DIAG_VALUE, node->at, "'%.*s' can't be written as a JSON number",
                   DIAG_TEXT(node->text));
        number = dg_text_of("null");
    }
    buffer_add_text(out, number);
}

static void any_add_value(struct loader *loader, struct buffer *out, const struct tree *node)
{
    switch (node->kind) {
    case TREE_NULL:
        buffer_add(out, "null");
        break;
    case TREE_BOOLEAN:
        buffer_add(out, node->boolean ? "true" : "false");
        break;
    case TREE_INTEGER:
    case TREE_FLOAT:
        any_add_number(loader, out, node);
        break;
    case TREE_STRING:
        buffer_add_json(out, node->text);
        break;
    case TREE_MAP:
        buffer_add(out, "{");
        any_add_parts(loader, out, node);
        buffer_add(out, "}");
        break;
    case TREE_LIST:
        buffer_add(out, "[");
        any_add_parts(loader, out, node);
        buffer_add(out, "]");
        break;
    }
}

struct dg_text load_any_json(struct loader *loader, const struct tree *node)
{
    struct buffer json = {0};
    struct dg_text text;

    any_add_value(loader, &json, node);
    text = (struct dg_text){memory_arena_copy(loader->arena, json.data, json.length), json.length};
    buffer_free(&json);
    return text;
}

static void any_read_values(struct loader *loader, const struct draft *draft, struct model_any *any)
{
    const struct tree *values = draft->values != NULL ? draft->values->value : NULL;
    struct dg_text *list;

    if (draft->value != NULL) {
        list = memory_arena_new(loader->arena, sizeof *list);
        list[0] = load_any_json(loader, draft->value->value);
        any->constant = true;
        any->count = 1;
        any->values = list;
    } else if (values != NULL) {
        list = memory_arena_new(loader->arena, values->count * sizeof *list);
        for (size_t i = 0; i < values->count; i++) {
            list[i] = load_any_json(loader, values->members[i].value);
        }
        any->count = values->count;
        any->values = list;
    }
}

/* The types of containers among the listed values. */
static unsigned any_listed_containers(const struct model_any *any)
{
    unsigned types = 0;

    for (size_t i = 0; i < any->count; i++) {
        types |= any->values[i].data[0] == '{'   ? KEYWORD_OBJECT
                 : any->values[i].data[0] == '[' ? KEYWORD_ARRAY
                                                 : 0;
    }
    return types;
}

/* Whether a keyword beside listed values restricts containers of these types. Rules don't: they
 * need a struct. */
static bool any_is_of_parts(struct loader *loader, const struct tree_member *member, unsigned types)
{
    if ((keywords_types_of(loader, member->key) & types) == 0) {
        return false;
    }
    if (!dg_text_equal(member->key, dg_text_of("x-dg-rules"))) {
        return true;
    }
    diag_error(loader->diag, DIAG_TYPE, member->at, "'%.*s' is not supported beside enum and const",
               DIAG_TEXT(member->key));
    return false;
}

/* Makes a schema, at /allOf/0, of the keywords that restrict listed objects and arrays: the text of
 * a value is judged by it. */
static void any_read_parts(struct loader *loader, struct draft *draft, const struct model_any *any)
{
    const struct tree *node = draft->node;
    struct tree *place = load_join_new(loader, TREE_MAP, node, 1);
    struct tree *list = load_join_new(loader, TREE_LIST, node, 1);
    struct tree *parts = load_join_new(loader, TREE_MAP, node, node->count);
    unsigned types = any_listed_containers(any);

    for (size_t i = 0; i < node->count; i++) {
        if (any_is_of_parts(loader, &node->members[i], types)) {
            load_join_add(parts, &node->members[i]);
        }
    }
    if (parts->count == 0) {
        return;
    }
    load_join_end(loader, parts);
    load_join_place(loader, parts, &(struct tree){.parent = list});
    load_join_add(list, &(struct tree_member){node->at, dg_text_of(""), parts});
    list->parent = place;
    load_join_add(place, &(struct tree_member){node->at, dg_text_of("allOf"), list});
    load_join_end(loader, place);
    load_join_place(loader, place, node);
    loader->by_node[place->id] = draft;
    draft->listed = parts;
    draft->judged = true;
}

static bool any_allows_null(const struct model_any *any)
{
    bool listed = any->count == 0;

    for (size_t i = 0; i < any->count; i++) {
        listed = listed || any->values[i].data[0] == 'n';
    }
    return listed && (any->types & DG_JSON_NULL) != 0;
}

void load_any_finish(struct loader *loader, struct draft *draft)
{
    struct model_any *any = memory_arena_new(loader->arena, sizeof *any);
    const struct load_format *format;
    unsigned scalars = KEYWORD_STRING | KEYWORD_INTEGER | KEYWORD_NUMBER;

    any->types = any_allowed(draft);
    any_read_values(loader, draft, any);
    any_read_parts(loader, draft, any);
    load_limit_finish_exclusive(loader, draft);
    format = load_scalar_format_of(loader, draft);
    if (format != NULL) {
        draft->type.format = format->text != NULL ? format->constant : NULL;
        draft->type.whole = format->whole != NULL ? format->constant : NULL;
    }
    if (!draft->has_type && any->count == 0) {
        any->implied = load_any_types(keywords_implied_types(loader, draft->node) & scalars);
    }
    draft->type.kind = MODEL_JSON;
    draft->type.any = any;
    /* Further schemas decide whether null is a value. */
    draft->nullable = !draft->judged && any->implied == 0 && any_allows_null(any);
}
