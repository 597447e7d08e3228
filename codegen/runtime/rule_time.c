/* Arithmetic of rules: integers, times and durations, each within its range. */
#include "runtime/rule.h"
#include "runtime/time_internal.h"

#define NANOS 1000000000

/* 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
#define FIRST_SECOND INT64_C(-62135596800)
#define LAST_SECOND INT64_C(253402300799)
/* The longest duration, either way, has as many nanoseconds as int64 can hold. */
#define MOST_SECONDS INT64_C(9223372036)
#define MOST_NANOS 854775807
#define LEAST_SECONDS INT64_C(-9223372037)
#define LEAST_NANOS 145224192

int64_t dg_subtract(int64_t a, int64_t b, bool *overflow)
{
    if (b >= 0 ? a < INT64_MIN + b : a > INT64_MAX + b) {
        *overflow = true;
        return 0;
    }
    return a - b;
}

int64_t dg_negate(int64_t a, bool *overflow)
{
    return dg_subtract(0, a, overflow);
}

static int order_of(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int dg_time_compare_digits(struct dg_text a, struct dg_text b)
{
    /* Without zeros at their end, fractions order as texts do. */
    return dg_text_compare(dg_time_more_digits(a), dg_time_more_digits(b));
}

int dg_duration_compare(struct dg_duration a, struct dg_duration b)
{
    return a.seconds != b.seconds ? order_of(a.seconds, b.seconds) : order_of(a.nanos, b.nanos);
}

/* Seconds and nanoseconds of both, added (1) or subtracted (-1). */
static struct dg_duration time_sum(struct dg_duration a, int sign, struct dg_duration b,
                                   bool *overflow)
{
    int64_t nanos = (int64_t)a.nanos + sign * (int64_t)b.nanos;
    int64_t carry = nanos / NANOS - (nanos % NANOS < 0 ? 1 : 0);
    int64_t seconds = sign > 0 ? dg_add(a.seconds, b.seconds, overflow)
                               : dg_subtract(a.seconds, b.seconds, overflow);

    return (struct dg_duration){
        .seconds = dg_add(seconds, carry, overflow),
        .nanos = (int32_t)(nanos - carry * NANOS),
    };
}

/* The duration; zero, and sets *overflow, if the duration is too long. */
static struct dg_duration duration_within(struct dg_duration sum, bool beyond, bool *overflow)
{
    const struct dg_duration least = {LEAST_SECONDS, LEAST_NANOS};
    const struct dg_duration most = {MOST_SECONDS, MOST_NANOS};

    if (beyond || dg_duration_compare(sum, least) < 0 || dg_duration_compare(sum, most) > 0) {
        *overflow = true;
        return (struct dg_duration){0};
    }
    return sum;
}

static struct dg_duration duration_sum(struct dg_duration a, int sign, struct dg_duration b,
                                       bool *overflow)
{
    bool beyond = false;
    struct dg_duration sum = time_sum(a, sign, b, &beyond);

    return duration_within(sum, beyond, overflow);
}

static struct dg_duration time_since_epoch(struct dg_time time)
{
    return (struct dg_duration){time.seconds, (int32_t)time.nanos};
}

static struct dg_time time_moved(struct dg_time time, int sign, struct dg_duration by,
                                 bool *overflow)
{
    bool beyond = false;
    struct dg_duration sum = time_sum(time_since_epoch(time), sign, by, &beyond);

    if (beyond || sum.seconds < FIRST_SECOND || sum.seconds > LAST_SECOND) {
        *overflow = true;
        return (struct dg_time){0};
    }
    return (struct dg_time){.seconds = sum.seconds, .nanos = (uint32_t)sum.nanos};
}

struct dg_duration dg_time_since(struct dg_time a, struct dg_time b, bool *overflow)
{
    return duration_sum(time_since_epoch(a), -1, time_since_epoch(b), overflow);
}

struct dg_time dg_time_add(struct dg_time a, struct dg_duration b, bool *overflow)
{
    return time_moved(a, 1, b, overflow);
}

struct dg_time dg_time_subtract(struct dg_time a, struct dg_duration b, bool *overflow)
{
    return time_moved(a, -1, b, overflow);
}

struct dg_duration dg_duration_add(struct dg_duration a, struct dg_duration b, bool *overflow)
{
    return duration_sum(a, 1, b, overflow);
}

struct dg_duration dg_duration_subtract(struct dg_duration a, struct dg_duration b, bool *overflow)
{
    return duration_sum(a, -1, b, overflow);
}
