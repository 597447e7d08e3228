/* Keeps a secret out of what is shown. */
#ifndef DG_VALIDATE_REDACT_H
#define DG_VALIDATE_REDACT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"
#include "runtime/text.h"

/* A copy of the secret counts however its characters are spelled: as they are, escaped as in JSON
   (RFC 8259 §7), percent-encoded (RFC 3986 §2.1), or as in a JSON Pointer (RFC 6901 §3). A secret
   holds no backslash and no percent sign; an empty one is in nothing. */

bool redact_needed(struct dg_text text, struct dg_text secret);

/* Overwrites each byte of every copy with an asterisk: nothing moves. To be done before a text is
   cropped, for of half a secret nothing is known. */
void redact(char *text, size_t length, struct dg_text secret);

/* Whether what a header of this name says is a secret, whatever it is. */
bool redact_is_secret(struct dg_text name);

/* Adds a copy of a header's line: of one that is a secret only the name. */
void redact_header(struct buffer *out, struct dg_text line, struct dg_text secret);

#endif
