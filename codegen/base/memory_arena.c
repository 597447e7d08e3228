/* Memory out of arenas that never fail. */
#include "base/memory_arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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
    if (length < 0) {
        memory_exhausted(); /* the only error possible here */
    }
    text = memory_arena_new(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}
