/* Marks what documents exercise. A document without a finding costs little: the marks of its
   values, and one for the rules that judged it. */
#include "judge/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "common/memory.h"
#include "report/lifecycle.h"
#include "runtime/reader.h"

/* Opening and closing */

static size_t count_statuses(const struct dg_contract *contract)
{
    size_t count = 0;

    for (size_t i = 0; i < contract->operation_count; i++) {
        count += contract->operations[i].response_count;
    }
    return count;
}

/* Words of bits for the properties of any schema of documents. */
static size_t count_fault_words(const struct dg_contract *contract)
{
    size_t most = 0;

    for (size_t i = 0; i < contract->schema_count; i++) {
        const struct dg_outline_parts *parts = contract->schemas[i]->outline.parts;

        if (parts != NULL && parts->form == DG_OUTLINE_PROPERTIES && parts->count > most) {
            most = parts->count;
        }
    }
    return most / 64 + 1;
}

/* Sums of bytes that are 0 or 1. */
static void add(unsigned char *bytes, const unsigned char *others, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bytes[i] |= others[i];
    }
}

static void note_finding(struct dg_report *report, const struct dg_finding *finding);
static void note_skipped(struct dg_report *report, const struct dg_rule *rule);
static void note_not_applicable(struct dg_report *report, const struct dg_rule *rule);

void coverage_open(struct coverage *coverage, const struct dg_contract *contract)
{
    *coverage = (struct coverage){
        .contract = contract,
        .marks = memory_new(contract->coverage->mark_count),
        .judged = memory_new(contract->coverage->rules_count * COVERAGE_EXCHANGES + 1),
        .held = memory_new(contract->rule_count + 1),
        .broken = memory_new(contract->rule_count + 1),
        .statuses = memory_new(count_statuses(contract) + 1),
        .fault_words = count_fault_words(contract),
        .exercised = memory_new(contract->coverage->mark_count),
        .unheld = memory_new(contract->rule_count + 1),
    };
    coverage->faults = memory_new_array(coverage->fault_words, sizeof *coverage->faults);
}

void coverage_close(struct coverage *coverage)
{
    free(coverage->marks);
    free(coverage->judged);
    free(coverage->held);
    free(coverage->broken);
    free(coverage->statuses);
    free(coverage->faults);
    free(coverage->exercised);
    free(coverage->unheld);
    buffer_free(&coverage->texts);
}

void coverage_add(struct coverage *coverage, const struct coverage *other)
{
    const struct dg_contract *contract = coverage->contract;

    add(coverage->marks, other->marks, contract->coverage->mark_count);
    add(coverage->judged, other->judged, contract->coverage->rules_count * COVERAGE_EXCHANGES);
    add(coverage->held, other->held, contract->rule_count);
    add(coverage->broken, other->broken, contract->rule_count);
    add(coverage->statuses, other->statuses, count_statuses(contract));
}

void coverage_response(struct coverage *coverage, const struct dg_response *response)
{
    const struct dg_contract *contract = coverage->contract;
    size_t before = 0;

    for (size_t i = 0; response != NULL && i < contract->operation_count; i++) {
        const struct dg_operation *operation = &contract->operations[i];

        for (size_t k = 0; k < operation->response_count; k++) {
            if (&operation->responses[k] == response) {
                coverage->statuses[before + k] = 1;
                return;
            }
        }
        before += operation->response_count;
    }
}

/* Findings of the current document */

static size_t rule_index(const struct coverage *coverage, const struct dg_rule *rule)
{
    return (size_t)((rule->rule == NULL ? rule : rule->rule) - coverage->contract->rules);
}

/* Begins to note what is wrong with the document. */
static void note_fault(struct coverage *coverage)
{
    if (!coverage->faulty) {
        coverage->faulty = true;
        memset(coverage->faults, 0, coverage->fault_words * sizeof *coverage->faults);
        memset(coverage->unheld, 0, coverage->contract->rule_count);
    }
}

static void note_property(struct coverage *coverage, struct dg_text name)
{
    const struct dg_outline_parts *parts = coverage->parts;

    for (size_t i = 0; i < parts->count; i++) {
        if (dg_text_equal(parts->list[i].name, name)) {
            coverage->faults[i / 64] |= UINT64_C(1) << i % 64;
            return;
        }
    }
}

/* Notes the property of the document that holds the value with the fault. A name with escapes,
   which no usual document has, could be that of any property. */
static void note_place(struct coverage *coverage, const struct dg_finding *finding)
{
    const struct dg_frame *frame = finding->frame;

    while (frame != NULL && frame->parent != NULL) {
        frame = frame->parent;
    }
    if (frame == NULL) {
        coverage->unusable |=
            finding->code == DG_CODE_TYPE || finding->code == DG_CODE_IMPLIED_TYPE;
        note_property(coverage, finding->property);
    } else if (frame->name.data == NULL ||
               (!frame->plain && memchr(frame->name.data, '\\', frame->name.length) != NULL)) {
        coverage->unusable = true;
    } else {
        note_property(coverage, frame->name);
    }
}

static void note_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct coverage *coverage = (struct coverage *)report;

    note_fault(coverage);
    if (finding->code == DG_CODE_RULE) {
        coverage->broken[rule_index(coverage, finding->rule)] = 1;
        coverage->unheld[rule_index(coverage, finding->rule)] = 1;
    } else if (dg_code_kind(finding->code) == DG_CODE_KIND_SYNTAX || coverage->parts == NULL) {
        coverage->unusable = true;
    } else if (finding->severity == DG_SEVERITY_ERROR || finding->code == DG_CODE_IMPLIED_TYPE) {
        note_place(coverage, finding);
    }
    if (coverage->outer->finding != NULL) {
        coverage->outer->finding(coverage->outer, finding);
    }
}

static void note_skipped(struct dg_report *report, const struct dg_rule *rule)
{
    struct coverage *coverage = (struct coverage *)report;

    note_fault(coverage);
    coverage->unheld[rule_index(coverage, rule)] = 1;
}

static void note_not_applicable(struct dg_report *report, const struct dg_rule *rule)
{
    struct coverage *coverage = (struct coverage *)report;

    coverage->outer->not_applicable(coverage->outer, rule);
}

/* Rules */

/* The state of an exchange, of COVERAGE_EXCHANGES. */
static size_t exchange_state(const struct dg_exchange *exchange)
{
    if (exchange == NULL) {
        return 0;
    }
    return (exchange->path != NULL ? 1U : 0U) | (exchange->status != 0 ? 2U : 0U);
}

bool coverage_rule_applies(const struct dg_rule *rule, size_t state)
{
    return (rule->parameter_count == 0 || (state & 1) != 0) && (!rule->http || (state & 2) != 0);
}

/* The row of the rules of a response or of states; NULL: there is none. */
static unsigned char *row_of(const struct coverage *coverage, const void *of, bool comparing)
{
    const struct dg_coverage *items = coverage->contract->coverage;

    for (size_t i = 0; of != NULL && i < items->rules_count; i++) {
        if (items->rules[i].of == of && items->rules[i].comparing == comparing) {
            return &coverage->judged[i * COVERAGE_EXCHANGES];
        }
    }
    return NULL;
}

static void mark_row(unsigned char *row, size_t state)
{
    if (row != NULL) {
        row[state] = 1;
    }
}

/* Marks the rules of a document without a finding. */
static void mark_clean(struct coverage *coverage, bool compared)
{
    const struct dg_exchange *exchange = coverage->document->exchange;
    const struct dg_response_rules *rules = exchange == NULL ? NULL : exchange->rules;
    size_t state = exchange_state(exchange);

    if (rules != coverage->latest) {
        coverage->latest = rules;
        coverage->latest_row = row_of(coverage, rules, false);
    }
    mark_row(coverage->latest_row, state);
    if (compared) {
        mark_row(row_of(coverage, coverage->document->schema->states, true), state);
        mark_row(row_of(coverage, rules, true), state);
    }
}

/* Whether the rules of the row judged the current document, which has findings. */
static bool has_judged(const struct coverage *coverage, const struct dg_cover_rules *row,
                       bool compared)
{
    const struct dg_exchange *exchange = coverage->document->exchange;

    if (row->comparing && !compared) {
        return false;
    }
    if (row->of == NULL) {
        return coverage->exercised[row->mark] != 0;
    }
    return row->of == coverage->document->schema->states ||
           (exchange != NULL && row->of == exchange->rules);
}

/* Marks the rules that hold in a document with findings. */
static void mark_held(struct coverage *coverage, bool compared)
{
    const struct dg_coverage *items = coverage->contract->coverage;
    size_t state = exchange_state(coverage->document->exchange);

    for (size_t i = 0; i < items->rules_count; i++) {
        const struct dg_cover_rules *row = &items->rules[i];
        bool judged = has_judged(coverage, row, compared);

        for (size_t k = 0; judged && k < row->count; k++) {
            size_t index = rule_index(coverage, row->rules[k]);

            coverage->held[index] |=
                coverage->unheld[index] == 0 && coverage_rule_applies(row->rules[k], state);
        }
    }
}

/* Documents */

struct dg_report *coverage_begin(struct coverage *coverage, const struct document *document,
                                 struct dg_report *outer)
{
    const struct dg_outline_parts *parts = document->schema->outline.parts;

    coverage_response(coverage, document->response);
    coverage->document = document;
    coverage->report = *outer;
    coverage->report.finding = note_finding;
    coverage->report.skipped = note_skipped;
    coverage->report.not_applicable = outer->not_applicable == NULL ? NULL : note_not_applicable;
    coverage->outer = outer;
    coverage->faulty = coverage->unusable = false;
    coverage->parts = parts != NULL && parts->form == DG_OUTLINE_PROPERTIES ? parts : NULL;
    return &coverage->report;
}

/* Marks the change from one state to the next. */
static void mark_changes(struct coverage *coverage, struct coverage_states states)
{
    const struct dg_coverage *items = coverage->contract->coverage;

    for (size_t i = 0; i < items->change_count; i++) {
        const struct dg_cover_changes *changes = &items->changes[i];
        size_t index = 0;

        if (changes->states == coverage->document->schema->states &&
            lifecycle_find(changes, states.old, states.now, &index)) {
            coverage->marks[changes->mark + index] = 1;
        }
    }
}

/* Marks a document with findings: all but the properties that hold a fault. */
static void mark_faulty(struct coverage *coverage, const void *value, bool compared)
{
    const struct dg_coverage *items = coverage->contract->coverage;
    struct dg_cover in = {coverage->exercised, coverage->faults};

    memset(coverage->exercised, 0, items->mark_count);
    coverage->document->schema->cover(&in, value);
    mark_held(coverage, compared);
    for (size_t i = 0; i < items->rules_count; i++) {
        coverage->exercised[items->rules[i].mark] = 0; /* which says that all of them hold */
    }
    add(coverage->marks, coverage->exercised, items->mark_count);
}

void coverage_end(struct coverage *coverage, const void *value, struct coverage_states states)
{
    bool compared = states.old != NULL;

    coverage->outer->rules_skipped = coverage->report.rules_skipped;
    coverage->outer->rules_not_applicable = coverage->report.rules_not_applicable;
    if (coverage->unusable || (coverage->faulty && coverage->clean_only)) {
        return;
    }
    if (compared) {
        mark_changes(coverage, states);
    }
    if (coverage->faulty) {
        mark_faulty(coverage, value, compared);
    } else {
        coverage->document->schema->cover(&(struct dg_cover){.marks = coverage->marks}, value);
        mark_clean(coverage, compared);
    }
}
