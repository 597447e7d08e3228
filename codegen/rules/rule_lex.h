/* The lexer of rules. */
#ifndef DG_CODEGEN_RULE_LEX_H
#define DG_CODEGEN_RULE_LEX_H

#include "base/diag.h"
#include "runtime/arena.h"
#include "runtime/text.h"
#include "tree/tree.h"

enum rule_token_kind {
    RULE_TOKEN_END,
    RULE_TOKEN_NAME,
    RULE_TOKEN_INTEGER,
    RULE_TOKEN_NUMBER,
    RULE_TOKEN_TEXT,
    RULE_TOKEN_SIGN, /* an operator or a bracket, in `text` */
    RULE_TOKEN_BAD   /* an error, already reported */
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
    size_t at; /* of the next byte */
    struct dg_arena *arena;
    struct diag *diag;
};

/* Takes the next token. Reports an error, and returns RULE_TOKEN_BAD, if there is none. Texts live
 * in the arena or in the rule. */
struct rule_token rule_lex(struct rule_lexer *lexer);

#endif
