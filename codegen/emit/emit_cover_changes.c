/* Finds the enum properties whose changes the rules of the contract order. */
#include "emit/emit_cover_changes.h"

#include "base/memory_arena.h"
#include "emit/emit_cover_possible.h"
#include "emit/emit_states.h"
#include "emit/rule_code_lvalue.h"

/* The path self.property or oldSelf.property in an expression; NULL: it isn't read. */
static const struct rule_node *find_path(const struct rule_node *node, enum rule_root root,
                                         const struct model_property *property)
{
    const struct rule_node *found = NULL;

    if (node->op == RULE_MEMBER && node->property == property && node->parts[0]->op == RULE_NAME &&
        node->parts[0]->root == root) {
        return node;
    }
    for (size_t i = 0; i < node->count && found == NULL; i++) {
        found = find_path(node->parts[i], root, property);
    }
    return found;
}

/* The path to the property in a rule that compares it with its value before; NULL: there is no such
   rule. */
static const struct rule_node *compared_path(const struct model_type *object,
                                             const struct model_property *property)
{
    for (size_t i = 0; i < object->check_count; i++) {
        const struct rule_node *root = object->checks[i]->root;

        if (object->checks[i]->old && find_path(root, RULE_ROOT_OLD, property) != NULL) {
            const struct rule_node *path = find_path(root, RULE_ROOT_SELF, property);

            if (path != NULL) {
                return path;
            }
        }
    }
    return NULL;
}

/* Whether the changes have a word: rules that forbid every change, or none, describe no order. */
static bool find_changes(const struct model_type *object, const struct model_property *property,
                         char *allowed)
{
    const struct model_type *type = property->use.type;
    const struct cover_holder holder = {object, property};
    size_t count = 0;

    for (size_t from = 0; from < type->word_count; from++) {
        for (size_t to = 0; to < type->word_count; to++) {
            bool change = emit_cover_possible_change(&holder, &type->words[from], &type->words[to]);

            *allowed++ = change ? '+' : '-';
            count += change;
        }
    }
    return count > 0 && count < type->word_count * (type->word_count - 1);
}

/* More words than a life cycle has: their changes would be too many to list. */
#define MOST_WORDS 64

static bool has_changes(const struct model_type *object, const struct model_property *property)
{
    const struct model_type *type = property->use.type;

    return type->kind == MODEL_ENUM && !type->integer_enum && type->word_count <= MOST_WORDS &&
           compared_path(object, property) != NULL;
}

static void add_changes(struct cover_items *items, const struct model_type *object,
                        const struct model_property *property)
{
    size_t words = property->use.type->word_count;
    char *allowed = memory_arena_new(&items->arena, words * words + 1);

    if (!find_changes(object, property, allowed)) {
        return;
    }
    items->changes[items->change_count++] = (struct cover_changes){
        .type = object,
        .property = property,
        .pointer = emit_cover_items_property(items, object, property),
        .member = rule_code_state_name(&items->arena, compared_path(object, property)),
        .mark = items->mark_count,
        .allowed = allowed,
    };
    items->mark_count += words * words;
}

void emit_cover_changes_find(struct cover_items *items)
{
    const struct model *model = items->model;
    size_t properties = 0;

    for (size_t i = 0; i < model->type_count; i++) {
        properties += model->types[i]->check_count > 0 ? model->types[i]->property_count : 0;
    }
    items->changes = memory_new_array(properties + 1, sizeof *items->changes);
    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];

        for (size_t k = 0; k < type->property_count && emit_states_are_kept(model, type); k++) {
            if (has_changes(type, &type->properties[k])) {
                add_changes(items, type, &type->properties[k]);
            }
        }
    }
}
