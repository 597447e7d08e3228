/* What the documents of a run have exercised of the contract, as data for reports. */
#ifndef DG_VALIDATE_COVERAGE_RESULT_H
#define DG_VALIDATE_COVERAGE_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"
#include "common/memory.h"
#include "runtime/text.h"

enum coverage_kind {
    COVERAGE_STATUS,
    COVERAGE_PROPERTY,
    COVERAGE_ENUM,
    COVERAGE_LIMIT,
    COVERAGE_RULE,
    COVERAGE_TRANSITION
};

/* An item that no document has exercised. Texts that aren't used are NULL. */
struct coverage_item {
    enum coverage_kind kind;
    const char *pointer; /* into the contract; NULL: `rule` */
    const char *rule;    /* the id */
    const char *value;   /* STATUS: a text. ENUM, LIMIT: JSON */
    const char *state;   /* PROPERTY: absent, null, value. RULE: held, broken */
    struct dg_text from; /* TRANSITION */
    struct dg_text to;
};

struct coverage_result {
    uint64_t seen;
    uint64_t total;
    struct coverage_item *unseen; /* in the order of the contract */
    size_t unseen_count;
};

/* Whether at least that percentage was seen; -1: none is wanted. */
bool coverage_result_suffices(const struct coverage_result *coverage, int64_t percent);

/* The same; if not, that is one line of trouble. */
DG_CHECKED bool coverage_result_check(const struct coverage_result *coverage, int64_t percent);

/* Adds that less than the percentage was seen. */
void coverage_result_add_words(struct buffer *out, const struct coverage_result *coverage,
                               int64_t percent);

/* The kind as users know it. Static. */
const char *coverage_kind_name(enum coverage_kind kind);

#endif
