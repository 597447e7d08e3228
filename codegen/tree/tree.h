/* The contract as a located tree: JSON, or YAML 1.2 (core schema) without tags. Aliases and merge
 * keys are expanded. */
#ifndef DG_CODEGEN_TREE_H
#define DG_CODEGEN_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "common/buffer.h"
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

/* A child of a map, with its key, or of a list, without a key. */
struct tree_member {
    struct location at; /* of the key; of a list's item: the item's */
    struct dg_text key; /* as text, even if it looks like a number; empty for an item */
    struct tree *value;
};

struct tree {
    enum tree_kind kind;
    struct location at;
    struct dg_text text; /* of a scalar, escapes and folding done; terminated. Of the root of a file
                            that a reference led to: its path from the contract's folder */
    bool boolean;        /* BOOLEAN */
    size_t byte;         /* of a scalar: its position in the source */
    char quote;          /* of a scalar: the character before its text: a quote, | or >; 0: none */
    const struct tree_member *members; /* LIST, MAP: in document order */
    size_t count;
    const struct tree_member **by_key; /* MAP: sorted by key */
    struct tree *parent;               /* NULL: the root */
    size_t step;                       /* the index of its member in the parent */
    size_t id;                         /* dense, from 0 */
    bool selected;                     /* while json_path_select runs */
    bool joined; /* it isn't in the document: the loader made it of several schemas */
};

/* The deepest nesting of maps and lists. */
#define TREE_MAX_DEPTH 512

/* The deepest nesting in YAML. Contracts that people wrote don't nest deeper, and libyaml's time is
 * quadratic in the depth. */
#define TREE_MAX_YAML_DEPTH 64

/* Larger contracts are refused. The largest known ones, with all references expanded, have 78 MB.
 */
#define TREE_MAX_BYTES ((size_t)128 << 20)

/* Reads the source of that file of `diag`, a whole document. Returns NULL, with diagnostics, if it
 * isn't a valid document. The source is copied where needed, and all memory is in the arena.
 * *node_count is the number of ids. */
DG_CHECKED struct tree *tree_read(unsigned file, struct dg_arena *arena, struct diag *diag,
                                  size_t *node_count);

/* Takes the byte order mark off the source of that file of `diag`. Returns false, with a
 * diagnostic, if the source is too large, or UTF-16. */
bool tree_check_size(unsigned file, struct diag *diag);

/* Returns false, with a diagnostic, if the source of that file isn't UTF-8 as YAML allows it. */
bool tree_check_text(unsigned file, struct diag *diag);

/* Sorts the members of a map for tree_find: `by_key`. */
void tree_sort(struct tree *map, struct dg_arena *arena);

/* Orders keys by their bytes: negative, zero or positive. */
int tree_compare_keys(struct dg_text a, struct dg_text b);

/* The member of a map with that key, or its value. NULL if there is none, or if `map` isn't a
 * map. */
const struct tree_member *tree_find(const struct tree *map, struct dg_text key);
const struct tree *tree_get(const struct tree *map, const char *key);

/* The kind of a plain scalar (YAML 1.2.2 §10.3.2). */
enum tree_kind tree_resolve_plain(struct dg_text text);

/* The JSON number (RFC 8259 §6) of an INTEGER or FLOAT, in decimal, with all its digits. Empty if
   there is none: for infinity, not-a-number, and hexadecimal or octal numbers beyond 64 bits. */
struct dg_text tree_number(const struct tree *node, struct dg_arena *arena);

/* The JSON Pointer of a node as a URI fragment (RFC 6901 §6): "#/paths/~1things"; in another file
 * than the contract, after its path. */
const char *tree_pointer(const struct tree *node, struct dg_arena *arena);
/* Appends the step to a member to such a pointer: "/~1things". */
void tree_pointer_add(struct buffer *pointer, struct dg_text key);

/* The JSONPath (RFC 9535) of a node, for overlays: "$.paths['/things'].get". It is escaped for the
 * double quotes of YAML. */
const char *tree_json_path(const struct tree *node, struct dg_arena *arena);

/* The location in its source of the byte `offset` of a scalar's text, which may be its end. For
   white space, the location of the next character. */
struct location tree_text_location(const struct tree *node, const struct diag *diag, size_t offset);

/* The key of a node in its parent; empty for the root and for items. */
struct dg_text tree_key(const struct tree *node);
bool tree_key_is(const struct tree *node, const char *key);

/* Whether quotes are probably missing around a scalar that was meant to be a string. */
bool tree_needs_quotes(enum tree_kind kind);

/* "a string", "a list" and so on. */
const char *tree_kind_name(enum tree_kind kind);

#endif
