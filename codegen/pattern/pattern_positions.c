/* Makes positions of patterns: as many as the pattern has steps that take a code point, whatever
 * the number of states of its automaton. */
#include "pattern/pattern_positions.h"

#include <string.h>

#include "base/memory_arena.h"
#include "pattern/pattern_compile.h"
#include "pattern/pattern_follow.h"
#include "pattern/pattern_pack.h"
#include "pattern/pattern_reach.h"

#define POSITIONS_MOST ((size_t)64 * DG_PATTERN_WORDS)

/* Steps that may be looked at. */
#define POSITIONS_WORK UINT64_C(32000000)

/* A position takes the code points of a step, those of \w or the others, if the pattern asks for
   boundaries of words; of all positions that have taken something, it is known what it was. */
struct position {
    enum position_kind {
        POSITION_BEGIN,  /* of the text; takes nothing */
        POSITION_SEARCH, /* takes anything before a match */
        POSITION_STEP,
        POSITION_FOUND /* takes anything after a match */
    } kind;
    uint32_t step;
    enum pattern_beside taken;
};

struct positions {
    const struct pattern_program *program;
    const struct pattern_classes *classes;
    struct position *list; /* [count] */
    size_t count;
    size_t (*of_step)[3]; /* [step][enum pattern_beside]: its position; 0: none */
    size_t search[3];     /* by enum pattern_beside: the position; 0: none */
    size_t found[3];
    struct pattern_follow follow;
    uint64_t *ends; /* positions after which the text may end */
};

/* Whether code points of the class are taken by positions of the kind. */
static bool positions_divides(const struct positions *positions, enum pattern_beside taken,
                              size_t class)
{
    bool word = positions->program->boundaries && positions->classes->words[class];

    return taken == (word ? PATTERN_BESIDE_WORD : PATTERN_BESIDE_OTHER);
}

static bool positions_takes(const struct positions *positions, size_t position, size_t class)
{
    const struct position *at = &positions->list[position];
    const struct pattern_classes *classes = positions->classes;

    if (at->kind == POSITION_BEGIN || !positions_divides(positions, at->taken, class)) {
        return false;
    }
    return at->kind != POSITION_STEP ||
           classes->members[positions->program->steps[at->step].set * classes->count + class];
}

/* Adds a position, unless it takes nothing. Returns 0 then. */
static size_t positions_add(struct positions *positions, struct position added)
{
    positions->list[positions->count] = added;
    for (size_t class = 0; class < positions->classes->count; class ++) {
        if (positions_takes(positions, positions->count, class)) {
            return positions->count++;
        }
    }
    return 0;
}

/* Adds a position for each of what may be taken. */
static void positions_add_each(struct positions *positions, enum position_kind kind, uint32_t step,
                               size_t *out)
{
    for (enum pattern_beside taken = PATTERN_BESIDE_WORD; taken <= PATTERN_BESIDE_OTHER; taken++) {
        out[taken] = positions_add(positions, (struct position){kind, step, taken});
    }
}

/* Adds the positions, in the order of the text: the last steps come first in the program. */
static void positions_list(struct positions *positions, bool anchored)
{
    positions->list[positions->count++] = (struct position){.kind = POSITION_BEGIN};
    if (!anchored) {
        positions_add_each(positions, POSITION_SEARCH, 0, positions->search);
    }
    for (size_t i = positions->program->count; i-- > 0;) {
        if (positions->program->steps[i].kind == PATTERN_STEP_SET) {
            positions_add_each(positions, POSITION_STEP, (uint32_t)i, positions->of_step[i]);
        }
    }
    positions_add_each(positions, POSITION_FOUND, 0, positions->found);
}

static void positions_follow(struct positions *positions, size_t position, size_t next)
{
    if (next != 0) {
        pattern_follow_add(positions->follow.sets + position * positions->follow.words, next);
    }
}

/* Writes what follows a position if `after` comes next. */
static void positions_reach(struct positions *positions, struct pattern_reach *reach,
                            size_t position, enum pattern_beside after)
{
    const struct position *at = &positions->list[position];
    uint32_t next = at->kind == POSITION_STEP ? positions->program->steps[at->step].next
                                              : positions->program->start;
    struct pattern_state state = {&next, 1, at->taken};

    if (at->kind != POSITION_FOUND) {
        pattern_reach(reach, &state, after);
    }
    if (at->kind == POSITION_FOUND || reach->matched) {
        positions_follow(positions, position, positions->found[after]);
    }
    if (at->kind == POSITION_BEGIN || at->kind == POSITION_SEARCH) {
        positions_follow(positions, position, positions->search[after]);
    }
    for (size_t i = 0; at->kind != POSITION_FOUND && i < reach->steps.count; i++) {
        positions_follow(positions, position, positions->of_step[reach->steps.list[i]][after]);
    }
    if (after == PATTERN_BESIDE_END && (at->kind == POSITION_FOUND || reach->matched)) {
        pattern_follow_add(positions->ends, position);
    }
}

/* Writes what follows each position. Returns false if this takes too much work. */
static bool positions_reach_all(struct positions *positions, struct pattern_reach *reach)
{
    for (size_t i = 0; i < positions->count && reach->work < POSITIONS_WORK; i++) {
        for (enum pattern_beside after = PATTERN_BESIDE_END; after <= PATTERN_BESIDE_OTHER;
             after++) {
            positions_reach(positions, reach, i, after);
        }
    }
    return reach->work < POSITIONS_WORK;
}

static bool positions_equal(const void *context, size_t a, size_t b)
{
    const struct positions *positions = context;

    for (size_t i = 0; i < positions->count; i++) {
        if (positions_takes(positions, i, a) != positions_takes(positions, i, b)) {
            return false;
        }
    }
    return true;
}

/* Which positions take each class. Returns the bytes. */
static size_t positions_pack_takes(const struct positions *positions,
                                   const struct pattern_columns *columns,
                                   struct dg_pattern_positions *out, struct dg_arena *arena)
{
    size_t bytes = columns->count * out->words * sizeof(uint64_t);
    uint64_t *takes = memory_arena_new(arena, bytes);

    for (size_t column = 0; column < columns->count; column++) {
        for (size_t i = 0; i < positions->count; i++) {
            if (positions_takes(positions, i, columns->first[column])) {
                pattern_follow_add(takes + column * out->words, i);
            }
        }
    }
    out->takes = takes;
    out->class_count = columns->count;
    return bytes;
}

/* Packs the positions. Returns the bytes, 0 if there are too many. */
static size_t positions_pack(const struct positions *positions, struct dg_pattern_positions *out,
                             struct dg_arena *arena, struct dg_arena *scratch)
{
    struct pattern_columns columns =
        pattern_pack_columns(positions->classes->count, positions_equal, positions);
    size_t bytes;
    size_t follow;

    out->words = positions->follow.words;
    out->ends = memcpy(memory_arena_new(arena, out->words * sizeof(uint64_t)), positions->ends,
                       out->words * sizeof(uint64_t));
    out->classes = pattern_pack_classes(positions->classes, &columns, arena, &bytes);
    bytes += out->words * sizeof(uint64_t);
    bytes += positions_pack_takes(positions, &columns, out, arena);
    if (bytes >= PATTERN_BYTES) {
        return 0;
    }
    follow = pattern_follow_pack(&positions->follow, out, PATTERN_BYTES - bytes, arena, scratch);
    return follow == 0 ? 0 : bytes + follow;
}

/* Makes room. Returns false if there may be too many positions. */
static bool positions_begin(struct positions *positions, struct dg_arena *scratch)
{
    size_t most = 5;

    for (size_t i = 0; i < positions->program->count; i++) {
        most += positions->program->steps[i].kind != PATTERN_STEP_SET ? 0
                : positions->program->boundaries                      ? 2
                                                                      : 1;
    }
    if (most > POSITIONS_MOST) {
        return false;
    }
    positions->list = memory_arena_new(scratch, (most + 1) * sizeof *positions->list);
    positions->of_step =
        memory_arena_new(scratch, positions->program->count * sizeof *positions->of_step);
    return true;
}

const struct dg_pattern_positions *pattern_positions_make(const struct pattern_program *program,
                                                          const struct pattern_classes *classes,
                                                          struct dg_arena *arena,
                                                          struct dg_arena *scratch, size_t *bytes,
                                                          uint64_t *work)
{
    struct dg_pattern_positions *out = memory_arena_new(arena, sizeof *out);
    struct positions positions = {.program = program, .classes = classes};
    struct pattern_reach reach = pattern_reach_make(program, scratch);
    size_t words;

    if (!positions_begin(&positions, scratch)) {
        return NULL;
    }
    positions_list(&positions, pattern_reach_is_anchored(&reach));
    words = (positions.count + 63) / 64;
    positions.ends = memory_arena_new(scratch, words * sizeof(uint64_t));
    positions.follow.sets = memory_arena_new(scratch, positions.count * words * sizeof(uint64_t));
    positions.follow.count = positions.count;
    positions.follow.words = words;
    *bytes = positions_reach_all(&positions, &reach)
                 ? positions_pack(&positions, out, arena, scratch)
                 : 0;
    *work += reach.work;
    return *bytes == 0 ? NULL : out;
}
