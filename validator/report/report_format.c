/* The table of report formats: each is one row. */
#include "report/report_format.h"

#include <string.h>
#include <strings.h>

#include "base/row.h"

static void no_begin(struct report *report)
{
    (void)report;
}

static void no_free(struct report *report)
{
    (void)report;
}

static void no_answered(struct report *report, const struct record *record, const char *words)
{
    (void)report;
    (void)record;
    (void)words;
}

static void no_hint(struct report *report, const char *input, const char *words)
{
    (void)report;
    (void)input;
    (void)words;
}

static void no_unjudged(struct report *report, const char *path, const struct record *record,
                        const char *why)
{
    (void)report;
    (void)path;
    (void)record;
    (void)why;
}

/* X(name, suffix, words, patterns, quotes, then the functions in the order of struct report_format)
 */
#define REPORT_FORMATS(X)                                                                          \
    X("human", ".txt", "for people: each finding with its line and a caret, then a summary",       \
      false, true, no_begin, report_human_finding, report_human_input, report_human_answered,      \
      report_human_hint, report_human_unjudged, report_human_end, no_free)                         \
    X("json", ".json", "one JSON document: the findings, the inputs, then the summary", true,      \
      false, report_json_begin, report_json_finding, report_json_input, no_answered, no_hint,      \
      no_unjudged, report_json_end, no_free)                                                       \
    X("ndjson", ".ndjson",                                                                         \
      "JSON lines: the contract, one for each finding, one for each input, then the summary",      \
      true, false, report_json_line_begin, report_json_line_finding, report_json_line_input,       \
      no_answered, no_hint, no_unjudged, report_json_line_end, no_free)                            \
    X("junit", ".xml", "JUnit XML: a test suite for each input, a test case for each violation",   \
      false, false, report_junit_begin, report_junit_finding, report_junit_input, no_answered,     \
      no_hint, no_unjudged, report_junit_end, report_junit_free)                                   \
    X("sarif", ".sarif", "SARIF 2.1.0: a result for each finding", true, true, report_sarif_begin, \
      report_sarif_finding, report_sarif_input, no_answered, no_hint, no_unjudged,                 \
      report_sarif_end, report_sarif_free)                                                         \
    X("github", ".github", "annotations for GitHub Actions, at most 10 of a level, and a summary", \
      false, false, report_github_begin, report_github_finding, report_github_input, no_answered,  \
      no_hint, no_unjudged, report_github_end, report_github_free)                                 \
    X("tap", ".tap", "the Test Anything Protocol, version 13: a point for each input", false,      \
      false, report_tap_begin, report_tap_finding, report_tap_input, no_answered, no_hint,         \
      no_unjudged, report_tap_end, no_free)                                                        \
    X("html", ".html", "a page: figures, charts, and at most 10,000 findings with their context",  \
      true, true, report_html_begin, report_html_finding, report_html_input, no_answered, no_hint, \
      no_unjudged, report_html_end, report_html_free)

static const struct report_format formats[] = {
#define FORMAT(name, suffix, words, patterns, quotes, begin, found, input, answered, hint,         \
               unjudged, end, release)                                                             \
    {ROW_TEXT(name),                                                                               \
     ROW_TEXT(suffix),                                                                             \
     ROW_TEXT(words),                                                                              \
     (patterns),                                                                                   \
     (quotes),                                                                                     \
     ROW_FUNCTION(begin, void (*)(struct report *)),                                               \
     ROW_FUNCTION(found, void (*)(struct report *, const struct finding *)),                       \
     ROW_FUNCTION(input, void (*)(struct report *, const struct input_result *)),                  \
     ROW_FUNCTION(answered, void (*)(struct report *, const struct record *, const char *)),       \
     ROW_FUNCTION(hint, void (*)(struct report *, const char *, const char *)),                    \
     ROW_FUNCTION(unjudged,                                                                        \
                  void (*)(struct report *, const char *, const struct record *, const char *)),   \
     ROW_FUNCTION(end, void (*)(struct report *, const struct totals *)),                          \
     ROW_FUNCTION(release, void (*)(struct report *))},
    REPORT_FORMATS(FORMAT)
#undef FORMAT
};
#define FORMAT_COUNT (sizeof formats / sizeof *formats)

const char *const report_format_names[] = {
#define NAME(name, suffix, words, patterns, quotes, begin, found, input, answered, hint, unjudged, \
             end, release)                                                                         \
    (name),
    REPORT_FORMATS(NAME) NULL
#undef NAME
};

/* The limits of printed findings of a document and of the length of a report, unless the user gives
 * a number. */
#define DOCUMENT_FINDINGS 1000
#define BYTES_PER_BYTE_READ 20
#define BYTES_FOR_FREE ((uint64_t)64 * 1024)

bool report_has_room(const struct report *report)
{
    uint64_t length = dg_writer_length(&report->output->writer) + report->pending - report->head;

    if (report->max_findings == 0) {
        return true;
    }
    if (report->max_findings > 0) {
        return report->printed < (uint64_t)report->max_findings;
    }
    return report->printed_of_document < DOCUMENT_FINDINGS &&
           length <= BYTES_PER_BYTE_READ * report->read + BYTES_FOR_FREE;
}

const struct report_format *report_format_at(size_t index)
{
    return index < FORMAT_COUNT ? &formats[index] : NULL;
}

const struct report_format *report_format_of(const char *path)
{
    size_t length = strlen(path);

    for (size_t i = 0; i < FORMAT_COUNT; i++) {
        size_t suffix = strlen(formats[i].suffix);

        if (length > suffix && strcasecmp(path + length - suffix, formats[i].suffix) == 0) {
            return &formats[i];
        }
    }
    return NULL;
}
