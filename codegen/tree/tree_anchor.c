/* Keeps anchors, copies nodes for aliases, and merges mappings. */
#include "tree/tree_anchor.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "tree/tree_edit.h"

/* The index of the first anchor whose name isn't before `name`. */
static size_t anchor_place(const struct tree_anchors *anchors, const char *name)
{
    size_t low = 0;
    size_t high = anchors->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(anchors->items[middle].name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool anchor_is_at(const struct tree_anchors *anchors, size_t place, const char *name)
{
    return place < anchors->count && strcmp(anchors->items[place].name, name) == 0;
}

bool tree_anchor_set(struct tree_anchors *anchors, const char *name, struct tree *node,
                     struct dg_arena *arena)
{
    size_t place = anchor_place(anchors, name);

    if (anchor_is_at(anchors, place, name)) {
        anchors->items[place].node = node;
        return true;
    }
    if (anchors->count == TREE_MAX_ANCHORS) {
        return false;
    }
    if (anchors->count == anchors->capacity) {
        anchors->capacity = anchors->capacity == 0 ? 16 : anchors->capacity * 2;
        anchors->items = memory_grow(anchors->items, anchors->capacity * sizeof *anchors->items);
    }
    memmove(anchors->items + place + 1, anchors->items + place,
            (anchors->count - place) * sizeof *anchors->items);
    anchors->items[place] =
        (struct tree_anchor){memory_arena_copy(arena, name, strlen(name)), node};
    anchors->count++;
    return true;
}

struct tree *tree_anchor_find(const struct tree_anchors *anchors, const char *name)
{
    size_t place = anchor_place(anchors, name);

    return anchor_is_at(anchors, place, name) ? anchors->items[place].node : NULL;
}

struct tree *tree_anchor_copy(struct tree_anchors *anchors, const struct tree *node,
                              struct dg_arena *arena)
{
    size_t count = tree_edit_count(node);

    if (count > TREE_MAX_ALIASED - anchors->added) {
        return NULL;
    }
    anchors->added += count;
    anchors->used = true;
    return tree_edit_copy(node, arena);
}

/* A member that a merged mapping may get. */
struct anchor_item {
    struct tree_member member;
    size_t source; /* 0: the mapping itself */
    size_t place;
    bool dropped;
};

struct anchor_items {
    struct anchor_item *items;
    size_t count;
    size_t capacity;
};

static void anchor_add(struct anchor_items *list, const struct tree_member *member, size_t source)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 16 : list->capacity * 2;
        list->items = memory_grow(list->items, list->capacity * sizeof *list->items);
    }
    list->items[list->count] = (struct anchor_item){*member, source, list->count, false};
    list->count++;
}

static void anchor_add_map(struct anchor_items *list, const struct tree *map, size_t source)
{
    for (size_t i = 0; i < map->count; i++) {
        anchor_add(list, &map->members[i], source);
    }
}

/* Adds the members of the value of a merge key. Returns false if it has none. */
static bool anchor_add_value(struct anchor_items *list, const struct tree *value)
{
    if (value->kind == TREE_MAP) {
        anchor_add_map(list, value, 1);
        return true;
    }
    for (size_t i = 0; value->kind == TREE_LIST && i < value->count; i++) {
        if (value->members[i].value->kind != TREE_MAP) {
            return false;
        }
        anchor_add_map(list, value->members[i].value, i + 1);
    }
    return value->kind == TREE_LIST;
}

static int anchor_compare(const void *a, const void *b)
{
    const struct anchor_item *const *left = a;
    const struct anchor_item *const *right = b;
    int order = tree_compare_keys((*left)->member.key, (*right)->member.key);

    if (order == 0) {
        order = ((*left)->source > (*right)->source) - ((*left)->source < (*right)->source);
    }
    if (order == 0) {
        order = (*left)->place < (*right)->place ? -1 : 1;
    }
    return order;
}

/* Drops members with the key of a member that wins. Equal keys of the mapping itself are kept,
 * since they are reported. */
static void anchor_drop(struct anchor_items *list)
{
    struct anchor_item **sorted = memory_new((list->count + 1) * sizeof *sorted);

    for (size_t i = 0; i < list->count; i++) {
        sorted[i] = &list->items[i];
    }
    if (list->count > 0) {
        qsort(sorted, list->count, sizeof *sorted, anchor_compare);
    }
    for (size_t i = 1; i < list->count; i++) {
        sorted[i]->dropped = sorted[i]->source > 0 &&
                             dg_text_equal(sorted[i]->member.key, sorted[i - 1]->member.key);
    }
    free(sorted);
}

bool tree_anchor_merge(struct tree_members *members, size_t index)
{
    struct anchor_items list = {.items = NULL};
    bool good = true;

    for (size_t i = 0; i < members->count; i++) {
        if (i != index) {
            anchor_add(&list, &members->items[i], 0);
        } else {
            good = anchor_add_value(&list, members->items[i].value);
        }
    }
    if (good) {
        anchor_drop(&list);
        members->count = 0;
        members->items = memory_grow(members->items, (list.count + 1) * sizeof *members->items);
        for (size_t i = 0; i < list.count; i++) {
            if (!list.items[i].dropped) {
                members->items[members->count++] = list.items[i].member;
            }
        }
    }
    free(list.items);
    return good;
}

void tree_anchor_free(struct tree_anchors *anchors)
{
    free(anchors->items);
}
