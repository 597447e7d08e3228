/* Narrowing: facts about the paths that a rule reads, which follow from conditions. */
#ifndef DG_CODEGEN_RULE_FACTS_H
#define DG_CODEGEN_RULE_FACTS_H

#include "rules/rule_node.h"

enum rule_fact_kind {
    RULE_FACT_PRESENT,
    RULE_FACT_NOT_NULL
};

struct rule_fact {
    const struct rule_node *path;
    enum rule_fact_kind kind;
};

/* Lists belong to the arena and never change. */
struct rule_facts {
    const struct rule_fact *list;
    size_t count;
    bool impossible; /* the outcome can't occur: so every fact holds */
};

bool rule_facts_have(const struct rule_facts *facts, const struct rule_node *path,
                     enum rule_fact_kind kind);
/* The facts of `a` and of `b` together. */
struct rule_facts rule_facts_both(struct dg_arena *arena, const struct rule_facts *a,
                                  const struct rule_facts *b);
/* The facts that follow if a type-checked condition has that outcome. */
struct rule_facts rule_facts_when(struct dg_arena *arena, struct rule_node *condition,
                                  bool outcome);

#endif
