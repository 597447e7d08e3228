/* The sink of decoders: findings get the severity that the user wants, are counted, and go to the
 * reports. */
#ifndef DG_VALIDATE_FINDINGS_H
#define DG_VALIDATE_FINDINGS_H

#include <stdbool.h>

#include "base/options.h"
#include "common/buffer.h"
#include "input/position.h"
#include "report/baseline.h"
#include "report/expectation.h"
#include "report/finding.h"
#include "report/fingerprint.h"
#include "report/reports.h"
#include "runtime/report.h"

/* The sink. It must not move while a decoder reports to it. */
struct findings {
    struct dg_report report; /* first, for `finding` to recover the whole */
    const struct options *options;
    const struct dg_contract *contract;
    struct reports *reports;
    struct baseline *baseline; /* NULL: no finding is known */
    struct totals totals;
    uint64_t found;        /* findings, also of severity info and those turned off */
    uint64_t length;       /* bytes of the documents */
    struct dg_text secret; /* the token, never quoted; empty: none */
    bool repeated;         /* people have seen such findings of the document before it */
    /* of the document being judged */
    const struct record *record;
    const struct dg_schema
        *judged_by; /* the schema by which the document is judged; NULL: none yet */
    struct positions positions;
    struct positions outside; /* positions in the text that wraps the record */
    bool violating;
    bool unwanted; /* the status isn't wanted, and the severity of this finding makes the document
                      fail */
    uint64_t skipped_before; /* number of skipped rules in earlier documents */
    size_t latest;           /* offset of the previous finding; SIZE_MAX: there is none */
    /* of the finding being reported */
    const struct buffer *words; /* its message; NULL: made of its values */
    struct expectation expectation;
    struct fingerprint fingerprint;
    struct buffer code;
    struct buffer pointer;
    struct buffer schema; /* JSON Pointer into the contract */
    struct buffer message;
    struct buffer expected;
    struct buffer actual;
    struct buffer quoted; /* the line, if the document has it in another form */
};

enum verdict {
    VERDICT_CONFORMING,
    VERDICT_VIOLATING,
    VERDICT_UNWANTED,
    VERDICT_SKIPPED
};

void findings_open(struct findings *findings, const struct options *options,
                   const struct dg_contract *contract, struct reports *reports);
void findings_close(struct findings *findings);

/* Begin and end a document. Between the two calls, findings are about `record`, which must live
   until the second call. `judged` is false if the document could not be judged. Skipped rules are
   counted by the report. */
void findings_begin(struct findings *findings, const struct record *record);
enum verdict findings_end(struct findings *findings, bool judged);

/* Sets the schema of the findings that follow, until the next document begins. */
void findings_judged_by(struct findings *findings, const struct dg_schema *schema);

/* Counts conforming documents without findings, of `length` bytes in all. */
void findings_clean(struct findings *findings, uint64_t documents, uint64_t length,
                    uint64_t rules_not_applicable);

/* Begins one more document in the text of the record that findings_begin got. */
void findings_go_on(struct findings *findings, const struct record *record);

/* Ends a text that is not a document by itself. If the text has a finding that fails, it counts as
   a violating document, and the function returns true. */
bool findings_pass(struct findings *findings);

/* Reports about the exchange around the document: no position, pointer empty. `actual` may hold the
   secret. */
void findings_http(struct findings *findings, enum dg_code code, const char *expected,
                   const char *actual);

/* Reports http.status for a documented status that isn't wanted. If the document has no other
   finding that fails, it counts as unwanted. The function removes the secret from the message. */
void findings_unwanted(struct findings *findings, const char *expected, const char *actual,
                       struct buffer *message);

#endif
