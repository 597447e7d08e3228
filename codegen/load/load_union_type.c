/* Makes the C type of a choice whose alternatives are told apart. */
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "load/load_keywords.h"
#include "load/load_union.h"
#include "load/naming.h"
#include "load/sha256.h"
#include "runtime/reader.h"

/* Names */

/* The types of values: of the listed ones, if there are any. An integer isn't told from numbers. */
static unsigned union_any_types(const struct model_any *any)
{
    unsigned types = any->count == 0 ? any->types : 0;

    for (size_t i = 0; i < any->count; i++) {
        char first = any->values[i].data[0];

        types |= first == '"'                   ? DG_JSON_STRING
                 : first == '{'                 ? DG_JSON_OBJECT
                 : first == '['                 ? DG_JSON_ARRAY
                 : first == 't' || first == 'f' ? DG_JSON_BOOLEAN
                 : first == 'n'                 ? DG_JSON_NULL
                                                : DG_JSON_NUMBER;
    }
    return (types & DG_JSON_NUMBER) != 0 ? types & ~(unsigned)DG_JSON_INTEGER : types;
}

/* "string", "string_or_integer" … of values that are kept as JSON. */
static const char *union_any_name(struct loader *loader, const struct model_any *any)
{
    static const struct {
        unsigned type;
        const char *name;
    } names[] = {{DG_JSON_STRING, "string"},   {DG_JSON_NUMBER, "number"},
                 {DG_JSON_INTEGER, "integer"}, {DG_JSON_BOOLEAN, "boolean"},
                 {DG_JSON_ARRAY, "array"},     {DG_JSON_OBJECT, "object"}};
    unsigned types = any == NULL ? 0 : union_any_types(any);
    struct buffer name = {0};
    const char *copy;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((types & names[i].type) != 0) {
            buffer_format(&name, "%s%s", name.length > 0 ? "_or_" : "", names[i].name);
        }
    }
    copy = name.length == 0 || types == (DG_JSON_ANYTHING & ~DG_JSON_INTEGER)
               ? "json"
               : memory_arena_copy(loader->arena, name.data, name.length);
    buffer_free(&name);
    return copy;
}

/* The name of an alternative that has no name of its own: its type. */
static const char *union_type_name(struct loader *loader, const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return type->format == NULL ? "string" : type->format;
    case MODEL_TIME:
        return "date_time";
    case MODEL_CONST_TEXT:
        return memory_arena_copy(loader->arena, type->const_text.data, type->const_text.length);
    case MODEL_INTEGER:
    case MODEL_CONST_INTEGER:
        return "integer";
    case MODEL_NUMBER:
        return type->integral ? "integer" : "number";
    case MODEL_BOOLEAN:
        return "boolean";
    case MODEL_JSON:
        return union_any_name(loader, type->any);
    case MODEL_ENUM:
        return type->integer_enum ? "integer" : "string";
    case MODEL_OBJECT:
    case MODEL_MAP:
        return "object";
    case MODEL_LIST:
        return "array";
    case MODEL_UNION:
        return "choice";
    case MODEL_VALUE:
        break;
    }
    return "json";
}

/* The name of an alternative, before clashes: the wire name of its schema, or its type. */
static const char *union_label(struct loader *loader, const struct draft *draft, size_t index,
                               const struct draft *part)
{
    const struct union_plan *plan = draft->plan;

    if (plan->choice.of_types) {
        return plan->labels[index];
    }
    if (part->type.schema_name != NULL) {
        return part->type.schema_name;
    }
    if (plan->labels[index] != NULL) {
        return plan->labels[index];
    }
    if (load_reference_is(plan->nodes[index])) {
        const struct tree *ref = tree_get(plan->nodes[index], "$ref");
        const char *step = ref->kind == TREE_STRING ? strrchr(ref->text.data, '/') : NULL;

        return step != NULL && step[1] != '\0' ? step + 1 : union_type_name(loader, &part->type);
    }
    return union_type_name(loader, &part->type);
}

const char *load_union_label(const struct draft *draft, const struct tree *node)
{
    for (size_t i = 0; i < draft->type.choice->count && draft->alternatives != NULL; i++) {
        if (draft->plan->nodes[i] == node) {
            return draft->alternatives[i].label;
        }
    }
    return NULL;
}

struct dg_text load_union_wire(struct loader *loader, const struct draft *draft, size_t index)
{
    const struct model_choice *choice = draft->type.choice;
    const struct model_tag *lists[] = {choice->tags, choice->words};
    const size_t counts[] = {choice->tag_count, choice->word_count};
    struct buffer text = {0};
    struct dg_text copy;

    buffer_add(&text, draft->alternatives[index].label);
    for (size_t i = 0; i < JSON_TYPES; i++) {
        buffer_add(&text, choice->by_type[i] == index ? "1" : "0");
    }
    buffer_add(&text, choice->untagged == index ? "1" : "0");
    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < counts[i]; j++) {
            if (lists[i][j].alternative == index) {
                buffer_add(&text, " ");
                buffer_add_text(&text, lists[i][j].value);
            }
        }
    }
    copy = (struct dg_text){memory_arena_copy(loader->arena, text.data, text.length), text.length};
    buffer_free(&text);
    return copy;
}

/* Whether other alternatives have the same name. */
static bool union_is_repeated(const struct draft *draft, size_t index)
{
    for (size_t i = 0; i < draft->type.choice->count; i++) {
        if (i != index &&
            strcmp(draft->alternatives[i].label, draft->alternatives[index].label) == 0) {
            return true;
        }
    }
    return false;
}

/* Adds a hash to names that several alternatives have. Their order doesn't matter. */
static void union_settle_labels(struct loader *loader, struct draft *draft)
{
    size_t count = draft->type.choice->count;
    const char **labels = memory_new_array(count, sizeof *labels);

    for (size_t i = 0; i < count; i++) {
        unsigned char digest[SHA256_SIZE];

        labels[i] = draft->alternatives[i].label;
        if (union_is_repeated(draft, i)) {
            sha256_of(load_union_wire(loader, draft, i), digest);
            labels[i] =
                memory_arena_format(loader->arena, "%s_%02x%02x%02x", labels[i],
                                    (unsigned)digest[0], (unsigned)digest[1], (unsigned)digest[2]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        draft->alternatives[i].label = labels[i];
    }
    free(labels);
}

/* Parts */

void load_union_finish(struct loader *loader, struct draft *draft)
{
    struct union_plan *plan = draft->plan;
    size_t count = plan->choice.count;

    draft->alternatives = memory_arena_new(loader->arena, count * sizeof *draft->alternatives);
    draft->parts = memory_arena_new(loader->arena, count * sizeof(struct draft *));
    plan->choice.alternatives = draft->alternatives;
    for (size_t i = 0; i < count; i++) {
        struct schema_use use = load_schema_use(loader, plan->nodes[i]);
        struct model_alternative *alternative = &draft->alternatives[i];

        alternative->at = plan->nodes[i]->at;
        alternative->use = plan->choice.of_types ? load_types_finish(loader, draft, i, &use)
                                                 : (struct model_use){&use.draft->type, false};
        alternative->label = union_label(loader, draft, i, use.draft);
        draft->parts[i] = use.draft;
        if (use.draft->type.kind == MODEL_ENUM) {
            use.draft->type.has_opt = true;
        }
    }
    draft->part_count = count;
    union_settle_labels(loader, draft);
}
