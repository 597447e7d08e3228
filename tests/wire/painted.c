#define _GNU_SOURCE

#include "painted.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAINT 0xA5
/* For the thread itself, and for what should not have been taken. */
#define SPARE ((size_t)1 << 20)

#if defined(__SANITIZE_ADDRESS__)
#define COUNTS false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define COUNTS false
#endif
#endif
#if !defined(COUNTS) && defined(__OPTIMIZE__)
#define COUNTS true
#elif !defined(COUNTS)
#define COUNTS false
#endif

bool painted_counts(void)
{
    return COUNTS;
}

struct call {
    void (*function)(void *argument);
    void *argument;
    const char *entered; /* an address in the frame that calls the function */
};

static void *call(void *argument)
{
    struct call *call = argument;
    char here = 0;

    call->entered = &here;
    call->function(call->argument);
    return NULL;
}

size_t painted_run(void (*function)(void *argument), void *argument, size_t room)
{
    size_t size = (room * (COUNTS ? 1 : 16) + SPARE + 0xFFFF) / 0x10000 * 0x10000;
    unsigned char *stack =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    const unsigned char *at = stack;
    struct call painted = {function, argument, NULL};
    pthread_attr_t attributes;
    pthread_t thread;
    size_t used;

    assert(stack != MAP_FAILED);
    memset(stack, PAINT, COUNTS ? size : 0);
    assert(pthread_attr_init(&attributes) == 0);
    assert(pthread_attr_setstack(&attributes, stack, size) == 0);
    assert(pthread_create(&thread, &attributes, call, &painted) == 0);
    assert(pthread_join(thread, NULL) == 0);
    pthread_attr_destroy(&attributes);
    while (COUNTS && *at == PAINT) {
        at++;
    }
    used = COUNTS ? (size_t)((const unsigned char *)painted.entered - at) : 0;
    munmap(stack, size);
    return used;
}
