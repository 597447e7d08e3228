/* JSONPath (RFC 9535): queries that select nodes of a tree. Function extensions are refused. */
#ifndef DG_CODEGEN_JSON_PATH_H
#define DG_CODEGEN_JSON_PATH_H

#include <stdint.h>

#include "tree/tree.h"

enum json_path_kind {
    JSON_PATH_NAME,
    JSON_PATH_WILDCARD,
    JSON_PATH_INDEX,
    JSON_PATH_SLICE,
    JSON_PATH_FILTER
};

/* The bounds of an index or slice count from the end if they are negative. */
struct json_path_bound {
    bool given;
    int64_t value;
};

struct json_path_selector {
    enum json_path_kind kind;
    struct dg_text name;               /* NAME */
    struct json_path_bound start;      /* SLICE; INDEX: the index */
    struct json_path_bound end;        /* SLICE */
    int64_t step;                      /* SLICE */
    const struct json_path_test *test; /* FILTER */
    struct json_path_selector *next;   /* in the same brackets */
};

struct json_path_segment {
    bool descendant; /* `..`: selects from a node and all nodes below it */
    struct json_path_selector *selectors;
    struct json_path_segment *next;
};

struct json_path {
    bool relative; /* begins with @, the node that a filter tests */
    bool singular; /* selects at most one node: names and indices only */
    struct json_path_segment *segments;
};

enum json_path_operator {
    JSON_PATH_OR,
    JSON_PATH_AND,
    JSON_PATH_NOT,
    JSON_PATH_EXISTS,
    JSON_PATH_EQUAL,
    JSON_PATH_NOT_EQUAL,
    JSON_PATH_LESS,
    JSON_PATH_LESS_OR_EQUAL,
    JSON_PATH_GREATER,
    JSON_PATH_GREATER_OR_EQUAL
};

/* An operand of a comparison. */
struct json_path_operand {
    const struct tree *literal;   /* NULL: the value that `path` selects */
    const struct json_path *path; /* singular in comparisons */
};

/* The condition of a filter. */
struct json_path_test {
    enum json_path_operator operator;
    const struct json_path_test *tests[2]; /* of OR and AND; the first one of NOT */
    struct json_path_operand operands[2];  /* of comparisons; the first one of EXISTS: a path */
};

/* Nodes in the order of the query, each once. */
struct json_path_nodes {
    struct tree **list;
    size_t count;
    size_t capacity;
};

/* Parses the text of a scalar. Returns NULL, with a diagnostic at its place in the text, if it is
   not a query or not a supported one. The result is in the arena. */
DG_CHECKED const struct json_path *json_path_parse(const struct tree *scalar,
                                                   struct dg_arena *arena, struct diag *diag);

/* Selects nodes of a document. The caller frees `list`. */
struct json_path_nodes json_path_select(const struct json_path *path, struct tree *root);

#endif
