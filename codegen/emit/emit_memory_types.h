/* The types of a model with what bounds of memory rest on: the sizes of their structs. */
#ifndef DG_CODEGEN_EMIT_MEMORY_TYPES_H
#define DG_CODEGEN_EMIT_MEMORY_TYPES_H

#include "emit/emit_values.h"

/* Bytes of the arena or the stack: `fixed`, and `slope` for each byte or level. */
struct emit_memory_line {
    uint64_t fixed;
    uint64_t slope;
};

/* The texts of which the lines of a type are the bounds. */
enum emit_memory_text {
    EMIT_MEMORY_CLOSED,   /* JSON */
    EMIT_MEMORY_OPEN,     /* values that nest in themselves need no closing bracket */
    EMIT_MEMORY_NAMELESS, /* JSON with different names, without the stack of names */
    EMIT_MEMORY_TRIED,    /* JSON, with the stacks of names of trials */
    EMIT_MEMORY_TRIAL,    /* the same, read by a trial: see emit_memory_trials.c */
    EMIT_MEMORY_TEXTS     /* their number */
};

struct emit_memory_row {
    const struct model_type *type;
    uint64_t size; /* of the struct on machines with pointers of 64 bits, where it is largest */
    uint64_t alignment;
    uint64_t element; /* of a list or map: the size of an item or entry */
    /* While bounds are sought: see emit_memory_arena.c. */
    int64_t any;
    int64_t good;
    struct emit_memory_line lines[EMIT_MEMORY_TEXTS]; /* what a value leaves in the arena */
    /* While those of trials are sought: see emit_memory_trials.c. */
    int64_t peak;
    int64_t next;
    int64_t lent;
    bool keeps;                    /* rules read parts that further schemas judge */
    uint64_t frames;               /* the levels of its parts, without those that nest */
    struct emit_memory_line stack; /* of its decoder, for the levels of nesting */
    unsigned visit;                /* the number of the last walk that met it */
};

/* A type that is judged by further schemas. */
struct emit_memory_judged {
    const struct model_type *type;
    struct emit_memory_line line; /* what its trials need for a while */
    bool settled;
    unsigned visit;
};

struct emit_memory {
    const struct model *model;
    struct emit_memory_row *rows;   /* in the order of the model */
    struct emit_memory_row **order; /* by address of the type */
    size_t count;
    struct emit_memory_judged *judged; /* [model->judged_count], by address of the type */
    unsigned visits;
};

/* Makes the rows, with their sizes. To be freed with emit_memory_free. */
struct emit_memory *emit_memory_types(const struct model *model);
void emit_memory_free(struct emit_memory *memory);

/* The row of a type; NULL: the type has no name. */
struct emit_memory_row *emit_memory_find(const struct emit_memory *memory,
                                         const struct model_type *type);

/* A type that has further schemas. */
struct emit_memory_judged *emit_memory_find_judged(const struct emit_memory *memory,
                                                   const struct model_type *type);

/* Part number `index` of a type: of a property, item, entry or alternative; NULL: there are fewer.
 */
const struct model_type *emit_memory_part(const struct model_type *type, size_t index);

/* Whether rules may read a value that further schemas judge, as part of a value of the type. */
bool emit_memory_keeps(struct emit_memory *memory, const struct model_type *type);

/* The memory that is lent for a value: a struct while a duplicate of its member is read, or the
 * slot of elements that aren't stored. Values that have no such value as a part share it; 0: they
 * don't. */
uint64_t emit_memory_lent_by(const struct emit_memory_row *row);

static inline uint64_t emit_memory_larger(uint64_t a, uint64_t b)
{
    return a > b ? a : b;
}

/* The head of memory that is lent for a while (struct dg_spare). */
#define EMIT_MEMORY_LENT 16

/* Bytes as the arena gives them out. */
static inline uint64_t emit_memory_taken(uint64_t size)
{
    return (size + 15) / 16 * 16;
}

/* emit_memory_arena.c: finds lines[text] of all types. */
void emit_memory_arena(struct emit_memory *memory, enum emit_memory_text text);

/* emit_memory_trials.c: finds the lines of all types with further schemas, after those. */
void emit_memory_trials(struct emit_memory *memory);

/* emit_memory_stack.c: finds the stack of all types. */
void emit_memory_stack(struct emit_memory *memory);

#endif
