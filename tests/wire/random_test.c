/* Random values: each is written exactly as the text from which it was read, also after a copy.
   Without the spellings of times and numbers, the text reads back as the same value. random_test
   COUNT; DG_RANDOM_COUNT in the environment overrides it. The seed is fixed. */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"
#include "runtime/writer.h"
#include "samples.h"

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

/* Kinds in maps in a list; rarely, so that documents stay small. */
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

/* The text of a value, in a buffer of its own. The value must have a JSON form. */
static struct dg_text written(const struct wire_kinds *value, char buffer[65536])
{
    size_t length = wire_kinds_encode(value, buffer, 65536);

    assert(length > 0 && length < 65536);
    return (struct dg_text){buffer, length};
}

/* encode(decode(x)) is x, and the value is valid; so is a copy after the original was freed. */
static void check_document(struct wire_kinds *copy, struct dg_arena *copied)
{
    static char json[65536], text[65536];
    static struct dg_arena arena = {.allocator = &samples_heap};
    struct dg_writer out;
    struct wire_kinds value;

    dg_writer_init(&out, json, sizeof json, NULL);
    put_kinds(&out);
    assert(out.gone == 0);
    bool good = wire_kinds_decode(&value, json, out.used, &arena, NULL);
    struct dg_text same = written(&value, text);
    if (!good || !wire_kinds_validate(&value, NULL) ||
        !dg_text_equal(same, (struct dg_text){json, out.used})) {
        printf("%.*s\n%.*s\n", (int)out.used, json, (int)same.length, same.data);
        abort();
    }
    assert(wire_kinds_copy(copy, &value, copied));
    memset(json, '#', out.used);
    dg_arena_reset(&arena);
    memset(&value, '#', sizeof value);
    static char again[65536];
    assert(dg_text_equal(written(copy, again), same));
}

/* Every date-time and every number anywhere in a value. */
struct spelled {
    struct dg_time *times[128];
    struct dg_number *numbers[128];
    size_t time_count;
    size_t number_count;
};

static void add_time(struct spelled *all, struct dg_time *time)
{
    assert(all->time_count < sizeof all->times / sizeof *all->times);
    all->times[all->time_count++] = time;
}

static void add_number(struct spelled *all, struct dg_number *number)
{
    assert(all->number_count < sizeof all->numbers / sizeof *all->numbers);
    all->numbers[all->number_count++] = number;
}

static void add_kinds(struct spelled *all, struct wire_kinds *value)
{
    add_time(all, &value->time);
    add_number(all, &value->number);
    for (size_t i = 0; i < value->extras.count; i++) {
        add_time(all, &value->extras.entries[i].value);
    }
    if (value->maybe_time.presence == DG_VALUE) {
        add_time(all, &value->maybe_time.value);
    }
    if (value->maybe_number.presence == DG_VALUE) {
        add_number(all, &value->maybe_number.value);
    }
    for (size_t i = 0; i < value->numbers.value.count; i++) {
        add_number(all, &value->numbers.value.items[i]);
    }
    for (size_t i = 0; i < value->parts.value.count; i++) {
        for (size_t k = 0; k < value->parts.value.items[i].count; k++) {
            add_kinds(all, &value->parts.value.items[i].entries[k].value);
        }
    }
}

/* decode(encode(v)) is v where only the values of times and numbers are known. */
static void check_unspelled(struct wire_kinds *value)
{
    static char text[65536], again[65536];
    static struct dg_arena arena = {.allocator = &samples_heap};
    struct wire_kinds read;
    struct spelled built = {.time_count = 0};
    struct spelled found = {.time_count = 0};

    add_kinds(&built, value);
    for (size_t i = 0; i < built.time_count; i++) {
        built.times[i]->text = (struct dg_text){NULL, 0};
        built.times[i]->nanos = below(2) == 0 ? below(1000000000) : below(1000) * 1000000;
        /* An offset may have moved the instant out of the years 0000 to 9999. */
        if (built.times[i]->seconds < INT64_C(-62167219200)) {
            built.times[i]->seconds = INT64_C(-62167219200);
        }
    }
    for (size_t i = 0; i < built.number_count; i++) {
        built.numbers[i]->text = (struct dg_text){NULL, 0};
    }
    assert(wire_kinds_validate(value, NULL));
    struct dg_text json = written(value, text);
    assert(wire_kinds_decode(&read, json.data, json.length, &arena, NULL));
    add_kinds(&found, &read);
    assert(found.time_count == built.time_count && found.number_count == built.number_count);
    for (size_t i = 0; i < built.time_count; i++) {
        assert(found.times[i]->seconds == built.times[i]->seconds);
        assert(found.times[i]->nanos == built.times[i]->nanos);
    }
    for (size_t i = 0; i < built.number_count; i++) {
        assert(memcmp(&found.numbers[i]->value, &built.numbers[i]->value, sizeof(double)) == 0);
    }
    assert(dg_text_equal(written(&read, again), json));
    dg_arena_reset(&arena);
}

int main(int argc, char **argv)
{
    struct dg_arena arena;
    struct wire_kinds value;
    const char *wanted = getenv("DG_RANDOM_COUNT");

    assert(argc == 2);
    long count = strtol(wanted != NULL ? wanted : argv[1], NULL, 10);
    assert(count > 0);
    dg_arena_init(&arena, NULL, 0, &samples_heap);
    for (long i = 0; i < count; i++) {
        check_document(&value, &arena);
        check_unspelled(&value);
        dg_arena_reset(&arena);
    }
    dg_arena_free(&arena);
    printf("%ld values\n", count);
    return 0;
}
