/* Date-times as RFC 3339 §5.6 spells them, read and written. */
#include "runtime/time_internal.h"

#include <string.h>

#include "runtime/arena_internal.h"

/* The minute of a UTC day that a leap second may end. */
#define LAST_MINUTE_OF_DAY (23 * 60 + 59)
#define MINUTES_OF_DAY (INT64_C(24) * 60)

/* 0000-01-01T00:00:00Z and 9999-12-31T23:59:59Z. */
#define FIRST_SECOND INT64_C(-62167219200)
#define LAST_SECOND INT64_C(253402300799)
#define LAST_NANO 999999999

struct time_fields {
    int year, month, day;
    int hour, minute, second;
    int offset; /* minutes east of UTC */
    uint32_t nanos;
};

static bool time_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Takes `count` digits into *value. Returns false if there are fewer digits or their value is above
 * `highest`. */
static bool time_digits(struct dg_text *in, size_t count, int highest, int *value)
{
    int sum = 0;

    if (in->length < count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!time_is_digit(in->data[i])) {
            return false;
        }
        sum = sum * 10 + (in->data[i] - '0');
    }
    in->data += count;
    in->length -= count;
    *value = sum;
    return sum <= highest;
}

/* Takes one byte if it is one of the two. */
static bool time_byte(struct dg_text *in, char one, char other)
{
    if (in->length == 0 || (in->data[0] != one && in->data[0] != other)) {
        return false;
    }
    in->data++;
    in->length--;
    return true;
}

static int time_days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

static bool time_date(struct dg_text *in, struct time_fields *out)
{
    return time_digits(in, 4, 9999, &out->year) && time_byte(in, '-', '-') &&
           time_digits(in, 2, 12, &out->month) && out->month >= 1 && time_byte(in, '-', '-') &&
           time_digits(in, 2, time_days_of_month(out->year, out->month), &out->day) &&
           out->day >= 1;
}

/* Takes the fraction of a second, if there is one: at least one digit. Keeps nine digits. */
static bool time_fraction(struct dg_text *in, uint32_t *nanos)
{
    uint32_t unit = 100000000;

    *nanos = 0;
    if (!time_byte(in, '.', '.')) {
        return true;
    }
    if (in->length == 0 || !time_is_digit(in->data[0])) {
        return false;
    }
    while (in->length > 0 && time_is_digit(in->data[0])) {
        *nanos += (uint32_t)(in->data[0] - '0') * unit;
        unit /= 10;
        in->data++;
        in->length--;
    }
    return true;
}

static bool time_offset(struct dg_text *in, int *offset)
{
    int hours, minutes;
    int sign = in->length > 0 && in->data[0] == '-' ? -1 : 1;

    *offset = 0;
    if (time_byte(in, 'Z', 'z')) {
        return true;
    }
    if (!time_byte(in, '+', '-') || !time_digits(in, 2, 23, &hours) || !time_byte(in, ':', ':') ||
        !time_digits(in, 2, 59, &minutes)) {
        return false;
    }
    *offset = sign * (hours * 60 + minutes);
    return true;
}

static bool time_clock(struct dg_text *in, struct time_fields *out)
{
    return time_digits(in, 2, 23, &out->hour) && time_byte(in, ':', ':') &&
           time_digits(in, 2, 59, &out->minute) && time_byte(in, ':', ':') &&
           time_digits(in, 2, 60, &out->second) && time_fraction(in, &out->nanos) &&
           time_offset(in, &out->offset);
}

/* Days from 1970-01-01 in the proleptic Gregorian calendar. Years begin in March here, so that the
   leap day is the last day of its year and all months before it follow one formula. */
static int64_t time_days(int year, int month, int day)
{
    int64_t years = year - (month <= 2 ? 1 : 0) + 400; /* keeps the divisions positive */
    int64_t months = (month + 9) % 12;
    int64_t day_of_year = (153 * months + 2) / 5 + day - 1;

    return years * 365 + years / 4 - years / 100 + years / 400 + day_of_year - 719468 - 146097;
}

/* The minute of the day in UTC; below 0 and beyond the day where the day is another. */
static int time_utc(const struct time_fields *at)
{
    return at->hour * 60 + at->minute - at->offset;
}

static bool time_leaps_well(const struct time_fields *at)
{
    return at->second < 60 ||
           (time_utc(at) + MINUTES_OF_DAY) % MINUTES_OF_DAY == LAST_MINUTE_OF_DAY;
}

bool dg_time_parse(struct dg_time *out, struct dg_text text)
{
    struct dg_text in = text;
    struct time_fields at;
    int utc;

    *out = (struct dg_time){0};
    if (!time_date(&in, &at) || !time_byte(&in, 'T', 't') || !time_clock(&in, &at) ||
        in.length != 0) {
        return false;
    }
    if (!time_leaps_well(&at)) {
        return false;
    }
    utc = time_utc(&at);
    out->seconds = (time_days(at.year, at.month, at.day) * MINUTES_OF_DAY + utc) * 60 + at.second;
    out->nanos = at.nanos;
    out->text = text;
    return true;
}

bool dg_time_is_date(struct dg_text text)
{
    struct time_fields at;

    return time_date(&text, &at) && text.length == 0;
}

bool dg_time_is_clock(struct dg_text text)
{
    struct time_fields at;

    return time_clock(&text, &at) && text.length == 0 && time_leaps_well(&at);
}

/* Writing */

/* The date of a day from 1970-01-01, in years that begin in March, as in time_days. */
static void time_date_of(int64_t days, struct time_fields *out)
{
    int64_t since = days + 719468; /* 0000-03-01 */
    int64_t era = (since >= 0 ? since : since - 146096) / 146097;
    int64_t day_of_era = since - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t months = (5 * day_of_year + 2) / 153;

    out->day = (int)(day_of_year - (153 * months + 2) / 5 + 1);
    out->month = (int)(months < 10 ? months + 3 : months - 9);
    out->year = (int)(year_of_era + era * 400 + (out->month <= 2 ? 1 : 0));
}

/* Writes `count` digits and the character after them. Returns the end of the written text. */
static char *time_put(char *at, int value, int count, char after)
{
    for (int i = count; i-- > 0; value /= 10) {
        at[i] = (char)('0' + value % 10);
    }
    at[count] = after;
    return at + count + 1;
}

/* Writes a point and 3, 6 or 9 digits, or nothing. */
static char *time_put_fraction(char *at, uint32_t nanos)
{
    int digits = 9;

    if (nanos == 0) {
        return at;
    }
    for (; nanos % 1000 == 0; nanos /= 1000) {
        digits -= 3;
    }
    at[-1] = '.';
    return time_put(at, (int)nanos, digits, 'Z');
}

size_t dg_time_write(const struct dg_time *time, char buffer[DG_TIME_BYTES])
{
    const int64_t day = MINUTES_OF_DAY * 60;
    int64_t seconds = time->seconds % day + (time->seconds % day < 0 ? day : 0);
    struct time_fields fields;
    char *at = buffer;

    if (time->seconds < FIRST_SECOND || time->seconds > LAST_SECOND || time->nanos > LAST_NANO) {
        return 0;
    }
    time_date_of((time->seconds - seconds) / day, &fields);
    at = time_put(at, fields.year, 4, '-');
    at = time_put(at, fields.month, 2, '-');
    at = time_put(at, fields.day, 2, 'T');
    at = time_put(at, (int)(seconds / 3600), 2, ':');
    at = time_put(at, (int)(seconds / 60 % 60), 2, ':');
    at = time_put(at, (int)(seconds % 60), 2, 'Z');
    at = time_put_fraction(at, time->nanos);
    return (size_t)(at - buffer);
}

bool dg_time_set(struct dg_time *time, int64_t seconds, uint32_t nanos, struct dg_arena *arena)
{
    struct dg_time set = {.seconds = seconds, .nanos = nanos};
    char buffer[DG_TIME_BYTES];
    size_t length = dg_time_write(&set, buffer);
    char *text = length == 0 ? NULL : dg_arena_take(arena, length);

    if (text == NULL) {
        return false;
    }
    memcpy(text, buffer, length);
    set.text = (struct dg_text){text, length};
    *time = set;
    return true;
}

struct dg_text dg_time_more_digits(struct dg_text time)
{
    struct dg_text digits = {0};
    const char *end;
    const char *at;

    if (time.length <= DG_TIME_USUAL) {
        return digits;
    }
    end = time.data + time.length;
    at = memchr(time.data, '.', time.length);
    if (at == NULL) {
        return digits;
    }
    digits.data = ++at;
    while (at < end && *at >= '0' && *at <= '9') {
        at++;
    }
    if (at - digits.data <= 9) {
        return (struct dg_text){0};
    }
    digits.data += 9;
    while (at > digits.data && at[-1] == '0') {
        at--;
    }
    digits.length = (size_t)(at - digits.data);
    return digits;
}
