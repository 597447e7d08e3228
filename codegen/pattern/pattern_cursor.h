/* The text of a pattern while it is parsed. */
#ifndef DG_CODEGEN_PATTERN_CURSOR_H
#define DG_CODEGEN_PATTERN_CURSOR_H

#include "pattern/pattern_tree.h"

struct pattern_cursor {
    struct dg_arena *arena;
    struct dg_text text; /* UTF-8 */
    size_t at;
    bool unicode;    /* read as with the flag u; otherwise by annex B of ECMA-262 */
    bool named;      /* some group has a name */
    uint32_t groups; /* the number of groups that capture */
    unsigned depth;  /* of groups */
    struct pattern_error error;
    const struct pattern_set **sets; /* of the pattern so far, each once */
    size_t set_count;
    size_t set_capacity;
};

bool pattern_cursor_ended(const struct pattern_cursor *in);

/* Whether `bytes` is next. The second function moves after it then. */
bool pattern_cursor_sees(const struct pattern_cursor *in, const char *bytes);
bool pattern_cursor_takes(struct pattern_cursor *in, const char *bytes);

/* The next byte; 0 at the end. */
char pattern_cursor_peek(const struct pattern_cursor *in);

/* Takes the next code point. There must be one. */
uint32_t pattern_cursor_next(struct pattern_cursor *in);

/* Notes an error about the text from `from` to the cursor, unless there is one already, and moves
   to the end. `help` may be NULL. Returns false. */
bool pattern_cursor_fail(struct pattern_cursor *in, enum pattern_fault fault, size_t from,
                         const char *text, const char *help);

#endif
