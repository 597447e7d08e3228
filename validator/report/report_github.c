/* Annotations for GitHub Actions: workflow commands, at most ten of a level, and a summary in
 * Markdown for the page of the job. */
#include "report/report_format.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/escape_text.h"
#include "base/trouble.h"
#include "common/file.h"
#include "common/memory.h"
#include "report/report_coverage.h"
#include "report/shortfall.h"
#include "report/summary.h"

/* GitHub shows no more of a level in a step. */
#define MOST_ANNOTATIONS 10
/* The number of inputs in the summary. */
#define MOST_ROWS 100

struct report_github {
    unsigned annotations[DG_SEVERITY_ERROR + 1];
    uint64_t left_out;   /* findings and notes without an annotation */
    uint64_t rows;       /* inputs that didn't pass */
    struct buffer table; /* of these inputs, in Markdown */
    struct buffer line;
    struct buffer text; /* not escaped */
};

void report_github_begin(struct report *report)
{
    report->github = memory_new(sizeof *report->github);
}

/* Whether one more annotation is shown. */
static bool take(struct report_github *state, enum dg_severity severity)
{
    bool shown = state->annotations[severity] < MOST_ANNOTATIONS;

    state->annotations[severity] += shown;
    state->left_out += !shown;
    return shown;
}

/* Whether the input is a file: neither standard input nor a request ("POST https://..."). */
static bool is_file(const char *input)
{
    const char *blank = strchr(input, ' ');

    return strcmp(input, "-") != 0 && (blank == NULL || (strncmp(blank, " http://", 8) != 0 &&
                                                         strncmp(blank, " https://", 9) != 0));
}

/* Begins a command, and its message in state->text: "::error
   file=a.json,line=1,col=2,title=enum::". `finding` may be NULL. What isn't a file is named in the
   message. */
static void begin_command(struct report_github *state, enum dg_severity severity, const char *input,
                          const struct finding *finding, struct dg_text title)
{
    static const char *const levels[] = {
        [DG_SEVERITY_OFF] = "notice",
        [DG_SEVERITY_INFO] = "notice",
        [DG_SEVERITY_WARNING] = "warning",
        [DG_SEVERITY_ERROR] = "error",
    };

    bool placed = finding != NULL && finding->placed;

    buffer_clear(&state->text);
    buffer_clear(&state->line);
    buffer_format(&state->line, "::%s ", levels[severity]);
    if (is_file(input)) {
        buffer_add(&state->line, "file=");
        escape_command_property(&state->line, dg_text_of(input));
        if (placed) {
            buffer_format(&state->line, ",line=%" PRIu64 ",col=%" PRIu64, finding->line,
                          finding->column);
        }
        buffer_add(&state->line, ",");
    } else {
        buffer_add(&state->text, input);
        if (placed) {
            buffer_format(&state->text, ":%" PRIu64 ":%" PRIu64, finding->line, finding->column);
        }
        buffer_add(&state->text, ": ");
    }
    buffer_add(&state->line, "title=");
    escape_command_property(&state->line, title);
    buffer_add(&state->line, "::");
}

/* Ends the command with the message in state->text. */
static void end_command(struct report *report)
{
    struct report_github *state = report->github;

    escape_command(&state->line, buffer_text(&state->text));
    buffer_add(&state->line, "\n");
    dg_write_bytes(&report->output->writer, state->line.data, state->line.length);
}

void report_github_finding(struct report *report, const struct finding *finding)
{
    struct report_github *state = report->github;

    if (!take(state, finding->severity)) {
        return;
    }
    begin_command(state, finding->severity, finding->record->input, finding, finding->code);
    if (finding->record->number > 0) {
        finding_add_record(&state->text, finding->record->number);
        buffer_add(&state->text, ": ");
    }
    if (finding->pointer.length > 0) {
        buffer_add_text(&state->text, finding->pointer);
        buffer_add(&state->text, ": ");
    }
    buffer_add_text(&state->text, finding->message);
    end_command(report);
}

static void annotate_note(struct report *report, const struct input_result *result,
                          const struct note *note)
{
    static const enum dg_severity severities[] = {
        [NOTE_SKIPPED] = DG_SEVERITY_WARNING,
        [NOTE_UNREADABLE] = DG_SEVERITY_ERROR,
        [NOTE_UNMATCHED] = DG_SEVERITY_OFF,
        [NOTE_NO_RESPONSE] = DG_SEVERITY_ERROR,
    };
    struct report_github *state = report->github;
    enum dg_severity severity = severities[note->kind];

    if (severity != DG_SEVERITY_OFF && take(state, severity)) {
        begin_command(state, severity, result->input, NULL,
                      dg_text_of(input_result_kind(note->kind)));
        input_result_add_note(&state->text, result, note);
        end_command(report);
    }
}

/* Adds a row about the input to the table of the summary. */
static void add_row(struct report_github *state, const struct input_result *result,
                    enum outcome outcome)
{
    if (state->rows++ >= MOST_ROWS) {
        return;
    }
    buffer_add(&state->table, "| ");
    escape_markdown(&state->table, dg_text_of(result->input));
    buffer_add(&state->table, " | ");
    buffer_clear(&state->text);
    input_result_add_words(&state->text, result, outcome);
    escape_markdown(&state->table, buffer_text(&state->text));
    buffer_add(&state->table, " |\n");
}

void report_github_input(struct report *report, const struct input_result *result)
{
    enum outcome outcome = input_result_outcome(result, report->fail_on_skip);

    for (size_t i = 0; i < result->note_count; i++) {
        annotate_note(report, result, &result->notes[i]);
    }
    report->github->left_out += result->notes_not_printed;
    if (outcome != OUTCOME_PASSED) {
        add_row(report->github, result, outcome);
    }
}

static void add_codes(const struct report *report, const struct totals *totals, struct buffer *out)
{
    const char *head = "\n| code | findings |\n| --- | ---: |\n";
    struct code code;

    for (size_t i = 0; i < code_count(report->contract); i++) {
        if (code_at(report->contract, i, &code) && totals->codes[i] > 0) {
            struct buffer name = {.data = NULL};

            buffer_add(out, head);
            head = "";
            code_add(&name, code);
            buffer_add(out, "| ");
            escape_markdown(out, buffer_text(&name));
            buffer_format(out, " | %" PRIu64 " |\n", totals->codes[i]);
            buffer_free(&name);
        }
    }
}

/* Makes the summary for the page of the job. */
static void make_page(const struct report *report, const struct totals *totals, struct buffer *out)
{
    const struct report_github *state = report->github;

    buffer_format(out, "### %s\n\n", PROGRAM_NAME);
    escape_markdown(out, dg_text_of(report->contract->title));
    buffer_add(out, " ");
    escape_markdown(out, dg_text_of(report->contract->version));
    buffer_add(out, "\n\n");
    summary_add(out, totals, false);
    buffer_add(out, "\n");
    if (totals->coverage != NULL) {
        buffer_add(out, "\n");
        report_coverage_add_figures(out, totals->coverage);
        buffer_add(out, "\n");
    }
    add_codes(report, totals, out);
    if (state->rows > 0) {
        buffer_add(out, "\n| input | result |\n| --- | --- |\n");
        buffer_add_bytes(out, state->table.data, state->table.length);
    }
    if (state->rows > MOST_ROWS) {
        buffer_format(out, "\nand %" PRIu64 " more inputs\n", state->rows - MOST_ROWS);
    }
    buffer_add(out, "\n");
}

/* Appends the text to the file, which other steps of the job write, too. Returns 0 or errno. */
static int append(const char *path, const struct buffer *text)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
    int error = 0;

    if (fd < 0) {
        return errno;
    }
    if (!file_write(fd, text->data, text->length)) {
        error = errno;
    }
    if (close(fd) != 0 && error == 0) {
        error = errno;
    }
    return error;
}

static void write_page(struct report *report, const struct totals *totals)
{
    const char *path = getenv("GITHUB_STEP_SUMMARY");
    struct buffer page = {.data = NULL};
    int error = 0;

    if (!report->first || path == NULL || *path == '\0' || !output_flush(report->output)) {
        return;
    }
    make_page(report, totals, &page);
    error = append(path, &page);
    buffer_free(&page);
    if (error != 0) {
        output_fail(report->output, path, error);
    }
}

void report_github_end(struct report *report, const struct totals *totals)
{
    struct report_github *state = report->github;
    uint64_t left_out = state->left_out + report->not_printed;

    buffer_clear(&state->line);
    for (enum shortfall at = 0; at < SHORTFALL_COUNT; at++) {
        if (shortfall_is(at, report, totals)) {
            buffer_format(&state->line, "::error title=%s::", shortfall_name(at));
            buffer_clear(&state->text);
            shortfall_add(&state->text, at, report, totals);
            escape_command(&state->line, buffer_text(&state->text));
            buffer_add(&state->line, "\n");
        }
    }
    summary_add(&state->line, totals, false);
    if (left_out > 0) {
        buffer_add(&state->line, "; ");
        summary_add_count(&state->line, left_out, "more isn't annotated", "more aren't annotated");
    }
    buffer_add(&state->line, "\n");
    if (totals->coverage != NULL) {
        report_coverage_add_figures(&state->line, totals->coverage);
        buffer_add(&state->line, "\n");
    }
    dg_write_bytes(&report->output->writer, state->line.data, state->line.length);
    write_page(report, totals);
}

void report_github_free(struct report *report)
{
    struct report_github *state = report->github;

    if (state != NULL) {
        buffer_free(&state->table);
        buffer_free(&state->line);
        buffer_free(&state->text);
        free(state);
    }
}
