/* Memory for the compiler. If memory runs out, the program prints one line and ends with status
   3. */
#include "base/memory.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void memory_exhausted(void)
{
    fputs("dg-codegen: out of memory\n", stderr);
    exit(3);
}

static void *memory_checked(void *block)
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

static void *memory_allocate(void *context, size_t size)
{
    assert(context == NULL);
    return memory_checked(malloc(size));
}

static void memory_release(void *context, void *block)
{
    assert(context == NULL);
    free(block);
}

const struct dg_allocator memory_allocator = {memory_allocate, memory_release, NULL};

void *memory_arena_new(struct dg_arena *arena, size_t size)
{
    return memory_checked(dg_arena_alloc(arena, size));
}

char *memory_arena_copy(struct dg_arena *arena, const char *bytes, size_t length)
{
    char *copy = memory_arena_new(arena, length + 1);

    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    return copy;
}

char *memory_arena_format(struct dg_arena *arena, const char *format, ...)
{
    va_list arguments;
    va_list again;
    int length;
    char *text;

    assert(format != NULL);
    va_start(arguments, format);
    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    text = memory_arena_new(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}
