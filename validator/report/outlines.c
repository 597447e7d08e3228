/* Follows the steps of pointers through the outlines of schemas. */
#include "report/outlines.h"

#include <stdlib.h>

#include "common/memory.h"
#include "report/pointer.h"

void outlines_add(struct outlines *outlines, const struct dg_outline *value)
{
    for (size_t i = 0; i < outlines->count; i++) {
        if (outlines->items[i]->codes == value->codes &&
            outlines->items[i]->parts == value->parts) {
            return;
        }
    }
    if (outlines->count == outlines->capacity) {
        outlines->capacity = outlines->capacity == 0 ? 16 : outlines->capacity * 2;
        outlines->items =
            memory_grow(outlines->items, outlines->capacity * sizeof(const struct dg_outline *));
    }
    outlines->items[outlines->count++] = value;
    if (value->parts != NULL && value->parts->form == DG_OUTLINE_ALTERNATIVES) {
        for (size_t i = 0; i < value->parts->count; i++) {
            outlines_add(outlines, &value->parts->list[i].value);
        }
    }
}

static bool is_any(struct dg_text step)
{
    return dg_text_equal(step, dg_text_of("*"));
}

/* RFC 6901 §4. */
static bool is_index(struct dg_text step)
{
    if (is_any(step)) {
        return true;
    }
    for (size_t i = 0; i < step.length; i++) {
        if (step.data[i] < '0' || step.data[i] > '9') {
            return false;
        }
    }
    return step.length == 1 || (step.length > 1 && step.data[0] != '0');
}

static bool is_part(const struct dg_outline_parts *parts, const struct dg_outline_part *part,
                    struct dg_text step)
{
    switch (parts->form) {
    case DG_OUTLINE_PROPERTIES:
        return pointer_names_member(step, part->name, true);
    case DG_OUTLINE_ENTRIES:
        return true;
    case DG_OUTLINE_ITEMS:
        return is_index(step);
    case DG_OUTLINE_ALTERNATIVES:
        break;
    }
    return false;
}

static bool is_listed(const struct dg_outline_parts *parts, struct dg_text step)
{
    for (size_t i = 0; parts->form == DG_OUTLINE_PROPERTIES && i < parts->count; i++) {
        if (is_part(parts, &parts->list[i], step)) {
            return true;
        }
    }
    return false;
}

bool outlines_may_be_unlisted(const struct dg_outline_parts *parts, struct dg_text step)
{
    return is_any(step) || !is_listed(parts, step);
}

/* Adds the values of members that the object doesn't list. */
static void add_others(struct outlines *outlines, const struct dg_outline_parts *parts)
{
    if (parts->others != NULL) {
        outlines_add(outlines, &parts->others->value);
    }
    if (parts->matched != NULL) {
        outlines_add(outlines, &parts->matched->value);
    }
}

void outlines_add_inside(struct outlines *outlines)
{
    for (size_t i = 0; i < outlines->count; i++) {
        const struct dg_outline_parts *parts = outlines->items[i]->parts;

        for (size_t j = 0; parts != NULL && j < parts->count; j++) {
            outlines_add(outlines, &parts->list[j].value);
        }
        if (parts != NULL) {
            add_others(outlines, parts);
        }
    }
}

void outlines_step(const struct outlines *from, struct dg_text step, struct outlines *to)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct dg_outline_parts *parts = from->items[i]->parts;

        for (size_t j = 0; parts != NULL && j < parts->count; j++) {
            if (is_part(parts, &parts->list[j], step)) {
                outlines_add(to, &parts->list[j].value);
            }
        }
        if (parts != NULL && outlines_may_be_unlisted(parts, step)) {
            add_others(to, parts);
        }
    }
}

bool outlines_list(const struct outlines *outlines, struct dg_text step)
{
    for (size_t i = 0; i < outlines->count; i++) {
        if (outlines->items[i]->parts != NULL && is_listed(outlines->items[i]->parts, step)) {
            return true;
        }
    }
    return false;
}

bool outlines_have_lists(const struct outlines *outlines)
{
    for (size_t i = 0; i < outlines->count; i++) {
        const struct dg_outline_parts *parts = outlines->items[i]->parts;

        if (parts != NULL && parts->form == DG_OUTLINE_PROPERTIES) {
            return true;
        }
    }
    return false;
}

void outlines_clear(struct outlines *outlines)
{
    outlines->count = 0;
}

void outlines_free(struct outlines *outlines)
{
    free(outlines->items);
    *outlines = (struct outlines){.items = NULL};
}
