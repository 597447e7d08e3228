/* The bridge to cJSON: from checked JSON to trees, and from trees to JSON. It is the library
 * dg-runtime-cjson.
 *
 * Stable: programs may rely on this header. */
#ifndef DG_RUNTIME_CJSON_H
#define DG_RUNTIME_CJSON_H

#include <cjson/cJSON.h>

#include "arena.h"
#include "text.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Returns a tree of `json`, which must be one valid JSON value, such as decoders store in struct
   dg_json. A value that a cJSON node can't hold, or that cJSON_Print would print as another value,
   becomes cJSON_Raw with its text as received: integers of 16 digits and more, other numbers beyond
   +-2^53, strings with U+0000. The caller frees the tree with cJSON_Delete. Returns NULL if memory
   runs out, if `json` is nested deeper than CJSON_NESTING_LIMIT, or if a member name has U+0000.
   All memory comes from cJSON's hooks. */
cJSON *dg_json_to_cjson(struct dg_json json);

/* Returns the tree of the JSON that `encode` writes for `value`. `encode` is called like a
   generated encoder, with the snprintf convention. Returns NULL if memory runs out or if the value
   has no JSON form. The caller frees the tree with cJSON_Delete. Generated code calls this
   function. */
cJSON *dg_cjson_of_value(size_t (*encode)(const void *value, char *buffer, size_t capacity),
                         const void *value);

/* Writes the JSON text of a tree (RFC 8259, no white space) into the arena. Nothing is judged:
   nodes that aren't JSON make a text that isn't JSON, which a decoder reports. The text lacks the
   data that cJSON has lost (digits of large integers, characters after U+0000, the spelling of
   numbers). Returns false if memory runs out. `tree` may be NULL: then the text is empty. */
bool dg_cjson_to_text(const cJSON *tree, struct dg_arena *arena, struct dg_text *out);

#ifdef __cplusplus
}
#endif

#endif
