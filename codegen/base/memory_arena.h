/* Allocates from the compiler's arenas. */
#ifndef DG_CODEGEN_MEMORY_ARENA_H
#define DG_CODEGEN_MEMORY_ARENA_H

#include "common/memory.h"

/* As the functions of common/memory.h, but from an arena that takes its memory from
 * memory_allocator. The arena owns the results. */
DG_CHECKED void *memory_arena_new(struct dg_arena *arena, size_t size);
DG_CHECKED char *memory_arena_copy(struct dg_arena *arena, const char *bytes, size_t length);
DG_CHECKED char *memory_arena_format(struct dg_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
