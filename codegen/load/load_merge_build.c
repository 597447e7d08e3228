/* The schema that is made of the schemas of a conjunction, while it is under construction. */
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_merge.h"

/* The schema under construction */

const struct tree_member *load_merge_of(const struct merge *merge, size_t index, const char *key)
{
    return tree_find(merge->sources[index].node, dg_text_of(key));
}

size_t load_merge_count(const struct merge *merge, const char *key)
{
    size_t count = 0;

    for (size_t i = 0; i < merge->count; i++) {
        count += load_merge_of(merge, i, key) != NULL;
    }
    return count;
}

const struct tree_member *load_merge_first(const struct merge *merge, const char *key)
{
    const struct tree_member *member = NULL;

    for (size_t i = 0; member == NULL && i < merge->count; i++) {
        member = load_merge_of(merge, i, key);
    }
    return member;
}

void load_merge_add(struct merge *merge, const struct tree_member *member)
{
    if (merge->member_count == merge->member_capacity) {
        struct tree_member *members = merge->members;

        merge->member_capacity = merge->member_capacity == 0 ? 8 : merge->member_capacity * 2;
        merge->members =
            memory_arena_new(merge->loader->arena, merge->member_capacity * sizeof *members);
        if (merge->member_count > 0) {
            memcpy(merge->members, members, merge->member_count * sizeof *members);
        }
    }
    merge->members[merge->member_count++] = *member;
}

struct tree_member *load_merge_find(const struct merge *merge, const char *key)
{
    for (size_t i = 0; i < merge->member_count; i++) {
        if (dg_text_equal(merge->members[i].key, dg_text_of(key))) {
            return &merge->members[i];
        }
    }
    return NULL;
}

const struct tree_member *load_merge_find_same(const struct merge *merge,
                                               const struct tree_member *member)
{
    for (size_t i = 0; i < merge->member_count; i++) {
        if (merge->members[i].value == member->value &&
            dg_text_equal(merge->members[i].key, member->key)) {
            return &merge->members[i];
        }
    }
    return NULL;
}

void load_merge_add_new(struct merge *merge, const struct tree_member *like, struct tree *value)
{
    value->parent = merge->node;
    value->step = merge->member_count;
    load_merge_add(merge, &(struct tree_member){like->at, like->key, value});
}

/* Diagnostics */

void load_merge_refuse(struct merge *merge, const struct tree_member *member,
                       const struct tree_member *other)
{
    struct diag *diag = merge->loader->diag;

    merge->refused = true;
    if (keywords_refuses(merge->loader, member->key)) {
        return; /* it was reported */
    }
    diag_error(diag, DIAG_ALL_OF, member->at, "'%.*s' %s is not supported", DIAG_TEXT(member->key),
               other == NULL ? "in a conjunction of several schemas"
                             : "of several schemas of one conjunction");
    keywords_note_removal(merge->loader, member->value);
    if (other != NULL) {
        diag_note(diag, other->at, "the other occurrence is here");
    }
}

void load_merge_nothing(struct merge *merge, enum diag_id id, const struct tree_member *member,
                        const struct tree_member *other, const char *why)
{
    struct diag *diag = merge->loader->diag;
    struct location at = member == NULL ? merge->node->at : member->at;

    if (merge->nothing || merge->refused) {
        return;
    }
    diag_warning(diag, id, at, "no value can match: %s", why);
    if (other != NULL && location_compare(other->at, at) != 0) {
        diag_note(diag, other->at, "the other occurrence is here");
    }
    merge->nothing = true;
}

bool load_merge_spend(struct merge *merge, size_t work)
{
    struct loader *loader = merge->loader;

    if (merge->refused) {
        return false;
    }
    if (work <= LOAD_ALL_MAX_WORK - loader->all_work) {
        loader->all_work += work;
        return true;
    }
    diag_error(loader->diag, DIAG_ALL_OF, merge->node->at,
               "the conjunctions of this contract are too large");
    merge->refused = true;
    return false;
}
