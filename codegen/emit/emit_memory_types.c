/* The sizes of generated structs, as compilers lay them out on machines with pointers of 64 bits.
 * On machines with smaller pointers or alignments, structs are smaller. */
#include "emit/emit_memory_types.h"

#include <stdlib.h>

#include "common/memory.h"

struct size {
    uint64_t size;
    uint64_t alignment;
};

/* Adds a member to a struct. */
static void size_add(struct size *out, struct size member)
{
    if (member.size == 0) {
        return;
    }
    out->size = (out->size + member.alignment - 1) / member.alignment * member.alignment;
    out->size += member.size;
    out->alignment = member.alignment > out->alignment ? member.alignment : out->alignment;
}

/* Adds an alternative to a union. */
static void size_overlay(struct size *out, struct size member)
{
    out->size = member.size > out->size ? member.size : out->size;
    out->alignment = member.alignment > out->alignment ? member.alignment : out->alignment;
}

/* The size with the padding at the end. */
static struct size size_end(struct size out)
{
    if (out.size == 0) {
        return (struct size){1, 1}; /* the member `nothing` */
    }
    out.size = (out.size + out.alignment - 1) / out.alignment * out.alignment;
    return out;
}

static const struct size size_none = {0, 1};
static const struct size size_enum = {4, 4}; /* also uint32_t */
static const struct size size_word = {8, 8}; /* pointers, size_t, int64_t */
static const struct size size_text = {16, 8};
static const struct size size_json = {32, 8}; /* struct dg_opt_json */

/* A value after its presence. */
static struct size size_opt(struct size value)
{
    struct size out = size_enum;

    size_add(&out, value);
    return size_end(out);
}

static struct size size_scalar(enum model_kind kind)
{
    switch (kind) {
    case MODEL_TEXT:
        return size_text;
    case MODEL_TIME:
        return (struct size){32, 8};
    case MODEL_INTEGER:
        return size_word;
    case MODEL_NUMBER:
        return (struct size){24, 8};
    case MODEL_BOOLEAN:
        return (struct size){1, 1};
    case MODEL_ENUM:
        return size_enum;
    case MODEL_JSON:
        return size_json;
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
    case MODEL_OBJECT: /* these have rows */
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        break;
    }
    return size_none;
}

/* The C type of a value. */
static struct size size_of(const struct emit_memory *memory, const struct model_type *type,
                           enum emit_holding holding)
{
    const struct emit_memory_row *row = emit_memory_find(memory, type);
    struct size value = size_scalar(type->kind);

    if (type->kind == MODEL_JSON) {
        return size_json;
    }
    if (row != NULL && model_kind_form(type->kind) != MODEL_FORM_WORDS) {
        value = (struct size){row->size, row->alignment};
    }
    if (holding == EMIT_PLAIN) {
        return value;
    }
    if (type->kind == MODEL_ENUM) {
        struct size out = {8, 4};

        size_add(&out, size_text);
        return out;
    }
    return size_opt(type->by_pointer ? size_word : value);
}

static struct size size_of_element(const struct emit_memory *memory, const struct model_use *use)
{
    return size_of(memory, use->type, emit_values_of_element(use));
}

static struct size size_of_map(const struct emit_memory *memory, const struct model_type *type)
{
    return size_of(memory, type, EMIT_PLAIN);
}

static struct size size_of_entry(const struct emit_memory *memory, const struct model_type *map)
{
    struct size out = size_text;

    size_add(&out, size_of_element(memory, &map->item));
    return size_end(out);
}

/* Adds the members for a value of another type and for the schema that matches. */
static void size_add_other(struct size *out, const struct model_type *type)
{
    if (type->implied) {
        size_add(out, size_text);
    }
    if (type->subschemas != NULL && type->subschemas->alternative_name != NULL) {
        size_add(out, size_enum);
    }
}

static struct size size_of_object(const struct emit_memory *memory, const struct model_type *type)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);
    struct size out = size_none;

    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];

        size_add(&out, size_of(memory, property->use.type, emit_values_of_property(property)));
        if (property->text_name != NULL) {
            size_add(&out, size_text);
        }
    }
    for (size_t i = 0; i < count; i++) {
        size_add(&out, size_of_map(memory, maps[i].type));
    }
    size_add_other(&out, type);
    return size_end(out);
}

/* A map or list: the count, and the entries or a pointer. */
static struct size size_of_container(const struct emit_memory *memory,
                                     const struct model_type *type)
{
    struct size out = size_word;

    if (type->kind == MODEL_MAP && type->inline_capacity > 0) {
        struct size entry = size_of_entry(memory, type);

        size_add(&out, (struct size){entry.size * type->inline_capacity, entry.alignment});
    } else if (type->kind == MODEL_MAP ||
               emit_values_are_stored(&type->item, emit_values_of_element(&type->item))) {
        size_add(&out, size_word);
    }
    size_add_other(&out, type);
    return size_end(out);
}

static struct size size_of_union(const struct emit_memory *memory, const struct model_type *type)
{
    struct size out = size_enum;
    struct size value = size_none;

    for (size_t i = 0; i < type->choice->count; i++) {
        size_overlay(&value, size_of_element(memory, &type->choice->alternatives[i].use));
    }
    if (value.size > 0) {
        size_add(&out, size_end(value));
    }
    return size_end(out);
}

static struct size size_of_type(const struct emit_memory *memory, const struct model_type *type)
{
    switch (model_kind_form(type->kind)) {
    case MODEL_FORM_PROPERTIES:
        return size_of_object(memory, type);
    case MODEL_FORM_ENTRIES:
    case MODEL_FORM_ITEMS:
        return size_of_container(memory, type);
    case MODEL_FORM_ALTERNATIVES:
        return size_of_union(memory, type);
    case MODEL_FORM_VALUE:
        return size_end(size_of_element(memory, &type->item));
    case MODEL_FORM_WORDS:
    case MODEL_FORM_SCALAR:
        break;
    }
    return size_scalar(type->kind);
}

static uint64_t size_of_elements(const struct emit_memory *memory, const struct model_type *type)
{
    if (type->kind == MODEL_MAP) {
        return size_of_entry(memory, type).size;
    }
    return type->kind == MODEL_LIST ? size_end(size_of_element(memory, &type->item)).size : 0;
}

static int compare_rows(const void *a, const void *b)
{
    uintptr_t left = (uintptr_t)(*(struct emit_memory_row *const *)a)->type;
    uintptr_t right = (uintptr_t)(*(struct emit_memory_row *const *)b)->type;

    return left < right ? -1 : left > right;
}

static int compare_judged(const void *a, const void *b)
{
    uintptr_t left = (uintptr_t)((const struct emit_memory_judged *)a)->type;
    uintptr_t right = (uintptr_t)((const struct emit_memory_judged *)b)->type;

    return left < right ? -1 : left > right;
}

struct emit_memory_judged *emit_memory_find_judged(const struct emit_memory *memory,
                                                   const struct model_type *type)
{
    const struct emit_memory_judged key = {.type = type};

    return bsearch(&key, memory->judged, memory->model->judged_count, sizeof key, compare_judged);
}

struct emit_memory *emit_memory_types(const struct model *model)
{
    struct emit_memory *memory = memory_new(sizeof *memory);

    *memory = (struct emit_memory){.model = model};
    memory->count = memory->model->type_count;
    memory->rows = memory_new_array(memory->count, sizeof *memory->rows);
    memory->order = memory_new_array(memory->count, sizeof *memory->order);
    for (size_t i = 0; i < memory->count; i++) {
        memory->rows[i] = (struct emit_memory_row){.type = memory->model->types[i]};
        memory->order[i] = &memory->rows[i];
    }
    qsort(memory->order, memory->count, sizeof *memory->order, compare_rows);
    memory->judged = memory_new_array(model->judged_count + 1, sizeof *memory->judged);
    for (size_t i = 0; i < model->judged_count; i++) {
        memory->judged[i] = (struct emit_memory_judged){.type = model->judged[i]};
    }
    qsort(memory->judged, model->judged_count, sizeof *memory->judged, compare_judged);
    for (size_t i = 0; i < memory->count; i++) { /* each after those that it holds by value */
        struct size size = size_of_type(memory, memory->rows[i].type);

        memory->rows[i].size = size.size;
        memory->rows[i].alignment = size.alignment;
    }
    for (size_t i = 0; i < memory->count; i++) {
        memory->rows[i].element = size_of_elements(memory, memory->rows[i].type);
    }
    return memory;
}

struct emit_memory_row *emit_memory_find(const struct emit_memory *memory,
                                         const struct model_type *type)
{
    size_t low = 0;
    size_t high = memory->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if ((uintptr_t)memory->order[middle]->type < (uintptr_t)type) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < memory->count && memory->order[low]->type == type ? memory->order[low] : NULL;
}

const struct model_type *emit_memory_part(const struct model_type *type, size_t index)
{
    const struct model_type *maps[] = {type->others, type->matched};

    switch (model_kind_form(type->kind)) {
    case MODEL_FORM_PROPERTIES:
        if (index < type->property_count) {
            return type->properties[index].use.type;
        }
        for (size_t i = 0; i < 2; i++) {
            if (maps[i] != NULL && index-- == type->property_count) {
                return maps[i];
            }
        }
        return NULL;
    case MODEL_FORM_ENTRIES:
    case MODEL_FORM_ITEMS:
    case MODEL_FORM_VALUE:
        return index == 0 ? type->item.type : NULL;
    case MODEL_FORM_ALTERNATIVES:
        return index < type->choice->count ? type->choice->alternatives[index].use.type : NULL;
    case MODEL_FORM_WORDS:
    case MODEL_FORM_SCALAR:
        break;
    }
    return NULL;
}

uint64_t emit_memory_lent_by(const struct emit_memory_row *row)
{
    const struct model_type *type = row->type;
    uint64_t size = row->element;

    if (type->nests || (type->kind == MODEL_LIST && type->count.max == UINT64_MAX)) {
        return 0;
    }
    if (type->kind == MODEL_OBJECT) {
        size = type->property_count == 0 ? 0 : row->size;
    }
    return size == 0 ? 0 : EMIT_MEMORY_LENT + emit_memory_taken(size);
}

struct keeping {
    bool rules;
    bool judged;
};

static void keeping_walk(struct emit_memory *memory, const struct model_type *type,
                         struct keeping *found)
{
    struct emit_memory_row *row = emit_memory_find(memory, type);
    const struct model_type *part;

    if (row != NULL && row->visit == memory->visits) {
        return;
    }
    if (row != NULL) {
        row->visit = memory->visits;
    }
    found->rules = found->rules || type->check_count > 0;
    found->judged = found->judged || type->subschemas != NULL;
    for (size_t i = 0; (part = emit_memory_part(type, i)) != NULL; i++) {
        keeping_walk(memory, part, found);
    }
}

bool emit_memory_keeps(struct emit_memory *memory, const struct model_type *type)
{
    struct keeping found = {false, false};

    memory->visits++;
    keeping_walk(memory, type, &found);
    return found.rules && found.judged;
}

void emit_memory_free(struct emit_memory *memory)
{
    free(memory->rows);
    free(memory->judged);
    free(memory->order);
    free(memory);
}
