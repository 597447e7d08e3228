/* A JSON number split into its parts, for the files that compute with it. Not for users of the
 * runtime. */
#ifndef DG_RUNTIME_DECIMAL_H
#define DG_RUNTIME_DECIMAL_H

#include "runtime/text.h"

/* The number 0.ddd × 10^point, where ddd neither begins nor ends with a zero. */
struct dg_decimal {
    const char *digits; /* the first digit in the text; a decimal point may be among the digits */
    size_t count;       /* number of digits; 0: the number is zero */
    int64_t point;      /* the exponent and `offset` */
    int64_t offset;     /* where the point is in the spelling */
    struct dg_text exponent; /* digits, without zeros before them */
    bool below;              /* the exponent is negative */
    bool negative;
};

/* `text` must be a JSON number. In `point`, an exponent beyond +-10^18 is taken as +-10^18. */
struct dg_decimal dg_decimal_of(struct dg_text text);

/* `point` if numbers that are equal have the same; otherwise a value that stands for all that are
 * as large, or as small. */
int64_t dg_decimal_scale(const struct dg_decimal *number);

bool dg_decimal_is_integral(const struct dg_decimal *number);

/* Returns the value of the digit at *at, and moves *at to the next digit. */
unsigned dg_decimal_digit(const char **at);

#endif
