/* Whether a schema that isn't read, since another one forbids its property, is writeOnly. */
#include "load/load_merge.h"

static bool write_only_target(struct merge *merge, const struct tree *reference,
                              const struct tree **target)
{
    *target = load_reference_next(merge->loader, reference);
    return *target != NULL && load_reference_check(merge->loader, reference, *target, "a schema");
}

/* Returns false if the schema was met before. */
static bool write_only_enter(struct loader *loader, const struct tree *schema)
{
    struct all_node *known = load_all_node(loader, schema);
    bool met = known->mark == loader->all_stamp;

    known->mark = loader->all_stamp;
    return !met;
}

/* `depth` is the number of references and `allOf` on the way to the schema. A longer way is an
 * error wherever the schema is read. */
static bool write_only_is(struct merge *merge, const struct tree *schema, size_t depth)
{
    const struct tree *next;

    if (depth == LOAD_MAX_HOPS || schema->kind != TREE_MAP || !load_merge_spend(merge, 1) ||
        !write_only_enter(merge->loader, schema)) {
        return false;
    }
    if (load_reference_is(schema)) {
        return write_only_target(merge, schema, &next) && write_only_is(merge, next, depth + 1);
    }
    next = tree_get(schema, "writeOnly");
    if (next != NULL && next->kind == TREE_BOOLEAN && next->boolean) {
        return true;
    }
    next = tree_get(schema, "allOf");
    for (size_t i = 0; next != NULL && next->kind == TREE_LIST && i < next->count; i++) {
        if (write_only_is(merge, next->members[i].value, depth + 1)) {
            return true;
        }
    }
    return false;
}

bool load_merge_is_write_only(struct merge *merge, const struct tree *schema)
{
    merge->loader->all_stamp += 2; /* load_all.c uses two marks at a time */
    return merge->loader->minor == 0 && write_only_is(merge, schema, 0);
}
