/* What a rule reads must not have failed. */
#include <string.h>

#include "base/memory.h"
#include "emit/emit_parts.h"
#include "emit/rule_code.h"
#include "emit/rule_code_lvalue.h"

static void fault_add(struct fault_list *list, const char *test)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->tests[i], test) == 0) {
            return;
        }
    }
    if (list->count < RULE_MAX_NODES) {
        list->tests[list->count++] = test;
    }
}

/* The faults of the object that has a property: "faults->of.error.". */
static const char *fault_companion(struct rule_code *code, const struct rule_node *member)
{
    const struct rule_node *object = member->parts[0];

    return object->op == RULE_MEMBER
               ? CODE(code, "%sof.%s.", fault_companion(code, object), object->property->name)
               : "faults->";
}

static void fault_add_member(struct rule_code *code, struct fault_list *list,
                             const struct rule_node *member, bool content)
{
    const struct model_type *object = member->parts[0]->type.model;
    const char *companion = fault_companion(code, member);

    fault_add(list, content ? CODE(code, "dg_has_failed(%sbits, %s)", companion,
                                   member->property->constant)
                            : CODE(code, "dg_is_refused(%sbits, DG_FAULT_WORDS(%zu), %s)",
                                   companion, object->property_count, member->property->constant));
}

/* Objects on the way must be there; of what is at its end, as much as is asked. */
static void fault_collect_members(struct rule_code *code, struct fault_list *list,
                                  const struct rule_node *path, bool content)
{
    if (path->op != RULE_MEMBER) {
        return;
    }
    fault_collect_members(code, list, path->parts[0], false);
    fault_add_member(code, list, path, content || path->type.kind < RULE_KIND_LIST);
}

static void fault_collect_state(struct rule_code *code, struct fault_list *list,
                                const struct rule_node *path)
{
    if (path->op == RULE_MEMBER) {
        fault_add(list, CODE(code, "!%s.known", rule_code_lvalue(code, path).text));
    }
}

void fault_collect_path(struct rule_code *code, struct fault_list *list,
                        const struct rule_node *path, bool content)
{
    const struct rule_node *root = path;

    while (root->op == RULE_MEMBER || root->op == RULE_INDEX) {
        if (root->op == RULE_INDEX) { /* entries are told from each other by nobody */
            fault_collect(code, list, root->parts[1]);
            path = root->parts[0];
            content = true;
        }
        root = root->parts[0];
    }
    if (root->root == RULE_ROOT_VARIABLE) {
        return; /* its range has failed, or not */
    }
    if (code->check->old) {
        fault_collect_state(code, list, path);
    } else {
        fault_collect_members(code, list, path, content);
    }
}

void fault_collect(struct rule_code *code, struct fault_list *list, const struct rule_node *node)
{
    bool compares = node->op == RULE_EQUAL || node->op == RULE_DIFFERS;
    bool with_null =
        compares && (node->parts[0]->op == RULE_NULL || node->parts[1]->op == RULE_NULL);

    if (rule_is_path(node)) {
        fault_collect_path(code, list, node, true);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        if ((with_null || node->op == RULE_HAS) && rule_is_path(node->parts[i])) {
            fault_collect_path(code, list, node->parts[i], false);
        } else {
            fault_collect(code, list, node->parts[i]);
        }
    }
}
