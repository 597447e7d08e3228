/* The JSON report: one document that ends with the summary, or lines. Findings are written at once,
 * inputs after them. */
#include "report/report_json.h"

#include "base/trouble.h"
#include "report/report_coverage.h"
#include "report/report_format.h"

static void write_pair(struct dg_writer *writer, const char *name, struct dg_text value)
{
    dg_write_key(writer, dg_text_of(name));
    dg_write_text(writer, value);
}

static void write_count(struct dg_writer *writer, const char *name, uint64_t value)
{
    dg_write_key(writer, dg_text_of(name));
    dg_write_integer(writer, (int64_t)value);
}

static void write_unless_empty(struct dg_writer *writer, const char *name, struct dg_text value)
{
    if (value.length > 0) {
        write_pair(writer, name, value);
    }
}

/* The position in a document that is wrapped in the file. */
static void write_body_position(struct dg_writer *writer, const struct finding *finding)
{
    dg_write_key(writer, dg_text_of("body"));
    dg_write_object(writer);
    write_count(writer, "offset", finding->at);
    write_count(writer, "line", finding->body_line);
    write_count(writer, "column", finding->body_column);
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

void report_json_write_finding(struct dg_writer *writer, const struct finding *finding)
{
    const struct record *record = finding->record;

    dg_write_object(writer);
    write_pair(writer, "input", dg_text_of(record->input));
    if (record->number > 0) {
        write_count(writer, "record", record->number);
    }
    if (finding->placed) {
        write_count(writer, "line", finding->line);
        write_count(writer, "column", finding->column);
        write_count(writer, "offset", finding->offset);
    }
    if (finding->placed && finding->wrapped) {
        write_body_position(writer, finding);
    }
    write_pair(writer, "pointer", finding->pointer);
    if (finding->pointer_cut) {
        dg_write_key(writer, dg_text_of("pointer_cut"));
        dg_write_boolean(writer, true);
    }
    write_pair(writer, "code", finding->code);
    write_pair(writer, "severity", dg_text_of(dg_severity_name(finding->severity)));
    write_pair(writer, "message", finding->message);
    write_unless_empty(writer, "property", finding->property);
    write_unless_empty(writer, "expected", finding->expected);
    write_unless_empty(writer, "actual", finding->actual);
    write_unless_empty(writer, "contract", finding->contract);
    if (finding->pattern.length > 0 && !is_pattern_implied(finding)) {
        write_pair(writer, "pointer_pattern", finding->pattern);
    }
    dg_write_object_end(writer);
}

void report_json_finding(struct report *report, const struct finding *finding)
{
    report_json_write_finding(&report->output->writer, finding);
}

static void write_code(struct report *report, struct code code, uint64_t count)
{
    struct buffer name = {.data = NULL};

    code_add(&name, code);
    write_count(&report->output->writer, buffer_string(&name), count);
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
    write_count(writer, "documents", figures->documents);
    write_count(writer, "conforming", figures->conforming);
    write_count(writer, "violating", figures->violating);
    write_count(writer, "unwanted", figures->unwanted);
    write_count(writer, "skipped", figures->skipped);
    write_count(writer, "unreadable", figures->unreadable);
    write_count(writer, "unmatched", figures->unmatched);
}

static void write_note(struct dg_writer *writer, const struct input_result *result,
                       const struct note *note)
{
    dg_write_object(writer);
    if (note->record > 0) {
        write_count(writer, "record", note->record);
    }
    write_pair(writer, "kind", dg_text_of(input_result_kind(note->kind)));
    write_pair(writer, "reason", dg_text_of(input_result_reason(result, note)));
    dg_write_object_end(writer);
}

void report_json_input(struct report *report, const struct input_result *result)
{
    struct dg_writer *writer = &report->spool->writer;

    dg_write_object(writer);
    write_pair(writer, "input", dg_text_of(result->input));
    write_figures(writer, &result->figures);
    dg_write_key(writer, dg_text_of("notes"));
    dg_write_array(writer);
    for (size_t i = 0; i < result->note_count; i++) {
        write_note(writer, result, &result->notes[i]);
    }
    dg_write_array_end(writer);
    if (result->notes_not_printed > 0) {
        write_count(writer, "notes_not_printed", result->notes_not_printed);
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
    write_count(writer, "suppressed", totals->suppressed);
    if (totals->vanished > 0) {
        write_count(writer, "vanished", totals->vanished);
    }
    write_count(writer, "errors", totals->errors);
    write_count(writer, "warnings", totals->warnings);
    write_count(writer, "rules_skipped", totals->rules_skipped);
    write_count(writer, "rules_not_applicable", totals->rules_not_applicable);
    if (report->not_printed > 0) {
        write_count(writer, "not_printed", report->not_printed);
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

    write_pair(writer, "schema", dg_text_of("dg-report/1"));
    dg_write_key(writer, dg_text_of("tool"));
    dg_write_object(writer);
    write_pair(writer, "name", dg_text_of(PROGRAM_NAME));
    write_pair(writer, "version", dg_text_of(PROGRAM_VERSION));
    dg_write_object_end(writer);
    dg_write_key(writer, dg_text_of("contract"));
    dg_write_object(writer);
    write_pair(writer, "title", dg_text_of(contract->title));
    write_pair(writer, "version", dg_text_of(contract->version));
    write_pair(writer, "digest", dg_text_of(contract->digest));
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
