/* Narrowing: facts about paths that follow from conditions: a value is present, a value isn't
 * null. */
#include "rules/rule_facts.h"

#include <assert.h>
#include <string.h>

#include "base/memory_arena.h"
#include "rules/rule_path.h"

bool rule_facts_have(const struct rule_facts *facts, const struct rule_node *path,
                     enum rule_fact_kind kind)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->list[i].kind == kind && rule_same_path(facts->list[i].path, path)) {
            return true;
        }
    }
    return facts->impossible;
}

static struct rule_facts facts_one(struct dg_arena *arena, const struct rule_node *path,
                                   enum rule_fact_kind kind)
{
    struct rule_fact *list = memory_arena_new(arena, sizeof *list);

    *list = (struct rule_fact){path, kind};
    return (struct rule_facts){list, 1, false};
}

struct rule_facts rule_facts_both(struct dg_arena *arena, const struct rule_facts *a,
                                  const struct rule_facts *b)
{
    struct rule_fact *list;

    if (a->count == 0 || b->count == 0) {
        struct rule_facts one = a->count == 0 ? *b : *a;

        one.impossible = a->impossible || b->impossible;
        return one;
    }
    list = memory_arena_new(arena, (a->count + b->count) * sizeof *list);
    memcpy(list, a->list, a->count * sizeof *list);
    memcpy(list + a->count, b->list, b->count * sizeof *list);
    return (struct rule_facts){list, a->count + b->count, a->impossible || b->impossible};
}

/* The facts that hold in either case. */
static struct rule_facts facts_either(struct dg_arena *arena, const struct rule_facts *a,
                                      const struct rule_facts *b)
{
    struct rule_facts out = {.count = 0};
    struct rule_fact *list;

    if (a->impossible || b->impossible) {
        return a->impossible ? *b : *a;
    }
    list = memory_arena_new(arena, a->count * sizeof *list);
    out.list = list;
    for (size_t i = 0; i < a->count; i++) {
        if (rule_facts_have(b, a->list[i].path, a->list[i].kind)) {
            list[out.count++] = a->list[i];
        }
    }
    return out;
}

/* Facts that follow from an outcome of an operator: the functions of the column `facts`. */

static struct rule_facts rule_facts_nothing(struct dg_arena *arena, struct rule_node *node,
                                            bool outcome)
{
    (void)arena;
    (void)node;
    (void)outcome;
    return (struct rule_facts){.count = 0};
}

static struct rule_facts rule_facts_boolean(struct dg_arena *arena, struct rule_node *node,
                                            bool outcome)
{
    (void)arena;
    return (struct rule_facts){.impossible = node->boolean != outcome};
}

/* The path that can't be null after an outcome of x == null, x != y and so on. */
static struct rule_facts rule_facts_equality(struct dg_arena *arena, struct rule_node *node,
                                             bool outcome)
{
    bool equal = rule_operator_is(node->op, RULE_EQUAL, RULE_DIFFERS) == outcome;

    for (size_t i = 0; i < 2; i++) {
        const struct rule_node *path = node->parts[i];
        const struct rule_node *other = node->parts[1 - i];
        bool excludes_null =
            equal ? !other->nullable && other->op != RULE_NULL : other->op == RULE_NULL;

        if (excludes_null && rule_is_path(path)) {
            return facts_one(arena, path, RULE_FACT_NOT_NULL);
        }
    }
    return (struct rule_facts){.count = 0};
}

static struct rule_facts rule_facts_has(struct dg_arena *arena, struct rule_node *node,
                                        bool outcome)
{
    return outcome ? facts_one(arena, node->parts[0], RULE_FACT_PRESENT)
                   : (struct rule_facts){.count = 0};
}

/* After `k in m`, the entry is present. */
static struct rule_facts rule_facts_in(struct dg_arena *arena, struct rule_node *node, bool outcome)
{
    struct rule_node *entry;

    if (!outcome || node->parts[1]->type.kind != RULE_KIND_MAP || !rule_is_path(node->parts[1])) {
        return (struct rule_facts){.count = 0};
    }
    entry = memory_arena_new(arena, sizeof *entry);
    entry->op = RULE_INDEX;
    entry->parts = memory_arena_new(arena, 2 * sizeof(*entry->parts));
    entry->parts[0] = node->parts[1];
    entry->parts[1] = node->parts[0];
    entry->count = 2;
    return facts_one(arena, entry, RULE_FACT_PRESENT);
}

static struct rule_facts rule_facts_opposite(struct dg_arena *arena, struct rule_node *node,
                                             bool outcome)
{
    return rule_facts_when(arena, node->parts[0], !outcome);
}

/* The facts that follow from all operands of a chain together, or from each one alone. */
static struct rule_facts rule_facts_chain(struct dg_arena *arena, struct rule_node *node,
                                          bool outcome)
{
    bool all = rule_operator_is(node->op, RULE_AND, RULE_OR) == outcome;
    struct rule_facts out = rule_facts_when(arena, node->parts[0], outcome);

    for (size_t i = 1; i < node->count; i++) {
        struct rule_facts part = rule_facts_when(arena, node->parts[i], outcome);

        out = all ? rule_facts_both(arena, &out, &part) : facts_either(arena, &out, &part);
    }
    return out;
}

/* The facts of one branch of a choice: of its condition and of its value. */
static struct rule_facts facts_branch(struct dg_arena *arena, struct rule_node *node,
                                      bool condition, bool outcome)
{
    struct rule_facts chosen = rule_facts_when(arena, node->parts[0], condition);
    struct rule_facts value = rule_facts_when(arena, node->parts[condition ? 1 : 2], outcome);

    return rule_facts_both(arena, &chosen, &value);
}

static struct rule_facts rule_facts_choice(struct dg_arena *arena, struct rule_node *node,
                                           bool outcome)
{
    struct rule_facts first = facts_branch(arena, node, true, outcome);
    struct rule_facts second = facts_branch(arena, node, false, outcome);

    return facts_either(arena, &first, &second);
}

typedef struct rule_facts facts_function(struct dg_arena *arena, struct rule_node *node,
                                         bool outcome);

static facts_function *facts_function_of(enum rule_op op)
{
    switch (op) {
#define FIND(name, spelling, form, precedence, least, most, operands, result, type, facts, ...)    \
    case RULE_##name:                                                                              \
        return rule_facts_##facts;
        RULE_OPERATORS(FIND)
#undef FIND
    }
    assert(false);
    return rule_facts_nothing;
}

/* Computes the facts of each node once: the conditions around a node need its facts many times. */
struct rule_facts rule_facts_when(struct dg_arena *arena, struct rule_node *condition, bool outcome)
{
    if (condition->facts[outcome] == NULL) {
        struct rule_facts *found = memory_arena_new(arena, sizeof *found);

        *found = facts_function_of(condition->op)(arena, condition, outcome);
        condition->facts[outcome] = found;
    }
    return *condition->facts[outcome];
}
