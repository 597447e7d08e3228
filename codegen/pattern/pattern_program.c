/* Writes the steps of a pattern, from its end to its begin. */
#include "pattern/pattern_program.h"

#include <string.h>

#include "base/memory_arena.h"

struct program_writer {
    struct pattern_program *program;
    const struct pattern_parsed *parsed;
    struct dg_arena *arena;
    size_t capacity; /* of the steps */
    bool full;
};

static void program_grow(struct program_writer *out)
{
    struct pattern_program *program = out->program;
    struct pattern_step *steps;

    out->capacity = out->capacity == 0 ? 256 : 2 * out->capacity;
    steps = memory_arena_new(out->arena, out->capacity * sizeof *steps);
    if (program->count > 0) {
        memcpy(steps, program->steps, program->count * sizeof *steps);
    }
    program->steps = steps;
}

static uint32_t program_add(struct program_writer *out, struct pattern_step step)
{
    struct pattern_program *program = out->program;

    if (program->count == PATTERN_STEPS) {
        out->full = true;
        return 0;
    }
    if (program->count == out->capacity) {
        program_grow(out);
    }
    program->steps[program->count] = step;
    return (uint32_t)program->count++;
}

static uint32_t program_set(struct program_writer *out, const struct pattern_set *set,
                            uint32_t next)
{
    uint32_t index = 0;

    while (out->parsed->sets[index] != set) {
        index++;
    }
    return program_add(out, (struct pattern_step){PATTERN_STEP_SET, index, next, 0});
}

static uint32_t program_node(struct program_writer *out, const struct pattern_node *node,
                             uint32_t next);

static uint32_t program_choice(struct program_writer *out, const struct pattern_node *choice,
                               uint32_t next)
{
    uint32_t first = program_node(out, choice->last, next);

    for (const struct pattern_node *part = choice->last->previous; part != NULL && !out->full;
         part = part->previous) {
        uint32_t other = program_node(out, part, next);

        first = program_add(out, (struct pattern_step){PATTERN_STEP_SPLIT, 0, other, first});
    }
    return first;
}

/* Any number of times the part, but at least `min`, which is 0 or 1. */
static uint32_t program_loop(struct program_writer *out, const struct pattern_node *part,
                             uint32_t min, uint32_t next)
{
    uint32_t split = program_add(out, (struct pattern_step){PATTERN_STEP_SPLIT, 0, 0, next});
    uint32_t body = program_node(out, part, split);

    out->program->steps[split].next = body;
    return min > 0 ? body : split;
}

/* Notes the copies of a part, which were written since `first`. */
static void program_note(struct program_writer *out, size_t first, uint32_t count, bool last)
{
    struct pattern_program *program = out->program;
    size_t length = program->count - first;

    if (count > 1 && length % count == 0 && program->copies_count < PATTERN_COPIES) {
        program->copies[program->copies_count++] =
            (struct pattern_copies){(uint32_t)first, (uint32_t)(length / count), count, last};
    }
}

/* The part, then the steps from `next` on, `count` times. */
static uint32_t program_copies(struct program_writer *out, const struct pattern_node *part,
                               uint32_t count, uint32_t next)
{
    for (uint32_t i = 0; i < count && !out->full; i++) {
        uint32_t body = program_node(out, part, next);

        if (body == next) {
            break; /* the part is empty */
        }
        next = body;
    }
    return next;
}

/* At least `min` times. The more copies are left, the fewer texts are matched. */
static uint32_t program_unlimited(struct program_writer *out, const struct pattern_node *part,
                                  uint32_t min, uint32_t next)
{
    size_t first = out->program->count + 1;

    next = program_loop(out, part, min > 0, next);
    next = program_copies(out, part, min - (min > 0), next);
    program_note(out, first, min, false);
    return next;
}

/* Up to `count` times. The more copies are left, the more texts are matched. */
static uint32_t program_optional(struct program_writer *out, const struct pattern_node *part,
                                 uint32_t count, uint32_t next)
{
    size_t first = out->program->count;
    uint32_t end = next;

    for (uint32_t i = 0; i < count && !out->full; i++) {
        uint32_t body = program_node(out, part, next);

        if (body == next) {
            break;
        }
        next = program_add(out, (struct pattern_step){PATTERN_STEP_SPLIT, 0, body, end});
    }
    program_note(out, first, count, true);
    return next;
}

static uint32_t program_repeat(struct program_writer *out, const struct pattern_node *repeat,
                               uint32_t next)
{
    if (repeat->max == PATTERN_UNLIMITED) {
        return program_unlimited(out, repeat->last, repeat->min, next);
    }
    next = program_optional(out, repeat->last, repeat->max - repeat->min, next);
    return program_copies(out, repeat->last, repeat->min, next);
}

static uint32_t program_assertion(struct program_writer *out, enum pattern_step_kind kind,
                                  uint32_t next)
{
    out->program->begins = out->program->begins || kind == PATTERN_STEP_BEGIN;
    out->program->boundaries = out->program->boundaries || kind == PATTERN_STEP_BOUNDARY ||
                               kind == PATTERN_STEP_NO_BOUNDARY;
    return program_add(out, (struct pattern_step){kind, 0, next, 0});
}

static uint32_t program_node(struct program_writer *out, const struct pattern_node *node,
                             uint32_t next)
{
    switch (node->kind) {
    case PATTERN_SET:
        return program_set(out, node->set, next);
    case PATTERN_SEQUENCE:
        for (const struct pattern_node *part = node->last; part != NULL && !out->full;
             part = part->previous) {
            next = program_node(out, part, next);
        }
        return next;
    case PATTERN_CHOICE:
        return program_choice(out, node, next);
    case PATTERN_REPEAT:
        return program_repeat(out, node, next);
    case PATTERN_BEGIN:
        return program_assertion(out, PATTERN_STEP_BEGIN, next);
    case PATTERN_END:
        return program_assertion(out, PATTERN_STEP_END, next);
    case PATTERN_BOUNDARY:
        return program_assertion(out, PATTERN_STEP_BOUNDARY, next);
    case PATTERN_NO_BOUNDARY:
        return program_assertion(out, PATTERN_STEP_NO_BOUNDARY, next);
    }
    return next;
}

bool pattern_program_make(struct pattern_program *program, const struct pattern_parsed *parsed,
                          struct dg_arena *arena)
{
    struct program_writer out = {.program = program, .parsed = parsed, .arena = arena};
    uint32_t match;

    *program = (struct pattern_program){.count = 0};
    match = program_add(&out, (struct pattern_step){.kind = PATTERN_STEP_MATCH});
    program->start = program_node(&out, parsed->root, match);
    return !out.full;
}
