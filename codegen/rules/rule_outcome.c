/* Evaluates rules where most values are unknown. Whatever doesn't follow from the known ones is
 * unknown, too. */
#include "rules/rule_outcome.h"

struct outcome_value {
    enum {
        OUTCOME_UNKNOWN,
        OUTCOME_NULL,  /* or absent */
        OUTCOME_VALUE, /* not null, otherwise unknown */
        OUTCOME_BOOLEAN,
        OUTCOME_INTEGER,
        OUTCOME_TEXT
    } kind;
    bool boolean;
    int64_t integer;
    struct dg_text text;
};

struct outcome_facts {
    const struct rule_known *known;
    size_t count;
};

static struct outcome_value outcome_of(const struct outcome_facts *facts,
                                       const struct rule_node *node);

static struct outcome_value outcome_boolean(bool boolean)
{
    return (struct outcome_value){.kind = OUTCOME_BOOLEAN, .boolean = boolean};
}

static struct outcome_value outcome_unknown(void)
{
    return (struct outcome_value){.kind = OUTCOME_UNKNOWN};
}

static bool outcome_is(struct outcome_value value, bool boolean)
{
    return value.kind == OUTCOME_BOOLEAN && value.boolean == boolean;
}

/* What is known of a property of self or oldSelf; NULL: nothing. */
static const struct rule_known *outcome_known(const struct outcome_facts *facts,
                                              const struct rule_node *node)
{
    for (size_t i = 0; i < facts->count && node->op == RULE_MEMBER; i++) {
        if (node->parts[0]->op == RULE_NAME && node->parts[0]->root == facts->known[i].root &&
            node->property == facts->known[i].property) {
            return &facts->known[i];
        }
    }
    return NULL;
}

static struct outcome_value outcome_member(const struct outcome_facts *facts,
                                           const struct rule_node *node)
{
    const struct rule_known *known = outcome_known(facts, node);

    if (known == NULL) {
        return outcome_unknown();
    }
    if (known->presence != DG_VALUE) {
        return (struct outcome_value){.kind = OUTCOME_NULL};
    }
    if (!known->content) {
        return (struct outcome_value){.kind = OUTCOME_VALUE};
    }
    return known->number
               ? (struct outcome_value){.kind = OUTCOME_INTEGER, .integer = known->integer}
               : (struct outcome_value){.kind = OUTCOME_TEXT, .text = known->text};
}

static struct outcome_value outcome_has(const struct outcome_facts *facts,
                                        const struct rule_node *node)
{
    const struct rule_known *known = outcome_known(facts, node->parts[0]);

    return known == NULL || known->presence == DG_NULL
               ? outcome_unknown()
               : outcome_boolean(known->presence == DG_VALUE);
}

static bool outcome_has_content(struct outcome_value value)
{
    return value.kind != OUTCOME_UNKNOWN && value.kind != OUTCOME_VALUE;
}

static struct outcome_value outcome_equal(struct outcome_value a, struct outcome_value b)
{
    if ((a.kind == OUTCOME_NULL && b.kind == OUTCOME_VALUE) ||
        (a.kind == OUTCOME_VALUE && b.kind == OUTCOME_NULL)) {
        return outcome_boolean(false);
    }
    if (!outcome_has_content(a) || !outcome_has_content(b)) {
        return outcome_unknown();
    }
    if (a.kind == OUTCOME_NULL || b.kind == OUTCOME_NULL) {
        return outcome_boolean(a.kind == b.kind);
    }
    if (a.kind != b.kind) {
        return outcome_unknown();
    }
    return outcome_boolean(a.kind == OUTCOME_BOOLEAN   ? a.boolean == b.boolean
                           : a.kind == OUTCOME_INTEGER ? a.integer == b.integer
                                                       : dg_text_equal(a.text, b.text));
}

static struct outcome_value outcome_opposite(struct outcome_value value)
{
    return value.kind == OUTCOME_BOOLEAN ? outcome_boolean(!value.boolean) : outcome_unknown();
}

/* Comparisons of integers. */
static struct outcome_value outcome_order(const struct outcome_facts *facts,
                                          const struct rule_node *node)
{
    struct outcome_value a = outcome_of(facts, node->parts[0]);
    struct outcome_value b = outcome_of(facts, node->parts[1]);
    bool or_equal = node->op == RULE_AT_MOST || node->op == RULE_AT_LEAST;
    bool less = node->op == RULE_LESS || node->op == RULE_AT_MOST;

    if (a.kind != OUTCOME_INTEGER || b.kind != OUTCOME_INTEGER) {
        return outcome_unknown();
    }
    return outcome_boolean((or_equal && a.integer == b.integer) ||
                           (less ? a.integer < b.integer : a.integer > b.integer));
}

/* Whether a value is in a list that the rule spells. */
static struct outcome_value outcome_in(const struct outcome_facts *facts,
                                       const struct rule_node *node)
{
    const struct rule_node *list = node->parts[1];
    struct outcome_value value = outcome_of(facts, node->parts[0]);
    bool none = true;

    if (list->op != RULE_LIST) {
        return outcome_unknown();
    }
    for (size_t i = 0; i < list->count; i++) {
        struct outcome_value equal = outcome_equal(value, outcome_of(facts, list->parts[i]));

        if (outcome_is(equal, true)) {
            return equal;
        }
        none = none && outcome_is(equal, false);
    }
    return none ? outcome_boolean(false) : outcome_unknown();
}

/* && and ||: one operand of the deciding value decides. */
static struct outcome_value outcome_chain(const struct outcome_facts *facts,
                                          const struct rule_node *node)
{
    bool deciding = node->op == RULE_OR;
    bool all = true;

    for (size_t i = 0; i < node->count; i++) {
        struct outcome_value part = outcome_of(facts, node->parts[i]);

        if (outcome_is(part, deciding)) {
            return part;
        }
        all = all && outcome_is(part, !deciding);
    }
    return all ? outcome_boolean(!deciding) : outcome_unknown();
}

static struct outcome_value outcome_choice(const struct outcome_facts *facts,
                                           const struct rule_node *node)
{
    struct outcome_value condition = outcome_of(facts, node->parts[0]);

    if (condition.kind != OUTCOME_BOOLEAN) {
        return outcome_unknown();
    }
    return outcome_of(facts, node->parts[condition.boolean ? 1 : 2]);
}

static struct outcome_value outcome_of(const struct outcome_facts *facts,
                                       const struct rule_node *node)
{
    if (node->op == RULE_NULL) {
        return (struct outcome_value){.kind = OUTCOME_NULL};
    }
    if (node->op == RULE_BOOLEAN) {
        return outcome_boolean(node->boolean);
    }
    if (node->op == RULE_INTEGER) {
        return (struct outcome_value){.kind = OUTCOME_INTEGER, .integer = node->integer};
    }
    if (node->op == RULE_TEXT) {
        return (struct outcome_value){.kind = OUTCOME_TEXT, .text = node->text};
    }
    if (node->op == RULE_MEMBER) {
        return outcome_member(facts, node);
    }
    if (node->op == RULE_HAS) {
        return outcome_has(facts, node);
    }
    if (node->op == RULE_NOT) {
        return outcome_opposite(outcome_of(facts, node->parts[0]));
    }
    if (node->op == RULE_EQUAL || node->op == RULE_DIFFERS) {
        struct outcome_value equal =
            outcome_equal(outcome_of(facts, node->parts[0]), outcome_of(facts, node->parts[1]));

        return node->op == RULE_EQUAL ? equal : outcome_opposite(equal);
    }
    if (node->op == RULE_LESS || node->op == RULE_AT_MOST || node->op == RULE_MORE ||
        node->op == RULE_AT_LEAST) {
        return outcome_order(facts, node);
    }
    if (node->op == RULE_IN) {
        return outcome_in(facts, node);
    }
    if (node->op == RULE_AND || node->op == RULE_OR) {
        return outcome_chain(facts, node);
    }
    return node->op == RULE_CHOOSE ? outcome_choice(facts, node) : outcome_unknown();
}

bool rule_outcome_is_false(const struct rule_node *rule, const struct rule_known *known,
                           size_t count)
{
    const struct outcome_facts facts = {known, count};

    return outcome_is(outcome_of(&facts, rule), false);
}
