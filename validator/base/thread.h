/* Threads beside the main one. */
#ifndef DG_VALIDATE_THREAD_H
#define DG_VALIDATE_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "runtime/arena.h"

/* Starts a thread with a stack of that many bytes. Signals are for the main thread: the new one
   gets none. Returns false if the system allows no thread. */
DG_CHECKED bool thread_start(pthread_t *thread, size_t stack, void *(*run)(void *), void *context);

#endif
