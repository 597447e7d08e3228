/* The C lvalues of the paths that a rule reads. */
#ifndef DG_CODEGEN_RULE_CODE_LVALUE_H
#define DG_CODEGEN_RULE_CODE_LVALUE_H

#include "emit/rule_code.h"

struct code_lvalue {
    const char *text;
    bool pointer;          /* the lvalue is a pointer */
    bool opt;              /* the lvalue has a presence */
    const char *companion; /* of a plain enum: the lvalue of its text */
};
/* Finds the lvalue of a path. */
struct code_lvalue rule_code_lvalue(struct rule_code *code, const struct rule_node *path);
/* The prefix of a member's name: "self->", "self->error.value.". */
const char *rule_code_inside(struct rule_code *code, const struct rule_node *path);
/* The value, and the presence, of a path as C expressions. */
struct code rule_code_path_value(struct rule_code *code, const struct rule_node *path);
const char *rule_code_path_presence(struct rule_code *code, const struct rule_node *path);
/* The received text of an enum's value, for values that are unrecognized. */
const char *rule_code_path_text(struct rule_code *code, const struct rule_node *path);
/* The member of a state that keeps the value of a path from self or oldSelf. */
const char *rule_code_state_name(struct dg_arena *arena, const struct rule_node *path);

/* The functions of the column `writer` of RULE_OPERATORS. */
struct code rule_code_write_has(struct rule_code *code, const struct rule_node *node);

#endif
