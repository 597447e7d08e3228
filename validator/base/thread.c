/* Starts threads that get no signals. */
#include "base/thread.h"

#include <signal.h>

bool thread_start(pthread_t *thread, size_t stack, void *(*run)(void *), void *context)
{
    pthread_attr_t attributes;
    sigset_t all;
    sigset_t before;
    bool started = false;

    sigfillset(&all);
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, stack);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    started = pthread_create(thread, &attributes, run, context) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return started;
}
