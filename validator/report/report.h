/* Reports: every format gets the same stream of findings and writes it to its own output. */
#ifndef DG_VALIDATE_REPORT_H
#define DG_VALIDATE_REPORT_H

#include <stdbool.h>

#include "base/options.h"
#include "base/output.h"
#include "report/finding.h"
#include "runtime/contract.h"

struct report {
    const struct report_format *format;
    const struct dg_contract *contract;
    struct output *output;
    bool color;
    bool verbose;
};

/* A format is one of these, in the table of report.c. A function that is NULL has nothing to say.
 */
struct report_format {
    const char *name;
    void (*begin)(struct report *report);
    void (*finding)(struct report *report, const struct finding *finding);
    /* An input in which `documents` documents, all of them, conform. */
    void (*conforming)(struct report *report, const char *input, uint64_t documents);
    /* A file, or if there is a record that one, which is not judged. */
    void (*unjudged)(struct report *report, const char *path, const struct record *record,
                     const char *why);
    void (*end)(struct report *report, const struct totals *totals);
};

#define REPORT_FORMAT_COUNT 3

extern const struct report_format report_human;
extern const struct report_format report_json;
extern const struct report_format report_ndjson;

/* The reports of a run. */
struct reports {
    struct report *list;
    size_t count;
};

/* The format of that name; NULL: there is none. */
const struct report_format *report_format_named(const char *name);

/* The name of format `index`; NULL behind the last one. */
const char *report_format_name(size_t index);

/* Opens the outputs that the options ask for. False, with a line of trouble, if one can't be. */
bool reports_open(struct reports *reports, const struct options *options,
                  const struct dg_contract *contract);
void reports_finding(struct reports *reports, const struct finding *finding);
void reports_conforming(struct reports *reports, const char *input, uint64_t documents);
void reports_unjudged(struct reports *reports, const char *path, const struct record *record,
                      const char *why);

/* True when some output has failed, so that going on is in vain. */
bool reports_failed(const struct reports *reports);

/* Hands what was reported to terminals, so that people see it when it happens. */
void reports_show(struct reports *reports);

/* Ends every report and puts the files in their places, or leaves them as they were if the run has
   `failed`. False if a report is not whole. */
bool reports_close(struct reports *reports, const struct totals *totals, bool failed);

#endif
