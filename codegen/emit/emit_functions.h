/* Files of functions: one for each object, map and list, and a public one for each that documents
 * can be judged as. */
#ifndef DG_CODEGEN_EMIT_FUNCTIONS_H
#define DG_CODEGEN_EMIT_FUNCTIONS_H

#include "emit/emit_template.h"

/* What a file has for each type: a function that its others call, and a public one for roots. Heads
 * are templates with $name$, $faults$ (the parameter for what has failed, where it is asked for)
 * and $tail$; bodies come without braces. */
struct emit_function {
    bool (*wanted)(const struct model_type *type); /* those that have the former */
    const char *head;
    /* The bodies: of an object, of a map, of a list. */
    void (*object)(const struct emitter *emitter, const struct model_type *type);
    void (*map)(const struct emitter *emitter, const struct model_type *type);
    void (*list)(const struct emitter *emitter, const struct model_type *type);
    const char *root_head; /* NULL: there are no public ones */
    void (*root_body)(const struct emitter *emitter, const struct model_type *type);
};

void emit_functions(const struct emitter *emitter, const struct emit_function *function);

/* The declarations of the public ones, and an empty line. */
void emit_functions_prototypes(const struct emitter *emitter, const struct emit_function *function);

/* Whether there are functions about it: an object, map or list. Whether it has a public one. */
bool emit_functions_have(const struct model_type *type);
bool emit_functions_have_root(const struct model_type *type);

#endif
