/* Formats of times: date-time, date, time and duration (RFC 3339). */
#include "runtime/format_internal.h"
#include "runtime/time_internal.h"

static bool format_fits_date_time(struct dg_text text)
{
    struct dg_time time;

    return dg_time_parse(&time, text);
}

const struct dg_format dg_format_date_time = {"date-time", DG_TEXT("RFC 3339 date-time"),
                                              format_fits_date_time};

const struct dg_format dg_format_date = {"date", DG_TEXT("RFC 3339 full-date"), dg_time_is_date};

const struct dg_format dg_format_time = {"time", DG_TEXT("RFC 3339 full-time"), dg_time_is_clock};

/* Takes digits and their unit, in either case. Returns false, and takes nothing, if something else
 * follows. */
static bool duration_take(struct dg_text *in, char unit)
{
    size_t digits = 0;

    while (digits < in->length && dg_format_is_digit(in->data[digits])) {
        digits++;
    }
    if (digits == 0 || digits == in->length || (in->data[digits] & ~0x20) != unit) {
        return false;
    }
    *in = dg_format_tail(*in, digits + 1);
    return true;
}

/* Takes units in order, the first of them being any: 1H2M, 2M3S, but not 1H3S. Returns false if
 * there is none. */
static bool duration_take_row(struct dg_text *in, const char *units)
{
    bool taken = false;

    for (; *units != '\0'; units++) {
        bool next = duration_take(in, *units);

        if (taken && !next) {
            break;
        }
        taken = next;
    }
    return taken || *units != '\0';
}

static bool duration_byte(struct dg_text *in, char byte)
{
    if (in->length == 0 || (in->data[0] & ~0x20) != byte) {
        return false;
    }
    *in = dg_format_tail(*in, 1);
    return true;
}

static bool format_fits_duration(struct dg_text text)
{
    struct dg_text in = text;
    bool date;

    if (!duration_byte(&in, 'P')) {
        return false;
    }
    if (duration_take(&in, 'W')) {
        return in.length == 0;
    }
    date = duration_take_row(&in, "YMD");
    if (in.length == 0) {
        return date;
    }
    return duration_byte(&in, 'T') && duration_take_row(&in, "HMS") && in.length == 0;
}

const struct dg_format dg_format_duration = {"duration", DG_TEXT("RFC 3339 duration"),
                                             format_fits_duration};
