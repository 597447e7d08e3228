/* Allocates, and ends the program if an allocation fails. */
#include "common/memory.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

void *memory_checked(void *block)
{
    if (block == NULL) {
        memory_exhausted();
    }
    return block;
}

void *memory_new(size_t size)
{
    return memory_checked(calloc(1, size));
}

void *memory_new_array(size_t count, size_t size)
{
    return memory_checked(calloc(count, size));
}

void *memory_block(size_t size)
{
    return memory_checked(malloc(size));
}

void *memory_grow(void *block, size_t size)
{
    return memory_checked(realloc(block, size));
}

char *memory_copy(const char *bytes, size_t length)
{
    char *copy = memory_new(length + 1);

    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    return copy;
}

char *memory_copy_string(const char *string)
{
    return memory_copy(string, strlen(string));
}

void memory_check_errno(void)
{
    if (errno == ENOMEM) {
        memory_exhausted();
    }
}

static void *allocate(void *context, size_t size)
{
    assert(context == NULL);
    return memory_block(size);
}

static void release(void *context, void *block)
{
    assert(context == NULL);
    free(block);
}

const struct dg_allocator memory_allocator = {allocate, release, NULL};
