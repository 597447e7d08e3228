/* Values as C: literals, paths, arithmetic, choices, concatenations. */
#ifndef DG_CODEGEN_RULE_CODE_VALUE_H
#define DG_CODEGEN_RULE_CODE_VALUE_H

#include "emit/rule_code.h"

/* A concatenation, as a struct dg_parts. */
const char *rule_code_parts(struct rule_code *code, const struct rule_node *node);
/* The condition of a choice between values, for `?:`. */
const char *rule_code_choice_condition(struct rule_code *code, const struct rule_node *node);
/* Any choice, except between booleans that are never null. */
struct code rule_code_choice(struct rule_code *code, const struct rule_node *node);

/* The functions of the column `writer` of RULE_OPERATORS. */
struct code rule_code_write_elsewhere(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_boolean(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_integer(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_number(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_text(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_duration(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_time(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_path(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_status(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_media_type(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_parameter(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_sum(struct rule_code *code, const struct rule_node *node);
struct code rule_code_write_negate(struct rule_code *code, const struct rule_node *node);

#endif
