/* Functions for generated copies, one line per property. Each gets a value that was copied byte by
 * byte, and moves everything that the value points to into the arena.
 *
 * Not stable: for generated code. */
#ifndef DG_RUNTIME_COPY_H
#define DG_RUNTIME_COPY_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Each copies the memory that *out points to into the arena. If memory runs out, *out is empty and
   arena->failed is set. */
void dg_copy_text(struct dg_arena *arena, struct dg_text *out);
void dg_copy_time(struct dg_arena *arena, struct dg_time *out);
void dg_copy_number(struct dg_arena *arena, struct dg_number *out);
/* An absent or null *out is left unchanged. */
void dg_copy_opt_text(struct dg_arena *arena, struct dg_opt_text *out);
void dg_copy_opt_time(struct dg_arena *arena, struct dg_opt_time *out);
void dg_copy_opt_number(struct dg_arena *arena, struct dg_opt_number *out);
void dg_copy_json(struct dg_arena *arena, struct dg_opt_json *out);

/* Copies the `*count` elements of a list or map into the arena. Returns NULL and sets *count to 0
   if memory runs out or if there are none. */
void *dg_copy_elements(struct dg_arena *arena, const void *elements, size_t *count, size_t size);

/* Copies the `size` bytes behind a pointer into the arena. Returns NULL if there is no value or if
 * memory runs out. */
void *dg_copy_pointer(struct dg_arena *arena, enum dg_presence presence, const void *value,
                      size_t size);

/* Around a value that may contain values of its own type. dg_copy_enter returns false if nothing
 * more is copied: memory ran out, or the value nests deeper than DG_LARGEST_MAX_DEPTH, which sets
 * arena->failed, too. */
bool dg_copy_enter(struct dg_arena *arena);
void dg_copy_leave(struct dg_arena *arena);

/* The number of entries to copy of a map inside its struct. */
size_t dg_copy_count(size_t count, size_t capacity);

/* Ends a copy. Returns true if memory sufficed; otherwise *out, of `size` bytes, is zeroed. */
DG_CHECKED bool dg_copy_end(struct dg_arena *arena, void *out, size_t size);

#ifdef __cplusplus
}
#endif

#endif
