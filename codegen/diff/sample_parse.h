/* Values that contracts list as JSON. */
#ifndef DG_CODEGEN_SAMPLE_PARSE_H
#define DG_CODEGEN_SAMPLE_PARSE_H

#include "diff/sample.h"

/* Makes the value of a JSON text, which must be valid and have no white space. NULL: it would be
   too large. */
struct sample *sample_parse(struct sample_maker *maker, struct dg_text json);

/* Whether two values are equal (JSON Schema: numbers by their values, members in any order). */
bool sample_equal(const struct sample *a, const struct sample *b);

#endif
