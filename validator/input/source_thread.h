/* Reads a compressed source in a thread of its own, so that decompressing and judging overlap. */
#ifndef DG_VALIDATE_SOURCE_THREAD_H
#define DG_VALIDATE_SOURCE_THREAD_H

#include "input/source.h"

/* As source_read. */
typedef enum source_step source_thread_reader(struct source *source, char *buffer, size_t capacity,
                                              size_t *got);

/* Moves the source into a thread, which reads ahead, and leaves source->thread. If there is one
   processor only, or if the system allows no thread, the caller goes on alone. */
void source_thread_start(struct source *source, source_thread_reader *read);

/* Does what source_read of the moved source would do next. */
DG_CHECKED enum source_step source_thread_read(struct source *source, char *buffer, size_t capacity,
                                               size_t *got);

/* Ends the thread, also while it waits for bytes, and moves the source back. */
void source_thread_end(struct source *source);

#endif
