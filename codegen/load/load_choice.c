/* Tells choices that one schema covers, but for null, from keywords that judge values by further
 * schemas. */
#include "load/load_keywords.h"
#include "load/load_union.h"

bool load_choice_is_lead(struct loader *loader, const struct tree *node)
{
    const struct tree *any_of = tree_get(node, "anyOf");
    const struct tree *one_of = tree_get(node, "oneOf");
    const struct tree *list = any_of != NULL ? any_of : one_of;
    const struct union_plan *plan;

    if (list == NULL || (any_of != NULL && one_of != NULL)) {
        return false;
    }
    if (list->kind != TREE_LIST) {
        return true; /* an error, which the reader of the choice reports */
    }
    plan = load_union_of(loader, node);
    return plan != NULL && plan->answer == UNION_ONE;
}

bool load_choice_wants(struct loader *loader, const struct tree *node)
{
    static const char *const keywords[] = {"not", "if", "contains", "prefixItems",
                                           "dependentSchemas"};
    bool found = tree_get(node, "type") == NULL; /* `then` alone, say, needs no type beside it */

    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
        found = found || tree_get(node, keywords[i]) != NULL;
    }
    return ((found && keywords_have(loader, node, KEYWORD_WALK_JUDGED)) ||
            keywords_have(loader, node, KEYWORD_WALK_CHOICE)) &&
           !load_choice_is_lead(loader, node);
}

bool load_choice_is_text(const struct draft *draft)
{
    bool container = draft->stated_type == KEYWORD_OBJECT || draft->stated_type == KEYWORD_ARRAY;
    bool faulty = draft->has_type && draft->stated_type == KEYWORD_ANY_TYPE &&
                  draft->several == 0 && !draft->only_null;
    bool listed = load_enum_list(draft->node) != NULL || tree_get(draft->node, "const") != NULL;

    return !faulty && (!container || draft->several != 0 || listed);
}
