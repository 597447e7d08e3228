/* Functions of the arena for the runtime alone. */
#ifndef DG_RUNTIME_ARENA_INTERNAL_H
#define DG_RUNTIME_ARENA_INTERNAL_H

#include "runtime/arena.h"

/* As dg_arena_alloc, but not zeroed. */
void *dg_arena_take(struct dg_arena *arena, size_t size);

#endif
