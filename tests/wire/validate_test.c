/* Values that a program builds are judged as a decoder would: a good one, broken in one way after
 * the other. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract.h"

static const char json[] =
    "{\"text\":\"a\",\"time\":\"2026-05-06T09:00:00Z\",\"integer\":-7,\"small\":1,\"number\":1,"
    "\"yes\":true,"
    "\"word\":\"word\",\"seven\":7,\"level\":1,\"color\":\"red\",\"anything\":[1],\"part\":{\"x\":"
    "1},"
    "\"notes\":{\"k\":\"v\"},\"extras\":{\"k\":\"2026-05-06T09:00:00Z\"},\"tags\":[\"t\"],"
    "\"maybe_text\":\"abc\",\"maybe_part\":{\"a\":\"x\"}}";

#define TEXT(literal) ((struct dg_text)DG_TEXT(literal))

/* Breaks the value in the way of that number. Returns what is found then, "code pointer;" each, or
   NULL behind the last way. */
static const char *break_value(struct wire_kinds *v, int way)
{
    switch (way) {
    case 0:
        (void)v;
        return "";
    case 1:
        v->text = TEXT("12345678");
        return "";
    case 2:
        v->text = TEXT("123456789");
        return "maxLength /text;";
    case 3:
        v->text = TEXT("\xF0\x9F\x98\x80\xF0\x9F\x98\x80\xF0\x9F\x98\x80");
        return "";
    case 4:
        v->text = TEXT("");
        return "minLength /text;";
    case 5:
        v->text = TEXT("a\xC3");
        return "json.utf8 /text;";
    case 6:
        v->time.text = TEXT("2026-05-06");
        return "format /time;";
    case 7:
        v->time.text = TEXT("2026-05-06T09:00:01Z");
        return "format /time;";
    case 8:
        v->time.text = TEXT("");
        return "";
    case 9:
        v->time.text = TEXT("");
        v->time.seconds = INT64_C(253402300800);
        return "format /time;";
    case 10:
        v->time.text = TEXT("");
        v->time.nanos = 1000000000;
        return "format /time;";
    case 11:
        v->integer = -8;
        return "minimum /integer;";
    case 12:
        v->small = INT64_C(2147483647);
        return "";
    case 13:
        v->small = INT64_C(-2147483649);
        return "format /small;";
    case 14:
        v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL;
        return "enum /level;";
    case 15:
        v->level = WIRE_UNRECOGNIZED_KINDS_LEVEL;
        v->level_text = TEXT("99"); /* an open enum: a warning */
        return "enum /level;";
    case 16:
        v->color = WIRE_UNRECOGNIZED_KINDS_COLOR;
        return "enum /color;";
    case 17:
        v->maybe_text.presence = DG_ABSENT;
        return "required / maybe_text;";
    case 18:
        v->maybe_text.presence = DG_NULL;
        return "";
    case 19:
        v->maybe_text.value = TEXT("abcd");
        return "maxLength /maybe_text;";
    case 20:
        v->maybe_word = DG_NULL;
        return "type /maybe_word;";
    case 21:
        v->maybe_integer = ((struct dg_opt_integer){DG_VALUE, 10});
        return "";
    case 22:
        v->maybe_integer = ((struct dg_opt_integer){DG_VALUE, 11});
        return "maximum /maybe_integer;";
    case 23:
        v->maybe_number.presence = DG_VALUE;
        v->maybe_number.value.value = -0.5;
        return "minimum /maybe_number;";
    case 24:
        v->maybe_level.presence = DG_VALUE;
        return "enum /maybe_level;";
    case 25:
        v->notes.entries[0].key = TEXT("12345");
        return "propertyNames /notes/12345;";
    case 26:
        v->notes.entries[0].key = TEXT("a/~");
        return "";
    case 27:
        v->notes.entries[0].value.value = TEXT("123456");
        return "maxLength /notes/k;";
    case 28:
        v->notes.count = 0;
        return "minProperties /notes;";
    case 29:
        v->notes.count = 2;
        v->notes.entries[1] = v->notes.entries[0];
        return "json.duplicate-key /notes/k;";
    case 30:
        v->tags.count = 0;
        return "minItems /tags;";
    case 31:
        v->tags.items[0] = TEXT("\xFF");
        return "json.utf8 /tags/0;";
    case 32:
        v->anything.value.text = TEXT("[1,");
        return "json.syntax /anything/1;";
    case 33:
        v->anything.value.text = TEXT("{\"a\":1,\"a\":2}");
        return "json.duplicate-key /anything/a;";
    case 34:
        v->anything.presence = DG_NULL;
        return "";
    case 35:
        v->extras.entries[0].value.text = TEXT("x");
        return "format /extras/k;";
    case 36:
        v->maybe_part.value.a = ((struct dg_opt_text){DG_VALUE, TEXT("abc")});
        return "maxLength /maybe_part/a;";
    case 37:
        v->maybe_part.value.b = ((struct dg_opt_text){DG_VALUE, TEXT("b")});
        return "maxProperties /maybe_part;";
    }
    return NULL;
}

/* A sink that notes codes and pointers. */
struct notes {
    struct dg_report report;
    char text[1024];
    size_t length;
    unsigned errors;
};

static void note(struct dg_report *report, const struct dg_finding *finding)
{
    struct notes *notes = (struct notes *)(void *)report;
    char pointer[256];

    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    notes->length += (size_t)snprintf(
        notes->text + notes->length, sizeof notes->text - notes->length, "%s %s%s%.*s;",
        dg_code_name(finding->code), pointer, finding->property.length > 0 ? "/ " : "",
        (int)finding->property.length, finding->property.data);
    notes->errors += finding->severity == DG_SEVERITY_ERROR ? 1 : 0;
    assert(finding->offset == 0 && finding->severity != DG_SEVERITY_OFF);
}

/* Reads the good value, breaks it, judges it. NULL: there is no such way. */
static const char *judge(int way, struct notes *notes)
{
    static char memory[65536];
    struct dg_arena arena;
    static struct wire_kinds value;

    *notes = (struct notes){.report = {.finding = note}};
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    assert(wire_kinds_decode(&value, json, sizeof json - 1, &arena, NULL));
    const char *expected = break_value(&value, way);
    bool good = wire_kinds_validate(&value, &notes->report);
    assert(good == (notes->errors == 0));
    assert(wire_kinds_validate(&value, NULL) == good);
    return expected;
}

int main(void)
{
    int wrong = 0;
    int way = 0;
    struct notes notes;

    for (const char *expected = judge(way, &notes); expected != NULL;
         expected = judge(++way, &notes)) {
        if (strcmp(expected, notes.text) != 0) {
            printf("way %d: expected %s found %s\n", way, expected, notes.text);
            wrong++;
        }
    }
    printf("%d ways, %d wrong\n", way, wrong);
    return way > 30 && wrong == 0 ? 0 : 1;
}
