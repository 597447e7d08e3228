/* Compares the rules of two objects or responses. */
#include <string.h>

#include "diff/diff_walk.h"

static const char *rule_severity(enum dg_severity severity)
{
    static const char *const words[] = {"off", "info", "warning", "error"};

    return words[severity];
}

static const struct model_rule *rule_find(const struct model_check *const *checks, size_t count,
                                          const char *id, size_t guess)
{
    if (guess < count && strcmp(checks[guess]->rule->id, id) == 0) {
        return checks[guess]->rule;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(checks[i]->rule->id, id) == 0) {
            return checks[i]->rule;
        }
    }
    return NULL;
}

/* A rule that only one contract has. */
static void rule_lone(struct diff_walk *walk, const struct diff_place *place, enum diff_side has,
                      const struct model_rule *rule)
{
    struct diff_where where = {.pointer = rule->contract};
    struct diff_change *change;

    if (!diff_walk_meet(walk, rule, has == DIFF_NEW ? rule : NULL)) {
        return;
    }
    where.at[has] = rule->at;
    change = diff_walk_add(walk, has == DIFF_NEW ? DIFF_RULE_ADDED : DIFF_RULE_REMOVED, &where,
                           diff_walk_word(walk, rule->id), NULL, NULL);
    if (rule->severity == DG_SEVERITY_ERROR && place != NULL) {
        diff_witness_bare(change, has == DIFF_NEW ? DIFF_OLD : DIFF_NEW);
    }
}

static bool rule_same(const char *old, const char *new)
{
    return old == NULL || new == NULL ? old == new : strcmp(old, new) == 0;
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

/* A rule of both. */
static void rule_both(struct diff_walk *walk, const struct diff_place *place,
                      const struct model_rule *old, const struct model_rule *new)
{
    struct diff_where where = {.pointer = new->contract, .at = {old->at, new->at}};
    bool was = old->severity == DG_SEVERITY_ERROR;
    bool is = new->severity == DG_SEVERITY_ERROR;
    const char *id = diff_walk_word(walk, new->id);
    bool same = rule_same_text(old->expression, new->expression);
    struct diff_change *change;

    if (!diff_walk_meet(walk, old, new)) {
        return;
    }
    if (old->severity != new->severity) {
        change = diff_walk_add(walk, DIFF_RULE_SEVERITY, &where, id, rule_severity(old->severity),
                               rule_severity(new->severity));
        if (was != is && place != NULL) {
            diff_witness_bare(change, is ? DIFF_OLD : DIFF_NEW);
        }
    }
    if (!same) {
        change =
            diff_walk_add(walk, DIFF_RULE_TEXT, &where, id, diff_walk_word(walk, old->expression),
                          diff_walk_word(walk, new->expression));
        if (was && is && place != NULL) {
            diff_witness_bare(change, DIFF_OLD);
            diff_witness_bare(change, DIFF_NEW);
        }
    }
    /* Without a message in the contract, the message is the rule. */
    if ((same && !rule_same(old->message, new->message)) ||
        !rule_same(old->pointer, new->pointer)) {
        diff_walk_add(walk, DIFF_RULE_MESSAGE, &where, id, NULL, NULL);
    }
}

void diff_rules(struct diff_walk *walk, const struct diff_place *place,
                const struct model_check *const *const checks[DIFF_SIDES],
                const size_t counts[DIFF_SIDES])
{
    for (size_t i = 0; i < counts[DIFF_OLD]; i++) {
        const struct model_rule *old = checks[DIFF_OLD][i]->rule;
        const struct model_rule *new = rule_find(checks[DIFF_NEW], counts[DIFF_NEW], old->id, i);

        if (new == NULL) {
            rule_lone(walk, place, DIFF_OLD, old);
        } else {
            rule_both(walk, place, old, new);
        }
    }
    for (size_t i = 0; i < counts[DIFF_NEW]; i++) {
        const struct model_rule *new = checks[DIFF_NEW][i]->rule;

        if (rule_find(checks[DIFF_OLD], counts[DIFF_OLD], new->id, i) == NULL) {
            rule_lone(walk, place, DIFF_NEW, new);
        }
    }
}
