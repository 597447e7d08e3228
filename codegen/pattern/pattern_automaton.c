/* Makes patterns deterministic. */
#include "pattern/pattern_automaton.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "pattern/pattern_reach.h"

/* Steps of the program that may be looked at. */
#define AUTOMATON_WORK UINT64_C(32000000)

struct builder {
    const struct pattern_program *program;
    const struct pattern_classes *classes;
    struct dg_arena *arena;
    struct pattern_state states[PATTERN_STATES];
    size_t count;
    uint16_t table[4 * PATTERN_STATES]; /* a hash table of states; 0: free */
    /* By enum pattern_beside: what is next in the state whose row is written, if it is known. */
    struct pattern_reach reach[3];
    bool known[3];
    struct pattern_steps next;
    struct pattern_steps places; /* of copies, while they are compared */
    bool *worse;                 /* [step of next] */
    bool anchored;               /* a match begins at the begin of the text, or nowhere */
    uint64_t work;               /* but for what is reached */
};

static uint64_t automaton_work(const struct builder *builder)
{
    uint64_t work = builder->work;

    for (size_t i = 0; i < 3; i++) {
        work += builder->reach[i].work;
    }
    return work;
}

static int automaton_compare(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;

    return *x < *y ? -1 : *x > *y;
}

/* The state with the steps of builder->next, which are sorted. Returns 0 if it is one too many. */
static uint16_t automaton_intern(struct builder *builder, enum pattern_beside before)
{
    struct pattern_steps *steps = &builder->next;
    size_t bytes = steps->count * sizeof *steps->list;
    uint32_t hash = (uint32_t)before;
    struct pattern_state *state;

    for (size_t i = 0; i < steps->count; i++) {
        hash = (hash ^ steps->list[i]) * UINT32_C(0x9E3779B1);
        hash ^= hash >> 15;
    }
    hash %= 4 * PATTERN_STATES;
    for (; builder->table[hash] != 0; hash = (hash + 1) % (4 * PATTERN_STATES)) {
        state = &builder->states[builder->table[hash]];
        if (state->before == before && state->count == steps->count &&
            memcmp(state->steps, steps->list, bytes) == 0) {
            return builder->table[hash];
        }
    }
    if (builder->count == PATTERN_STATES) {
        return 0;
    }
    state = &builder->states[builder->count];
    *state = (struct pattern_state){memory_arena_new(builder->arena, bytes), steps->count, before};
    memcpy(state->steps, steps->list, bytes);
    builder->work += 16 * steps->count; /* which bounds memory, too */
    builder->table[hash] = (uint16_t)builder->count;
    return (uint16_t)builder->count++;
}

static enum pattern_beside automaton_beside(const struct builder *builder, size_t class)
{
    return builder->program->boundaries && builder->classes->words[class] ? PATTERN_BESIDE_WORD
                                                                          : PATTERN_BESIDE_OTHER;
}

/* The first of the next steps that is at least `step`. */
static size_t automaton_find(const struct pattern_steps *next, uint32_t step)
{
    size_t low = 0;
    size_t high = next->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (next->list[middle] < step) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Marks the next steps that are in a better copy, too. */
static void automaton_compare_copies(struct builder *builder, const struct pattern_copies *copies)
{
    size_t from = automaton_find(&builder->next, copies->first);
    size_t to = automaton_find(&builder->next, copies->first + copies->width * copies->count);

    pattern_steps_clear(&builder->places);
    builder->work += 1 + to - from;
    for (size_t i = from; i < to; i++) {
        size_t index = copies->last ? from + to - 1 - i : i;
        uint32_t place = (builder->next.list[index] - copies->first) % copies->width;

        if (!pattern_steps_add(&builder->places, place)) {
            builder->worse[index] = true;
        }
    }
}

/* Removes the next steps that add no text to those of others. */
static void automaton_prune(struct builder *builder)
{
    struct pattern_steps *next = &builder->next;
    size_t kept = 0;

    memset(builder->worse, 0, next->count);
    for (size_t i = 0; i < builder->program->copies_count; i++) {
        automaton_compare_copies(builder, &builder->program->copies[i]);
    }
    for (size_t i = 0; i < next->count; i++) {
        if (!builder->worse[i]) {
            next->list[kept++] = next->list[i];
        }
    }
    next->count = kept;
}

/* Collects the steps after a code point of the class. */
static void automaton_take(struct builder *builder, const struct pattern_reach *reach, size_t class)
{
    bool sorted = true;

    pattern_steps_clear(&builder->next);
    for (size_t i = 0; i < reach->steps.count; i++) {
        const struct pattern_step *step = &builder->program->steps[reach->steps.list[i]];

        if (step->kind == PATTERN_STEP_SET &&
            builder->classes->members[step->set * builder->classes->count + class]) {
            pattern_steps_add(&builder->next, step->next);
        }
    }
    if (!builder->anchored) {
        pattern_steps_add(&builder->next, builder->program->start);
    }
    builder->work += reach->steps.count;
    for (size_t i = 1; i < builder->next.count; i++) {
        sorted = sorted && builder->next.list[i - 1] < builder->next.list[i];
    }
    if (!sorted) {
        qsort(builder->next.list, builder->next.count, sizeof(uint32_t), automaton_compare);
    }
    if (builder->next.count > 1) {
        automaton_prune(builder);
    }
}

/* Writes the row of a state. Returns false if the automaton becomes too large. */
static bool automaton_row(struct builder *builder, const struct pattern_state *state, uint16_t *row)
{
    memset(builder->known, 0, sizeof builder->known);
    for (size_t class = 0; class < builder->classes->count; class ++) {
        enum pattern_beside after = automaton_beside(builder, class);
        struct pattern_reach *reach = &builder->reach[after];

        if (!builder->known[after]) {
            pattern_reach(reach, state, after);
            builder->known[after] = true;
        }
        row[class] = 1;
        if (reach->matched) {
            continue;
        }
        automaton_take(builder, reach, class);
        row[class] = 0;
        if (builder->next.count > 0) {
            row[class] = automaton_intern(builder, after);
            if (row[class] == 0) {
                return false;
            }
        }
    }
    return automaton_work(builder) < AUTOMATON_WORK;
}

static struct builder *automaton_begin(const struct pattern_program *program,
                                       const struct pattern_classes *classes,
                                       struct dg_arena *arena)
{
    struct builder *builder = memory_new(sizeof *builder);

    builder->program = program;
    builder->classes = classes;
    builder->arena = arena;
    builder->count = 2;
    builder->next = pattern_steps_make(program, arena);
    builder->places = pattern_steps_make(program, arena);
    builder->worse = memory_arena_new(arena, program->count);
    for (size_t i = 0; i < 3; i++) {
        builder->reach[i] = pattern_reach_make(program, arena);
    }
    builder->anchored = pattern_reach_is_anchored(&builder->reach[0]);
    pattern_steps_add(&builder->next, program->start);
    return builder;
}

/* Makes room for a row. */
static void automaton_grow(struct pattern_automaton *automaton, size_t *capacity,
                           struct dg_arena *arena)
{
    struct pattern_automaton grown = *automaton;
    size_t bytes = automaton->count * automaton->classes * sizeof *grown.next;

    *capacity = *capacity == 0 ? 64 : 2 * *capacity;
    grown.next = memory_arena_new(arena, *capacity * automaton->classes * sizeof *grown.next);
    grown.matching = memory_arena_new(arena, *capacity);
    if (automaton->count > 0) {
        memcpy(grown.next, automaton->next, bytes);
        memcpy(grown.matching, automaton->matching, automaton->count);
    }
    *automaton = grown;
}

/* Writes the rows of all states. Returns false if the automaton becomes too large. */
static bool automaton_rows(struct builder *builder, struct pattern_automaton *automaton)
{
    size_t capacity = 0;

    for (; automaton->count < builder->count; automaton->count++) {
        size_t i = automaton->count;
        uint16_t *row;

        if (i == capacity) {
            automaton_grow(automaton, &capacity, builder->arena);
        }
        row = automaton->next + i * automaton->classes;
        for (size_t class = 0; i < 2 && class < automaton->classes; class ++) {
            row[class] = (uint16_t)i;
        }
        automaton->matching[i] = i == 1;
        if (i < 2) {
            continue;
        }
        if (!automaton_row(builder, &builder->states[i], row)) {
            return false;
        }
        pattern_reach(&builder->reach[PATTERN_BESIDE_END], &builder->states[i], PATTERN_BESIDE_END);
        automaton->matching[i] = builder->reach[PATTERN_BESIDE_END].matched;
    }
    return true;
}

bool pattern_automaton_make(struct pattern_automaton *automaton,
                            const struct pattern_program *program,
                            const struct pattern_classes *classes, struct dg_arena *arena)
{
    struct builder *builder = automaton_begin(program, classes, arena);
    bool begins = program->begins || program->boundaries;
    bool good;

    *automaton = (struct pattern_automaton){.classes = classes->count};
    automaton->start =
        automaton_intern(builder, begins ? PATTERN_BESIDE_END : PATTERN_BESIDE_OTHER);
    good = automaton_rows(builder, automaton);
    automaton->work = automaton_work(builder) + automaton->count * automaton->classes;
    free(builder);
    return good;
}
