/* The report for the Test Anything Protocol, version 13: an input is a point, followed by its
 * findings as comments. */
#include "report/report_format.h"

#include <inttypes.h>
#include <string.h>

#include "base/escape_text.h"
#include "report/report_coverage.h"
#include "report/shortfall.h"

static void put(struct dg_writer *writer, const char *string)
{
    dg_write_bytes(writer, string, strlen(string));
}

/* Writes the escaped text with what stands around it. */
static void put_line(struct dg_writer *writer, const char *before, const struct buffer *line)
{
    struct buffer text = {.data = NULL};

    buffer_add(&text, before);
    escape_plain(&text, buffer_text(line));
    buffer_add(&text, "\n");
    dg_write_bytes(writer, text.data, text.length);
    buffer_free(&text);
}

void report_tap_begin(struct report *report)
{
    report->spool = spool_new();
    put(&report->output->writer, "TAP version 13\n");
}

void report_tap_finding(struct report *report, const struct finding *finding)
{
    struct buffer line = {.data = NULL};

    if (finding->record->number > 0) {
        finding_add_record(&line, finding->record->number);
        buffer_add(&line, ": ");
    }
    finding_add_line(&line, finding);
    put_line(&report->spool->writer, "# ", &line);
    buffer_free(&line);
    report->pending = spool_length(report->spool);
}

static void put_notes(struct dg_writer *writer, const struct input_result *result)
{
    struct buffer line = {.data = NULL};

    for (size_t i = 0; i < result->note_count; i++) {
        buffer_clear(&line);
        input_result_add_note(&line, result, &result->notes[i]);
        put_line(writer, "# ", &line);
    }
    if (result->notes_not_printed > 0) {
        buffer_clear(&line);
        buffer_format(&line, "and %" PRIu64 " more", result->notes_not_printed);
        put_line(writer, "# ", &line);
    }
    buffer_free(&line);
}

/* Writes "ok 3 - the input # SKIP 1 of 2 documents is skipped". */
static void put_point(struct report *report, const struct input_result *result,
                      enum outcome outcome)
{
    bool passed = outcome == OUTCOME_PASSED || outcome == OUTCOME_SKIPPED;
    struct buffer line = {.data = NULL};
    struct buffer words = {.data = NULL};

    buffer_format(&line, "%sok %" PRIu64 " - ", passed ? "" : "not ", ++report->points);
    escape_tap(&line, dg_text_of(result->input));
    if (outcome == OUTCOME_SKIPPED) {
        buffer_add(&line, " # SKIP ");
    } else if (!passed) {
        buffer_add(&line, ": ");
    }
    if (outcome != OUTCOME_PASSED) {
        input_result_add_words(&words, result, outcome);
        escape_tap(&line, buffer_text(&words));
    }
    buffer_add(&line, "\n");
    dg_write_bytes(&report->output->writer, line.data, line.length);
    buffer_free(&line);
    buffer_free(&words);
}

void report_tap_input(struct report *report, const struct input_result *result)
{
    put_point(report, result, input_result_outcome(result, report->fail_on_skip));
    spool_move(report->spool, report->output);
    put_notes(&report->output->writer, result);
    report->pending = 0;
}

void report_tap_end(struct report *report, const struct totals *totals)
{
    struct buffer line = {.data = NULL};

    if (report->not_printed > 0) {
        buffer_format(&line, "# and %" PRIu64 " more findings\n", report->not_printed);
    }
    for (enum shortfall at = 0; at < SHORTFALL_COUNT; at++) {
        if (shortfall_is(at, report, totals)) {
            buffer_format(&line, "not ok %" PRIu64 " - %s: ", ++report->points, shortfall_name(at));
            shortfall_add(&line, at, report, totals);
            buffer_add(&line, "\n");
        }
    }
    if (totals->coverage != NULL) {
        report_coverage_add_text(&line, totals->coverage, "# ");
    }
    buffer_format(&line, "1..%" PRIu64 "%s\n", report->points,
                  report->points == 0 ? " # SKIP no input" : "");
    if (totals->interrupted) {
        buffer_add(&line, "Bail out! a signal ended the run\n");
    }
    dg_write_bytes(&report->output->writer, line.data, line.length);
    buffer_free(&line);
}
