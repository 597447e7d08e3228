/* JSON documents as trees. */
#include "diff/sample.h"

#include <assert.h>
#include <string.h>

#include "base/memory_arena.h"

void sample_begin(struct sample_maker *maker)
{
    maker->bytes = maker->failures < SAMPLE_MAX_FAILURES ? 0 : SAMPLE_MAX_BYTES;
    maker->depth = 0;
    maker->exhausted = false;
}

/* Accounts for bytes of a document. Returns false if there are too many. */
static bool sample_take(struct sample_maker *maker, size_t bytes)
{
    if (bytes > SAMPLE_MAX_BYTES || maker->bytes > SAMPLE_MAX_BYTES - bytes) {
        maker->failures += !maker->exhausted;
        maker->exhausted = true;
        maker->bytes = SAMPLE_MAX_BYTES; /* nothing more until sample_begin */
        return false;
    }
    maker->bytes += bytes;
    return true;
}

struct sample *sample_new(struct sample_maker *maker, enum sample_kind kind)
{
    struct sample *sample;

    if (!sample_take(maker, 4)) {
        return NULL;
    }
    sample = memory_arena_new(maker->arena, sizeof *sample);
    sample->kind = kind;
    return sample;
}

struct sample *sample_text(struct sample_maker *maker, struct dg_text text)
{
    struct sample *sample = sample_take(maker, text.length) ? sample_new(maker, SAMPLE_TEXT) : NULL;

    if (sample != NULL) {
        sample->text = text;
    }
    return sample;
}

struct sample *sample_number(struct sample_maker *maker, const char *spelling)
{
    struct sample *sample = sample_text(maker, dg_text_of(spelling));

    if (sample != NULL) {
        sample->kind = SAMPLE_NUMBER;
    }
    return sample;
}

struct dg_text sample_join(struct dg_text first, struct dg_text second, struct dg_arena *arena)
{
    char *text = memory_arena_new(arena, first.length + second.length + 1);

    if (first.length > 0) {
        memcpy(text, first.data, first.length);
    }
    if (second.length > 0) {
        memcpy(text + first.length, second.data, second.length);
    }
    return (struct dg_text){text, first.length + second.length};
}

bool sample_add(struct sample_maker *maker, struct sample *to, struct dg_text name,
                struct sample *value)
{
    if (value == NULL || !sample_take(maker, name.length)) {
        return false;
    }
    if (to->count == to->capacity) {
        size_t capacity = to->capacity == 0 ? 8 : to->capacity * 2;
        struct sample_member *members = memory_arena_new(maker->arena, capacity * sizeof *members);

        if (to->count > 0) {
            memcpy(members, to->members, to->count * sizeof *members);
        }
        to->members = members;
        to->capacity = capacity;
    }
    to->members[to->count++] = (struct sample_member){name, value};
    return true;
}

struct sample *sample_find(const struct sample *object, struct dg_text name)
{
    assert(object->kind == SAMPLE_OBJECT);
    for (size_t i = 0; i < object->count; i++) {
        if (dg_text_equal(object->members[i].name, name)) {
            return object->members[i].value;
        }
    }
    return NULL;
}

void sample_list_add(struct sample_list *list, struct sample *sample)
{
    if (sample != NULL && list->count < SAMPLE_MAX_VARIANTS) {
        list->items[list->count++] = sample;
    }
}

static void sample_write_members(const struct sample *sample, struct buffer *out)
{
    bool object = sample->kind == SAMPLE_OBJECT;

    buffer_add(out, object ? "{" : "[");
    for (size_t i = 0; i < sample->count; i++) {
        buffer_add(out, i > 0 ? "," : "");
        if (object) {
            buffer_add_json(out, sample->members[i].name);
            buffer_add(out, ":");
        }
        sample_write(sample->members[i].value, out);
    }
    buffer_add(out, object ? "}" : "]");
}

void sample_write(const struct sample *sample, struct buffer *out)
{
    switch (sample->kind) {
    case SAMPLE_NULL:
        buffer_add(out, "null");
        return;
    case SAMPLE_BOOLEAN:
        buffer_add(out, sample->boolean ? "true" : "false");
        return;
    case SAMPLE_NUMBER:
        buffer_add_text(out, sample->text);
        return;
    case SAMPLE_TEXT:
        buffer_add_json(out, sample->text);
        return;
    case SAMPLE_LIST:
    case SAMPLE_OBJECT:
        sample_write_members(sample, out);
        return;
    }
}

struct sample *sample_both(struct sample_maker *maker, const struct sample *object,
                           const struct sample *other)
{
    struct sample *out = sample_new(maker, SAMPLE_OBJECT);

    for (size_t i = 0; out != NULL && i < object->count + other->count; i++) {
        const struct sample_member *member =
            i < object->count ? &object->members[i] : &other->members[i - object->count];

        if (sample_find(out, member->name) == NULL &&
            !sample_add(maker, out, member->name, member->value)) {
            return NULL;
        }
    }
    return out;
}
