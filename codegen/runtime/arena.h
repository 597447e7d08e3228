/* Memory for what a decoded value cannot borrow from its input: one bump allocator that fails once
 * and stays failed. */
#ifndef DG_RUNTIME_ARENA_H
#define DG_RUNTIME_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where an arena gets its blocks. Both functions are called with `context`. */
struct dg_allocator {
    void *(*allocate)(void *context, size_t size); /* NULL: no memory; aligned as malloc does */
    void (*release)(void *context, void *block);
    void *context;
};

struct dg_arena_block;

/* Zero-initialised, an arena has no memory and every allocation fails. Not thread-safe: one arena a
 * thread. */
struct dg_arena {
    const struct dg_allocator *allocator; /* NULL: only the caller's buffer */
    char *buffer;
    size_t buffer_size;
    char *next;
    char *limit;
    struct dg_arena_block *blocks; /* newest first */
    bool failed;                   /* sticky until reset */
};

/* `buffer` (may be NULL with size 0) is used first and stays the caller's; then blocks of
   `allocator` (may be NULL), which must outlive the arena. Allocates nothing yet. Once there is a
   block, a reset arena begins with that and leaves the buffer alone. */
void dg_arena_init(struct dg_arena *arena, void *buffer, size_t size,
                   const struct dg_allocator *allocator);

/* `size` bytes, zeroed, aligned for any object; lives until reset or free. NULL, and `failed` set,
   when there is no memory or when an earlier call failed. A size of 0 is taken as 1. */
void *dg_arena_alloc(struct dg_arena *arena, size_t size);

/* Forgets what was allocated and clears `failed`; keeps the largest block for reuse and releases
 * the others. */
void dg_arena_reset(struct dg_arena *arena);

/* Releases every block. The arena may be used again after dg_arena_init. */
void dg_arena_free(struct dg_arena *arena);

#ifdef __cplusplus
}
#endif

#endif
