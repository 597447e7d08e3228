/* Collects the schemas of a conjunction: those that are reached through references and `allOf`. */
#include <stdlib.h>

#include "base/memory_arena.h"
#include "load/load_all.h"
#include "load/load_join.h"
#include "load/load_keywords.h"

bool load_all_is_closed(const struct tree *node)
{
    return tree_get(node, "unevaluatedProperties") != NULL ||
           tree_get(node, "unevaluatedItems") != NULL;
}

static bool all_restricts(const struct loader *loader, const struct tree_member *member)
{
    return !dg_text_equal(member->key, dg_text_of("allOf")) && keywords_restricts(loader, member);
}

bool load_all_has_own(const struct loader *loader, const struct tree *node)
{
    for (size_t i = 0; i < node->count; i++) {
        if (all_restricts(loader, &node->members[i])) {
            return true;
        }
    }
    return false;
}

void load_all_add(struct all *all, const struct tree *node)
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

const struct tree *load_all_resolve(struct loader *loader, const struct tree *reference)
{
    const struct tree *next = load_reference_next(loader, reference);

    return next != NULL && load_reference_check(loader, reference, next, "a schema") ? next : NULL;
}

const struct tree *load_all_target(struct loader *loader, const struct tree *reference)
{
    const struct tree *next = load_all_node(loader, reference)->target;

    if (next == NULL) {
        next = load_all_resolve(loader, reference);
        load_all_node(loader, reference)->target = next;
    }
    return next;
}

static void all_visit_target(struct all *all, const struct tree *reference)
{
    const struct tree *next = load_all_target(all->loader, reference);

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

void load_all_check_keys(struct loader *loader, const struct tree *node)
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
        load_all_check_keys(all->loader, node);
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
            load_all_add(all, node);
        } else if (dg_text_equal(member->key, dg_text_of("$ref"))) {
            all_note_nullable(all, node);
            all_visit_target(all, node);
        } else if (dg_text_equal(member->key, dg_text_of("allOf"))) {
            keywords_load_all(loader, node, all);
            walked = true;
        }
    }
    if (!walked && load_all_is_closed(node)) {
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

struct all load_all_collect(struct loader *loader, const struct tree *node, bool report)
{
    struct all all = {.loader = loader, .report = report};

    loader->all_stamp += 2;
    all.stamp = loader->all_stamp;
    all_visit(&all, node);
    return all;
}

void load_all_free(struct all *all)
{
    free(all->sources);
    free(all->unevaluated);
}
