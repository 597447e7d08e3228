/* Numbers near the limits of types. */
#ifndef DG_CODEGEN_SAMPLE_NUMBERS_H
#define DG_CODEGEN_SAMPLE_NUMBERS_H

#include "diff/sample.h"

/* Collects numbers at, below and above the limits of the type, the smallest usual ones first. */
void sample_numbers(struct sample_maker *maker, const struct model_type *type,
                    struct sample_list *out);

#endif
