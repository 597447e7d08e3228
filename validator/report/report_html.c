/* The report as one page: figures, charts, and findings with their context. Findings and inputs
 * wait in spools, since the figures above them are known at the end only. The page loads nothing,
 * and its policy allows its own style and script alone. */
#include "report/report_html.h"

#include <stdlib.h>
#include <string.h>

#include "base/display.h"
#include "base/spool.h"
#include "base/trouble.h"
#include "report/html/chart.h"
#include "report/html/markup.h"
#include "report/lifecycle_view.h"
#include "report/report_coverage.h"
#include "report/report_format.h"
#include "report/summary.h"

/* The most findings and inputs that the page shows. */
#define MOST_FINDINGS 10000
#define MOST_INPUTS 1000
/* The characters of a line that are shown before and after the position of a finding, less than
   reports that are merged have. */
#define SHOWN_BEFORE 60
#define SHOWN_AFTER 101

struct report_html {
    struct buffer page;   /* the part that is being made */
    struct buffer value;  /* the pointer of the value that a finding is about */
    struct spool *inputs; /* rows of the table */
    uint64_t input_count;
    uint64_t finding_count;
    struct chart values; /* findings by value */
};

/* Hands over the part that was made. */
static void write_page(struct report_html *html, struct dg_writer *writer)
{
    dg_write_bytes(writer, buffer_string(&html->page), html->page.length);
    buffer_clear(&html->page);
}

void report_html_begin(struct report *report)
{
    report->html = memory_new(sizeof *report->html);
    report->html->inputs = spool_new();
    report->spool = spool_new();
}

void report_html_free(struct report *report)
{
    struct report_html *html = report->html;

    if (html == NULL) {
        return;
    }
    buffer_free(&html->page);
    buffer_free(&html->value);
    spool_free(html->inputs);
    chart_free(&html->values);
    free(html);
    report->html = NULL;
}

/* Findings */

/* Adds the line around the position. */
static void add_excerpt(struct buffer *page, struct excerpt excerpt)
{
    const struct excerpt shown = excerpt_trim(excerpt, SHOWN_BEFORE, SHOWN_AFTER);
    const char *at = shown.at;

    buffer_add(page, shown.cut_before ? "<pre>\u2026" : "<pre>");
    (void)markup_add_some(page, shown.begin, at, SIZE_MAX);
    buffer_add(page, "<mark>");
    buffer_add(page, at == shown.end ? " " : "");
    at = markup_add_some(page, at, shown.end, 1);
    buffer_add(page, "</mark>");
    (void)markup_add_some(page, at, shown.end, SIZE_MAX);
    buffer_add(page, shown.cut_after ? "\u2026</pre>\n" : "</pre>\n");
}

static void add_pair(struct buffer *page, const char *name, struct dg_text value)
{
    if (value.length > 0) {
        MARKUP_ADD(page, "<dt>$</dt><dd><code>$</code></dd>\n", dg_text_of(name), value);
    }
}

/* The rule that has the code; NULL: none. */
static const struct dg_rule *rule_of(const struct dg_contract *contract, struct dg_text code)
{
    static const struct dg_text prefix = DG_TEXT("rule.");

    if (code.length < prefix.length || memcmp(code.data, prefix.data, prefix.length) != 0) {
        return NULL;
    }
    code.data += prefix.length;
    code.length -= prefix.length;
    for (size_t i = 0; i < contract->rule_count; i++) {
        if (dg_text_equal(code, dg_text_of(contract->rules[i].id))) {
            return &contract->rules[i];
        }
    }
    return NULL;
}

static void add_position(struct buffer *page, const struct finding *finding)
{
    const struct record *record = finding->record;
    char number[MARKUP_DIGITS];
    char line[MARKUP_DIGITS];
    char column[MARKUP_DIGITS];

    MARKUP_ADD(page, "<p class=\"where\">$", dg_text_of(record->input));
    if (record->number > 0) {
        MARKUP_ADD(page, ", record $", markup_number(number, record->number));
    }
    if (finding->placed) {
        MARKUP_ADD(page, ", line $, column $", markup_number(line, finding->line),
                   markup_number(column, finding->column));
    }
    buffer_add(page, "</p>\n");
}

static void add_details(struct buffer *page, const struct finding *finding,
                        const struct dg_rule *rule)
{
    buffer_add(page, "<dl>\n");
    add_pair(page, "expected", finding->expected);
    add_pair(page, "found", finding->actual);
    add_pair(page, "contract", finding->contract);
    buffer_add(page, "</dl>\n");
    if (rule != NULL && rule->words != NULL) {
        MARKUP_ADD(page, "<blockquote>$</blockquote>\n", dg_text_of(rule->words));
    }
}

static void add_finding(struct report *report, const struct finding *finding)
{
    struct buffer *page = &report->html->page;
    struct dg_text severity = dg_text_of(dg_severity_name(finding->severity));

    MARKUP_ADD(page,
               "<article class=\"$\" data-severity=\"$\" data-code=\"$\" data-input=\"$\" "
               "data-value=\"$\">\n<h3><span>$</span> <code>$</code> <span class=\"pointer\">$"
               "</span></h3>\n<p>$</p>\n",
               severity, severity, finding->code, dg_text_of(finding->record->input),
               buffer_text(&report->html->value), severity, finding->code, finding->pointer,
               finding->message);
    add_position(page, finding);
    if (finding->excerpt.begin != NULL) {
        add_excerpt(page, finding->excerpt);
    }
    add_details(page, finding, rule_of(report->contract, finding->code));
    buffer_add(page, "</article>\n");
}

void report_html_finding(struct report *report, const struct finding *finding)
{
    struct report_html *html = report->html;

    if (html->finding_count >= MOST_FINDINGS) {
        report->not_printed++;
        return;
    }
    html->finding_count++;
    buffer_clear(&html->value);
    finding_add_pattern(&html->value, finding);
    buffer_add(&html->value, html->value.length == 0 ? "(document)" : "");
    chart_count(&html->values, buffer_string(&html->value), 1);
    add_finding(report, finding);
    write_page(html, &report->spool->writer);
    report->pending = spool_length(report->spool);
}

/* Inputs */

static void add_cell(struct buffer *page, uint64_t number)
{
    char digits[MARKUP_DIGITS];

    MARKUP_ADD(page, "<td class=\"number\">$</td>", markup_number(digits, number));
}

static void add_note(struct buffer *page, const struct input_result *result,
                     const struct note *note)
{
    char digits[MARKUP_DIGITS];

    if (note->record > 0) {
        MARKUP_ADD(page, "<p class=\"note\">record $, $: $</p>",
                   markup_number(digits, note->record), dg_text_of(input_result_kind(note->kind)),
                   dg_text_of(input_result_reason(result, note)));
    } else {
        MARKUP_ADD(page, "<p class=\"note\">$: $</p>", dg_text_of(input_result_kind(note->kind)),
                   dg_text_of(input_result_reason(result, note)));
    }
}

void report_html_input(struct report *report, const struct input_result *result)
{
    struct report_html *html = report->html;
    const struct figures *figures = &result->figures;
    const uint64_t cells[] = {figures->documents, figures->conforming, figures->violating,
                              figures->unwanted,  figures->skipped,    figures->unreadable,
                              figures->unmatched};

    if (html->input_count++ >= MOST_INPUTS) {
        return;
    }
    MARKUP_ADD(&html->page, "<tr><td>$", dg_text_of(result->input));
    for (size_t i = 0; i < result->note_count; i++) {
        add_note(&html->page, result, &result->notes[i]);
    }
    buffer_add(&html->page, "</td>");
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        add_cell(&html->page, cells[i]);
    }
    buffer_add(&html->page, "</tr>\n");
    write_page(html, &html->inputs->writer);
}

/* The page */

static void add_head(struct buffer *page, const struct dg_contract *contract)
{
    MARKUP_ADD(page,
               "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'sha256-$'; script-src 'sha256-$'; base-uri 'none'; "
               "form-action 'none'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"light dark\">\n"
               "<title>Report: $</title>\n<style>",
               dg_text_of(report_html_css_digest), dg_text_of(report_html_js_digest),
               dg_text_of(contract->title));
    buffer_add(page, report_html_css);
    MARKUP_ADD(page,
               "</style>\n</head>\n<body>\n<header>\n<h1>$</h1>\n"
               "<p class=\"about\">contract $, $; $ " PROGRAM_VERSION "</p>\n</header>\n<main>\n",
               dg_text_of(contract->title), dg_text_of(contract->version),
               dg_text_of(contract->digest), dg_text_of(PROGRAM_NAME));
}

static void add_verdict(struct buffer *page, const struct totals *totals)
{
    bool fails = totals->violating + totals->unwanted > 0;
    bool conforms =
        totals->conforming == totals->documents && totals->documents > 0 && totals->unreadable == 0;
    struct buffer summary = {.data = NULL};

    summary_add(&summary, totals, false);
    MARKUP_ADD(page, "<p class=\"verdict $\">$</p>\n",
               dg_text_of(fails      ? "fails"
                          : conforms ? "conforms"
                                     : ""),
               buffer_text(&summary));
    buffer_free(&summary);
}

static void add_figures(struct buffer *page, const struct totals *totals)
{
    const struct {
        const char *name;
        uint64_t number;
    } rows[] = {
        {"documents", totals->documents},
        {"conforming", totals->conforming},
        {"violating", totals->violating},
        {"unwanted", totals->unwanted},
        {"skipped", totals->skipped},
        {"unreadable", totals->unreadable},
        {"unmatched", totals->unmatched},
        {"errors", totals->errors},
        {"warnings", totals->warnings},
        {"suppressed findings", totals->suppressed},
        {"known findings gone", totals->vanished},
        {"rules skipped", totals->rules_skipped},
        {"rules not applicable", totals->rules_not_applicable},
    };
    char digits[MARKUP_DIGITS];

    buffer_add(page, "<dl class=\"figures\">\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (i == 0 || rows[i].number > 0) {
            MARKUP_ADD(page, "<div><dt>$</dt><dd>$</dd></div>\n", dg_text_of(rows[i].name),
                       markup_number(digits, rows[i].number));
        }
    }
    buffer_add(page, "</dl>\n");
}

/* Adds a chart of findings by code, of all that were counted. */
static void add_codes(struct report *report, const struct totals *totals)
{
    struct buffer name = {.data = NULL};
    struct chart chart = {.tree = NULL};
    struct code code;

    for (size_t i = 0; i < code_count(report->contract); i++) {
        if (code_at(report->contract, i, &code) && totals->codes[i] > 0) {
            buffer_clear(&name);
            code_add(&name, code);
            chart_count(&chart, buffer_string(&name), totals->codes[i]);
        }
    }
    chart_add(&report->html->page, &chart, "code");
    chart_free(&chart);
    buffer_free(&name);
}

static void add_summary(struct report *report, const struct totals *totals)
{
    struct buffer *page = &report->html->page;

    add_verdict(page, totals);
    add_figures(page, totals);
    buffer_add(page, "<div class=\"charts\">\n<section>\n<h2>Findings by code</h2>\n");
    add_codes(report, totals);
    buffer_add(page, "</section>\n<section>\n<h2>Findings by value</h2>\n");
    chart_add(page, &report->html->values, "value");
    buffer_add(page, "</section>\n</div>\n");
    if (totals->lifecycle != NULL) {
        lifecycle_view_add(page, totals->lifecycle);
    }
}

static void add_list_head(struct report *report)
{
    struct buffer *page = &report->html->page;
    char shown[MARKUP_DIGITS];
    char others[MARKUP_DIGITS];

    buffer_add(page, "<section id=\"findings\">\n<h2>Findings</h2>\n");
    if (report->not_printed > 0) {
        MARKUP_ADD(page,
                   "<p class=\"note\">The page has the first $ findings; $ more are counted above "
                   "only.</p>\n",
                   markup_number(shown, report->html->finding_count),
                   markup_number(others, report->not_printed));
    }
    buffer_add(page, "<form id=\"filter\" role=\"search\" hidden>\n"
                     "<label>Search <input type=\"search\" name=\"text\"></label>\n"
                     "<label>Severity <select name=\"severity\"><option value=\"\">all</option>"
                     "</select></label>\n"
                     "<label>Code <select name=\"code\"><option value=\"\">all</option></select>"
                     "</label>\n"
                     "<label>Value <select name=\"value\"><option value=\"\">all</option></select>"
                     "</label>\n"
                     "<label>Input <select name=\"input\"><option value=\"\">all</option></select>"
                     "</label>\n"
                     "<button type=\"reset\">Show all</button>\n"
                     "<output id=\"shown\" aria-live=\"polite\"></output>\n</form>\n"
                     "<div id=\"list\">\n");
}

static void add_inputs_head(struct buffer *page)
{
    static const char *const columns[] = {"documents", "conforming", "violating", "unwanted",
                                          "skipped",   "unreadable", "unmatched"};

    buffer_add(page, "</div>\n</section>\n<section>\n<h2>Inputs</h2>\n<div class=\"wide\">\n"
                     "<table>\n<thead><tr><th>input</th>");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        MARKUP_ADD(page, "<th class=\"number\">$</th>", dg_text_of(columns[i]));
    }
    buffer_add(page, "</tr></thead>\n<tbody>\n");
}

/* Adds a row about something that no document exercised. */
static void add_unseen(struct buffer *page, const struct coverage_item *item)
{
    const char *value = item->state != NULL ? item->state : item->value;

    MARKUP_ADD(page, "<tr><td>$</td><td>$</td><td>$$$</td></tr>\n",
               dg_text_of(coverage_kind_name(item->kind)),
               dg_text_of(item->rule != NULL ? item->rule : item->pointer),
               item->from.data != NULL ? item->from : dg_text_of(value),
               dg_text_of(item->to.data != NULL ? " to " : NULL), item->to);
}

static void add_coverage(struct buffer *page, const struct coverage_result *coverage)
{
    struct buffer figures = {.data = NULL};

    if (coverage == NULL) {
        return;
    }
    report_coverage_add_figures(&figures, coverage);
    MARKUP_ADD(page, "<section id=\"coverage\">\n<h2>Coverage</h2>\n<p>$</p>\n",
               buffer_text(&figures));
    buffer_free(&figures);
    if (coverage->unseen_count > 0) {
        buffer_add(page, "<details>\n<summary>What no document exercised</summary>\n"
                         "<div class=\"wide\">\n<table>\n<thead><tr><th>kind</th>"
                         "<th>contract</th><th>never seen</th></tr></thead>\n<tbody>\n");
        for (size_t i = 0; i < coverage->unseen_count; i++) {
            add_unseen(page, &coverage->unseen[i]);
        }
        buffer_add(page, "</tbody>\n</table>\n</div>\n</details>\n");
    }
    buffer_add(page, "</section>\n");
}

static void add_foot(struct report *report, const struct totals *totals)
{
    struct buffer *page = &report->html->page;
    char others[MARKUP_DIGITS];

    buffer_add(page, "</tbody>\n</table>\n</div>\n");
    if (report->html->input_count > MOST_INPUTS) {
        MARKUP_ADD(page, "<p class=\"note\">and $ more inputs</p>\n",
                   markup_number(others, report->html->input_count - MOST_INPUTS));
    }
    buffer_add(page, "</section>\n");
    add_coverage(page, totals->coverage);
    buffer_add(page, "</main>\n<script>");
    buffer_add(page, report_html_js);
    buffer_add(page, "</script>\n</body>\n</html>\n");
}

void report_html_end(struct report *report, const struct totals *totals)
{
    struct report_html *html = report->html;
    struct dg_writer *writer = &report->output->writer;

    add_head(&html->page, report->contract);
    add_summary(report, totals);
    add_list_head(report);
    write_page(html, writer);
    spool_move(report->spool, report->output);
    add_inputs_head(&html->page);
    write_page(html, writer);
    spool_move(html->inputs, report->output);
    add_foot(report, totals);
    write_page(html, writer);
}
