/* Memory for both programs. If memory runs out, the program ends: no function here returns NULL. */
#ifndef DG_COMMON_MEMORY_H
#define DG_COMMON_MEMORY_H

#include <stddef.h>

#include "runtime/arena.h"

/* Removes the drafts (common/drafts.h), prints one line on standard error, and ends the program
 * with its exit status for memory that ran out. Each program defines this function. */
_Noreturn void memory_exhausted(void);

/* Allocates zeroed bytes. The caller frees. */
DG_CHECKED void *memory_new(size_t size);
DG_CHECKED void *memory_new_array(size_t count, size_t size);

/* Allocates bytes that are not zeroed. The caller frees. */
DG_CHECKED void *memory_block(size_t size);

/* Changes the size of a block, as realloc does; new bytes are not zeroed. The caller frees. */
DG_CHECKED void *memory_grow(void *block, size_t size);

/* Returns a copy of `length` bytes, with a NUL after them. The caller frees. */
DG_CHECKED char *memory_copy(const char *bytes, size_t length);

/* Returns a copy of a string. The caller frees. */
DG_CHECKED char *memory_copy_string(const char *string);

/* Ends the program if errno says that a function of the C library ran out of memory. */
void memory_check_errno(void);

/* Returns `block`, the result of a library function that returns NULL only if memory ran out. If it
 * is NULL, ends the program. */
DG_CHECKED void *memory_checked(void *block);

/* The allocator of all arenas of the programs. It never returns NULL. */
extern const struct dg_allocator memory_allocator;

#endif
