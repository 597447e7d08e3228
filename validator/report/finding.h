/* A finding as data for reports, and the totals of a run. */
#ifndef DG_VALIDATE_FINDING_H
#define DG_VALIDATE_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/code.h"
#include "input/input.h"
#include "report/coverage_result.h"
#include "report/excerpt.h"
#include "report/lifecycle.h"
#include "runtime/finding_text.h"

/* A finding. All text is UTF-8, and valid only during the call of the report. */
struct finding {
    const struct record *record;
    struct dg_text code;       /* as users write it */
    enum dg_severity severity; /* as the user set it */
    bool placed;        /* the finding has a position in the record, which the next members give */
    size_t at;          /* offset in the record, in bytes */
    bool wrapped;       /* the file holds the record in another form */
    uint64_t body_line; /* in the record's own text if it is wrapped; otherwise as `line` */
    uint64_t body_column;
    uint64_t offset; /* in the file, in bytes */
    uint64_t line;   /* in the file, from 1 */
    uint64_t column; /* in code points, from 1 */
    /* After the value, the name or the character that the finding is about, in the file. */
    uint64_t end_offset;
    uint64_t end_line;
    uint64_t end_column;
    struct excerpt excerpt;
    bool repeated; /* the previous document had the same findings, which people have seen */
    bool again;    /* the previous finding of the same record has the same position */
    struct dg_text pointer;
    /* The pointer with `*` for indices and keys of maps, of a missing member the pointer that it
       would have (fingerprint.h); empty: it is the pointer and, after a slash, the property, or no
       report has it. */
    struct dg_text pattern;
    bool pointer_cut; /* the middle of the pointer is left out */
    struct dg_text message;
    struct dg_text expected; /* the last four may be empty */
    struct dg_text actual;
    struct dg_text property;
    struct dg_text contract;
};

/* The documents that a rule was not applicable to. */
struct rule_passes {
    uint64_t documents;
    uint64_t times;  /* a document may hold several objects that the rule is about */
    uint64_t latest; /* the number of documents before the latest one */
};

/* documents = conforming + violating + unwanted + skipped. */
struct totals {
    uint64_t documents;
    uint64_t conforming;
    uint64_t violating; /* with a finding at or above --fail-on */
    uint64_t unwanted;  /* documented responses that conform but for an unwanted status */
    uint64_t skipped;
    uint64_t unreadable; /* inputs or records that could not be read */
    uint64_t unmatched;  /* other files in folders, and `requests` */
    uint64_t requests;   /* requests of no operation of the contract */
    uint64_t suppressed; /* findings turned off, or known by the baseline */
    uint64_t vanished;   /* findings of the baseline that the run didn't have */
    uint64_t errors;
    uint64_t warnings;
    uint64_t rules_skipped;
    uint64_t rules_not_applicable;
    bool unjudged;              /* no document could be judged, not even in part */
    bool interrupted;           /* by a signal, so that inputs or responses are missing */
    struct rule_passes *passes; /* in the order of the contract's rules; NULL: not counted */
    const struct coverage_result *coverage; /* NULL: not wanted */
    const struct lifecycle *lifecycle;      /* NULL: states weren't compared, or there is none */
    uint64_t *codes;                        /* findings by the number of their code (code.h) */
};

/* Adds the line of a report about the finding, unescaped: "3:17: error: /a: the message [code]". */
void finding_add_line(struct buffer *out, const struct finding *finding);

/* Adds the name of a record: "record 3"; 0: "document". */
void finding_add_record(struct buffer *out, uint64_t number);

/* Adds the pattern of the finding. */
void finding_add_pattern(struct buffer *out, const struct finding *finding);

#endif
