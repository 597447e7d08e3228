/* Strings: all escapes of one and two units, all texts of a few bytes, and random ones. */
#include <stdio.h>
#include <string.h>

#include "plain.h"
#include "prove.h"
#include "runtime/escape.h"
#include "runtime/reader.h"
#include "runtime/writer.h"

/* The findings about one text, and the value that was read. */
struct result {
    struct dg_report report; /* first: the sink gets a pointer to it */
    size_t count;
    enum dg_code codes[2];
    size_t offsets[2];
    size_t length;
    char value[PROVE_BYTES];
};

static void add(struct result *out, enum dg_code code, size_t offset)
{
    if (out->count < 2) {
        out->codes[out->count] = code;
        out->offsets[out->count] = offset;
    }
    out->count++;
}

/* The specification (RFC 8259 §7, RFC 7493 §2.1). A document that is one string. */

static bool is_high(int unit)
{
    return unit / 1024 == 0xD800 / 1024;
}

static bool is_low(int unit)
{
    return unit / 1024 == 0xDC00 / 1024;
}

/* Four hexadecimal digits; if there are none, -1, and *at is the first byte that isn't a digit. */
static int unit_at(struct dg_text text, size_t *at)
{
    int value = 0;

    for (size_t end = *at + 4; *at < end; (*at)++) {
        if (*at >= text.length || plain_hex(text.data[*at]) < 0) {
            return -1;
        }
        value = value * 16 + plain_hex(text.data[*at]);
    }
    return value;
}

/* Reads the escape after the backslash at *at. Returns false, with *at at the wrong byte, if it
 * isn't one. */
static bool escape_at(struct dg_text text, size_t *at, struct result *out, bool *lone)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    char letter = ++*at < text.length ? text.data[*at] : '\0';
    int unit;

    if (letter != '\0' && strchr(letters, letter) != NULL) {
        out->value[out->length++] = meanings[strchr(letters, letter) - letters];
        ++*at;
        return true;
    }
    if (letter != 'u') {
        return false;
    }
    ++*at;
    unit = unit_at(text, at);
    if (unit < 0) {
        return false;
    }
    if (is_high(unit) && *at + 1 < text.length && text.data[*at] == '\\' &&
        text.data[*at + 1] == 'u') {
        size_t next = *at + 2;
        int low = unit_at(text, &next);

        if (low >= 0 && is_low(low)) {
            *at = next;
            out->length += plain_utf8_put(out->value + out->length,
                                          0x10000 + (uint32_t)(unit - 0xD800) * 0x400 +
                                              (uint32_t)(low - 0xDC00));
            return true;
        }
    }
    *lone = is_high(unit) || is_low(unit);
    out->length += plain_utf8_put(out->value + out->length, (uint32_t)unit);
    return true;
}

/* Reads the characters up to the closing quote; *at is there, or at the byte that is wrong. `fault`
   is the first fault of the string; json.syntax: there is none. */
static bool string_at(struct dg_text text, size_t *at, struct result *out, enum dg_code *fault)
{
    while (*at < text.length && text.data[*at] != '"') {
        size_t length = plain_utf8_length(text.data + *at, text.length - *at);
        enum dg_code here = length == 0 ? DG_CODE_JSON_UTF8 : DG_CODE_JSON_SYNTAX;
        bool lone = false;

        if ((unsigned char)text.data[*at] < 0x20) {
            return false;
        }
        if (text.data[*at] == '\\') {
            if (!escape_at(text, at, out, &lone)) {
                return false;
            }
            here = lone ? DG_CODE_JSON_SURROGATE : here;
        } else {
            memcpy(out->value + out->length, text.data + *at, length);
            out->length += length;
            *at += length == 0 ? 1 : length;
        }
        *fault = *fault == DG_CODE_JSON_SYNTAX ? here : *fault;
    }
    return *at < text.length;
}

static void specify(struct dg_text text, struct result *out)
{
    enum dg_code fault = DG_CODE_JSON_SYNTAX;
    size_t at = 1;

    out->count = 0;
    out->length = 0;
    if (!string_at(text, &at, out, &fault)) {
        out->length = 0;
        add(out, DG_CODE_JSON_SYNTAX, at);
        return;
    }
    if (fault != DG_CODE_JSON_SYNTAX) {
        out->length = 0;
        add(out, fault, 0);
    }
    at++;
    while (at < text.length && text.data[at] != '\0' && strchr(" \t\r\n", text.data[at]) != NULL) {
        at++;
    }
    if (at < text.length) {
        add(out, DG_CODE_JSON_SYNTAX, at);
    }
}

/* The runtime */

static void finding(struct dg_report *report, const struct dg_finding *finding)
{
    add((struct result *)report, finding->code, finding->offset);
}

static bool read(struct dg_text text, struct result *out)
{
    static const struct dg_site site = {.schema = "#", .nullable = false};
    static char memory[2 * PROVE_BYTES];
    struct dg_reader in;
    struct dg_arena arena;
    struct dg_text value;

    out->report = (struct dg_report){.finding = finding};
    out->count = 0;
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    dg_reader_open(&in, &site, text, &arena, &out->report);
    dg_read_text(&in, &value, DG_ANY_LENGTH);
    out->length = value.length;
    if (value.length > 0) {
        memcpy(out->value, value.data, value.length);
    }
    return dg_reader_close(&in);
}

/* `text` begins with a quote. */
static void compare(struct dg_text text)
{
    static struct result wanted;
    static struct result found;
    bool good = read(text, &found);

    specify(text, &wanted);
    prove_holds(good == (wanted.count == 0), "dg_read_text: whether it is a string", text);
    prove_holds(found.count == wanted.count, "dg_read_text: the number of findings", text);
    for (size_t i = 0; i < wanted.count; i++) {
        prove_holds(found.codes[i] == wanted.codes[i], "dg_read_text: the code", text);
        prove_holds(found.offsets[i] == wanted.offsets[i], "dg_read_text: the offset", text);
    }
    prove_holds(found.length == wanted.length &&
                    memcmp(found.value, wanted.value, wanted.length) == 0,
                "dg_read_text: the value", text);
}

/* Every text of `length` bytes after the quote; then each again with a closing quote. */
static void all_bytes(size_t length, uint64_t sample)
{
    for (uint64_t n = 0; n < UINT64_C(1) << (8 * length); n += prove_step(sample)) {
        char bytes[8] = "\"";

        for (size_t i = 0; i < length; i++) {
            bytes[1 + i] = (char)(n >> (8 * i));
        }
        bytes[1 + length] = '"';
        compare(prove_place(bytes, 1 + length));
        compare(prove_place(bytes, 2 + length));
    }
}

/* Every text of some bytes that are one of each kind. */
static void all_kinds(size_t length, uint64_t sample)
{
    static const char kinds[] = "\"\\un0dD8C9 x\x1F\x7F\xC3\xA9\xED\xA0\xF4\x80";
    uint64_t count = 1;

    for (size_t i = 0; i < length; i++) {
        count *= sizeof kinds - 1;
    }
    for (uint64_t n = 0; n < count; n += prove_step(sample)) {
        uint64_t rest = n;
        char bytes[16] = "\"";

        for (size_t i = 0; i < length; i++) {
            bytes[1 + i] = kinds[rest % (sizeof kinds - 1)];
            rest /= sizeof kinds - 1;
        }
        bytes[1 + length] = '"';
        compare(prove_place(bytes, 2 + length));
    }
}

/* Sequences of four bytes, of which the first isn't ASCII. */
static void all_long_sequences(void)
{
    for (uint64_t n = UINT64_C(0xE0000000); n <= UINT32_MAX; n += prove_step(65537)) {
        char bytes[6] = {'"', (char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n, '"'};

        compare(prove_place(bytes, sizeof bytes));
    }
}

/* Escapes of UTF-16 units */

static void put_unit(char *at, unsigned unit, bool upper)
{
    const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";

    at[0] = '\\';
    at[1] = 'u';
    for (int i = 0; i < 4; i++) {
        at[2 + i] = digits[unit >> (12 - 4 * i) & 15];
    }
}

/* The first character of the pair, decoded alone. */
static void compare_decoded(unsigned unit, unsigned low, struct dg_text text)
{
    struct dg_character found;
    const char *next = dg_escape_decode(text.data, text.data + text.length, &found);
    bool pair = is_high((int)unit) && is_low((int)low);
    char wanted[4];
    size_t length =
        plain_utf8_put(wanted, pair ? 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00) : unit);

    prove_holds(next == text.data + (pair ? 12 : 6), "dg_escape_decode: the next character", text);
    prove_holds(found.length == length && memcmp(found.bytes, wanted, length) == 0,
                "dg_escape_decode: the bytes", text);
}

static bool near_surrogates(unsigned unit)
{
    return unit < 4 || unit > 0xFFFB ||
           (unit >= 0xD7FE && unit < 0xE002 && (unit % 1024 < 2 || unit % 1024 > 1021));
}

/* All pairs of units are decoded. Those of which one is at an end of a range, and all pairs of
   surrogates, are also read in a string. */
static void all_pairs(void)
{
    char *bytes = prove_room(14);
    struct dg_text whole = {bytes, 14};
    struct dg_text pair = {bytes + 1, 12};

    bytes[0] = bytes[13] = '"';
    for (uint64_t n = 0; n <= UINT32_MAX; n += prove_step(10007)) {
        unsigned unit = (unsigned)(n >> 16);
        unsigned low = (unsigned)n & 0xFFFF;

        put_unit(bytes + 1, unit, n % 3 == 0);
        put_unit(bytes + 7, low, n % 5 == 0);
        compare_decoded(unit, low, pair);
        if (near_surrogates(unit) || near_surrogates(low) ||
            (is_high((int)unit) && is_low((int)low)) || n % 64 == 0) {
            compare(whole);
        }
    }
}

/* All four bytes after \u, also cut. */
static void all_digits(void)
{
    for (uint64_t n = 0; n <= UINT32_MAX; n += prove_step(4099)) {
        char *bytes = prove_room(4);
        struct dg_text text = {bytes, 4};
        size_t at = 0;

        for (int i = 0; i < 4; i++) {
            bytes[i] = (char)(n >> (8 * i));
        }
        prove_holds(dg_escape_hex4(bytes, bytes + 4) == unit_at(text, &at), "dg_escape_hex4", text);
        prove_holds(dg_escape_hex4(bytes + 1, bytes + 4) == -1, "dg_escape_hex4: three digits",
                    text);
    }
}

/* Texts of up to about 200 bytes: runs of plain bytes, so that strings have each alignment, between
 * pieces. */
static size_t put_random(char *bytes)
{
    static const char *const pieces[] = {
        "\\n",     "\\\"",           "\\\\",     "\\/",          "\\u0000",
        "\\u20aC", "\\uD83D\\uDE00", "\xC3\xA9", "\xE6\xBC\xA2", "\xF0\x9F\x98\x80",
        "\x7F",    "\\uD800",        "\\uDC00",  "\xED\xA0\x80", "\xFF",
        "\\x",     "\\u12",          "\"",       "\x01",
    };
    const unsigned count = sizeof pieces / sizeof pieces[0];
    unsigned good = count - 1 - prove_below(count - 10); /* texts with few faults */
    size_t length = 0;

    bytes[length++] = '"';
    for (unsigned parts = prove_below(6); parts > 0; parts--) {
        const char *piece = pieces[prove_below(32) == 0 ? prove_below(count) : prove_below(good)];
        unsigned plain = prove_below(40);

        memset(bytes + length, 'a' + (int)prove_below(26), plain);
        length += plain;
        memcpy(bytes + length, piece, strlen(piece));
        length += strlen(piece);
    }
    bytes[length++] = '"';
    if (prove_below(8) == 0) {
        bytes[length++] = " \t\r\n,\"a\0"[prove_below(8)];
    }
    if (prove_below(8) == 0) {
        bytes[1 + prove_below((unsigned)length - 1)] = (char)prove_below(256);
    }
    return prove_below(8) == 0 ? 1 + prove_below((unsigned)length - 1) : length;
}

static void random_strings(void)
{
    char bytes[512];

    for (uint64_t n = prove_random_count(2); n > 0; n--) {
        size_t length = put_random(bytes);

        compare(prove_place(bytes, length));
    }
}

/* Writing: only quote, backslash and control characters are escaped. */

static size_t specify_written(char *at, struct dg_text text)
{
    static const char short_bytes[] = "\"\\\b\f\n\r\t";
    static const char short_letters[] = "\"\\bfnrt";
    size_t length = 0;

    at[length++] = '"';
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        const char *found = c == '\0' ? NULL : strchr(short_bytes, c);

        if (found != NULL) {
            at[length++] = '\\';
            at[length++] = short_letters[found - short_bytes];
        } else if ((unsigned char)c < 0x20) {
            length += (size_t)snprintf(at + length, 7, "\\u%04x", (unsigned)c);
        } else {
            at[length++] = c;
        }
    }
    at[length++] = '"';
    return length;
}

/* The written text is as specified, also if the buffer is too small; and it reads back. */
static void compare_written(struct dg_text text)
{
    static char wanted[PROVE_BYTES];
    static char buffer[PROVE_BYTES];
    static struct result back;
    size_t length = specify_written(wanted, text);
    size_t capacity = prove_below(4) == 0 ? prove_below((unsigned)length) : sizeof buffer;
    struct dg_writer out;

    dg_writer_init(&out, buffer, capacity, NULL);
    dg_write_text(&out, text);
    prove_holds(dg_writer_length(&out) == length, "dg_write_text: the length", text);
    prove_holds(memcmp(buffer, wanted, out.used) == 0 &&
                    out.used == (length < capacity ? length : capacity),
                "dg_write_text: the bytes", text);
    if (out.used == length && dg_text_is_utf8(text)) {
        prove_holds(read((struct dg_text){buffer, length}, &back) && back.length == text.length &&
                        memcmp(back.value, text.data, text.length) == 0,
                    "dg_write_text: reads back", text);
    }
}

static void all_written(size_t length, uint64_t sample)
{
    for (uint64_t n = 0; n < UINT64_C(1) << (8 * length); n += prove_step(sample)) {
        char bytes[4];

        for (size_t i = 0; i < length; i++) {
            bytes[i] = (char)(n >> (8 * i));
        }
        compare_written(prove_place(bytes, length));
    }
}

static void random_written(void)
{
    static const char likely[] = "abcdefghijklmnopqrstuvwxyz\"\\\n\t\x01\x1F\x7F/";

    for (uint64_t n = prove_random_count(4); n > 0; n--) {
        size_t length = prove_below(100);
        unsigned plain = 1 + prove_below(sizeof likely - 1);
        char bytes[100];

        for (size_t i = 0; i < length; i++) {
            bytes[i] =
                likely[prove_below(16) == 0 ? prove_below(sizeof likely) : prove_below(plain)];
        }
        compare_written(prove_place(bytes, length));
    }
}

int main(int count, char **arguments)
{
    prove_begin(count, arguments);
    for (size_t length = 0; length <= 2; length++) {
        all_bytes(length, 1);
        all_written(length, 1);
    }
    all_bytes(3, 499);
    all_written(3, 499);
    all_kinds(4, 1);
    all_kinds(5, 61);
    all_kinds(6, 6007);
    all_long_sequences();
    all_pairs();
    all_digits();
    random_strings();
    random_written();
    return prove_end();
}
