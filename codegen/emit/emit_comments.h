/* Comments of generated types: what the contract says of a value, its limits, and its name in JSON.
 * Each is one sentence or several, and is left out if there is nothing to say. */
#ifndef DG_CODEGEN_EMIT_COMMENTS_H
#define DG_CODEGEN_EMIT_COMMENTS_H

#include "emit/emit_template.h"

/* Adds a description from the contract, as a sentence with a space after it. */
void emit_comments_sentence(struct buffer *out, const char *words);

/* Of a type: its description and, if documents can be judged against it, its limits. */
void emit_comments_type(const struct emitter *emitter, const struct model_type *type);

/* Of a member: its name, if C has another one, its description, and "Required, nullable, at most
 * 512 code points." */
void emit_comments_property(const struct emitter *emitter, const struct model_property *property);

/* Of an item, of the value of an entry or of an alternative: its limits. */
void emit_comments_part(const struct emitter *emitter, unsigned indent,
                        const struct model_use *use);

/* Of the key of an entry: its limits. */
void emit_comments_key(const struct emitter *emitter, const struct model_type *map);

/* Of an enumerator: its value in JSON, if the enumerator does not spell it. */
void emit_comments_word(const struct emitter *emitter, const struct model_type *type, size_t index);

#endif
