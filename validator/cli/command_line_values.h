/* The values that options take, each checked. */
#ifndef DG_VALIDATE_COMMAND_LINE_VALUES_H
#define DG_VALIDATE_COMMAND_LINE_VALUES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/options.h"

/* Each returns false, with one line of trouble about the option `name`, if `value` is no such
   value. The bounds are inclusive. */

bool value_number(const char *name, const char *value, int64_t min, int64_t max, int64_t *out);

/* Text, of which there has to be some; `thing` is what stands for it in the help. */
bool value_text(const char *name, const char *thing, const char *value, const char **out);

/* The same, one more. */
bool value_word(const char *name, const char *thing, const char *value, struct words *out);

/* A number of bytes, K, M and G being 1024 of the one before. */
bool value_size(const char *name, const char *value, int64_t max, int64_t *out);

/* Seconds, with up to three digits of fraction, in milliseconds; more than 0. */
bool value_seconds(const char *name, const char *value, int64_t max, int64_t *out);

/* One of `words`, which ends with NULL; *out is its index. */
bool value_choice(const char *name, const char *value, const char *const *words, int *out);

/* CODE[@POINTER]=SEVERITY; a code may be that of a rule of the contract. */
bool value_severity_rule(const char *name, const char *value, const struct dg_contract *contract,
                         struct severity_rule *out);
bool value_report_format(const char *name, const char *value, const struct report_format **out);
bool value_report_request(const char *name, char *value, struct report_request *out);
bool value_expect(const char *name, const char *value, int64_t *out);

#endif
