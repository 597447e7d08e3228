/* Values around parts that further schemas judge: items, members and names. */
#ifndef DG_CODEGEN_SAMPLE_PARTS_H
#define DG_CODEGEN_SAMPLE_PARTS_H

#include "diff/sample.h"

/* What values are made for: a schema of a keyword that judges parts, of one of two types. */
struct sample_around {
    const struct model_type *of;    /* the type of the values */
    const struct model_type *other; /* that hasn't the keyword */
    const struct model_subschema *item;
    size_t index;
};

/* Adds values, if possible of the type, with a part that the schema judges. `part` may be NULL. */
void sample_parts_around(struct sample_maker *maker, const struct sample_around *around,
                         struct sample *part, struct sample_list *out);

#endif
