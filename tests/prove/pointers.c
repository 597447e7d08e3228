/* JSON Pointers: names of all bytes and all code points, and random paths into buffers of each
 * size. */
#include <stdio.h>
#include <string.h>

#include "plain.h"
#include "prove.h"
#include "runtime/report.h"

struct written {
    size_t length;
    char bytes[PROVE_BYTES];
};

static void put(struct written *out, const char *bytes, size_t length)
{
    memcpy(out->bytes + out->length, bytes, length);
    out->length += length;
}

/* The specification (RFC 6901 §3, and report.h for what isn't UTF-8). */

/* Puts one character of the name; `lone` are the bytes of an escape that is half of a surrogate
 * pair. */
static void put_character(struct written *out, struct dg_text character, struct dg_text lone)
{
    if (lone.length > 0) {
        put(out, lone.data, lone.length);
    } else if (character.data[0] == '~') {
        put(out, "~0", 2);
    } else if (character.data[0] == '/') {
        put(out, "~1", 2);
    } else if (plain_utf8_length(character.data, character.length) == 0) {
        out->length += (size_t)snprintf(out->bytes + out->length, 5, "\\x%02X",
                                        (unsigned char)character.data[0]);
    } else {
        put(out, character.data, character.length);
    }
}

static unsigned unit_at(const char *at)
{
    unsigned value = 0;

    for (int i = 0; i < 4; i++) {
        value = value * 16 + (unsigned)plain_hex(at[i]);
    }
    return value;
}

/* Puts the escape at `at`, which is well-formed. Returns its length. */
static size_t put_escape(struct written *out, const char *at, size_t room)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    size_t length = 6;
    char bytes[4];
    unsigned unit;
    unsigned low;

    if (at[1] != 'u') {
        put_character(out, (struct dg_text){&meanings[strchr(letters, at[1]) - letters], 1},
                      (struct dg_text){0});
        return 2;
    }
    unit = unit_at(at + 2);
    low = room >= 12 && at[6] == '\\' && at[7] == 'u' ? unit_at(at + 8) : 0;
    if (unit >= 0xD800 && unit < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
        unit = 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00);
        length = 12;
    }
    put_character(out, (struct dg_text){bytes, plain_utf8_put(bytes, unit)},
                  (struct dg_text){at, unit >= 0xD800 && unit < 0xE000 ? length : 0});
    return length;
}

static void put_name(struct written *out, const struct dg_frame *frame)
{
    const char *data = frame->name.data;
    size_t length = frame->name.length;

    for (size_t at = 0; at < length;) {
        size_t character = plain_utf8_length(data + at, length - at);

        if (!frame->plain && data[at] == '\\') {
            at += put_escape(out, data + at, length - at);
        } else {
            character = character == 0 ? 1 : character;
            put_character(out, (struct dg_text){data + at, character}, (struct dg_text){0});
            at += character;
        }
    }
}

static void specify(struct written *out, const struct dg_frame *frame)
{
    if (frame == NULL) {
        return;
    }
    specify(out, frame->parent);
    put(out, "/", 1);
    if (frame->name.data != NULL) {
        put_name(out, frame);
    } else {
        out->length += (size_t)snprintf(out->bytes + out->length, 32, "%zu", frame->index);
    }
}

/* The runtime writes into a buffer of `capacity` bytes, after which nothing can be written. */
static void compare(const struct dg_frame *frame, const struct written *wanted, size_t capacity)
{
    struct dg_text input = frame == NULL ? (struct dg_text){0} : frame->name;
    char *buffer = prove_room(capacity);
    size_t kept = wanted->length < capacity ? wanted->length : capacity - 1;

    memset(buffer, '#', capacity);
    prove_holds(dg_pointer_write(frame, buffer, capacity) == wanted->length,
                "dg_pointer_write: the length", input);
    prove_holds(capacity == 0 || (memcmp(buffer, wanted->bytes, kept) == 0 && buffer[kept] == '\0'),
                "dg_pointer_write: the text", input);
}

static void compare_name(const char *name, size_t length, bool plain)
{
    struct dg_frame frame = {.name = {name, length}, .plain = plain};
    static struct written wanted;

    wanted.length = 0;
    specify(&wanted, &frame);
    compare(&frame, &wanted, 64);
}

/* Names of up to three bytes; with escapes, those without a backslash. */
static void all_bytes(size_t length, uint64_t sample)
{
    for (uint64_t n = 0; n < UINT64_C(1) << (8 * length); n += prove_step(sample)) {
        char bytes[4];

        for (size_t i = 0; i < length; i++) {
            bytes[i] = (char)(n >> (8 * i));
        }
        compare_name(bytes, length, true);
        if (memchr(bytes, '\\', length) == NULL) {
            compare_name(bytes, length, false);
        }
    }
}

/* Each code point as a name, as UTF-8 and escaped; each unit followed by ends of the surrogates. */
static void all_code_points(void)
{
    static const unsigned ends[] = {0, 0xD7FF, 0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xE000, 0xFFFF};

    for (uint64_t code = 0; code <= 0x10FFFF; code += prove_step(31)) {
        char bytes[16];

        compare_name(bytes, plain_utf8_put(bytes, (uint32_t)code), true);
        for (size_t i = 0; code < 0x10000 && i < sizeof ends / sizeof ends[0]; i++) {
            snprintf(bytes, sizeof bytes, "\\u%04x\\u%04X", (unsigned)code, ends[i]);
            compare_name(bytes, 6, false);
            compare_name(bytes, 12, false);
        }
    }
}

static const char *const pieces[] = {
    "a",
    "id",
    "name",
    "~",
    "/",
    "~1",
    "0",
    "\xC3\xA9",
    "\xF0\x9F\x98\x80",
    "\xFF",
    "\xED\xA0\x80",
    "",
    "\\n",
    "\\\\",
    "\\/",
    "\\u007E",
    "\\uD83D\\uDE00",
    "\\uD800",
    "\\uDC00",
    "\\\"",
};
#define PLAIN_PIECES 12

/* A path of up to six steps; each step's name is in `names`. */
static const struct dg_frame *random_path(struct dg_frame frames[6], char names[6][64])
{
    const struct dg_frame *last = NULL;

    for (unsigned steps = prove_below(7), i = 0; i < steps; i++) {
        size_t length = 0;
        bool plain = prove_below(2) == 0;

        frames[i] = (struct dg_frame){.parent = last, .plain = plain};
        if (prove_below(3) == 0) {
            frames[i].index = (size_t)(prove_random() >> prove_below(64));
        } else {
            for (unsigned count = prove_below(5); count > 0; count--) {
                const char *piece =
                    pieces[prove_below(plain ? PLAIN_PIECES : sizeof pieces / sizeof pieces[0])];

                memcpy(names[i] + length, piece, strlen(piece));
                length += strlen(piece);
            }
            frames[i].name = (struct dg_text){names[i], length};
        }
        last = &frames[i];
    }
    return last;
}

static void random_paths(void)
{
    static struct written wanted;

    for (uint64_t n = prove_random_count(1); n > 0; n--) {
        struct dg_frame frames[6];
        char names[6][64];
        const struct dg_frame *frame = random_path(frames, names);

        wanted.length = 0;
        specify(&wanted, frame);
        compare(frame, &wanted, prove_below((unsigned)wanted.length + 4));
    }
}

int main(int count, char **arguments)
{
    prove_begin(count, arguments);
    for (size_t length = 0; length <= 2; length++) {
        all_bytes(length, 1);
    }
    all_bytes(3, 499);
    all_code_points();
    random_paths();
    return prove_end();
}
