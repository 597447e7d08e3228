/* The bump allocator: a caller's buffer first, then blocks that double in size. */
#include "runtime/arena.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "runtime/arena_internal.h"

#define ALIGNMENT alignof(max_align_t)
#define FIRST_BLOCK ((size_t)4096)
#define LAST_DOUBLED ((size_t)1 << 20) /* only large allocations get larger blocks */

struct dg_arena_block {
    struct dg_arena_block *older;
    size_t size; /* of `bytes` */
    alignas(max_align_t) char bytes[];
};

/* Bumps from the next aligned byte of [start, start + size). */
static void arena_use(struct dg_arena *arena, char *start, size_t size)
{
    size_t padding = start == NULL ? 0 : (ALIGNMENT - (uintptr_t)start % ALIGNMENT) % ALIGNMENT;

    if (padding > size) {
        padding = size;
    }
    arena->next = start == NULL ? NULL : start + padding;
    arena->limit = start == NULL ? NULL : start + size;
}

static size_t arena_room(const struct dg_arena *arena)
{
    return arena->next == NULL ? 0 : (size_t)(arena->limit - arena->next);
}

static bool arena_grow(struct dg_arena *arena, size_t need)
{
    const struct dg_allocator *allocator = arena->allocator;
    size_t size = FIRST_BLOCK - sizeof(struct dg_arena_block);
    struct dg_arena_block *block;

    if (allocator == NULL || need > SIZE_MAX / 2) {
        return false;
    }
    if (arena->blocks != NULL) {
        size = arena->blocks->size < LAST_DOUBLED / 2 ? arena->blocks->size * 2 : LAST_DOUBLED;
    }
    if (size < need) {
        size = need;
    }
    block = allocator->allocate(allocator->context, sizeof *block + size);
    if (block == NULL) {
        return false;
    }
    block->older = arena->blocks;
    block->size = size;
    arena->blocks = block;
    arena_use(arena, block->bytes, size);
    return true;
}

/* Habits that aren't in use are never read, and need no initial value. */
static void arena_clear(struct dg_arena *arena)
{
    memset(arena, 0, offsetof(struct dg_arena, habits));
}

void dg_arena_init(struct dg_arena *arena, void *buffer, size_t size,
                   const struct dg_allocator *allocator)
{
    arena_clear(arena);
    arena->allocator = allocator;
    arena->buffer = buffer;
    arena->buffer_size = size;
    arena_use(arena, buffer, size);
}

void *dg_arena_take(struct dg_arena *arena, size_t size)
{
    char *taken;

    if (arena->failed || size > SIZE_MAX / 2) {
        arena->failed = true;
        return NULL;
    }
    size = size == 0 ? ALIGNMENT : (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (arena_room(arena) < size && !arena_grow(arena, size)) {
        arena->failed = true;
        return NULL;
    }
    taken = arena->next;
    arena->next += size;
    return taken;
}

char *dg_arena_room(const struct dg_arena *arena, size_t *size)
{
    *size = arena->failed ? 0 : arena_room(arena) / ALIGNMENT * ALIGNMENT;
    return *size == 0 ? NULL : arena->next;
}

void *dg_arena_alloc(struct dg_arena *arena, size_t size)
{
    void *taken = dg_arena_take(arena, size);

    if (taken != NULL) {
        memset(taken, 0, size);
    }
    return taken;
}

/* Releases every block but `kept`, which may be NULL. */
static void arena_release(struct dg_arena *arena, struct dg_arena_block *kept)
{
    struct dg_arena_block *block = arena->blocks;

    while (block != NULL) {
        struct dg_arena_block *older = block->older;

        if (block != kept) {
            arena->allocator->release(arena->allocator->context, block);
        }
        block = older;
    }
    arena->blocks = kept;
}

void dg_arena_reset(struct dg_arena *arena)
{
    struct dg_arena_block *largest = NULL;

    for (struct dg_arena_block *block = arena->blocks; block != NULL; block = block->older) {
        if (block->size > (largest == NULL ? arena->buffer_size : largest->size)) {
            largest = block;
        }
    }
    arena_release(arena, largest);
    arena->failed = false;
    if (largest == NULL) {
        arena_use(arena, arena->buffer, arena->buffer_size);
    } else {
        largest->older = NULL;
        arena_use(arena, largest->bytes, largest->size);
    }
}

void dg_arena_free(struct dg_arena *arena)
{
    arena_release(arena, NULL);
    arena_clear(arena);
}

struct dg_arena_mark dg_arena_mark(const struct dg_arena *arena)
{
    return (struct dg_arena_mark){arena->blocks, arena->next, arena->limit};
}

void dg_arena_rewind(struct dg_arena *arena, const struct dg_arena_mark *mark)
{
    while (arena->blocks != mark->blocks) {
        struct dg_arena_block *block = arena->blocks;

        arena->blocks = block->older;
        arena->allocator->release(arena->allocator->context, block);
    }
    arena->next = mark->next;
    arena->limit = mark->limit;
}
