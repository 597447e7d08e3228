/* Conjunctions: a schema with `allOf`, or with keywords beside $ref. Its values satisfy every
 * schema that is reached through references and `allOf`. If one of them says all, it stands for the
 * conjunction, and its C type is that of the conjunction. */
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_join.h"
#include "load/load_keywords.h"
#include "load/load_merge.h"
#include "load/load_unevaluated.h"

bool load_all_is(const struct tree *node)
{
    return tree_get(node, "allOf") != NULL || load_all_is_closed(node);
}

/* Adds what the keywords of a schema say about what isn't evaluated. */
static void all_add_unevaluated(struct all *all, const struct tree *schema)
{
    struct all_node *known = load_all_node(all->loader, schema);

    if (known->unevaluated == NULL) {
        struct all part = load_all_collect(all->loader, schema, false);

        known->unevaluated = load_unevaluated(all, &part, schema);
        load_all_free(&part);
    }
    if (known->unevaluated->count > 0) {
        load_all_add(all, known->unevaluated);
    }
}

/* Collects the schemas of a conjunction. */
static struct all all_collect(struct loader *loader, const struct tree *node, bool report)
{
    struct all all = load_all_collect(loader, node, report);

    for (size_t i = 0; !all.failed && i < all.unevaluated_count; i++) {
        all_add_unevaluated(&all, all.unevaluated[i]);
    }
    return all;
}

/* One schema that says all */

/* The number of schemas that a conjunction refers to. */
static size_t all_child_count(const struct loader *loader, const struct tree *node)
{
    const struct tree *list = tree_get(node, "allOf");
    size_t listed = list == NULL || list->kind != TREE_LIST ? 0 : list->count;

    if (!load_reference_is(node)) {
        return listed;
    }
    return loader->minor == 0 ? 1 : listed + 1;
}

/* One of the schemas that a conjunction refers to. NULL, with an error, if there is no such
 * schema. */
static const struct tree *all_child(struct loader *loader, const struct tree *node, size_t index)
{
    bool reference = load_reference_is(node);

    if (reference && index == 0) {
        return load_all_target(loader, node);
    }
    return tree_get(node, "allOf")->members[index - (reference ? 1 : 0)].value;
}

/* Whether a conjunction is one schema with annotations beside it. */
static bool all_is_one(const struct loader *loader, const struct tree *node)
{
    return all_child_count(loader, node) == 1 &&
           ((loader->minor == 0 && load_reference_is(node)) || !load_all_has_own(loader, node));
}

/* The number of schemas that a schema consists of, and whether one is false, which are kept.
 * Returns false if it has an error. */
static bool all_measure(struct loader *loader, const struct tree *node)
{
    struct all all;

    if (load_all_node(loader, node)->reach > 0) {
        return load_all_node(loader, node)->reach < SIZE_MAX;
    }
    all = all_collect(loader, node, false);
    load_all_free(&all);
    load_all_node(loader, node)->reach = all.failed ? SIZE_MAX : all.count + 1;
    load_all_node(loader, node)->nothing = all.nothing;
    return !all.failed;
}

/* The schema that says as much as the whole conjunction; NULL: there is none. */
static const struct tree *all_greatest_child(const struct all *all, const struct tree *node)
{
    struct loader *loader = all->loader;

    for (size_t i = 0; !all->ignores_nullable && i < all_child_count(loader, node); i++) {
        const struct tree *child = all_child(loader, node, i);

        if (all_measure(loader, child) && load_all_node(loader, child)->reach == all->count + 1 &&
            load_all_node(loader, child)->nothing == all->nothing) {
            return child;
        }
    }
    return NULL;
}

/* The conjunctions of a scope */

/* The levels from a conjunction to the parts of its lists: /properties/name/allOf/0. */
#define ALL_PART_DEPTH 4

struct all_entry {
    struct all_entry *next;  /* with the same remainder of the hash */
    const struct tree **set; /* sorted by id */
    size_t count;
    uint64_t hash;
    struct tree *node;
};

static int all_compare_ids(const void *a, const void *b)
{
    const struct tree *const *left = a;
    const struct tree *const *right = b;

    return ((*left)->id > (*right)->id) - ((*left)->id < (*right)->id);
}

static struct all_entry *all_entry_new(const struct all *all)
{
    struct all_entry *entry = memory_arena_new(all->loader->arena, sizeof *entry);

    entry->count = all->count;
    entry->set = memory_arena_new(all->loader->arena, (all->count + 1) * sizeof(*entry->set));
    entry->hash = all->count;
    for (size_t i = 0; i < all->count; i++) {
        entry->set[i] = all->sources[i].node;
    }
    if (all->count > 0) {
        qsort(entry->set, all->count, sizeof entry->set[0], all_compare_ids);
    }
    for (size_t i = 0; i < all->count; i++) {
        entry->hash = (entry->hash ^ entry->set[i]->id) * UINT64_C(0x9e3779b97f4a7c15);
        entry->hash ^= entry->hash >> 29;
    }
    return entry;
}

static const struct all_entry *all_find(const struct all_scope *scope,
                                        const struct all_entry *wanted)
{
    const struct all_entry *entry =
        scope->room == 0 ? NULL : scope->entries[wanted->hash % scope->room];

    for (; entry != NULL; entry = entry->next) {
        if (entry->hash == wanted->hash && entry->count == wanted->count &&
            memcmp(entry->set, wanted->set, wanted->count * sizeof(*entry->set)) == 0) {
            return entry;
        }
    }
    return NULL;
}

static void all_insert(struct all_scope *scope, struct all_entry *entry)
{
    entry->next = scope->entries[entry->hash % scope->room];
    scope->entries[entry->hash % scope->room] = entry;
}

static void all_keep(struct loader *loader, struct all_scope *scope, struct all_entry *entry)
{
    struct all_entry **before = scope->entries;
    size_t room = scope->room;

    if (scope->count++ >= room) {
        scope->room = room == 0 ? 1 : room * 4;
        scope->entries = memory_arena_new(loader->arena, scope->room * sizeof(struct all_entry *));
    }
    for (size_t i = 0; scope->room > room && i < room; i++) {
        while (before[i] != NULL) {
            struct all_entry *moved = before[i];

            before[i] = moved->next;
            all_insert(scope, moved);
        }
    }
    all_insert(scope, entry);
}

static size_t all_path_length(const struct tree *node)
{
    size_t length = 0;

    for (; node->parent != NULL; node = node->parent) {
        length++;
    }
    return length;
}

/* Moves a conjunction to another place where it is reached if the path is as long and comes first,
 * so that its name doesn't depend on the order of the places. */
static void all_move(struct loader *loader, struct tree *node, const struct tree *place)
{
    struct draft *draft = loader->by_node[node->id];
    const char *pointer = tree_pointer(place, loader->arena);

    if (all_path_length(node) != all_path_length(place) ||
        strcmp(pointer, tree_pointer(node, loader->arena)) >= 0) {
        return;
    }
    node->parent = place->parent;
    node->step = place->step;
    if (draft != NULL) {
        draft->type.pointer = pointer;
        draft->type.at = place->parent->members[place->step].at;
    }
}

/* Whether what is merged at the place, and the conjunctions of its parts, are within the depth of
 * trees. Parts may be conjunctions of other schemas each time: two circles of schemas meet in the
 * same way only after the product of their lengths. */
static bool all_has_depth(struct loader *loader, const struct tree *place)
{
    if (all_path_length(place) + ALL_PART_DEPTH <= TREE_MAX_DEPTH) {
        return true;
    }
    diag_error(loader->diag, DIAG_ALL_OF, place->at,
               "conjunctions lead to others, nested deeper than %d levels", TREE_MAX_DEPTH);
    return false;
}

/* The schema that says what the schemas of the conjunction say. NULL, with an error, if there is
 * none. */
static const struct tree *all_merge(const struct all *all, const struct tree *node)
{
    struct loader *loader = all->loader;
    struct all_scope *scope = load_all_node(loader, node)->scope;
    struct all_entry *entry = all_entry_new(all);
    const struct all_entry *known = scope == NULL || all->nothing ? NULL : all_find(scope, entry);

    if (known != NULL) {
        all_move(loader, known->node, node);
        return known->node;
    }
    if (!all_has_depth(loader, node)) {
        return NULL;
    }
    scope = scope != NULL ? scope : memory_arena_new(loader->arena, sizeof *scope);
    entry->node = load_merge(all, node, scope);
    if (entry->node != NULL && !all->nothing) {
        load_all_node(loader, entry->node)->scope = scope;
        all_keep(loader, scope, entry);
    }
    return entry->node;
}

struct all_scope *load_all_scope(struct loader *loader, const struct tree *node)
{
    struct all_node *known = load_all_node(loader, node);

    if (known->scope == NULL) {
        known->scope = memory_arena_new(loader->arena, sizeof *known->scope);
    }
    return known->scope;
}

static bool all_expect_list(struct loader *loader, const struct tree *node)
{
    const struct tree *list = tree_get(node, "allOf");

    return list == NULL || loader_expect(loader, list, TREE_LIST, dg_text_of("allOf"));
}

/* The schema that is the whole conjunction. Most conjunctions are such: nothing is kept of them. */
static const struct tree *all_only_child(struct loader *loader, const struct tree *node)
{
    load_all_check_keys(loader, node);
    return load_reference_is(node) ? load_all_resolve(loader, node)
                                   : tree_get(node, "allOf")->members[0].value;
}

const struct tree *load_all_follow(struct loader *loader, const struct tree *node)
{
    const struct tree *next = NULL;
    struct all all;

    if (all_is_one(loader, node)) {
        return all_only_child(loader, node);
    }
    if (!all_expect_list(loader, node)) {
        return NULL;
    }
    all = all_collect(loader, node, true);
    if (!all.failed) {
        next = all_greatest_child(&all, node);
        next = next != NULL ? next : all_merge(&all, node);
    }
    load_all_free(&all);
    return next;
}
