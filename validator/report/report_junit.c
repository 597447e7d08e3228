/* The JUnit report: an input is a test suite, with a test case for the input as a whole and one for
 * each record that fails. It is valid by the schemas of Ant and of Jenkins. */
#include "report/report_format.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape_text.h"
#include "base/trouble.h"
#include "common/memory.h"
#include "report/report_coverage.h"
#include "report/shortfall.h"

/* What the schema of Ant requires, and what would make two reports of the same inputs differ. */
#define NO_TIME "time=\"0\""
#define NO_DATE "timestamp=\"1970-01-01T00:00:00\" hostname=\"localhost\""

/* The state of a report. The test cases of the input's records are in report->spool. */
struct report_junit {
    struct spool *passing; /* lines of findings of records that don't fail */
    uint64_t suites;
    uint64_t failures;    /* of the input */
    uint64_t not_printed; /* findings of the inputs before */
    bool in_record;
    uint64_t record;
    bool failed;           /* the record has a finding that fails */
    struct buffer input;   /* escaped, as the next four */
    struct buffer lines;   /* of the findings of the record */
    struct buffer message; /* of the first finding that fails */
    struct buffer code;
    struct buffer text; /* what is being written */
    struct buffer line; /* not escaped */
};

void report_junit_begin(struct report *report)
{
    static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";

    report->spool = spool_new();
    report->junit = memory_new(sizeof *report->junit);
    report->junit->passing = spool_new();
    dg_write_bytes(&report->output->writer, head, sizeof head - 1);
}

static void write_buffer(struct dg_writer *writer, const struct buffer *text)
{
    if (text->length > 0) {
        dg_write_bytes(writer, text->data, text->length);
    }
}

/* A token of XML Schema must not be blank. */
static void add_name(struct buffer *out, const char *name)
{
    struct dg_text text = dg_text_of(name);
    size_t blanks = 0;

    while (blanks < text.length && text.data[blanks] == ' ') {
        blanks++;
    }
    escape_xml(out, blanks == text.length ? dg_text_of("''") : text);
}

/* Begins the element of a test case: <testcase name="record 3" …> */
static void begin_case(struct report_junit *state, const char *name)
{
    buffer_clear(&state->text);
    buffer_format(&state->text, "    <testcase name=\"%s\" classname=\"%s\" " NO_TIME, name,
                  buffer_string(&state->input));
}

/* Ends the record, whose findings are known. */
static void end_record(struct report *report)
{
    struct report_junit *state = report->junit;

    if (!state->in_record) {
        return;
    }
    state->in_record = false;
    if (!state->failed) {
        write_buffer(&state->passing->writer, &state->lines);
        return;
    }
    state->failures++;
    buffer_clear(&state->line);
    finding_add_record(&state->line, state->record);
    begin_case(state, buffer_string(&state->line));
    buffer_format(&state->text, ">\n      <failure message=\"%s\" type=\"%s\">%s</failure>\n",
                  buffer_string(&state->message), buffer_string(&state->code),
                  buffer_string(&state->lines));
    buffer_add(&state->text, "    </testcase>\n");
    write_buffer(&report->spool->writer, &state->text);
}

static void begin_record(struct report_junit *state, const struct record *record)
{
    state->in_record = true;
    state->failed = false;
    state->record = record->number;
    buffer_clear(&state->lines);
    buffer_clear(&state->input);
    add_name(&state->input, record->input);
}

/* Adds a line of text to the lines of the record, with the record's name if it isn't to be a test
   case. */
static void add_line(struct report_junit *state, const struct finding *finding)
{
    buffer_clear(&state->line);
    if (finding->record->number > 0) {
        finding_add_record(&state->line, finding->record->number);
        buffer_add(&state->line, ": ");
    }
    finding_add_line(&state->line, finding);
    escape_xml(&state->lines, buffer_text(&state->line));
    buffer_add(&state->lines, "\n");
}

void report_junit_finding(struct report *report, const struct finding *finding)
{
    struct report_junit *state = report->junit;

    if (state->in_record && state->record != finding->record->number) {
        end_record(report);
    }
    if (!state->in_record) {
        begin_record(state, finding->record);
    }
    if (!state->failed && finding->severity >= report->failing) {
        state->failed = true;
        buffer_clear(&state->message);
        escape_xml(&state->message, finding->message);
        buffer_clear(&state->code);
        escape_xml(&state->code, finding->code);
    }
    add_line(state, finding);
    report->pending =
        spool_length(report->spool) + spool_length(state->passing) + state->lines.length;
}

static void add_notes(struct report_junit *state, const struct input_result *result)
{
    for (size_t i = 0; i < result->note_count; i++) {
        buffer_clear(&state->line);
        input_result_add_note(&state->line, result, &result->notes[i]);
        escape_xml(&state->text, buffer_text(&state->line));
        buffer_add(&state->text, "\n");
    }
    if (result->notes_not_printed > 0) {
        buffer_format(&state->text, "and %" PRIu64 " more\n", result->notes_not_printed);
    }
}

/* Why the input as a whole has the outcome. */
static const char *type_of(const struct input_result *result, enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_PASSED:
    case OUTCOME_SKIPPED:
        return "";
    case OUTCOME_UNREADABLE:
        return " type=\"unreadable\"";
    case OUTCOME_FAILED:
        break;
    }
    return result->figures.violating > 0  ? " type=\"violating\""
           : result->figures.unwanted > 0 ? " type=\"unwanted\""
                                          : " type=\"skipped\"";
}

/* Writes the test case of the input as a whole. */
static void write_input_case(struct report *report, const struct input_result *result,
                             enum outcome outcome)
{
    static const char *const elements[] = {
        [OUTCOME_PASSED] = "",
        [OUTCOME_SKIPPED] = "skipped",
        [OUTCOME_FAILED] = "failure",
        [OUTCOME_UNREADABLE] = "error",
    };
    struct report_junit *state = report->junit;

    begin_case(state, "input");
    if (outcome == OUTCOME_PASSED) {
        buffer_add(&state->text, "/>\n");
    } else {
        buffer_clear(&state->line);
        input_result_add_words(&state->line, result, outcome);
        buffer_format(&state->text, ">\n      <%s message=\"", elements[outcome]);
        escape_xml(&state->text, buffer_text(&state->line));
        buffer_format(&state->text, "\"%s>", type_of(result, outcome));
        add_notes(state, result);
        buffer_format(&state->text, "</%s>\n    </testcase>\n", elements[outcome]);
    }
    write_buffer(&report->output->writer, &state->text);
}

/* Begins a suite of that number of tests besides the one of the input as a whole. */
static void begin_suite(struct report *report, uint64_t failures, enum outcome outcome)
{
    struct report_junit *state = report->junit;

    buffer_clear(&state->text);
    buffer_format(&state->text,
                  "  <testsuite name=\"%s\" package=\"\" id=\"%" PRIu64 "\" " NO_DATE
                  " tests=\"%" PRIu64 "\" failures=\"%" PRIu64
                  "\" errors=\"%d\" skipped=\"%d\" " NO_TIME ">\n    <properties/>\n",
                  buffer_string(&state->input), state->suites++, failures + 1,
                  failures + (outcome == OUTCOME_FAILED), outcome == OUTCOME_UNREADABLE,
                  outcome == OUTCOME_SKIPPED);
    write_buffer(&report->output->writer, &state->text);
}

/* Ends a suite, with the findings that don't fail, and the notes of an input that passed. */
static void end_suite(struct report *report, const struct input_result *passed)
{
    struct report_junit *state = report->junit;

    buffer_clear(&state->text);
    buffer_add(&state->text, "    <system-out>");
    write_buffer(&report->output->writer, &state->text);
    spool_move(state->passing, report->output);
    buffer_clear(&state->text);
    if (passed != NULL) {
        add_notes(state, passed);
    }
    if (report->not_printed > state->not_printed) {
        buffer_format(&state->text, "and %" PRIu64 " more findings\n",
                      report->not_printed - state->not_printed);
    }
    buffer_add(&state->text, "</system-out>\n    <system-err/>\n  </testsuite>\n");
    write_buffer(&report->output->writer, &state->text);
    state->not_printed = report->not_printed;
}

void report_junit_input(struct report *report, const struct input_result *result)
{
    struct report_junit *state = report->junit;
    enum outcome outcome = input_result_outcome(result, report->fail_on_skip);

    end_record(report);
    buffer_clear(&state->input);
    add_name(&state->input, result->input);
    begin_suite(report, state->failures, outcome);
    write_input_case(report, result, outcome);
    spool_move(report->spool, report->output);
    end_suite(report, outcome == OUTCOME_PASSED ? result : NULL);
    state->failures = 0;
    report->pending = 0;
}

/* A run that a signal ended didn't pass. */
static void write_interruption(struct report *report)
{
    struct report_junit *state = report->junit;

    buffer_clear(&state->input);
    buffer_add(&state->input, PROGRAM_NAME);
    begin_suite(report, 0, OUTCOME_UNREADABLE);
    begin_case(state, "run");
    buffer_add(&state->text,
               ">\n      <error message=\"a signal ended the run: inputs are missing\""
               " type=\"interrupted\"/>\n    </testcase>\n");
    write_buffer(&report->output->writer, &state->text);
    end_suite(report, NULL);
}

/* Begins a suite of one case, which fails if the run falls short. */
static void begin_run(struct report *report, enum shortfall shortfall, const struct totals *totals)
{
    struct report_junit *state = report->junit;
    const char *name = shortfall_name(shortfall);
    bool failed = shortfall_is(shortfall, report, totals);

    buffer_clear(&state->input);
    buffer_add(&state->input, name);
    begin_suite(report, 0, failed ? OUTCOME_FAILED : OUTCOME_PASSED);
    begin_case(state, name);
    if (failed) {
        buffer_add(&state->text, ">\n      <failure message=\"");
        shortfall_add(&state->text, shortfall, report, totals);
        buffer_format(&state->text, "\" type=\"%s\"/>\n    </testcase>\n", name);
    } else {
        buffer_add(&state->text, "/>\n");
    }
    write_buffer(&report->output->writer, &state->text);
}

/* A suite whose output is the coverage. */
static void write_coverage(struct report *report, const struct totals *totals)
{
    struct report_junit *state = report->junit;
    struct dg_text rest = {NULL, 0};

    begin_run(report, SHORTFALL_COVERAGE, totals);
    buffer_clear(&state->text);
    buffer_add(&state->text, "    <system-out>");
    buffer_clear(&state->line);
    report_coverage_add_text(&state->line, totals->coverage, "");
    rest = buffer_text(&state->line);
    while (rest.length > 0) {
        const char *feed = memchr(rest.data, '\n', rest.length);
        size_t length = (size_t)(feed - rest.data);

        escape_xml(&state->text, (struct dg_text){rest.data, length});
        buffer_add(&state->text, "\n");
        rest = (struct dg_text){feed + 1, rest.length - length - 1};
    }
    buffer_add(&state->text, "</system-out>\n    <system-err/>\n  </testsuite>\n");
    write_buffer(&report->output->writer, &state->text);
}

void report_junit_end(struct report *report, const struct totals *totals)
{
    static const char tail[] = "</testsuites>\n";

    if (totals->interrupted) {
        write_interruption(report);
    }
    if (totals->coverage != NULL) {
        write_coverage(report, totals);
    }
    if (shortfall_is(SHORTFALL_BASELINE, report, totals)) {
        begin_run(report, SHORTFALL_BASELINE, totals);
        end_suite(report, NULL);
    }
    dg_write_bytes(&report->output->writer, tail, sizeof tail - 1);
}

void report_junit_free(struct report *report)
{
    struct report_junit *state = report->junit;

    if (state != NULL) {
        spool_free(state->passing);
        buffer_free(&state->input);
        buffer_free(&state->lines);
        buffer_free(&state->message);
        buffer_free(&state->code);
        buffer_free(&state->text);
        buffer_free(&state->line);
        free(state);
    }
}
