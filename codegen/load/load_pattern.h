/* Patterns of the contract. */
#ifndef DG_CODEGEN_LOAD_PATTERN_H
#define DG_CODEGEN_LOAD_PATTERN_H

#include "load/loader.h"
#include "pattern/pattern_compile.h"

/* The pattern that is the text of a string, with its C name; equal texts give the same pattern.
   NULL, with an error, if the text can't be compiled. What is strange about a pattern is noted. */
const struct pattern *load_pattern_compile(struct loader *loader, const struct tree *node);

/* The pattern with the text; NULL: it can't be compiled, which isn't reported. */
const struct pattern *load_pattern_find(struct loader *loader, struct dg_text text);

/* Adds the pattern that is the text of a string to those of a type. */
void load_pattern_add(struct loader *loader, struct draft *draft, const struct tree *node);

/* Whether a text matches the patterns of a type. */
bool load_pattern_fits(const struct model_type *type, struct dg_text text);

#endif
