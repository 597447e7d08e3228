/* What is known about the schemas of conjunctions, by their nodes. Most schemas of a contract are
 * in none, so that an array of all nodes would waste memory. */
#include <stdlib.h>

#include "base/memory_arena.h"
#include "load/load_all.h"

static size_t all_slot(const struct loader *loader, size_t id)
{
    size_t slot = id * 2654435761U & (loader->all_room - 1);

    while (loader->all_nodes[slot] != NULL && loader->all_nodes[slot]->id != id) {
        slot = (slot + 1) & (loader->all_room - 1);
    }
    return slot;
}

static void all_grow(struct loader *loader)
{
    struct all_node **before = loader->all_nodes;
    size_t room = loader->all_room;

    loader->all_room = room == 0 ? 64 : room * 2;
    loader->all_nodes = memory_new(loader->all_room * sizeof(struct all_node *));
    for (size_t i = 0; i < room; i++) {
        if (before[i] != NULL) {
            loader->all_nodes[all_slot(loader, before[i]->id)] = before[i];
        }
    }
    free(before);
}

struct all_node *load_all_node(struct loader *loader, const struct tree *node)
{
    size_t slot;

    if (loader->all_count * 2 >= loader->all_room) {
        all_grow(loader);
    }
    slot = all_slot(loader, node->id);
    if (loader->all_nodes[slot] == NULL) {
        loader->all_nodes[slot] = memory_arena_new(loader->arena, sizeof **loader->all_nodes);
        loader->all_nodes[slot]->id = node->id;
        loader->all_count++;
    }
    return loader->all_nodes[slot];
}
