/* What the files about rules share. Not for users of the runtime. */
#ifndef DG_RUNTIME_RULE_INTERNAL_H
#define DG_RUNTIME_RULE_INTERNAL_H

#include "runtime/rule.h"

/* The digits of a second behind the nanoseconds, without zeros at their end: only the text has
   them. */
struct dg_text dg_time_more_digits(struct dg_time time);

#endif
