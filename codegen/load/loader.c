/* Reads values of the tree and reports values of the wrong kind. */
#include "load/loader.h"

#include <string.h>

#include "base/memory_arena.h"

bool loader_is_own(struct dg_text key)
{
    return key.length >= 5 && memcmp(key.data, "x-dg-", 5) == 0;
}

bool loader_expect(struct loader *loader, const struct tree *node, enum tree_kind kind,
                   struct dg_text what)
{
    bool quotes = kind == TREE_STRING && tree_needs_quotes(node->kind);
    bool lenient = loader->diag->lenient;

    if (node->kind == kind) {
        return true;
    }
    diag_be_lenient(loader->diag, lenient && !loader_is_own(what));
    diag_error(loader->diag, DIAG_VALUE, node->at, "'%.*s' must be %s, not %s%s", DIAG_TEXT(what),
               tree_kind_name(kind), tree_kind_name(node->kind),
               quotes ? "; put it in quotes" : "");
    diag_be_lenient(loader->diag, lenient);
    return false;
}

bool loader_expect_items(struct loader *loader, const struct tree_member *member)
{
    if (!loader_expect(loader, member->value, TREE_LIST, member->key)) {
        return false;
    }
    if (member->value->count == 0) {
        diag_error(loader->diag, DIAG_VALUE, member->value->at, "'%.*s' is an empty list",
                   DIAG_TEXT(member->key));
        return false;
    }
    return true;
}

bool loader_expect_map_or_boolean(struct loader *loader, const struct tree *node,
                                  struct dg_text what)
{
    if (node->kind == TREE_MAP || node->kind == TREE_BOOLEAN) {
        return true;
    }
    diag_error(loader->diag, DIAG_VALUE, node->at, "'%.*s' must be a mapping or a boolean, not %s",
               DIAG_TEXT(what), tree_kind_name(node->kind));
    return false;
}

bool loader_expect_map(struct loader *loader, const struct tree *node, const char *what)
{
    if (node->kind == TREE_MAP) {
        return true;
    }
    diag_error(loader->diag, DIAG_VALUE, node->at, "%s must be a mapping, not %s", what,
               tree_kind_name(node->kind));
    return false;
}

const char *loader_terminated(struct loader *loader, const struct tree *node)
{
    if (memchr(node->text.data, '\0', node->text.length) == NULL) {
        return node->text.data;
    }
    diag_error(loader->diag, DIAG_VALUE, node->at, "a NUL character is not allowed here");
    return NULL;
}

const char *loader_string(struct loader *loader, const struct tree *map, const char *key)
{
    const struct tree *node = tree_get(map, key);

    if (node == NULL || !loader_expect(loader, node, TREE_STRING, dg_text_of(key))) {
        return NULL;
    }
    return loader_terminated(loader, node);
}

const char *loader_description(struct loader *loader, const struct tree *node)
{
    return node->kind == TREE_STRING ? loader_terminated(loader, node) : NULL;
}

static bool loader_is_variable(const char *name)
{
    static const char first[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    static const char others[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";

    return name[0] != '\0' && strchr(first, name[0]) != NULL &&
           strspn(name, others) == strlen(name);
}

struct environment loader_environment(struct loader *loader, const struct tree *node)
{
    const char *name = loader_terminated(loader, node);

    if (name == NULL) {
        return (struct environment){.name = NULL};
    }
    if (loader_is_variable(name)) {
        return (struct environment){name, node->at};
    }
    diag_error(loader->diag, DIAG_ENVIRONMENT, node->at,
               "'%s' is not the name of an environment variable: expected letters, digits and '_'",
               name);
    return (struct environment){.name = NULL};
}

static char loader_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool loader_equal_ignoring_case(struct dg_text a, struct dg_text b)
{
    for (size_t i = 0; i < a.length && i < b.length; i++) {
        if (loader_lower(a.data[i]) != loader_lower(b.data[i])) {
            return false;
        }
    }
    return a.length == b.length;
}

void loader_no_value(struct loader *loader, const struct tree *schema, struct location at,
                     const char *why)
{
    if (schema->joined) {
        diag_warning(loader->diag, DIAG_LIMITS, at, "no value can match: %s", why);
    } else {
        diag_error(loader->diag, DIAG_LIMITS, at, "no value can match: %s", why);
    }
}

void loader_add_nodes(struct loader *loader, size_t count)
{
    size_t before = loader->node_capacity;
    size_t least = 4096;

    loader->node_count += count;
    if (loader->node_count <= before) {
        return;
    }
    loader->node_capacity += count > least ? count : least;
    count = loader->node_capacity;
    loader->by_node = memory_grow(loader->by_node, (count + 1) * sizeof *loader->by_node);
    loader->leads = memory_grow(loader->leads, (count + 1) * sizeof *loader->leads);
    loader->name_used = memory_grow(loader->name_used, count + 1);
    memset(loader->by_node + before + 1, 0, (count - before) * sizeof *loader->by_node);
    memset(loader->leads + before + 1, 0, (count - before) * sizeof *loader->leads);
    memset(loader->name_used + before + 1, 0, count - before);
    if (loader->bases != NULL) {
        loader->bases = memory_grow(loader->bases, (count + 1) * sizeof *loader->bases);
        memset(loader->bases + before + 1, 0, (count - before) * sizeof *loader->bases);
    }
}

unsigned loader_stated_types(const struct draft *draft)
{
    if (!draft->has_type && draft->stated_type == KEYWORD_ANY_TYPE) {
        return KEYWORD_STRING | KEYWORD_INTEGER | KEYWORD_NUMBER | KEYWORD_BOOLEAN |
               KEYWORD_OBJECT | KEYWORD_ARRAY;
    }
    return draft->several != 0 ? draft->several : draft->stated_type;
}

void loader_set_element(const struct loader *loader, struct draft *draft,
                        const struct schema_use *use)
{
    draft->type.item = (struct model_use){&use->draft->type, use->nullable};
    draft->parts = memory_arena_new(loader->arena, sizeof(struct draft *));
    draft->parts[0] = use->draft;
    draft->part_count = 1;
    if (use->draft->type.kind == MODEL_ENUM ||
        (model_kind_is_container(use->draft->type.kind) && use->nullable)) {
        use->draft->type.has_opt = true;
    }
}
