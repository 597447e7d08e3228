/* Memory for both programs. Where it runs out, the program ends: no function here returns NULL. */
#ifndef DG_COMMON_MEMORY_H
#define DG_COMMON_MEMORY_H

#include <stddef.h>

#include "runtime/arena.h"

/* Ends the program with its exit status for memory that ran out, one line on standard error, and
 * without its drafts (common/drafts.h). Each program defines it. */
_Noreturn void memory_exhausted(void);

/* Zeroed. The caller frees. */
DG_CHECKED void *memory_new(size_t size);
DG_CHECKED void *memory_new_array(size_t count, size_t size);

/* Not zeroed. The caller frees. */
DG_CHECKED void *memory_block(size_t size);

/* As realloc; new bytes are not zeroed. */
DG_CHECKED void *memory_grow(void *block, size_t size);

/* A terminated copy of `length` bytes. The caller frees. */
DG_CHECKED char *memory_copy(const char *bytes, size_t length);

/* A copy of a string. The caller frees. */
DG_CHECKED char *memory_copy_string(const char *string);

/* Ends the program if errno says that a function of the C library ran out of memory. */
void memory_check_errno(void);

/* The result of a function of a library that returns NULL only if memory ran out. */
DG_CHECKED void *memory_checked(void *block);

/* The allocator of every arena of the programs: it never returns NULL. */
extern const struct dg_allocator memory_allocator;

#endif
