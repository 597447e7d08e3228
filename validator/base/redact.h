/* Removes a secret from text that is shown. */
#ifndef DG_VALIDATE_REDACT_H
#define DG_VALIDATE_REDACT_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"
#include "runtime/text.h"

/* Copies of the secret are found as they are, in hexadecimal digits (also with blanks, punctuation
   or `0x` between the bytes), and in Base64 (RFC 4648 §4, §5, padded or not, on its own or with
   other text before it), and encoded twice in these ways. Each may be unchanged, escaped as in JSON
   (RFC 8259 §7) or HTML, or percent-encoded (RFC 3986 §2.1); as they are, copies may also be
   escaped as in a JSON Pointer (RFC 6901 §3). A secret of more than a few characters is found
   without its
   `=` at the end, too. Of Base64, the characters that hold bits of the secret alone count. A secret
   holds no backslash and no percent sign. An empty secret isn't in any text. */

bool redact_needed(struct dg_text text, struct dg_text secret);

/* Overwrites each byte of every copy with an asterisk; offsets don't change. Texts must be cropped
   after this, since half a secret isn't recognized. */
void redact(char *text, size_t length, struct dg_text secret);

/* Whether the value of a header of this name is a secret. */
bool redact_is_secret(struct dg_text name);

/* Adds a copy of a header's line; for a secret header, only its name. */
void redact_header(struct buffer *out, struct dg_text line, struct dg_text secret);

#endif
