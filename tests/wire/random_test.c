/* A million random values: what is written of each is what it was read from, and values that no
   text was read for come back the same. random_test COUNT. The seed is fixed. */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "runtime/writer.h"

/* xorshift64* by Vigna: fast, and the same everywhere. */
static uint64_t state = UINT64_C(0x9E3779B97F4A7C15);

static uint64_t random_bits(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return state * UINT64_C(0x2545F4914F6CDD1D);
}

static unsigned below(unsigned bound)
{
    return (unsigned)((random_bits() >> 32) % bound);
}

/* Random JSON in the form that servers write */

static void put_text(struct dg_writer *out, unsigned min, unsigned max)
{
    static const char *const characters[] = {"a",
                                             "b",
                                             "Z",
                                             " ",
                                             "/",
                                             "\"",
                                             "\\",
                                             "\n",
                                             "\x01",
                                             "\x7f",
                                             "\xC3\xA9",
                                             "\xE6\xBC\xA2",
                                             "\xF0\x9F\x98\x80"};
    char text[256];
    size_t length = 0;

    for (unsigned count = min + below(max - min + 1); count > 0; count--) {
        unsigned which = below(sizeof characters / sizeof *characters + 1);
        const char *character = which == 0 ? "" : characters[which - 1];
        size_t size = which == 0 ? 1 : strlen(character); /* the first is U+0000 */
        memcpy(text + length, character, size);
        length += size;
    }
    dg_write_text(out, (struct dg_text){text, length});
}

static void put_time(struct dg_writer *out)
{
    char text[64];
    unsigned digits = below(4) * 3;
    int length = snprintf(text, sizeof text, "%04u-%02u-%02uT%02u:%02u:%02u", below(10000),
                          1 + below(12), 1 + below(28), below(24), below(60), below(60));

    if (digits > 0) {
        length += snprintf(text + length, sizeof text - (size_t)length, ".%0*u", (int)digits,
                           below(digits == 3 ? 1000 : 1000000));
    }
    snprintf(text + length, sizeof text - (size_t)length, "%s", below(2) == 0 ? "Z" : "+05:30");
    dg_write_text(out, dg_text_of(text));
}

static int64_t some_integer(int64_t minimum, int64_t maximum)
{
    int64_t value = (int64_t)(random_bits() >> below(64));

    value = below(2) == 0 ? value : -(value / 2);
    return value < minimum ? minimum : value > maximum ? maximum : value;
}

static double some_double(void)
{
    uint64_t bits = random_bits();
    double value;

    memcpy(&value, &bits, sizeof value);
    return isfinite(value) ? value : 0.5;
}

static void put_number(struct dg_writer *out, bool negative)
{
    char text[DG_NUMBER_BYTES];
    double value = below(2) == 0 ? some_double() : (double)some_integer(-1000, 1000) / 8;

    value = negative ? value : fabs(value);
    dg_write_raw(out, (struct dg_text){text, dg_number_write(value, text)});
}

static void put_word(struct dg_writer *out, const char *const *words, unsigned count)
{
    dg_write_text(out, dg_text_of(words[below(count)]));
}

static void put_any(struct dg_writer *out, unsigned depth)
{
    switch (depth == 0 ? 4 + below(3) : below(7)) {
    case 0:
    case 1:
        dg_write_array(out);
        for (unsigned i = below(3); i > 0; i--) {
            put_any(out, depth - 1);
        }
        dg_write_array_end(out);
        return;
    case 2:
    case 3:
        dg_write_object(out);
        dg_write_key(out, dg_text_of("k"));
        put_any(out, depth - 1);
        dg_write_object_end(out);
        return;
    case 4:
        put_text(out, 0, 5);
        return;
    case 5:
        put_number(out, true);
        return;
    case 6:
        dg_write_boolean(out, below(2) == 0);
        return;
    }
}

static void put_part(struct dg_writer *out)
{
    dg_write_object(out);
    dg_write_key(out, dg_text_of("x"));
    dg_write_integer(out, some_integer(INT64_MIN, INT64_MAX));
    if (below(2) == 0) {
        dg_write_key(out, dg_text_of("y"));
        dg_write_null(out);
    }
    dg_write_object_end(out);
}

/* One member of Kinds after the other */

enum kind {
    TEXT,
    TIME,
    INTEGER,
    INT32,
    NUMBER,
    BOOLEAN,
    WORD,
    SEVEN,
    LEVEL,
    COLOR,
    ANY,
    PART,
    NOTES,
    TIMES,
    TEXTS,
    BLUE,
    FIVE,
    INTEGERS,
    NUMBERS,
    BOOLEANS,
    WORDS,
    ANYTHINGS,
    ONE_OR_TWO,
    LEVELS,
    ROWS,
    SMALL_PART,
    PARTS
};

static void put_list(struct dg_writer *out, enum kind kind, unsigned most);
static void put_parts(struct dg_writer *out);

static void put_map(struct dg_writer *out, enum kind kind, unsigned least, unsigned most)
{
    unsigned count = least + below(most - least + 1);
    char key[8];

    dg_write_object(out);
    for (unsigned i = 0; i < count; i++) {
        snprintf(key, sizeof key, "k%u", i);
        dg_write_key(out, dg_text_of(key));
        if (kind == TIME) {
            put_time(out);
        } else if (below(4) == 0) {
            dg_write_null(out);
        } else {
            put_text(out, 0, 5);
        }
    }
    dg_write_object_end(out);
}

static void put_value(struct dg_writer *out, enum kind kind)
{
    static const char *const colors[] = {"red", "green", "", "of another revision"};
    static const int64_t levels[] = {1, 2, -3, 99};

    switch (kind) {
    case TEXT:
        put_text(out, 1, 3);
        return;
    case TIME:
        put_time(out);
        return;
    case INTEGER:
        dg_write_integer(out, some_integer(-7, 10));
        return;
    case INT32:
        dg_write_integer(out, some_integer(INT32_MIN, INT32_MAX));
        return;
    case NUMBER:
        put_number(out, false);
        return;
    case BOOLEAN:
        dg_write_boolean(out, below(2) == 0);
        return;
    case WORD:
        dg_write_text(out, dg_text_of("word"));
        return;
    case SEVEN:
        dg_write_integer(out, 7);
        return;
    case LEVEL:
        dg_write_integer(out, levels[below(4)]);
        return;
    case COLOR:
        put_word(out, colors, 4);
        return;
    case ANY:
        put_any(out, 3);
        return;
    case PART:
        put_part(out);
        return;
    case NOTES:
        put_map(out, TEXT, 1, 3);
        return;
    case TIMES:
        put_map(out, TIME, 0, 20);
        return;
    case TEXTS:
        put_list(out, TEXT, 3);
        return;
    case BLUE:
        dg_write_text(out, dg_text_of("blue"));
        return;
    case FIVE:
        dg_write_integer(out, 5);
        return;
    case INTEGERS:
        put_list(out, INTEGER, 20);
        return;
    case NUMBERS:
        put_list(out, NUMBER, 4);
        return;
    case BOOLEANS:
        put_list(out, BOOLEAN, 4);
        return;
    case WORDS:
        put_list(out, WORD, 2);
        return;
    case ANYTHINGS:
        put_list(out, ANY, 3);
        return;
    case ONE_OR_TWO:
        dg_write_integer(out, 1 + below(2));
        return;
    case LEVELS:
        put_list(out, ONE_OR_TWO, 3);
        return;
    case ROWS:
        put_list(out, INTEGERS, 2);
        return;
    case SMALL_PART:
        dg_write_object(out);
        dg_write_key(out, dg_text_of("a"));
        put_text(out, 0, 2);
        dg_write_object_end(out);
        return;
    case PARTS:
        put_parts(out);
        return;
    }
}

static void put_list(struct dg_writer *out, enum kind kind, unsigned most)
{
    dg_write_array(out);
    for (unsigned i = 1 + below(most); i > 0; i--) {
        put_value(out, kind);
    }
    dg_write_array_end(out);
}

static const struct member {
    const char *name;
    enum kind kind;
    bool required;
    bool nullable;
} members[] = {
    {"text", TEXT, true, false},          {"time", TIME, true, false},
    {"integer", INTEGER, true, false},    {"small", INT32, true, false},
    {"number", NUMBER, true, false},      {"yes", BOOLEAN, true, false},
    {"word", WORD, true, false},          {"seven", SEVEN, true, false},
    {"level", LEVEL, true, false},        {"color", COLOR, true, false},
    {"anything", ANY, true, true},        {"part", PART, true, false},
    {"notes", NOTES, true, false},        {"extras", TIMES, true, false},
    {"tags", TEXTS, true, false},         {"maybe_text", TEXT, true, true},
    {"maybe_time", TIME, false, true},    {"maybe_integer", INTEGER, false, true},
    {"maybe_small", INT32, false, true},  {"maybe_number", NUMBER, false, true},
    {"maybe_yes", BOOLEAN, false, true},  {"maybe_word", WORD, false, false},
    {"maybe_seven", SEVEN, false, false}, {"maybe_level", FIVE, false, true},
    {"maybe_color", BLUE, false, true},   {"maybe_part", SMALL_PART, true, true},
    {"integers", INTEGERS, false, false}, {"numbers", NUMBERS, false, false},
    {"yeses", BOOLEANS, false, false},    {"words", WORDS, false, false},
    {"levels", LEVELS, false, false},     {"anythings", ANYTHINGS, false, false},
    {"rows", ROWS, false, false},         {"parts", PARTS, false, false},
};

static void put_kinds(struct dg_writer *out)
{
    unsigned room = 30; /* maxProperties */

    dg_write_object(out);
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const struct member *member = &members[i];
        unsigned chance = below(4);
        bool null = member->nullable && chance == 0;

        if (!member->required && (chance == 1 || room <= 1)) {
            continue;
        }
        room--;
        dg_write_key(out, dg_text_of(member->name));
        if (null) {
            dg_write_null(out);
        } else {
            put_value(out, member->kind);
        }
    }
    dg_write_object_end(out);
}

/* Kinds in maps in a list; seldom, so that documents stay small. */
static void put_parts(struct dg_writer *out)
{
    static unsigned depth;

    dg_write_array(out);
    if (depth == 0 && below(16) == 0) {
        depth++;
        dg_write_object(out);
        dg_write_key(out, dg_text_of("inner"));
        put_kinds(out);
        dg_write_object_end(out);
        depth--;
    }
    dg_write_array_end(out);
}

static void *allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void release(void *context, void *block)
{
    (void)context;
    free(block);
}

static const struct dg_allocator heap = {.allocate = allocate, .release = release};

/* encode(decode(x)) is x, and the value is good. */
static void check_document(struct dg_arena *arena)
{
    static char json[65536], written[65536];
    struct dg_writer out;
    struct wire_kinds value;

    dg_writer_init(&out, json, sizeof json, NULL);
    put_kinds(&out);
    assert(out.length == out.used);
    dg_arena_reset(arena);
    bool good = wire_kinds_decode(&value, json, out.length, arena, NULL);
    size_t length = wire_kinds_encode(&value, written, sizeof written);
    if (!good || !wire_kinds_validate(&value, NULL) || length != out.length ||
        memcmp(json, written, length) != 0) {
        printf("%.*s\n%.*s\n", (int)out.length, json, (int)length, written);
        abort();
    }
}

/* decode(encode(v)) is v for a value that was built, without spellings. */
static void check_built(struct dg_arena *arena)
{
    static char written[4096];
    struct wire_keywords built = {
        .integer = {DG_VALUE, some_integer(-3, INT64_C(9007199254740993))},
        .when = {DG_VALUE,
                 {.seconds = some_integer(-62167219200, 253402300799), .nanos = below(1000000000)}},
        .number = {DG_VALUE, {.value = fabs(some_double())}},
        .yes = {DG_VALUE, below(2) == 0},
    };
    struct wire_keywords read;

    built.number.value.value = fmin(built.number.value.value, 9007199254740992.0);
    size_t length = wire_keywords_encode(&built, written, sizeof written);
    dg_arena_reset(arena);
    assert(wire_keywords_decode(&read, written, length, arena, NULL));
    assert(read.integer.value == built.integer.value);
    assert(read.when.value.seconds == built.when.value.seconds);
    assert(read.when.value.nanos == built.when.value.nanos);
    assert(memcmp(&read.number.value.value, &built.number.value.value, sizeof(double)) == 0);
    assert(read.yes.value == built.yes.value);
}

int main(int argc, char **argv)
{
    struct dg_arena arena;
    long count = argc == 2 ? strtol(argv[1], NULL, 10) : 0;

    assert(count > 0);
    dg_arena_init(&arena, NULL, 0, &heap);
    for (long i = 0; i < count; i++) {
        check_document(&arena);
        check_built(&arena);
    }
    dg_arena_free(&arena);
    printf("%ld values\n", count);
    return 0;
}
