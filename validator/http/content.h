/* The content of a message, by the fields that describe it. */
#ifndef DG_VALIDATE_CONTENT_H
#define DG_VALIDATE_CONTENT_H

#include <stdbool.h>

#include "runtime/text.h"

/* Whether a Content-Type is of JSON: application/json, or one that ends in +json (RFC 6839 §3.1).
   NULL is not. */
bool content_is_json(const char *content_type);

/* Whether a body with this Content-Encoding is encoded: `identity` is no encoding (RFC 9110
   §12.5.3). NULL is not. */
bool content_is_encoded(const char *content_encoding);

/* Whether a response of this status can have content (RFC 9110 §6.4.1); `head`: it is a response to
   HEAD. */
bool content_is_possible(int status, bool head);

/* Whether bytes with this beginning may be text: the beginning is UTF-8 without control
 * characters. */
bool content_is_text(struct dg_text beginning);

/* The Content-Encoding that a body still has: recorders undo the encoding but keep the header.
   NULL: none. */
const char *content_encoding_left(const char *content_encoding, struct dg_text body);

#endif
