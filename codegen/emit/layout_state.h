/* A line of C that is broken up to one of its tokens, and the consequences for the other tokens. */
#ifndef DG_CODEGEN_LAYOUT_STATE_H
#define DG_CODEGEN_LAYOUT_STATE_H

#include "emit/layout_tokens.h"

/* Brackets or a group around the current token. */
struct layout_scope {
    unsigned indent;     /* indentation of a continued line */
    unsigned last_space; /* column of the operand, argument or line that began last */
    unsigned chain;      /* column of the first member on a line of its own; 0: none */
    unsigned question;   /* column of "?"; 0: none */
    unsigned call;       /* column of the operand that a call may begin */
    bool single;         /* elements are either all on one line or each on its own */
    bool spread;         /* something inside was broken: the next element is, too */
    bool kept;           /* the scope can't be broken */
    bool operand_kept;   /* the scope can't be broken before its next operator */
    bool touched;        /* the scope was broken */
    bool chained;        /* a conditional in another's last operand */
    bool wrapped;        /* the last operator in the scope begins a line, or there is no operator */
    bool inlined;        /* the list in braces that comes next is on the line of its container */
    bool joined;         /* a member of a call's result is on the line of the call */
};

struct layout_state {
    const struct layout_state *before;
    unsigned long cost;
    unsigned long order; /* among states of equal cost */
    size_t next;         /* token */
    unsigned column;
    unsigned line_nesting;   /* nesting of the first token of the last line */
    unsigned lowest_nesting; /* on that line */
    unsigned literal;        /* column of the literals that are being written; 0: none */
    unsigned start;          /* column of the token before `next` */
    bool broken;             /* a new line begins with that token */
    bool split;              /* that token is a literal that may be split */
    size_t depth;
    struct layout_scope scopes[]; /* [depth], the innermost last */
};

/* The state after the first token. States live in `arena`. */
struct layout_state *layout_state_first(const struct layout_line *line, struct dg_arena *arena);

/* Whether a break may come before the next token; whether a break must come there. */
bool layout_state_can_break(const struct layout_line *line, const struct layout_state *state);
bool layout_state_must_break(const struct layout_line *line, const struct layout_state *state);

/* The state after the next token, on a new line or on the same. */
struct layout_state *layout_state_next(const struct layout_line *line,
                                       const struct layout_state *state, bool broken,
                                       struct dg_arena *arena);

/* Whether two states have the same future, and the hash of a state's future. */
bool layout_state_equal(const struct layout_state *a, const struct layout_state *b);
size_t layout_state_hash(const struct layout_state *state);

#endif
