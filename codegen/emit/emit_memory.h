/* The memory that decoders need at most, whatever the document holds. */
#ifndef DG_CODEGEN_EMIT_MEMORY_H
#define DG_CODEGEN_EMIT_MEMORY_H

#include "emit/emit_template.h"

/* The bounds for documents of one type. */
struct emit_memory_bounds {
    uint64_t size;  /* of the struct */
    uint64_t arena; /* bytes of the arena, and for each byte of the document */
    uint64_t arena_slope;
    uint64_t stack; /* bytes of the stack, and for each level of nesting that is allowed */
    uint64_t stack_slope;
};

struct emit_memory;

/* Finds the bounds of all types. To be freed with emit_memory_free. */
struct emit_memory *emit_memory_new(const struct model *model);
void emit_memory_free(struct emit_memory *memory);

/* The bounds of a type of the model that documents can be judged against. */
struct emit_memory_bounds emit_memory_of(struct emit_memory *memory, const struct model_type *root);

/* Writes the bounds of all such types as macros. */
void emit_memory_macros(const struct emitter *emitter);

/* Appends the bounds of all such types as text. */
void emit_memory_dump(const struct model *model, struct buffer *out);

#endif
