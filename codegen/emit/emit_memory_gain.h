/* The gains of values: what they take from the arena, less `slope` for each byte of their text.
 *
 * If nothing that a document may repeat gains anything (a member, which duplicates repeat; an item;
 * an entry), then the gain of a document has a maximum. Hostile documents decide: the shortest text
 * that makes the reader take most. White space, and more text than needed, gains nothing. */
#ifndef DG_CODEGEN_EMIT_MEMORY_GAIN_H
#define DG_CODEGEN_EMIT_MEMORY_GAIN_H

#include "emit/emit_memory_types.h"

#define NEVER (INT64_MIN / 4) /* there is no such text */
#define ENDLESS (INT64_MAX / 4)

static inline int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The sum, unless one is NEVER or ENDLESS. */
static inline int64_t sum(int64_t a, int64_t b)
{
    if (a <= NEVER || b <= NEVER) {
        return NEVER;
    }
    return a >= ENDLESS || b >= ENDLESS || a + b >= ENDLESS ? ENDLESS : a + b;
}

static inline int64_t taken(uint64_t size)
{
    return (int64_t)emit_memory_taken(size);
}

/* The gains that are asked for. */
struct emit_memory_search {
    const struct emit_memory *memory;
    int64_t slope;
    int64_t name_takes; /* by a name on the stack of names */
    bool open;          /* values that nest in themselves need no closing bracket */
    bool forgets;       /* parts that further schemas judge leave nothing */
    bool distinct;      /* names of an object differ: only such values are judged again */
    bool good;          /* of texts without a finding of severity error, since only such items stay
                           in an array; otherwise of any text */
};

/* A value of a type with a row, from the gains of its parts in the rows. */
int64_t emit_memory_gain(const struct emit_memory_search *search,
                         const struct emit_memory_row *row);

/* A value of a property, item, entry or alternative. */
int64_t emit_memory_gain_use(const struct emit_memory_search *search, const struct model_use *use,
                             enum emit_holding holding);

/* The most that the value of a part takes while it is read, as a gain. */
typedef int64_t emit_memory_peak_function(const struct emit_memory_search *search,
                                          const struct model_use *use, enum emit_holding holding);

/* The most that an object, map or list takes while one of its parts is read: a gain. */
int64_t emit_memory_gain_meanwhile(const struct emit_memory_search *search,
                                   const struct emit_memory_row *row,
                                   emit_memory_peak_function *peak);

/* emit_memory_arena.c: the search for texts of that kind, without a slope. */
struct emit_memory_search emit_memory_search_of(const struct emit_memory *memory,
                                                enum emit_memory_text text);

/* Finds the gains of all types at the slope, in the rows. */
void emit_memory_settle(const struct emit_memory_search *search);

#endif
