/* Follows the steps of pointers through the outlines of schemas. */
#include "report/outlines.h"

#include <stdlib.h>

#include "common/memory.h"
#include "report/pointer.h"

/* Codes of warnings: a schema that matches reports no errors. */
#define WARNINGS                                                                                   \
    (DG_CODE_BIT(UNKNOWN_PROPERTY) | DG_CODE_BIT(DEPRECATED) | DG_CODE_BIT(IMPLIED_TYPE) |         \
     DG_OUTLINE_OPEN)

/* The codes that the schema can report of the value. */
static uint64_t reported(uint64_t codes, uint64_t here)
{
    uint64_t open = DG_CODE_BIT(ENUM) | DG_OUTLINE_OPEN;

    return codes & (here | ((codes & here & DG_OUTLINE_OPEN) != 0 ? open : 0)) & ~DG_OUTLINE_OPEN;
}

static bool has_item(const struct outlines *outlines, const struct outlines_item *item)
{
    for (size_t i = 0; i < outlines->count; i++) {
        const struct outlines_item *other = &outlines->items[i];

        if (other->parts == item->parts && other->codes == item->codes &&
            other->here == item->here && other->inside == item->inside) {
            return true;
        }
    }
    return false;
}

static void add_item(struct outlines *outlines, struct outlines_item item)
{
    if (outlines->count == outlines->capacity) {
        outlines->capacity = outlines->capacity == 0 ? 16 : outlines->capacity * 2;
        outlines->items = memory_grow(outlines->items, outlines->capacity * sizeof item);
    }
    outlines->items[outlines->count++] = item;
}

static void add_value(struct outlines *outlines, const struct dg_outline *value, uint64_t here,
                      uint64_t inside);

/* Adds the parts that are the value itself. */
static void add_same(struct outlines *outlines, struct outlines_item item)
{
    uint64_t here = item.here;
    uint64_t inside = item.inside;

    switch (item.parts->form) {
    case DG_OUTLINE_PROPERTIES:
    case DG_OUTLINE_ENTRIES:
    case DG_OUTLINE_ITEMS:
        return;
    case DG_OUTLINE_ALTERNATIVES:
        break;
    case DG_OUTLINE_WARNINGS:
        /* A value that is kept as text is of no type. */
        here &= WARNINGS & ~DG_CODE_BIT(IMPLIED_TYPE);
        inside &= WARNINGS;
        break;
    case DG_OUTLINE_RULES:
        here = inside = 0;
        break;
    }
    for (size_t i = 0; i < item.parts->count; i++) {
        add_value(outlines, &item.parts->list[i].value, here, inside);
    }
}

static void add_value(struct outlines *outlines, const struct dg_outline *value, uint64_t here,
                      uint64_t inside)
{
    struct outlines_item item = {value->parts, reported(value->codes, here), here, inside};

    if (has_item(outlines, &item)) {
        return;
    }
    add_item(outlines, item);
    while (item.parts != NULL) {
        add_same(outlines, item);
        item.parts = item.parts->further;
        if (item.parts != NULL && !has_item(outlines, &item)) {
            add_item(outlines, item);
        }
    }
}

void outlines_add(struct outlines *outlines, const struct dg_outline *value)
{
    add_value(outlines, value, UINT64_MAX, UINT64_MAX);
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
    case DG_OUTLINE_WARNINGS:
    case DG_OUTLINE_RULES:
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

/* Adds the values at this step of a pointer in the value. */
static void add_step(struct outlines *outlines, struct outlines_item from, struct dg_text step)
{
    const struct dg_outline_parts *parts = from.parts;

    for (size_t i = 0; parts != NULL && i < parts->count; i++) {
        if (is_part(parts, &parts->list[i], step)) {
            add_value(outlines, &parts->list[i].value, from.inside, from.inside);
        }
    }
    if (parts == NULL || !outlines_may_be_unlisted(parts, step)) {
        return;
    }
    if (parts->others != NULL) {
        add_value(outlines, &parts->others->value, from.inside, from.inside);
    }
    if (parts->matched != NULL) {
        add_value(outlines, &parts->matched->value, from.inside, from.inside);
    }
}

void outlines_add_inside(struct outlines *outlines)
{
    for (size_t i = 0; i < outlines->count; i++) {
        add_step(outlines, outlines->items[i], dg_text_of("*"));
    }
}

void outlines_step(const struct outlines *from, struct dg_text step, struct outlines *to)
{
    for (size_t i = 0; i < from->count; i++) {
        add_step(to, from->items[i], step);
    }
}

uint64_t outlines_members(const struct outlines_item *item)
{
    return item->parts == NULL ? 0 : item->parts->members & item->inside;
}

bool outlines_list(const struct outlines *outlines, struct dg_text step)
{
    for (size_t i = 0; i < outlines->count; i++) {
        if (outlines->items[i].parts != NULL && is_listed(outlines->items[i].parts, step)) {
            return true;
        }
    }
    return false;
}

bool outlines_have_lists(const struct outlines *outlines)
{
    for (size_t i = 0; i < outlines->count; i++) {
        const struct dg_outline_parts *parts = outlines->items[i].parts;

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
