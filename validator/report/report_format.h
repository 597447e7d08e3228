/* Reports that are being written, and their formats. */
#ifndef DG_VALIDATE_REPORT_FORMAT_H
#define DG_VALIDATE_REPORT_FORMAT_H

#include <stdbool.h>

#include "base/output.h"
#include "base/spool.h"
#include "report/finding.h"
#include "report/input_result.h"
#include "runtime/contract.h"

/* The states of formats. */
struct report_github;
struct report_html;
struct report_junit;
struct report_pipe;
struct report_sarif;

struct report {
    const struct report_format *format;
    const struct dg_contract *contract;
    struct output *output;
    bool first;               /* no earlier report of the run has the format */
    enum dg_severity failing; /* the least severity that fails */
    bool fail_on_skip;
    bool baseline_strict;
    int64_t least_coverage; /* per cent; -1: not given */
    struct spool *spool;    /* for a format that writes parts later; NULL: unused */
    uint64_t pending;       /* bytes of findings that are to be written later */
    bool terminal;
    struct report_github *github; /* the states: NULL for another format */
    struct report_html *html;
    struct report_junit *junit;
    struct report_sarif *sarif;
    uint64_t points; /* of TAP */
    bool color;
    unsigned columns; /* the width of the terminal, or what is taken for it */
    bool verbose;
    int64_t max_findings;         /* 0: no limit; -1: the limits depend on the bytes read */
    uint64_t head;                /* bytes of the report before its first finding */
    uint64_t read;                /* bytes of documents so far */
    uint64_t printed;             /* findings */
    uint64_t printed_of_document; /* findings of the current document */
    uint64_t not_printed;
    struct report_pipe *pipe; /* of verdict lines (report_pipe.h); NULL: another format */
};

/* A format. No member is NULL. */
struct report_format {
    const char *name;   /* as users write it */
    const char *suffix; /* of its files */
    const char *words;  /* a description for help */
    bool patterns;      /* reports have patterns of findings (finding.h) */
    bool quotes;        /* reports have the ends of values, or lines around findings */
    void (*begin)(struct report *report);
    void (*finding)(struct report *report, const struct finding *finding);
    /* The end of an input, after its findings. */
    void (*input)(struct report *report, const struct input_result *result);
    /* A conforming response of a live command; `words` are the line about it. */
    void (*answered)(struct report *report, const struct record *record, const char *words);
    /* A hint about the documents of an input. */
    void (*hint)(struct report *report, const char *input, const char *words);
    /* A file or, if `record` isn't NULL, a record of the file, which is not judged; `why` is the
     * reason. */
    void (*unjudged)(struct report *report, const char *path, const struct record *record,
                     const char *why);
    void (*end)(struct report *report, const struct totals *totals);
    /* Releases the state of the format, if there is one. */
    void (*free)(struct report *report);
};

/* The names of all formats, then NULL. The first one is the default. */
extern const char *const report_format_names[];

/* The format at `index` among the names; NULL after the last one. */
const struct report_format *report_format_at(size_t index);

/* The format whose suffix `path` has; NULL: there is none. */
const struct report_format *report_format_of(const char *path);

/* Whether a finding would still be printed. */
bool report_has_room(const struct report *report);

/* The functions of the formats */

void report_human_finding(struct report *report, const struct finding *finding);
void report_human_input(struct report *report, const struct input_result *result);
void report_human_answered(struct report *report, const struct record *record, const char *words);
void report_human_hint(struct report *report, const char *input, const char *words);
void report_human_unjudged(struct report *report, const char *path, const struct record *record,
                           const char *why);
void report_human_end(struct report *report, const struct totals *totals);

void report_json_begin(struct report *report);
void report_json_finding(struct report *report, const struct finding *finding);
void report_json_input(struct report *report, const struct input_result *result);
void report_json_end(struct report *report, const struct totals *totals);

void report_json_line_begin(struct report *report);
void report_json_line_finding(struct report *report, const struct finding *finding);
void report_json_line_input(struct report *report, const struct input_result *result);
void report_json_line_end(struct report *report, const struct totals *totals);

void report_html_begin(struct report *report);
void report_html_finding(struct report *report, const struct finding *finding);
void report_html_input(struct report *report, const struct input_result *result);
void report_html_end(struct report *report, const struct totals *totals);
void report_html_free(struct report *report);

void report_junit_begin(struct report *report);
void report_junit_finding(struct report *report, const struct finding *finding);
void report_junit_input(struct report *report, const struct input_result *result);
void report_junit_end(struct report *report, const struct totals *totals);
void report_junit_free(struct report *report);

void report_tap_begin(struct report *report);
void report_tap_finding(struct report *report, const struct finding *finding);
void report_tap_input(struct report *report, const struct input_result *result);
void report_tap_end(struct report *report, const struct totals *totals);

void report_github_begin(struct report *report);
void report_github_finding(struct report *report, const struct finding *finding);
void report_github_input(struct report *report, const struct input_result *result);
void report_github_end(struct report *report, const struct totals *totals);
void report_github_free(struct report *report);

void report_sarif_begin(struct report *report);
void report_sarif_finding(struct report *report, const struct finding *finding);
void report_sarif_input(struct report *report, const struct input_result *result);
void report_sarif_end(struct report *report, const struct totals *totals);
void report_sarif_free(struct report *report);

#endif
