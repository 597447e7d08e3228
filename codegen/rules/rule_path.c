/* Paths, and what conditions say of them: that a place is there, that it isn't null. */
#include "rules/rule_path.h"

#include <string.h>

#include "base/memory.h"
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
        rule_key_text(out, path->parts[1]);
        buffer_add(out, "]");
    }
}

void rule_key_text(struct buffer *out, const struct rule_node *key)
{
    if (key->op == RULE_TEXT) {
        buffer_format(out, "'%.*s'", DIAG_TEXT(key->text));
    } else if (rule_is_path(key)) {
        rule_path_text(out, key);
    } else {
        buffer_add(out, "…");
    }
}

/* Facts */

bool facts_have(const struct facts *facts, const struct rule_node *path, enum fact_kind kind)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->list[i].kind == kind && rule_same_path(facts->list[i].path, path)) {
            return true;
        }
    }
    return facts->impossible;
}

static struct facts facts_one(struct dg_arena *arena, const struct rule_node *path,
                              enum fact_kind kind)
{
    struct fact *list = memory_arena_new(arena, sizeof *list);

    *list = (struct fact){path, kind};
    return (struct facts){list, 1, false};
}

struct facts facts_both(struct dg_arena *arena, const struct facts *a, const struct facts *b)
{
    struct fact *list;

    if (a->count == 0 || b->count == 0) {
        struct facts one = a->count == 0 ? *b : *a;

        one.impossible = a->impossible || b->impossible;
        return one;
    }
    list = memory_arena_new(arena, (a->count + b->count) * sizeof *list);
    memcpy(list, a->list, a->count * sizeof *list);
    memcpy(list + a->count, b->list, b->count * sizeof *list);
    return (struct facts){list, a->count + b->count, a->impossible || b->impossible};
}

/* What holds in either case. */
static struct facts facts_either(struct dg_arena *arena, const struct facts *a,
                                 const struct facts *b)
{
    struct facts out = {.count = 0};
    struct fact *list;

    if (a->impossible || b->impossible) {
        return a->impossible ? *b : *a;
    }
    list = memory_arena_new(arena, a->count * sizeof *list);
    out.list = list;
    for (size_t i = 0; i < a->count; i++) {
        if (facts_have(b, a->list[i].path, a->list[i].kind)) {
            list[out.count++] = a->list[i];
        }
    }
    return out;
}

/* x == null and the like: of the path, if the outcome tells that it isn't null. */
static struct facts facts_of_comparison(struct dg_arena *arena, const struct rule_node *node,
                                        bool outcome)
{
    bool equal = (node->op == RULE_EQUAL) == outcome;

    for (size_t i = 0; i < 2; i++) {
        const struct rule_node *path = node->parts[i];
        const struct rule_node *other = node->parts[1 - i];
        bool tells = equal ? !other->nullable && other->op != RULE_NULL : other->op == RULE_NULL;

        if (tells && rule_is_path(path)) {
            return facts_one(arena, path, FACT_NOT_NULL);
        }
    }
    return (struct facts){.count = 0};
}

/* k in m: the entry is there. */
static struct facts facts_of_in(struct dg_arena *arena, struct rule_node *node)
{
    struct rule_node *entry;

    if (node->parts[1]->type.kind != RULE_KIND_MAP || !rule_is_path(node->parts[1])) {
        return (struct facts){.count = 0};
    }
    entry = memory_arena_new(arena, sizeof *entry);
    entry->op = RULE_INDEX;
    entry->parts = memory_arena_new(arena, 2 * sizeof(*entry->parts));
    entry->parts[0] = node->parts[1];
    entry->parts[1] = node->parts[0];
    entry->count = 2;
    return facts_one(arena, entry, FACT_PRESENT);
}

/* Of a chain: what all parts say together, or what each of them says. */
static struct facts facts_of_chain(struct dg_arena *arena, const struct rule_node *node,
                                   bool outcome)
{
    bool all = (node->op == RULE_AND) == outcome;
    struct facts out = facts_when(arena, node->parts[0], outcome);

    for (size_t i = 1; i < node->count; i++) {
        struct facts part = facts_when(arena, node->parts[i], outcome);

        out = all ? facts_both(arena, &out, &part) : facts_either(arena, &out, &part);
    }
    return out;
}

static struct facts facts_of_choice(struct dg_arena *arena, const struct rule_node *node,
                                    bool outcome)
{
    struct facts cases[2];

    for (size_t i = 0; i < 2; i++) {
        struct facts condition = facts_when(arena, node->parts[0], i == 0);
        struct facts branch = facts_when(arena, node->parts[1 + i], outcome);

        cases[i] = facts_both(arena, &condition, &branch);
    }
    return facts_either(arena, &cases[0], &cases[1]);
}

static struct facts facts_find(struct dg_arena *arena, struct rule_node *node, bool outcome)
{
    switch (node->op) {
    case RULE_BOOLEAN:
        return (struct facts){.impossible = node->boolean != outcome};
    case RULE_EQUAL:
    case RULE_DIFFERS:
        return facts_of_comparison(arena, node, outcome);
    case RULE_HAS:
        return outcome ? facts_one(arena, node->parts[0], FACT_PRESENT)
                       : (struct facts){.count = 0};
    case RULE_IN:
        return outcome ? facts_of_in(arena, node) : (struct facts){.count = 0};
    case RULE_NOT:
        return facts_when(arena, node->parts[0], !outcome);
    case RULE_AND:
    case RULE_OR:
        return facts_of_chain(arena, node, outcome);
    case RULE_CHOOSE:
        return facts_of_choice(arena, node, outcome);
    case RULE_NULL:
    case RULE_INTEGER:
    case RULE_NUMBER:
    case RULE_TEXT:
    case RULE_TIME:
    case RULE_DURATION:
    case RULE_LIST:
    case RULE_NAME:
    case RULE_MEMBER:
    case RULE_INDEX:
    case RULE_STATUS:
    case RULE_MEDIA_TYPE:
    case RULE_PATH_VALUE:
    case RULE_SIZE:
    case RULE_STARTS:
    case RULE_ENDS:
    case RULE_CONTAINS:
    case RULE_ALL:
    case RULE_EXISTS:
    case RULE_NEGATE:
    case RULE_LESS:
    case RULE_AT_MOST:
    case RULE_MORE:
    case RULE_AT_LEAST:
    case RULE_ADD:
    case RULE_SUBTRACT:
        break;
    }
    return (struct facts){.count = 0};
}

/* Found once: both outcomes of a condition are asked for again and again by those around it. */
struct facts facts_when(struct dg_arena *arena, struct rule_node *condition, bool outcome)
{
    if (condition->told[outcome] == NULL) {
        struct facts *found = memory_arena_new(arena, sizeof *found);

        *found = facts_find(arena, condition, outcome);
        condition->told[outcome] = found;
    }
    return *condition->told[outcome];
}
