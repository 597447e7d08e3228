/* The C function of a rule while it is written, and the functions that write its expressions. */
#ifndef DG_CODEGEN_RULE_CODE_H
#define DG_CODEGEN_RULE_CODE_H

#include "base/memory_arena.h"
#include "emit/emit_template.h"
#include "rules/rule_node.h"
#include "rules/rule_path.h"

/* How tightly a C expression binds. */
enum code_level {
    LEVEL_PRIMARY,
    LEVEL_UNARY,
    LEVEL_NOT, /* compilers warn of it beside a comparison without parentheses */
    LEVEL_RELATION,
    LEVEL_AND,
    LEVEL_OR,
    LEVEL_CHOICE
};

/* A C expression; the text is the arena's. */
struct code {
    const char *text;
    enum code_level level;
};

/* An entry of a map, and the number of the local that points to the entry. */
struct code_entry {
    const struct rule_node *path;
    size_t number;
};

/* A local that holds the value of an expression. */
struct code_alias {
    const struct rule_node *node;
    const char *name;
    bool used; /* some expression reads the local */
};

#define CODE_MAX_ENTRIES RULE_MAX_NODES
#define CODE_MAX_ALIASES ((size_t)2 * RULE_MAX_NODES)

/* A function being written. Loops, entries of maps and conditions of choices become statements
   before the expression that needs them. These statements can be executed for any document: an
   absent value reads as zero. */
struct rule_code {
    const struct emitter *emitter;
    const struct model_check *check;
    struct dg_arena *arena;
    struct buffer statements;
    unsigned depth;   /* of blocks */
    size_t numbers;   /* given to locals so far */
    const char *flag; /* the local that records overflows; NULL: no overflow can occur */
    unsigned loops;   /* around the expression */
    bool turns;       /* the function counts its cost */
    size_t costs;     /* loops and counted costs, written so far */
    /* The parameters that the function needs */
    bool self;
    bool old;
    bool key; /* the function compares texts with digests */
    bool exchange;
    struct code_entry entries[CODE_MAX_ENTRIES];
    size_t entry_count;
    struct code_alias aliases[CODE_MAX_ALIASES];
    size_t alias_count;
};

#define CODE(code, ...) memory_arena_format((code)->arena, __VA_ARGS__)

/* The text of the expression as an operand of an operator of this level: with parentheses if
 * necessary. */
const char *rule_code_operand(struct rule_code *code, struct code expression,
                              enum code_level level);

/* Adds a line to the innermost block. */
void rule_code_statement(struct rule_code *code, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A block that `head` opens; its entries and aliases end with it. */
struct code_block {
    size_t entry_count;
    size_t alias_count;
};
struct code_block rule_code_open(struct rule_code *code, const char *head);
void rule_code_close(struct rule_code *code, struct code_block block);
/* A number for a new local. */
size_t rule_code_number(struct rule_code *code);
void rule_code_set_alias(struct rule_code *code, const struct rule_node *node, const char *name);
/* The local that holds the value of a node; NULL: there is none. */
const char *rule_code_alias(struct rule_code *code, const struct rule_node *node);
/* Declares a local that records overflows, and returns its name. */
const char *rule_code_flag(struct rule_code *code);
/* Uses a value that was evaluated earlier, whose overflow `flag` records (NULL: the value can't
 * overflow): the expression records the overflow again. */
struct code rule_code_pass_overflow(struct rule_code *code, struct code value, const char *flag);

/* Comparing this many bytes costs as much as one item of a loop. */
#define COMPARED_BYTES 16
/* Inside loops, adds `amount`, a C expression, to the cost of the rule. */
void rule_code_cost(struct rule_code *code, const char *amount);
/* The C type of a local that holds a scalar. */
const char *rule_code_type(const struct rule_code *code, enum rule_kind kind);

/* The functions for expressions of any operator (rule_code_expression.c), which the writers of
   operators use for their operands. */

/* A boolean as a C bool. */
struct code rule_code_condition(struct rule_code *code, const struct rule_node *node);
/* A boolean as an enum dg_truth. */
const char *rule_code_truth(struct rule_code *code, const struct rule_node *node);
/* The value of any scalar, except a concatenation of texts. */
struct code rule_code_value(struct rule_code *code, const struct rule_node *node);
/* A concatenation, as an argument. */
const char *rule_code_text(struct rule_code *code, const struct rule_node *node);
/* The bytes of a concatenation. */
const char *rule_code_text_length(struct rule_code *code, const struct rule_node *text);

/* The parameters that the function of a rule has (rule_code_function.c). */
struct rule_call {
    bool self;
    bool old;
    bool key;
    bool exchange;
    bool turns;
};
/* Writes the predicate of a rule, with its comment. Returns its arguments. */
struct rule_call rule_code_function(const struct emitter *emitter, const struct model_check *check);

#endif
