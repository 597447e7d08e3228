/* Makes one schema of the schemas of a conjunction. Each keyword keeps its location. Also keywords
 * beside others, in schemas that aren't conjunctions. */
#include "load/load_merge.h"

#include "base/memory_arena.h"
#include "load/load_equal.h"

/* Merging */

static void merge_annotate(struct merge *merge, const struct all *all, const struct tree *place)
{
    const struct tree_member *name = tree_find(place, dg_text_of("x-dg-name"));
    const struct tree_member *annotations[] = {all->description, all->deprecated, all->write_only,
                                               name};

    for (size_t i = 0; i < sizeof annotations / sizeof annotations[0]; i++) {
        if (annotations[i] != NULL) {
            load_merge_add(merge, annotations[i]);
        }
    }
}

/* The schema without values. */
static struct tree *merge_false(struct loader *loader, const struct tree *place)
{
    struct tree *node = load_join_new(loader, TREE_BOOLEAN, place, 0);

    load_join_place(loader, node, place);
    return node;
}

static struct tree *merge_finish(struct merge *merge, const struct tree *place)
{
    merge->node->members = merge->members;
    merge->node->count = merge->member_count;
    load_join_end(merge->loader, merge->node);
    load_join_place(merge->loader, merge->node, place);
    return merge->node;
}

struct tree *load_merge(const struct all *all, const struct tree *place, struct all_scope *scope)
{
    struct merge merge = {.loader = all->loader,
                          .scope = scope,
                          .sources = all->sources,
                          .count = all->count,
                          .node = load_join_new(all->loader, TREE_MAP, place, 0)};

    if (all->nothing) {
        return merge_false(all->loader, place);
    }
    if (!load_merge_spend(&merge, LOAD_ALL_MERGE_WORK)) {
        return NULL;
    }
    merge.node->parent = place->parent;
    merge.node->step = place->step;
    merge.node->text = place->parent == NULL ? place->text : merge.node->text; /* the file */
    merge_annotate(&merge, all, place);
    if (all->count > 0) {
        load_merge_types(&merge);
        load_merge_numbers(&merge);
        load_merge_sizes(&merge);
        load_merge_values(&merge);
        load_merge_objects(&merge);
        load_merge_arrays(&merge);
        load_merge_rest(&merge);
        load_merge_check_objects(&merge);
    }
    if (merge.refused) {
        return NULL;
    }
    if (merge.nothing) {
        return merge_false(all->loader, place);
    }
    if (all->count > 0) {
        load_merge_finish_types(&merge);
    }
    return merge_finish(&merge, place);
}

/* Keywords beside others */

void load_merge_note_nullable(struct loader *loader, const struct tree_member *nullable)
{
    if (loader->minor > 0) {
        diag_noted(loader->diag, DIAG_KEYWORD_VERSION, nullable->at,
                   "OpenAPI 3.1 has no 'nullable'; it is read as in 3.0");
    }
}

bool load_merge_is_nullable(struct loader *loader, const struct tree *reference)
{
    const struct tree_member *nullable = tree_find(reference, dg_text_of("nullable"));

    if (loader->minor == 0 || nullable == NULL ||
        !loader_expect(loader, nullable->value, TREE_BOOLEAN, nullable->key)) {
        return false;
    }
    load_merge_note_nullable(loader, nullable);
    return nullable->value->boolean;
}

/* The schema without its `enum`. */
static const struct tree *merge_without_enum(struct loader *loader, const struct tree *schema)
{
    struct tree *node = memory_arena_new(loader->arena, sizeof *node);
    struct tree_member *members = memory_arena_new(loader->arena, schema->count * sizeof *members);

    *node = *schema;
    node->members = members;
    node->count = 0;
    for (size_t i = 0; i < schema->count; i++) {
        if (!dg_text_equal(schema->members[i].key, dg_text_of("enum"))) {
            members[node->count++] = schema->members[i];
        }
    }
    tree_sort(node, loader->arena);
    return node;
}

const struct tree *load_merge_listed(struct loader *loader, const struct tree *schema)
{
    const struct tree *list = tree_get(schema, "enum");
    const struct tree_member *value = tree_find(schema, dg_text_of("const"));

    if (loader->minor == 0 || list == NULL || list->kind != TREE_LIST || value == NULL) {
        return schema;
    }
    if (!load_equal_listed(loader, list, value->value)) {
        diag_error(loader->diag, DIAG_ENUM, value->at,
                   "no value can match: 'enum' does not list the value of 'const'");
        diag_note(loader->diag, list->at, "the values are listed here");
    }
    return merge_without_enum(loader, schema);
}
