/* Files of functions: one function for each type with parts, which calls those of its parts,
 * and a public function for each type against which documents can be judged. */
#include "emit/emit_functions.h"

#include <assert.h>

bool emit_functions_have(const struct model_type *type)
{
    return model_kind_is_container(type->kind) && !type->is_others && !type->is_matched;
}

bool emit_functions_have_root(const struct model_type *type)
{
    return type->is_root && emit_functions_have(type);
}

/* The parameter for the faults of a type; empty if rules don't read the faults. */
static struct buffer faults_parameter(const struct model *model, const struct model_type *type)
{
    struct buffer out = {0};

    buffer_add(&out, "");
    if (type->has_faults) {
        buffer_format(&out, ", struct %s_faults_of_%s *faults", model->prefix, type->name);
    }
    return out;
}

static void emit_head(const struct emitter *emitter, const struct emit_function *function,
                      const struct model_type *type, const char *tail)
{
    struct buffer faults = faults_parameter(emitter->model, type);

    EMIT_LINE(emitter, function->head, "name", type->name, "faults", faults.data, "tail", tail);
    buffer_free(&faults);
}

static bool has_property_of(const struct model_type *object, const struct model_type *type)
{
    for (size_t i = 0; i < object->property_count; i++) {
        if (object->properties[i].use.type == type) {
            return true;
        }
    }
    return false;
}

/* Whether a function is called before its definition: a list, a map in the arena, or a pointer, may
 * hold a type that is defined after the type that has it. */
static bool is_called_before(const struct model *model, size_t index)
{
    const struct model_type *called = model->types[index];

    for (size_t i = 0; i <= index; i++) {
        const struct model_type *type = model->types[i];
        bool holds = type->kind == MODEL_MAP || type->kind == MODEL_LIST;

        if ((holds && type->item.type == called) ||
            (called->by_pointer && i < index && has_property_of(type, called))) {
            return true;
        }
    }
    return false;
}

static void emit_prototypes(const struct emitter *emitter, const struct emit_function *function)
{
    bool first = true;

    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (function->wanted(type) && is_called_before(emitter->model, i)) {
            EMIT(emitter, first ? "\n" : "");
            emit_head(emitter, function, type, ";");
            first = false;
        }
    }
}

static void emit_body(const struct emitter *emitter, const struct emit_function *function,
                      const struct model_type *type)
{
    switch (model_kind_form(type->kind)) {
    case MODEL_FORM_PROPERTIES:
        function->object(emitter, type);
        return;
    case MODEL_FORM_ENTRIES:
        function->map(emitter, type);
        return;
    case MODEL_FORM_ITEMS:
        function->list(emitter, type);
        return;
    case MODEL_FORM_ALTERNATIVES:
        function->choice(emitter, type);
        return;
    case MODEL_FORM_VALUE:
        function->value(emitter, type);
        return;
    case MODEL_FORM_SCALAR:
    case MODEL_FORM_WORDS:
        assert(false && "the kind has no functions");
    }
}

void emit_functions(const struct emitter *emitter, const struct emit_function *function)
{
    const struct model *model = emitter->model;

    emit_prototypes(emitter, function);
    for (size_t i = 0; i < model->type_count; i++) {
        if (function->wanted(model->types[i])) {
            EMIT(emitter, "\n");
            emit_head(emitter, function, model->types[i], "");
            EMIT(emitter, "{\n");
            emit_body(emitter, function, model->types[i]);
            EMIT(emitter, "}\n");
        }
    }
    for (size_t i = 0; i < model->type_count; i++) {
        if (function->root_head != NULL && emit_functions_have_root(model->types[i])) {
            EMIT(emitter, "\n");
            EMIT_LINE(emitter, function->root_head, "name", model->types[i]->name, "tail", "");
            EMIT(emitter, "{\n");
            function->root_body(emitter, model->types[i]);
            EMIT(emitter, "}\n");
        }
    }
}

void emit_functions_prototypes(const struct emitter *emitter, const struct emit_function *function)
{
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (emit_functions_have_root(type)) {
            EMIT(emitter, "DG_CHECKED ");
            EMIT_LINE(emitter, function->root_head, "name", type->name, "tail", ";");
        }
    }
    EMIT(emitter, "\n");
}
