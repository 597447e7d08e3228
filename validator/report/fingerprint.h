/* Fingerprints: what findings of the same fault have in common, in any document of any input. */
#ifndef DG_VALIDATE_FINGERPRINT_H
#define DG_VALIDATE_FINGERPRINT_H

#include "common/buffer.h"
#include "report/outlines.h"
#include "runtime/contract.h"
#include "runtime/report.h"

/* A fingerprint is a code and two pointers. Zero-initialised, the struct is empty. */
struct fingerprint {
    struct buffer contract; /* JSON Pointer of the keyword, schema or rule; may be empty */
    struct buffer pointer;  /* JSON Pointer of the value, with `*` for indices and keys of maps; of
                               a missing member the pointer that the member would have */
    /* memory for the next fingerprint */
    struct dg_frame *frames;
    size_t capacity;
    struct outlines here;
    struct outlines inside;
    struct buffer step;
};

/* The document of a finding. */
struct fingerprint_document {
    const struct dg_schema *schema; /* NULL: no schema judges the value */
    const char *at; /* the pattern of --at, by which the pointer begins; NULL: there is none */
    struct dg_text secret; /* is not written */
};

/* Makes the fingerprint of a finding. The pointers hold no value of the document, no index and no
   name that the contract doesn't know, but for that of a member which the contract lacks. */
void fingerprint_make(struct fingerprint *fingerprint, const struct dg_finding *finding,
                      const struct fingerprint_document *document);
void fingerprint_free(struct fingerprint *fingerprint);

/* Writes the JSON Pointer of what a finding is about in the contract: "" if there is none. */
void fingerprint_write_contract(struct buffer *out, const struct dg_finding *finding);

#endif
