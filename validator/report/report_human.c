/* The report for people: one line for each finding, the line of the document with a caret, and a
 * summary. */
#include "report/report_format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/display.h"
#include "report/report_coverage.h"
#include "report/summary.h"

/* The number of cells before a quoted line, and the least number of cells of the line. */
#define GUTTER 9
#define FEWEST_COLUMNS 20

enum style {
    STYLE_POSITION,
    STYLE_ERROR,
    STYLE_WARNING,
    STYLE_INFO,
    STYLE_CODE,
    STYLE_CARET,
    STYLE_NONE
};

static void put(struct report *report, const char *string)
{
    dg_write_bytes(&report->output->writer, string, strlen(string));
}

static void put_style(struct report *report, enum style style)
{
    static const char *const sequences[] = {
        [STYLE_POSITION] = "\x1b[1m", [STYLE_ERROR] = "\x1b[1;31m", [STYLE_WARNING] = "\x1b[1;35m",
        [STYLE_INFO] = "\x1b[1;36m",  [STYLE_CODE] = "\x1b[2m",     [STYLE_CARET] = "\x1b[1;32m",
        [STYLE_NONE] = "\x1b[0m",
    };

    if (report->color) {
        put(report, sequences[style]);
    }
}

static void put_number(struct report *report, uint64_t number)
{
    char digits[24];

    snprintf(digits, sizeof digits, "%" PRIu64, number);
    put(report, digits);
}

/* Prints up to `columns` cells of the text from `at` on. Returns the number of cells; *stopped is
   the end of the printed text. */
static unsigned put_harmless(struct report *report, const char *at, const char *end,
                             unsigned columns, const char **stopped)
{
    unsigned taken = 0;

    for (;;) {
        unsigned left = columns - taken;
        size_t plain = display_plain(at, (size_t)(end - at) < left ? end : at + left);
        const char *next = at + plain;
        struct glyph glyph;

        dg_write_bytes(&report->output->writer, at, plain);
        taken += (unsigned)plain;
        at = next;
        if (at == end) {
            break;
        }
        glyph = display_next(&next, end);
        if (glyph.columns > columns - taken) {
            break;
        }
        dg_write_bytes(&report->output->writer, glyph.bytes, glyph.length);
        taken += glyph.columns;
        at = next;
    }
    *stopped = at;
    return taken;
}

static void put_text(struct report *report, struct dg_text text)
{
    const char *stopped = NULL;

    put_harmless(report, text.data, text.data + text.length, UINT32_MAX, &stopped);
}

static void put_string(struct report *report, const char *string)
{
    put_text(report, dg_text_of(string));
}

static void put_input(struct report *report, const char *input, const struct record *record,
                      bool part)
{
    put_string(report, input);
    if (part && record->part != NULL && record->number > 0) {
        put(report, " (");
        put(report, record->part);
        put(report, " ");
        put_number(report, record->number);
        put(report, ")");
    }
}

static void put_position(struct report *report, const struct finding *finding)
{
    const struct record *record = finding->record;

    put_style(report, STYLE_POSITION);
    put_input(report, record->input, record, record->apart || !finding->placed);
    if (finding->placed) {
        put(report, ":");
        put_number(report, finding->line);
        put(report, ":");
        put_number(report, finding->column);
    }
    put(report, ":");
    put_style(report, STYLE_NONE);
    put(report, " ");
}

static void put_severity(struct report *report, enum dg_severity severity)
{
    static const enum style styles[] = {
        [DG_SEVERITY_OFF] = STYLE_NONE,
        [DG_SEVERITY_INFO] = STYLE_INFO,
        [DG_SEVERITY_WARNING] = STYLE_WARNING,
        [DG_SEVERITY_ERROR] = STYLE_ERROR,
    };

    put_style(report, styles[severity]);
    put(report, dg_severity_name(severity));
    put(report, ":");
    put_style(report, STYLE_NONE);
    put(report, " ");
}

/* The number of cells for a quoted line, beside the ellipsis after it. */
static unsigned columns_of(const struct report *report)
{
    unsigned most = GUTTER + 1 + FEWEST_COLUMNS;

    return (report->columns > most ? report->columns : most) - GUTTER - 1;
}

static unsigned count_columns(const char *at, const char *end)
{
    unsigned columns = 0;

    while (at < end) {
        columns += display_next(&at, end).columns;
    }
    return columns;
}

/* The beginning of the shown part of a line that ends at `end`, so that the caret is visible. */
static const char *window_begin(const struct excerpt *excerpt, const char *end, unsigned columns)
{
    const char *caret = excerpt->at;
    const char *begin = display_back(excerpt->begin, caret, columns);
    unsigned before = count_columns(begin, caret);
    unsigned enough = columns / 10;

    if (begin == excerpt->begin &&
        (before + enough <= columns || before + count_columns(caret, end) <= columns)) {
        return begin;
    }
    while (before > columns - columns * 2 / 5) {
        before -= display_next(&begin, caret).columns;
    }
    return begin;
}

static void put_gutter(struct report *report, const char *number)
{
    char gutter[32];

    snprintf(gutter, sizeof gutter, "%6s | ", number);
    put(report, gutter);
}

static void put_source(struct report *report, const struct finding *finding)
{
    const struct excerpt *excerpt = &finding->excerpt;
    unsigned columns = columns_of(report);
    const char *end = display_line_end(excerpt->at, excerpt->end, columns);
    const char *begin = window_begin(excerpt, end, columns);
    const char *stopped = NULL;
    char number[24];
    unsigned column = 0;
    bool cut = false;

    if (excerpt->begin == end) {
        return;
    }
    snprintf(number, sizeof number, "%" PRIu64, finding->body_line);
    put_gutter(report, number);
    if (begin > excerpt->begin || excerpt->cut_before) {
        put(report, "\u2026");
        column++;
    }
    column += put_harmless(report, begin, excerpt->at, columns - column, &stopped);
    put_harmless(report, excerpt->at, end, columns - column, &stopped);
    cut = stopped == excerpt->end ? excerpt->cut_after : *stopped != '\r' && *stopped != '\n';
    put(report, cut ? "\u2026\n" : "\n");
    put_gutter(report, "");
    while (column-- > 0) {
        put(report, " ");
    }
    put_style(report, STYLE_CARET);
    put(report, "^");
    put_style(report, STYLE_NONE);
    put(report, "\n");
}

void report_human_finding(struct report *report, const struct finding *finding)
{
    if (finding->repeated) {
        return;
    }
    put_position(report, finding);
    put_severity(report, finding->severity);
    if (finding->pointer.length > 0) {
        put_text(report, finding->pointer);
        put(report, ": ");
    }
    put_text(report, finding->message);
    put_style(report, STYLE_CODE);
    put(report, " [");
    put_text(report, finding->code);
    put(report, "]");
    put_style(report, STYLE_NONE);
    put(report, "\n");
    if (finding->excerpt.begin != NULL && !finding->again) {
        put_source(report, finding);
    }
}

static void put_count(struct report *report, uint64_t count, const char *one, const char *many)
{
    struct buffer text = {.data = NULL};

    summary_add_count(&text, count, one, many);
    dg_write_bytes(&report->output->writer, text.data, text.length);
    buffer_free(&text);
}

void report_human_input(struct report *report, const struct input_result *result)
{
    if (report->verbose && figures_all_conform(&result->figures)) {
        put_string(report, result->input);
        put(report, ": ");
        put_count(report, result->figures.documents, "document conforms\n", "documents conform\n");
    }
}

void report_human_answered(struct report *report, const struct record *record, const char *words)
{
    if (record->number > 0) {
        put(report, record->part);
        put(report, " ");
        put_number(report, record->number);
        put(report, ": ");
    }
    put_string(report, words);
    put(report, "\n");
}

void report_human_hint(struct report *report, const char *input, const char *words)
{
    put_string(report, input);
    put(report, ": ");
    put_string(report, words);
    put(report, "\n");
}

void report_human_unjudged(struct report *report, const char *path, const struct record *record,
                           const char *why)
{
    if (report->verbose) {
        put_input(report, path, record, record != NULL);
        put(report, ": not judged, ");
        put_string(report, why);
        put(report, "\n");
    }
}

/* The reason why a rule was not applicable. */
static const char *lacking(const struct dg_rule *rule)
{
    bool compares = !rule->http && rule->parameter_count == 0;

    for (size_t i = 0; i < rule->read_count; i++) {
        compares = compares || rule->reads[i].of != DG_RULE_OF_FAULTS;
    }
    if (compares) {
        return "the previous state is not known (oldSelf)";
    }
    return rule->parameter_count > 0 ? "the request is not known (request)"
                                     : "the response is not known (http)";
}

/* Whether two rules were not applicable to the same number of documents, for the same reason. */
static bool passed_alike(const struct report *report, const struct totals *totals, size_t a,
                         size_t b)
{
    return totals->passes[a].documents == totals->passes[b].documents &&
           strcmp(lacking(&report->contract->rules[a]), lacking(&report->contract->rules[b])) == 0;
}

/* Prints the rules that have the number of documents and the reason of the rule `first`, unless an
 * earlier line has them. */
static void put_alike(struct report *report, const struct totals *totals, size_t first)
{
    const struct dg_rule *rules = report->contract->rules;

    for (size_t i = 0; i < first; i++) {
        if (passed_alike(report, totals, i, first)) {
            return;
        }
    }
    put(report, "not applicable to ");
    put_count(report, totals->passes[first].documents, "document, ", "documents, ");
    put(report, lacking(&rules[first]));
    for (size_t i = first; i < report->contract->rule_count; i++) {
        if (passed_alike(report, totals, i, first)) {
            put(report, i == first ? ": rule." : ", rule.");
            put_string(report, rules[i].id);
        }
    }
    put(report, "\n");
}

/* Prints the rules that were not applicable, with the number of documents and the reason. */
static void put_passes(struct report *report, const struct totals *totals)
{
    uint64_t nested = totals->rules_not_applicable;

    for (size_t i = 0; totals->passes != NULL && i < report->contract->rule_count; i++) {
        nested -= totals->passes[i].times;
        if (totals->passes[i].times > 0) {
            put_alike(report, totals, i);
        }
    }
    if (totals->passes != NULL && nested > 0) {
        put(report, "not applicable ");
        put_count(report, nested, "time, ", "times, ");
        put(report, "objects inside documents have no states: their rules that read oldSelf\n");
    }
}

static void put_coverage(struct report *report, const struct coverage_result *coverage)
{
    struct buffer text = {.data = NULL};

    if (coverage != NULL) {
        report_coverage_add_text(&text, coverage, "");
        put(report, buffer_string(&text));
    }
    buffer_free(&text);
}

void report_human_end(struct report *report, const struct totals *totals)
{
    struct buffer line = {.data = NULL};

    if (report->not_printed > 0) {
        put(report, "and ");
        put_count(report, report->not_printed, "more finding\n", "more findings\n");
    }
    put_passes(report, totals);
    summary_add(&line, totals, report->verbose);
    dg_write_bytes(&report->output->writer, line.data, line.length);
    buffer_free(&line);
    put(report, "\n");
    put_coverage(report, totals->coverage);
}
