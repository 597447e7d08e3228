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
    return tree_get(node, "allOf") != NULL || load_unevaluated_is(node);
}

/* The schemas of a conjunction */

static bool all_restricts(const struct loader *loader, const struct tree_member *member)
{
    return !dg_text_equal(member->key, dg_text_of("allOf")) && keywords_restricts(loader, member);
}

/* Whether the schema itself restricts values, without those that it refers to. */
static bool all_has_own(const struct loader *loader, const struct tree *node)
{
    for (size_t i = 0; i < node->count; i++) {
        if (all_restricts(loader, &node->members[i])) {
            return true;
        }
    }
    return false;
}

static void all_add(struct all *all, const struct tree *node)
{
    if (all->count == all->capacity) {
        all->capacity = all->capacity == 0 ? 16 : all->capacity * 2;
        all->sources = memory_grow(all->sources, all->capacity * sizeof *all->sources);
    }
    all->sources[all->count++] = (struct all_source){node, all->depth};
}

/* Reports that the schema is met again on the path to itself. */
static void all_report_circle(struct all *all, const struct tree *node)
{
    struct diag *diag = all->loader->diag;
    size_t after = all->depth;

    while (after > 0 && all->path[after - 1] != node) {
        after--;
    }
    diag_error(diag, DIAG_REF_CYCLE, node->at, "this schema leads back to itself");
    for (size_t i = after; i < all->depth; i++) {
        diag_note(diag, all->path[i]->at, "through this schema");
    }
    all->failed = true;
}

/* Begins a schema. Returns false if it was met before, or has an error. */
static bool all_enter(struct all *all, const struct tree *node)
{
    struct loader *loader = all->loader;
    unsigned *mark = &load_all_node(loader, node)->mark;

    if (*mark == all->stamp + 1 || all->failed) {
        return false;
    }
    if (*mark == all->stamp) {
        all_report_circle(all, node);
        return false;
    }
    if (all->depth == LOAD_MAX_HOPS) {
        diag_error(loader->diag, DIAG_REF_CYCLE, all->path[0]->at,
                   "a chain of more than %d references and allOf begins here", LOAD_MAX_HOPS);
        all->failed = true;
        return false;
    }
    if (loader->all_work++ >= LOAD_ALL_MAX_WORK) {
        diag_error(loader->diag, DIAG_ALL_OF, node->at,
                   "the conjunctions of this contract have too many schemas");
        all->failed = true;
        return false;
    }
    *mark = all->stamp;
    all->path[all->depth++] = node;
    return true;
}

static void all_visit(struct all *all, const struct tree *node);

/* The target of a reference. NULL, with an error, if it isn't a schema. */
static const struct tree *all_resolve(struct loader *loader, const struct tree *reference)
{
    const struct tree *next = load_reference_next(loader, reference);

    return next != NULL && load_reference_check(loader, reference, next, "a schema") ? next : NULL;
}

/* The same, which is kept. */
static const struct tree *all_target(struct loader *loader, const struct tree *reference)
{
    const struct tree *next = load_all_node(loader, reference)->target;

    if (next == NULL) {
        next = all_resolve(loader, reference);
        load_all_node(loader, reference)->target = next;
    }
    return next;
}

static void all_visit_target(struct all *all, const struct tree *reference)
{
    const struct tree *next = all_target(all->loader, reference);

    if (next != NULL) {
        all_visit(all, next);
    } else {
        all->failed = true;
    }
}

void load_all_of(const struct keyword_value *value, struct all *all)
{
    if (value->node->count == 0 && all->report) {
        diag_noted(value->loader->diag, DIAG_ALL_OF, value->node->at,
                   "'allOf' is an empty list, so it has no effect");
    }
    for (size_t i = 0; i < value->node->count; i++) {
        all_visit(all, value->node->members[i].value);
    }
}

void load_all_unevaluated(const struct keyword_value *value, struct all *all)
{
    const struct tree *schema = value->member == NULL ? NULL : all->path[all->depth - 1];

    if (all->unevaluated_count > 0 && all->unevaluated[all->unevaluated_count - 1] == schema) {
        return; /* it has both keywords */
    }
    all->unevaluated =
        memory_grow(all->unevaluated, (all->unevaluated_count + 1) * sizeof(*all->unevaluated));
    all->unevaluated[all->unevaluated_count++] = schema;
}

/* The member whose place among $ref and `allOf` is the place of the schema's own properties; NULL:
 * the schema doesn't restrict values. */
static const struct tree_member *all_own(const struct loader *loader, const struct tree *node)
{
    const struct tree_member *own = tree_find(node, dg_text_of("properties"));

    for (size_t i = 0; own == NULL && i < node->count; i++) {
        own = all_restricts(loader, &node->members[i]) ? &node->members[i] : NULL;
    }
    return own;
}

/* Checks the keywords beside $ref that restrict values. */
static void all_check_beside(struct loader *loader, const struct tree *reference)
{
    struct tree *beside = load_join_new(loader, TREE_MAP, reference, reference->count);

    for (size_t i = 0; i < reference->count; i++) {
        if (keywords_restricts(loader, &reference->members[i])) {
            load_join_add(beside, &reference->members[i]);
        }
    }
    keywords_check(loader, beside, KEYWORD_SCHEMA);
}

static void all_check_keys(struct loader *loader, const struct tree *node)
{
    const struct tree_member *nullable = tree_find(node, dg_text_of("nullable"));

    if (!load_reference_is(node)) {
        keywords_check(loader, node, KEYWORD_SCHEMA);
    } else if (loader->minor == 0) {
        keywords_check_siblings(loader, node);
    } else {
        keywords_note_siblings(loader, node);
        all_check_beside(loader, node);
    }
    if (nullable != NULL && !load_reference_is(node) && tree_get(node, "type") == NULL) {
        diag_noted(loader->diag, DIAG_NULLABLE, nullable->at,
                   "'nullable' has no effect without 'type' beside it");
    }
}

/* Checks the keys of a schema once. */
static void all_check_once(const struct all *all, const struct tree *node)
{
    struct all_node *known = load_all_node(all->loader, node);

    if (all->report && known->checked != all->loader->drops + 1) {
        known->checked = all->loader->drops + 1;
        all_check_keys(all->loader, node);
    }
}

/* Notes `nullable` beside a reference inside a conjunction, which OpenAPI 3.1 doesn't have: null is
 * a value only if all of the schemas say so. */
static void all_note_nullable(struct all *all, const struct tree *node)
{
    const struct tree_member *nullable = tree_find(node, dg_text_of("nullable"));

    if (all->depth > 1 && nullable != NULL && nullable->value->kind == TREE_BOOLEAN &&
        nullable->value->boolean) {
        diag_noted(all->loader->diag, DIAG_KEYWORD_VERSION, nullable->at,
                   "OpenAPI 3.1 has no 'nullable'; beside $ref in a conjunction of several schemas "
                   "it has no effect");
        all->ignores_nullable = true;
    }
}

static bool all_has_flag(const struct tree_member *member)
{
    return member != NULL && member->value->kind == TREE_BOOLEAN && member->value->boolean;
}

/* Takes over annotations: of descriptions, the nearest one. */
static void all_annotate(struct all *all, const struct tree *node)
{
    const struct tree_member *description = tree_find(node, dg_text_of("description"));
    const struct tree_member *deprecated = tree_find(node, dg_text_of("deprecated"));
    const struct tree_member *write_only = tree_find(node, dg_text_of("writeOnly"));

    if (description != NULL && description->value->kind == TREE_STRING &&
        (all->description == NULL || all->depth < all->description_depth)) {
        all->description = description;
        all->description_depth = all->depth;
    }
    all->deprecated = all_has_flag(deprecated) ? deprecated : all->deprecated;
    if (all->loader->minor == 0 && !load_reference_is(node) && all_has_flag(write_only)) {
        all->write_only = write_only;
    }
}

static void all_visit_map(struct all *all, const struct tree *node)
{
    struct loader *loader = all->loader;
    bool alone = loader->minor == 0 && load_reference_is(node);
    const struct tree_member *own = alone ? NULL : all_own(loader, node);
    bool walked = false;

    all_check_once(all, node);
    all_annotate(all, node);
    if (alone) {
        all_visit_target(all, node);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        const struct tree_member *member = &node->members[i];

        if (member == own) {
            all_add(all, node);
        } else if (dg_text_equal(member->key, dg_text_of("$ref"))) {
            all_note_nullable(all, node);
            all_visit_target(all, node);
        } else if (dg_text_equal(member->key, dg_text_of("allOf"))) {
            keywords_load_all(loader, node, all);
            walked = true;
        }
    }
    if (!walked && load_unevaluated_is(node)) {
        keywords_load_all(loader, node, all);
    }
}

static void all_visit(struct all *all, const struct tree *node)
{
    if (!all_enter(all, node)) {
        return;
    }
    if (node->kind == TREE_BOOLEAN) {
        all->nothing = all->nothing || !node->boolean;
    } else if (loader_expect_map(all->loader, node, "a schema")) {
        all_visit_map(all, node);
    } else {
        all->failed = true;
    }
    all->depth--;
    load_all_node(all->loader, node)->mark = all->stamp + 1;
}

/* Collects the schemas of a conjunction, but not those that load_unevaluated makes. */
static struct all all_collect_stated(struct loader *loader, const struct tree *node, bool report)
{
    struct all all = {.loader = loader, .report = report};

    loader->all_stamp += 2;
    all.stamp = loader->all_stamp;
    all_visit(&all, node);
    return all;
}

static void all_free(struct all *all)
{
    free(all->sources);
    free(all->unevaluated);
}

/* Adds what the keywords of a schema say about what isn't evaluated. */
static void all_add_unevaluated(struct all *all, const struct tree *schema)
{
    struct all_node *known = load_all_node(all->loader, schema);

    if (known->unevaluated == NULL) {
        struct all part = all_collect_stated(all->loader, schema, false);

        known->unevaluated = load_unevaluated(all, &part, schema);
        all_free(&part);
    }
    if (known->unevaluated->count > 0) {
        all_add(all, known->unevaluated);
    }
}

/* Collects the schemas of a conjunction. */
static struct all all_collect(struct loader *loader, const struct tree *node, bool report)
{
    struct all all = all_collect_stated(loader, node, report);

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
        return all_target(loader, node);
    }
    return tree_get(node, "allOf")->members[index - (reference ? 1 : 0)].value;
}

/* Whether a conjunction is one schema with annotations beside it. */
static bool all_is_one(const struct loader *loader, const struct tree *node)
{
    return all_child_count(loader, node) == 1 &&
           ((loader->minor == 0 && load_reference_is(node)) || !all_has_own(loader, node));
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
    all_free(&all);
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
    all_check_keys(loader, node);
    return load_reference_is(node) ? all_resolve(loader, node)
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
    all_free(&all);
    return next;
}
