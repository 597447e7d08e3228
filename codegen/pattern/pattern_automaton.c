/* Makes patterns deterministic. */
#include "pattern/pattern_automaton.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"

/* Steps of the program that may be looked at. */
#define AUTOMATON_WORK UINT64_C(32000000)

/* What is beside a place in the text. */
enum beside {
    BESIDE_TEXT_END, /* nothing: the begin or end of the text */
    BESIDE_WORD,
    BESIDE_OTHER
};

/* A state: the steps that are next, before those that take nothing, and what was taken last. */
struct state {
    uint32_t *steps; /* [count], ascending */
    size_t count;
    enum beside before;
};

/* Steps, each at most once. */
struct steps {
    uint32_t *list;
    size_t count;
    uint32_t *seen; /* [step]: the round in which it was added */
    uint32_t round;
};

/* What is reached from a state without taking a code point. */
struct reached {
    struct steps steps;
    bool matched;
    bool known;
};

struct builder {
    const struct pattern_program *program;
    const struct pattern_classes *classes;
    struct dg_arena *arena;
    struct state states[PATTERN_STATES];
    size_t count;
    uint16_t table[4 * PATTERN_STATES]; /* a hash table of states; 0: free */
    struct reached reached[3];          /* by enum beside: what is next */
    struct steps next;
    struct steps places; /* of copies, while they are compared */
    bool *worse;         /* [step of next] */
    uint32_t *stack;
    bool anchored; /* a match begins at the begin of the text, or nowhere */
    uint64_t work;
};

static struct steps automaton_steps(const struct builder *builder)
{
    size_t count = builder->program->count;

    return (struct steps){.list = memory_arena_new(builder->arena, count * sizeof(uint32_t)),
                          .seen = memory_arena_new(builder->arena, count * sizeof(uint32_t))};
}

static void steps_clear(struct steps *steps)
{
    steps->count = 0;
    steps->round++;
}

static bool steps_add(struct steps *steps, uint32_t step)
{
    if (steps->seen[step] == steps->round) {
        return false;
    }
    steps->seen[step] = steps->round;
    steps->list[steps->count++] = step;
    return true;
}

/* Whether the step, which takes nothing, leads on. */
static bool automaton_holds(enum pattern_step_kind kind, enum beside before, enum beside after)
{
    bool boundary = (before == BESIDE_WORD) != (after == BESIDE_WORD);

    switch (kind) {
    case PATTERN_STEP_BEGIN:
        return before == BESIDE_TEXT_END;
    case PATTERN_STEP_END:
        return after == BESIDE_TEXT_END;
    case PATTERN_STEP_BOUNDARY:
        return boundary;
    case PATTERN_STEP_NO_BOUNDARY:
        return !boundary;
    case PATTERN_STEP_SET:
    case PATTERN_STEP_SPLIT:
    case PATTERN_STEP_MATCH:
        break;
    }
    return true;
}

/* Follows the steps that take nothing. Afterwards reached->steps has those that take a code point
   (and others). */
static void automaton_reach(struct builder *builder, const struct state *state, enum beside after)
{
    struct reached *reached = &builder->reached[after];
    size_t height = 0;

    steps_clear(&reached->steps);
    reached->matched = false;
    reached->known = true;
    for (size_t i = 0; i < state->count; i++) {
        if (steps_add(&reached->steps, state->steps[i])) {
            builder->stack[height++] = state->steps[i];
        }
    }
    while (height > 0) {
        const struct pattern_step *step = &builder->program->steps[builder->stack[--height]];

        builder->work++;
        reached->matched = reached->matched || step->kind == PATTERN_STEP_MATCH;
        if (step->kind == PATTERN_STEP_SET || step->kind == PATTERN_STEP_MATCH ||
            !automaton_holds(step->kind, state->before, after)) {
            continue;
        }
        if (steps_add(&reached->steps, step->next)) {
            builder->stack[height++] = step->next;
        }
        if (step->kind == PATTERN_STEP_SPLIT && steps_add(&reached->steps, step->other)) {
            builder->stack[height++] = step->other;
        }
    }
}

static int automaton_compare(const void *a, const void *b)
{
    const uint32_t *x = a;
    const uint32_t *y = b;

    return *x < *y ? -1 : *x > *y;
}

/* The state with the steps of builder->next, which are sorted. Returns 0 if it is one too many. */
static uint16_t automaton_intern(struct builder *builder, enum beside before)
{
    struct steps *steps = &builder->next;
    size_t bytes = steps->count * sizeof *steps->list;
    uint32_t hash = (uint32_t)before;
    struct state *state;

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
    *state = (struct state){memory_arena_new(builder->arena, bytes), steps->count, before};
    memcpy(state->steps, steps->list, bytes);
    builder->work += 16 * steps->count; /* which bounds memory, too */
    builder->table[hash] = (uint16_t)builder->count;
    return (uint16_t)builder->count++;
}

static enum beside automaton_beside(const struct builder *builder, size_t class)
{
    return builder->program->boundaries && builder->classes->words[class] ? BESIDE_WORD
                                                                          : BESIDE_OTHER;
}

/* The first of the next steps that is at least `step`. */
static size_t automaton_find(const struct steps *next, uint32_t step)
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

    steps_clear(&builder->places);
    builder->work += 1 + to - from;
    for (size_t i = from; i < to; i++) {
        size_t index = copies->last ? from + to - 1 - i : i;
        uint32_t place = (builder->next.list[index] - copies->first) % copies->width;

        if (!steps_add(&builder->places, place)) {
            builder->worse[index] = true;
        }
    }
}

/* Removes the next steps that add no text to those of others. */
static void automaton_prune(struct builder *builder)
{
    struct steps *next = &builder->next;
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
static void automaton_take(struct builder *builder, const struct reached *reached, size_t class)
{
    bool sorted = true;

    steps_clear(&builder->next);
    for (size_t i = 0; i < reached->steps.count; i++) {
        const struct pattern_step *step = &builder->program->steps[reached->steps.list[i]];

        if (step->kind == PATTERN_STEP_SET &&
            builder->classes->members[step->set * builder->classes->count + class]) {
            steps_add(&builder->next, step->next);
        }
    }
    if (!builder->anchored) {
        steps_add(&builder->next, builder->program->start);
    }
    builder->work += reached->steps.count;
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
static bool automaton_row(struct builder *builder, const struct state *state, uint16_t *row)
{
    for (size_t i = 0; i < 3; i++) {
        builder->reached[i].known = false;
    }
    for (size_t class = 0; class < builder->classes->count; class ++) {
        enum beside after = automaton_beside(builder, class);
        struct reached *reached = &builder->reached[after];

        if (!reached->known) {
            automaton_reach(builder, state, after);
        }
        row[class] = 1;
        if (reached->matched) {
            continue;
        }
        automaton_take(builder, reached, class);
        row[class] = 0;
        if (builder->next.count > 0) {
            row[class] = automaton_intern(builder, after);
            if (row[class] == 0) {
                return false;
            }
        }
    }
    return builder->work < AUTOMATON_WORK;
}

/* Whether a match can begin only at the begin of the text. */
static bool automaton_is_anchored(struct builder *builder)
{
    struct state state = {(uint32_t[]){builder->program->start}, 1, BESIDE_WORD};

    if (!builder->program->begins) {
        return false;
    }
    for (; state.before <= BESIDE_OTHER; state.before++) {
        for (enum beside after = BESIDE_TEXT_END; after <= BESIDE_OTHER; after++) {
            struct reached *reached = &builder->reached[after];

            automaton_reach(builder, &state, after);
            for (size_t i = 0; i < reached->steps.count; i++) {
                enum pattern_step_kind kind = builder->program->steps[reached->steps.list[i]].kind;

                if (kind == PATTERN_STEP_SET || kind == PATTERN_STEP_MATCH) {
                    return false;
                }
            }
        }
    }
    return true;
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
    builder->next = automaton_steps(builder);
    builder->places = automaton_steps(builder);
    builder->worse = memory_arena_new(arena, program->count);
    builder->stack = memory_arena_new(arena, program->count * sizeof(uint32_t));
    for (size_t i = 0; i < 3; i++) {
        builder->reached[i].steps = automaton_steps(builder);
    }
    builder->anchored = automaton_is_anchored(builder);
    steps_clear(&builder->next);
    steps_add(&builder->next, program->start);
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
        automaton_reach(builder, &builder->states[i], BESIDE_TEXT_END);
        automaton->matching[i] = builder->reached[BESIDE_TEXT_END].matched;
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
    automaton->start = automaton_intern(builder, begins ? BESIDE_TEXT_END : BESIDE_OTHER);
    good = automaton_rows(builder, automaton);
    automaton->work = builder->work + automaton->count * automaton->classes;
    free(builder);
    return good;
}
