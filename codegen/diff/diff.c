/* The difference of two contracts: the walk through both models, and the list of changes. */
#include "diff/diff.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "diff/diff_table.h"
#include "diff/diff_walk.h"
#include "emit/emit_abi.h"

enum diff_level diff_level(const struct diff_change *change)
{
    if (change->source == DIFF_SOURCE_BREAKS || (change->verdicts & DIFF_VERDICTS_LOOSER) != 0) {
        return DIFF_BREAKING;
    }
    if (change->verdicts != DIFF_VERDICTS_SAME ||
        (change->abi && change->source == DIFF_SOURCE_SAME)) {
        return DIFF_WARNING;
    }
    return DIFF_INFO;
}

const char *diff_level_word(enum diff_level level)
{
    static const char *const words[] = {"info", "warning", "breaking"};

    return words[level];
}

const char *diff_verdicts_word(enum diff_verdicts verdicts)
{
    static const char *const words[] = {"same", "stricter", "looser", "both"};

    return words[verdicts];
}

const char *diff_source_word(enum diff_source source)
{
    static const char *const words[] = {"same", "adds", "breaks"};

    return words[source];
}

/* The types that take each other's C names: those of equal names. */

static int diff_compare_names(const void *a, const void *b)
{
    const struct model_type *const *left = a;
    const struct model_type *const *right = b;

    return strcmp((*left)->name, (*right)->name);
}

static const struct model_type **diff_by_name(const struct model *model)
{
    const struct model_type **types =
        memory_new((model->type_count + 1) * sizeof(const struct model_type *));

    for (size_t i = 0; i < model->type_count; i++) {
        types[i] = model->types[i];
    }
    qsort(types, model->type_count, sizeof types[0], diff_compare_names);
    return types;
}

static void diff_pair_names(struct diff_walk *walk)
{
    const struct model_type **old = diff_by_name(walk->models[DIFF_OLD]);
    const struct model_type **new = diff_by_name(walk->models[DIFF_NEW]);
    size_t i = 0;
    size_t j = 0;

    while (i < walk->models[DIFF_OLD]->type_count && j < walk->models[DIFF_NEW]->type_count) {
        int order = strcmp(old[i]->name, new[j]->name);

        if (order == 0) {
            diff_walk_set_partners(walk, old[i], new[j]);
        }
        i += order <= 0;
        j += order >= 0;
    }
    free(old);
    free(new);
}

/* The walk */

static void diff_run(struct diff_walk *walk)
{
    while (walk->next < walk->count) {
        struct diff_pair pair = walk->queue[walk->next++];

        dg_arena_reset(walk->maker.arena);
        diff_schema(walk, &pair);
    }
}

/* The schemas against which documents can be judged by name. */

struct diff_named {
    const char *name;
    const struct model_type *type;
};

static int diff_compare_named(const void *a, const void *b)
{
    const struct diff_named *left = a;
    const struct diff_named *right = b;

    return strcmp(left->name, right->name);
}

static size_t diff_names(const struct model *model, struct diff_named **out)
{
    size_t count = 0;
    struct diff_named *list;

    for (size_t i = 0; i < model->type_count; i++) {
        count += 1 + model->types[i]->alias_count;
    }
    list = memory_new((count + 1) * sizeof *list);
    count = 0;
    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];

        if (type->is_root && type->schema_name != NULL) {
            list[count++] = (struct diff_named){type->schema_name, type};
        }
        for (size_t j = 0; j < type->alias_count; j++) {
            list[count++] = (struct diff_named){type->aliases[j], type};
        }
    }
    if (count > 0) {
        qsort(list, count, sizeof *list, diff_compare_named);
    }
    *out = list;
    return count;
}

static void diff_schemas(struct diff_walk *walk)
{
    struct diff_named *lists[DIFF_SIDES];
    size_t counts[DIFF_SIDES];
    size_t i = 0;
    size_t j = 0;

    counts[DIFF_OLD] = diff_names(walk->models[DIFF_OLD], &lists[DIFF_OLD]);
    counts[DIFF_NEW] = diff_names(walk->models[DIFF_NEW], &lists[DIFF_NEW]);
    while (i < counts[DIFF_OLD] || j < counts[DIFF_NEW]) {
        const struct diff_named *old = i < counts[DIFF_OLD] ? &lists[DIFF_OLD][i] : NULL;
        const struct diff_named *new = j < counts[DIFF_NEW] ? &lists[DIFF_NEW][j] : NULL;
        int order = old == NULL ? 1 : new == NULL ? -1 : strcmp(old->name, new->name);

        if (old != NULL && new != NULL && order == 0) {
            struct diff_entry *entry = memory_arena_new(walk->arena, sizeof *entry);
            struct diff_place *place = memory_arena_new(walk->arena, sizeof *place);

            *entry = (struct diff_entry){.schema = old->name, .types = {old->type, new->type}};
            *place = (struct diff_place){.step = DIFF_BODY, .entry = entry};
            diff_walk_pair(walk, place, old->type, new->type, NULL);
        }
        i += order <= 0;
        j += order >= 0;
    }
    free(lists[DIFF_OLD]);
    free(lists[DIFF_NEW]);
}

/* C types of equal names that no document has in common. */
static void diff_same_names(struct diff_walk *walk)
{
    const struct model *old = walk->models[DIFF_OLD];

    for (size_t i = 0; i < old->type_count; i++) {
        const struct model_type *new = diff_walk_partner(walk, DIFF_OLD, old->types[i]);

        if (new != NULL) {
            diff_walk_pair(walk, NULL, old->types[i], new, NULL);
        }
    }
}

/* Orders changes by level, and keeps their order otherwise. */
static void diff_sort(struct diff *diff)
{
    struct diff_change **sorted = memory_new((diff->count + 1) * sizeof(struct diff_change *));
    size_t count = 0;

    for (size_t level = DIFF_LEVELS; level > 0; level--) {
        for (size_t i = 0; i < diff->count; i++) {
            if (diff_level(diff->changes[i]) == level - 1) {
                sorted[count++] = diff->changes[i];
            }
        }
        diff->levels[level - 1] = 0;
    }
    for (size_t i = 0; i < count; i++) {
        diff->levels[diff_level(sorted[i])]++;
    }
    free(diff->changes);
    diff->changes = sorted;
}

void diff_models(const struct model *const models[DIFF_SIDES], struct dg_arena *arena,
                 struct diff *out)
{
    struct dg_arena samples;
    struct diff_walk walk = {.models = {models[DIFF_OLD], models[DIFF_NEW]},
                             .arena = arena,
                             .diff = out,
                             .maker = {.arena = &samples},
                             .met = diff_table_new(),
                             .partners = diff_table_new()};

    *out = (struct diff){.changes = NULL};
    dg_arena_init(&samples, NULL, 0, &memory_allocator);
    diff_pair_names(&walk);
    diff_operations(&walk);
    diff_run(&walk);
    diff_schemas(&walk);
    diff_run(&walk);
    diff_same_names(&walk);
    diff_run(&walk);
    diff_symbols_rest(&walk);
    diff_sort(out);
    for (size_t side = 0; side < DIFF_SIDES; side++) {
        memcpy(out->abi[side], "sha256:", strlen("sha256:"));
        emit_abi_digest(models[side], out->abi[side] + strlen("sha256:"));
    }
    dg_arena_free(&samples);
    free(walk.queue);
    diff_table_free(walk.met);
    diff_table_free(walk.partners);
}

void diff_free(struct diff *diff)
{
    free(diff->changes);
}
