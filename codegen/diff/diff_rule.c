/* Compares the rules of two objects or responses. */
#include <string.h>

#include "diff/diff_walk.h"

static const char *rule_severity(enum dg_severity severity)
{
    static const char *const words[] = {"off", "info", "warning", "error"};

    return words[severity];
}

static const struct model_check *rule_find(const struct model_check *const *checks, size_t count,
                                           const char *id, size_t guess)
{
    if (guess < count && strcmp(checks[guess]->rule->id, id) == 0) {
        return checks[guess];
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(checks[i]->rule->id, id) == 0) {
            return checks[i];
        }
    }
    return NULL;
}

static bool rule_is_name(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

/* Skips blanks outside of literals. Returns whether they separate two names. */
static bool rule_skip_blanks(const char *begin, const char **at)
{
    const char *end = *at + strspn(*at, " \t\r\n");
    bool separates = end > *at && *at > begin && rule_is_name((*at)[-1]) && rule_is_name(*end);

    *at = end;
    return separates;
}

/* Whether two rules differ in blanks only. */
static bool rule_same_text(const char *old, const char *new)
{
    const char *a = old;
    const char *b = new;
    char quote = '\0';

    for (;; a++, b++) {
        if (quote == '\0' && rule_skip_blanks(old, &a) != rule_skip_blanks(new, &b)) {
            return false;
        }
        if (*a != *b || *a == '\0') {
            return *a == *b;
        }
        if (quote != '\0' && *a == '\\' && a[1] != '\0' && a[1] == b[1]) {
            a++;
            b++;
        } else if (*a == quote) {
            quote = '\0';
        } else if (quote == '\0' && (*a == '\'' || *a == '"')) {
            quote = *a;
        }
    }
}

/* Returns the rule of the other contract that takes the place of a rule: the one with its id, or
   else one with its text whose id this contract doesn't have. NULL: none. */
static const struct model_check *
rule_match(const struct model_check *const *const checks[DIFF_SIDES],
           const size_t counts[DIFF_SIDES], enum diff_side side, size_t index)
{
    enum diff_side other = side == DIFF_OLD ? DIFF_NEW : DIFF_OLD;
    const struct model_rule *rule = checks[side][index]->rule;
    const struct model_check *match = rule_find(checks[other], counts[other], rule->id, index);

    for (size_t i = 0; match == NULL && i < counts[other]; i++) {
        const struct model_rule *candidate = checks[other][i]->rule;

        if (rule_same_text(rule->expression, candidate->expression) &&
            rule_find(checks[side], counts[side], candidate->id, i) == NULL) {
            return checks[other][i];
        }
    }
    return match;
}

/* Whether a response alone decides the rule. */
static bool rule_is_decided(const struct diff_pair *pair, const struct model_check *check)
{
    return !check->old && !check->request &&
           (!check->http || pair->place->entry->operation != NULL);
}

/* Claims that `by` accepts documents that break the rule. */
static bool rule_claim(struct diff_walk *walk, struct diff_change *change,
                       const struct diff_pair *pair, enum diff_side by,
                       const struct model_check *broken)
{
    return rule_is_decided(pair, broken) && diff_witness_break(walk, change, pair, by, broken);
}

/* A rule that only one contract has. */
static void rule_lone(struct diff_walk *walk, const struct diff_pair *pair, enum diff_side has,
                      const struct model_check *check)
{
    const struct model_rule *rule = check->rule;
    enum diff_side by = has == DIFF_NEW ? DIFF_OLD : DIFF_NEW;
    struct diff_where where = {.pointer = rule->contract};
    struct diff_change *change;

    if (!diff_walk_meet(walk, rule, has == DIFF_NEW ? rule : NULL)) {
        return;
    }
    where.at[has] = rule->at;
    change = diff_walk_add(walk, has == DIFF_NEW ? DIFF_RULE_ADDED : DIFF_RULE_REMOVED, &where,
                           diff_walk_word(walk, rule->id), NULL, NULL);
    if (rule->severity == DG_SEVERITY_ERROR && pair->place != NULL &&
        !rule_claim(walk, change, pair, by, check)) {
        diff_witness_bare(change, by);
    }
}

static bool rule_same(const char *old, const char *new)
{
    return old == NULL || new == NULL ? old == new : strcmp(old, new) == 0;
}

/* Another text: each contract may accept what the other refuses. */
static void rule_claim_text(struct diff_walk *walk, struct diff_change *change,
                            const struct diff_pair *pair,
                            const struct model_check *const checks[DIFF_SIDES])
{
    bool looser = rule_claim(walk, change, pair, DIFF_NEW, checks[DIFF_OLD]);
    bool stricter = rule_claim(walk, change, pair, DIFF_OLD, checks[DIFF_NEW]);

    if (!looser && !stricter) {
        diff_witness_bare(change, DIFF_OLD);
        diff_witness_bare(change, DIFF_NEW);
    }
}

static void rule_both_severity(struct diff_walk *walk, const struct diff_pair *pair,
                               const struct model_check *const checks[DIFF_SIDES],
                               const struct diff_where *where)
{
    const struct model_rule *old = checks[DIFF_OLD]->rule;
    const struct model_rule *new = checks[DIFF_NEW]->rule;
    bool was = old->severity == DG_SEVERITY_ERROR;
    bool is = new->severity == DG_SEVERITY_ERROR;
    enum diff_side by = is ? DIFF_OLD : DIFF_NEW;
    struct diff_change *change;

    if (old->severity == new->severity) {
        return;
    }
    change = diff_walk_add(walk, DIFF_RULE_SEVERITY, where, diff_walk_word(walk, new->id),
                           rule_severity(old->severity), rule_severity(new->severity));
    if (was != is && pair->place != NULL &&
        !rule_claim(walk, change, pair, by, checks[is ? DIFF_NEW : DIFF_OLD])) {
        diff_witness_bare(change, by);
    }
}

static size_t rule_first_difference(const char *old, const char *new)
{
    size_t at = 0;

    while (old[at] != '\0' && old[at] == new[at]) {
        at++;
    }
    return at;
}

/* A rule of both. */
static void rule_both(struct diff_walk *walk, const struct diff_pair *pair,
                      const struct model_check *const checks[DIFF_SIDES])
{
    const struct model_rule *old = checks[DIFF_OLD]->rule;
    const struct model_rule *new = checks[DIFF_NEW]->rule;
    struct diff_where where = {.pointer = new->contract, .at = {old->at, new->at}};
    const char *id = diff_walk_word(walk, new->id);
    bool same = rule_same_text(old->expression, new->expression);

    if (!diff_walk_meet(walk, old, new)) {
        return;
    }
    if (strcmp(old->id, new->id) != 0) {
        diff_walk_add(walk, DIFF_RULE_RENAMED, &where, NULL, diff_walk_word(walk, old->id), id);
    }
    rule_both_severity(walk, pair, checks, &where);
    if (!same) {
        size_t from = rule_first_difference(old->expression, new->expression);
        struct diff_change *change = diff_walk_add(
            walk, DIFF_RULE_TEXT, &where, id, diff_walk_quote_from(walk, old->expression, from),
            diff_walk_quote_from(walk, new->expression, from));

        if (old->severity == DG_SEVERITY_ERROR && new->severity == DG_SEVERITY_ERROR &&
            pair->place != NULL) {
            rule_claim_text(walk, change, pair, checks);
        }
    }
    /* Without a message in the contract, the message is the rule. */
    if ((same && !rule_same(old->message, new->message)) ||
        !rule_same(old->pointer, new->pointer)) {
        diff_walk_add(walk, DIFF_RULE_MESSAGE, &where, id, NULL, NULL);
    }
}

void diff_rules(struct diff_walk *walk, const struct diff_pair *pair,
                const struct model_check *const *const checks[DIFF_SIDES],
                const size_t counts[DIFF_SIDES])
{
    for (size_t i = 0; i < counts[DIFF_OLD]; i++) {
        const struct model_check *old = checks[DIFF_OLD][i];
        const struct model_check *new = rule_match(checks, counts, DIFF_OLD, i);

        if (new == NULL) {
            rule_lone(walk, pair, DIFF_OLD, old);
        } else {
            rule_both(walk, pair, (const struct model_check *const[]){old, new});
        }
    }
    for (size_t i = 0; i < counts[DIFF_NEW]; i++) {
        if (rule_match(checks, counts, DIFF_NEW, i) == NULL) {
            rule_lone(walk, pair, DIFF_NEW, checks[DIFF_NEW][i]);
        }
    }
}
