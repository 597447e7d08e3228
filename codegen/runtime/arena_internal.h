/* Functions of the arena. Not for users of the runtime. */
#ifndef DG_RUNTIME_ARENA_INTERNAL_H
#define DG_RUNTIME_ARENA_INTERNAL_H

#include "runtime/arena.h"

/* Like dg_arena_alloc, but the bytes are not zeroed. */
void *dg_arena_take(struct dg_arena *arena, size_t size);

/* The bytes that dg_arena_take would give out next, if asked for *size or less; NULL, and a size of
   0, if there are none. */
char *dg_arena_room(const struct dg_arena *arena, size_t *size);

/* A point in the life of an arena. */
struct dg_arena_mark {
    struct dg_arena_block *blocks;
    char *next;
    char *limit;
};

struct dg_arena_mark dg_arena_mark(const struct dg_arena *arena);
/* Frees what was allocated since. `failed` stays as it is. */
void dg_arena_rewind(struct dg_arena *arena, const struct dg_arena_mark *mark);

#endif
