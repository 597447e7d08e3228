/* Rules: their expressions as trees, from the text in the contract to what emitters write as C. */
#ifndef DG_CODEGEN_RULE_H
#define DG_CODEGEN_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "model/model.h"
#include "runtime/arena.h"
#include "runtime/rule.h"
#include "tree/tree.h"

/* Bounds of a rule, so that no rule exhausts a compiler. */
#define RULE_MAX_BYTES 16384
#define RULE_MAX_NODES 1000
#define RULE_MAX_HEIGHT 50

enum rule_op {
    /* Literals */
    RULE_NULL,
    RULE_BOOLEAN,
    RULE_INTEGER,
    RULE_NUMBER,
    RULE_TEXT,
    RULE_TIME,     /* timestamp('…') */
    RULE_DURATION, /* duration('…') */
    RULE_LIST,     /* [a, b] */
    /* What rules read */
    RULE_NAME,       /* self, oldSelf, a variable; http, request below a member */
    RULE_MEMBER,     /* x.name; of a map the same as x['name'] */
    RULE_INDEX,      /* x[key] */
    RULE_STATUS,     /* http.status */
    RULE_MEDIA_TYPE, /* http.media_type */
    RULE_PATH_VALUE, /* request.path.NAME, NAME being `text` */
    /* Functions */
    RULE_SIZE,
    RULE_STARTS,
    RULE_ENDS,
    RULE_CONTAINS,
    RULE_HAS,
    RULE_ALL, /* range, predicate; `text` is the variable */
    RULE_EXISTS,
    /* Operators */
    RULE_NOT,
    RULE_NEGATE,
    RULE_AND, /* of two or more */
    RULE_OR,
    RULE_CHOOSE, /* condition, then, else */
    RULE_EQUAL,
    RULE_DIFFERS,
    RULE_LESS,
    RULE_AT_MOST,
    RULE_MORE,
    RULE_AT_LEAST,
    RULE_IN,
    RULE_ADD,
    RULE_SUBTRACT
};

enum rule_kind {
    RULE_KIND_NULL,
    RULE_KIND_BOOLEAN,
    RULE_KIND_INTEGER,
    RULE_KIND_NUMBER,
    RULE_KIND_TEXT,
    RULE_KIND_TIME,
    RULE_KIND_DURATION,
    RULE_KIND_LIST,
    RULE_KIND_MAP,
    RULE_KIND_OBJECT,
    RULE_KIND_JSON
};

struct rule_type {
    enum rule_kind kind;
    const struct model_type *model;  /* of what the contract describes; NULL: nothing in it */
    const struct rule_type *element; /* of a list literal; NULL: it is empty */
    bool digest;                     /* of a state: only known to be equal or not */
};

/* Where what a rule reads comes from. */
enum rule_root {
    RULE_ROOT_NONE, /* http, request: not a value of the contract */
    RULE_ROOT_SELF,
    RULE_ROOT_OLD,
    RULE_ROOT_VARIABLE
};

struct rule_node {
    enum rule_op op;
    size_t at; /* in the rule's text: of an operator it, of a member its name, else the beginning */
    struct rule_node **parts;
    size_t count;
    unsigned height;
    /* Literals, names */
    struct dg_text text;
    int64_t integer;
    double number;
    bool boolean;
    struct dg_time time;
    struct dg_duration duration;
    /* What the checker finds out */
    struct rule_type type;
    bool nullable; /* it may be null, here */
    bool declared_nullable;
    bool overflows;                        /* its evaluation may overflow */
    enum rule_root root;                   /* of NAME */
    const struct rule_node *binder;        /* of a variable: the ALL or EXISTS */
    const struct model_property *property; /* of MEMBER: of an object */
    const struct model_use *use;           /* of what the contract describes and holds: how */
    const struct facts *told[2];           /* of a condition: what its outcomes tell, once found */
};

/* Parses the rule that is the text of `node`. NULL, with an error. */
struct rule_node *rule_parse(const struct tree *node, struct dg_arena *arena, struct diag *diag);

/* What a rule is about. */
struct rule_scope {
    const struct tree *node; /* the text, for places */
    const struct model_type *self;
    const char *const *path_names; /* of request.path; on a response */
    size_t path_count;
    struct location operation; /* whose path that is */
    bool response;             /* http and request can be spoken of */
    bool root;                 /* oldSelf can: the value is a document */
};

/* What a checked rule speaks of. */
struct rule_use {
    bool self;
    bool old;
    bool http;
    bool request;
};

/* Checks names and types, and finds out what the rest of the compiler needs. False, with an error,
   if something is wrong. */
bool rule_check(struct rule_node *rule, const struct rule_scope *scope, struct rule_use *use,
                struct dg_arena *arena, struct diag *diag);

/* An error at a byte of the rule's text. */
#define RULE_ERROR(diag, node, id, at, ...)                                                        \
    diag_error((diag), (id), tree_text_place((node), (diag)->source, (at)), __VA_ARGS__)

/* Paths: what can be narrowed (rule_path.c) */

/* Whether it names a place: a root or variable, and members and entries of it. */
bool rule_is_path(const struct rule_node *node);
/* Whether both name the same place. */
bool rule_same_path(const struct rule_node *a, const struct rule_node *b);

/* Whether a checked text is put together of several. */
bool rule_has_parts(const struct rule_node *node);

/* The lexer (rule_lex.c) */

enum rule_token_kind {
    RULE_TOKEN_END,
    RULE_TOKEN_NAME,
    RULE_TOKEN_INTEGER,
    RULE_TOKEN_NUMBER,
    RULE_TOKEN_TEXT,
    RULE_TOKEN_SIGN, /* an operator or a bracket: `text` is it */
    RULE_TOKEN_BAD   /* reported */
};

struct rule_token {
    enum rule_token_kind kind;
    size_t at;
    struct dg_text text; /* as written; of TEXT its value */
    uint64_t integer;
    double number;
};

struct rule_lexer {
    const struct tree *node;
    size_t at; /* of what comes next */
    struct dg_arena *arena;
    struct diag *diag;
};

struct rule_token rule_lex(struct rule_lexer *lexer);

#endif
