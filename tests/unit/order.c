/* The decoder of the small contract, written as the compiler would. */
#include "order.h"

#include <string.h>

enum {
    ORDER_ID,
    ORDER_STATE,
    ORDER_MADE,
    ORDER_LEVEL,
    ORDER_COUNT,
    ORDER_SIZE,
    ORDER_RATIO,
    ORDER_KIND,
    ORDER_VERSION,
    ORDER_OK,
    ORDER_NOTES,
    ORDER_EXTRAS,
    ORDER_TAGS,
    ORDER_PART,
    ORDER_ANY,
    ORDER_MEMBERS
};

static const struct dg_property order_properties[] = {
    {DG_TEXT("id"), {.schema = "#/id", .nullable = false}, true, false, false},
    {DG_TEXT("state"), {.schema = "#/state", .nullable = false}, true, false, false},
    {DG_TEXT("made"), {.schema = "#/made", .nullable = true}, true, false, false},
    {DG_TEXT("level"), {.schema = "#/level", .nullable = false}, false, false, false},
    {DG_TEXT("count"), {.schema = "#/count", .nullable = false}, false, false, false},
    {DG_TEXT("size"), {.schema = "#/size", .nullable = false}, false, false, false},
    {DG_TEXT("ratio"), {.schema = "#/ratio", .nullable = false}, false, false, false},
    {DG_TEXT("kind"), {.schema = "#/kind", .nullable = false}, false, false, false},
    {DG_TEXT("version"), {.schema = "#/version", .nullable = false}, false, false, false},
    {DG_TEXT("ok"), {.schema = "#/ok", .nullable = true}, false, false, false},
    {DG_TEXT("notes"), {.schema = "#/notes", .nullable = false}, false, false, false},
    {DG_TEXT("extras"), {.schema = "#/extras", .nullable = false}, false, false, false},
    {DG_TEXT("tags"), {.schema = "#/tags", .nullable = true}, false, false, false},
    {DG_TEXT("part"), {.schema = "#/part", .nullable = false}, false, false, false},
    {DG_TEXT("any"), {.schema = "#/any", .nullable = true}, false, false, false},
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

static size_t order_lookup(const char *name, size_t length)
{
    return find(order_properties, ORDER_MEMBERS, (struct dg_text){name, length});
}

static const struct dg_shape order_shape = {.schema = "#",
                                            .properties = order_properties,
                                            .count = ORDER_MEMBERS,
                                            .lookup = order_lookup,
                                            .unknown = DG_UNKNOWN_WARNS,
                                            .members = {0, 20},
                                            .size = sizeof(struct order)};

static const struct dg_property part_properties[] = {
    {DG_TEXT("x"), {.schema = "#/part/x", .nullable = false}, true, false, false}};

static size_t part_lookup(const char *name, size_t length)
{
    return find(part_properties, 1, (struct dg_text){name, length});
}

static const struct dg_shape part_shape = {.schema = "#/part",
                                           .properties = part_properties,
                                           .count = 1,
                                           .lookup = part_lookup,
                                           .unknown = DG_UNKNOWN_REFUSED,
                                           .members = {0, 1},
                                           .size = sizeof(struct order_part)};

static const struct dg_text states[] = {DG_TEXT("open"), DG_TEXT("closed")};

static size_t states_lookup(const char *word, size_t length)
{
    struct dg_text text = {word, length};

    return dg_text_equal(text, states[0]) ? 0 : dg_text_equal(text, states[1]) ? 1 : 2;
}

static const struct dg_words state_words = {.words = states, .count = 2, .lookup = states_lookup};

static const struct dg_text levels[] = {DG_TEXT("1"), DG_TEXT("2"), DG_TEXT("3")};
static const struct dg_words level_words = {
    .words = levels, .numbers = (const int64_t[]){1, 2, 3}, .count = 3, .open = true};

static const struct dg_map_shape notes_shape = {
    .value = {.schema = "#/notes/value", .nullable = true},
    .schema = "#/notes",
    .names = {1, 4},
    .members = {0, 3},
    .entry_size = sizeof(struct order_note),
    .capacity = 3};
static const struct dg_map_shape extras_shape = {
    .value = {.schema = "#/extras/value", .nullable = false},
    .schema = "#/extras",
    .names = {0, SIZE_MAX},
    .members = {1, SIZE_MAX},
    .entry_size = sizeof(struct order_extra)};
static const struct dg_array_shape tags_shape = {
    .item = {.schema = "#/tags/item", .nullable = false},
    .schema = "#/tags",
    .items = {1, 3},
    .item_size = sizeof(struct dg_text)};

static void read_notes(struct dg_reader *in, struct order *out)
{
    struct dg_map at;

    dg_map_open(&at, in, &notes_shape, out->notes.entries);
    while (dg_map_next(&at)) {
        struct order_note *entry = at.slot;

        dg_read_opt_text(in, &entry->value, DG_AT_MOST(5));
    }
    out->notes.count = dg_map_close(&at);
}

static void read_extras(struct dg_reader *in, struct order *out)
{
    struct dg_map at;

    dg_map_open(&at, in, &extras_shape, NULL);
    while (dg_map_next(&at)) {
        struct order_extra *entry = at.slot;

        dg_read_integer(in, &entry->value, DG_ANY_INTEGER);
    }
    out->extras.count = dg_map_close(&at);
    out->extras.entries = at.entries;
}

static void read_tags(struct dg_reader *in, struct order *out)
{
    struct dg_array at;

    dg_array_open(&at, in, &tags_shape);
    while (dg_array_next(&at)) {
        dg_read_text(in, at.slot, DG_ANY_LENGTH);
    }
    out->tags.count = dg_array_close(&at);
    out->tags.items = at.items;
}

static void read_part(struct dg_reader *in, struct order_part *out)
{
    struct dg_object at;

    dg_object_open(&at, in, &part_shape, out);
    while (dg_object_next(&at)) {
        dg_read_integer(in, &out->x, DG_ANY_INTEGER);
    }
    dg_object_close(&at);
}

static void read_scalar(struct dg_reader *in, size_t property, struct order *out)
{
    switch (property) {
    case ORDER_ID:
        dg_read_text(in, &out->id, DG_BETWEEN(1, 8));
        break;
    case ORDER_STATE:
        out->state = dg_read_enum(in, &state_words, &out->state_text);
        break;
    case ORDER_MADE:
        dg_read_opt_time(in, &out->made);
        break;
    case ORDER_LEVEL:
        out->level = dg_read_opt_enum(in, &level_words, &out->level_presence, &out->level_text);
        break;
    case ORDER_COUNT:
        dg_read_opt_int32(in, &out->count, DG_RANGE(0, 10));
        break;
    case ORDER_SIZE:
        dg_read_opt_integer(in, &out->size, DG_ANY_INTEGER);
        break;
    case ORDER_RATIO:
        dg_read_opt_number(in, &out->ratio,
                           (struct dg_number_range){.minimum = "0", .maximum = "1.5"});
        break;
    case ORDER_KIND:
        dg_read_opt_const_text(in, &out->kind, states[0]);
        break;
    case ORDER_VERSION:
        dg_read_opt_const_integer(in, &out->version, 2);
        break;
    case ORDER_OK:
        dg_read_opt_boolean(in, &out->ok);
        break;
    case ORDER_ANY:
        dg_read_json(in, &out->any);
        break;
    }
}

static void read_order(struct dg_reader *in, struct order *out)
{
    struct dg_object at;

    dg_object_open(&at, in, &order_shape, out);
    while (dg_object_next(&at)) {
        switch (at.property) {
        case ORDER_NOTES:
            if (dg_opt_object(in, &out->notes.presence)) {
                read_notes(in, out);
            }
            break;
        case ORDER_EXTRAS:
            if (dg_opt_object(in, &out->extras.presence)) {
                read_extras(in, out);
            }
            break;
        case ORDER_TAGS:
            if (dg_opt_array(in, &out->tags.presence)) {
                read_tags(in, out);
            }
            break;
        case ORDER_PART:
            if (dg_opt_object(in, &out->part_presence)) {
                read_part(in, &out->part);
            }
            break;
        default:
            read_scalar(in, at.property, out);
            break;
        }
    }
    dg_object_close(&at);
}

bool order_decode(void *out, const char *json, size_t length, struct dg_arena *arena,
                  struct dg_report *report)
{
    static const struct dg_site site = {.schema = "#", .nullable = false};
    struct dg_reader in;

    memset(out, 0, sizeof(struct order));
    dg_reader_open(&in, &site, (struct dg_text){json, length}, arena, report);
    read_order(&in, out);
    return dg_reader_close(&in);
}
