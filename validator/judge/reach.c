/* Follows patterns of pointers through the outlines of schemas. */
#include "judge/reach.h"

#include <stdlib.h>
#include <string.h>

#include "base/choices.h"
#include "common/suggestion.h"
#include "report/outlines.h"
#include "report/pointer.h"

/* What was found out about a pattern. */
struct reached {
    const struct dg_contract *contract;
    struct dg_text *steps; /* without `**` at the end */
    size_t count;
    bool rest;               /* the pattern ends with `**` */
    struct outlines *levels; /* [count + 1]: the values at the first steps of the pattern */
    uint64_t codes;          /* of findings with such a pointer, and: */
    bool *rules;             /* by their index in the contract */
};

static bool is_step(struct dg_text step, const char *word)
{
    return dg_text_equal(step, dg_text_of(word));
}

/* Splits the pattern into steps. */
static void split(struct reached *reached, struct dg_text pattern)
{
    size_t most = 0;

    for (size_t i = 0; i < pattern.length; i++) {
        most += pattern.data[i] == '/';
    }
    reached->steps = memory_new_array(most + 1, sizeof *reached->steps);
    while (pattern.length > 0) {
        struct dg_text step = {pattern.data + 1, pattern.length - 1};
        const char *slash = memchr(step.data, '/', step.length);

        if (slash != NULL) {
            step.length = (size_t)(slash - step.data);
        }
        pattern.data += step.length + 1;
        pattern.length -= step.length + 1;
        reached->steps[reached->count++] = step;
    }
    if (reached->count > 0 && is_step(reached->steps[reached->count - 1], "**")) {
        reached->count--;
        reached->rest = true;
    }
}

/* Findings */

/* Adds the findings about members with that name. */
static void add_members(struct reached *reached, const struct outlines *values, struct dg_text step)
{
    for (size_t i = 0; i < values->count; i++) {
        const struct dg_outline_parts *parts = values->items[i].parts;

        if (parts != NULL && outlines_may_be_unlisted(parts, step)) {
            reached->codes |= outlines_members(&values->items[i]);
        }
    }
}

static size_t rule_index(const struct reached *reached, const struct dg_rule *rule)
{
    return code_index(reached->contract, (struct code){DG_CODE_RULE, rule}) - DG_CODE_COUNT;
}

/* Whether a finding of a rule about the value at `level` can have a pointer that the pattern
   matches: the rule's, or that of the value. */
static bool is_rule_there(const struct reached *reached, const struct dg_rule *rule, size_t level)
{
    size_t steps = reached->count - level;

    if (steps == 0) {
        return true;
    }
    if (reached->rest ? rule->step_count < steps : rule->step_count != steps) {
        return false;
    }
    for (size_t i = 0; i < steps; i++) {
        if (!pointer_names_member(reached->steps[level + i], rule->steps[i], true)) {
            return false;
        }
    }
    return true;
}

static void add_rules(struct reached *reached, const struct dg_outline_parts *parts, size_t level)
{
    for (size_t i = 0; parts != NULL && i < parts->rule_count; i++) {
        const struct dg_rule *rule = parts->rules[i];

        if (is_rule_there(reached, rule, level)) {
            reached->rules[rule_index(reached, rule)] = true;
        }
    }
}

static void add_roots(struct outlines *values, const struct dg_contract *contract)
{
    for (size_t i = 0; i < contract->schema_count; i++) {
        outlines_add(values, &contract->schemas[i]->outline);
    }
}

/* Adds the findings of rules of responses, which are about documents. */
static void add_response_rules(struct reached *reached)
{
    const struct dg_contract *contract = reached->contract;
    struct outlines all = {.items = NULL};
    bool *of_schema = memory_new_array(contract->rule_count + 1, sizeof *of_schema);

    add_roots(&all, contract);
    outlines_add_inside(&all);
    for (size_t i = 0; i < all.count; i++) {
        const struct dg_outline_parts *parts = all.items[i].parts;

        for (size_t j = 0; parts != NULL && j < parts->rule_count; j++) {
            of_schema[rule_index(reached, parts->rules[j])] = true;
        }
    }
    for (size_t i = 0; i < contract->rule_count; i++) {
        reached->rules[i] |= !of_schema[i] && is_rule_there(reached, &contract->rules[i], 0);
    }
    free(of_schema);
    outlines_free(&all);
}

static void add_findings(struct reached *reached)
{
    struct outlines *last = &reached->levels[reached->count];

    if (reached->count > 0) {
        add_members(reached, last - 1, reached->steps[reached->count - 1]);
    }
    for (size_t level = 0; level < reached->count; level++) {
        for (size_t i = 0; i < reached->levels[level].count; i++) {
            add_rules(reached, reached->levels[level].items[i].parts, level);
        }
    }
    add_response_rules(reached);
    if (reached->rest) {
        outlines_add_inside(last);
        add_members(reached, last, dg_text_of("*"));
    }
    for (size_t i = 0; i < last->count; i++) {
        reached->codes |= last->items[i].codes;
        add_rules(reached, last->items[i].parts, reached->count);
    }
}

static void open_reached(struct reached *reached, const struct dg_contract *contract,
                         struct dg_text pattern)
{
    *reached = (struct reached){.contract = contract};
    split(reached, pattern);
    reached->levels = memory_new_array(reached->count + 1, sizeof *reached->levels);
    reached->rules = memory_new_array(contract->rule_count + 1, sizeof *reached->rules);
    add_roots(&reached->levels[0], contract);
    for (size_t i = 0; i < reached->count; i++) {
        outlines_step(&reached->levels[i], reached->steps[i], &reached->levels[i + 1]);
    }
    add_findings(reached);
}

static void close_reached(struct reached *reached)
{
    for (size_t i = 0; i <= reached->count; i++) {
        outlines_free(&reached->levels[i]);
    }
    free(reached->levels);
    free(reached->rules);
    free(reached->steps);
}

static bool has_code(const struct reached *reached, struct code code)
{
    return code.rule == NULL ? (reached->codes >> code.code & 1) != 0
                             : reached->rules[rule_index(reached, code.rule)];
}

static bool has_wanted(const struct reached *reached, const struct reach_wanted *wanted)
{
    for (size_t i = 0; wanted->any_rule && i < reached->contract->rule_count; i++) {
        if (reached->rules[i]) {
            return true;
        }
    }
    return !wanted->any_rule && has_code(reached, wanted->code);
}

/* Words */

/* Adds the codes that were found, those similar to `wanted` first if there are too many. Returns
   false if there are none. */
static bool add_codes(struct buffer *out, const struct reached *reached,
                      const struct reach_wanted *wanted)
{
    struct choices choices = {.count = 0};
    struct buffer name = {.data = NULL};
    struct code code;
    bool found = false;

    for (size_t i = 0; i < code_count(reached->contract); i++) {
        if (code_at(reached->contract, i, &code) && has_code(reached, code)) {
            buffer_clear(&name);
            code_add(&name, code);
            choices_add(&choices, buffer_string(&name));
        }
    }
    found = choices.count > 0;
    buffer_clear(&name);
    if (!wanted->any_rule) {
        code_add(&name, wanted->code);
    }
    choices_write(&choices, ", ", buffer_text(&name), out);
    choices_free(&choices);
    buffer_free(&name);
    return found;
}

/* Writes the pattern with the similar step in place of the one that no schema has. */
static void add_similar(struct buffer *out, const struct reached *reached, struct dg_text pattern,
                        size_t wrong, struct dg_text nearest)
{
    const char *after = reached->steps[wrong].data + reached->steps[wrong].length;
    struct dg_frame frame = {.name = nearest, .plain = true};
    size_t length = dg_pointer_write(&frame, NULL, 0);

    buffer_add_bytes(out, pattern.data, (size_t)(reached->steps[wrong].data - 1 - pattern.data));
    buffer_reserve(out, length + 1);
    dg_pointer_write(&frame, out->data + out->length, length + 1);
    out->length += length;
    buffer_add_bytes(out, after, (size_t)(pattern.data + pattern.length - after));
}

/* Whether there may be findings of rules about a member of that name, or about its parts. */
static bool has_rules_at(const struct outlines_item *item, struct dg_text name)
{
    struct outlines_item value = *item;
    const struct outlines values = {.items = &value, .count = 1};
    struct outlines inside = {.items = NULL};
    bool found = false;

    for (size_t i = 0; i < item->parts->rule_count; i++) {
        const struct dg_rule *rule = item->parts->rules[i];

        found = found || (rule->step_count > 0 && dg_text_equal(rule->steps[0], name));
    }
    outlines_step(&values, name, &inside);
    outlines_add_inside(&inside);
    for (size_t i = 0; i < inside.count; i++) {
        found = found || (inside.items[i].parts != NULL && inside.items[i].parts->rule_count > 0);
    }
    outlines_free(&inside);
    return found;
}

/* Offers the properties of an object of which there may be findings. */
static void offer_properties(struct suggestion *suggestion, const struct outlines_item *item)
{
    const struct dg_outline_parts *parts = item->parts;

    for (size_t i = 0; parts->form == DG_OUTLINE_PROPERTIES && i < parts->count; i++) {
        if (item->inside != 0 || has_rules_at(item, parts->list[i].name)) {
            suggestion_offer(suggestion, parts->list[i].name);
        }
    }
}

static void suggest(struct buffer *out, const struct reached *reached, struct dg_text pattern)
{
    size_t wrong = reached->count;
    struct suggestion suggestion;

    while (wrong > 0 && reached->levels[wrong].count == 0) {
        wrong--;
    }
    if (wrong == reached->count) {
        return;
    }
    suggestion = suggestion_for(reached->steps[wrong]);
    for (size_t i = 0; i < reached->levels[wrong].count; i++) {
        if (reached->levels[wrong].items[i].parts != NULL) {
            offer_properties(&suggestion, &reached->levels[wrong].items[i]);
        }
    }
    if (suggestion.nearest.data != NULL) {
        add_similar(out, reached, pattern, wrong, suggestion.nearest);
    }
}

enum reach reach_pattern(const struct dg_contract *contract, struct dg_text pattern,
                         const struct reach_wanted *wanted, struct buffer *words)
{
    enum reach result = REACH_POSSIBLE;
    struct reached reached;

    open_reached(&reached, contract, pattern);
    if (!has_wanted(&reached, wanted)) {
        suggest(words, &reached, pattern);
        result = words->length == 0 && add_codes(words, &reached, wanted) ? REACH_OTHER_CODES
                                                                          : REACH_NOTHING;
    }
    close_reached(&reached);
    return result;
}
