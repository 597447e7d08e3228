/* Walks the properties of objects and the elements of maps and lists, and writes a statement about
 * each. */
#include "emit/emit_statements.h"

#include "emit/emit_limits.h"

struct buffer emit_statements_faults(const struct model *model, const struct model_type *type,
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

/* A value that a statement is about. */
struct subject {
    const struct model_type *type;
    enum emit_holding holding;
    struct emit_lvalue lvalue;
    const char *indent;
    const char *place;
    const char *faults;
};

static void write_line(const struct emitter *emitter, const struct subject *subject,
                       const char *template)
{
    const struct model_type *type = subject->type;
    struct buffer limits = emit_limits(emitter, type);
    struct buffer items = {0};
    struct buffer first = {0};

    if (type->item.type != NULL) {
        items = emit_limits(emitter, type->item.type);
    }
    if (type->kind == MODEL_ENUM) {
        first = emit_literal(type->words[0].wire);
    }
    EMIT(emitter, "$indent$", "indent", subject->indent);
    EMIT_LINE(emitter, template, "first", first.data == NULL ? "" : first.data, "items",
              items.data == NULL ? "" : items.data, "place", subject->place, "name",
              type->name == NULL ? "" : type->name, "address", subject->lvalue.address, "access",
              subject->lvalue.access, "lvalue", subject->lvalue.lvalue, "text",
              subject->lvalue.text, "limits", limits.data == NULL ? "" : limits.data, "faults",
              subject->faults);
    buffer_free(&limits);
    buffer_free(&items);
    buffer_free(&first);
}

/* The plain statement, about the value inside a struct dg_opt_…. */
static void write_inside(const struct emitter *emitter, const struct subject *outer,
                         const struct emit_statement *statement, const char *place)
{
    struct subject subject = *outer;
    struct buffer indent = {0};
    struct buffer address = {0};
    struct buffer access = {0};
    struct buffer text = {0};

    buffer_format(&indent, "%s    ", outer->indent);
    buffer_format(&address, "&%svalue", outer->lvalue.access);
    buffer_format(&access, "%svalue%s", outer->lvalue.access, outer->type->by_pointer ? "->" : ".");
    buffer_format(&text, "&%stext", outer->lvalue.access);
    subject.indent = indent.data;
    subject.place = place == NULL ? outer->place : place;
    subject.lvalue = (struct emit_lvalue){outer->type->by_pointer ? address.data + 1 : address.data,
                                          access.data, address.data + 1, text.data};
    if (statement->before != NULL) {
        write_line(emitter, outer, statement->before);
    }
    write_line(emitter, outer, statement->test);
    write_line(emitter, &subject, statement->plain);
    EMIT(emitter, "$indent$}\n", "indent", outer->indent);
    buffer_free(&indent);
    buffer_free(&address);
    buffer_free(&access);
    buffer_free(&text);
}

static bool has_statement(const struct emit_statement *statement, enum emit_holding holding)
{
    return statement->plain != NULL || (holding == EMIT_OPT && statement->opt != NULL);
}

static void write_statement(const struct emitter *emitter, const struct emit_walk *walk,
                            const struct subject *subject)
{
    struct emit_statement statement = walk->statement(subject->type);

    if (subject->holding == EMIT_OPT && statement.opt != NULL) {
        write_line(emitter, subject, statement.opt);
    } else if (subject->holding == EMIT_PLAIN && statement.plain != NULL) {
        write_line(emitter, subject, statement.plain);
    } else if (statement.plain != NULL) {
        write_inside(emitter, subject, &statement, walk->inside);
    }
}

static void write_around(const struct emitter *emitter, const char *template,
                         const struct model_property *property)
{
    if (template != NULL) {
        EMIT_LINE(emitter, template, "constant", property->constant);
    }
}

/* The characters of a JSON string, as a C literal. The caller frees `data`. */
static struct buffer json_literal(struct dg_text text)
{
    struct buffer json = {0};
    struct buffer literal;

    buffer_add_json(&json, text);
    literal = emit_literal((struct dg_text){json.data + 1, json.length - 2});
    buffer_free(&json);
    return literal;
}

static struct buffer property_place(const struct emitter *emitter, const struct emit_walk *walk,
                                    const struct model_property *property)
{
    struct buffer key = json_literal(property->wire);
    struct buffer place = {0};
    struct emitter local = {.model = emitter->model, .out = &place};

    EMIT(&local, walk->place, "constant", property->constant, "key", key.data);
    buffer_add(&place, "");
    buffer_free(&key);
    return place;
}

static void write_property(const struct emitter *emitter, const struct emit_walk *walk,
                           const struct model_property *property)
{
    struct buffer place = property_place(emitter, walk, property);
    struct buffer faults = emit_statements_faults(emitter->model, property->use.type, property);
    struct buffer address = {0};
    struct buffer access = {0};
    struct buffer text = {0};

    buffer_format(&address, "&%s->%s", walk->owner, property->name);
    buffer_format(&access, "%s->%s.", walk->owner, property->name);
    buffer_format(&text, "&%s->%s", walk->owner,
                  property->text_name == NULL ? "" : property->text_name);
    write_statement(emitter, walk,
                    &(struct subject){
                        .type = property->use.type,
                        .holding = emit_values_of_property(property),
                        .lvalue = {address.data, access.data, address.data + 1, text.data},
                        .indent = walk->before == NULL ? "    " : "            ",
                        .place = place.data,
                        .faults = faults.data,
                    });
    buffer_free(&place);
    buffer_free(&faults);
    buffer_free(&address);
    buffer_free(&access);
    buffer_free(&text);
}

void emit_statements_of_object(const struct emitter *emitter, const struct emit_walk *walk,
                               const struct model_type *object)
{
    for (size_t i = 0; i < object->property_count; i++) {
        write_around(emitter, walk->before, &object->properties[i]);
        write_property(emitter, walk, &object->properties[i]);
        write_around(emitter, walk->after, &object->properties[i]);
    }
}

void emit_statements_of_inner_element(const struct emitter *emitter, const struct emit_walk *walk,
                                      const struct model_type *container, const char *place,
                                      const struct emit_lvalue *lvalue, const char *indent)
{
    struct buffer faults = emit_statements_faults(emitter->model, container->item.type, NULL);

    write_statement(emitter, walk,
                    &(struct subject){
                        .type = container->item.type,
                        .holding = emit_values_of_element(&container->item),
                        .lvalue = *lvalue,
                        .indent = indent,
                        .place = place,
                        .faults = faults.data,
                    });
    buffer_free(&faults);
}

void emit_statements_of_element(const struct emitter *emitter, const struct emit_walk *walk,
                                const struct model_type *container, const char *place,
                                const struct emit_lvalue *lvalue)
{
    emit_statements_of_inner_element(emitter, walk, container, place, lvalue, "        ");
}

void emit_statements_of_value(const struct emitter *emitter, const struct emit_walk *walk,
                              const struct model_type *document, const char *place,
                              const char *owner)
{
    struct buffer address = {0};
    struct buffer access = {0};

    buffer_format(&address, "&%s->value", owner);
    buffer_format(&access, "%s->value.", owner);
    emit_statements_of_inner_element(
        emitter, walk, document, place,
        &(struct emit_lvalue){address.data, access.data, address.data + 1, "NULL"}, "    ");
    buffer_free(&address);
    buffer_free(&access);
}

static void write_alternative(const struct emitter *emitter, const struct emit_walk *walk,
                              const struct model_alternative *alternative, const char *place)
{
    struct buffer faults = emit_statements_faults(emitter->model, alternative->use.type, NULL);
    struct buffer address = {0};
    struct buffer access = {0};
    struct buffer text = {0};

    buffer_format(&address, "&%s->value.%s", walk->owner, alternative->name);
    buffer_format(&access, "%s->value.%s.", walk->owner, alternative->name);
    buffer_format(&text, "(&%stext)", access.data);
    write_statement(emitter, walk,
                    &(struct subject){
                        .type = alternative->use.type,
                        .holding = emit_values_of_element(&alternative->use),
                        .lvalue = {address.data, access.data, address.data + 1, text.data},
                        .indent = "        ",
                        .place = place,
                        .faults = faults.data,
                    });
    buffer_free(&faults);
    buffer_free(&address);
    buffer_free(&access);
    buffer_free(&text);
}

void emit_statements_of_union(const struct emitter *emitter, const struct emit_walk *walk,
                              const struct model_type *type, const char *place, const char *none)
{
    const struct model_choice *choice = type->choice;

    EMIT(emitter, "    switch ($owner$->kind) {\n", "owner", walk->owner);
    for (size_t i = 0; i < choice->count; i++) {
        EMIT(emitter, "    case $PREFIX$_$constant$:\n", "constant",
             choice->alternatives[i].constant);
        write_alternative(emitter, walk, &choice->alternatives[i], place);
        EMIT(emitter, "        break;\n");
    }
    EMIT(emitter, "    case $PREFIX$_$unrecognized$:\n$none$        break;\n    }\n",
         "unrecognized", choice->unrecognized, "none", none);
}

bool emit_statements_any_of_union(const struct emit_walk *walk, const struct model_type *type)
{
    for (size_t i = 0; i < type->choice->count; i++) {
        const struct model_use *use = &type->choice->alternatives[i].use;
        struct emit_statement statement = walk->statement(use->type);

        if (has_statement(&statement, emit_values_of_element(use))) {
            return true;
        }
    }
    return false;
}

bool emit_statements_any_of_object(const struct emit_walk *walk, const struct model_type *object)
{
    for (size_t i = 0; i < object->property_count; i++) {
        const struct model_property *property = &object->properties[i];
        struct emit_statement statement = walk->statement(property->use.type);

        if (has_statement(&statement, emit_values_of_property(property))) {
            return true;
        }
    }
    return false;
}

bool emit_statements_any_of_element(const struct emit_walk *walk,
                                    const struct model_type *container)
{
    struct emit_statement statement = walk->statement(container->item.type);

    return has_statement(&statement, emit_values_of_element(&container->item));
}
