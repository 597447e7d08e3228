/* The keyword `dependentRequired`: properties that require others. */
#include "base/memory_arena.h"
#include "load/load_keywords.h"

/* Reports a value that isn't a list of strings. */
static void dependent_check(struct loader *loader, const struct tree_member *member)
{
    bool good = loader_expect(loader, member->value, TREE_LIST, member->key);

    for (size_t i = 0; good && i < member->value->count; i++) {
        const struct tree *name = member->value->members[i].value;

        if (name->kind != TREE_STRING) {
            diag_error(loader->diag, DIAG_VALUE, name->at,
                       "a required name must be a string, not %s", tree_kind_name(name->kind));
        }
    }
}

void load_dependent(const struct keyword_value *value, struct draft *draft)
{
    draft->dependent = value->node;
    for (size_t i = 0; i < value->node->count; i++) {
        dependent_check(value->loader, &value->node->members[i]);
    }
}

static const struct tree *dependent_map(const struct tree *schema)
{
    const struct tree *map = tree_get(schema, "dependentRequired");

    return map == NULL || map->kind != TREE_MAP ? NULL : map;
}

size_t load_dependent_names(const struct loader *loader, const struct tree *schema,
                            struct load_name *names)
{
    const struct tree *map = loader->minor == 0 ? NULL : dependent_map(schema);
    size_t count = 0;

    for (size_t i = 0; map != NULL && i < map->count; i++) {
        const struct tree *list = map->members[i].value;

        if (list->kind != TREE_LIST || list->count == 0) {
            continue;
        }
        if (names != NULL) {
            names[count] = (struct load_name){map->members[i].key, map->members[i].at};
        }
        count++;
        for (size_t j = 0; j < list->count; j++) {
            if (names != NULL) {
                names[count] =
                    (struct load_name){list->members[j].value->text, list->members[j].value->at};
            }
            count++;
        }
    }
    return count;
}

static size_t dependent_find(const struct draft *draft, struct dg_text name)
{
    for (size_t i = 0; i < draft->type.property_count; i++) {
        if (dg_text_equal(draft->properties[i].wire, name)) {
            return i;
        }
    }
    return draft->type.property_count;
}

/* Adds what one property requires. */
static void dependent_add(struct draft *draft, struct model_dependent *out,
                          const struct tree_member *member)
{
    struct model_dependent added = {.property = dependent_find(draft, member->key)};

    for (size_t i = 0; i < member->value->count; i++) {
        bool repeated;

        added.needs = dependent_find(draft, member->value->members[i].value->text);
        repeated = added.needs == added.property;
        for (size_t j = 0; j < draft->type.dependent_count && !repeated; j++) {
            repeated = out[j].property == added.property && out[j].needs == added.needs;
        }
        if (!repeated) {
            out[draft->type.dependent_count++] = added;
        }
    }
}

void load_dependent_finish(struct loader *loader, struct draft *draft)
{
    const struct tree *map = draft->dependent;
    size_t count = map == NULL ? 0 : load_dependent_names(loader, draft->node, NULL);
    struct model_dependent *out;

    if (map == NULL) {
        return;
    }
    out = memory_arena_new(loader->arena, (count + 1) * sizeof *out);
    draft->type.dependents = out;
    for (size_t i = 0; i < map->count; i++) {
        if (map->members[i].value->kind == TREE_LIST) {
            dependent_add(draft, out, &map->members[i]);
        }
    }
}
