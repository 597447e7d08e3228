/* Values that a program builds: a good one is broken in one way after the other. The validator says
   what the decoder says of its JSON. What has no JSON form is said to be bad, too. */
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

/* Marks of what is expected. */
#define FORMLESS "0" /* there is no JSON of it */
#define SPELLED "!"  /* its JSON is good: the value contradicts its spelling */

/* Each breaks the value in the way of that number and returns what is found then: a mark, then
   "code pointer;" for each finding, with ~ before a warning. NULL: there are no more ways. */
typedef const char *breaker(struct wire_kinds *v, int way);

static const char *break_text(struct wire_kinds *v, int way)
{
    switch (way) {
    case 0:
        v->text = TEXT("12345678");
        return "";
    case 1:
        v->text = TEXT("123456789");
        return "maxLength /text;";
    case 2:
        v->text = TEXT("\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80");
        return "";
    case 3:
        v->text = TEXT("");
        return "minLength /text;";
    case 4:
        v->text = (struct dg_text){NULL, 0};
        return "minLength /text;";
    case 5:
        v->text = TEXT("a\xC3");
        return FORMLESS "json.utf8 /text;";
    case 6:
        v->text = TEXT("\"\\\0\n/");
        return "";
    case 7:
        v->maybe_text.presence = DG_ABSENT;
        return "required / maybe_text;";
    case 8:
        v->maybe_text.presence = DG_NULL;
        return "";
    case 9:
        v->maybe_text.presence = (enum dg_presence)3;
        return FORMLESS "type /maybe_text;";
    case 10:
        v->maybe_text.value = TEXT("abcd");
        return "maxLength /maybe_text;";
    case 11:
        v->maybe_word = DG_NULL;
        return "type /maybe_word;";
    case 12:
        v->maybe_word = DG_VALUE;
        v->maybe_seven = DG_VALUE;
        return "";
    case 13:
        v->maybe_seven = (enum dg_presence)7;
        return FORMLESS "type /maybe_seven;";
    case 14:
        v->tags.items[1] = TEXT("\xFF");
        return FORMLESS "json.utf8 /tags/1;";
    }
    return NULL;
}

static const char *break_time(struct wire_kinds *v, int way)
{
    switch (way) {
    case 0:
        v->time.text = TEXT("2026-05-06");
        return "format /time;";
    case 1:
        v->time.seconds++;
        return SPELLED "format /time;";
    case 2:
        v->time.nanos = 1;
        return SPELLED "format /time;";
    case 3:
        v->time.text = TEXT("2026-05-06T11:00:00.000+02:00");
        return "";
    case 4:
        v->time.text = TEXT("\xC3T");
        return FORMLESS "json.utf8 /time;";
    case 5:
        v->time = (struct dg_time){.seconds = INT64_C(253402300799), .nanos = 999999999};
        return "";
    case 6:
        v->time = (struct dg_time){.seconds = INT64_C(253402300800)};
        return FORMLESS "format /time;";
    case 7:
        v->time = (struct dg_time){.seconds = INT64_C(-62167219200)};
        return "";
    case 8:
        v->time = (struct dg_time){.seconds = INT64_C(-62167219201)};
        return FORMLESS "format /time;";
    case 9:
        v->time = (struct dg_time){.nanos = 1000000000};
        return FORMLESS "format /time;";
    case 10:
        v->maybe_tags.value.items[1] = (struct dg_opt_time){.presence = DG_VALUE};
        return "";
    case 11:
        v->maybe_tags.value.items[1].presence = DG_ABSENT;
        return FORMLESS "type /maybe_tags/1;";
    case 12:
        v->extras.entries[0].value.text = TEXT("x");
        return "format /extras/k;";
    }
    return NULL;
}

static const char *break_integer(struct wire_kinds *v, int way)
{
    switch (way) {
    case 0:
        v->integer = INT64_MAX;
        return "";
    case 1:
        v->integer = -8;
        return "minimum /integer;";
    case 2:
        v->small = INT64_C(2147483647);
        return "";
    case 3: /* above the maximum, too */
        v->small = INT64_C(2147483648);
        return "format /small;maximum /small;";
    case 4:
        v->small = INT64_C(-2147483648);
        return "";
    case 5:
        v->small = INT64_C(-2147483649);
        return "format /small;";
    case 6:
        v->maybe_integer = (struct dg_opt_integer){DG_VALUE, 10};
        return "";
    case 7:
        v->maybe_integer = (struct dg_opt_integer){DG_VALUE, 11};
        return "maximum /maybe_integer;";
    case 8:
        v->maybe_small = (struct dg_opt_integer){DG_VALUE, INT64_MIN};
        return "format /maybe_small;";
    case 9:
        v->maybe_small = (struct dg_opt_integer){(enum dg_presence) - 1, 0};
        return FORMLESS "type /maybe_small;";
    case 10:
        v->integers.value.items[0].presence = DG_NULL;
        return "";
    case 11:
        v->integers.value.items[0].presence = DG_ABSENT;
        return FORMLESS "type /integers/0;";
    case 12:
        v->rows.value.items[0].items[0] = INT64_C(2147483648);
        return "format /rows/0/0;";
    case 13:
        v->part.y.presence = DG_NULL;
        return "";
    case 14:
        v->part.y.presence = (enum dg_presence)3;
        return FORMLESS "type /part/y;";
    }
    return NULL;
}

static const char *break_number(struct wire_kinds *v, int way)
{
    switch (way) {
    case 0:
        v->number.value = 2;
        return SPELLED "type /number;";
    case 1:
        v->number = (struct dg_number){.value = 0.1};
        return "";
    case 2:
        v->number = (struct dg_number){.value = (double)NAN};
        return FORMLESS "type /number;";
    case 3:
        v->number = (struct dg_number){.value = -(double)INFINITY};
        return FORMLESS "type /number;";
    case 4: /* the maximum is 0.1e400 */
        v->number = (struct dg_number){(double)INFINITY, TEXT("1e399")};
        return "";
    case 5:
        v->number = (struct dg_number){(double)INFINITY, TEXT("1.0001e399")};
        return "maximum /number;";
    case 6:
        v->number = (struct dg_number){1, TEXT("1.")};
        return FORMLESS "type /number;";
    case 7:
        v->number = (struct dg_number){1, TEXT("10e-1")};
        return "";
    case 8:
        v->maybe_number = (struct dg_opt_number){DG_VALUE, {.value = 0}};
        return "";
    case 9:
        v->maybe_number = (struct dg_opt_number){DG_VALUE, {.value = -5e-324}};
        return "minimum /maybe_number;";
    case 10:
        v->numbers.value.items[1] = (struct dg_number){.value = 1e300};
        return "";
    }
    return NULL;
}

static const char *break_enum(struct wire_kinds *v, int way)
{
    switch (way) {
    case 0:
        v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL;
        return FORMLESS "enum /level;";
    case 1: /* an open enum */
        v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL;
        v->level_text = TEXT("99");
        return "~enum /level;";
    case 2:
        v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL;
        v->level_text = TEXT("1.5");
        return "type /level;";
    case 3:
        v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL;
        v->level_text = TEXT("x");
        return FORMLESS "type /level;";
    case 4:
        v->level = (enum wire_kinds_level)4;
        v->level_text = TEXT("99");
        return FORMLESS "enum /level;";
    case 5:
        v->color = WIRE_UNRECOGNIZED_KINDS_COLOR;
        v->color_text = TEXT("blue");
        return "~enum /color;";
    case 6:
        v->color = WIRE_UNRECOGNIZED_KINDS_COLOR;
        v->color_text = TEXT("blu\xC3");
        return FORMLESS "json.utf8 /color;";
    case 7:
        v->color = WIRE_KINDS_COLOR_U; /* "" */
        return "";
    case 8:
        v->maybe_level.presence = DG_VALUE;
        return FORMLESS "enum /maybe_level;";
    case 9:
        v->maybe_level.presence = DG_VALUE;
        v->maybe_level.text = TEXT("7");
        return "enum /maybe_level;";
    case 10:
        v->maybe_color.presence = DG_VALUE;
        v->maybe_color.text = TEXT("");
        return "enum /maybe_color;";
    case 11:
        v->levels.value.items[0].presence = DG_NULL;
        return "type /levels/0;";
    case 12:
        v->maybe_level.presence = DG_NULL;
        return "";
    }
    return NULL;
}

static const char *break_object(struct wire_kinds *v, int way)
{
    switch (way) {
    case 0:
        v->maybe_part.value.a = (struct dg_opt_text){DG_VALUE, TEXT("abc")};
        return "maxLength /maybe_part/a;";
    case 1:
        v->maybe_part.value.b = (struct dg_opt_text){DG_VALUE, TEXT("b")};
        return "maxProperties /maybe_part;";
    case 2:
        v->maybe_part.value.a.presence = DG_ABSENT;
        return "";
    case 3:
        v->maybe_part.value.a.presence = DG_NULL;
        return "type /maybe_part/a;";
    case 4:
        v->maybe_part.presence = DG_NULL;
        return "";
    case 5:
        v->maybe_part.presence = DG_ABSENT;
        v->maybe_text.presence = DG_ABSENT;
        return "required / maybe_text;required / maybe_part;";
    case 6:
        v->integers.presence = DG_NULL;
        return "type /integers;";
    case 7:
        v->maybe_part.presence = (enum dg_presence)3;
        return FORMLESS "type /maybe_part;";
    case 8:
        v->anything.value.text = TEXT(" [1, {}] \n");
        return "";
    case 9:
        v->anything.value.text = TEXT("[1,");
        return FORMLESS "json.syntax /anything/1;";
    case 10:
        v->anything.value.text = TEXT("1 2");
        return FORMLESS "json.syntax /anything;";
    case 11:
        v->anything.value.text = (struct dg_text){NULL, 0};
        return FORMLESS "json.syntax /anything;";
    case 12:
        v->anything.value.text = TEXT("{\"a\":1,\"a\":2}");
        return "json.duplicate-key /anything/a;";
    case 13:
        v->anything.value.text = TEXT("[\"\\ud800\"]");
        return "json.surrogate /anything/0;";
    case 14:
        v->anything.value.text = TEXT("[\"\xFF\"]");
        return FORMLESS "json.utf8 /anything/0;";
    case 15:
        v->anything.value.text = TEXT("\xEF\xBB\xBF[]");
        return FORMLESS "json.bom /anything;";
    case 16:
        v->anything.presence = DG_NULL;
        return "";
    case 17:
        v->anything.presence = DG_ABSENT;
        return "required / anything;";
    case 18:
        v->anything.presence = (enum dg_presence)3;
        return FORMLESS "type /anything;";
    }
    return NULL;
}

static const char *break_container(struct wire_kinds *v, int way)
{
    switch (way) {
    case 0:
        v->notes.entries[0].key = TEXT("1234");
        return "";
    case 1:
        v->notes.entries[0].key = TEXT("12345");
        return "propertyNames /notes/12345;";
    case 2:
        v->notes.entries[0].key = (struct dg_text){NULL, 0};
        return "propertyNames /notes/;";
    case 3:
        v->notes.entries[0].key = TEXT("a/~");
        v->notes.entries[0].value.value = TEXT("123456");
        return "maxLength /notes/a~1~0;";
    case 4: /* a backslash in a name is one */
        v->notes.entries[0].key = TEXT("\"\\u\\");
        v->notes.entries[0].value.value = TEXT("123456");
        return "maxLength /notes/\"\\u\\;";
    case 5:
        v->notes.entries[0].key = TEXT("\xFF");
        v->notes.entries[0].value.value = TEXT("123456");
        return FORMLESS "json.utf8 /notes/\\xFF;";
    case 6:
        v->notes.entries[0].value.value = TEXT("12345");
        return "";
    case 7:
        v->notes.count = 0;
        return "minProperties /notes;";
    case 8:
        v->notes.count = 2;
        v->notes.entries[1] = v->notes.entries[0];
        return "json.duplicate-key /notes/k;";
    case 9:
        v->notes.count = 3;
        v->notes.entries[1].key = TEXT("l");
        v->notes.entries[1].value.presence = DG_NULL;
        v->notes.entries[2].key = TEXT("m");
        v->notes.entries[2].value.presence = DG_NULL;
        return "";
    case 10: /* more than there is room for: none beyond is looked at */
        v->notes.count = 4;
        v->notes.entries[1].key = TEXT("l");
        v->notes.entries[1].value.presence = DG_NULL;
        v->notes.entries[2].key = TEXT("m");
        v->notes.entries[2].value.presence = DG_NULL;
        return FORMLESS "maxProperties /notes;";
    case 11:
        v->notes.entries[0].value.presence = DG_NULL;
        return "";
    case 12:
        v->tags.count = 0;
        return "minItems /tags;";
    case 13:
        v->words.value.count = 2;
        return "";
    case 14:
        v->words.value.count = 3;
        return "maxItems /words;";
    case 15:
        v->extras.count = 0;
        return "";
    case 16: /* an entry that is absent is left out, but it is no value either */
        v->notes.count = 2;
        v->notes.entries[1].key = TEXT("l");
        v->notes.entries[1].value.presence = DG_ABSENT;
        return SPELLED "type /notes/l;";
    }
    return NULL;
}

static breaker *const breakers[] = {break_text, break_time,   break_integer,  break_number,
                                    break_enum, break_object, break_container};

/* A sink that notes codes and pointers, and apart from them all else that is said, but for what was
   found and where. */
struct notes {
    struct dg_report report;
    char text[1024];
    size_t length;
    char more[4096];
    size_t more_length;
    unsigned errors;
    bool placed; /* some have a place */
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

/* What the decoder says of the value's JSON. */
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

/* Whether what was found in the value is what is expected of it and of its JSON. */
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

/* Reads the good value, breaks and judges it. False: there is no such way. */
static bool check_way(breaker *broken, int way, int *wrong)
{
    static char memory[65536];
    struct dg_arena arena;
    struct wire_kinds value;
    struct notes notes = {.report = {.finding = note}};

    dg_arena_init(&arena, memory, sizeof memory, NULL);
    assert(wire_kinds_decode(&value, json, sizeof json - 1, &arena, NULL));
    const char *expected = broken(&value, way);
    if (expected == NULL) {
        return false;
    }
    bool good = wire_kinds_validate(&value, &notes.report);
    assert(good == (notes.errors == 0) && !notes.placed);
    assert(wire_kinds_validate(&value, NULL) == good);
    if (!is_expected(&value, &notes, expected)) {
        printf("way %d: expected %s found %s\n%s", way, expected, notes.text, notes.more);
        *wrong += 1;
    }
    return true;
}

int main(void)
{
    int wrong = 0;
    int ways = 0;

    for (size_t i = 0; i < sizeof breakers / sizeof breakers[0]; i++) {
        for (int way = 0; check_way(breakers[i], way, &wrong); way++) {
            ways++;
        }
    }
    printf("%d ways, %d wrong\n", ways, wrong);
    return ways > 90 && wrong == 0 ? 0 : 1;
}
