/* Compares keywords of two types that aren't bounds. */
#include "base/memory_arena.h"
#include "diff/diff_walk.h"

static bool keyword_is_multiple(const char *number, const char *divisor)
{
    return divisor == NULL ||
           (number != NULL && dg_number_is_multiple(dg_text_of(number), dg_text_of(divisor)));
}

/* A type of which only multipleOf is kept. */
static struct model_type keyword_bare_multiple(const struct model_type *type)
{
    struct model_type bare = diff_schema_bare(type);

    bare.multiple = type->multiple;
    return bare;
}

void diff_keyword_multiple(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_where where = diff_where_types(pair, "/multipleOf", walk->arena);
    struct model_type bare[] = {keyword_bare_multiple(old), keyword_bare_multiple(new)};
    bool stricter = !keyword_is_multiple(old->multiple, new->multiple);
    bool looser = !keyword_is_multiple(new->multiple, old->multiple);
    struct diff_change *change;

    if (!stricter && !looser) {
        return;
    }
    change = diff_walk_add(
        walk, DIFF_LIMIT, &where,
        memory_arena_format(walk->arena, "multipleOf of %s", diff_walk_what(walk, pair->place)),
        old->multiple == NULL ? "none" : old->multiple,
        new->multiple == NULL ? "none" : new->multiple);
    if (looser) {
        diff_witness_find(walk, change, pair, DIFF_NEW, &bare[DIFF_OLD], true);
    }
    if (stricter) {
        diff_witness_find(walk, change, pair, DIFF_OLD, &bare[DIFF_NEW], true);
    }
}
