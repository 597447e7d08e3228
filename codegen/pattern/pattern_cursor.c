/* Moves through the text of a pattern. */
#include "pattern/pattern_cursor.h"

#include <assert.h>
#include <string.h>

bool pattern_cursor_ended(const struct pattern_cursor *in)
{
    return in->at == in->text.length;
}

bool pattern_cursor_sees(const struct pattern_cursor *in, const char *bytes)
{
    size_t length = strlen(bytes);

    return in->text.length - in->at >= length &&
           (length == 0 || memcmp(in->text.data + in->at, bytes, length) == 0);
}

bool pattern_cursor_takes(struct pattern_cursor *in, const char *bytes)
{
    bool seen = pattern_cursor_sees(in, bytes);

    in->at += seen ? strlen(bytes) : 0;
    return seen;
}

char pattern_cursor_peek(const struct pattern_cursor *in)
{
    return pattern_cursor_ended(in) ? '\0' : in->text.data[in->at];
}

uint32_t pattern_cursor_next(struct pattern_cursor *in)
{
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const char *at = in->text.data + in->at;
    size_t length;
    uint32_t code_point;

    assert(!pattern_cursor_ended(in));
    length = dg_utf8_sequence(at, in->text.data + in->text.length);
    if (length == 0) {
        in->at++;
        return 0xFFFD;
    }
    code_point = (unsigned char)at[0] & masks[length];
    for (size_t i = 1; i < length; i++) {
        code_point = code_point << 6 | ((unsigned char)at[i] & 0x3F);
    }
    in->at += length;
    return code_point;
}

bool pattern_cursor_fail(struct pattern_cursor *in, enum pattern_fault fault, size_t from,
                         const char *text, const char *help)
{
    if (in->error.fault == PATTERN_GOOD) {
        in->error = (struct pattern_error){
            .fault = fault, .offset = from, .length = in->at - from, .text = text, .help = help};
    }
    in->at = in->text.length;
    return false;
}
