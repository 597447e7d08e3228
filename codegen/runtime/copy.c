/* Copies the memory that values point to into an arena. */
#include "runtime/copy.h"

#include <string.h>

#include "runtime/reader_internal.h"

/* {NULL, 0} stays {NULL, 0}: an enum without a text differs from one with an empty text. */
void dg_copy_text(struct dg_arena *arena, struct dg_text *out)
{
    char *bytes;

    if (out->length == 0) {
        out->data = out->data == NULL ? NULL : "";
        return;
    }
    bytes = dg_arena_take(arena, out->length);
    if (bytes == NULL) {
        *out = (struct dg_text){0};
        return;
    }
    memcpy(bytes, out->data, out->length);
    out->data = bytes;
}

void dg_copy_time(struct dg_arena *arena, struct dg_time *out)
{
    dg_copy_text(arena, &out->text);
}

void dg_copy_number(struct dg_arena *arena, struct dg_number *out)
{
    dg_copy_text(arena, &out->text);
}

void dg_copy_opt_text(struct dg_arena *arena, struct dg_opt_text *out)
{
    if (out->presence == DG_VALUE) {
        dg_copy_text(arena, &out->value);
    }
}

void dg_copy_opt_time(struct dg_arena *arena, struct dg_opt_time *out)
{
    if (out->presence == DG_VALUE) {
        dg_copy_text(arena, &out->value.text);
    }
}

void dg_copy_opt_number(struct dg_arena *arena, struct dg_opt_number *out)
{
    if (out->presence == DG_VALUE) {
        dg_copy_text(arena, &out->value.text);
    }
}

void dg_copy_json(struct dg_arena *arena, struct dg_opt_json *out)
{
    if (out->presence == DG_VALUE) {
        dg_copy_text(arena, &out->value.text);
    }
}

void *dg_copy_elements(struct dg_arena *arena, const void *elements, size_t *count, size_t size)
{
    void *copy = NULL;

    if (*count > SIZE_MAX / size) {
        arena->failed = true;
    } else if (*count > 0) {
        copy = dg_arena_take(arena, *count * size);
    }
    if (copy == NULL) {
        *count = 0;
        return NULL;
    }
    memcpy(copy, elements, *count * size);
    return copy;
}

void *dg_copy_pointer(struct dg_arena *arena, enum dg_presence presence, const void *value,
                      size_t size)
{
    void *copy;

    if (dg_presence_of(presence, value) != DG_VALUE) {
        return NULL;
    }
    copy = dg_arena_take(arena, size);
    if (copy != NULL) {
        memcpy(copy, value, size);
    }
    return copy;
}

bool dg_copy_enter(struct dg_arena *arena)
{
    arena->failed = arena->failed || arena->depth >= DG_LARGEST_MAX_DEPTH;
    arena->depth += !arena->failed;
    return !arena->failed;
}

void dg_copy_leave(struct dg_arena *arena)
{
    arena->depth--;
}

size_t dg_copy_count(size_t count, size_t capacity)
{
    return count < capacity ? count : capacity;
}

bool dg_copy_end(struct dg_arena *arena, void *out, size_t size)
{
    if (arena->failed) {
        memset(out, 0, size);
    }
    return !arena->failed;
}
