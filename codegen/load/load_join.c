/* Makes nodes that aren't in the document: conjunctions of schemas, and what they consist of. */
#include "load/load_join.h"

#include "base/memory_arena.h"
#include "load/load_all.h"

struct tree *load_join_new(struct loader *loader, enum tree_kind kind, const struct tree *like,
                           size_t count)
{
    struct tree *node = memory_arena_new(loader->arena, sizeof *node);

    node->kind = kind;
    node->at = like->at;
    node->text = dg_text_of("");
    node->members = memory_arena_new(loader->arena, (count + 1) * sizeof *node->members);
    node->joined = true;
    return node;
}

void load_join_add(struct tree *node, const struct tree_member *member)
{
    ((struct tree_member *)(uintptr_t)node->members)[node->count++] = *member;
}

void load_join_end(struct loader *loader, struct tree *node)
{
    if (node->kind == TREE_MAP) {
        tree_sort(node, loader->arena);
    }
}

void load_join_place(struct loader *loader, struct tree *node, const struct tree *place)
{
    node->parent = place->parent;
    node->step = place->step;
    if (place->parent == NULL && place->text.length > 0) {
        node->text = place->text; /* the file */
    }
    node->id = loader->node_count;
    loader_add_nodes(loader, 1);
}

/* A map whose only member is the node. */
static struct tree *join_above(struct loader *loader, struct tree *node, const char *key)
{
    struct tree *map = load_join_new(loader, TREE_MAP, node, 1);

    load_join_add(map, &(struct tree_member){node->at, dg_text_of(key), node});
    load_join_end(loader, map);
    return map;
}

void load_join_place_inverse(struct loader *loader, struct tree *node, const struct tree *schema,
                             const char *key)
{
    struct tree *list = join_above(loader, node, key);
    struct tree *inverse = join_above(loader, list, "allOf");
    struct tree *above = join_above(loader, inverse, "not");

    above->parent = schema->parent;
    above->step = schema->step;
    above->text = schema->parent == NULL ? schema->text : above->text; /* the file */
    inverse->parent = above;
    list->parent = inverse;
    load_join_place(loader, node, &(struct tree){.parent = list});
}

/* The x-dg-name that is nearest: that of the first schema that has one. */
static const struct tree_member *join_name(const struct tree *const *schemas, size_t count)
{
    const struct tree_member *name = NULL;

    for (size_t i = 0; name == NULL && i < count; i++) {
        name = tree_find(schemas[i], dg_text_of("x-dg-name"));
    }
    return name;
}

struct tree *load_join_schemas(struct loader *loader, const struct join_place *place,
                               const struct tree *const *schemas, size_t count)
{
    const struct tree *first = schemas[0];
    const struct tree_member *name = join_name(schemas, count);
    struct tree *node = load_join_new(loader, TREE_MAP, first, 2);
    struct tree *list = load_join_new(loader, TREE_LIST, first, count);
    struct tree here = {.parent = place->parent, .step = place->step};

    for (size_t i = 0; i < count; i++) {
        load_join_add(list, &(struct tree_member){schemas[i]->at, dg_text_of(""),
                                                  (struct tree *)(uintptr_t)schemas[i]});
    }
    list->parent = node;
    if (name != NULL) {
        load_join_add(node, name);
    }
    load_join_add(node, &(struct tree_member){first->at, dg_text_of("allOf"), list});
    load_join_end(loader, node);
    load_join_place(loader, node, &here);
    load_all_node(loader, node)->scope = place->scope;
    return node;
}

bool load_join_excludes_listed(const struct tree *patterns)
{
    return patterns->joined && patterns->boolean;
}
