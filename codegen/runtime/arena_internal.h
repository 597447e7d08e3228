/* Functions of the arena. Not for users of the runtime. */
#ifndef DG_RUNTIME_ARENA_INTERNAL_H
#define DG_RUNTIME_ARENA_INTERNAL_H

#include "runtime/arena.h"

/* Like dg_arena_alloc, but the bytes are not zeroed. */
void *dg_arena_take(struct dg_arena *arena, size_t size);

#endif
