/* Makes runs of patterns. */
#include "pattern/pattern_runs.h"

#include "base/memory_arena.h"

/* A pattern may have this many runs; others become automata. */
#define RUNS_MOST 64

struct run {
    const struct pattern_set *set;
    size_t min;
    size_t max; /* SIZE_MAX: any number */
    bool balanced;
};

/* The runs from the last one. */
struct runs {
    struct run list[RUNS_MOST];
    size_t count;
};

static size_t runs_sum(size_t a, size_t b)
{
    return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}

/* Adds a run before the others. Runs of one set are one. */
static bool runs_add(struct runs *runs, const struct pattern_set *set, uint32_t min, uint32_t max)
{
    size_t most = max == PATTERN_UNLIMITED ? SIZE_MAX : max;
    struct run *last = runs->count == 0 ? NULL : &runs->list[runs->count - 1];

    if (max == 0) {
        return true;
    }
    if (last != NULL && last->set == set) {
        last->min = runs_sum(last->min, min);
        last->max = runs_sum(last->max, most);
        return true;
    }
    if (runs->count == RUNS_MOST) {
        return false;
    }
    runs->list[runs->count++] = (struct run){.set = set, .min = min, .max = most};
    return true;
}

/* What a group or sequence of one part stands for. */
static const struct pattern_node *runs_unwrap(const struct pattern_node *node)
{
    while ((node->kind == PATTERN_CHOICE || node->kind == PATTERN_SEQUENCE) && node->last != NULL &&
           node->last->previous == NULL) {
        node = node->last;
    }
    return node;
}

static bool runs_node(struct runs *runs, const struct pattern_node *node);

static bool runs_repeat(struct runs *runs, const struct pattern_node *repeat)
{
    const struct pattern_node *part = runs_unwrap(repeat->last);

    if (part->kind == PATTERN_SET) {
        return runs_add(runs, part->set, repeat->min, repeat->max);
    }
    if (repeat->min != repeat->max || repeat->max > RUNS_MOST) {
        return false;
    }
    for (uint32_t i = 0; i < repeat->min; i++) {
        if (!runs_node(runs, part)) {
            return false;
        }
    }
    return true;
}

static bool runs_node(struct runs *runs, const struct pattern_node *node)
{
    bool good = true;

    node = runs_unwrap(node);
    switch (node->kind) {
    case PATTERN_SET:
        return runs_add(runs, node->set, 1, 1);
    case PATTERN_REPEAT:
        return runs_repeat(runs, node);
    case PATTERN_SEQUENCE:
        for (const struct pattern_node *part = node->last; part != NULL && good;
             part = part->previous) {
            good = runs_node(runs, part);
        }
        return good;
    case PATTERN_CHOICE:
    case PATTERN_BEGIN:
    case PATTERN_END:
    case PATTERN_BOUNDARY:
    case PATTERN_NO_BOUNDARY:
        break;
    }
    return false;
}

/* Reads the whole pattern, which must be `^…$`. */
static bool runs_read(struct runs *runs, const struct pattern_node *root)
{
    const struct pattern_node *node = runs_unwrap(root);
    const struct pattern_node *part;

    if (node->kind != PATTERN_SEQUENCE || node->last == NULL || node->last->kind != PATTERN_END) {
        return false;
    }
    for (part = node->last->previous; part != NULL && part->previous != NULL;
         part = part->previous) {
        if (!runs_node(runs, part)) {
            return false;
        }
    }
    return part != NULL && part->kind == PATTERN_BEGIN;
}

/* Whether the run can only end where no further code point of its set follows. */
static bool runs_ends(const struct runs *runs, size_t index)
{
    for (size_t i = index; i-- > 0;) {
        if (!pattern_set_disjoint(runs->list[index].set, runs->list[i].set)) {
            return false;
        }
        if (runs->list[i].min > 0) {
            break;
        }
    }
    return true;
}

/* Whether the length of all runs after this one is fixed. */
static bool runs_balances(const struct runs *runs, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (runs->list[i].min != runs->list[i].max) {
            return false;
        }
    }
    return true;
}

static bool runs_judge(struct runs *runs)
{
    for (size_t i = 0; i < runs->count; i++) {
        struct run *run = &runs->list[i];

        if (run->min == run->max || runs_ends(runs, i)) {
            continue;
        }
        if (!runs_balances(runs, i)) {
            return false;
        }
        run->balanced = true;
    }
    return true;
}

static const struct dg_pattern_set *runs_set(const struct pattern_set *set, struct dg_arena *arena)
{
    struct dg_pattern_set *out = memory_arena_new(arena, sizeof *out);
    uint32_t *bounds = memory_arena_new(arena, 2 * set->count * sizeof *bounds);

    for (uint32_t i = 0; i < 128; i++) {
        out->ascii[i / 32] |= (uint32_t)pattern_set_has(set, i) << i % 32;
    }
    for (size_t i = 0; i < set->count; i++) {
        const struct pattern_range *range = &set->ranges[i];

        if (range->last < 128) {
            continue;
        }
        bounds[out->count++] = range->first < 128 ? 128 : range->first;
        if (range->last < PATTERN_LAST) {
            bounds[out->count++] = range->last + 1;
        }
    }
    out->bounds = bounds;
    return out;
}

/* The set of a run as the runtime has it, once for equal ones. */
static const struct dg_pattern_set *runs_share(const struct runs *runs, size_t index,
                                               const struct dg_pattern_run *made,
                                               struct dg_arena *arena)
{
    for (size_t i = runs->count; i-- > index + 1;) {
        if (runs->list[i].set == runs->list[index].set) {
            return made[runs->count - 1 - i].set;
        }
    }
    return runs_set(runs->list[index].set, arena);
}

bool pattern_runs_make(struct dg_pattern *pattern, const struct pattern_parsed *parsed,
                       struct dg_arena *arena)
{
    struct runs runs = {.count = 0};
    struct dg_pattern_run *made;

    if (!runs_read(&runs, parsed->root) || !runs_judge(&runs)) {
        return false;
    }
    made = memory_arena_new(arena, runs.count * sizeof *made);
    for (size_t i = runs.count; i-- > 0;) {
        struct dg_pattern_run *run = &made[runs.count - 1 - i];

        run->set = runs_share(&runs, i, made, arena);
        run->min = runs.list[i].min;
        run->max = runs.list[i].max;
        run->balanced = runs.list[i].balanced;
    }
    pattern->runs = made;
    pattern->run_count = runs.count;
    return true;
}
