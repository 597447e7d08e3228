/* Memory for the parts of a decoded value that can't point into its input. The arena is a bump
 * allocator; once an allocation has failed, all later ones fail, too.
 *
 * Stable: programs may rely on this header. */
#ifndef DG_RUNTIME_ARENA_H
#define DG_RUNTIME_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Before a function whose result says whether the function succeeded: the compiler warns of a call
 * that ignores the result. */
#ifndef DG_CHECKED
#if defined(__GNUC__)
#define DG_CHECKED __attribute__((warn_unused_result))
#else
#define DG_CHECKED
#endif
#endif

/* Where an arena gets its blocks. Both functions are called with `context`. */
struct dg_allocator {
    void *(*allocate)(void *context, size_t size); /* NULL: no memory; aligned as malloc does */
    void (*release)(void *context, void *block);
    void *context;
};

struct dg_arena_block;

/* What decoders remember of the objects of a schema, for their own use: whether members come in the
 * order of the contract. Only the speed of decoders depends on it. */
struct dg_habit {
    const void *shape;   /* the schema, as decoders know it */
    unsigned char vain;  /* objects in a row of which most members weren't foreseen */
    unsigned char pause; /* next objects in which none is foreseen */
    unsigned char hold;  /* objects of another schema after which the place is theirs */
};
#define DG_HABITS 16

/* A zero-initialised arena has no memory, so that every allocation fails. Not thread-safe: each
 * thread needs its own arena. */
struct dg_arena {
    const struct dg_allocator *allocator; /* NULL: only the caller's buffer */
    char *buffer;
    size_t buffer_size;
    char *next;
    char *limit;
    struct dg_arena_block *blocks; /* newest first */
    bool failed;                   /* sticky until reset */
    unsigned depth;                /* of the value that is being copied */
    unsigned learnt;               /* a bit for each habit that is in use; a reset keeps them */
    struct dg_habit habits[DG_HABITS];
};

/* The arena uses `buffer` first (may be NULL with size 0; the caller owns the buffer), then blocks
   of `allocator` (may be NULL). Both must outlive the arena. Nothing is allocated yet. Once the
   arena has a block, a reset arena begins with the block and doesn't use the buffer. */
void dg_arena_init(struct dg_arena *arena, void *buffer, size_t size,
                   const struct dg_allocator *allocator);

/* Returns `size` zeroed bytes, aligned for any object, which live until reset or free. Returns
   NULL and sets `failed` when memory runs out or when an earlier call failed. A size of 0 is taken
   as 1. */
DG_CHECKED void *dg_arena_alloc(struct dg_arena *arena, size_t size);

/* Frees all allocations at once and clears `failed`. Keeps the largest block for reuse and releases
 * the others. Keeps habits: decoders read the next document of the same producer faster. */
void dg_arena_reset(struct dg_arena *arena);

/* Releases every block. The arena may be used again after dg_arena_init. */
void dg_arena_free(struct dg_arena *arena);

#ifdef __cplusplus
}
#endif

#endif
