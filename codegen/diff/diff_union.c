/* Compares two choices, whose alternatives are paired by their names. */
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "diff/diff_walk.h"

const char *diff_union_words(struct diff_walk *walk, const struct model_type *type)
{
    struct buffer out = {0};
    const char *words;

    for (size_t i = 0; i < type->choice->count; i++) {
        buffer_format(&out, "%s%s", i == 0 ? "one of " : ", ", type->choice->alternatives[i].name);
    }
    words = memory_arena_copy(walk->arena, out.data, out.length);
    buffer_free(&out);
    return words;
}

static const struct model_alternative *union_alternative(const struct model_type *type,
                                                         const char *name)
{
    for (size_t i = 0; i < type->choice->count; i++) {
        if (strcmp(type->choice->alternatives[i].name, name) == 0) {
            return &type->choice->alternatives[i];
        }
    }
    return NULL;
}

/* Alternatives that only one side has. */
static void union_alternative_alone(struct diff_walk *walk, const struct diff_pair *pair,
                                    enum diff_side side,
                                    const struct model_alternative *alternative)
{
    struct diff_where where = diff_where_types(pair, "", walk->arena);
    bool added = side == DIFF_NEW;
    struct diff_change *change =
        diff_walk_add(walk, added ? DIFF_ALTERNATIVE_ADDED : DIFF_ALTERNATIVE_REMOVED, &where,
                      diff_walk_what(walk, pair->place), alternative->name, alternative->name);

    diff_witness_find(walk, change, pair, side, pair->types[added ? DIFF_OLD : DIFF_NEW], false);
    if (pair->types[side]->choice->of_types) { /* another alternative may have had its values */
        diff_witness_find(walk, change, pair, added ? DIFF_OLD : DIFF_NEW, pair->types[side],
                          false);
    }
    if (pair->c) {
        enum diff_source source = added ? DIFF_SOURCE_ADDS : DIFF_SOURCE_BREAKS;

        diff_symbols_add(walk, change, source, diff_symbols_constant(walk, alternative->constant));
        diff_symbols_add(
            walk, change, source,
            diff_symbols_member(walk, pair->types[side],
                                memory_arena_format(walk->arena, "value.%s", alternative->name)));
    }
}

/* A choice: its alternatives are paired by their names. */
void diff_union(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];

    for (size_t i = 0; i < old->choice->count; i++) {
        const struct model_alternative *was = &old->choice->alternatives[i];
        const struct model_alternative *is = union_alternative(new, was->name);
        struct diff_used used;

        if (is == NULL) {
            union_alternative_alone(walk, pair, DIFF_OLD, was);
            continue;
        }
        used = (struct diff_used){
            .uses = {&was->use, &is->use},
            .opt = {was->use.type->kind == MODEL_ENUM, is->use.type->kind == MODEL_ENUM},
            .where = diff_where_types(pair, "", walk->arena),
            .member = pair->c
                          ? diff_symbols_member(
                                walk, new, memory_arena_format(walk->arena, "value.%s", is->name))
                          : NULL,
        };
        diff_use(walk, pair->place, &used, NULL);
    }
    for (size_t i = 0; i < new->choice->count; i++) {
        if (union_alternative(old, new->choice->alternatives[i].name) == NULL) {
            union_alternative_alone(walk, pair, DIFF_NEW, &new->choice->alternatives[i]);
        }
    }
}
