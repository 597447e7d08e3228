/* Compares values of the tree as JSON (JSON Schema 2020-12, 4.2.2). */
#include "load/load_equal.h"

bool load_equal_is_number(const struct tree *node)
{
    return node->kind == TREE_INTEGER || node->kind == TREE_FLOAT;
}

int load_equal_order(struct loader *loader, const struct tree *a, const struct tree *b,
                     bool *comparable)
{
    struct dg_text left = tree_number(a, loader->arena);
    struct dg_text right = tree_number(b, loader->arena);

    *comparable = left.length > 0 && right.length > 0;
    return *comparable ? dg_number_compare(left, right) : 0;
}

bool load_equal(struct loader *loader, const struct tree *a, const struct tree *b)
{
    bool comparable;

    if (load_equal_is_number(a) && load_equal_is_number(b)) {
        return load_equal_order(loader, a, b, &comparable) == 0 && comparable;
    }
    if (a->kind != b->kind || a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct tree_member *other =
            a->kind == TREE_LIST ? &b->members[i] : tree_find(b, a->members[i].key);

        if (other == NULL || !load_equal(loader, a->members[i].value, other->value)) {
            return false;
        }
    }
    return a->kind == TREE_BOOLEAN ? a->boolean == b->boolean
                                   : a->kind != TREE_STRING || dg_text_equal(a->text, b->text);
}

bool load_equal_listed(struct loader *loader, const struct tree *list, const struct tree *value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (load_equal(loader, list->members[i].value, value)) {
            return true;
        }
    }
    return false;
}
