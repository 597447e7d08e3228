/* The pages of `explain` about the finding codes that every contract has. */
#ifndef DG_VALIDATE_PAGES_H
#define DG_VALIDATE_PAGES_H

#include "runtime/report.h"

struct page {
    const char *source;  /* the standard that defines the code */
    const char *place;   /* the position in a document to which findings of the code point */
    const char *example; /* a document with the fault */
    const char *fault;   /* a description of the fault in the example */
};

/* The page of a code other than DG_CODE_RULE: the page of a rule is in the contract. Static. */
const struct page *pages_find(enum dg_code code);

#endif
