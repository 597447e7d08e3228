/* Coverage of the contract by the documents that are judged (--coverage). Changes no verdict. */
#ifndef DG_VALIDATE_COVERAGE_H
#define DG_VALIDATE_COVERAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"
#include "judge/document.h"
#include "report/coverage_result.h"
#include "runtime/contract.h"

/* What was exercised. It must not move while it is open. Bytes are 0 or 1. */
struct coverage {
    struct dg_report report; /* of the current document; first, for its functions */
    struct dg_report *outer; /* gets what `report` gets */
    const struct dg_contract *contract;
    bool clean_only; /* documents with findings are judged again by another run, and count there */
    unsigned char *marks;    /* of the contract's struct dg_coverage */
    unsigned char *judged;   /* COVERAGE_EXCHANGES for each row of its rules: documents without a
                                finding were judged by all of them that apply */
    unsigned char *held;     /* by rule, in documents with findings */
    unsigned char *broken;   /* by rule */
    unsigned char *statuses; /* by response, operation after operation */
    const struct dg_response_rules *latest; /* rules of a response, and their row */
    unsigned char *latest_row;
    const struct document *document; /* the current one, and its: */
    bool faulty;                     /* there is a finding, or a rule was skipped */
    bool unusable;                   /* the document isn't JSON, or not of the schema's type */
    uint64_t *faults;                /* the properties with faults, as bits */
    size_t fault_words;
    const struct dg_outline_parts *parts; /* of the document's schema; NULL: not an object */
    unsigned char *exercised;             /* marks, if the document is faulty */
    unsigned char *unheld;                /* by rule: broken or skipped */
    struct buffer texts;                  /* pointers of the result */
};

/* The states of an exchange that decide which rules apply: bit 0, the request is known; bit 1, the
   status. */
#define COVERAGE_EXCHANGES 4

void coverage_open(struct coverage *coverage, const struct dg_contract *contract);
void coverage_close(struct coverage *coverage);

/* Adds what `other` has. */
void coverage_add(struct coverage *coverage, const struct coverage *other);

/* Notes a response of the contract; NULL: it isn't documented. */
void coverage_response(struct coverage *coverage, const struct dg_response *response);

/* Begins a document, which must live until coverage_end. Its decoder is to report to the result
   instead of `outer`. */
struct dg_report *coverage_begin(struct coverage *coverage, const struct document *document,
                                 struct dg_report *outer);

/* Two states of an object that were compared; `old` is NULL if there is no state before. */
struct coverage_states {
    const void *old;
    const void *now;
};

/* Ends the document, whose decoded value this is. */
void coverage_end(struct coverage *coverage, const void *value, struct coverage_states states);

/* Whether the rule can be judged in an exchange of that state, of COVERAGE_EXCHANGES. */
bool coverage_rule_applies(const struct dg_rule *rule, size_t state);

/* What wasn't exercised. The result lives as long as `coverage`; `unseen` is to be freed. */
struct coverage_result coverage_result(struct coverage *coverage);

#endif
