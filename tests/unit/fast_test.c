/* The fast way visits no byte twice: where it stops, the general loop goes on, and where the loop
 * calls it again, it goes on. Documents have surprises at each of their places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/fast.h"
#include "runtime/reader_internal.h"

/* A contract: boxes with an item and labels. */

struct item {
    int64_t x;
    int64_t y;
    struct dg_opt_text note;
};

struct label {
    struct dg_text key;
    struct dg_text value;
};

struct box {
    struct dg_text id;
    struct dg_time at;
    struct item item;
    size_t count;
    struct label labels[4];
    bool open;
};

enum {
    ITEM_X,
    ITEM_Y,
    ITEM_NOTE
};
enum {
    BOX_ID,
    BOX_AT,
    BOX_ITEM,
    BOX_LABELS,
    BOX_OPEN
};

static const struct dg_property item_properties[] = {
    {.name = DG_TEXT("x"), .required = true},
    {.name = DG_TEXT("y"), .required = true},
    {.name = DG_TEXT("note"), .site.nullable = true},
};
static const struct dg_property box_properties[] = {
    {.name = DG_TEXT("id"), .required = true},   {.name = DG_TEXT("at"), .required = true},
    {.name = DG_TEXT("item"), .required = true}, {.name = DG_TEXT("labels"), .required = true},
    {.name = DG_TEXT("open"), .required = true},
};

static size_t find(const struct dg_property *properties, size_t count, struct dg_text name)
{
    for (size_t i = 0; i < count; i++) {
        if (dg_text_equal(properties[i].name, name)) {
            return i;
        }
    }
    return count;
}

static size_t item_lookup(const char *name, size_t length)
{
    return find(item_properties, 3, (struct dg_text){name, length});
}

static size_t box_lookup(const char *name, size_t length)
{
    return find(box_properties, 5, (struct dg_text){name, length});
}

/* Visits */

enum reader {
    WAY_OF_BOX,
    WAY_OF_ITEM,
    LOOP,
    READERS
};

static const char *text;
static size_t text_length;
static unsigned char visits[READERS][256];
static unsigned loop_values; /* that loops read themselves */

static void visit(enum reader reader, const char *begin, const char *end)
{
    assert_true(begin >= text && end >= begin && end <= text + text_length);
    loop_values += reader == LOOP ? 1 : 0;
    for (const char *at = begin; at < end; at++) {
        assert_int_equal(++visits[reader][at - text], 1);
    }
}

/* The ways */

static const struct dg_shape item_shape;
static const struct dg_map_shape labels_shape = {.members = {0, SIZE_MAX},
                                                 .names = {0, SIZE_MAX},
                                                 .entry_size = sizeof(struct label),
                                                 .capacity = 4};

static bool item_fast(struct dg_object *at)
{
    const char *begin = at->in->at;
    struct item *out = at->out;
    struct dg_fast in = dg_fast_begin(at);
    bool value;

    dg_fast_integer(&in, DG_MEMBER(ITEM_X, "x"), &out->x, DG_ANY_INTEGER);
    dg_fast_integer(&in, DG_MEMBER(ITEM_Y, "y"), &out->y, DG_ANY_INTEGER);
    dg_fast_opt_text(&in, DG_MEMBER(ITEM_NOTE, "note"), &out->note, DG_ANY_LENGTH);
    value = dg_fast_end(&in);
    visit(WAY_OF_ITEM, begin, at->in->at);
    return value;
}

static bool box_fast(struct dg_object *at)
{
    const char *begin = at->in->at;
    struct box *out = at->out;
    struct dg_fast in = dg_fast_begin(at);
    bool value;

    dg_fast_text(&in, DG_MEMBER(BOX_ID, "id"), &out->id, DG_ANY_LENGTH);
    dg_fast_time(&in, DG_MEMBER(BOX_AT, "at"), &out->at);
    dg_fast_object(&in, DG_MEMBER(BOX_ITEM, "item"), &out->item, &item_shape);
    dg_fast_texts(&in, DG_MEMBER(BOX_LABELS, "labels"),
                  (struct dg_texts){&out->count, out->labels, &labels_shape, DG_ANY_LENGTH});
    dg_fast_boolean(&in, DG_MEMBER(BOX_OPEN, "open"), &out->open);
    value = dg_fast_end(&in);
    visit(WAY_OF_BOX, begin, at->in->at);
    return value;
}

static const struct dg_shape item_shape = {.properties = item_properties,
                                           .count = 3,
                                           .lookup = item_lookup,
                                           .members = {0, SIZE_MAX},
                                           .size = sizeof(struct item),
                                           .fast = item_fast};
static const struct dg_shape box_shape = {.properties = box_properties,
                                          .count = 5,
                                          .lookup = box_lookup,
                                          .members = {0, SIZE_MAX},
                                          .size = sizeof(struct box),
                                          .fast = box_fast};

/* An object of optional members. */

#define OPTIONAL 22

static const struct dg_property optional_properties[OPTIONAL] = {
    {.name = DG_TEXT("a")}, {.name = DG_TEXT("b")}, {.name = DG_TEXT("c")}, {.name = DG_TEXT("d")},
    {.name = DG_TEXT("e")}, {.name = DG_TEXT("f")}, {.name = DG_TEXT("g")}, {.name = DG_TEXT("h")},
    {.name = DG_TEXT("i")}, {.name = DG_TEXT("j")}, {.name = DG_TEXT("k")}, {.name = DG_TEXT("l")},
    {.name = DG_TEXT("m")}, {.name = DG_TEXT("n")}, {.name = DG_TEXT("o")}, {.name = DG_TEXT("p")},
    {.name = DG_TEXT("q")}, {.name = DG_TEXT("r")}, {.name = DG_TEXT("s")}, {.name = DG_TEXT("t")},
    {.name = DG_TEXT("u")}, {.name = DG_TEXT("v")},
};

static size_t optional_lookup(const char *name, size_t length)
{
    return find(optional_properties, OPTIONAL, (struct dg_text){name, length});
}

static bool optional_fast(struct dg_object *at)
{
    struct dg_opt_integer *out = at->out;
    struct dg_fast in = dg_fast_begin(at);

    dg_fast_opt_integer(&in, DG_MEMBER(0, "a"), &out[0], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(1, "b"), &out[1], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(2, "c"), &out[2], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(3, "d"), &out[3], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(4, "e"), &out[4], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(5, "f"), &out[5], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(6, "g"), &out[6], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(7, "h"), &out[7], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(8, "i"), &out[8], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(9, "j"), &out[9], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(10, "k"), &out[10], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(11, "l"), &out[11], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(12, "m"), &out[12], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(13, "n"), &out[13], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(14, "o"), &out[14], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(15, "p"), &out[15], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(16, "q"), &out[16], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(17, "r"), &out[17], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(18, "s"), &out[18], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(19, "t"), &out[19], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(20, "u"), &out[20], DG_ANY_INTEGER);
    dg_fast_opt_integer(&in, DG_MEMBER(21, "v"), &out[21], DG_ANY_INTEGER);
    return dg_fast_end(&in);
}

static const struct dg_shape optional_shape = {.properties = optional_properties,
                                               .count = OPTIONAL,
                                               .lookup = optional_lookup,
                                               .members = {0, SIZE_MAX},
                                               .size = sizeof(struct dg_opt_integer[OPTIONAL]),
                                               .fast = optional_fast};

/* The loops. They note the values that they read themselves. */

static void read_item(struct dg_reader *in, struct item *out)
{
    struct dg_object at;

    dg_object_open(&at, in, &item_shape, out);
    while (dg_object_next(&at)) {
        const char *begin = in->at;

        switch (at.property) {
        case ITEM_X:
            dg_read_integer(in, &out->x, DG_ANY_INTEGER);
            break;
        case ITEM_Y:
            dg_read_integer(in, &out->y, DG_ANY_INTEGER);
            break;
        case ITEM_NOTE:
            dg_read_opt_text(in, &out->note, DG_ANY_LENGTH);
            break;
        }
        visit(LOOP, begin, in->at);
    }
    dg_object_close(&at);
}

static void read_labels(struct dg_reader *in, struct box *out)
{
    struct dg_map at;

    dg_map_open(&at, in, &labels_shape, out->labels);
    while (dg_map_next(&at)) {
        const char *begin = in->at;
        struct label *label = at.slot;

        dg_read_text(in, &label->value, DG_ANY_LENGTH);
        visit(LOOP, begin, in->at);
    }
    out->count = dg_map_close(&at);
}

static void read_box(struct dg_reader *in, struct box *out)
{
    struct dg_object at;

    dg_object_open(&at, in, &box_shape, out);
    while (dg_object_next(&at)) {
        const char *begin = in->at;

        switch (at.property) {
        case BOX_ID:
            dg_read_text(in, &out->id, DG_ANY_LENGTH);
            visit(LOOP, begin, in->at);
            break;
        case BOX_AT:
            dg_read_time(in, &out->at);
            visit(LOOP, begin, in->at);
            break;
        case BOX_ITEM:
            read_item(in, &out->item);
            break;
        case BOX_LABELS:
            read_labels(in, out);
            break;
        case BOX_OPEN:
            dg_read_boolean(in, &out->open);
            visit(LOOP, begin, in->at);
            break;
        }
    }
    dg_object_close(&at);
}

/* Reads a conforming document. */
static void read_document(const char *json, size_t length)
{
    static const struct dg_site site = {.schema = "#"};
    static char memory[4096];
    struct dg_begun begun[DG_FAST_LEVELS];
    struct dg_arena arena;
    struct dg_reader in;
    struct box box = {.id = {0}};

    assert_true(length <= sizeof visits[0]);
    text = json;
    text_length = length;
    memset(visits, 0, sizeof visits);
    loop_values = 0;
    dg_arena_init(&arena, memory, sizeof memory, NULL);
    dg_reader_open(&in, &site, (struct dg_text){json, length}, &arena, NULL);
    in.begun = begun;
    read_box(&in, &box);
    assert_true(dg_reader_close(&in));
    assert_int_equal(box.item.y, -22);
    assert_int_equal(box.count, 2);
    assert_true(dg_text_equal(box.labels[1].key, (struct dg_text)DG_TEXT("bb")));
    assert_true(dg_text_equal(box.labels[1].value, (struct dg_text)DG_TEXT("two")));
    assert_true(box.open);
    for (size_t i = 0; i < length; i++) {
        /* The way of the box may have read an item by that of the item, but not what a loop read.
         */
        assert_true(visits[LOOP][i] == 0 ||
                    (visits[WAY_OF_BOX][i] == 0 && visits[WAY_OF_ITEM][i] == 0));
    }
}

/* Documents */

static const char usual[] = "{\"id\":\"a\",\"at\":\"2026-05-06T07:08:09.123Z\",\"item\":{\"x\":1,"
                            "\"y\":-22,\"note\":\"n\"},\"labels\":{\"aa\":\"one\",\"bb\":\"two\"},"
                            "\"open\":true}";

static void reads_the_usual_document(void **state)
{
    (void)state;
    read_document(usual, sizeof usual - 1);
    assert_int_equal(loop_values, 0);
    for (size_t i = 1; i < sizeof usual - 2; i++) { /* all but the braces of the box */
        assert_int_equal(visits[WAY_OF_BOX][i], 1);
    }
}

/* Inserts `what` before the byte at `at`, and removes `removed` bytes there. */
static void read_changed(size_t at, size_t removed, const char *what)
{
    size_t second = (size_t)(strstr(usual, ",\"bb\"") - usual);
    size_t close = (size_t)(strchr(usual + second, '}') - usual);
    char changed[sizeof visits[0] + 1];
    int length =
        snprintf(changed, sizeof changed, "%.*s%s%s", (int)at, usual, what, usual + at + removed);

    read_document(changed, (size_t)length);
    /* A loop reads the value that is a surprise, and perhaps the one after it. In the second label
       there is no other one. */
    assert_in_range(loop_values, 0, at > second && at < close ? 1 : 2);
}

static void reads_surprises(void **state)
{
    bool within = false;
    bool names = true; /* a string that begins now is a name */

    (void)state;
    for (size_t at = 0; at < sizeof usual - 1; at++) {
        char escape[8];

        if (usual[at] == '"') {
            if (!within && names && usual[at + 1] != usual[at + 2]) { /* not in the labels */
                read_changed(at, 0, "\"other\":[1,{\"x\":2}],");
            }
            within = !within;
        } else if (within) {
            snprintf(escape, sizeof escape, "\\u%04x", (unsigned)usual[at]);
            read_changed(at, 1, escape);
        }
        names = within ? names : usual[at] == '{' || usual[at] == ',';
        if (!within && strchr("{}:,", usual[at]) != NULL) {
            read_changed(at, 0, at == 0 ? "" : " ");
            read_changed(at + 1, 0, " ");
            read_changed(at + 1, 0, "\n  ");
            read_changed(at + 1, 0, " \t\r\n ");
        }
    }
}

/* Reads an object of optional members with these names. Returns how many the loop read. */
static unsigned read_optional(const char *names)
{
    static const struct dg_site site = {.schema = "#"};
    struct dg_opt_integer values[OPTIONAL] = {{DG_ABSENT, 0}};
    struct dg_arena arena = {0};
    struct dg_object at;
    struct dg_reader in;
    char json[OPTIONAL * 6 + 2];
    size_t length = 0;
    unsigned read = 0;

    for (const char *name = names; *name != '\0'; name++) {
        length += (size_t)snprintf(json + length, sizeof json - length, "%c\"%c\":%d",
                                   name == names ? '{' : ',', *name, (*name - 'a') % 10);
    }
    snprintf(json + length, sizeof json - length, length == 0 ? "{}" : "}");
    dg_reader_open(&in, &site, dg_text_of(json), &arena, NULL);
    dg_object_open(&at, &in, &optional_shape, values);
    for (; dg_object_next(&at); read++) {
        dg_read_opt_integer(&in, &values[at.property], DG_ANY_INTEGER);
    }
    dg_object_close(&at);
    assert_true(dg_reader_close(&in));
    for (int i = 0; i < OPTIONAL; i++) {
        bool present = strchr(names, 'a' + i) != NULL;

        assert_int_equal(values[i].presence, present ? DG_VALUE : DG_ABSENT);
        assert_int_equal(values[i].value, present ? i % 10 : 0);
    }
    return read;
}

static void passes_over_absent_members(void **state)
{
    (void)state;
    assert_int_equal(read_optional("abcdefghijklmnopqrstuv"), 0);
    assert_int_equal(read_optional(""), 0);
    assert_int_equal(read_optional("acegikmoqsu"), 0); /* eleven, but never two in a row */
    assert_int_equal(read_optional("ajsv"), 0);        /* eight in a row, and eight again */
    assert_int_equal(read_optional("akl"), 1);         /* nine: a name is looked up */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_usual_document),
        cmocka_unit_test(reads_surprises),
        cmocka_unit_test(passes_over_absent_members),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
