/* What generated copies call, one line per property: each makes a value that was copied byte by
 * byte own what it points to. */
#ifndef DG_RUNTIME_COPY_H
#define DG_RUNTIME_COPY_H

#include <stdbool.h>
#include <stddef.h>

#include "arena.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Each puts what *out points to into the arena. Without memory it is empty, and arena->failed says
   so. */
void dg_copy_text(struct dg_arena *arena, struct dg_text *out);
void dg_copy_time(struct dg_arena *arena, struct dg_time *out);
void dg_copy_number(struct dg_arena *arena, struct dg_number *out);
/* What is no value is left as it is. */
void dg_copy_opt_text(struct dg_arena *arena, struct dg_opt_text *out);
void dg_copy_opt_time(struct dg_arena *arena, struct dg_opt_time *out);
void dg_copy_opt_number(struct dg_arena *arena, struct dg_opt_number *out);
void dg_copy_json(struct dg_arena *arena, struct dg_opt_json *out);

/* The `*count` elements of a list or map in the arena; NULL and 0 without memory, or if there are
   none. */
void *dg_copy_elements(struct dg_arena *arena, const void *elements, size_t *count, size_t size);

/* How many entries of a map inside its struct there are to copy. */
size_t dg_copy_count(size_t count, size_t capacity);

/* Ends a copy: true if memory sufficed, else *out, of `size` bytes, is zeroed. */
bool dg_copy_end(struct dg_arena *arena, void *out, size_t size);

#ifdef __cplusplus
}
#endif

#endif
