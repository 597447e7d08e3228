/* Numbers, names and severities of finding codes. */
#include "base/code.h"

#include <assert.h>
#include <string.h>

#include "base/display.h"
#include "base/trouble.h"
#include "common/suggestion.h"

#define RULE_PREFIX "rule."
/* Characters of an unknown code that trouble quotes. */
#define LONGEST_QUOTE 60

size_t code_count(const struct dg_contract *contract)
{
    return DG_CODE_COUNT + contract->rule_count;
}

bool code_is_real(size_t number)
{
    return number != DG_CODE_RULE;
}

size_t code_number(const struct dg_contract *contract, struct code code)
{
    size_t rule = 0;

    if (code.code != DG_CODE_RULE) {
        return code.code;
    }
    while (rule < contract->rule_count && contract->rules[rule] != code.rule) {
        rule++;
    }
    assert(rule < contract->rule_count);
    return DG_CODE_COUNT + rule;
}

struct code code_numbered(const struct dg_contract *contract, size_t number)
{
    if (number < DG_CODE_COUNT) {
        return (struct code){.code = (enum dg_code)number};
    }
    return (struct code){DG_CODE_RULE, contract->rules[number - DG_CODE_COUNT]};
}

void code_add(struct buffer *out, struct code code)
{
    if (code.rule == NULL) {
        buffer_add(out, dg_code_name(code.code));
    } else {
        buffer_format(out, RULE_PREFIX "%s", code.rule->id);
    }
}

/* One line about a name that no code has, and the code that was perhaps meant. */
static void refuse_name(const struct dg_contract *contract, const char *subject,
                        const char *unknown)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(unknown));
    struct buffer names = {.data = NULL}; /* all of them, each with a NUL behind it */
    const char *meant = NULL;

    for (size_t i = 0; i < code_count(contract); i++) {
        code_add(&names, code_numbered(contract, i));
        buffer_add_bytes(&names, "", 1);
    }
    for (size_t i = 0, at = 0; !names.failed && i < code_count(contract); i++) {
        const char *name = names.data + at;

        if (code_is_real(i)) {
            suggestion_offer_string(&suggestion, name);
        }
        if (i >= DG_CODE_COUNT && strcmp(name + strlen(RULE_PREFIX), unknown) == 0) {
            meant = name;
        }
        at += strlen(name) + 1;
    }
    meant = meant == NULL ? suggestion.nearest.data : meant;
    if (meant != NULL) {
        trouble(subject, "there is no finding code '%s'; did you mean '%s'?", unknown, meant);
    } else {
        trouble(subject, "there is no finding code '%s'", unknown);
    }
    buffer_free(&names);
}

static bool is_named(struct code code, struct dg_text name)
{
    const size_t prefix = strlen(RULE_PREFIX);

    if (code.rule == NULL) {
        return dg_text_equal(dg_text_of(dg_code_name(code.code)), name);
    }
    return name.length > prefix && memcmp(name.data, RULE_PREFIX, prefix) == 0 &&
           dg_text_equal(dg_text_of(code.rule->id),
                         (struct dg_text){name.data + prefix, name.length - prefix});
}

bool code_named(const struct dg_contract *contract, const char *subject, struct dg_text name,
                struct code *out)
{
    struct buffer quoted = {.data = NULL};
    const char *text = NULL;

    for (size_t i = 0; i < code_count(contract); i++) {
        *out = code_numbered(contract, i);
        if (code_is_real(i) && is_named(*out, name)) {
            return true;
        }
    }
    display_add_utf8(&quoted, name, LONGEST_QUOTE);
    text = buffer_string(&quoted);
    refuse_name(contract, subject, text == NULL ? "" : text);
    buffer_free(&quoted);
    return false;
}

enum dg_severity code_severity(struct code code)
{
    return code.rule == NULL ? dg_code_severity(code.code) : code.rule->severity;
}

bool code_may_be_lowered(struct code code)
{
    return code.code != DG_CODE_JSON_SYNTAX && code.code != DG_CODE_JSON_DEPTH;
}
