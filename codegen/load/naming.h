/* All C names of the output. The rule for a wire name: camelCase is split, letters become lower
 * case, each run of other characters becomes an underscore; a leading digit gets an `n` before it.
 * If nothing is left, the name is `u` and the code points in hex. A name that C, C++ or the runtime
 * uses gets an underscore after it. If several names would be equal, each gets an underscore and
 * the first six hex digits of the SHA-256 of its wire name (for an inline schema, of its pointer),
 * so that no name depends on the order. `x-dg-name` overrides the rule and must not clash. */
#ifndef DG_CODEGEN_NAMING_H
#define DG_CODEGEN_NAMING_H

#include "common/buffer.h"
#include "load/loader.h"

/* Appends the C name of a wire name by the rule, even if that name is reserved. */
void naming_add(struct buffer *buffer, struct dg_text wire);

/* Returns the name with its ASCII letters in upper case. */
const char *naming_upper(const char *name, struct dg_arena *arena);

/* Whether C or the runtime uses a name: as a word that no member of a struct can have; as a type
 * (without prefix); as an enumerator (without prefix); as a macro, which no constant of a property
 * can have. */
bool naming_is_reserved_word(const char *name);
bool naming_is_runtime_type(const char *name);
bool naming_is_runtime_constant(const char *name);
bool naming_is_macro(const char *name);

/* The name from x-dg-name. NULL if there is no x-dg-name; NULL, with an error, if the name is
 * invalid. */
const char *naming_override(struct loader *loader, const struct tree *schema);

/* The name of a type, before clashes are resolved: from the path to its schema in the document (the
 * name of an inner schema begins with the name of the outer one). Sets *fixed if x-dg-name gives
 * the name. */
const char *naming_by_path(struct loader *loader, const struct tree *schema, bool *fixed);

/* Chooses all C names of the model. */
void naming_choose(struct loader *loader);

/* The name of a response, from its path in the document: "get_kettle_200". With `media`, the name
 * of the bodies of that media type. */
const char *naming_by_response(struct loader *loader, const struct tree *response,
                               const char *media);

/* The name of an operation: of its operationId, or of its method and path. */
const char *naming_by_operation(struct loader *loader, const struct model_operation *operation);

/* The end of the constant of a response: "200", "4XX", "DEFAULT". */
const char *naming_by_status(struct loader *loader, const char *status);

#endif
