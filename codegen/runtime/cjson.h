/* The bridge to cJSON: trees from checked JSON, and JSON from trees. A library of its own,
 * dg-contract-cjson. */
#ifndef DG_RUNTIME_CJSON_H
#define DG_RUNTIME_CJSON_H

#include <cjson/cJSON.h>

#include "arena.h"
#include "text.h"
#include "value.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A tree of `json`, which must be one valid JSON value, such as the decoders leave in struct
   dg_json. What a cJSON node can't hold becomes cJSON_Raw, its text as received: integers beyond
   +-2^53, numbers beyond a double, strings with U+0000. The caller frees it with cJSON_Delete.
   NULL: no memory, nested deeper than CJSON_NESTING_LIMIT, or a member name has U+0000. Depends on
   cJSON's hooks alone for memory. */
cJSON *dg_json_to_cjson(struct dg_json json);

/* The tree of what `encode` writes of `value`; it is called as the generated encoders are, with the
   snprintf convention. NULL: no memory, or no JSON form. What generated code calls. */
cJSON *dg_cjson_of_value(size_t (*encode)(const void *value, char *buffer, size_t capacity),
                         const void *value);

/* The JSON text of a tree (RFC 8259, no white space), in the arena. Nothing is judged: whatever the
   tree holds that isn't JSON is in the text, for a decoder to find. What cJSON lost before (digits
   of large integers, what follows U+0000, all but one spelling) is lost. False: no memory. `tree`
   may be NULL: then the text is empty. */
bool dg_cjson_to_text(const cJSON *tree, struct dg_arena *arena, struct dg_text *out);

#ifdef __cplusplus
}
#endif

#endif
