/* Refuses pointers that no finding with the code can have. */
#include "cli/severity.h"

#include <string.h>

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

/* Takes the steps of --at off a pattern. Returns false if the pattern matches no value there. `**`
   is left if everything there may match. */
static bool take_at(struct dg_text *pattern, const char *at)
{
    struct dg_text place = dg_text_of(at);

    while (place.length > 0) {
        struct dg_text wanted = take_step(&place);
        struct dg_text rest = *pattern;
        struct dg_text step = take_step(pattern);

        if (is(step, "/**") && pattern->length == 0) {
            *pattern = rest;
            return true;
        }
        if (step.length == 0 ||
            (!dg_text_equal(step, wanted) && !is(step, "/*") && !is(wanted, "/*"))) {
            return false;
        }
    }
    return true;
}

/* Prints one line of trouble about the pointer, which begins with the code and ends with `more`. */
static bool refuse(const struct severity_rule *rule, const struct options *options,
                   const char *reason, const char *more)
{
    struct buffer subject = {.data = NULL};

    if (rule->prefix.data != NULL) {
        buffer_add_text(&subject, rule->prefix);
        buffer_add(&subject, "*");
    } else {
        code_add(&subject, rule->code);
    }
    buffer_add(&subject, "@");
    buffer_add_text(&subject, rule->pointer);
    options_refuse(options, "severity", rule->text, "--severity: '%s': %s%s",
                   buffer_string(&subject), reason, more);
    buffer_free(&subject);
    return false;
}

static bool refuse_nothing(const struct severity_rule *rule, const struct options *options,
                           struct dg_text pattern, struct buffer *similar)
{
    struct buffer more = {.data = NULL};
    size_t at = rule->pointer.length - pattern.length; /* the steps of --at */

    if (similar->length > 0) {
        buffer_format(&more, "; did you mean '%.*s%s'?", (int)at, rule->pointer.data,
                      buffer_string(similar));
    }
    refuse(rule, options, "no schema of the contract has a value there", buffer_string(&more));
    buffer_free(&more);
    return false;
}

static bool refuse_code(const struct severity_rule *rule, const struct options *options,
                        struct buffer *codes)
{
    if (rule->code.rule != NULL && rule->code.rule->pointer != NULL) {
        buffer_format(codes, "; the pointer of this rule is '%s'", rule->code.rule->pointer);
    }
    return refuse(rule, options, "findings there have other codes: ", buffer_string(codes));
}

static bool check_value(const struct severity_rule *rule, const struct options *options,
                        const struct dg_contract *contract)
{
    const struct reach_wanted wanted = {rule->code, rule->prefix.data != NULL};
    struct dg_text pattern = rule->pointer;
    struct buffer words = {.data = NULL};
    bool possible = true;

    if (options->at != NULL && !take_at(&pattern, options->at)) {
        return refuse(rule, options, "no value there is judged: --at selects other values", "");
    }
    switch (reach_pattern(contract, pattern, &wanted, &words)) {
    case REACH_POSSIBLE:
        break;
    case REACH_OTHER_CODES:
        possible = refuse_code(rule, options, &words);
        break;
    case REACH_NOTHING:
        possible = refuse_nothing(rule, options, pattern, &words);
        break;
    }
    buffer_free(&words);
    return possible;
}

/* The kind of the codes of a --severity: all codes with a prefix are of one kind, except json.*,
   which may be anywhere. */
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

/* Whether the pattern matches the document itself. */
static bool is_of_document(struct dg_text pattern)
{
    return pattern.length == 0 || is(pattern, "/**");
}

/* Members that no schema lists have findings about the text, too. */
static bool check_text(const struct severity_rule *rule, const struct options *options)
{
    if (rule->prefix.data == NULL && rule->code.code == DG_CODE_JSON_BOM &&
        !is_of_document(rule->pointer)) {
        return refuse(rule, options,
                      "a byte order mark is before the document: its pointer is empty", "");
    }
    if (rule->prefix.data == NULL && rule->code.code == DG_CODE_JSON_DUPLICATE_KEY &&
        rule->pointer.length == 0) {
        return refuse(rule, options,
                      "findings with this code are about members, not about the document", "");
    }
    return true;
}

static bool check_rule(const struct severity_rule *rule, const struct options *options,
                       const struct dg_contract *contract)
{
    switch (kind_of(rule, contract)) {
    case DG_CODE_KIND_SYNTAX:
    case DG_CODE_KIND_TEXT:
        return check_text(rule, options);
    case DG_CODE_KIND_RESPONSE:
        return is_of_document(rule->pointer) ||
               refuse(rule, options,
                      "findings with this code are about the response as a whole: their pointer is "
                      "empty",
                      "");
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
