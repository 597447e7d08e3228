/* Memory for the compiler. If memory runs out, the program prints one line and ends with status
   3. */
#ifndef DG_CODEGEN_MEMORY_H
#define DG_CODEGEN_MEMORY_H

#include <stddef.h>

#include "runtime/arena.h"

/* Reports that memory ran out, and ends the program with status 3. Growing texts (common/buffer.h)
 * call this function, too. */
_Noreturn void memory_exhausted(void);

/* Returns zeroed memory, never NULL. The caller frees it. */
void *memory_new(size_t size);

/* Changes the size of a block as realloc does, but never returns NULL. New bytes are not zeroed. */
void *memory_grow(void *block, size_t size);

/* Returns a terminated copy of `length` bytes, never NULL. The caller frees it. */
char *memory_copy(const char *bytes, size_t length);

/* The allocator of every arena of the compiler. Its functions never return NULL. */
extern const struct dg_allocator memory_allocator;

/* Take memory from an arena whose allocator is memory_allocator, and never return NULL: zeroed
 * memory, a terminated copy, a formatted string. The arena owns the result. */
void *memory_arena_new(struct dg_arena *arena, size_t size);
char *memory_arena_copy(struct dg_arena *arena, const char *bytes, size_t length);
char *memory_arena_format(struct dg_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
