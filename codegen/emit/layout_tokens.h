/* One line of C as tokens, with their groups. */
#ifndef DG_CODEGEN_LAYOUT_TOKENS_H
#define DG_CODEGEN_LAYOUT_TOKENS_H

#include <stdbool.h>

#include "runtime/arena.h"
#include "runtime/text.h"

enum layout_kind {
    LAYOUT_WORD, /* identifier, keyword, number, character constant */
    LAYOUT_STRING,
    LAYOUT_OPEN,
    LAYOUT_CLOSE,
    LAYOUT_COMMA,
    LAYOUT_SEMICOLON,
    LAYOUT_BINARY, /* with a blank on each side; also assignments */
    LAYOUT_QUESTION,
    LAYOUT_COLON, /* of a conditional */
    LAYOUT_UNARY, /* before its operand */
    LAYOUT_POINTER,
    LAYOUT_MEMBER,     /* "." and "->" */
    LAYOUT_DESIGNATOR, /* "." of an initializer */
    LAYOUT_OTHER
};

/* How strongly an operator binds. */
enum layout_level {
    LAYOUT_NONE, /* semicolons; operands of unary operators, and chains of members */
    LAYOUT_LIST, /* commas */
    LAYOUT_ASSIGNMENT,
    LAYOUT_CONDITIONAL,
    LAYOUT_OR,
    LAYOUT_AND,
    LAYOUT_BIT_OR,
    LAYOUT_BIT_XOR,
    LAYOUT_BIT_AND,
    LAYOUT_EQUALITY,
    LAYOUT_RELATION,
    LAYOUT_SHIFT = 12,
    LAYOUT_SUM,
    LAYOUT_PRODUCT,
    LAYOUT_PREFIX = 16, /* only as levels of the parser, like LAYOUT_CHAIN */
    LAYOUT_CHAIN,
    LAYOUT_LEVELS
};

struct layout_token {
    struct dg_text text;
    enum layout_kind kind;
    bool space; /* a blank is before the token */
    enum layout_level level;
    bool several;                        /* an opening bracket: commas are inside */
    unsigned nesting;                    /* brackets around it */
    struct layout_token *match;          /* the other bracket; NULL: the token isn't a bracket */
    struct layout_token *operator_;      /* the next operator of its group: a + b + c; NULL: none */
    unsigned operator_index;             /* in its group */
    unsigned char opened[LAYOUT_LEVELS]; /* levels of groups that begin here, innermost first */
    unsigned opened_count;
    unsigned closed_count; /* groups that end here */
    bool begins_operation, ends_operation;
    bool name;        /* the name of a variable or function that is declared here */
    bool function;    /* the name of a function at file level */
    bool cast;        /* the end of a cast */
    bool breakable;   /* a line may be broken before it */
    bool broken;      /* a line must be broken before it */
    unsigned penalty; /* of a break before it */
    size_t end;       /* column after the token, if the line is never broken */
};

struct layout_line {
    struct layout_token *tokens;
    size_t count;
    unsigned indent;
    unsigned outer; /* indentation of the line that the whole initializer begins on, if this one is
                       an element of it; else its own */
    bool loop;      /* it begins with "for" */
};

/* Splits a line into tokens; sets all members but `outer`. `depth` is the number of initializers
 * around the line. Returns false if the line is empty or its brackets don't match. The tokens live
 * in `arena`. */
bool layout_tokens(struct layout_line *line, struct dg_text text, unsigned depth,
                   struct dg_arena *arena);

/* Whether the token is the word. */
bool layout_is(const struct layout_token *token, const char *word);

#endif
