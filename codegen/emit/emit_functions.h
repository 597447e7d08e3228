/* Files of functions: one for each type with parts, and a public one for each type against
 * which documents can be judged. */
#ifndef DG_CODEGEN_EMIT_FUNCTIONS_H
#define DG_CODEGEN_EMIT_FUNCTIONS_H

#include "emit/emit_template.h"

/* The functions of a file: for each type, one that the functions of other types call, and for each
 * root a public one. Heads are templates with $name$, $faults$ (the parameter for faults, if rules
 * read the faults) and $tail$. The writers of bodies write no braces. */
struct emit_function {
    bool (*wanted)(
        const struct model_type *type); /* whether the file has a function for the type */
    const char *head;
    /* The bodies: of an object, of a map, of a list, of a union, of a document of another kind. */
    void (*object)(const struct emitter *emitter, const struct model_type *type);
    void (*map)(const struct emitter *emitter, const struct model_type *type);
    void (*list)(const struct emitter *emitter, const struct model_type *type);
    void (*choice)(const struct emitter *emitter, const struct model_type *type);
    void (*value)(const struct emitter *emitter, const struct model_type *type);
    const char *root_head; /* NULL: there are no public functions */
    void (*root_body)(const struct emitter *emitter, const struct model_type *type);
};

void emit_functions(const struct emitter *emitter, const struct emit_function *function);

/* Writes the declarations of the public functions, whose results must not be ignored, and an empty
 * line. */
void emit_functions_prototypes(const struct emitter *emitter, const struct emit_function *function);

/* Whether the type has parts, so that it has functions (the functions of an object do for its
 * others); whether the type has a
 * public function. */
bool emit_functions_have(const struct model_type *type);
bool emit_functions_have_root(const struct model_type *type);

#endif
