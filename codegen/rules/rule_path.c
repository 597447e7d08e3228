/* Paths: the values that rules read, by root, members and entries. */
#include "rules/rule_path.h"

#include <string.h>

#include "rules/rule_literal.h"

bool rule_is_path(const struct rule_node *node)
{
    while (node->op == RULE_MEMBER || node->op == RULE_INDEX) {
        node = node->parts[0];
    }
    return node->op == RULE_NAME && node->root != RULE_ROOT_NONE;
}

static bool path_same_key(const struct rule_node *a, const struct rule_node *b)
{
    if (a->op == RULE_TEXT && b->op == RULE_TEXT) {
        return dg_text_equal(a->text, b->text);
    }
    return rule_is_path(a) && rule_is_path(b) && rule_same_path(a, b);
}

bool rule_same_path(const struct rule_node *a, const struct rule_node *b)
{
    while (a->op == b->op && (a->op == RULE_MEMBER || a->op == RULE_INDEX)) {
        if (a->op == RULE_MEMBER ? a->property != b->property
                                 : !path_same_key(a->parts[1], b->parts[1])) {
            return false;
        }
        a = a->parts[0];
        b = b->parts[0];
    }
    return a->op == RULE_NAME && b->op == RULE_NAME && a->root == b->root && a->binder == b->binder;
}

bool rule_has_parts(const struct rule_node *node)
{
    return node->type.kind == RULE_KIND_TEXT &&
           (node->op == RULE_ADD || (node->op == RULE_CHOOSE && (rule_has_parts(node->parts[1]) ||
                                                                 rule_has_parts(node->parts[2]))));
}

void rule_path_text(struct buffer *out, const struct rule_node *path)
{
    if (path->op == RULE_NAME) {
        buffer_add_text(out, path->text);
        return;
    }
    rule_path_text(out, path->parts[0]);
    if (path->op == RULE_MEMBER) {
        buffer_format(out, rule_is_member_name(path->text) ? ".%.*s" : "['%.*s']",
                      DIAG_TEXT(path->text));
    } else {
        buffer_add(out, "[");
        rule_path_key(out, path->parts[1]);
        buffer_add(out, "]");
    }
}

void rule_path_key(struct buffer *out, const struct rule_node *key)
{
    if (key->op == RULE_TEXT) {
        buffer_format(out, "'%.*s'", DIAG_TEXT(key->text));
    } else if (rule_is_path(key)) {
        rule_path_text(out, key);
    } else {
        buffer_add(out, "…");
    }
}

struct rule_spelling rule_spell_member(struct dg_text rule, const struct rule_node *member)
{
    const struct rule_node *first = member;
    size_t dot = member->at;
    size_t end = dot;

    while (first->op == RULE_MEMBER || first->op == RULE_INDEX) {
        first = first->parts[0];
    }
    while (dot > first->at + 1 && strchr(". \t\r\n", rule.data[dot - 1]) != NULL) {
        dot--;
    }
    while (end < rule.length && strchr(" \t\r\n'\"()[],:!=<>&|?+", rule.data[end]) == NULL) {
        end++;
    }
    return (struct rule_spelling){
        .object = {rule.data + first->at, dot - first->at},
        .name = {rule.data + member->at, end - member->at},
    };
}
