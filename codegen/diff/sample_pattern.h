/* Texts that match patterns. */
#ifndef DG_CODEGEN_SAMPLE_PATTERN_H
#define DG_CODEGEN_SAMPLE_PATTERN_H

#include "diff/sample.h"
#include "pattern/pattern_find.h"

/* Whether a string, or the name of a map, matches the patterns of the type. */
bool sample_pattern_fits(const struct model_type *type, struct dg_text text);

/* Finds a short text that matches the patterns of `of` and, if `other` isn't NULL, not all of
   `other`. `length` are its limits. */
enum pattern_found sample_pattern_find(const struct model_type *of, const struct model_type *other,
                                       const struct model_count *length, struct dg_arena *arena,
                                       struct dg_text *out);

/* Adds such texts: at the limits of the length, too. */
void sample_pattern_variants(struct sample_maker *maker, const struct model_type *of,
                             const struct model_type *other, struct sample_list *out);

#endif
