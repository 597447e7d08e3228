/* Files of functions: one for each object, map and list, which calls those of its parts, and a
 * public one for each that documents can be judged as. */
#include "emit/emit_parts.h"

bool emit_has_function(const struct model_type *type)
{
    return type->kind == MODEL_OBJECT || type->kind == MODEL_MAP || type->kind == MODEL_LIST;
}

bool emit_is_root(const struct model_type *type)
{
    return type->is_root && emit_has_function(type);
}

/* The parameter for its faults. */
static struct buffer faults_parameter(const struct model *model, const struct model_type *type)
{
    struct buffer out = {0};

    buffer_add(&out, "");
    if (type->has_faults) {
        buffer_format(&out, ", struct %s_faults_of_%s *faults", model->prefix, type->name);
    }
    return out;
}

struct buffer emit_faults_argument(const struct model *model, const struct model_type *type,
                                   const struct model_property *property)
{
    struct buffer out = {0};

    buffer_add(&out, "");
    if (type->has_faults && property != NULL && property->faults) {
        buffer_format(&out, ", &faults->of.%s", property->name);
    } else if (type->has_faults) {
        buffer_format(&out, ", &(struct %s_faults_of_%s){.bits = {0}}", model->prefix, type->name);
    }
    return out;
}

static void emit_head(const struct emitter *emitter, const struct function_kind *kind,
                      const struct model_type *type, const char *tail)
{
    struct buffer faults = faults_parameter(emitter->model, type);

    EMIT_LINE(emitter, kind->head, "name", type->name, "faults", faults.data, "tail", tail);
    buffer_free(&faults);
}

/* A list or map in the arena may hold a type that is defined only after it. */
static bool is_called_before(const struct model *model, size_t index)
{
    for (size_t i = 0; i <= index; i++) {
        const struct model_type *type = model->types[i];
        bool holds = type->kind == MODEL_MAP || type->kind == MODEL_LIST;
        if (holds && type->item.type == model->types[index]) {
            return true;
        }
    }
    return false;
}

static void emit_prototypes(const struct emitter *emitter, const struct function_kind *kind)
{
    bool first = true;

    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (kind->wanted(type) && is_called_before(emitter->model, i)) {
            EMIT(emitter, first ? "\n" : "");
            emit_head(emitter, kind, type, ";");
            first = false;
        }
    }
}

static void emit_body(const struct emitter *emitter, const struct function_kind *kind,
                      const struct model_type *type)
{
    if (type->kind == MODEL_OBJECT) {
        kind->object(emitter, type);
    } else if (type->kind == MODEL_MAP) {
        kind->map(emitter, type);
    } else {
        kind->list(emitter, type);
    }
}

void emit_functions(const struct emitter *emitter, const struct function_kind *kind)
{
    const struct model *model = emitter->model;

    emit_prototypes(emitter, kind);
    for (size_t i = 0; i < model->type_count; i++) {
        if (kind->wanted(model->types[i])) {
            EMIT(emitter, "\n");
            emit_head(emitter, kind, model->types[i], "");
            EMIT(emitter, "{\n");
            emit_body(emitter, kind, model->types[i]);
            EMIT(emitter, "}\n");
        }
    }
    for (size_t i = 0; i < model->type_count; i++) {
        if (kind->root_head != NULL && emit_is_root(model->types[i])) {
            EMIT(emitter, "\n");
            EMIT_LINE(emitter, kind->root_head, "name", model->types[i]->name, "tail", "");
            EMIT(emitter, "{\n");
            kind->root_body(emitter, model->types[i]);
            EMIT(emitter, "}\n");
        }
    }
}

void emit_root_prototypes(const struct emitter *emitter, const struct function_kind *kind)
{
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (emit_is_root(type)) {
            EMIT_LINE(emitter, kind->root_head, "name", type->name, "tail", ";");
        }
    }
    EMIT(emitter, "\n");
}

/* Statements */

struct property_target emit_property_target(const char *owner,
                                            const struct model_property *property)
{
    struct property_target out = {0};

    buffer_format(&out.address, "&%s->%s", owner, property->name);
    buffer_format(&out.access, "%s->%s.", owner, property->name);
    buffer_format(&out.text, "&%s->%s", owner,
                  property->text_name == NULL ? "" : property->text_name);
    out.target = (struct target){out.address.data, out.access.data, out.address.data + 1,
                                 out.text.data, NULL};
    return out;
}

/* What is in a struct dg_opt_…. */
static struct property_target inner_target(const struct target *target)
{
    struct property_target out = {0};

    buffer_format(&out.address, "&%svalue", target->access);
    buffer_format(&out.access, "%svalue.", target->access);
    buffer_format(&out.text, "&%stext", target->access);
    out.target = (struct target){out.address.data, out.access.data, out.address.data + 1,
                                 out.text.data, target->faults};
    return out;
}

void emit_property_target_free(struct property_target *target)
{
    buffer_free(&target->address);
    buffer_free(&target->access);
    buffer_free(&target->text);
}

static void emit_statement_line(const struct emitter *emitter, const struct statement *statement,
                                const char *template)
{
    const struct target *target = statement->target;
    struct buffer limits = emit_limits(statement->type);
    struct buffer fresh = emit_faults_argument(emitter->model, statement->type, NULL);
    struct buffer line = {0};

    buffer_format(&line, "%s%s", statement->indent, template);
    EMIT_LINE(emitter, line.data, "place", statement->place, "name",
              statement->type->name == NULL ? "" : statement->type->name, "address",
              target->address, "access", target->access, "lvalue", target->lvalue, "text",
              target->text, "limits", limits.data == NULL ? "" : limits.data, "faults",
              target->faults == NULL ? fresh.data : target->faults);
    buffer_free(&line);
    buffer_free(&fresh);
    buffer_free(&limits);
}

void emit_statement(const struct emitter *emitter, const struct statement *statement,
                    const struct statement_kind *kind)
{
    const struct model_type *type = statement->type;
    const char *line = statement->holding == HOLD_PLAIN ? kind->plain(type) : kind->opt(type);

    if (line != NULL) {
        emit_statement_line(emitter, statement, line);
    } else if (statement->holding == HOLD_OPT && kind->plain(type) != NULL) {
        struct property_target target = inner_target(statement->target);
        struct buffer indent = {0};
        struct statement inner = *statement;

        buffer_format(&indent, "%s    ", statement->indent);
        inner.indent = indent.data;
        inner.target = &target.target;
        inner.place = kind->place == NULL ? statement->place : kind->place;
        emit_statement_line(emitter, statement, kind->test(type));
        emit_statement_line(emitter, &inner, kind->plain(type));
        EMIT(emitter, "$indent$}\n", "indent", statement->indent);
        buffer_free(&indent);
        emit_property_target_free(&target);
    }
}
