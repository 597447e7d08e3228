/* Values that a program builds: a good value is broken in one way after the other. The validator
   reports the findings of the decoder for the JSON of the value. A value without a JSON form is
   reported, too. */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"

static const char json[] =
    "{\"text\":\"a\",\"time\":\"2026-05-06T09:00:00Z\",\"integer\":-7,\"small\":1,\"number\":1,"
    "\"yes\":true,\"word\":\"word\",\"seven\":7,\"level\":1,\"color\":\"red\",\"anything\":[1],"
    "\"part\":{\"x\":1},\"notes\":{\"k\":\"v\"},\"extras\":{\"k\":\"2026-05-06T09:00:00Z\"},"
    "\"tags\":[\"t\",\"u\"],\"maybe_text\":\"abc\",\"maybe_part\":{\"a\":\"x\"},"
    "\"maybe_tags\":[null,null],\"integers\":[1,2],\"numbers\":[1,2],\"words\":[\"word\"],"
    "\"levels\":[1],\"rows\":[[1]]}";

#define TEXT(literal) ((struct dg_text)DG_TEXT(literal))

/* Marks of expectations. */
#define FORMLESS "0" /* the value has no JSON form */
#define SPELLED "!"  /* the JSON is valid, but the value contradicts its spelling */

/* Makes `count` notes, all null but the first. */
static void null_notes(struct wire_kinds *v, size_t count)
{
    static const char *const keys[] = {"l", "m"};

    v->notes.count = count;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        v->notes.entries[i + 1].key = dg_text_of(keys[i]);
        v->notes.entries[i + 1].value.presence = DG_NULL;
    }
}

/* The ways to break a valid value, one row each: name, expectation, and the statements that break
   the value `v`. An expectation begins with a mark, if there is one; then comes "code pointer;" for
   each finding, with ~ before a warning. */
#define WAYS(WAY)                                                                                  \
    WAY(text_longest, "", v->text = TEXT("12345678"))                                              \
    WAY(text_too_long, "maxLength /text;", v->text = TEXT("123456789"))                            \
    WAY(text_counted_in_code_points, "",                                                           \
        v->text = TEXT("\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80"))                        \
    WAY(text_empty, "minLength /text;", v->text = TEXT(""))                                        \
    WAY(text_null_pointer, "minLength /text;", v->text = (struct dg_text){NULL, 0})                \
    WAY(text_cut_in_a_character, FORMLESS "json.utf8 /text;", v->text = TEXT("a\xC3"))             \
    WAY(text_with_escapes, "", v->text = TEXT("\"\\\0\n/"))                                        \
    WAY(maybe_text_absent, "required / maybe_text;", v->maybe_text.presence = DG_ABSENT)           \
    WAY(maybe_text_null, "", v->maybe_text.presence = DG_NULL)                                     \
    WAY(maybe_text_unknown_presence, FORMLESS "type /maybe_text;",                                 \
        v->maybe_text.presence = (enum dg_presence)3)                                              \
    WAY(maybe_text_too_long, "maxLength /maybe_text;", v->maybe_text.value = TEXT("abcd"))         \
    WAY(maybe_word_null, "type /maybe_word;", v->maybe_word = DG_NULL)                             \
    WAY(maybe_word_and_seven, "", v->maybe_word = DG_VALUE; v->maybe_seven = DG_VALUE)             \
    WAY(maybe_seven_unknown_presence, FORMLESS "type /maybe_seven;",                               \
        v->maybe_seven = (enum dg_presence)7)                                                      \
    WAY(tags_invalid_byte, FORMLESS "json.utf8 /tags/1;", v->tags.items[1] = TEXT("\xFF"))         \
    WAY(time_date_alone, "format /time;", v->time.text = TEXT("2026-05-06"))                       \
    WAY(time_other_seconds, SPELLED "format /time;", v->time.seconds++)                            \
    WAY(time_other_nanos, SPELLED "format /time;", v->time.nanos = 1)                              \
    WAY(time_with_offset, "", v->time.text = TEXT("2026-05-06T11:00:00.000+02:00"))                \
    WAY(time_invalid_byte, FORMLESS "json.utf8 /time;", v->time.text = TEXT("\xC3T"))              \
    WAY(time_last, "",                                                                             \
        v->time = (struct dg_time){.seconds = INT64_C(253402300799), .nanos = 999999999})          \
    WAY(time_after_last, FORMLESS "format /time;",                                                 \
        v->time = (struct dg_time){.seconds = INT64_C(253402300800)})                              \
    WAY(time_first, "", v->time = (struct dg_time){.seconds = INT64_C(-62167219200)})              \
    WAY(time_before_first, FORMLESS "format /time;",                                               \
        v->time = (struct dg_time){.seconds = INT64_C(-62167219201)})                              \
    WAY(time_nanos_too_many, FORMLESS "format /time;",                                             \
        v->time = (struct dg_time){.nanos = 1000000000})                                           \
    WAY(maybe_tags_epoch, "",                                                                      \
        v->maybe_tags.value.items[1] = (struct dg_opt_time){.presence = DG_VALUE})                 \
    WAY(maybe_tags_absent, FORMLESS "type /maybe_tags/1;",                                         \
        v->maybe_tags.value.items[1].presence = DG_ABSENT)                                         \
    WAY(extras_no_time, "format /extras/k;", v->extras.entries[0].value.text = TEXT("x"))          \
    WAY(integer_largest, "", v->integer = INT64_MAX)                                               \
    WAY(integer_too_small, "minimum /integer;", v->integer = -8)                                   \
    WAY(small_largest, "", v->small = INT64_C(2147483647))                                         \
    /* above the maximum, too */                                                                   \
    WAY(small_above_32_bits, "format /small;maximum /small;", v->small = INT64_C(2147483648))      \
    WAY(small_smallest, "", v->small = INT64_C(-2147483648))                                       \
    WAY(small_below_32_bits, "format /small;", v->small = INT64_C(-2147483649))                    \
    WAY(maybe_integer_maximum, "", v->maybe_integer = (struct dg_opt_integer){DG_VALUE, 10})       \
    WAY(maybe_integer_above_maximum, "maximum /maybe_integer;",                                    \
        v->maybe_integer = (struct dg_opt_integer){DG_VALUE, 11})                                  \
    WAY(maybe_small_below_32_bits, "format /maybe_small;",                                         \
        v->maybe_small = (struct dg_opt_integer){DG_VALUE, INT64_MIN})                             \
    WAY(maybe_small_unknown_presence, FORMLESS "type /maybe_small;",                               \
        v->maybe_small = (struct dg_opt_integer){(enum dg_presence) - 1, 0})                       \
    WAY(integers_null, "", v->integers.value.items[0].presence = DG_NULL)                          \
    WAY(integers_absent, FORMLESS "type /integers/0;",                                             \
        v->integers.value.items[0].presence = DG_ABSENT)                                           \
    WAY(rows_above_32_bits, "format /rows/0/0;",                                                   \
        v->rows.value.items[0].items[0] = INT64_C(2147483648))                                     \
    WAY(part_y_null, "", v->part.y.presence = DG_NULL)                                             \
    WAY(part_y_unknown_presence, FORMLESS "type /part/y;",                                         \
        v->part.y.presence = (enum dg_presence)3)                                                  \
    WAY(number_other_value, SPELLED "type /number;", v->number.value = 2)                          \
    WAY(number_without_text, "", v->number = (struct dg_number){.value = 0.1})                     \
    WAY(number_nan, FORMLESS "type /number;",                                                      \
        v->number = (struct dg_number){.value = (double)NAN})                                      \
    WAY(number_infinite, FORMLESS "type /number;",                                                 \
        v->number = (struct dg_number){.value = -(double)INFINITY})                                \
    /* the maximum is 0.1e400 */                                                                   \
    WAY(number_maximum_beyond_double, "",                                                          \
        v->number = (struct dg_number){(double)INFINITY, TEXT("1e399")})                           \
    WAY(number_above_maximum_beyond_double, "maximum /number;",                                    \
        v->number = (struct dg_number){(double)INFINITY, TEXT("1.0001e399")})                      \
    WAY(number_misspelled, FORMLESS "type /number;",                                               \
        v->number = (struct dg_number){1, TEXT("1.")})                                             \
    WAY(number_other_spelling, "", v->number = (struct dg_number){1, TEXT("10e-1")})               \
    WAY(maybe_number_minimum, "",                                                                  \
        v->maybe_number = (struct dg_opt_number){DG_VALUE, {.value = 0}})                          \
    WAY(maybe_number_below_minimum, "minimum /maybe_number;",                                      \
        v->maybe_number = (struct dg_opt_number){DG_VALUE, {.value = -5e-324}})                    \
    WAY(numbers_without_text, "", v->numbers.value.items[1] = (struct dg_number){.value = 1e300})  \
    WAY(level_unrecognized_without_text, FORMLESS "enum /level;",                                  \
        v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL)                                                  \
    /* an open enum */                                                                             \
    WAY(level_unrecognized, "~enum /level;", v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL;             \
        v->level_text = TEXT("99"))                                                                \
    WAY(level_fraction, "type /level;", v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL;                  \
        v->level_text = TEXT("1.5"))                                                               \
    WAY(level_beyond, "integer-range /level;", v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL;           \
        v->level_text = TEXT("1e19"))                                                              \
    WAY(level_misspelled, FORMLESS "type /level;", v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL;       \
        v->level_text = TEXT("x"))                                                                 \
    WAY(level_unknown_enumerator, FORMLESS "enum /level;", v->level = (enum wire_kinds_level)4;    \
        v->level_text = TEXT("99"))                                                                \
    WAY(color_unrecognized, "~enum /color;", v->color = WIRE_UNRECOGNIZED_KINDS_COLOR;             \
        v->color_text = TEXT("blue"))                                                              \
    WAY(color_invalid_byte, FORMLESS "json.utf8 /color;",                                          \
        v->color = WIRE_UNRECOGNIZED_KINDS_COLOR;                                                  \
        v->color_text = TEXT("blu\xC3"))                                                           \
    /* the enumerator of "" */                                                                     \
    WAY(color_empty, "", v->color = WIRE_KINDS_COLOR_U)                                            \
    WAY(maybe_level_without_text, FORMLESS "enum /maybe_level;",                                   \
        v->maybe_level.presence = DG_VALUE)                                                        \
    WAY(maybe_level_unrecognized, "enum /maybe_level;", v->maybe_level.presence = DG_VALUE;        \
        v->maybe_level.text = TEXT("7"))                                                           \
    WAY(maybe_level_beyond, "enum /maybe_level;", v->maybe_level.presence = DG_VALUE;              \
        v->maybe_level.text = TEXT("-1e999"))                                                      \
    WAY(maybe_color_empty, "enum /maybe_color;", v->maybe_color.presence = DG_VALUE;               \
        v->maybe_color.text = TEXT(""))                                                            \
    WAY(levels_null, "type /levels/0;", v->levels.value.items[0].presence = DG_NULL)               \
    WAY(maybe_level_null, "", v->maybe_level.presence = DG_NULL)                                   \
    WAY(maybe_part_a_too_long, "maxLength /maybe_part/a;",                                         \
        v->maybe_part.value.a = (struct dg_opt_text){DG_VALUE, TEXT("abc")})                       \
    WAY(maybe_part_two_properties, "maxProperties /maybe_part;",                                   \
        v->maybe_part.value.b = (struct dg_opt_text){DG_VALUE, TEXT("b")})                         \
    WAY(maybe_part_empty, "", v->maybe_part.value.a.presence = DG_ABSENT)                          \
    WAY(maybe_part_a_null, "type /maybe_part/a;", v->maybe_part.value.a.presence = DG_NULL)        \
    WAY(maybe_part_null, "", v->maybe_part.presence = DG_NULL)                                     \
    WAY(maybe_part_and_text_absent, "required / maybe_text;required / maybe_part;",                \
        v->maybe_part.presence = DG_ABSENT;                                                        \
        v->maybe_text.presence = DG_ABSENT)                                                        \
    WAY(integers_list_null, "type /integers;", v->integers.presence = DG_NULL)                     \
    WAY(maybe_part_unknown_presence, FORMLESS "type /maybe_part;",                                 \
        v->maybe_part.presence = (enum dg_presence)3)                                              \
    WAY(anything_with_spaces, "", v->anything.value.text = TEXT(" [1, {}] \n"))                    \
    WAY(anything_cut, FORMLESS "json.syntax /anything/1;", v->anything.value.text = TEXT("[1,"))   \
    WAY(anything_two_values, FORMLESS "json.syntax /anything;",                                    \
        v->anything.value.text = TEXT("1 2"))                                                      \
    WAY(anything_null_pointer, FORMLESS "json.syntax /anything;",                                  \
        v->anything.value.text = (struct dg_text){NULL, 0})                                        \
    WAY(anything_duplicate_key, "json.duplicate-key /anything/a;",                                 \
        v->anything.value.text = TEXT("{\"a\":1,\"a\":2}"))                                        \
    WAY(anything_lone_surrogate, "json.surrogate /anything/0;",                                    \
        v->anything.value.text = TEXT("[\"\\ud800\"]"))                                            \
    WAY(anything_invalid_byte, FORMLESS "json.utf8 /anything/0;",                                  \
        v->anything.value.text = TEXT("[\"\xFF\"]"))                                               \
    WAY(anything_bom, FORMLESS "json.bom /anything;",                                              \
        v->anything.value.text = TEXT("\xEF\xBB\xBF[]"))                                           \
    WAY(anything_null, "", v->anything.presence = DG_NULL)                                         \
    WAY(anything_absent, "required / anything;", v->anything.presence = DG_ABSENT)                 \
    WAY(anything_unknown_presence, FORMLESS "type /anything;",                                     \
        v->anything.presence = (enum dg_presence)3)                                                \
    WAY(notes_key_longest, "", v->notes.entries[0].key = TEXT("1234"))                             \
    WAY(notes_key_too_long, "propertyNames /notes/12345;",                                         \
        v->notes.entries[0].key = TEXT("12345"))                                                   \
    WAY(notes_key_null_pointer, "propertyNames /notes/;",                                          \
        v->notes.entries[0].key = (struct dg_text){NULL, 0})                                       \
    WAY(notes_key_escaped_in_pointer, "maxLength /notes/a~1~0;",                                   \
        v->notes.entries[0].key = TEXT("a/~");                                                     \
        v->notes.entries[0].value.value = TEXT("123456"))                                          \
    /* a backslash in a name stays one */                                                          \
    WAY(notes_key_with_backslash, "maxLength /notes/\"\\u\\;",                                     \
        v->notes.entries[0].key = TEXT("\"\\u\\");                                                 \
        v->notes.entries[0].value.value = TEXT("123456"))                                          \
    WAY(notes_key_invalid_byte, FORMLESS "json.utf8 /notes/\\xFF;",                                \
        v->notes.entries[0].key = TEXT("\xFF");                                                    \
        v->notes.entries[0].value.value = TEXT("123456"))                                          \
    WAY(notes_value_longest, "", v->notes.entries[0].value.value = TEXT("12345"))                  \
    WAY(notes_empty, "minProperties /notes;", v->notes.count = 0)                                  \
    WAY(notes_key_twice, "json.duplicate-key /notes/k;", v->notes.count = 2;                       \
        v->notes.entries[1] = v->notes.entries[0])                                                 \
    WAY(notes_as_many_as_fit, "", null_notes(v, 3))                                                \
    /* more entries than there is room for: none beyond is looked at */                            \
    WAY(notes_more_than_fit, FORMLESS "maxProperties /notes;", null_notes(v, 4))                   \
    WAY(notes_value_null, "", v->notes.entries[0].value.presence = DG_NULL)                        \
    WAY(tags_empty, "minItems /tags;", v->tags.count = 0)                                          \
    WAY(words_as_many_as_fit, "", v->words.value.count = 2)                                        \
    WAY(words_one_too_many, "maxItems /words;", v->words.value.count = 3)                          \
    WAY(extras_empty, "", v->extras.count = 0)                                                     \
    WAY(notes_entry_absent, FORMLESS "type /notes/l;", v->notes.count = 2;                         \
        v->notes.entries[1].key = TEXT("l"); v->notes.entries[1].value.presence = DG_ABSENT)

#define WAY_FUNCTION(what, expected, ...)                                                          \
    static void break_##what(struct wire_kinds *v)                                                 \
    {                                                                                              \
        __VA_ARGS__;                                                                               \
    }
#define WAY_ROW(what, expected, ...) {#what, break_##what, expected},

WAYS(WAY_FUNCTION)

static const struct way {
    const char *what;
    void (*mutate)(struct wire_kinds *v);
    const char *expected;
} ways[] = {WAYS(WAY_ROW)};

/* A sink that notes codes and pointers and, separately, the other members of findings, without the
 * actual value and the location. */
struct notes {
    struct dg_report report;
    char text[1024];
    size_t length;
    char more[4096];
    size_t more_length;
    unsigned errors;
    bool placed; /* some findings have a location */
};

static void note(struct dg_report *report, const struct dg_finding *finding)
{
    struct notes *notes = (struct notes *)(void *)report;
    char pointer[256];

    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    notes->length += (size_t)snprintf(
        notes->text + notes->length, sizeof notes->text - notes->length, "%s%s %s%s%.*s;",
        finding->severity == DG_SEVERITY_WARNING ? "~" : "", dg_code_name(finding->code), pointer,
        finding->property.length > 0 ? "/ " : "", (int)finding->property.length,
        finding->property.length > 0 ? finding->property.data : "");
    notes->more_length += (size_t)snprintf(
        notes->more + notes->more_length, sizeof notes->more - notes->more_length, "%s: %.*s\n",
        finding->schema == NULL ? "" : finding->schema, (int)finding->expected.length,
        finding->expected.length > 0 ? finding->expected.data : "");
    assert(notes->length < sizeof notes->text && notes->more_length < sizeof notes->more);
    notes->errors += finding->severity == DG_SEVERITY_ERROR ? 1 : 0;
    notes->placed = notes->placed || finding->offset > 0;
}

/* The findings of the decoder for the value's JSON. */
static void judge_text(const struct wire_kinds *value, struct notes *notes)
{
    static char text[4096];
    static char memory[65536];
    struct dg_arena arena;
    struct wire_kinds read;
    size_t length = wire_kinds_encode(value, text, sizeof text);

    assert(length > 0 && length < sizeof text && strlen(text) == length);
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    *notes = (struct notes){.report = {.finding = note}};
    bool good = wire_kinds_decode(&read, text, length, &arena, &notes->report);
    assert(good == (notes->errors == 0));
}

/* Whether the findings of the value are those expected for the value and its JSON. */
static bool is_expected(const struct wire_kinds *value, const struct notes *found,
                        const char *expected)
{
    char buffer[] = "####";
    struct notes read;
    bool formless = expected[0] == FORMLESS[0];
    bool spelled = expected[0] == SPELLED[0];

    if (strcmp(expected + (formless || spelled ? 1 : 0), found->text) != 0) {
        return false;
    }
    if (formless) {
        return wire_kinds_encode(value, buffer, 2) == 0 && strcmp(buffer, "") == 0 &&
               buffer[2] == '#' && found->errors > 0;
    }
    judge_text(value, &read);
    return spelled ? read.length == 0
                   : strcmp(read.text, found->text) == 0 && strcmp(read.more, found->more) == 0;
}

/* Reads the valid value, breaks it and validates it. Returns whether the findings are the expected
 * ones. */
static bool check_way(const struct way *way)
{
    static char memory[65536];
    struct dg_arena arena;
    struct wire_kinds value;
    struct notes notes = {.report = {.finding = note}};

    dg_arena_init(&arena, memory, sizeof memory, NULL);
    assert(wire_kinds_decode(&value, json, sizeof json - 1, &arena, NULL));
    way->mutate(&value);
    bool good = wire_kinds_validate(&value, &notes.report);
    assert(good == (notes.errors == 0) && !notes.placed);
    assert(wire_kinds_validate(&value, NULL) == good);
    if (is_expected(&value, &notes, way->expected)) {
        return true;
    }
    printf("%s: expected %s found %s\n%s", way->what, way->expected, notes.text, notes.more);
    return false;
}

int main(void)
{
    size_t count = sizeof ways / sizeof *ways;
    size_t wrong = 0;

    for (size_t i = 0; i < count; i++) {
        wrong += check_way(&ways[i]) ? 0 : 1;
    }
    printf("%zu ways, %zu wrong\n", count, wrong);
    return wrong == 0 ? 0 : 1;
}
