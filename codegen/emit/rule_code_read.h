/* The values that a rule reads, as data. */
#ifndef DG_CODEGEN_RULE_CODE_READ_H
#define DG_CODEGEN_RULE_CODE_READ_H

#include "emit/rule_code.h"

/* A value that must be known before a rule can be judged or the value of one path used. */
struct code_read {
    const struct rule_node *path;
    bool content;     /* the value, not only its presence */
    const char *item; /* a struct dg_read in C */
    const char *bit;  /* the bit of a property of self in C; NULL: the read is of something else,
                         or the bit is beyond the first word */
};
/* The most properties whose faults have one word. */
#define RULE_CODE_WORD 64

struct code_reads {
    struct code_read items[RULE_MAX_NODES];
    size_t count;
};
/* Adds the values that an expression reads. */
void rule_code_read(struct rule_code *code, struct code_reads *reads, const struct rule_node *node);
/* Adds the values that a path reads. `content`: the path's value is read, not only its presence. */
void rule_code_read_path(struct rule_code *code, struct code_reads *reads,
                         const struct rule_node *path, bool content);

#endif
