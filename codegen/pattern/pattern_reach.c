/* Follows the steps of patterns that take nothing. */
#include "pattern/pattern_reach.h"

#include "base/memory_arena.h"

struct pattern_steps pattern_steps_make(const struct pattern_program *program,
                                        struct dg_arena *arena)
{
    return (struct pattern_steps){
        .list = memory_arena_new(arena, program->count * sizeof(uint32_t)),
        .seen = memory_arena_new(arena, program->count * sizeof(uint32_t)),
        .round = 1,
    };
}

void pattern_steps_clear(struct pattern_steps *steps)
{
    steps->count = 0;
    steps->round++;
}

bool pattern_steps_add(struct pattern_steps *steps, uint32_t step)
{
    if (steps->seen[step] == steps->round) {
        return false;
    }
    steps->seen[step] = steps->round;
    steps->list[steps->count++] = step;
    return true;
}

struct pattern_reach pattern_reach_make(const struct pattern_program *program,
                                        struct dg_arena *arena)
{
    return (struct pattern_reach){
        .program = program,
        .steps = pattern_steps_make(program, arena),
        .stack = memory_arena_new(arena, program->count * sizeof(uint32_t)),
    };
}

/* Whether the step, which takes nothing, leads on. */
static bool reach_holds(enum pattern_step_kind kind, enum pattern_beside before,
                        enum pattern_beside after)
{
    bool boundary = (before == PATTERN_BESIDE_WORD) != (after == PATTERN_BESIDE_WORD);

    switch (kind) {
    case PATTERN_STEP_BEGIN:
        return before == PATTERN_BESIDE_END;
    case PATTERN_STEP_END:
        return after == PATTERN_BESIDE_END;
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

void pattern_reach(struct pattern_reach *reach, const struct pattern_state *state,
                   enum pattern_beside after)
{
    struct pattern_steps *steps = &reach->steps;
    size_t height = 0;

    pattern_steps_clear(steps);
    reach->matched = false;
    for (size_t i = 0; i < state->count; i++) {
        if (pattern_steps_add(steps, state->steps[i])) {
            reach->stack[height++] = state->steps[i];
        }
    }
    while (height > 0) {
        const struct pattern_step *step = &reach->program->steps[reach->stack[--height]];

        reach->work++;
        reach->matched = reach->matched || step->kind == PATTERN_STEP_MATCH;
        if (step->kind == PATTERN_STEP_SET || step->kind == PATTERN_STEP_MATCH ||
            !reach_holds(step->kind, state->before, after)) {
            continue;
        }
        if (pattern_steps_add(steps, step->next)) {
            reach->stack[height++] = step->next;
        }
        if (step->kind == PATTERN_STEP_SPLIT && pattern_steps_add(steps, step->other)) {
            reach->stack[height++] = step->other;
        }
    }
}

bool pattern_reach_is_anchored(struct pattern_reach *reach)
{
    struct pattern_state state = {(uint32_t[]){reach->program->start}, 1, PATTERN_BESIDE_WORD};

    if (!reach->program->begins) {
        return false;
    }
    for (; state.before <= PATTERN_BESIDE_OTHER; state.before++) {
        for (enum pattern_beside after = PATTERN_BESIDE_END; after <= PATTERN_BESIDE_OTHER;
             after++) {
            pattern_reach(reach, &state, after);
            for (size_t i = 0; i < reach->steps.count; i++) {
                enum pattern_step_kind kind = reach->program->steps[reach->steps.list[i]].kind;

                if (kind == PATTERN_STEP_SET || kind == PATTERN_STEP_MATCH) {
                    return false;
                }
            }
        }
    }
    return true;
}
