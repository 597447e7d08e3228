/* Tells choices between null and one schema, which are a nullable type, from keywords that judge
 * values by further schemas. */
#include "load/load_keywords.h"

static bool choice_is_text(const struct tree *node, const char *text)
{
    return node != NULL && node->kind == TREE_STRING && dg_text_equal(node->text, dg_text_of(text));
}

/* Whether the schema is {type: 'null'} or, in OpenAPI 3.0, {enum: [null]}. */
static bool choice_is_null(const struct loader *loader, const struct tree *node)
{
    const struct tree *list = tree_get(node, "enum");

    if (loader->minor > 0) {
        const struct tree *type = tree_get(node, "type");

        return choice_is_text(type, "null") || (type != NULL && type->kind == TREE_NULL);
    }
    return list != NULL && list->kind == TREE_LIST && list->count == 1 &&
           list->members[0].value->kind == TREE_NULL;
}

bool load_choice_is_lead(struct loader *loader, const struct tree *node)
{
    const struct tree_member *any_of = tree_find(node, dg_text_of("anyOf"));
    const struct tree_member *one_of = tree_find(node, dg_text_of("oneOf"));
    const struct tree_member *choice = any_of != NULL ? any_of : one_of;
    const struct tree *list = choice == NULL ? NULL : choice->value;

    if (list == NULL || (any_of != NULL && one_of != NULL) || loader->leads[node->id].judged) {
        return false;
    }
    if (list->kind != TREE_LIST) {
        return true; /* an error, which the reader of the choice reports */
    }
    if (list->count != 2 || keywords_first_constraint(loader, node, choice->key) != NULL) {
        return false;
    }
    return choice_is_null(loader, list->members[0].value) !=
           choice_is_null(loader, list->members[1].value);
}

bool load_choice_wants(struct loader *loader, const struct tree *node)
{
    static const char *const keywords[] = {"not", "if", "contains", "dependentSchemas"};
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
    bool listed = tree_get(draft->node, "enum") != NULL || tree_get(draft->node, "const") != NULL;

    return !faulty && (!container || draft->several != 0 || listed);
}
