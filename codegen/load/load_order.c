/* Orders named types: a type comes after the types that its struct holds by value. */
#include <assert.h>
#include <stdlib.h>

#include "base/memory_arena.h"
#include "load/loader.h"

/* The largest struct, in bytes: a caller that decodes has the struct on its stack. */
#define ORDER_MAX_SIZE ((uint64_t)1 << 20)

/* A type whose parts are being ordered before it. */
struct order_step {
    struct draft *draft;
    size_t next; /* part */
};

struct order {
    struct loader *loader;
    struct order_step *steps;
    size_t depth;
    const struct model_type **types;
    size_t count;
    size_t objects;
};

static bool order_holds_by_value(const struct draft *draft)
{
    return draft->type.kind == MODEL_OBJECT || draft->type.kind == MODEL_UNION ||
           draft->type.kind == MODEL_VALUE ||
           (draft->type.kind == MODEL_MAP && draft->type.inline_capacity > 0);
}

/* Whether the struct has the part inside. */
static bool order_holds_inside(const struct draft *draft, size_t part)
{
    const struct model_property *property;

    if (!order_holds_by_value(draft)) {
        return false;
    }
    if (draft->type.kind == MODEL_UNION) {
        return true;
    }
    if (part >= draft->type.property_count) {
        return !(draft->parts[part]->type.by_pointer && draft->type.item.nullable);
    }
    property = &draft->properties[part];
    return !(draft->parts[part]->type.by_pointer &&
             (!property->required || property->use.nullable || property->circular));
}

/* Before names are chosen, the JSON Pointer stands for the name. */
static const char *order_name(const struct draft *draft)
{
    return draft->type.name != NULL ? draft->type.name : draft->type.pointer;
}

/* The size of a part in a struct, roughly: only absurd structs are near the limit. */
static uint64_t order_part_size(const struct draft *part)
{
    const uint64_t scalar = 48;

    return model_kind_is_named(part->type.kind) ? part->size + 8 : scalar;
}

static uint64_t order_size(const struct draft *draft)
{
    uint64_t size = 48;
    uint64_t largest = 0; /* the parts of a union are in one place */
    uint64_t times = draft->type.kind == MODEL_MAP ? draft->type.inline_capacity : 1;

    for (size_t i = 0; order_holds_by_value(draft) && i < draft->part_count; i++) {
        uint64_t part =
            times * (16 + (order_holds_inside(draft, i) ? order_part_size(draft->parts[i]) : 8));

        largest = part > largest ? part : largest;
        size += part;
    }
    return draft->type.kind == MODEL_UNION ? 48 + largest : size;
}

static void order_finish(struct order *order, struct draft *draft)
{
    draft->visiting = false;
    draft->ordered = true;
    draft->size = order_size(draft);
    if (draft->size > ORDER_MAX_SIZE) {
        diag_error(order->loader->diag, DIAG_STRUCT_SIZE, draft->type.at,
                   "the struct of '%s' would be larger than 1 MiB", order_name(draft));
        draft->size = 0;
    }
    if (draft->type.kind == MODEL_OBJECT) {
        draft->type.number = order->objects++;
    }
    order->types[order->count++] = &draft->type;
    order->depth--;
}

static void order_enter(struct order *order, struct draft *draft)
{
    if (!model_kind_is_named(draft->type.kind) || draft->ordered) {
        return;
    }
    assert(!draft->visiting);
    draft->visiting = true;
    order->steps[order->depth++] = (struct order_step){draft, 0};
}

static void order_visit(struct order *order, struct draft *draft)
{
    order_enter(order, draft);
    while (order->depth > 0) {
        struct order_step *step = &order->steps[order->depth - 1];

        if (!order_holds_by_value(step->draft) || step->next == step->draft->part_count) {
            order_finish(order, step->draft);
        } else {
            step->next++;
            if (order_holds_inside(step->draft, step->next - 1)) {
                order_enter(order, step->draft->parts[step->next - 1]);
            }
        }
    }
}

static int order_compare(const void *a, const void *b)
{
    const struct draft *const *left = a;
    const struct draft *const *right = b;

    return location_compare((*left)->type.at, (*right)->type.at);
}

static void order_visit_all(struct order *order, size_t first)
{
    struct loader *loader = order->loader;

    order->steps = memory_new((loader->count - first + 1) * sizeof *order->steps);
    for (size_t i = first; i < loader->count; i++) {
        order_visit(order, loader->drafts[i]);
    }
    free(order->steps);
}

static void order_list_judged(struct loader *loader)
{
    const struct model_type **list =
        memory_arena_new(loader->arena, (loader->count + 1) * sizeof(struct model_type *));

    for (size_t i = 0; i < loader->count; i++) {
        if (loader->drafts[i]->type.subschemas != NULL) {
            list[loader->model->judged_count++] = &loader->drafts[i]->type;
        }
    }
    loader->model->judged = list;
}

void load_order(struct loader *loader)
{
    struct order order = {.loader = loader};

    if (loader->count > 0) {
        qsort(loader->drafts, loader->count, sizeof loader->drafts[0], order_compare);
    }
    for (size_t i = 0; i < loader->count; i++) {
        loader->drafts[i]->ordered = false;
    }
    order.types = memory_arena_new(loader->arena, loader->count * sizeof(struct model_type *));
    order_visit_all(&order, 0);
    order_list_judged(loader);
    loader->model->types = order.types;
    loader->model->type_count = order.count;
}

void load_order_check(struct loader *loader, size_t first)
{
    struct order order = {.loader = loader};

    order.types = memory_new((loader->count - first + 1) * sizeof(struct model_type *));
    order_visit_all(&order, first);
    free(order.types);
}
