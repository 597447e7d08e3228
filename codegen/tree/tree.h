/* The contract as a located tree: YAML 1.2 (core schema) without tags, anchors and aliases; JSON is
 * such YAML. */
#ifndef DG_CODEGEN_TREE_H
#define DG_CODEGEN_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "runtime/arena.h"
#include "runtime/text.h"

enum tree_kind {
    TREE_NULL,
    TREE_BOOLEAN,
    TREE_INTEGER,
    TREE_FLOAT,
    TREE_STRING,
    TREE_LIST,
    TREE_MAP
};

struct tree;

/* A child: of a map with its key, of a list without. */
struct tree_member {
    struct location at; /* of the key; of a list's item: the item's */
    struct dg_text key; /* as text, whatever it looks like; of an item empty */
    const struct tree *value;
};

struct tree {
    enum tree_kind kind;
    struct location at;
    struct dg_text text; /* of a scalar, escapes and folding done; terminated */
    bool boolean;        /* BOOLEAN */
    size_t byte;         /* of a scalar: where it stands in the source */
    char quote; /* of a scalar: what it begins with that is not its text: quote, | or >; 0: nothing
                 */
    const struct tree_member *members; /* LIST, MAP: in document order */
    size_t count;
    const struct tree_member **by_key; /* MAP: sorted by key */
    const struct tree *parent;         /* NULL: the root */
    size_t step;                       /* the index of its member in the parent */
    size_t id;                         /* dense, from 0 */
};

/* No contract that people wrote nests deeper, and libyaml's time is quadratic in the depth. */
#define TREE_MAX_DEPTH 64

/* Larger contracts are refused. */
#define TREE_MAX_BYTES ((size_t)64 << 20)

/* Reads a whole document. NULL, with diagnostics, if the text isn't one that we take. The text is
 * copied where needed; all memory is the arena's. *node_count is the number of ids. */
const struct tree *tree_read(struct dg_text text, struct dg_arena *arena, struct diag *diag,
                             size_t *node_count);

/* The text without a byte order mark, if it is UTF-8 that YAML allows. False: it was reported.
   `diag->source` is set either way. */
bool tree_check_text(struct dg_text text, struct diag *diag);

/* Orders keys by their bytes: negative, zero or positive. */
int tree_compare_keys(struct dg_text a, struct dg_text b);

/* The member of a map; NULL if it has none or `map` isn't a map. */
const struct tree_member *tree_find(const struct tree *map, struct dg_text key);
const struct tree *tree_get(const struct tree *map, const char *key);

/* What a plain scalar is (YAML 1.2.2 §10.3.2). */
enum tree_kind tree_resolve_plain(struct dg_text text);

/* The JSON number (RFC 8259 §6) that an INTEGER or FLOAT stands for, in decimal: its digits, not
   rounded. Empty if there is none: infinity, not-a-number, hexadecimal or octal beyond 64 bits. */
struct dg_text tree_number(const struct tree *node, struct dg_arena *arena);

/* The JSON Pointer of a node as a URI fragment (RFC 6901 §6): "#/paths/~1things". */
const char *tree_pointer(const struct tree *node, struct dg_arena *arena);

/* The place in the source of the byte `offset` of a scalar's text, which may be its end: of white
   space, that of what follows it. */
struct location tree_text_place(const struct tree *node, struct dg_text source, size_t offset);

/* The key under which a node stands; empty for the root and for items. */
struct dg_text tree_key(const struct tree *node);
bool tree_key_is(const struct tree *node, const char *key);

/* Whether somebody who meant a string forgot the quotes. */
bool tree_needs_quotes(enum tree_kind kind);

/* "a string", "a list" and so on. */
const char *tree_kind_name(enum tree_kind kind);

#endif
