/* Finds the items of coverage: a walk from the schemas of documents through what they hold. */
#include "emit/emit_cover_items.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "emit/emit_cover_possible.h"
#include "tree/tree.h"

/* Rows, found by their pointers */

static size_t items_hash(const char *pointer)
{
    size_t hash = 5381;

    for (; *pointer != '\0'; pointer++) {
        hash = hash * 33 + (unsigned char)*pointer;
    }
    return hash;
}

/* The slot of the row, or the empty slot for it. */
static size_t *items_slot(const struct cover_items *items, enum dg_cover_kind kind,
                          const char *pointer)
{
    size_t at = items_hash(pointer) % items->slot_count;

    while (items->slots[at] != 0) {
        const struct cover_row *row = &items->rows[items->slots[at] - 1];

        if (row->kind == kind && strcmp(row->pointer, pointer) == 0) {
            break;
        }
        at = (at + 1) % items->slot_count;
    }
    return &items->slots[at];
}

static void items_grow(struct cover_items *items)
{
    items->row_capacity = items->row_capacity == 0 ? 64 : 2 * items->row_capacity;
    items->rows = memory_grow(items->rows, items->row_capacity * sizeof *items->rows);
    free(items->slots);
    items->slot_count = 2 * items->row_capacity;
    items->slots = memory_new_array(items->slot_count, sizeof *items->slots);
    for (size_t i = 0; i < items->row_count; i++) {
        *items_slot(items, items->rows[i].kind, items->rows[i].pointer) = i + 1;
    }
}

/* Adds a row with room for values. Returns NULL if there is one with the same pointer. */
static struct cover_row *items_add(struct cover_items *items, enum dg_cover_kind kind,
                                   const char *pointer, size_t count)
{
    struct cover_row *row = NULL;
    size_t *slot = NULL;

    if (items->row_count == items->row_capacity) {
        items_grow(items);
    }
    slot = items_slot(items, kind, pointer);
    if (*slot != 0) {
        return NULL;
    }
    row = &items->rows[items->row_count++];
    *slot = items->row_count;
    *row = (struct cover_row){
        .kind = kind,
        .pointer = pointer,
        .mark = items->mark_count,
        .values = memory_arena_new(&items->arena, count * sizeof(const char *)),
        .count = count,
    };
    items->mark_count += count;
    return row;
}

size_t emit_cover_items_mark(const struct cover_items *items, enum dg_cover_kind kind,
                             const char *pointer)
{
    size_t slot = *items_slot(items, kind, pointer);

    assert(slot != 0);
    return items->rows[slot - 1].mark;
}

size_t emit_cover_items_add_mark(struct cover_items *items)
{
    return items->mark_count++;
}

const char *emit_cover_items_property(struct cover_items *items, const struct model_type *object,
                                      const struct model_property *property)
{
    struct buffer pointer = {0};
    const char *copy = NULL;

    buffer_format(&pointer, "%s/properties", object->pointer);
    tree_pointer_add(&pointer, property->wire);
    copy = memory_arena_copy(&items->arena, pointer.data, pointer.length);
    buffer_free(&pointer);
    return copy;
}

/* Limits */

static const char *items_unsigned(struct cover_items *items, uint64_t number)
{
    return memory_arena_format(&items->arena, "%" PRIu64, number);
}

static const char *items_signed(struct cover_items *items, int64_t number)
{
    return memory_arena_format(&items->arena, "%" PRId64, number);
}

/* Adds a limit, unless `keyword` is NULL. `text` is what the keyword belongs to. */
static size_t items_limit(struct cover_items *items, const char *at_pointer, const char *keyword,
                          struct cover_limit limit, struct cover_limit *out)
{
    limit.pointer = memory_arena_format(&items->arena, "%s/%s", at_pointer, keyword);
    *out = limit;
    return 1;
}

static size_t items_count_limits(struct cover_items *items, const char *pointer,
                                 const struct model_count *count, const char *const keywords[2],
                                 struct cover_limit *limits)
{
    size_t found = 0;

    if (count->min > 0) {
        struct cover_limit limit = {.at = items_unsigned(items, count->min)};

        limit.next = count->min < count->max ? items_unsigned(items, count->min + 1) : NULL;
        found += items_limit(items, pointer, keywords[0], limit, &limits[found]);
    }
    if (count->max != UINT64_MAX) {
        struct cover_limit limit = {.at = items_unsigned(items, count->max)};

        limit.next = count->max > count->min ? items_unsigned(items, count->max - 1) : NULL;
        found += items_limit(items, pointer, keywords[1], limit, &limits[found]);
    }
    return found;
}

/* The least and the greatest integer of a range are at its limits, also if these are exclusive. */
static size_t items_integer_limits(struct cover_items *items, const struct model_type *type,
                                   struct cover_limit *limits)
{
    const struct model_range *range = &type->range;
    int64_t least = range->minimum + (range->above ? 1 : 0);
    int64_t greatest = range->maximum - (range->below ? 1 : 0);
    bool next = least < greatest && type->multiple == NULL;
    size_t found = 0;

    if (range->minimum != INT64_MIN) {
        struct cover_limit limit = {.at = items_signed(items, least)};

        limit.next = next ? items_signed(items, least + 1) : NULL;
        found += items_limit(items, type->pointer, range->above ? "exclusiveMinimum" : "minimum",
                             limit, &limits[found]);
    }
    if (range->maximum != INT64_MAX) {
        struct cover_limit limit = {.at = items_signed(items, greatest)};

        limit.next = next ? items_signed(items, greatest - 1) : NULL;
        found += items_limit(items, type->pointer, range->below ? "exclusiveMaximum" : "maximum",
                             limit, &limits[found]);
    }
    return found;
}

/* Numbers have no next one, and can't be at an exclusive limit. */
static size_t items_number_limits(struct cover_items *items, const struct model_type *type,
                                  struct cover_limit *limits)
{
    const struct model_number_range *range = &type->number_range;
    size_t found = 0;

    if (range->minimum != NULL && !range->above) {
        found += items_limit(items, type->pointer, "minimum",
                             (struct cover_limit){.at = range->minimum}, &limits[found]);
    }
    if (range->maximum != NULL && !range->below) {
        found += items_limit(items, type->pointer, "maximum",
                             (struct cover_limit){.at = range->maximum}, &limits[found]);
    }
    return found;
}

size_t emit_cover_items_limits(struct cover_items *items, const struct model_type *type, bool names,
                               struct cover_limit limits[COVER_LIMITS])
{
    static const char *const length[] = {"minLength", "maxLength"};
    static const char *const members[] = {"minProperties", "maxProperties"};
    static const char *const elements[] = {"minItems", "maxItems"};

    if (names) {
        return items_count_limits(
            items, memory_arena_format(&items->arena, "%s/propertyNames", type->pointer),
            &type->names, length, limits);
    }
    switch (type->kind) {
    case MODEL_TEXT:
        return items_count_limits(items, type->pointer, &type->length, length, limits);
    case MODEL_INTEGER:
        return items_integer_limits(items, type, limits);
    case MODEL_NUMBER:
        return items_number_limits(items, type, limits);
    case MODEL_MAP:
        return type->is_others || type->is_matched
                   ? 0
                   : items_count_limits(items, type->pointer, &type->count, members, limits);
    case MODEL_LIST:
        return items_count_limits(items, type->pointer, &type->count, elements, limits);
    case MODEL_TIME:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
    case MODEL_JSON:
    case MODEL_ENUM:
    case MODEL_OBJECT: /* the struct doesn't have all members, which would have to be counted */
    case MODEL_UNION:
    case MODEL_VALUE:
        break;
    }
    return 0;
}

static void items_add_limits(struct cover_items *items, const struct model_type *type, bool names,
                             const struct cover_holder *holder)
{
    struct cover_limit limits[COVER_LIMITS];
    size_t count = emit_cover_items_limits(items, type, names, limits);

    for (size_t i = 0; i < count; i++) {
        struct cover_row *row = items_add(items, DG_COVER_LIMIT, limits[i].pointer, 3);

        if (row != NULL) {
            row->values[1] = limits[i].at;
            row->values[2] = limits[i].next;
            emit_cover_possible_numbers(holder, type, row->values + 1, 2);
        }
    }
}

/* The walk */

static void items_add_value(struct cover_items *items, const struct model_type *type,
                            const struct cover_holder *holder);

static const char *items_word(struct cover_items *items, const struct model_type *type,
                              const struct model_word *word)
{
    struct buffer json = {0};
    const char *copy = NULL;

    if (type->integer_enum) {
        return memory_arena_copy(&items->arena, word->wire.data, word->wire.length);
    }
    buffer_add_json(&json, word->wire);
    copy = memory_arena_copy(&items->arena, json.data, json.length);
    buffer_free(&json);
    return copy;
}

static void items_add_words(struct cover_items *items, const struct model_type *type,
                            const struct cover_holder *holder)
{
    struct cover_row *row = items_add(items, DG_COVER_ENUM, type->pointer, type->word_count + 1);

    for (size_t i = 0; row != NULL && i < type->word_count; i++) {
        row->values[i + 1] = emit_cover_possible_word(holder, type, &type->words[i])
                                 ? items_word(items, type, &type->words[i])
                                 : NULL;
    }
}

static void items_add_property(struct cover_items *items, const struct model_type *object,
                               const struct model_property *property)
{
    const char *pointer = emit_cover_items_property(items, object, property);
    struct cover_row *row = items_add(items, DG_COVER_PROPERTY, pointer, 3);
    const struct cover_holder holder = {object, property};

    if (row != NULL) {
        row->values[DG_ABSENT] =
            !property->required && emit_cover_possible_presence(&holder, DG_ABSENT) ? "absent"
                                                                                    : NULL;
        row->values[DG_NULL] =
            property->use.nullable && emit_cover_possible_presence(&holder, DG_NULL) ? "null"
                                                                                     : NULL;
        row->values[DG_VALUE] = emit_cover_possible_presence(&holder, DG_VALUE) ? "value" : NULL;
    }
    items_add_value(items, property->use.type,
                    strcmp(pointer, property->use.type->pointer) == 0 ? &holder : NULL);
}

/* Adds the items of an entry's value, an element or an alternative; null counts as a state of its
   schema. */
static void items_add_use(struct cover_items *items, const struct model_use *use)
{
    if (use->nullable) {
        struct cover_row *row = items_add(items, DG_COVER_PROPERTY, use->type->pointer, 3);

        if (row != NULL) {
            row->values[DG_NULL] = "null";
            row->values[DG_VALUE] = "value";
        }
    }
    items_add_value(items, use->type, NULL);
}

static void items_add_parts(struct cover_items *items, const struct model_type *type)
{
    switch (model_kind_form(type->kind)) {
    case MODEL_FORM_PROPERTIES:
        for (size_t i = 0; i < type->property_count; i++) {
            items_add_property(items, type, &type->properties[i]);
        }
        if (type->others != NULL) {
            items_add_value(items, type->others, NULL);
        }
        if (type->matched != NULL) {
            items_add_value(items, type->matched, NULL);
        }
        break;
    case MODEL_FORM_ENTRIES:
        items_add_limits(items, type, true, NULL);
        items_add_use(items, &type->item);
        break;
    case MODEL_FORM_ITEMS:
    case MODEL_FORM_VALUE:
        items_add_use(items, &type->item);
        break;
    case MODEL_FORM_ALTERNATIVES:
        for (size_t i = 0; i < type->choice->count; i++) {
            items_add_use(items, &type->choice->alternatives[i].use);
        }
        break;
    case MODEL_FORM_SCALAR:
    case MODEL_FORM_WORDS:
        break;
    }
}

static size_t items_index(const struct cover_items *items, const struct model_type *type)
{
    size_t index = 0;

    while (items->model->types[index] != type) {
        index++;
    }
    return index;
}

bool emit_cover_items_reach(const struct cover_items *items, const struct model_type *type)
{
    return items->reached[items_index(items, type)];
}

/* Adds the items of a value, of which `holder` is the property with its schema; NULL: other values
   may have the schema, too. */
static void items_add_value(struct cover_items *items, const struct model_type *type,
                            const struct cover_holder *holder)
{
    items_add_limits(items, type, false, holder);
    if (type->kind == MODEL_ENUM) {
        items_add_words(items, type, holder);
    }
    if (model_kind_is_container(type->kind)) {
        bool *reached = &items->reached[items_index(items, type)];

        if (!*reached) {
            *reached = true;
            items_add_parts(items, type);
        }
    }
}

void emit_cover_items_find(struct cover_items *items, const struct model *model)
{
    *items = (struct cover_items){
        .model = model,
        .reached = memory_new_array(model->type_count + 1, sizeof(bool)),
        .mark_count = 1,
    };
    dg_arena_init(&items->arena, NULL, 0, &memory_allocator);
    items_grow(items);
    for (size_t i = 0; i < model->type_count; i++) {
        if (model->types[i]->is_root) {
            items_add_value(items, model->types[i], NULL);
        }
    }
}

void emit_cover_items_free(struct cover_items *items)
{
    dg_arena_free(&items->arena);
    free(items->reached);
    free(items->rows);
    free(items->slots);
    free(items->changes);
}
