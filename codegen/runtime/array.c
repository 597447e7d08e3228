/* Arrays. */
#include <string.h>

#include "runtime/reader_internal.h"

/* The number of items that are compared without memory. */
#define ARRAY_FEW 32

/* The slot of items that are judged and not stored; NULL: none was needed so far. */
static void *array_scratch(const struct dg_array *at)
{
    return at->scratch == NULL ? NULL : at->scratch->bytes;
}

DG_APART void dg_array_open(struct dg_array *at, struct dg_reader *in,
                            const struct dg_array_shape *shape)
{
    *at = (struct dg_array){
        .in = in,
        .shape = shape,
        .start = in->at,
        .site = in->judge.site,
        .failed = in->judge.failed,
        .frame = {.parent = in->judge.frame},
    };
    if (dg_scan_peek(in) == '[') {
        at->open = dg_reader_enter(in);
    } else {
        dg_skip_refused(in, DG_KIND_ARRAY);
    }
}

/* Ends the item before the next one. If the item failed, the next item gets its slot: a hostile
 * array takes no more memory than a good one. */
static void array_end_item(struct dg_array *at)
{
    struct dg_judge *judge = &at->in->judge;

    if (judge->failed && at->slot != NULL && at->slot != array_scratch(at)) {
        at->count--;
    }
    at->failed = at->failed || judge->failed;
    at->slot = NULL;
}

/* The slot for the next item; items beyond maxItems are judged and not stored. NULL: no memory. */
static void *array_slot(struct dg_array *at)
{
    size_t size = at->shape->item_size;

    if (at->count >= at->shape->items.max) {
        if (at->scratch == NULL) {
            at->scratch = dg_reader_lend(at->in, size);
        }
        return array_scratch(at);
    }
    if (at->count == at->capacity) {
        void *grown = dg_reader_grow(at->in, at->items, size, &at->capacity);

        if (grown == NULL) {
            return NULL;
        }
        at->items = grown;
    }
    return (char *)at->items + at->count++ * size;
}

DG_APART bool dg_array_next(struct dg_array *at)
{
    at->frame.index = at->met;
    if (!at->open) {
        return false;
    }
    array_end_item(at);
    at->in->judge.failed = false;
    if (!dg_elements_next(at->in, &at->frame)) {
        return false;
    }
    at->met++;
    at->in->judge.site = &at->shape->item;
    at->slot = array_slot(at);
    if (at->slot == NULL) {
        return false;
    }
    memset(at->slot, 0, at->shape->item_size);
    return true;
}

/* Compares the items that were read, stored or not. */
static void array_judge_unique(struct dg_array *at, const struct dg_counted *counted)
{
    struct dg_reader *in = at->in;
    struct dg_text text = {at->start, (size_t)(in->at - at->start)};
    struct dg_name few[DG_UNIQUE_ROOM(ARRAY_FEW)];
    struct dg_spare *many = NULL;

    if (counted->count <= ARRAY_FEW) {
        dg_judge_unique(&in->judge, counted, text, few);
    } else {
        many = dg_reader_lend_room(in, DG_UNIQUE_ROOM(counted->count) * sizeof few[0]);
        if (many != NULL) {
            dg_judge_unique(&in->judge, counted, text, (struct dg_name *)many->bytes);
        }
        dg_reader_return(in, many);
    }
}

DG_APART size_t dg_array_close(struct dg_array *at)
{
    struct dg_reader *in = at->in;

    if (!at->open) {
        return 0;
    }
    array_end_item(at);
    in->judge.failed = at->failed;
    in->judge.refused = false;
    in->judge.frame = at->frame.parent;
    in->depth--;
    if (!in->stopped) {
        struct dg_counted counted = {at->start, at->shape->schema, at->met};

        dg_judge_items(&in->judge, counted, at->shape->items);
        if (at->shape->unique && at->met > 1) {
            array_judge_unique(at, &counted);
        }
    }
    dg_reader_return(in, at->scratch);
    in->judge.site = at->site;
    at->open = false;
    return in->stopped ? 0 : at->count;
}
