/* Rules of a contract: reports their outcomes, and compares states of values. */
#include "runtime/rule.h"

#include <string.h>

#include "runtime/contract.h"
#include "runtime/reader_internal.h"
#include "runtime/rule_internal.h"

/* The path from an object to the value that a rule names in it. */
struct rule_place {
    struct dg_frame frames[DG_RULE_MAX_STEPS];
    const struct dg_frame *frame; /* of the value */
    struct dg_text actual;        /* the value as findings show it; empty: the object itself */
    const char *at;
};

/* The end of the string whose opening quote is at `at`. */
static const char *rule_skip_string(const char *at, const char *end)
{
    for (at++; at < end; at++) {
        at = dg_leaf_run_at(at, end).end;
        if (at < end && *at == '"') {
            return at + 1;
        }
        if (end - at > 1 && *at == '\\') {
            at++;
        }
    }
    return end;
}

/* The end of the number or literal at `at`. */
static const char *rule_skip_word(const char *at, const char *end)
{
    while (at < end && (*at == '+' || *at == '-' || *at == '.' || (*at >= '0' && *at <= '9') ||
                        (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z'))) {
        at++;
    }
    return at;
}

/* The end of the value at `at`. */
static const char *rule_skip_value(const char *at, const char *end)
{
    size_t depth = 0;

    if (at < end && *at == '"') {
        return rule_skip_string(at, end);
    }
    if (at == end || (*at != '{' && *at != '[')) {
        return rule_skip_word(at, end);
    }
    while (at < end) {
        char c = *at;

        if (c == '"') {
            at = rule_skip_string(at, end);
            continue;
        }
        at++;
        if (c == '{' || c == '[') {
            depth++;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            break;
        }
    }
    return at;
}

/* Whether the member's name from `at` to `end` is that of the step. */
static bool rule_name_is(const char *at, const char *end, struct dg_text step)
{
    size_t met = 0;

    if (memchr(at, '\\', (size_t)(end - at)) == NULL) {
        return dg_text_equal(step, (struct dg_text){at, (size_t)(end - at)});
    }
    while (at < end) {
        struct dg_character character;

        at = dg_escape_decode(at, end, &character);
        if (character.length > step.length - met ||
            !dg_text_equal((struct dg_text){step.data + met, character.length},
                           (struct dg_text){character.bytes, character.length})) {
            return false;
        }
        met += character.length;
    }
    return met == step.length;
}

/* The array index of a step; SIZE_MAX if it isn't an index (RFC 6901 §4). */
static size_t rule_index(struct dg_text step)
{
    size_t index = 0;

    if (step.length == 0 || (step.length > 1 && step.data[0] == '0')) {
        return SIZE_MAX;
    }
    for (size_t i = 0; i < step.length; i++) {
        char c = step.data[i];

        if (c < '0' || c > '9' || index > (SIZE_MAX - 9) / 10) {
            return SIZE_MAX;
        }
        index = index * 10 + (size_t)(c - '0');
    }
    return index;
}

/* The value of the member that the step names in the object at `at`; NULL: there is none. */
static const char *rule_member(const char *at, const char *end, struct dg_text step)
{
    for (at = dg_leaf_space(at + 1, end); at < end && *at == '"'; at = dg_leaf_space(at, end)) {
        const char *name = at + 1;
        const char *after = rule_skip_string(at, end);
        const char *value = dg_leaf_space(after, end);

        value = dg_leaf_space(value < end ? value + 1 : end, end); /* the colon */
        if (value < end && rule_name_is(name, after - 1, step)) {
            return value;
        }
        at = dg_leaf_space(rule_skip_value(value, end), end);
        at = at < end && *at == ',' ? at + 1 : end;
    }
    return NULL;
}

/* The element with that index of the array at `at`; NULL: there is none. */
static const char *rule_element(const char *at, const char *end, size_t index)
{
    at = dg_leaf_space(at + 1, end);
    if (index == SIZE_MAX || at == end || *at == ']') {
        return NULL;
    }
    for (; index > 0; index--) {
        at = dg_leaf_space(rule_skip_value(at, end), end);
        if (at == end || *at != ',') {
            return NULL;
        }
        at = dg_leaf_space(at + 1, end);
    }
    return at < end ? at : NULL;
}

/* Takes a step from the value at `at`. Returns NULL if the step leads to no value. */
static const char *rule_step(const char *at, const char *end, struct dg_text step,
                             struct dg_frame *frame)
{
    if (at < end && *at == '{') {
        return rule_member(at, end, step);
    }
    if (at < end && *at == '[') {
        frame->index = rule_index(step);
        frame->name = (struct dg_text){0};
        return rule_element(at, end, frame->index);
    }
    return NULL;
}

/* At most this many bytes of a document are read again to find the values for its findings; later
   findings are about the objects themselves. Only documents made for an attack need more. */
#define RULE_WALKED_BYTES (UINT64_C(256) << 20)

/* Finds the value that a rule names. Returns false if there is none, or if the value is the object
 * itself. */
static bool rule_find(struct rule_place *place, const struct dg_subject *subject,
                      const struct dg_rule *rule)
{
    bool read = subject->json.data != NULL;
    const char *end = read ? subject->json.data + subject->json.length : NULL;
    const char *at = subject->json.data;

    if (rule->step_count > DG_RULE_MAX_STEPS || subject->judge->walked > RULE_WALKED_BYTES) {
        return false;
    }
    for (size_t i = 0; i < rule->step_count; i++) {
        struct dg_frame *frame = &place->frames[i];
        struct dg_text step = rule->steps[i];

        *frame = (struct dg_frame){
            .parent = place->frame,
            .name = step.length == 0 ? (struct dg_text)DG_TEXT("") : step,
            .plain = true,
        };
        if (read) {
            const char *from = at;

            at = rule_step(at, end, step, frame);
            subject->judge->walked += (uint64_t)((at == NULL ? end : at) - from);
            if (at == NULL) {
                return false;
            }
        }
        place->frame = frame;
    }
    place->at = at;
    return rule->step_count > 0;
}

/* The most bytes of an object or array in a finding: more than people are shown. */
#define RULE_SHOWN_BYTES 1024

static void rule_place(struct rule_place *place, const struct dg_subject *subject,
                       const struct dg_rule *rule)
{
    place->frame = subject->judge->frame;
    place->actual = (struct dg_text){0};
    if (!rule_find(place, subject, rule)) {
        place->frame = subject->judge->frame;
        place->at = subject->json.data;
    } else if (place->at != NULL) {
        bool container = *place->at == '{' || *place->at == '[';
        const char *end = subject->json.data + subject->json.length;
        const char *after;

        if (container && end - place->at > RULE_SHOWN_BYTES) {
            end = place->at + RULE_SHOWN_BYTES;
        }
        after = rule_skip_value(place->at, end);

        place->actual = (struct dg_text){place->at, (size_t)(after - place->at)};
    }
}

static void rule_report(const struct dg_subject *subject, const struct dg_rule *rule, bool overflow)
{
    struct dg_judge *judge = subject->judge;
    struct dg_report *report = judge->report;
    struct rule_place place;
    struct dg_finding finding;

    judge->broken = judge->broken || rule->severity == DG_SEVERITY_ERROR;
    if (report == NULL || report->finding == NULL) {
        return;
    }
    rule_place(&place, subject, rule);
    finding = (struct dg_finding){
        .code = DG_CODE_RULE,
        .severity = rule->severity,
        .offset = judge->begin == NULL || place.at == NULL ? 0 : (size_t)(place.at - judge->begin),
        .frame = place.frame,
        .schema = rule->list,
        .rule = rule,
        .overflow = overflow,
        .actual = place.actual,
    };
    report->finding(report, &finding);
}

void dg_rule_count_nested(const struct dg_subject *subject, uint64_t comparing)
{
    if (subject->judge->frame != NULL && subject->judge->report != NULL) {
        subject->judge->report->rules_not_applicable += comparing;
    }
}

/* Counts a rule that can't be judged. Returns false. */
static bool rule_skip(const struct dg_subject *in, const struct dg_rule *rule)
{
    struct dg_report *report = in->judge->report;

    if (report == NULL) {
        return false;
    }
    report->rules_skipped++;
    if (report->skipped != NULL) {
        report->skipped(report, rule->rule == NULL ? rule : rule->rule);
    }
    return false;
}

DG_APART void dg_rule_report(const struct dg_subject *in, const struct dg_rule *rule,
                             enum dg_truth truth)
{
    switch (truth) {
    case DG_TRUE:
        break;
    case DG_FALSE:
    case DG_OVERFLOW:
        rule_report(in, rule->rule == NULL ? rule : rule->rule, truth == DG_OVERFLOW);
        break;
    case DG_EXHAUSTED:
        rule_skip(in, rule);
        break;
    }
}

/* Whether rules can be judged */

static const struct dg_path_value *rule_parameter(const struct dg_exchange *exchange,
                                                  const char *name)
{
    struct dg_text wanted = dg_text_of(name);

    for (size_t i = 0; exchange != NULL && exchange->path != NULL && i < exchange->path_count;
         i++) {
        if (dg_text_equal(dg_text_of(exchange->path[i].name), wanted)) {
            return &exchange->path[i];
        }
    }
    return NULL;
}

struct dg_text dg_exchange_path(const struct dg_exchange *exchange, const char *name)
{
    const struct dg_path_value *parameter = rule_parameter(exchange, name);

    return parameter == NULL ? (struct dg_text){0} : parameter->value;
}

/* Whether the exchange has everything that the rule reads. */
static bool rule_is_applicable(const struct dg_rule *rule, const struct dg_exchange *exchange)
{
    for (size_t i = 0; i < rule->parameter_count; i++) {
        if (rule_parameter(exchange, rule->parameters[i]) == NULL) {
            return false;
        }
    }
    return !rule->http || exchange->status != 0;
}

static void rule_pass(struct dg_report *report, const struct dg_rule *rule)
{
    if (report == NULL) {
        return;
    }
    report->rules_not_applicable++;
    if (report->not_applicable != NULL) {
        report->not_applicable(report, rule->rule == NULL ? rule : rule->rule);
    }
}

/* Whether no property of self that the rule reads has failed. */
static inline bool rule_knows_self(const struct dg_subject *in, const struct dg_rule *rule)
{
    const uint64_t *faults = in->faults;

    return faults == NULL || ((rule->values == 0 || (faults[0] & rule->values) == 0) &&
                              (rule->places == 0 || (faults[1] & rule->places) == 0));
}

/* Whether nothing else that the rule reads has failed. */
static inline bool rule_knows_others(const struct dg_subject *in, const struct dg_rule *rule)
{
    for (size_t i = 0; i < rule->read_count; i++) {
        if (!dg_read_is_known(&rule->reads[i], in)) {
            return false;
        }
    }
    return true;
}

/* For a rule that may need more than the properties of self. */
static DG_APART bool rule_applies_apart(const struct dg_subject *in, const struct dg_rule *rule)
{
    if (in->alone || !rule_is_applicable(rule, in->exchange)) {
        rule_pass(in->judge->report, rule);
        return false;
    }
    return (rule_knows_self(in, rule) && rule_knows_others(in, rule)) || rule_skip(in, rule);
}

bool dg_rule_applies(const struct dg_subject *in, const struct dg_rule *rule)
{
    const uint64_t *faults = in->faults;

    /* Of most rules, this is known at a glance. */
    if (rule->plain && faults != NULL &&
        ((faults[0] | faults[1]) & (rule->values | rule->places)) == 0) {
        return true;
    }
    return rule_applies_apart(in, rule);
}

/* Documents */

/* The text from the document's first brace on. */
static struct dg_text rule_root(struct dg_text json)
{
    static const struct dg_text mark = DG_TEXT("\xEF\xBB\xBF");
    const char *end = json.data + json.length;
    const char *at = json.data;

    if (json.length >= mark.length &&
        dg_text_equal((struct dg_text){json.data, mark.length}, mark)) {
        at += mark.length;
    }
    at = dg_leaf_space(at, end);
    return (struct dg_text){at, (size_t)(end - at)};
}

static const struct dg_response_rules *rule_exchanged(const struct dg_report *report)
{
    return report->exchange == NULL ? NULL : report->exchange->rules;
}

/* Names the comparing rules, which are not applicable, to the report. */
static DG_APART void rule_name_alone(struct dg_report *report, const struct dg_states *states)
{
    const struct dg_response_rules *rules = rule_exchanged(report);
    struct dg_judge judge = {.report = report};
    const struct dg_subject subject = {.judge = &judge, .doubtful = true, .alone = true};

    if (states != NULL && states->compare != NULL) {
        states->compare(subject);
    }
    if (rules != NULL && rules->compare != NULL) {
        rules->compare(subject);
    }
}

/* Counts the comparing rules as not applicable: there is no earlier state. */
static void rule_count_alone(struct dg_report *report, const struct dg_states *states)
{
    const struct dg_response_rules *rules = rule_exchanged(report);

    if (report->not_applicable != NULL) {
        rule_name_alone(report, states);
        return;
    }
    report->rules_not_applicable += states == NULL ? 0 : states->compare_count;
    report->rules_not_applicable += rules == NULL ? 0 : rules->compare_count;
}

/* Counts the comparing rules as skipped: the state isn't known. */
static void rule_count_unknown(struct dg_report *report, const struct dg_states *states)
{
    const struct dg_response_rules *rules = rule_exchanged(report);

    report->rules_skipped += states->compare_count + (rules == NULL ? 0 : rules->compare_count);
}

void dg_reader_judge_root(struct dg_reader *in, const struct dg_states *states, const void *value,
                          const void *faults)
{
    struct dg_report *report = in->judge.report;
    struct dg_text json = rule_root((struct dg_text){in->begin, (size_t)(in->at - in->begin)});
    struct dg_history *history;
    const struct dg_response_rules *rules;

    if (report == NULL || in->stopped || json.length == 0 || json.data[0] != '{') {
        return;
    }
    if (!dg_reader_at_end(in)) {
        return; /* the text isn't JSON, so that there is no state */
    }
    rules = rule_exchanged(report);
    if (rules != NULL && rules->judge != NULL) {
        rules->judge((struct dg_subject){.judge = &in->judge,
                                         .json = json,
                                         .doubtful = true,
                                         .faults = in->judge.failed ? faults : NULL,
                                         .self = value,
                                         .exchange = report->exchange});
    }
    history = report->history;
    if (states != NULL && history != NULL && history->packed != NULL) {
        dg_states_keep(states, history, value, in->judge.failed ? faults : NULL);
    } else {
        rule_count_alone(report, states);
    }
}

/* Compares with a state before. */
static bool rule_compare(const struct dg_schema *schema, void *now, const void *old,
                         struct dg_text json, struct dg_report *report)
{
    const struct dg_response_rules *rules = rule_exchanged(report);
    const struct dg_states *states = schema->states;
    struct dg_history *history = report->history;
    struct dg_judge judge = {.report = report, .begin = json.data};
    struct dg_subject subject = {.judge = &judge,
                                 .json = json.data == NULL ? json : rule_root(json),
                                 .self = now,
                                 .old = old,
                                 .exchange = report->exchange,
                                 .key = history == NULL ? NULL : &history->key};
    bool known = dg_states_know_all(states, now);

    subject.doubtful = !known || !dg_states_know_all(states, old);
    if (states->compare != NULL) {
        states->compare(subject);
    }
    subject.doubtful = true; /* the exchange may be incomplete, too */
    if (rules != NULL && rules->compare != NULL) {
        rules->compare(subject);
    }
    if (!known) {
        dg_states_merge(states, now, old);
        if (history != NULL && history->packed != NULL) {
            history->length = dg_states_pack(states, now, history->packed);
        }
    }
    return !judge.broken;
}

bool dg_compare_states(const struct dg_schema *schema, void *now, const void *old,
                       struct dg_text json, struct dg_report *report)
{
    if (now == NULL) {
        rule_count_unknown(report, schema->states);
        return true;
    }
    if (old == NULL) {
        rule_count_alone(report, schema->states);
        return true;
    }
    return rule_compare(schema, now, old, json, report);
}
