/* Sets severity and message of findings, and counts them. */
#include "report/findings.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/display.h"
#include "base/redact.h"
#include "common/memory.h"
#include "report/extent.h"
#include "report/pointer.h"
#include "runtime/finding_text.h"
#include "runtime/report_internal.h"

/* The limit of code points of each text of a finding. */
#define LONGEST_TEXT 1000
/* The number of code points of a value that are quoted in the report. */
#define LONGEST_QUOTE 200
/* The bytes of most messages. */
#define USUAL_MESSAGE 512
/* Code points of a message that quotes the title and the detail of a problem. */
#define LONGEST_WORDS 500

/* The bytes of a finding in the copy of the record that may be quoted. */
static struct dg_text shown(const struct record *record, struct dg_text text)
{
    /* Compared as numbers: the text may also be a constant outside the record. */
    uintptr_t offset = (uintptr_t)text.data - (uintptr_t)record->bytes;

    if (text.length > 0 && offset < record->length) {
        text.data = record->shown + offset;
    }
    return text;
}

/* Writes the message as the runtime words it. */
static void write_message(struct buffer *out, const struct dg_finding *finding)
{
    size_t room = USUAL_MESSAGE;
    size_t length = 0;

    buffer_clear(out);
    do {
        room = length < room ? room : length + 1;
        buffer_reserve(out, room);
        length = dg_finding_message(out->data, room, finding);
    } while (length >= room);
    out->length = length;
}

/* Writes a finding of a response with a message of its own. */
static void write_words(struct findings *findings, const struct dg_finding *finding)
{
    display_add_utf8(&findings->expected, finding->expected, LONGEST_QUOTE);
    buffer_clear(&findings->message);
    display_add_utf8(&findings->message, buffer_text(findings->words), LONGEST_WORDS);
}

/* Writes the values of the finding: expected, actual and message. `expected` is a list that fits.
 */
static void write_values(struct findings *findings, const struct dg_finding *finding)
{
    struct dg_finding quoted = *finding;

    quoted.actual = shown(findings->record, finding->actual);
    buffer_clear(&findings->expected);
    buffer_clear(&findings->actual);
    display_add_utf8(&findings->actual, dg_finding_found(&quoted), LONGEST_QUOTE);
    if (findings->words != NULL) {
        write_words(findings, finding);
        return;
    }
    if (finding->rule == NULL) {
        display_add_utf8(&findings->expected, finding->expected, LONGEST_QUOTE);
    } else {
        buffer_add(&findings->expected, finding->rule->expression);
    }
    write_message(&findings->message, &quoted);
}

/* The offset after what the finding is about: a value, a name, or a character. */
static size_t end_of(const struct record *record, const struct dg_finding *finding)
{
    const struct dg_text rest = {record->bytes + finding->offset, record->length - finding->offset};
    bool of_character = dg_code_kind(finding->code) == DG_CODE_KIND_SYNTAX ||
                        finding->code == DG_CODE_JSON_BOM || finding->code == DG_CODE_REQUIRED ||
                        finding->code == DG_CODE_DEPENDENT_REQUIRED;

    return finding->offset + (of_character ? extent_of_character(rest) : extent_of_value(rest));
}

/* The position in the file of an offset in the record. */
static struct position outer_position(struct findings *findings, size_t offset)
{
    const struct record *record = findings->record;
    struct position position;

    if (record->wrapping == NULL) {
        position = position_find(&findings->positions, offset);
        position.offset += record->offset;
    } else {
        position = position_find(&findings->outside, wrapping_find(record->wrapping, offset));
        position.offset += record->wrapping->offset;
    }
    return position;
}

/* Adds the end of what the finding is about, and the line of its position. */
static void set_context(struct findings *findings, struct finding *reported,
                        const struct dg_finding *finding, size_t line_start)
{
    const struct record *record = findings->record;
    const struct position end = outer_position(findings, end_of(record, finding));
    bool hidden = end.offset == reported->offset && finding->offset < record->length;

    reported->end_offset = end.offset + hidden; /* one character of what wraps the value */
    reported->end_line = end.line;
    reported->end_column = end.column + hidden;
    if (record->length > 0) {
        const struct excerpt line = {
            .begin = record->shown + line_start,
            .at = record->shown + reported->at,
            .end = record->shown + record->length,
        };

        reported->excerpt = excerpt_in_utf8(line, &findings->quoted);
    }
}

static void set_position(struct findings *findings, struct finding *reported,
                         const struct dg_finding *finding)
{
    const struct record *record = findings->record;
    const struct position outer = outer_position(findings, finding->offset);
    const struct position inner = position_find(&findings->positions, finding->offset);

    reported->placed = true;
    reported->wrapped = record->wrapping != NULL;
    reported->at = inner.offset;
    reported->body_line = inner.line;
    reported->body_column = inner.column;
    reported->offset = outer.offset;
    reported->line = outer.line;
    reported->column = outer.column;
    reported->again = inner.offset == findings->latest;
    findings->latest = inner.offset;
    if (findings->reports->quotes || findings->options->verbose) {
        set_context(findings, reported, finding, inner.line_start);
    }
}

/* Whether the pattern of the finding isn't known from its pointer and its property. */
static bool has_pattern(const struct dg_finding *finding)
{
    struct dg_text name = finding->property;

    return finding->frame != NULL ||
           (name.length > 0 && (memchr(name.data, '~', name.length) != NULL ||
                                memchr(name.data, '/', name.length) != NULL));
}

static struct fingerprint_document document_of(const struct findings *findings)
{
    return (struct fingerprint_document){
        .schema = findings->judged_by,
        .at = findings->options->at,
        .secret = findings->secret,
    };
}

static void print(struct findings *findings, const struct dg_finding *finding,
                  enum dg_severity severity, bool placed)
{
    struct finding reported = {.record = findings->record,
                               .severity = severity,
                               .property = finding->property,
                               .repeated = findings->repeated};
    struct dg_finding listed = *finding;

    listed.expected = expectation_of(&findings->expectation, finding);
    listed.words = NULL; /* the list is made */
    buffer_clear(&findings->code);
    code_add(&findings->code, (struct code){finding->code, finding->rule});
    write_values(findings, &listed);
    fingerprint_write_contract(&findings->schema, finding);
    reported.pointer_cut =
        pointer_write(&findings->pointer, finding->frame, findings->secret, LONGEST_TEXT);
    display_shorten(&findings->message, LONGEST_TEXT);
    display_shorten(&findings->expected, LONGEST_TEXT);
    if (placed) {
        set_position(findings, &reported, finding);
    }
    if (findings->reports->patterns && has_pattern(finding)) {
        const struct fingerprint_document document = document_of(findings);

        fingerprint_make(&findings->fingerprint, finding, &document);
        reported.pattern = buffer_text(&findings->fingerprint.pointer);
    }
    reported.code = buffer_text(&findings->code);
    reported.pointer = buffer_text(&findings->pointer);
    reported.message = buffer_text(&findings->message);
    reported.expected = buffer_text(&findings->expected);
    reported.actual = buffer_text(&findings->actual);
    reported.contract = buffer_text(&findings->schema);
    reports_finding(findings->reports, &reported);
}

static bool is_of_rule(const struct severity_rule *rule, const struct dg_finding *finding)
{
    if (rule->prefix.data != NULL) {
        return code_has_prefix((struct code){finding->code, finding->rule}, rule->prefix);
    }
    return rule->code.code == finding->code && rule->code.rule == finding->rule;
}

/* The severity that the user wants. A --severity with a pointer takes precedence over one without;
   otherwise the later one counts. */
static enum dg_severity severity_of(struct findings *findings, const struct dg_finding *finding)
{
    enum dg_severity severity = finding->severity;
    bool pointed = false;

    for (size_t i = 0; i < findings->options->severity_count; i++) {
        const struct severity_rule *rule = &findings->options->severities[i];

        if (!is_of_rule(rule, finding)) {
            continue;
        }
        if (rule->everywhere && !pointed) {
            severity = rule->severity;
        } else if (!rule->everywhere && pointer_matches(rule->pointer, finding->frame)) {
            severity = rule->severity;
            pointed = true;
        }
    }
    return severity;
}

/* Whether the baseline has the finding. */
static bool is_known(struct findings *findings, const struct dg_finding *finding)
{
    const struct fingerprint_document document = document_of(findings);

    return findings->baseline != NULL && baseline_knows(findings->baseline, finding, &document);
}

static void take(struct findings *findings, const struct dg_finding *finding, bool placed)
{
    struct totals *totals = &findings->totals;
    enum dg_severity severity = severity_of(findings, finding);
    enum dg_severity failing =
        findings->options->fail_on == FAIL_ON_WARNING ? DG_SEVERITY_WARNING : DG_SEVERITY_ERROR;

    findings->found++;
    if (severity == DG_SEVERITY_OFF || is_known(findings, finding)) {
        totals->suppressed++;
        return;
    }
    totals->codes[code_index(findings->contract, (struct code){finding->code, finding->rule})]++;
    totals->errors += severity == DG_SEVERITY_ERROR;
    totals->warnings += severity == DG_SEVERITY_WARNING;
    if (findings->words == NULL) {
        findings->violating |= severity >= failing;
    } else {
        findings->unwanted |= severity >= failing;
    }
    if (!reports_pass(findings->reports)) {
        print(findings, finding, severity, placed);
    }
}

/* Takes a finding about the response around the document, which may quote the secret. */
static void take_unplaced(struct findings *findings, const struct dg_finding *finding)
{
    struct buffer harmless = {.data = NULL};
    struct dg_finding taken = *finding;

    buffer_add(&harmless, "");
    buffer_add_text(&harmless, finding->actual);
    redact(harmless.data, harmless.length, findings->secret);
    taken.actual = buffer_text(&harmless);
    take(findings, &taken, false);
    buffer_free(&harmless);
}

static void sink(struct dg_report *report, const struct dg_finding *finding)
{
    struct findings *findings = (struct findings *)report;

    if (dg_code_kind(finding->code) == DG_CODE_KIND_RESPONSE) {
        take_unplaced(findings, finding);
    } else {
        take(findings, finding, true);
    }
}

static void pass_rule(struct dg_report *report, const struct dg_rule *rule)
{
    struct findings *findings = (struct findings *)report;
    struct totals *totals = &findings->totals;
    struct rule_passes *passes = &totals->passes[rule - findings->contract->rules];

    if (passes->times == 0 || passes->latest != totals->documents) {
        passes->documents++;
    }
    passes->latest = totals->documents;
    passes->times++;
}

void findings_open(struct findings *findings, const struct options *options,
                   const struct dg_contract *contract, struct reports *reports)
{
    *findings = (struct findings){
        .report = {.finding = sink, .max_depth = (unsigned)options->max_depth},
        .options = options,
        .contract = contract,
        .reports = reports,
    };
    findings->totals.codes = memory_new_array(code_count(contract), sizeof *findings->totals.codes);
    if (options->verbose) {
        findings->totals.passes =
            memory_new_array(contract->rule_count + 1, sizeof *findings->totals.passes);
        findings->report.not_applicable = pass_rule;
    }
}

void findings_close(struct findings *findings)
{
    free(findings->totals.codes);
    free(findings->totals.passes);
    expectation_free(&findings->expectation);
    fingerprint_free(&findings->fingerprint);
    buffer_free(&findings->code);
    buffer_free(&findings->pointer);
    buffer_free(&findings->schema);
    buffer_free(&findings->message);
    buffer_free(&findings->expected);
    buffer_free(&findings->actual);
    buffer_free(&findings->quoted);
}

static void begin(struct findings *findings, const struct record *record, size_t length)
{
    findings->record = record;
    findings->judged_by = NULL;
    findings->violating = findings->unwanted = false;
    findings->skipped_before = findings->report.rules_skipped;
    findings->latest = SIZE_MAX;
    findings->length += length;
    reports_document(findings->reports, length);
}

void findings_go_on(struct findings *findings, const struct record *record)
{
    begin(findings, record, 0);
}

void findings_judged_by(struct findings *findings, const struct dg_schema *schema)
{
    findings->judged_by = schema;
}

void findings_begin(struct findings *findings, const struct record *record)
{
    begin(findings, record, record->length);
    position_open(&findings->positions, record->bytes, record->length, record->line,
                  record->column == 0 ? 1 : record->column);
    if (record->wrapping != NULL) {
        const struct wrapping *wrapping = record->wrapping;

        position_open(&findings->outside, wrapping->text.data, wrapping->text.length,
                      wrapping->line, wrapping->column);
    }
}

enum verdict findings_end(struct findings *findings, bool judged)
{
    struct totals *totals = &findings->totals;

    totals->documents++;
    totals->rules_skipped = findings->report.rules_skipped;
    totals->rules_not_applicable = findings->report.rules_not_applicable;
    if (findings->violating) {
        totals->violating++;
        return VERDICT_VIOLATING;
    }
    if (findings->unwanted) {
        totals->unwanted++;
        return VERDICT_UNWANTED;
    }
    if (!judged || totals->rules_skipped > findings->skipped_before) {
        totals->skipped++;
        return VERDICT_SKIPPED;
    }
    totals->conforming++;
    return VERDICT_CONFORMING;
}

void findings_clean(struct findings *findings, uint64_t documents, uint64_t length,
                    uint64_t rules_not_applicable)
{
    struct totals *totals = &findings->totals;

    reports_document(findings->reports, length);
    findings->report.rules_not_applicable += rules_not_applicable;
    totals->rules_not_applicable = findings->report.rules_not_applicable;
    totals->documents += documents;
    totals->conforming += documents;
}

bool findings_pass(struct findings *findings)
{
    bool violating = findings->violating;

    if (violating) {
        (void)findings_end(findings, true);
    }
    return violating;
}

void findings_http(struct findings *findings, enum dg_code code, const char *expected,
                   const char *actual)
{
    const struct dg_finding finding = {
        .code = code,
        .severity = dg_code_severity(code),
        .expected = dg_text_of(expected),
        .actual = dg_text_of(actual),
    };

    take_unplaced(findings, &finding);
}

void findings_unwanted(struct findings *findings, const char *expected, const char *actual,
                       struct buffer *message)
{
    redact(message->data, message->length, findings->secret);
    findings->words = message;
    findings_http(findings, DG_CODE_HTTP_STATUS, expected, actual);
    findings->words = NULL;
}
