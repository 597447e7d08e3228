/* What a rule reads, as data. */
#ifndef DG_CODEGEN_RULE_CODE_READ_H
#define DG_CODEGEN_RULE_CODE_READ_H

#include "emit/rule_code.h"

/* What must be known before the rule, or what is at one path, is believed: each a struct dg_read as
   C. */
struct code_reads {
    const char *items[RULE_MAX_NODES];
    size_t count;
};
void rule_code_read(struct rule_code *code, struct code_reads *reads, const struct rule_node *node);
/* `content`: not only whether there is a value. */
void rule_code_read_path(struct rule_code *code, struct code_reads *reads,
                         const struct rule_node *path, bool content);

#endif
