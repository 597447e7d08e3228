/* Compares the uses of two types: null, and the C types of members. */
#include "diff/diff_walk.h"

/* Whether the type of a value says by itself whether null is allowed: then a change of the type
   tells of null. */
static bool use_decides_null(const struct model_use *use, const struct model_use *other)
{
    const struct sample null = {.kind = SAMPLE_NULL};

    return use->type->kind == MODEL_JSON &&
           (use->type->any == NULL || other->type->kind == MODEL_JSON) &&
           sample_fits(use->type, &null) != sample_fits(other->type, &null);
}

static struct diff_change *use_nullable(struct diff_walk *walk, const struct diff_place *place,
                                        const struct diff_used *used)
{
    const struct model_use *old = used->uses[DIFF_OLD];
    const struct model_use *new = used->uses[DIFF_NEW];
    const struct sample null = {.kind = SAMPLE_NULL};
    bool was = sample_fits_use(old, &null);
    bool is = sample_fits_use(new, &null);
    enum diff_side by = is ? DIFF_NEW : DIFF_OLD;
    struct diff_change *change;

    if (was == is || use_decides_null(old, new) || use_decides_null(new, old)) {
        return NULL;
    }
    change = diff_walk_add(walk, is ? DIFF_NULL_ALLOWED : DIFF_NULL_REFUSED, &used->where,
                           diff_walk_what(walk, place), NULL, NULL);
    sample_begin(&walk->maker);
    (void)diff_witness_claim(walk, change, place, by, sample_new(&walk->maker, SAMPLE_NULL));
    return change;
}

void diff_use(struct diff_walk *walk, const struct diff_place *place, const struct diff_used *used,
              struct diff_change *change)
{
    const struct model_type *old = used->uses[DIFF_OLD]->type;
    const struct model_type *new = used->uses[DIFF_NEW]->type;
    struct diff_change *null = use_nullable(walk, place, used);
    bool first;
    bool kinds = old->kind != new->kind;
    bool same;

    first = diff_walk_pair(walk, place, old, new, NULL);
    same = used->member == NULL || diff_symbols_same(walk, used);
    if (same) {
        return;
    }
    if (first && kinds) { /* the change of the kind tells of the member */
        walk->queue[walk->count - 1].member = used->member;
    }
    if (change != NULL) {
        diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS, used->member);
    }
    if (null != NULL) {
        diff_symbols_add(walk, null, DIFF_SOURCE_BREAKS, used->member);
    }
    if (change == NULL && null == NULL && !(first && kinds)) {
        change = diff_walk_add(
            walk, DIFF_C_MEMBER, &used->where, used->member,
            diff_symbols_held(walk, DIFF_OLD, used->uses[DIFF_OLD], used->opt[DIFF_OLD]),
            diff_symbols_held(walk, DIFF_NEW, used->uses[DIFF_NEW], used->opt[DIFF_NEW]));
        diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS, used->member);
    }
}
