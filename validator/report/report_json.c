/* The JSON report: one document that ends with the summary, or lines. Findings are written at once,
 * inputs after them. */
#include "report/report_json.h"

#include "base/json_member.h"
#include "base/trouble.h"
#include "report/report_coverage.h"
#include "report/report_format.h"

static void write_position(struct dg_writer *writer, const char *name, uint64_t offset,
                           uint64_t line, uint64_t column)
{
    dg_write_key(writer, dg_text_of(name));
    dg_write_object(writer);
    json_member_count(writer, "offset", offset);
    json_member_count(writer, "line", line);
    json_member_count(writer, "column", column);
    dg_write_object_end(writer);
}

static void write_positions(struct dg_writer *writer, const struct finding *finding)
{
    json_member_count(writer, "line", finding->line);
    json_member_count(writer, "column", finding->column);
    json_member_count(writer, "offset", finding->offset);
    if (finding->wrapped) {
        write_position(writer, "body", finding->at, finding->body_line, finding->body_column);
    }
}

static void write_part(struct dg_writer *writer, const char *name, const char *begin,
                       const char *end, bool cut)
{
    json_member_text(writer, name, (struct dg_text){begin, (size_t)(end - begin)});
    if (cut) {
        dg_write_key(writer, dg_text_of(name[0] == 'b' ? "cut_before" : "cut_after"));
        dg_write_boolean(writer, true);
    }
}

/* Writes what another report quotes and marks of the finding. */
static void write_context(struct dg_writer *writer, const struct finding *finding)
{
    struct excerpt part;

    write_position(writer, "end", finding->end_offset, finding->end_line, finding->end_column);
    if (finding->excerpt.begin == NULL) {
        return;
    }
    part = excerpt_trim(finding->excerpt, EXCERPT_BEFORE, EXCERPT_AFTER);
    dg_write_key(writer, dg_text_of("context"));
    dg_write_object(writer);
    write_part(writer, "before", part.begin, part.at, part.cut_before);
    write_part(writer, "after", part.at, part.end, part.cut_after);
    dg_write_object_end(writer);
}

/* Whether the pattern of the finding is its pointer, after which a missing member is the last step.
 */
static bool is_pattern_implied(const struct finding *finding)
{
    struct dg_text pattern = finding->pattern;
    struct dg_text property = finding->property;
    size_t length = finding->pointer.length;

    if (property.length > 0) {
        return pattern.length == length + 1 + property.length &&
               dg_text_equal((struct dg_text){pattern.data, length}, finding->pointer) &&
               pattern.data[length] == '/' &&
               dg_text_equal((struct dg_text){pattern.data + length + 1, property.length},
                             property);
    }
    return dg_text_equal(pattern, finding->pointer);
}

void report_json_write_finding(struct dg_writer *writer, const struct finding *finding,
                               bool with_context)
{
    const struct record *record = finding->record;

    dg_write_object(writer);
    json_member_text(writer, "input", dg_text_of(record->input));
    if (record->number > 0) {
        json_member_count(writer, "record", record->number);
    }
    if (finding->placed) {
        write_positions(writer, finding);
    }
    json_member_text(writer, "pointer", finding->pointer);
    if (finding->pointer_cut) {
        dg_write_key(writer, dg_text_of("pointer_cut"));
        dg_write_boolean(writer, true);
    }
    json_member_text(writer, "code", finding->code);
    json_member_text(writer, "severity", dg_text_of(dg_severity_name(finding->severity)));
    json_member_text(writer, "message", finding->message);
    json_member_unless_empty(writer, "property", finding->property);
    json_member_unless_empty(writer, "expected", finding->expected);
    json_member_unless_empty(writer, "actual", finding->actual);
    json_member_unless_empty(writer, "contract", finding->contract);
    if (finding->pattern.length > 0 && !is_pattern_implied(finding)) {
        json_member_text(writer, "pointer_pattern", finding->pattern);
    }
    if (with_context && finding->placed) {
        write_context(writer, finding);
    }
    dg_write_object_end(writer);
}

void report_json_finding(struct report *report, const struct finding *finding)
{
    report_json_write_finding(&report->output->writer, finding, report->verbose);
}

static void write_code(struct report *report, struct code code, uint64_t count)
{
    struct buffer name = {.data = NULL};

    code_add(&name, code);
    json_member_count(&report->output->writer, buffer_string(&name), count);
    buffer_free(&name);
}

static void write_codes(struct report *report, const struct totals *totals)
{
    struct dg_writer *writer = &report->output->writer;
    struct code code;

    dg_write_key(writer, dg_text_of("codes"));
    dg_write_object(writer);
    for (size_t i = 0; i < code_count(report->contract); i++) {
        if (code_at(report->contract, i, &code) && totals->codes[i] > 0) {
            write_code(report, code, totals->codes[i]);
        }
    }
    dg_write_object_end(writer);
}

static void write_figures(struct dg_writer *writer, const struct figures *figures)
{
    json_member_count(writer, "documents", figures->documents);
    json_member_count(writer, "conforming", figures->conforming);
    json_member_count(writer, "violating", figures->violating);
    json_member_count(writer, "unwanted", figures->unwanted);
    json_member_count(writer, "skipped", figures->skipped);
    json_member_count(writer, "unreadable", figures->unreadable);
    json_member_count(writer, "unmatched", figures->unmatched);
}

static void write_note(struct dg_writer *writer, const struct input_result *result,
                       const struct note *note)
{
    dg_write_object(writer);
    if (note->record > 0) {
        json_member_count(writer, "record", note->record);
    }
    json_member_text(writer, "kind", dg_text_of(input_result_kind(note->kind)));
    json_member_text(writer, "reason", dg_text_of(input_result_reason(result, note)));
    dg_write_object_end(writer);
}

void report_json_input(struct report *report, const struct input_result *result)
{
    struct dg_writer *writer = &report->spool->writer;

    dg_write_object(writer);
    json_member_text(writer, "input", dg_text_of(result->input));
    write_figures(writer, &result->figures);
    dg_write_key(writer, dg_text_of("notes"));
    dg_write_array(writer);
    for (size_t i = 0; i < result->note_count; i++) {
        write_note(writer, result, &result->notes[i]);
    }
    dg_write_array_end(writer);
    if (result->notes_not_printed > 0) {
        json_member_count(writer, "notes_not_printed", result->notes_not_printed);
    }
    dg_write_object_end(writer);
}

static void write_summary(struct report *report, const struct totals *totals)
{
    struct dg_writer *writer = &report->output->writer;
    struct figures figures = figures_of(totals);

    dg_write_key(writer, dg_text_of("summary"));
    dg_write_object(writer);
    write_figures(writer, &figures);
    json_member_count(writer, "suppressed", totals->suppressed);
    if (totals->vanished > 0) {
        json_member_count(writer, "vanished", totals->vanished);
    }
    json_member_count(writer, "errors", totals->errors);
    json_member_count(writer, "warnings", totals->warnings);
    json_member_count(writer, "rules_skipped", totals->rules_skipped);
    json_member_count(writer, "rules_not_applicable", totals->rules_not_applicable);
    if (report->not_printed > 0) {
        json_member_count(writer, "not_printed", report->not_printed);
    }
    if (totals->unjudged) {
        dg_write_key(writer, dg_text_of("judged"));
        dg_write_boolean(writer, false);
    }
    if (totals->interrupted) {
        dg_write_key(writer, dg_text_of("interrupted"));
        dg_write_boolean(writer, true);
    }
    write_codes(report, totals);
    dg_write_object_end(writer);
}

/* Writes the members before the findings. */
static void write_head(struct report *report)
{
    const struct dg_contract *contract = report->contract;
    struct dg_writer *writer = &report->output->writer;

    json_member_text(writer, "schema", dg_text_of("dg-report/1"));
    dg_write_key(writer, dg_text_of("tool"));
    dg_write_object(writer);
    json_member_text(writer, "name", dg_text_of(PROGRAM_NAME));
    json_member_text(writer, "version", dg_text_of(PROGRAM_VERSION));
    dg_write_object_end(writer);
    dg_write_key(writer, dg_text_of("contract"));
    dg_write_object(writer);
    json_member_text(writer, "title", dg_text_of(contract->title));
    json_member_text(writer, "version", dg_text_of(contract->version));
    json_member_text(writer, "digest", dg_text_of(contract->digest));
    dg_write_object_end(writer);
}

void report_json_begin(struct report *report)
{
    struct dg_writer *writer = &report->output->writer;

    report->spool = spool_new();
    dg_write_object(writer);
    write_head(report);
    dg_write_key(writer, dg_text_of("findings"));
    dg_write_array(writer);
}

void report_json_end(struct report *report, const struct totals *totals)
{
    struct dg_writer *writer = &report->output->writer;

    dg_write_array_end(writer);
    dg_write_key(writer, dg_text_of("inputs"));
    dg_write_array(writer);
    spool_move(report->spool, report->output);
    dg_write_array_end(writer);
    if (totals->lifecycle != NULL) {
        lifecycle_write_json(writer, totals->lifecycle);
    }
    if (totals->coverage != NULL) {
        report_coverage_write_json(writer, totals->coverage);
    }
    write_summary(report, totals);
    dg_write_object_end(writer);
    dg_write_bytes(writer, "\n", 1);
}

void report_json_line_begin(struct report *report)
{
    struct dg_writer *writer = &report->output->writer;

    report->spool = spool_new();
    dg_write_object(writer);
    write_head(report);
    dg_write_object_end(writer);
    dg_write_bytes(writer, "\n", 1);
}

void report_json_line_finding(struct report *report, const struct finding *finding)
{
    report_json_finding(report, finding);
    dg_write_bytes(&report->output->writer, "\n", 1);
}

void report_json_line_input(struct report *report, const struct input_result *result)
{
    report_json_input(report, result);
    dg_write_bytes(&report->spool->writer, "\n", 1);
}

void report_json_line_end(struct report *report, const struct totals *totals)
{
    struct dg_writer *writer = &report->output->writer;

    spool_move(report->spool, report->output);
    if (totals->lifecycle != NULL) {
        dg_write_object(writer);
        lifecycle_write_json(writer, totals->lifecycle);
        dg_write_object_end(writer);
        dg_write_bytes(writer, "\n", 1);
    }
    if (totals->coverage != NULL) {
        dg_write_object(writer);
        report_coverage_write_json(writer, totals->coverage);
        dg_write_object_end(writer);
        dg_write_bytes(writer, "\n", 1);
    }
    dg_write_object(writer);
    write_summary(report, totals);
    dg_write_object_end(writer);
    dg_write_bytes(writer, "\n", 1);
}
