/* Indices, names and severities of finding codes. */
#include "base/code.h"

#include <assert.h>
#include <string.h>

#include "base/display.h"
#include "base/trouble.h"
#include "common/suggestion.h"

#define RULE_PREFIX "rule."
/* The number of characters of an unknown code that an error message quotes. */
#define LONGEST_QUOTE 60

size_t code_count(const struct dg_contract *contract)
{
    return DG_CODE_COUNT + contract->rule_count;
}

size_t code_index(const struct dg_contract *contract, struct code code)
{
    size_t rule = 0;

    if (code.code != DG_CODE_RULE) {
        return code.code;
    }
    while (rule < contract->rule_count && &contract->rules[rule] != code.rule) {
        rule++;
    }
    assert(rule < contract->rule_count);
    return DG_CODE_COUNT + rule;
}

bool code_at(const struct dg_contract *contract, size_t index, struct code *out)
{
    if (index >= DG_CODE_COUNT) {
        *out = (struct code){DG_CODE_RULE, &contract->rules[index - DG_CODE_COUNT]};
        return true;
    }
    *out = (struct code){.code = (enum dg_code)index};
    return out->code != DG_CODE_RULE;
}

void code_add(struct buffer *out, struct code code)
{
    if (code.rule == NULL) {
        buffer_add(out, dg_code_name(code.code));
    } else {
        buffer_format(out, RULE_PREFIX "%s", code.rule->id);
    }
}

void code_add_pointer(struct buffer *out, const struct dg_rule *rule)
{
    buffer_format(out, "%s/%u", rule->list, rule->index);
}

/* Prints one line about an unknown code, and suggests a similar one. */
static void refuse_name(const struct dg_contract *contract, const char *subject,
                        const char *unknown)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(unknown));
    struct buffer names = {.data = NULL}; /* of all codes, each followed by a NUL */
    const char *meant = NULL;
    struct code code;

    for (size_t i = 0; i < code_count(contract); i++) {
        if (code_at(contract, i, &code)) {
            code_add(&names, code);
            buffer_add_bytes(&names, "", 1);
        }
    }
    for (size_t at = 0; at < names.length; at += strlen(names.data + at) + 1) {
        const char *name = names.data + at;

        suggestion_offer_string(&suggestion, name);
        if (strncmp(name, RULE_PREFIX, strlen(RULE_PREFIX)) == 0 &&
            strcmp(name + strlen(RULE_PREFIX), unknown) == 0) {
            meant = name;
        }
    }
    meant = meant == NULL ? suggestion.nearest.data : meant;
    if (meant != NULL) {
        trouble(subject, "unknown finding code '%s'; did you mean '%s'?", unknown, meant);
    } else {
        trouble(subject, "unknown finding code '%s'; '%s explain --help' lists the codes", unknown,
                PROGRAM_NAME);
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

    for (size_t i = 0; i < code_count(contract); i++) {
        if (code_at(contract, i, out) && is_named(*out, name)) {
            return true;
        }
    }
    display_add_utf8(&quoted, name, LONGEST_QUOTE);
    refuse_name(contract, subject, buffer_string(&quoted));
    buffer_free(&quoted);
    return false;
}

bool code_has_prefix(struct code code, struct dg_text prefix)
{
    const char *name = code.rule == NULL ? dg_code_name(code.code) : RULE_PREFIX;

    return strlen(name) >= prefix.length && memcmp(name, prefix.data, prefix.length) == 0;
}

bool code_prefix_known(const struct dg_contract *contract, const char *subject,
                       struct dg_text prefix)
{
    struct suggestion suggestion = suggestion_for(prefix);
    struct buffer quoted = {.data = NULL};
    struct code code;

    for (size_t i = 0; i < code_count(contract); i++) {
        if (code_at(contract, i, &code)) {
            const char *name = code.rule == NULL ? dg_code_name(code.code) : RULE_PREFIX;
            const char *dot = strchr(name, '.');

            if (code_has_prefix(code, prefix)) {
                return true;
            }
            suggestion_offer(&suggestion,
                             (struct dg_text){name, dot == NULL ? 0 : (size_t)(dot + 1 - name)});
        }
    }
    display_add_utf8(&quoted, prefix, LONGEST_QUOTE);
    if (suggestion.nearest.length > 0) {
        trouble(subject, "no finding code begins with '%s'; did you mean '%.*s*'?",
                buffer_string(&quoted), (int)suggestion.nearest.length, suggestion.nearest.data);
    } else {
        trouble(subject, "no finding code begins with '%s'", buffer_string(&quoted));
    }
    buffer_free(&quoted);
    return false;
}

enum dg_severity code_severity(struct code code)
{
    return code.rule == NULL ? dg_code_severity(code.code) : code.rule->severity;
}

bool code_may_be_lowered(struct code code)
{
    return dg_code_kind(code.code) != DG_CODE_KIND_SYNTAX;
}
