/* Changes of a tree. */
#include "tree/tree_edit.h"

#include <string.h>

#include "base/memory_arena.h"

/* Makes the children of a node agree with their list. */
static void edit_settle(struct tree *node, struct dg_arena *arena)
{
    for (size_t i = 0; i < node->count; i++) {
        node->members[i].value->parent = node;
        node->members[i].value->step = i;
    }
    if (node->kind == TREE_MAP) {
        tree_sort(node, arena);
    }
}

struct tree *tree_edit_copy(const struct tree *node, struct dg_arena *arena)
{
    struct tree *copy = memory_arena_new(arena, sizeof *copy);
    struct tree_member *members = memory_arena_new(arena, node->count * sizeof *members);

    *copy = *node;
    copy->parent = NULL;
    for (size_t i = 0; i < node->count; i++) {
        members[i] = node->members[i];
        members[i].value = tree_edit_copy(node->members[i].value, arena);
    }
    copy->members = members;
    edit_settle(copy, arena);
    return copy;
}

void tree_edit_append(struct tree *parent, const struct tree_member *members, size_t count,
                      struct dg_arena *arena)
{
    struct tree_member *all = memory_arena_new(arena, (parent->count + count) * sizeof *all);

    if (count == 0) {
        return;
    }
    if (parent->count > 0) {
        memcpy(all, parent->members, parent->count * sizeof *all);
    }
    memcpy(all + parent->count, members, count * sizeof *all);
    parent->members = all;
    parent->count += count;
    edit_settle(parent, arena);
}

void tree_edit_assign(struct tree *scalar, const struct tree *by)
{
    struct tree *parent = scalar->parent;
    size_t step = scalar->step;

    *scalar = *by;
    scalar->parent = parent;
    scalar->step = step;
}

/* Takes the selected children out of their parent. */
static void edit_drop_selected(struct tree *parent, struct dg_arena *arena)
{
    struct tree_member *members = memory_arena_new(arena, parent->count * sizeof *members);
    size_t count = 0;

    for (size_t i = 0; i < parent->count; i++) {
        struct tree *child = parent->members[i].value;

        if (child->selected) {
            child->parent = NULL;
        } else {
            members[count++] = parent->members[i];
        }
    }
    parent->members = members;
    parent->count = count;
    edit_settle(parent, arena);
}

void tree_edit_remove(struct tree *const *nodes, size_t count, struct dg_arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        nodes[i]->selected = true;
    }
    for (size_t i = 0; i < count; i++) {
        if (nodes[i]->parent != NULL) { /* otherwise it went with a sibling */
            edit_drop_selected(nodes[i]->parent, arena);
        }
    }
    for (size_t i = 0; i < count; i++) {
        nodes[i]->selected = false;
    }
}

size_t tree_edit_levels(const struct tree *node)
{
    size_t deepest = 0;

    for (size_t i = 0; i < node->count; i++) {
        size_t levels = tree_edit_levels(node->members[i].value);

        deepest = levels > deepest ? levels : deepest;
    }
    return deepest + 1;
}

size_t tree_edit_count(const struct tree *node)
{
    size_t count = 1;

    for (size_t i = 0; i < node->count; i++) {
        count += tree_edit_count(node->members[i].value);
    }
    return count;
}

size_t tree_edit_number(struct tree *root, size_t next)
{
    root->id = next++;
    for (size_t i = 0; i < root->count; i++) {
        next = tree_edit_number(root->members[i].value, next);
    }
    return next;
}

size_t tree_edit_finish(struct tree *root)
{
    return tree_edit_number(root, 0);
}
