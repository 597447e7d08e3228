/* Entry points for Eva: each leaf of the runtime gets every text up to a length. The text
   ends where its array ends, so that Eva reports a read beyond. */
#include <__fc_builtin.h>

#include "runtime/escape.h"
#include "runtime/report.h"
#include "runtime/text.h"

/* Any bytes, with any length up to `most`, at the end of the array. */
static struct dg_text any_text(char *bytes, size_t most)
{
    size_t length = (size_t)Frama_C_interval(0, (int)most);
    struct dg_text text;

    Frama_C_make_unknown(bytes, most);
    //@ split length;
    text.data = bytes + most - length;
    text.length = length;
    return text;
}

void eva_utf8_sequence(void)
{
    char bytes[4];
    struct dg_text text = any_text(bytes, sizeof bytes);

    dg_utf8_sequence(text.data, text.data + text.length);
}

void eva_utf8_texts(void)
{
    char bytes[3];
    struct dg_text text = any_text(bytes, sizeof bytes);

    dg_text_is_utf8(text);
    dg_text_code_points(text);
}

void eva_hex(void)
{
    char bytes[4];
    struct dg_text text = any_text(bytes, sizeof bytes);

    dg_escape_hex4(text.data, text.data + text.length);
}

/* A character of a string whose escapes are well-formed. */
void eva_escape(void)
{
    char bytes[12];
    struct dg_text text = any_text(bytes, sizeof bytes);
    const char *end = text.data + text.length;
    struct dg_character character;

    if (text.length > 0 && text.data[0] != '\\') {
        dg_escape_decode(text.data, end, &character);
    } else if (text.length > 1 && text.data[1] != 'u') {
        dg_escape_decode(text.data, end, &character);
    } else if (text.length > 1 && dg_escape_hex4(text.data + 2, end) >= 0) {
        dg_escape_decode(text.data, end, &character);
    }
}

void eva_time_parse(void)
{
    char bytes[27];
    struct dg_text text = any_text(bytes, sizeof bytes);
    struct dg_time time;

    dg_time_parse(&time, text);
}

void eva_time_write(void)
{
    struct dg_time time = {.seconds = Frama_C_long_long_interval(INT64_MIN, INT64_MAX),
                           .nanos = Frama_C_unsigned_int_interval(0, UINT32_MAX)};
    char buffer[DG_TIME_BYTES];

    dg_time_write(&time, buffer);
}

void eva_number_spelled(void)
{
    char bytes[6];

    dg_number_is_spelled(any_text(bytes, sizeof bytes));
}

/* A text of the bytes of numbers, which need not be a number. */
void eva_number_integer(void)
{
    char bytes[4];
    struct dg_text text = any_text(bytes, sizeof bytes);
    int64_t value;

    if (dg_number_is_spelled(text)) {
        dg_number_integer(text, &value);
    }
}

void eva_pointer(void)
{
    char bytes[2];
    char buffer[16];
    struct dg_frame frame = {.plain = true};

    frame.name = any_text(bytes, sizeof bytes);
    dg_pointer_write(&frame, buffer, (size_t)Frama_C_interval(0, sizeof buffer));
}
