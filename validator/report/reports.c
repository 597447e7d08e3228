/* Opens, feeds and closes the reports of a run. */
#include "report/reports.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/memory.h"

static bool wants_color(enum color color, int fd)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    if (color != COLOR_AUTO) {
        return color == COLOR_ALWAYS;
    }
    return (no_color == NULL || *no_color == '\0') && (term == NULL || strcmp(term, "dumb") != 0) &&
           isatty(fd) == 1;
}

/* The width of a terminal whose width isn't known, and the widest excerpt of a line. */
#define USUAL_COLUMNS 80
#define MOST_COLUMNS 1000

/* The number of COLUMNS; 0: there is none. */
static unsigned wanted_columns(void)
{
    const char *at = getenv("COLUMNS");
    unsigned columns = 0;

    if (at == NULL) {
        return 0;
    }
    for (; *at >= '0' && *at <= '9' && columns <= MOST_COLUMNS; at++) {
        columns = columns * 10 + (unsigned)(*at - '0');
    }
    return *at == '\0' || columns > MOST_COLUMNS ? columns : 0;
}

static unsigned columns_of(int fd)
{
    struct winsize size = {.ws_col = 0};
    unsigned columns = 0;

    if (ioctl(fd, TIOCGWINSZ, &size) == 0) {
        columns = size.ws_col;
    }
    columns = columns == 0 ? wanted_columns() : columns;
    columns = columns == 0 ? USUAL_COLUMNS : columns;
    return columns < MOST_COLUMNS ? columns : MOST_COLUMNS;
}

/* Whether none of the reports has the format. */
static bool is_first(const struct reports *reports, const struct report_format *format)
{
    for (size_t i = 0; i < reports->count; i++) {
        if (reports->list[i].format == format) {
            return false;
        }
    }
    return true;
}

/* `report` has its contract already. */
static bool open_report(struct report *report, const struct report_request *request,
                        const struct options *options)
{
    report->format = request->format;
    report->verbose = options->verbose;
    report->max_findings = options->max_findings;
    report->fail_on_skip = options->fail_on_skip;
    report->baseline_strict = options->baseline_strict;
    report->least_coverage = options->coverage_fail_under;
    report->failing = options->fail_on == FAIL_ON_WARNING ? DG_SEVERITY_WARNING : DG_SEVERITY_ERROR;
    report->output = memory_block(sizeof *report->output);
    if (!output_open(report->output, request->path, FILE_READERS_USUAL)) {
        free(report->output);
        report->output = NULL;
        return false;
    }
    report->terminal = isatty(report->output->fd) == 1;
    report->color = wants_color((enum color)options->color, report->output->fd);
    report->columns = columns_of(report->output->fd);
    return true;
}

static void abandon_all(struct reports *reports)
{
    for (size_t i = 0; i < reports->count; i++) {
        reports->list[i].format->free(&reports->list[i]);
        output_abandon(reports->list[i].output);
        free(reports->list[i].output);
        spool_free(reports->list[i].spool);
    }
    free(reports->list);
    input_result_free(&reports->result);
    *reports = (struct reports){.list = NULL};
}

bool reports_open(struct reports *reports, const struct options *options,
                  const struct dg_contract *contract)
{
    *reports = (struct reports){.list = NULL};
    if (options->report_count == 0) {
        return true;
    }
    reports->list = memory_new_array(options->report_count, sizeof *reports->list);
    for (size_t i = 0; i < options->report_count; i++) {
        reports->list[i].contract = contract;
        reports->list[i].first = is_first(reports, options->reports[i].format);
        if (!open_report(&reports->list[i], &options->reports[i], options)) {
            abandon_all(reports);
            return false;
        }
        reports->count++;
        reports->patterns |= reports->list[i].format->patterns;
        reports->quotes |= reports->list[i].format->quotes;
    }
    for (size_t i = 0; i < reports->count; i++) {
        struct report *report = &reports->list[i];

        report->format->begin(report);
        report->head = dg_writer_length(&report->output->writer);
    }
    return true;
}

void reports_finding(struct reports *reports, const struct finding *finding)
{
    for (size_t i = 0; i < reports->count; i++) {
        struct report *report = &reports->list[i];

        if (report_has_room(report)) {
            report->printed++;
            report->printed_of_document++;
            report->format->finding(report, finding);
        } else {
            report->not_printed++;
        }
    }
}

void reports_document(struct reports *reports, size_t length)
{
    for (size_t i = 0; i < reports->count; i++) {
        reports->list[i].read += length;
        reports->list[i].printed_of_document = 0;
    }
}

bool reports_pass(struct reports *reports)
{
    for (size_t i = 0; i < reports->count; i++) {
        if (report_has_room(&reports->list[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < reports->count; i++) {
        reports->list[i].not_printed++;
    }
    return true;
}

void reports_note(struct reports *reports, enum note_kind kind, uint64_t record, const char *reason)
{
    if (reports->count > 0) {
        input_result_note(&reports->result, kind, record, reason);
    }
}

void reports_input_result(struct reports *reports, const struct input_result *result)
{
    for (size_t i = 0; i < reports->count; i++) {
        reports->list[i].format->input(&reports->list[i], result);
    }
}

void reports_input(struct reports *reports, const char *input, const struct totals *totals)
{
    struct input_result *result = &reports->result;
    struct figures now = figures_of(totals);

    result->input = input;
    result->figures = figures_since(now, reports->before);
    reports_input_result(reports, result);
    reports->before = now;
    input_result_clear(result);
}

void reports_count_findings(struct reports *reports, uint64_t count)
{
    for (size_t i = 0; i < reports->count; i++) {
        reports->list[i].not_printed += count;
    }
}

void reports_answered(struct reports *reports, const struct record *record, const char *words)
{
    for (size_t i = 0; i < reports->count; i++) {
        reports->list[i].format->answered(&reports->list[i], record, words);
    }
}

void reports_hint(struct reports *reports, const char *input, const char *words)
{
    for (size_t i = 0; i < reports->count; i++) {
        reports->list[i].format->hint(&reports->list[i], input, words);
    }
}

void reports_unjudged(struct reports *reports, const char *path, const struct record *record,
                      const char *why)
{
    for (size_t i = 0; i < reports->count; i++) {
        reports->list[i].format->unjudged(&reports->list[i], path, record, why);
    }
}

void reports_line(struct reports *reports, const struct report_line *line)
{
    for (size_t i = 0; i < reports->count; i++) {
        report_pipe_line(&reports->list[i], line);
    }
}

void reports_flush_lines(struct reports *reports)
{
    for (size_t i = 0; i < reports->count; i++) {
        if (reports->list[i].pipe != NULL) {
            output_flush(reports->list[i].output);
        }
    }
}

bool reports_failed(const struct reports *reports)
{
    for (size_t i = 0; i < reports->count; i++) {
        if (reports->list[i].output->error != 0) {
            return true;
        }
    }
    return false;
}

void reports_show(struct reports *reports)
{
    for (size_t i = 0; i < reports->count; i++) {
        struct output *output = reports->list[i].output;

        if (output->writer.used > 0 && reports->list[i].terminal) {
            output_flush(output);
        }
    }
}

bool reports_close(struct reports *reports, const struct totals *totals, bool failed)
{
    bool whole = true;

    for (size_t i = 0; i < reports->count; i++) {
        struct report *report = &reports->list[i];

        if (failed && report->output->draft.created) {
            continue; /* it would replace a file by an incomplete report */
        }
        report->format->end(report, totals);
        whole = output_finish(report->output) && whole;
    }
    for (size_t i = 0; i < reports->count && whole && !failed; i++) {
        whole = output_place(reports->list[i].output);
    }
    abandon_all(reports);
    return whole;
}
