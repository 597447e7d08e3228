/* All C names of the output. The rule: of a wire name, camelCase is split, letters become lower
 * case, each run of other characters an underscore; a leading digit gets an `n` before it; if
 * nothing is left, the name is `u` and the code points in hex. A name that C, C++ or the runtime
 * uses gets an underscore after it. If several names would be equal, each gets an underscore and
 * the first six hex digits of the SHA-256 of its wire name (for an inline schema, of its pointer),
 * so that no name depends on the order. `x-dg-name` overrides the rule and must not clash. */
#ifndef DG_CODEGEN_NAMING_H
#define DG_CODEGEN_NAMING_H

#include "common/buffer.h"
#include "load/loader.h"

/* Appends the name that the rule makes of a wire name, reserved or not. */
void naming_add(struct buffer *buffer, struct dg_text wire);

/* In upper case: ASCII letters only. */
const char *naming_upper(const char *name, struct dg_arena *arena);

/* Whether a name is taken: for a member of a struct; for a type (given without prefix); for an
   enumerator (without prefix); for the constant of a property, which has no prefix. */
bool naming_is_reserved_word(const char *name);
bool naming_is_runtime_type(const char *name);
bool naming_is_runtime_constant(const char *name);
bool naming_is_macro(const char *name);

/* The name that x-dg-name gives; NULL if there is none or, with an error, if it is unfit. */
const char *naming_override(struct loader *loader, const struct tree *schema);

/* The name of a type before clashes are settled, by the path to its schema in the document (the
   names of a schema inside another begin with that one's). *fixed: x-dg-name gives it. */
const char *naming_by_path(struct loader *loader, const struct tree *schema, bool *fixed);

/* Chooses all C names of the model. */
void naming_choose(struct loader *loader);

/* The name of a response, by its path in the document: "get_kettle_200"; and of its bodies of one
   media type, unless that is NULL. */
const char *naming_by_response(struct loader *loader, const struct tree *response,
                               const char *media);

#endif
