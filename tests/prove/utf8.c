/* UTF-8: all sequences of up to four bytes, and random texts at every alignment. */
#include <string.h>

#include "plain.h"
#include "prove.h"

static void compare(struct dg_text text)
{
    size_t at = 0;
    size_t count = 0;
    bool good = true;

    while (at < text.length) {
        size_t length = plain_utf8_length(text.data + at, text.length - at);

        good = good && length > 0;
        at += length > 0 ? length : 1;
        count++;
    }
    prove_holds(dg_text_is_utf8(text) == good, "dg_text_is_utf8", text);
    prove_holds(dg_text_code_points(text) == count, "dg_text_code_points", text);
}

/* Each number is a sequence of bytes. */
static void all_sequences(size_t length, uint64_t sample)
{
    char *bytes = prove_room(length);
    struct dg_text text = {bytes, length};

    for (uint64_t n = 0; n < UINT64_C(1) << (8 * length); n += prove_step(sample)) {
        for (size_t i = 0; i < length; i++) {
            bytes[i] = (char)(n >> (8 * (length - 1 - i)));
        }
        prove_holds(dg_utf8_sequence(bytes, bytes + length) == plain_utf8_length(bytes, length),
                    "dg_utf8_sequence", text);
        compare(text);
    }
}

/* Texts of ASCII, whole sequences, and now and then any byte. */
static void random_texts(void)
{
    static const char *const pieces[] = {
        "a",
        "~",
        "\x7F",
        "\xC2\x80",
        "\xDF\xBF",
        "\xE0\xA0\x80",
        "\xED\x9F\xBF",
        "\xEE\x80\x80",
        "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF",
    };
    const unsigned count = sizeof pieces / sizeof pieces[0];
    char bytes[128];

    for (uint64_t n = prove_random_count(4); n > 0; n--) {
        size_t wanted = prove_below(100);
        unsigned ascii = prove_below(4);
        size_t length = 0;

        while (length < wanted) {
            const char *piece =
                pieces[prove_below(4) < ascii ? prove_below(3) : prove_below(count)];

            memcpy(bytes + length, piece, strlen(piece));
            length += strlen(piece);
        }
        if (length > 0 && prove_below(2) == 0) {
            bytes[prove_below((unsigned)length)] = (char)prove_below(256);
        }
        compare(prove_place(bytes, length - (length > 0 && prove_below(3) == 0 ? 1 : 0)));
    }
}

int main(int count, char **arguments)
{
    prove_begin(count, arguments);
    all_sequences(0, 1);
    all_sequences(1, 1);
    all_sequences(2, 1);
    all_sequences(3, 31);
    all_sequences(4, 4099);
    random_texts();
    return prove_end();
}
