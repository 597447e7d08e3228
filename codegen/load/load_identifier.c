/* Names of schemas: $id and $anchor (JSON Schema 2020-12, Core, 8.2), within the files of the
 * contract. */
#include <stdlib.h>
#include <string.h>

#include "base/location.h"
#include "base/memory_arena.h"
#include "common/buffer.h"
#include "load/load_keywords.h"
#include "load/uri.h"

/* The base of a file without $id: references can't spell it. Its path from the contract's folder
 * follows. */
#define IDENTIFIER_FILES "\x01:/"

struct load_identifier {
    const char *key; /* an absolute URI, with the anchor as its fragment */
    const struct tree *node;
};

/* The objects at a place of a document. */
enum identifier_place {
    PLACE_OBJECT,  /* of OpenAPI */
    PLACE_OBJECTS, /* by their names */
    PLACE_SCHEMA,  /* or a list of schemas */
    PLACE_SCHEMAS  /* by their names */
};

struct identifier_step {
    const char *key;
    enum identifier_place place;
};

static const struct identifier_step object_steps[] = {
    {"schema", PLACE_SCHEMA},
    {"itemSchema", PLACE_SCHEMA},
    {"schemas", PLACE_SCHEMAS},
    {"paths", PLACE_OBJECTS},
    {"webhooks", PLACE_OBJECTS},
    {"responses", PLACE_OBJECTS},
    {"content", PLACE_OBJECTS},
    {"headers", PLACE_OBJECTS},
    {"parameters", PLACE_OBJECTS},
    {"requestBodies", PLACE_OBJECTS},
    {"callbacks", PLACE_OBJECTS},
    {"pathItems", PLACE_OBJECTS},
    {"components", PLACE_OBJECT},
    {"get", PLACE_OBJECT},
    {"put", PLACE_OBJECT},
    {"post", PLACE_OBJECT},
    {"delete", PLACE_OBJECT},
    {"options", PLACE_OBJECT},
    {"head", PLACE_OBJECT},
    {"patch", PLACE_OBJECT},
    {"trace", PLACE_OBJECT},
    {"query", PLACE_OBJECT},
    {"requestBody", PLACE_OBJECT},
    {"mediaTypes", PLACE_OBJECTS},
    {"additionalOperations", PLACE_OBJECTS},
};

static const struct identifier_step schema_steps[] = {
    {"properties", PLACE_SCHEMAS},
    {"patternProperties", PLACE_SCHEMAS},
    {"$defs", PLACE_SCHEMAS},
    {"dependentSchemas", PLACE_SCHEMAS},
    {"items", PLACE_SCHEMA},
    {"prefixItems", PLACE_SCHEMA},
    {"allOf", PLACE_SCHEMA},
    {"anyOf", PLACE_SCHEMA},
    {"oneOf", PLACE_SCHEMA},
    {"not", PLACE_SCHEMA},
    {"if", PLACE_SCHEMA},
    {"then", PLACE_SCHEMA},
    {"else", PLACE_SCHEMA},
    {"contains", PLACE_SCHEMA},
    {"additionalProperties", PLACE_SCHEMA},
    {"propertyNames", PLACE_SCHEMA},
    {"unevaluatedItems", PLACE_SCHEMA},
    {"unevaluatedProperties", PLACE_SCHEMA},
    {"contentSchema", PLACE_SCHEMA},
};

/* The place of a member. Returns false if no schema can be in it. */
static bool identifier_step(enum identifier_place place, struct dg_text key,
                            enum identifier_place *next)
{
    const struct identifier_step *steps = place == PLACE_SCHEMA ? schema_steps : object_steps;
    size_t count = place == PLACE_SCHEMA ? sizeof schema_steps / sizeof *schema_steps
                                         : sizeof object_steps / sizeof *object_steps;

    if (place == PLACE_SCHEMAS || place == PLACE_OBJECTS) {
        *next = place == PLACE_SCHEMAS ? PLACE_SCHEMA : PLACE_OBJECT;
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        if (dg_text_equal(key, dg_text_of(steps[i].key))) {
            *next = steps[i].place;
            return true;
        }
    }
    return false;
}

/* Bases */

static const struct tree *identifier_root(const struct tree *node)
{
    while (node->parent != NULL) {
        node = node->parent;
    }
    return node;
}

/* The nearest schema with an $id that has the node in it; NULL: there is none. */
static const struct tree *identifier_resource(const struct loader *loader, const struct tree *node)
{
    if (loader->bases == NULL) {
        return NULL;
    }
    while (node != NULL && loader->bases[node->id] == NULL) {
        node = node->parent;
    }
    return node;
}

/* The base URI of a node. */
static const char *identifier_base(struct loader *loader, const struct tree *node)
{
    const struct tree *resource = identifier_resource(loader, node);
    const struct tree *root = identifier_root(node);
    const char *contract = loader->printed->files[0].path;
    const char *slash = strrchr(contract, '/');

    if (resource != NULL) {
        return loader->bases[resource->id];
    }
    return memory_arena_format(loader->arena, IDENTIFIER_FILES "%s",
                               root != loader->root ? root->text.data
                               : slash != NULL      ? slash + 1
                                                    : contract);
}

/* The names of a document */

static void identifier_add(struct loader *loader, const char *key, const struct tree *node)
{
    if (loader->identifier_count == loader->identifier_capacity) {
        loader->identifier_capacity =
            loader->identifier_capacity == 0 ? 16 : loader->identifier_capacity * 2;
        loader->identifiers = memory_grow(loader->identifiers, loader->identifier_capacity *
                                                                   sizeof *loader->identifiers);
    }
    loader->identifiers[loader->identifier_count++] = (struct load_identifier){key, node};
    loader->identifiers_sorted = false;
}

/* The text of a keyword that names a schema; NULL: there is none. */
static const char *identifier_text(const struct tree *schema, const char *key)
{
    const struct tree *node = tree_get(schema, key);

    return node != NULL && node->kind == TREE_STRING && node->text.length > 0 &&
                   memchr(node->text.data, '\0', node->text.length) == NULL
               ? node->text.data
               : NULL;
}

static void identifier_add_schema(struct loader *loader, const struct tree *schema)
{
    const char *id = identifier_text(schema, "$id");
    const char *hash = id != NULL ? strchr(id, '#') : NULL;
    const char *const anchors[] = {"$anchor", "$dynamicAnchor"};

    if (id != NULL && (hash == NULL || hash[1] == '\0')) {
        const char *base = identifier_base(loader, schema);

        if (loader->bases == NULL) {
            loader->bases = memory_new((loader->node_capacity + 1) * sizeof *loader->bases);
        }
        loader->bases[schema->id] = uri_resolve(base, id, loader->arena);
        identifier_add(loader, loader->bases[schema->id], schema);
    }
    for (size_t i = 0; i < sizeof anchors / sizeof *anchors; i++) {
        const char *anchor = identifier_text(schema, anchors[i]);

        if (anchor != NULL) {
            identifier_add(loader,
                           memory_arena_format(loader->arena, "%s#%s",
                                               identifier_base(loader, schema), anchor),
                           schema);
        }
    }
}

/* Trees are at most TREE_MAX_DEPTH deep. */
static void identifier_walk(struct loader *loader, const struct tree *node,
                            enum identifier_place place)
{
    if (node->kind == TREE_MAP && place == PLACE_SCHEMA) {
        identifier_add_schema(loader, node);
    }
    for (size_t i = 0; i < node->count; i++) {
        enum identifier_place next = place == PLACE_OBJECTS ? PLACE_OBJECT : place;

        if (node->kind == TREE_LIST || identifier_step(place, node->members[i].key, &next)) {
            identifier_walk(loader, node->members[i].value, next);
        }
    }
}

static bool identifier_is_schema(const struct tree *root)
{
    static const char *const others[] = {"$id",  "$ref", "$schema", "$anchor",
                                         "type", "enum", "const"};

    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (tree_get(root, others[i]) != NULL) {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof schema_steps / sizeof *schema_steps; i++) {
        if (tree_get(root, schema_steps[i].key) != NULL) {
            return true;
        }
    }
    return false;
}

void load_identifier_read(struct loader *loader, const struct tree *root)
{
    loader->identified = loader->node_count;
    if (loader->minor == 0) {
        return; /* OpenAPI 3.0 has no such keywords */
    }
    if (root == loader->root) {
        identifier_walk(loader, root, PLACE_OBJECT);
    } else {
        identifier_walk(loader, root, identifier_is_schema(root) ? PLACE_SCHEMA : PLACE_SCHEMAS);
    }
}

/* References */

static int identifier_compare(const void *a, const void *b)
{
    const struct load_identifier *left = a;
    const struct load_identifier *right = b;

    int order = strcmp(left->key, right->key);

    return order != 0 ? order : location_compare(left->node->at, right->node->at);
}

static int identifier_compare_keys(const void *key, const void *identifier)
{
    return strcmp(key, ((const struct load_identifier *)identifier)->key);
}

static void identifier_sort(struct loader *loader)
{
    if (!loader->identifiers_sorted && loader->identifier_count > 0) {
        qsort(loader->identifiers, loader->identifier_count, sizeof *loader->identifiers,
              identifier_compare);
    }
    loader->identifiers_sorted = true;
}

/* The schema with the name; NULL: there is none. Two are an error. */
static const struct tree *identifier_find(struct loader *loader, const struct tree *ref,
                                          const char *key)
{
    const struct load_identifier *first = loader->identifiers;
    const struct load_identifier *found = NULL;

    identifier_sort(loader);
    if (loader->identifier_count > 0) {
        found =
            bsearch(key, first, loader->identifier_count, sizeof *first, identifier_compare_keys);
    }
    if (found == NULL) {
        return NULL;
    }
    while (found > first && strcmp(found[-1].key, key) == 0) {
        found--;
    }
    if (found + 1 < first + loader->identifier_count && strcmp(found[1].key, key) == 0) {
        diag_error(loader->diag, DIAG_REF_TARGET, ref->at, "two schemas have this name");
        diag_note(loader->diag, found[0].node->at, "one of them is here");
        diag_note(loader->diag, found[1].node->at, "the other one is here");
    }
    return found->node;
}

/* The root of a file, whose names are read when the file is. */
static const struct tree *identifier_file(struct loader *loader, const struct tree *ref,
                                          struct dg_text to)
{
    const struct tree *root = load_file_root(loader, ref, to);

    if (root != NULL && root->id >= loader->identified) {
        load_identifier_read(loader, root);
    }
    return root;
}

const struct tree *load_identifier_root(struct loader *loader, const struct tree *ref,
                                        const char *uri, struct dg_text to)
{
    const struct tree *resource = identifier_resource(loader, ref);
    const struct tree *found;

    if (to.length == 0) {
        return resource != NULL ? resource : identifier_root(ref);
    }
    if (loader->bases == NULL || memchr(to.data, '\0', to.length) != NULL) {
        return identifier_file(loader, ref, to);
    }
    found =
        identifier_find(loader, ref, uri_resolve(identifier_base(loader, ref), uri, loader->arena));
    if (found != NULL || resource == NULL) {
        return found != NULL ? found : identifier_file(loader, ref, to);
    }
    diag_error(loader->diag, DIAG_REF_EXTERNAL, ref->at,
               "no schema of the contract has the $id '%s'",
               uri_resolve(loader->bases[resource->id], uri, loader->arena));
    diag_note(loader->diag, tree_get(resource, "$id")->at, "references are relative to this $id");
    return NULL;
}

const struct tree *load_identifier_anchor(struct loader *loader, const struct tree *ref,
                                          const struct tree *root, struct dg_text anchor)
{
    const char *key = memory_arena_format(loader->arena, "%s#%.*s", identifier_base(loader, root),
                                          DIAG_TEXT(anchor));
    const struct tree *found = identifier_find(loader, ref, key);

    if (found == NULL) {
        diag_error(loader->diag, DIAG_REF_TARGET, ref->at,
                   "no schema has the $anchor '%.*s'; a JSON Pointer begins with '#/'",
                   DIAG_TEXT(anchor));
    }
    return found;
}

/* Whether a text is a name for fragments (JSON Schema 2020-12, Core, 8.2.2). */
static bool identifier_is_anchor(struct dg_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool letter = ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';

        if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '.'))) {
            return false;
        }
    }
    return text.length > 0;
}

void load_identifier_name(const struct keyword_value *value, struct schema_head *head)
{
    struct loader *loader = value->loader;

    (void)head;
    if (value->node->kind != TREE_STRING) {
        diag_noted(loader->diag, DIAG_VALUE, value->node->at,
                   "'%.*s' must be a string, not %s, so it has no effect",
                   DIAG_TEXT(value->member->key), tree_kind_name(value->node->kind));
    } else if (!identifier_is_anchor(value->node->text)) {
        diag_noted(loader->diag, DIAG_VALUE, value->node->at,
                   "'%.*s' must be a letter or '_', and then letters, digits, '-', '.' and '_'",
                   DIAG_TEXT(value->member->key));
    }
}

void load_identifier_definitions(const struct keyword_value *value, struct schema_head *head)
{
    (void)head;
    if (value->node->kind != TREE_MAP) {
        diag_noted(value->loader->diag, DIAG_VALUE, value->node->at,
                   "'%.*s' must be a mapping, not %s, so it has no effect",
                   DIAG_TEXT(value->member->key), tree_kind_name(value->node->kind));
    }
}

void load_identifier_id(const struct keyword_value *value, struct schema_head *head)
{
    const struct loader *loader = value->loader;
    const char *hash = memchr(value->node->text.data, '#', value->node->text.length);

    (void)head;
    if (value->node->text.length == 0) {
        diag_error(loader->diag, DIAG_VALUE, value->node->at, "'$id' must not be empty");
    } else if (hash != NULL && hash + 1 < value->node->text.data + value->node->text.length) {
        diag_error(loader->diag, DIAG_VALUE, value->node->at,
                   "'$id' must not have a fragment; use '$anchor'");
    } else if (loader->bases == NULL || loader->bases[value->node->parent->id] == NULL) {
        diag_error(loader->diag, DIAG_UNSUPPORTED, value->node->at,
                   "'$id' is not supported here: it must be in a schema that keywords lead to");
        keywords_note_removal(value->loader, value->node);
    }
}
