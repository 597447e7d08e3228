/* Finds out what tells the objects of a choice apart: the value of a property, or a property that
 * only one alternative has. */
#include "load/load_equal.h"
#include "load/load_union.h"
#include "runtime/reader.h"

static void objects_keep(struct union_choice *choice, const struct tree *value, size_t part)
{
    size_t count = choice->tag_count + 1;

    choice->tags = memory_grow(choice->tags, count * sizeof *choice->tags);
    choice->tag_nodes = memory_grow(choice->tag_nodes, count * sizeof(const struct tree *));
    choice->tag_nodes[choice->tag_count] = value;
    choice->tags[choice->tag_count++] =
        (struct model_tag){load_any_json(choice->search.loader, value), part};
}

/* Whether the runtime finds the value among tags: it compares spellings of scalars only. */
static bool objects_is_tag(const struct tree *value)
{
    return value->kind != TREE_MAP && value->kind != TREE_LIST;
}

/* Whether the listed values of two alternatives differ, and can be tags. Adds those of the part to
 * the tags. */
static bool objects_add(struct union_choice *choice, const struct union_values *values, size_t part)
{
    size_t before = choice->tag_count;

    choice->refused = choice->refused || values->count + before > UNION_MAX_VALUES;
    for (size_t i = 0; i < values->count && !choice->refused; i++) {
        const struct tree *value = values->items[i];
        bool found = false;

        if (!objects_is_tag(value)) {
            return false;
        }
        for (size_t j = 0; j < choice->tag_count && !found; j++) {
            found = load_equal(choice->search.loader, value, choice->tag_nodes[j]);
            if (found && j < before) {
                return false;
            }
        }
        if (!found) {
            objects_keep(choice, value, part);
        }
    }
    return true;
}

/* Whether the property tells objects apart. If so, *optional: objects of one alternative may lack
 * it. */
static bool objects_try(struct union_choice *choice, struct dg_text name, bool *optional)
{
    bool good = true;

    choice->tag_count = 0;
    choice->untagged = UNION_NONE;
    for (size_t i = 0; i < choice->count && good; i++) {
        struct union_values values = {.items = NULL};
        bool lacks = false;

        if ((choice->parts[i].types & UNION_BIT(OBJECT)) == 0) {
            continue;
        }
        good =
            load_union_list_tags(&choice->search, choice->parts[i].node, name, &values, &lacks) &&
            objects_add(choice, &values, i) && !(lacks && choice->untagged != UNION_NONE);
        choice->untagged = lacks ? i : choice->untagged;
        load_union_free_values(&values);
    }
    *optional = choice->untagged != UNION_NONE;
    return good;
}

static bool objects_is_better(struct dg_text name, bool optional, struct dg_text other,
                              bool other_optional, const struct tree *hint)
{
    if (hint != NULL && hint->kind == TREE_STRING) {
        bool first = dg_text_equal(name, hint->text);

        if (first != dg_text_equal(other, hint->text)) {
            return first;
        }
    }
    return optional != other_optional ? !optional : tree_compare_keys(name, other) < 0;
}

/* Tells objects apart by the listed values of a property. */
static bool objects_split_values(struct union_choice *choice, const struct tree *schema,
                                 size_t first)
{
    const struct tree *hint = tree_get(tree_get(schema, "discriminator"), "propertyName");
    struct union_values names = {.items = NULL};
    struct dg_text best = {NULL, 0};
    bool best_optional = false;
    bool optional;

    load_union_add_names(&choice->search, choice->parts[first].node, &names);
    for (size_t i = 0; i < names.count && i < DG_MAX_PROPERTIES; i++) {
        struct dg_text name = tree_key(names.items[i]);

        if (objects_try(choice, name, &optional) &&
            (best.data == NULL || objects_is_better(name, optional, best, best_optional, hint))) {
            best = name;
            best_optional = optional;
        }
    }
    load_union_free_values(&names);
    choice->tagging = best.data == NULL ? MODEL_BY_TYPE : MODEL_BY_VALUE;
    choice->tag = best;
    return best.data != NULL && objects_try(choice, best, &optional);
}

/* The name of a property that all objects of an alternative have, and none of the others; the first
 * one, whatever the order in which they are listed. NULL: there is none. */
static const struct tree *objects_name(struct union_choice *choice, size_t part)
{
    struct union_values names = {.items = NULL};
    const struct tree *best = NULL;

    load_union_add_required(&choice->search, choice->parts[part].node, &names);
    for (size_t i = 0; i < names.count; i++) {
        struct dg_text name = names.items[i]->text;
        bool alone = best == NULL || tree_compare_keys(name, best->text) < 0;

        for (size_t j = 0; j < choice->count && alone; j++) {
            alone = j == part || (choice->parts[j].types & UNION_BIT(OBJECT)) == 0 ||
                    load_union_forbids(&choice->search, choice->parts[j].node, name);
        }
        best = alone ? names.items[i] : best;
    }
    load_union_free_values(&names);
    return best;
}

/* Tells objects apart by names that only one alternative has; one may have no such name. */
static bool objects_split_names(struct union_choice *choice)
{
    choice->tag_count = 0;
    choice->untagged = UNION_NONE;
    for (size_t i = 0; i < choice->count; i++) {
        const struct tree *name;

        if ((choice->parts[i].types & UNION_BIT(OBJECT)) == 0) {
            continue;
        }
        name = objects_name(choice, i);
        if (name != NULL) {
            objects_keep(choice, name, i);
        } else if (choice->untagged == UNION_NONE) {
            choice->untagged = i;
        } else {
            return false;
        }
    }
    choice->tagging = MODEL_BY_NAME;
    return true;
}

bool load_union_split_objects(struct union_choice *choice, const struct tree *schema, size_t first)
{
    return objects_split_values(choice, schema, first) || objects_split_names(choice);
}
