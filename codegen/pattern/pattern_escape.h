/* Escapes of patterns. */
#ifndef DG_CODEGEN_PATTERN_ESCAPE_H
#define DG_CODEGEN_PATTERN_ESCAPE_H

#include "pattern/pattern_cursor.h"

/* What an escape, or another atom of a class, matches. */
struct pattern_atom {
    bool is_set;
    uint32_t code_point; /* if it isn't a set */
    struct pattern_set set;
};

/* Reads an escape, of which the backslash was taken; `class`: in brackets. Not \b and \B, unless in
   brackets. Returns false after an error. */
bool pattern_escape_read(struct pattern_cursor *in, bool class, struct pattern_atom *out);

#endif
