/* Memory for the compiler. If memory runs out, the program prints one line and ends with status
   3. */
#ifndef DG_CODEGEN_MEMORY_H
#define DG_CODEGEN_MEMORY_H

#include <stddef.h>

#include "runtime/arena.h"

/* Reports it and ends the program. Growing texts (common/buffer.h) call it, too. */
_Noreturn void memory_exhausted(void);

/* Zeroed. The caller frees. */
void *memory_new(size_t size);

/* As realloc; new bytes are not zeroed. */
void *memory_grow(void *block, size_t size);

/* A terminated copy of `length` bytes. The caller frees. */
char *memory_copy(const char *bytes, size_t length);

/* The allocator of every arena of the compiler: it never returns NULL. */
extern const struct dg_allocator memory_allocator;

/* As above, out of an arena that memory_allocator backs. */
void *memory_arena_new(struct dg_arena *arena, size_t size);
char *memory_arena_copy(struct dg_arena *arena, const char *bytes, size_t length);
char *memory_arena_format(struct dg_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
