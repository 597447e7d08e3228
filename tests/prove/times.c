/* Date-times: each second of a century, each date, clock and offset of two digits a field, and
   spellings that are nearly date-times. */
#include <stdio.h>
#include <string.h>

#include "prove.h"

/* The specification (RFC 3339 §5.6 and §5.7). The calendar: */

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of(int year, int month)
{
    switch (month) {
    case 4:
    case 6:
    case 9:
    case 11:
        return 30;
    case 2:
        return is_leap(year) ? 29 : 28;
    default:
        return month >= 1 && month <= 12 ? 31 : 0;
    }
}

/* The days before each year from 1970-01-01, counted year by year. */
static int64_t days_before[10000];

static void count_days(void)
{
    int64_t days = 0;

    for (int year = 1969; year >= 0; year--) {
        days -= is_leap(year) ? 366 : 365;
        days_before[year] = days;
    }
    for (int year = 1970; year < 10000; year++) {
        days_before[year] =
            year == 1970 ? 0 : days_before[year - 1] + (is_leap(year - 1) ? 366 : 365);
    }
}

static int64_t days_since_1970(int year, int month, int day)
{
    int64_t days = days_before[year] + day - 1;

    for (int before = 1; before < month; before++) {
        days += days_of(year, before);
    }
    return days;
}

struct fields {
    int year, month, day, hour, minute, second;
    int sign, hours, minutes; /* of the offset */
};

/* The seconds since 1970, without leap seconds. Returns false if there is no such time. */
static bool instant(const struct fields *at, int64_t *seconds)
{
    int64_t minute;

    if (at->day < 1 || at->day > days_of(at->year, at->month) || at->hour > 23 || at->minute > 59 ||
        at->second > 60 || at->hours > 23 || at->minutes > 59) {
        return false;
    }
    minute = days_since_1970(at->year, at->month, at->day) * 1440 + at->hour * 60 + at->minute -
             at->sign * (at->hours * 60 + at->minutes);
    *seconds = minute * 60 + at->second;
    return at->second < 60 || ((minute + 1) % 1440 == 0); /* a leap second ends a day of UTC */
}

static void put(char *at, int value, int digits)
{
    while (digits-- > 0) {
        at[digits] = (char)('0' + value % 10);
        value /= 10;
    }
}

/* Writes 25 bytes: "2026-02-03T04:05:06+07:08". */
static void spell(char *at, const struct fields *fields)
{
    memcpy(at, "0000-00-00T00:00:00+00:00", 25);
    put(at, fields->year, 4);
    put(at + 5, fields->month, 2);
    put(at + 8, fields->day, 2);
    put(at + 11, fields->hour, 2);
    put(at + 14, fields->minute, 2);
    put(at + 17, fields->second, 2);
    at[19] = fields->sign < 0 ? '-' : '+';
    put(at + 20, fields->hours, 2);
    put(at + 23, fields->minutes, 2);
}

static void compare(const struct fields *fields)
{
    struct dg_text text = {prove_room(25), 25};
    struct dg_time time;
    int64_t wanted;

    spell(prove_room(25), fields);
    if (instant(fields, &wanted)) {
        prove_holds(dg_time_parse(&time, text) && time.seconds == wanted && time.nanos == 0 &&
                        time.text.data == text.data && time.text.length == text.length,
                    "dg_time_parse: the instant", text);
    } else {
        prove_holds(!dg_time_parse(&time, text) && time.seconds == 0 && time.nanos == 0 &&
                        time.text.data == NULL && time.text.length == 0,
                    "dg_time_parse: no such time", text);
    }
}

/* Each second of 2000 to 2099, counted one by one; and back. */
static void all_seconds(void)
{
    const uint64_t step = prove_step(4093);
    char buffer[DG_TIME_BYTES];
    char *bytes = prove_room(20);
    struct dg_text text = {bytes, 20};
    int64_t day = INT64_C(946684800) / 86400;
    uint64_t second = 0;

    memcpy(bytes, "0000-00-00T00:00:00Z", 20);
    for (int year = 2000; year < 2100; year++) {
        put(bytes, year, 4);
        for (int month = 1; month <= 12; month++) {
            put(bytes + 5, month, 2);
            for (int date = 1; date <= days_of(year, month); date++, day++) {
                put(bytes + 8, date, 2);
                for (; second < 86400; second += step) {
                    struct dg_time time;

                    put(bytes + 11, (int)second / 3600, 2);
                    put(bytes + 14, (int)second / 60 % 60, 2);
                    put(bytes + 17, (int)second % 60, 2);
                    prove_holds(dg_time_parse(&time, text) &&
                                    time.seconds == day * 86400 + (int64_t)second,
                                "dg_time_parse: a second of the century", text);
                    prove_holds(dg_time_write(&time, buffer) == 20 &&
                                    memcmp(buffer, bytes, 20) == 0,
                                "dg_time_write: a second of the century", text);
                }
                second -= 86400;
            }
        }
    }
}

/* Years 0000 to 9999, months and days 00 to 99. */
static void all_dates(void)
{
    struct fields at = {.sign = 1};

    for (uint64_t n = 0; n < 100000000; n += prove_step(211)) {
        at.year = (int)(n / 10000);
        at.month = (int)(n / 100 % 100);
        at.day = (int)(n % 100);
        compare(&at);
    }
}

/* Hours, minutes and seconds 00 to 99, around the ends of years, with some offsets. */
static void all_clocks(void)
{
    static const int offsets[][3] = {{1, 0, 0},    {-1, 0, 0}, {1, 23, 59},
                                     {-1, 23, 59}, {1, 0, 1},  {-1, 5, 30}};
    static const int dates[][3] = {
        {2000, 2, 29}, {1999, 12, 31}, {2000, 1, 1}, {0, 1, 1}, {9999, 12, 31}};

    for (size_t date = 0; date < sizeof dates / sizeof dates[0]; date++) {
        for (size_t offset = 0; offset < sizeof offsets / sizeof offsets[0]; offset++) {
            struct fields at = {dates[date][0],
                                dates[date][1],
                                dates[date][2],
                                .sign = offsets[offset][0],
                                .hours = offsets[offset][1],
                                .minutes = offsets[offset][2]};

            for (uint64_t n = 0; n < 1000000; n += prove_step(61)) {
                at.hour = (int)(n / 10000);
                at.minute = (int)(n / 100 % 100);
                at.second = (int)(n % 100);
                compare(&at);
            }
        }
    }
}

/* All offsets of two digits a field, with each minute of a day, as leap seconds and as others. */
static void all_offsets(void)
{
    struct fields at = {.year = 2016, .month = 12, .day = 31};

    for (uint64_t n = 0; n < 20000 * 1440; n += prove_step(127)) {
        at.sign = n % 2 == 0 ? 1 : -1;
        at.minutes = (int)(n / 2 % 100);
        at.hours = (int)(n / 200 % 100);
        at.minute = (int)(n / 20000 % 60);
        at.hour = (int)(n / 20000 / 60);
        at.second = 60;
        compare(&at);
        at.second = 59;
        compare(&at);
    }
}

/* Any spelling: the grammar of RFC 3339 §5.6, byte by byte. */

static bool digits_at(struct dg_text text, size_t at, size_t count)
{
    for (size_t i = at; i < at + count; i++) {
        if (i >= text.length || text.data[i] < '0' || text.data[i] > '9') {
            return false;
        }
    }
    return true;
}

static int number_at(struct dg_text text, size_t at, size_t count)
{
    int value = 0;

    for (size_t i = at; i < at + count; i++) {
        value = value * 10 + (text.data[i] - '0');
    }
    return value;
}

static bool byte_at(struct dg_text text, size_t at, const char *bytes)
{
    return at < text.length && text.data[at] != '\0' && strchr(bytes, text.data[at]) != NULL;
}

static bool parse(struct dg_text text, struct fields *out, uint32_t *nanos)
{
    size_t at = 19;

    *out = (struct fields){.sign = 1};
    *nanos = 0;
    if (!digits_at(text, 0, 4) || !byte_at(text, 4, "-") || !digits_at(text, 5, 2) ||
        !byte_at(text, 7, "-") || !digits_at(text, 8, 2) || !byte_at(text, 10, "Tt") ||
        !digits_at(text, 11, 2) || !byte_at(text, 13, ":") || !digits_at(text, 14, 2) ||
        !byte_at(text, 16, ":") || !digits_at(text, 17, 2)) {
        return false;
    }
    out->year = number_at(text, 0, 4);
    out->month = number_at(text, 5, 2);
    out->day = number_at(text, 8, 2);
    out->hour = number_at(text, 11, 2);
    out->minute = number_at(text, 14, 2);
    out->second = number_at(text, 17, 2);
    if (byte_at(text, at, ".")) {
        size_t kept = 0;

        for (at++; digits_at(text, at, 1); at++, kept++) {
            *nanos = kept < 9 ? *nanos * 10 + (uint32_t)(text.data[at] - '0') : *nanos;
        }
        if (kept == 0) {
            return false;
        }
        for (; kept < 9; kept++) {
            *nanos *= 10;
        }
    }
    if (byte_at(text, at, "Zz")) {
        return at + 1 == text.length;
    }
    if (!byte_at(text, at, "+-") || !digits_at(text, at + 1, 2) || !byte_at(text, at + 3, ":") ||
        !digits_at(text, at + 4, 2)) {
        return false;
    }
    out->sign = text.data[at] == '-' ? -1 : 1;
    out->hours = number_at(text, at + 1, 2);
    out->minutes = number_at(text, at + 4, 2);
    return at + 6 == text.length;
}

static void compare_spelling(struct dg_text text)
{
    struct fields fields;
    struct dg_time time;
    uint32_t nanos;
    int64_t seconds;
    bool good = parse(text, &fields, &nanos) && instant(&fields, &seconds);

    prove_holds(dg_time_parse(&time, text) == good, "dg_time_parse: the grammar", text);
    prove_holds(!good || (time.seconds == seconds && time.nanos == nanos),
                "dg_time_parse: the value of the spelling", text);
}

static const char *const spellings[] = {
    "2024-02-29T23:59:60Z",
    "2026-11-29t08:55:00z",
    "1970-01-01T00:00:00.5-00:00",
    "2026-11-29T08:55:00.123456789+01:30",
    "0000-01-01T00:00:00.000000000000000001Z",
};

/* Each byte at each place of some spellings; each beginning of them. */
static void all_changes(void)
{
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        size_t length = strlen(spellings[i]);

        for (size_t cut = 0; cut <= length; cut++) {
            compare_spelling(prove_place(spellings[i], cut));
        }
        for (size_t at = 0; at < length; at++) {
            char *bytes = prove_room(length);

            prove_place(spellings[i], length);
            for (int byte = 0; byte < 256; byte++) {
                bytes[at] = (char)byte;
                compare_spelling((struct dg_text){bytes, length});
            }
        }
    }
}

/* Bytes of a spelling are dropped, doubled, and replaced by bytes that date-times have. */
static void random_spellings(void)
{
    static const char likely[] = "0123456789999000-+:.TtZz ";

    for (uint64_t n = prove_random_count(1); n > 0; n--) {
        const char *from = spellings[prove_below(sizeof spellings / sizeof spellings[0])];
        char bytes[64];
        size_t length = 0;

        for (size_t i = 0; from[i] != '\0'; i++) {
            unsigned chance = prove_below(64);

            bytes[length] = chance < 6 ? likely[prove_below(sizeof likely - 1)] : from[i];
            length += chance == 7 ? 0 : 1;
            if (chance == 8 && length > 0 && length < 60) {
                bytes[length] = bytes[length - 1];
                length++;
            }
        }
        compare_spelling(prove_place(bytes, length));
    }
}

/* Instants with fractions: what is written is the shortest spelling, and reads back as the instant.
 */
static void random_instants(void)
{
    const int64_t first = days_before[0] * 86400;
    const uint64_t count = (uint64_t)(days_before[9999] + 365) * 86400 - (uint64_t)first;

    for (uint64_t n = prove_random_count(1); n > 0; n--) {
        static const uint32_t units[] = {1, 1, 1000, 1000000};
        uint32_t unit = units[prove_below(4)];
        struct dg_time time = {.seconds = first + (int64_t)(prove_random() % count),
                               .nanos = prove_below(1000000000 / unit) * unit};
        struct dg_time back;
        struct dg_text text = {prove_room(DG_TIME_BYTES), 0};
        size_t digits = time.nanos == 0             ? 0
                        : time.nanos % 1000 != 0    ? 10
                        : time.nanos % 1000000 != 0 ? 7
                                                    : 4;

        text.length = dg_time_write(&time, prove_room(DG_TIME_BYTES));
        prove_holds(text.length == 20 + digits, "dg_time_write: the length", text);
        compare_spelling(text);
        prove_holds(dg_time_parse(&back, text) && back.seconds == time.seconds &&
                        back.nanos == time.nanos,
                    "dg_time_write: reads back", text);
    }
}

/* No year of four digits, or too many nanoseconds. */
static void no_instants(void)
{
    const int64_t end = (days_before[9999] + 365) * 86400;
    const struct dg_time times[] = {
        {.seconds = days_before[0] * 86400 - 1},
        {.seconds = end},
        {.seconds = INT64_MIN},
        {.seconds = INT64_MAX},
        {.nanos = 1000000000},
        {.nanos = UINT32_MAX},
    };
    char buffer[DG_TIME_BYTES];

    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        prove_holds(dg_time_write(&times[i], buffer) == 0, "dg_time_write: nothing to write",
                    (struct dg_text){0});
    }
}

int main(int count, char **arguments)
{
    prove_begin(count, arguments);
    count_days();
    all_seconds();
    all_dates();
    all_clocks();
    all_offsets();
    all_changes();
    random_spellings();
    random_instants();
    no_instants();
    return prove_end();
}
