/* Packs automata: classes with equal columns are one, and the next states have the smallest form.
 */
#include "pattern/pattern_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"

struct packing {
    const struct pattern_automaton *automaton;
    struct pattern_columns columns;
    struct dg_pattern_automaton *out;
    struct dg_arena *arena;
};

struct pattern_columns pattern_pack_columns(size_t classes,
                                            bool (*equal)(const void *context, size_t a, size_t b),
                                            const void *context)
{
    struct pattern_columns columns = {.count = 0};

    for (size_t class = 0; class < classes; class ++) {
        size_t same = 0;

        while (same < columns.count && !equal(context, columns.first[same], class)) {
            same++;
        }
        if (same == columns.count) {
            columns.first[columns.count++] = class;
        }
        columns.of[class] = (uint8_t)same;
    }
    return columns;
}

struct dg_pattern_classes pattern_pack_classes(const struct pattern_classes *classes,
                                               const struct pattern_columns *columns,
                                               struct dg_arena *arena, size_t *bytes)
{
    uint8_t *ascii = memory_arena_new(arena, 128);
    uint32_t *spans = memory_arena_new(arena, classes->span_count * sizeof *spans);
    uint8_t *span_classes = memory_arena_new(arena, classes->span_count);
    size_t count = 0;

    for (size_t i = 0; i < classes->span_count; i++) {
        uint32_t end = i + 1 < classes->span_count ? classes->spans[i + 1] : PATTERN_LAST + 1;
        uint8_t class = columns->of[classes->span_classes[i]];
        uint32_t at = classes->spans[i];

        for (; at < end && at < 128; at++) {
            ascii[at] = class;
        }
        if (at < end && (count == 0 || span_classes[count - 1] != class)) {
            spans[count] = at;
            span_classes[count++] = class;
        }
    }
    *bytes = 128 + count * (sizeof *spans + 1);
    return (struct dg_pattern_classes){ascii, spans, span_classes, count};
}

static bool packing_equal(const void *context, size_t a, size_t b)
{
    const struct pattern_automaton *automaton = context;

    for (size_t i = 0; i < automaton->count; i++) {
        if (automaton->next[i * automaton->classes + a] !=
            automaton->next[i * automaton->classes + b]) {
            return false;
        }
    }
    return true;
}

static uint16_t packing_next(const struct packing *packing, size_t state, size_t symbol)
{
    const struct pattern_automaton *automaton = packing->automaton;

    return symbol == packing->columns.count
               ? automaton->matching[state]
               : automaton->next[state * automaton->classes + packing->columns.first[symbol]];
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

/* The next state of most symbols. */
static uint16_t packing_usual(const struct packing *packing, size_t state)
{
    uint16_t usual = 0;
    size_t most = 0;

    for (size_t i = 0; i < packing->out->symbols; i++) {
        uint16_t next = packing_next(packing, state, i);
        size_t count = 0;

        for (size_t j = 0; j < packing->out->symbols; j++) {
            count += packing_next(packing, state, j) == next;
        }
        if (count > most) {
            usual = next;
            most = count;
        }
    }
    return usual;
}

/* Writes the edges of states that have few of them. Returns the bytes. */
static size_t packing_edges(struct packing *packing, size_t most)
{
    size_t width = sizeof(uint16_t) + 1;
    size_t states = packing->automaton->count;
    uint16_t *firsts = memory_arena_new(packing->arena, (states + 1) * sizeof *firsts);
    uint8_t *symbols = memory_arena_new(packing->arena, most / width + 2);
    uint16_t *next = memory_arena_new(packing->arena, (most / width + 2) * sizeof *next);
    size_t count = 0;

    for (size_t i = 0; i < states; i++) {
        uint16_t usual = packing_usual(packing, i);

        firsts[i] = (uint16_t)count;
        next[count++] = usual;
        for (size_t j = 0; j < packing->out->symbols; j++) {
            if (count * width >= most) {
                return SIZE_MAX;
            }
            if (packing_next(packing, i, j) != usual) {
                symbols[count] = (uint8_t)j;
                next[count++] = packing_next(packing, i, j);
            }
        }
    }
    firsts[states] = (uint16_t)count;
    packing->out->rows = packing->out->moves = NULL;
    packing->out->row_count = 0;
    packing->out->firsts = firsts;
    packing->out->edge_symbols = symbols;
    packing->out->edge_states = next;
    return (states + 1) * sizeof *firsts + count * width;
}

const struct dg_pattern_automaton *pattern_pack_automaton(const struct pattern_automaton *automaton,
                                                          const struct pattern_classes *classes,
                                                          size_t most, struct dg_arena *arena,
                                                          size_t *bytes)
{
    struct dg_pattern_automaton *out = memory_arena_new(arena, sizeof *out);
    struct packing packing = {
        .automaton = automaton,
        .columns = pattern_pack_columns(automaton->classes, packing_equal, automaton),
        .out = out,
        .arena = arena,
    };
    size_t table;

    out->classes = pattern_pack_classes(classes, &packing.columns, arena, bytes);
    if (*bytes > most) {
        return NULL;
    }
    out->symbols = packing.columns.count + 1;
    out->states = automaton->count;
    out->start = automaton->start;
    table = automaton->count <= 256 ? packing_table(&packing) : packing_best(&packing);
    if (table > most - *bytes) {
        table = packing_edges(&packing, most - *bytes);
    }
    *bytes += table;
    return table == SIZE_MAX || *bytes > most ? NULL : out;
}
