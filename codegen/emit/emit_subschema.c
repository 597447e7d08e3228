/* Tables of the further schemas of values: the decoders of the schemas, without their types. */
#include "emit/emit_subschema.h"

#include <inttypes.h>

#include "emit/emit_limits.h"
#include "emit/emit_memory_types.h"
#include "emit/emit_statements.h"

/* The head of the function that writes a value as JSON, without its type. */
static void emit_text_head(const struct emitter *emitter, const struct model_type *type,
                           const char *tail)
{
    EMIT_LINE(emitter,
              "size_t $prefix$_$name$_judged_text(const void *value, char *buffer, size_t "
              "capacity)$tail$",
              "name", type->name, "tail", tail);
}

void emit_subschema_texts(const struct emitter *emitter)
{
    for (size_t i = 0; i < emitter->model->judged_count; i++) {
        const struct model_type *type = emitter->model->judged[i];

        if (type->kind == MODEL_JSON) {
            continue;
        }
        EMIT(emitter, "\n");
        emit_text_head(emitter, type, "");
        EMIT(emitter,
             "{\n"
             "    struct dg_encoder out;\n"
             "\n"
             "    dg_encoder_open(&out, buffer, capacity);\n"
             "    write_$name$(&out, DG_NO_KEY, value);\n"
             "    return dg_encoder_close(&out);\n"
             "}\n",
             "name", type->name);
    }
}

void emit_subschema_declarations(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    for (size_t i = 0; i < model->judged_count; i++) {
        EMIT(emitter, i == 0 ? "\n" : "");
        EMIT_LINE(emitter, "extern const struct dg_subschemas $prefix$_$name$_subschemas;", "name",
                  model->judged[i]->name);
        if (model->judged[i]->kind != MODEL_JSON) {
            emit_text_head(emitter, model->judged[i], ";");
        }
    }
}

struct buffer emit_subschema_matched(const struct model_type *type, const char *owner)
{
    struct buffer out = {0};

    if (type->subschemas->alternative_name == NULL) {
        buffer_add(&out, "NULL");
    } else {
        buffer_format(&out, "&%s->%s", owner, type->subschemas->alternative_name);
    }
    return out;
}

bool emit_subschema_lists(const struct model_type *type)
{
    if (type->kind != MODEL_OBJECT || type->unknown != MODEL_UNKNOWN_WARNS ||
        type->subschemas == NULL) {
        return false;
    }
    for (size_t i = 0; i < type->subschemas->count; i++) {
        enum model_applicator applicator = type->subschemas->list[i].applicator;

        if (applicator != MODEL_NOT && !model_applies_to_parts(applicator)) {
            return true;
        }
    }
    return false;
}

/* Whether a schema judges values of a type again. */
static bool subschema_uses(const struct model *model, const struct model_type *type)
{
    for (size_t i = 0; i < model->judged_count; i++) {
        const struct model_subschemas *subschemas = model->judged[i]->subschemas;

        for (size_t j = 0; j < subschemas->count; j++) {
            for (size_t k = 0; k < subschemas->list[j].count; k++) {
                if (subschemas->list[j].types[k] == type) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Writes the decoder of a type with a pointer to any struct. */
static void emit_erased(const struct emitter *emitter, const struct model_type *type)
{
    struct buffer faults = emit_statements_faults(emitter->model, type, NULL);

    EMIT(emitter, "\n");
    EMIT_LINE(emitter, "static void try_$name$(struct dg_reader *in, void *out)", "name",
              type->name);
    EMIT(emitter, "{\n");
    EMIT_LINE(emitter, "    read_$name$(in, out$faults$);", "name", type->name, "faults",
              faults.data);
    EMIT(emitter, "}\n");
    buffer_free(&faults);
}

/* Writes what the schema lists. */
static void emit_listed(const struct emitter *emitter, const struct model_type *type)
{
    bool object = type->kind == MODEL_OBJECT;

    if (object) {
        EMIT(emitter, "        .shape = &$prefix$_$name$_shape,\n", "name", type->name);
    }
    if ((object || type->kind == MODEL_MAP) && type->states_others &&
        type->unknown != MODEL_UNKNOWN_REFUSED) {
        EMIT(emitter, "        .lists_all = true,\n");
    }
    if (type->subschemas != NULL) {
        EMIT(emitter, "        .subschemas = &$prefix$_$name$_subschemas,\n", "name", type->name);
    }
}

static void emit_alternative(const struct emitter *emitter, struct emit_memory *memory,
                             const struct model_type *type)
{
    struct buffer site = {0};

    if (type == NULL) {
        EMIT(emitter, "    {.read = NULL},\n");
        return;
    }
    site = emit_values_site(type);
    EMIT(emitter,
         "    {\n"
         "        .read = try_$name$,\n"
         "        .size = sizeof(struct $prefix$_$name$),\n"
         "$keeps$"
         "        .site = {$site$},\n",
         "name", type->name, "keeps",
         emit_memory_keeps(memory, type) ? "        .keeps = true,\n" : "", "site", site.data);
    emit_listed(emitter, type->kind == MODEL_VALUE ? type->item.type : type);
    EMIT(emitter, "    },\n");
    buffer_free(&site);
}

/* Writes the schemas of a keyword as an array with that number. */
static void emit_alternatives(const struct emitter *emitter, struct emit_memory *memory,
                              const struct model_type *type, size_t number)
{
    const struct model_subschema *item = &type->subschemas->list[number - 1];

    EMIT(emitter, "\nstatic const struct dg_alternative $name$_schemas", "name", type->name);
    buffer_format(emitter->out, "_%zu[] = {\n", number);
    for (size_t i = 0; i < item->count; i++) {
        emit_alternative(emitter, memory, item->types[i]);
    }
    EMIT(emitter, "};\n");
}

static const char *subschema_constant(enum model_applicator applicator)
{
    switch (applicator) {
    case MODEL_ONE_OF:
        return "DG_ONE_OF";
    case MODEL_ANY_OF:
        return "DG_ANY_OF";
    case MODEL_NOT:
        return "DG_NOT";
    case MODEL_IF:
        return "DG_IF";
    case MODEL_CONTAINS:
        return "DG_CONTAINS";
    case MODEL_PREFIX_ITEMS:
        return "DG_PREFIX_ITEMS";
    case MODEL_DEPENDENT:
        return "DG_DEPENDENT";
    case MODEL_PATTERN_PROPERTIES:
        return "DG_PATTERN_PROPERTIES";
    case MODEL_PROPERTY_NAMES:
        return "DG_PROPERTY_NAMES";
    }
    return NULL;
}

static void emit_matches(const struct emitter *emitter, const struct model_subschema *item)
{
    buffer_format(emitter->out,
                  "        .matches = {.min = %" PRIu64 ", .max = ", item->matches.min);
    if (item->matches.max == UINT64_MAX) {
        buffer_add(emitter->out, "SIZE_MAX},\n");
    } else {
        buffer_format(emitter->out, "%" PRIu64 "},\n", item->matches.max);
    }
    EMIT(emitter, item->has_min ? "        .has_min = true,\n" : "");
}

static void emit_keyword(const struct emitter *emitter, const struct model_type *type,
                         const struct model_subschema *item, size_t number)
{
    EMIT(emitter,
         "    {\n"
         "        .applicator = $applicator$,\n"
         "        .alternatives = $name$_schemas",
         "applicator", subschema_constant(item->applicator), "name", type->name);
    buffer_format(emitter->out, "_%zu,\n        .count = %zu,\n", number, item->count);
    if (item->applicator == MODEL_DEPENDENT) {
        struct buffer property = emit_literal(item->property);

        EMIT(emitter, "        .property = DG_TEXT($property$),\n", "property", property.data);
        buffer_free(&property);
    }
    if (item->applicator == MODEL_CONTAINS) {
        emit_matches(emitter, item);
    }
    if (item->applicator == MODEL_PATTERN_PROPERTIES) {
        buffer_add(emitter->out, "        ");
        emit_limits_patterns(emitter, emitter->out, item->patterns, item->count);
        EMIT_LINE(emitter, ",\n        .listed = &$prefix$_$name$_shape,", "name", type->name);
    }
    EMIT(emitter, "    },\n");
}

static void emit_table(const struct emitter *emitter, struct emit_memory *memory,
                       const struct model_type *type)
{
    const struct model_subschemas *subschemas = type->subschemas;

    for (size_t i = 0; i < subschemas->count; i++) {
        emit_alternatives(emitter, memory, type, i + 1);
    }
    EMIT(emitter, "\nstatic const struct dg_subschema $name$_keywords[] = {\n", "name", type->name);
    for (size_t i = 0; i < subschemas->count; i++) {
        emit_keyword(emitter, type, &subschemas->list[i], i + 1);
    }
    EMIT(emitter,
         "};\n"
         "\nconst struct dg_subschemas $prefix$_$name$_subschemas = {\n"
         "    .list = $name$_keywords,\n",
         "name", type->name);
    buffer_format(emitter->out, "    .count = %zu,\n};\n", subschemas->count);
}

void emit_subschema_tables(const struct emitter *emitter)
{
    const struct model *model = emitter->model;
    struct emit_memory *memory = emit_memory_types(model);

    for (size_t i = 0; i < model->type_count; i++) {
        if (subschema_uses(model, model->types[i])) {
            emit_erased(emitter, model->types[i]);
        }
    }
    for (size_t i = 0; i < model->judged_count; i++) {
        emit_table(emitter, memory, model->judged[i]);
    }
    emit_memory_free(memory);
}
