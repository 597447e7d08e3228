/* The expectation of a schema that a value doesn't match, as text. Not for users of the runtime. */
#ifndef DG_RUNTIME_SUBSCHEMA_INTERNAL_H
#define DG_RUNTIME_SUBSCHEMA_INTERNAL_H

#include "runtime/subschema.h"
#include "runtime/writer.h"

#define DG_FAULT_BYTES 512

struct dg_fault_text {
    char buffer[DG_FAULT_BYTES];
    struct dg_writer out;
};

/* Begins with the words. */
void dg_fault_text_begin(struct dg_fault_text *text, const char *words);
/* Adds the first fault of a schema. `value` is the frame of the value; the finding may be about a
 * part of it. */
void dg_fault_text_add(struct dg_fault_text *text, const struct dg_alternative *alternative,
                       const struct dg_frame *value, const struct dg_finding *finding);
/* Adds that two schemas match. */
void dg_fault_text_both(struct dg_fault_text *text, const struct dg_alternative *first,
                        const struct dg_alternative *second);
struct dg_text dg_fault_text_end(const struct dg_fault_text *text);

/* Judges a value whose text was checked. The reader has its judge, depth and arena. */
void dg_subschemas_judge(struct dg_reader *in, struct dg_text json,
                         const struct dg_subschemas *subschemas);
/* Counts a value that isn't judged by its further schemas. */
void dg_subschemas_skip(struct dg_judge *judge);

#endif
