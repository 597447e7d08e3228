/* Compiles patterns. */
#include "pattern/pattern_compile.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "pattern/pattern_automaton.h"
#include "pattern/pattern_runs.h"
#include "pattern/pattern_trim.h"

#define PATTERN_TEXT_BYTES 65536

/* An automaton as it is packed: classes with equal columns are one. */
struct packing {
    const struct pattern_automaton *automaton;
    const struct pattern_classes *classes;
    uint8_t class_of[PATTERN_CLASSES]; /* [class]: its number in the packed automaton */
    size_t columns[PATTERN_CLASSES];   /* [packed class]: one of its classes */
    size_t count;
    struct dg_pattern_automaton *out;
    struct dg_arena *arena;
};

static bool packing_equal(const struct pattern_automaton *automaton, size_t a, size_t b)
{
    for (size_t i = 0; i < automaton->count; i++) {
        if (automaton->next[i * automaton->classes + a] !=
            automaton->next[i * automaton->classes + b]) {
            return false;
        }
    }
    return true;
}

static void packing_join_classes(struct packing *packing)
{
    for (size_t class = 0; class < packing->automaton->classes; class ++) {
        size_t same = 0;

        while (same < packing->count &&
               !packing_equal(packing->automaton, packing->columns[same], class)) {
            same++;
        }
        if (same == packing->count) {
            packing->columns[packing->count++] = class;
        }
        packing->class_of[class] = (uint8_t)same;
    }
}

/* Writes the classes of code points. */
static void packing_spans(struct packing *packing)
{
    const struct pattern_classes *classes = packing->classes;
    uint8_t *ascii = memory_arena_new(packing->arena, 128);
    uint32_t *spans = memory_arena_new(packing->arena, classes->span_count * sizeof *spans);
    uint8_t *span_classes = memory_arena_new(packing->arena, classes->span_count);
    size_t count = 0;

    for (size_t i = 0; i < classes->span_count; i++) {
        uint32_t end = i + 1 < classes->span_count ? classes->spans[i + 1] : PATTERN_LAST + 1;
        uint8_t class = packing->class_of[classes->span_classes[i]];
        uint32_t at = classes->spans[i];

        for (; at < end && at < 128; at++) {
            ascii[at] = class;
        }
        if (at < end && (count == 0 || span_classes[count - 1] != class)) {
            spans[count] = at;
            span_classes[count++] = class;
        }
    }
    packing->out->ascii = ascii;
    packing->out->spans = spans;
    packing->out->span_classes = span_classes;
    packing->out->span_count = count;
}

static uint16_t packing_next(const struct packing *packing, size_t state, size_t symbol)
{
    const struct pattern_automaton *automaton = packing->automaton;

    return symbol == packing->count
               ? automaton->matching[state]
               : automaton->next[state * automaton->classes + packing->columns[symbol]];
}

/* Writes the next states of up to 256 states. Returns the bytes. */
static size_t packing_table(struct packing *packing)
{
    size_t symbols = packing->out->symbols;
    size_t bytes = packing->automaton->count * symbols;
    uint8_t *next = memory_arena_new(packing->arena, bytes);

    for (size_t i = 0; i < bytes; i++) {
        next[i] = (uint8_t)packing_next(packing, i / symbols, i % symbols);
    }
    packing->out->next = next;
    return bytes;
}

/* Finds the row of moves at the end of the rows among those before it, or keeps it. */
static size_t packing_row(struct packing *packing, const uint16_t *moves, uint32_t *table,
                          size_t table_size)
{
    size_t width = packing->out->symbols * sizeof *moves;
    const uint16_t *row = moves + packing->out->row_count * packing->out->symbols;
    uint32_t hash = 0;

    for (size_t i = 0; i < packing->out->symbols; i++) {
        hash = (hash ^ row[i]) * UINT32_C(0x9E3779B1);
        hash ^= hash >> 15;
    }
    for (size_t at = hash % table_size;; at = (at + 1) % table_size) {
        if (table[at] == 0) {
            table[at] = (uint32_t)++packing->out->row_count;
        }
        if (memcmp(moves + (table[at] - 1) * packing->out->symbols, row, width) == 0) {
            return table[at] - 1;
        }
    }
}

/* Writes the moves from more states: repetitions have many equal ones. Moves of up to `near` states
   are distances. Returns the bytes. */
static size_t packing_moves(struct packing *packing, uint16_t *rows, uint16_t *moves, int near)
{
    size_t count = packing->automaton->count;
    uint32_t *table = memory_new_array(2 * count, sizeof *table);

    packing->out->row_count = 0;
    for (size_t i = 0; i < count; i++) {
        uint16_t *row = moves + packing->out->row_count * packing->out->symbols;

        for (size_t j = 0; j < packing->out->symbols; j++) {
            int next = packing_next(packing, i, j);
            int distance = next - (int)i;

            row[j] = (uint16_t)(next > 1 && distance >= -near && distance <= near
                                    ? DG_PATTERN_STAY + distance
                                    : next);
        }
        rows[i] = (uint16_t)packing_row(packing, moves, table, 2 * count);
    }
    free(table);
    packing->out->rows = rows;
    packing->out->moves = moves;
    return (count + packing->out->row_count * packing->out->symbols) * sizeof *moves;
}

/* Writes the moves with the limit of distances that makes them smallest. */
static size_t packing_best(struct packing *packing)
{
    static const int limits[] = {0, 4, 16, 64, 256, 1024, PATTERN_STATES};
    size_t count = packing->automaton->count;
    uint16_t *rows = memory_arena_new(packing->arena, count * sizeof *rows);
    uint16_t *moves =
        memory_arena_new(packing->arena, (count + 1) * packing->out->symbols * sizeof *moves);
    size_t best = 0;
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        size_t bytes = packing_moves(packing, rows, moves, limits[i]);

        if (bytes < least) {
            best = i;
            least = bytes;
        }
    }
    return packing_moves(packing, rows, moves, limits[best]);
}

/* Packs an automaton, unless its tables are too large. */
static const struct dg_pattern_automaton *packing_make(const struct pattern_automaton *automaton,
                                                       const struct pattern_classes *classes,
                                                       struct dg_arena *arena, size_t *bytes)
{
    struct dg_pattern_automaton *out = memory_arena_new(arena, sizeof *out);
    struct packing packing = {
        .automaton = automaton, .classes = classes, .out = out, .arena = arena};

    packing_join_classes(&packing);
    packing_spans(&packing);
    out->symbols = packing.count + 1;
    out->states = automaton->count;
    *bytes = 128 + out->span_count * (sizeof *out->spans + 1);
    *bytes += automaton->count <= 256 ? packing_table(&packing) : packing_best(&packing);
    out->start = automaton->start;
    return *bytes > PATTERN_BYTES ? NULL : out;
}

static bool compile_refuse(struct pattern_error *error, struct dg_text text, const char *why)
{
    *error = (struct pattern_error){.fault = PATTERN_SIZE,
                                    .length = text.length,
                                    .text = why,
                                    .help = "lower the counts of its repetitions, or state the "
                                            "length with minLength and maxLength"};
    return false;
}

/* Makes the automaton. `scratch` is for what isn't kept. */
static bool compile_automaton(struct pattern *pattern, const struct pattern_parsed *parsed,
                              struct dg_arena *arena, struct dg_arena *scratch,
                              struct pattern_error *error)
{
    struct pattern_program program;
    struct pattern_classes classes;
    struct pattern_automaton automaton;
    struct dg_text text = pattern->compiled.text;

    if (!pattern_program_make(&program, parsed, scratch)) {
        return compile_refuse(error, text, "the pattern has too many steps");
    }
    if (!pattern_classes_make(&classes, parsed, program.boundaries, scratch)) {
        return compile_refuse(error, text, "the pattern tells apart too many characters");
    }
    if (!pattern_automaton_make(&automaton, &program, &classes, scratch)) {
        compile_refuse(error, text, "the automaton of the pattern has too many states");
        error->work = automaton.work;
        return false;
    }
    error->work = automaton.work;
    pattern_minimal_make(&automaton, scratch);
    pattern->compiled.automaton = packing_make(&automaton, &classes, arena, &pattern->bytes);
    if (pattern->compiled.automaton == NULL) {
        return compile_refuse(error, text, "the tables of the pattern have more than 65,536 bytes");
    }
    pattern->impossible = automaton.start == 0;
    return true;
}

/* Measures the runs. */
static void compile_measure(struct pattern *pattern)
{
    for (size_t i = 0; i < pattern->compiled.run_count; i++) {
        const struct dg_pattern_run *run = &pattern->compiled.runs[i];

        pattern->bytes += sizeof *run + sizeof *run->set + run->set->count * sizeof(uint32_t);
        pattern->impossible =
            pattern->impossible || (run->min > 0 && run->set->count == 0 &&
                                    (run->set->ascii[0] | run->set->ascii[1] | run->set->ascii[2] |
                                     run->set->ascii[3]) == 0);
    }
}

static bool compile(struct pattern *pattern, struct dg_arena *arena, struct dg_arena *scratch,
                    struct pattern_error *error)
{
    struct dg_text text = pattern->compiled.text;
    struct pattern_parsed parsed;

    if (text.length > PATTERN_TEXT_BYTES) {
        return compile_refuse(error, text, "the pattern has more than 65,536 bytes");
    }
    parsed = pattern_parse(text, scratch);
    if (parsed.root == NULL) {
        *error = parsed.error;
        return false;
    }
    pattern->annex = !parsed.unicode;
    if (pattern_runs_make(&pattern->compiled, &parsed, arena)) {
        compile_measure(pattern);
        return true;
    }
    pattern_trim(parsed.root);
    return compile_automaton(pattern, &parsed, arena, scratch, error);
}

struct pattern *pattern_compile(struct dg_text text, struct dg_arena *arena,
                                struct pattern_error *error)
{
    struct pattern *pattern = memory_arena_new(arena, sizeof *pattern);
    struct dg_arena scratch;
    bool good;

    *error = (struct pattern_error){.fault = PATTERN_GOOD};
    pattern->compiled.text =
        (struct dg_text){memory_arena_copy(arena, text.data, text.length), text.length};
    dg_arena_init(&scratch, NULL, 0, &memory_allocator);
    good = compile(pattern, arena, &scratch, error);
    dg_arena_free(&scratch);
    return good ? pattern : NULL;
}

const struct dg_pattern_automaton *pattern_compile_automaton(const struct pattern *pattern,
                                                             struct dg_arena *arena)
{
    struct pattern copy = {.compiled.text = pattern->compiled.text};
    struct pattern_parsed parsed;
    struct pattern_error error;

    if (pattern->compiled.automaton != NULL) {
        return pattern->compiled.automaton;
    }
    parsed = pattern_parse(copy.compiled.text, arena);
    return compile_automaton(&copy, &parsed, arena, arena, &error) ? copy.compiled.automaton : NULL;
}
