/* A table whose keys are pairs of pointers. */
#ifndef DG_CODEGEN_DIFF_TABLE_H
#define DG_CODEGEN_DIFF_TABLE_H

#include <stddef.h>

struct diff_table;

struct diff_table *diff_table_new(void);
void diff_table_free(struct diff_table *table);

/* The value of a pair, a new NULL if the pair is new; valid until the next call. */
const void **diff_table_at(struct diff_table *table, const void *a, const void *b);

#endif
