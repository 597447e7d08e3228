/* Line breaks of YAML 1.1 that YAML 1.2 takes for characters. */
#ifndef DG_CODEGEN_TREE_BREAKS_H
#define DG_CODEGEN_TREE_BREAKS_H

#include "runtime/arena.h"
#include "runtime/text.h"

enum {
    TREE_BREAK_COUNT = 3,
    TREE_BREAK_BYTES = 4
};

/* The characters that replace the line breaks of a text. Zeroed: the text has none. */
struct tree_breaks {
    char stand_ins[TREE_BREAK_COUNT][TREE_BREAK_BYTES]; /* empty: the break isn't in the text */
    bool hidden;
};

/* Replaces the line breaks in *text, which becomes a copy in the arena if there are some; no byte
 * moves. Returns false if the text has every character that could replace a line break. */
bool tree_breaks_hide(struct tree_breaks *out, struct dg_text *text, struct dg_arena *arena);

/* Puts the line breaks back into a part of the text, before or after its escapes are decoded. */
void tree_breaks_restore(const struct tree_breaks *hidden, char *text, size_t length);

#endif
