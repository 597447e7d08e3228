/* Further schemas of values, in the files of decoders, validators and tables. */
#ifndef DG_CODEGEN_EMIT_SUBSCHEMA_H
#define DG_CODEGEN_EMIT_SUBSCHEMA_H

#include "emit/emit_template.h"

/* Writes the declarations of the tables. */
void emit_subschema_declarations(const struct emitter *emitter);
/* Writes the tables, with the decoders that they refer to. */
void emit_subschema_tables(const struct emitter *emitter);

/* Whether members that the object doesn't list may be listed by its further schemas, so that
 * unknown ones are reported after these. */
bool emit_subschema_lists(const struct model_type *type);

/* Writes the functions that write values as JSON, to be judged when a program built them. */
void emit_subschema_texts(const struct emitter *emitter);

/* The C member, as an argument, that receives the number of the schema that matches: a member of
 * `owner`, or NULL. The caller frees `data`. */
struct buffer emit_subschema_matched(const struct model_type *type, const char *owner);

#endif
