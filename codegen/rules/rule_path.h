/* Narrowing: what conditions tell of the places that a rule reads. */
#ifndef DG_CODEGEN_RULE_PATH_H
#define DG_CODEGEN_RULE_PATH_H

#include "common/buffer.h"
#include "rules/rule.h"

enum fact_kind {
    FACT_PRESENT,
    FACT_NOT_NULL
};

struct fact {
    const struct rule_node *path;
    enum fact_kind kind;
};

/* Lists are the arena's and never change. */
struct facts {
    const struct fact *list;
    size_t count;
    bool impossible; /* nothing is ever evaluated where these hold: so everything holds */
};

bool facts_have(const struct facts *facts, const struct rule_node *path, enum fact_kind kind);
/* What holds where both do. */
struct facts facts_both(struct dg_arena *arena, const struct facts *a, const struct facts *b);
/* What holds where a checked condition has that outcome. */
struct facts facts_when(struct dg_arena *arena, struct rule_node *condition, bool outcome);

/* Appends the path, or the key of an entry, as a rule spells it. */
void rule_path_text(struct buffer *out, const struct rule_node *path);
void rule_key_text(struct buffer *out, const struct rule_node *key);

#endif
