/* Refuses pointers that no finding can have. */
#include "cli/severity.h"

#include <string.h>

#include "base/trouble.h"
#include "judge/reach.h"

/* Takes the first step of a pattern; empty: there is none. */
static struct dg_text take_step(struct dg_text *pattern)
{
    struct dg_text step = *pattern;
    const char *slash = step.length < 2 ? NULL : memchr(step.data + 1, '/', step.length - 1);

    if (slash != NULL) {
        step.length = (size_t)(slash - step.data);
    }
    if (step.length > 0) {
        pattern->data += step.length;
        pattern->length -= step.length;
    }
    return step;
}

static bool is(struct dg_text step, const char *word)
{
    return dg_text_equal(step, dg_text_of(word));
}

/* Takes the steps of --at off a pattern. Returns false if the pattern matches no value there. An
   empty pattern is left if everything there may match. */
static bool take_at(struct dg_text *pattern, const char *at)
{
    struct dg_text place = dg_text_of(at);

    while (place.length > 0) {
        struct dg_text wanted = take_step(&place);
        struct dg_text step = take_step(pattern);

        if (is(step, "/**") && pattern->length == 0) {
            return true;
        }
        if (step.length == 0 ||
            (!dg_text_equal(step, wanted) && !is(step, "/*") && !is(wanted, "/*"))) {
            return false;
        }
    }
    return true;
}

/* The kind of the codes of a --severity. */
static enum dg_code_kind kind_of(const struct severity_rule *rule,
                                 const struct dg_contract *contract)
{
    struct code code;

    for (size_t i = 0; rule->prefix.data != NULL && i < code_count(contract); i++) {
        if (code_at(contract, i, &code) && code_has_prefix(code, rule->prefix)) {
            return dg_code_kind(code.code);
        }
    }
    return dg_code_kind(rule->code.code);
}

/* The part of the pattern that a schema must have: of a member that a schema doesn't list, the
   object. */
static struct dg_text known_part(const struct severity_rule *rule, struct dg_text pattern)
{
    bool of_member =
        rule->prefix.data == NULL && (rule->code.code == DG_CODE_UNKNOWN_PROPERTY ||
                                      rule->code.code == DG_CODE_ADDITIONAL_PROPERTIES ||
                                      rule->code.code == DG_CODE_PROPERTY_NAMES);

    if (of_member && pattern.length > 0) {
        const char *slash = memrchr(pattern.data, '/', pattern.length);

        pattern.length = (size_t)(slash - pattern.data);
    }
    return pattern;
}

/* Prints one line of trouble about a pointer. */
static bool refuse(struct dg_text pointer, const char *reason, struct buffer *similar)
{
    struct buffer quoted = {.data = NULL};

    buffer_format(&quoted, "'%.*s': %s", (int)pointer.length, pointer.data, reason);
    if (similar != NULL && similar->length > 0) {
        buffer_format(&quoted, "; did you mean '%s'?", buffer_string(similar));
    }
    trouble("--severity", "%s", buffer_string(&quoted));
    buffer_free(&quoted);
    return false;
}

static bool check_value(const struct severity_rule *rule, const struct options *options,
                        const struct dg_contract *contract)
{
    struct dg_text pattern = rule->pointer;
    struct buffer similar = {.data = NULL};
    bool possible = false;

    if (options->at != NULL && !take_at(&pattern, options->at)) {
        return refuse(rule->pointer, "no value there is judged: --at selects other values", NULL);
    }
    pattern = known_part(rule, pattern);
    possible = reach_pattern(contract, pattern, &similar);
    if (!possible) {
        refuse(pattern, "no schema of the contract has a value there", &similar);
    }
    buffer_free(&similar);
    return possible;
}

static bool check_rule(const struct severity_rule *rule, const struct options *options,
                       const struct dg_contract *contract)
{
    switch (kind_of(rule, contract)) {
    case DG_CODE_KIND_SYNTAX:
    case DG_CODE_KIND_TEXT: /* members that no schema lists have such findings, too */
        return true;
    case DG_CODE_KIND_RESPONSE:
        return rule->pointer.length == 0 || is(rule->pointer, "/**") ||
               refuse(rule->pointer,
                      "findings with this code are about the response as a whole: their pointer is "
                      "empty",
                      NULL);
    case DG_CODE_KIND_KEYWORD:
    case DG_CODE_KIND_SCHEMA:
    case DG_CODE_KIND_RULE:
        break;
    }
    return check_value(rule, options, contract);
}

bool severity_check_all(const struct options *options, const struct dg_contract *contract)
{
    for (size_t i = 0; i < options->severity_count; i++) {
        const struct severity_rule *rule = &options->severities[i];

        if (!rule->everywhere && !check_rule(rule, options, contract)) {
            return false;
        }
    }
    return true;
}
