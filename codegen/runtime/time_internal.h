/* Declarations for the files that compute with times. Not for users of the runtime. */
#ifndef DG_RUNTIME_TIME_INTERNAL_H
#define DG_RUNTIME_TIME_INTERNAL_H

#include "runtime/text.h"

/* The digits of a second after the nanoseconds, without zeros at their end: only the text of a time
 * has these digits. */
struct dg_text dg_time_more_digits(struct dg_text time);

/* No time with a text of at most this length has such digits. */
#define DG_TIME_USUAL (sizeof "2024-01-01T00:00:00.123456789Z" - 1)

/* Whether the text is an RFC 3339 §5.6 full-date or full-time. A second of 60 is only allowed where
 * UTC is 23:59:60. */
bool dg_time_is_date(struct dg_text text);
bool dg_time_is_clock(struct dg_text text);

#endif
