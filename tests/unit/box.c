/* The code that dg-codegen would generate for a contract of boxes. */
#include "box.h"

#include <string.h>

static const struct dg_property box_properties[BOX_COUNT] = {
    [BOX_X] = {DG_TEXT("x"), {.schema = "#/x", .nullable = false}, true, false, false},
    [BOX_NAME] = {DG_TEXT("name"), {.schema = "#/name", .nullable = false}, false, false, false},
    [BOX_LIST] = {DG_TEXT("list"), {.schema = "#/list", .nullable = false}, false, false, false},
    [BOX_MAP] = {DG_TEXT("map"), {.schema = "#/map", .nullable = false}, false, false, false},
    [BOX_INNER] = {DG_TEXT("inner"), {.schema = "#/inner", .nullable = true}, false, false, false},
    [BOX_ANY] = {DG_TEXT("any"), {.schema = "#/any", .nullable = false}, false, false, false},
    [BOX_MUST] = {DG_TEXT("must"), {.schema = "#/must", .nullable = true}, true, false, false},
};

static size_t box_lookup(const char *name, size_t length)
{
    size_t i = 0;

    while (i < BOX_COUNT &&
           !dg_text_equal(box_properties[i].name, (struct dg_text){name, length})) {
        i++;
    }
    return i;
}

/* The first two properties are those of the inner box. */
static size_t inner_lookup(const char *name, size_t length)
{
    return box_lookup(name, length);
}

#define INNER_COUNT 2

static const struct dg_shape box_shape = {
    .schema = "#",
    .properties = box_properties,
    .count = BOX_COUNT,
    .lookup = box_lookup,
    .unknown = DG_UNKNOWN_REFUSED,
    .members = {0, SIZE_MAX},
    .size = sizeof(struct box),
};
static const struct dg_shape inner_shape = {
    .schema = "#/inner",
    .properties = box_properties,
    .count = INNER_COUNT,
    .lookup = inner_lookup,
    .unknown = DG_UNKNOWN_WARNS,
    .members = {0, SIZE_MAX},
    .size = sizeof(struct inner),
};
static const struct dg_array_shape list_shape = {
    .item = {.schema = "#/list/item", .nullable = false},
    .schema = "#/list",
    .items = {0, SIZE_MAX},
    .item_size = sizeof(struct inner),
};
static const struct dg_map_shape map_shape = {
    .value = {.schema = "#/map/value", .nullable = false},
    .schema = "#/map",
    .names = {0, SIZE_MAX},
    .members = {0, SIZE_MAX},
    .entry_size = sizeof(struct inner_entry),
};

static const struct dg_text steps[] = {DG_TEXT("x")};
/* Inner boxes begin their faults with the same word. */
static const struct dg_read reads[] = {{0, BOX_X, DG_RULE_OF_FAULTS}};
static const struct dg_rule not_13 = {
    .id = "x-is-not-13",
    .severity = DG_SEVERITY_ERROR,
    .list = "#/x-dg-rules",
    .pointer = "/x",
    .steps = steps,
    .step_count = 1,
    .reads = reads,
    .read_count = 1,
};

static void judge_x(struct dg_subject in, int64_t x)
{
    DG_RULE_JUDGE(in, &not_13, x != 13);
}

static void read_inner(struct dg_reader *in, struct inner *out)
{
    uint64_t faults[DG_FAULT_WORDS(INNER_COUNT)] = {0};
    struct dg_object at;

    dg_object_open(&at, in, &inner_shape, out);
    at.faults = faults;
    while (dg_object_next(&at)) {
        if (at.property == BOX_X) {
            dg_read_integer(in, &out->x, DG_ANY_INTEGER);
        } else {
            dg_read_opt_text(in, &out->name, DG_AT_MOST(3));
        }
    }
    if (dg_object_close(&at)) {
        judge_x(dg_object_subject(&at), out->x);
    }
}

static void read_list(struct dg_reader *in, struct box *out)
{
    struct dg_array at;

    dg_array_open(&at, in, &list_shape);
    while (dg_array_next(&at)) {
        read_inner(in, at.slot);
    }
    out->list.count = dg_array_close(&at);
    out->list.items = at.items;
}

static void read_map(struct dg_reader *in, struct box *out)
{
    struct dg_map at;

    dg_map_open(&at, in, &map_shape, NULL);
    while (dg_map_next(&at)) {
        struct inner_entry *entry = at.slot;

        read_inner(in, &entry->value);
    }
    out->map.count = dg_map_close(&at);
    out->map.entries = at.entries;
}

static void read_member(struct dg_reader *in, enum box_property property, struct box *out)
{
    switch (property) {
    case BOX_X:
        dg_read_integer(in, &out->x, DG_ANY_INTEGER);
        break;
    case BOX_NAME:
        dg_read_opt_text(in, &out->name, DG_AT_MOST(3));
        break;
    case BOX_LIST:
        if (dg_opt_array(in, &out->list.presence)) {
            read_list(in, out);
        }
        break;
    case BOX_MAP:
        if (dg_opt_object(in, &out->map.presence)) {
            read_map(in, out);
        }
        break;
    case BOX_INNER:
        if (dg_opt_object(in, &out->inner_presence)) {
            read_inner(in, &out->inner);
        }
        break;
    case BOX_ANY:
        dg_read_json(in, &out->any);
        break;
    case BOX_MUST:
        dg_read_opt_integer(in, &out->must, DG_ANY_INTEGER);
        break;
    case BOX_COUNT:
        break;
    }
}

static void note_subject(struct box *box, struct dg_subject subject)
{
    struct dg_text json = subject.json;

    memset(box->subject, 0, sizeof box->subject);
    if (json.length > 0) {
        memcpy(box->subject, json.data,
               json.length < sizeof box->subject ? json.length : sizeof box->subject - 1);
    }
    box->subject_size = json.length;
}

bool box_decode(void *out, const char *json, size_t length, struct dg_arena *arena,
                struct dg_report *report)
{
    static const struct dg_site site = {.schema = "#", .nullable = false};
    uint64_t faults[DG_FAULT_WORDS(BOX_COUNT)] = {0};
    struct box *box = out;
    struct dg_reader in;
    struct dg_object at;

    memset(box, 0, sizeof *box);
    dg_reader_open(&in, &site, (struct dg_text){json, length}, arena, report);
    dg_object_open(&at, &in, &box_shape, box);
    at.faults = faults;
    while (dg_object_next(&at)) {
        read_member(&in, (enum box_property)at.property, box);
    }
    box->closed = dg_object_close(&at);
    if (box->closed) {
        note_subject(box, dg_object_subject(&at));
        judge_x(dg_object_subject(&at), box->x);
    }
    memcpy(box->faults, faults, sizeof faults);
    return dg_reader_close(&in);
}

static void check_inner(struct dg_checker *in, const struct inner *value)
{
    uint64_t faults[DG_FAULT_WORDS(INNER_COUNT)] = {0};
    struct dg_checked_object at = dg_check_object(in, &inner_shape, faults);

    dg_check_integer(dg_check_member(&at, BOX_X), value->x, DG_ANY_INTEGER);
    dg_check_opt_text(dg_check_member(&at, BOX_NAME), &value->name, DG_AT_MOST(3));
    if (dg_check_object_end(&at)) {
        judge_x(dg_check_subject(&at), value->x);
    }
}

static void check_containers(struct dg_checked_object *box, const struct box *value)
{
    struct dg_checker *in = box->in;

    if (dg_check_opt_array(dg_check_member(box, BOX_LIST), value->list.presence)) {
        struct dg_checked_array at =
            dg_check_array(in, &list_shape, value->list.items, value->list.count);

        while (dg_check_array_next(&at)) {
            check_inner(in, at.slot);
        }
        dg_check_array_end(&at);
    }
    if (dg_check_opt_object(dg_check_member(box, BOX_MAP), value->map.presence)) {
        struct dg_checked_map at =
            dg_check_map(in, &map_shape, value->map.entries, value->map.count);

        while (dg_check_map_next(&at)) {
            const struct inner_entry *entry = at.slot;

            check_inner(in, &entry->value);
        }
        dg_check_map_end(&at);
    }
}

bool box_validate(struct box *value, struct dg_report *report)
{
    struct dg_checker in;
    struct dg_checked_object at;

    memset(value->faults, 0, sizeof value->faults);
    dg_checker_open(&in, report);
    at = dg_check_object(&in, &box_shape, value->faults);
    dg_check_integer(dg_check_member(&at, BOX_X), value->x, DG_ANY_INTEGER);
    dg_check_opt_text(dg_check_member(&at, BOX_NAME), &value->name, DG_AT_MOST(3));
    check_containers(&at, value);
    if (dg_check_opt_object(dg_check_member(&at, BOX_INNER), value->inner_presence)) {
        check_inner(&in, &value->inner);
    }
    dg_check_json(dg_check_member(&at, BOX_ANY), &value->any);
    dg_check_opt_integer(dg_check_member(&at, BOX_MUST), &value->must, DG_ANY_INTEGER);
    value->closed = dg_check_object_end(&at);
    if (value->closed) {
        note_subject(value, dg_check_subject(&at));
        judge_x(dg_check_subject(&at), value->x);
    }
    return dg_checker_close(&in);
}

void box_faults(const struct box *box, char words[128])
{
    char *at = words;

    for (size_t i = 0; i < BOX_COUNT; i++) {
        struct dg_text name = box_properties[i].name;

        if (dg_has_failed(box->faults, i)) {
            *at++ = ' ';
            memcpy(at, name.data, name.length);
            at += name.length;
        }
        if (dg_is_refused(box->faults, DG_FAULT_WORDS(BOX_COUNT), i)) {
            *at++ = '!';
        }
    }
    *at = '\0';
}
