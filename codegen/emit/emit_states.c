/* States: the values that comparing rules read. Writes the structs that keep these values, and the
 * tables of their members. */
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "emit/emit_digests.h"
#include "emit/emit_limits.h"
#include "emit/emit_states.h"
#include "emit/emit_values.h"
#include "emit/rule_code_lvalue.h"
#include "emit/rule_code_read.h"

/* A member of a state. */
struct state_field {
    const char *name;
    const struct rule_node *path;
    bool content; /* the value, not only its presence */
    bool group;   /* documents are grouped by its digest, even if no rule reads it */
};

struct state_fields {
    struct dg_arena *arena;
    struct state_field *list;
    size_t count;
    size_t capacity;
};

static void fields_add(struct state_fields *fields, const struct rule_node *path, bool content)
{
    const char *name = rule_code_state_name(fields->arena, path);

    for (size_t i = 0; i < fields->count; i++) {
        if (strcmp(fields->list[i].name, name) == 0) {
            fields->list[i].content = fields->list[i].content || content;
            return;
        }
    }
    if (fields->count == fields->capacity) {
        fields->capacity = fields->capacity == 0 ? 32 : fields->capacity * 2;
        fields->list = memory_grow(fields->list, fields->capacity * sizeof *fields->list);
    }
    fields->list[fields->count++] = (struct state_field){name, path, content, false};
}

/* Adds the paths that a rule reads; for a comparison with null, only the presence. */
static void fields_collect(struct state_fields *fields, const struct rule_node *node)
{
    bool null = (node->op == RULE_EQUAL || node->op == RULE_DIFFERS) &&
                (node->parts[0]->op == RULE_NULL || node->parts[1]->op == RULE_NULL);

    for (size_t i = 0; i < node->count; i++) {
        const struct rule_node *part = node->parts[i];

        if (part->op == RULE_MEMBER) {
            fields_add(fields, part, !null && node->op != RULE_HAS);
        } else if (part->op != RULE_NAME) {
            fields_collect(fields, part);
        }
    }
    if (node->op == RULE_MEMBER) {
        fields_add(fields, node, true);
    }
}

static void fields_collect_checks(struct state_fields *fields,
                                  const struct model_check *const *checks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (checks[i]->old) {
            fields_collect(fields, checks[i]->root);
        }
    }
}

/* The member by which documents are grouped: an id that is a text or an integer. NULL: there is
 * none. */
static const struct model_property *state_id(const struct model_type *type)
{
    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        enum model_kind kind = property->use.type->kind;

        if (dg_text_equal(property->wire, dg_text_of("id")) &&
            (kind == MODEL_TEXT || kind == MODEL_INTEGER || kind == MODEL_ENUM)) {
            return property;
        }
    }
    return NULL;
}

/* The path of the id in a rule: self.id. */
static const struct rule_node *state_id_path(struct dg_arena *arena, const struct model_type *type,
                                             const struct model_property *id)
{
    struct rule_node *nodes = memory_arena_new(arena, 2 * sizeof *nodes);
    struct rule_node **parts = memory_arena_new(arena, sizeof(*parts));

    nodes[0] = (struct rule_node){.op = RULE_NAME, .root = RULE_ROOT_SELF};
    nodes[0].type = (struct rule_type){.kind = RULE_KIND_OBJECT, .model = type};
    parts[0] = &nodes[0];
    nodes[1] = (struct rule_node){
        .op = RULE_MEMBER, .parts = parts, .count = 1, .property = id, .use = &id->use};
    nodes[1].type =
        (struct rule_type){.kind = id->use.type->kind == MODEL_INTEGER || id->use.type->integer_enum
                                       ? RULE_KIND_INTEGER
                                       : RULE_KIND_TEXT,
                           .model = id->use.type};
    return &nodes[1];
}

static struct state_fields state_fields_of(const struct model *model, const struct model_type *type,
                                           struct dg_arena *arena)
{
    struct state_fields fields = {.arena = arena};
    const struct model_property *id = state_id(type);

    if (id != NULL) {
        fields_add(&fields, state_id_path(arena, type, id), true);
        fields.list[0].group = true;
        if (id->use.type->kind != MODEL_TEXT) {
            fields.list[0].name = "Id"; /* rules may read the value, under its own name */
        }
    }
    fields_collect_checks(&fields, type->checks, type->check_count);
    for (size_t i = 0; i < model->response_rules_count; i++) {
        const struct model_response_rules *rules = model->response_rules[i];

        if (rules->self == type) {
            fields_collect_checks(&fields, rules->checks, rules->count);
        }
    }
    return fields;
}

size_t emit_states_count_comparing(const struct model_check *const *checks, size_t count)
{
    size_t old = 0;

    for (size_t i = 0; i < count; i++) {
        old += checks[i]->old;
    }
    return old;
}

bool emit_states_are_kept(const struct model *model, const struct model_type *type)
{
    size_t comparing = emit_states_count_comparing(type->checks, type->check_count);

    for (size_t i = 0; i < model->response_rules_count; i++) {
        const struct model_response_rules *rules = model->response_rules[i];

        comparing +=
            rules->self == type ? emit_states_count_comparing(rules->checks, rules->count) : 0;
    }
    return comparing > 0;
}

/* The kept form of a member */

/* The kept form of values: an enumerator of enum dg_kept, the struct, and further data for the
   runtime. */
struct kept_kind {
    const char *kept;
    const char *type;
    bool value;
    bool text;
    bool words;
};

static const struct kept_kind kept_presence = {.kept = "PRESENCE", .type = "presence"};
static const struct kept_kind kept_boolean = {"BOOLEAN", "boolean", true, false, false};
static const struct kept_kind kept_integer = {"INTEGER", "integer", true, false, false};
static const struct kept_kind kept_constant = {.kept = "CONSTANT", .type = "integer"};
static const struct kept_kind kept_level = {"LEVEL", "integer", true, true, true};
static const struct kept_kind kept_number = {"NUMBER", "number", true, false, false};
static const struct kept_kind kept_time = {"TIME", "time", true, false, false};
static const struct kept_kind kept_enum = {"ENUM", "enum", true, true, false};
static const struct kept_kind kept_text = {"TEXT", "digest", true, false, false};
static const struct kept_kind kept_word = {"WORD", "digest", true, true, true};
static const struct kept_kind kept_integer_digest = {"INTEGER_DIGEST", "digest", true, false,
                                                     false};
static const struct kept_kind kept_level_digest = {"LEVEL_DIGEST", "digest", true, true, true};
static const struct kept_kind kept_container = {"CONTAINER", "digest", true, false, false};

/* The digest by which documents are grouped. */
static const struct kept_kind *field_group(const struct model_type *model)
{
    if (model->kind == MODEL_ENUM) {
        return model->integer_enum ? &kept_level_digest : &kept_word;
    }
    return model->kind == MODEL_INTEGER ? &kept_integer_digest : &kept_text;
}

static const struct kept_kind *field_kind(const struct state_field *field)
{
    const struct model_type *model = field->path->type.model;
    bool is_enum = model->kind == MODEL_ENUM;

    if (field->group) {
        return field_group(model);
    }
    switch (field->path->type.kind) {
    case RULE_KIND_BOOLEAN:
        return &kept_boolean;
    case RULE_KIND_INTEGER:
        return model->kind == MODEL_CONST_INTEGER ? &kept_constant
               : is_enum                          ? &kept_level
                                                  : &kept_integer;
    case RULE_KIND_NUMBER:
        return &kept_number;
    case RULE_KIND_TIME:
        return &kept_time;
    case RULE_KIND_TEXT:
        return model->kind == MODEL_CONST_TEXT ? &kept_presence : is_enum ? &kept_enum : &kept_text;
    case RULE_KIND_LIST:
    case RULE_KIND_MAP:
    case RULE_KIND_OBJECT:
        return field->content ? &kept_container : &kept_presence;
    case RULE_KIND_NULL:
    case RULE_KIND_DURATION:
    case RULE_KIND_JSON:
        break;
    }
    return &kept_presence;
}

static void emit_state_struct(const struct emitter *emitter, const struct model_type *type,
                              const struct state_fields *fields)
{
    EMIT(emitter,
         "/* The state of a struct $prefix$_$name$, for rules that compare. */\n"
         "struct $prefix$_state_of_$name$ {\n",
         "name", type->name);
    for (size_t i = 0; i < fields->count; i++) {
        EMIT(emitter, "    struct dg_kept_$type$ $name$;\n", "type",
             field_kind(&fields->list[i])->type, "name", fields->list[i].name);
    }
    EMIT(emitter, "};\n\n");
}

/* The members of states in C */

static bool field_is_opt(const struct rule_node *path)
{
    return emit_values_of_property(path->property) == EMIT_OPT ||
           path->property->use.type->kind == MODEL_JSON;
}

/* The text before the names of an object's members: "error.value.". */
static const char *field_inside(struct dg_arena *arena, const struct rule_node *object)
{
    return object->op == RULE_NAME
               ? ""
               : memory_arena_format(arena, "%s%s.%s", field_inside(arena, object->parts[0]),
                                     object->property->name, field_is_opt(object) ? "value." : "");
}

/* The presence of a value that may be absent or null. */
static const char *field_presence(struct dg_arena *arena, const struct rule_node *path)
{
    enum model_kind kind = path->property->use.type->kind;
    bool constant = kind == MODEL_CONST_TEXT || kind == MODEL_CONST_INTEGER;

    return memory_arena_format(arena, "%s%s%s", field_inside(arena, path->parts[0]),
                               path->property->name, constant ? "" : ".presence");
}

static void emit_offset(const struct emitter *emitter, const char *designator,
                        const struct model_type *type, const char *member)
{
    EMIT_LINE(emitter, "        .$designator$ = offsetof(struct $prefix$_$type$, $member$),",
              "designator", designator, "type", type->name, "member", member);
}

static void emit_field_value(const struct emitter *emitter, const struct model_type *type,
                             const struct state_field *field, struct dg_arena *arena)
{
    const struct rule_node *path = field->path;
    const char *inside = field_inside(arena, path->parts[0]);
    const char *name = path->property->name;
    const struct kept_kind *kind = field_kind(field);

    if (kind->value) {
        emit_offset(emitter, "value", type,
                    memory_arena_format(arena, "%s%s%s%s", inside, name,
                                        field_is_opt(path) ? ".value" : "",
                                        kind == &kept_number ? ".value" : ""));
    }
    if (kind->text) {
        emit_offset(emitter, "text", type,
                    field_is_opt(path)
                        ? memory_arena_format(arena, "%s%s.text", inside, name)
                        : memory_arena_format(arena, "%s%s", inside, path->property->text_name));
    }
    if (field_is_opt(path)) {
        emit_offset(emitter, "presence", type, field_presence(arena, path));
    } else {
        EMIT(emitter, "        .presence = DG_KEPT_ALWAYS,\n");
    }
}

/* Presences of the objects on the path, outermost first. */
static void within_add(const struct emitter *emitter, struct buffer *list, struct dg_arena *arena,
                       const struct model_type *type, const struct rule_node *object)
{
    if (object->op == RULE_NAME) {
        return;
    }
    within_add(emitter, list, arena, type, object->parts[0]);
    if (field_is_opt(object)) {
        buffer_format(list, "%soffsetof(struct %s_%s, %s)", list->length > 0 ? ", " : "",
                      emitter->model->prefix, type->name, field_presence(arena, object));
    }
}

static void emit_field_lists(const struct emitter *emitter, const struct model_type *type,
                             const struct state_field *field, struct dg_arena *arena)
{
    struct model_check plain = {.self = type};
    struct rule_code *code = memory_arena_new(arena, sizeof *code);
    struct code_reads *reads = memory_arena_new(arena, sizeof *reads);
    struct buffer list = {0};

    within_add(emitter, &list, arena, type, field->path->parts[0]);
    if (list.length > 0) {
        EMIT_LINE(emitter, "        DG_KEPT_WITHIN($list$),", "list", list.data);
    }
    list.length = 0;
    *code = (struct rule_code){.emitter = emitter, .check = &plain, .arena = arena};
    rule_code_read_path(code, reads, field->path, field->content);
    for (size_t i = 0; i < reads->count; i++) {
        buffer_format(&list, "%s%s", i > 0 ? ", " : "", reads->items[i].item);
    }
    EMIT_LINE(emitter, "        DG_RULE_READS($list$),", "list", list.data);
    buffer_free(&list);
}

static void emit_field(const struct emitter *emitter, const struct model_type *type,
                       const struct state_field *field, struct dg_arena *arena)
{
    const struct kept_kind *kind = field_kind(field);
    const struct model_type *model = field->path->type.model;

    EMIT(emitter, "    {\n        .kept = DG_KEPT_$kept$,\n", "kept", kind->kept);
    EMIT_LINE(emitter, "        .state = offsetof(struct $prefix$_state_of_$type$, $name$),",
              "type", type->name, "name", field->name);
    emit_field_value(emitter, type, field, arena);
    if (kind->words) {
        EMIT_LINE(emitter, "        .words = &$prefix$_$name$_words,", "name", model->name);
    }
    if (kind == &kept_constant) {
        struct buffer number = {0};

        emit_limits_integer(&number, model->const_integer);
        EMIT(emitter, "        .constant = $number$,\n", "number", number.data);
        buffer_free(&number);
    }
    if (kind == &kept_container) {
        EMIT_LINE(emitter, "        .digest = digest_$name$,", "name", model->name);
    }
    emit_field_lists(emitter, type, field, arena);
    EMIT(emitter, "    },\n");
}

static void emit_table(const struct emitter *emitter, const struct model_type *type,
                       const struct state_fields *fields)
{
    size_t comparing = emit_states_count_comparing(type->checks, type->check_count);

    if (fields->count > 0) {
        EMIT_LINE(emitter, "\nstatic const struct dg_kept_member members_of_$name$[] = {", "name",
                  type->name);
        for (size_t i = 0; i < fields->count; i++) {
            emit_field(emitter, type, &fields->list[i], fields->arena);
        }
        EMIT(emitter, "};\n");
    }
    EMIT(emitter,
         "\nconst struct dg_states $prefix$_$name$_states = {\n"
         "    .size = sizeof(struct $prefix$_state_of_$name$),\n",
         "name", type->name);
    if (fields->count > 0) {
        EMIT(emitter, "    .members = members_of_$name$,\n", "name", type->name);
        buffer_format(emitter->out, "    .member_count = %zu,\n", fields->count);
    }
    EMIT(emitter, state_id(type) != NULL ? "    .has_id = true,\n" : "");
    EMIT(emitter, comparing > 0 ? "    .compare = compare_$name$,\n" : "", "name", type->name);
    buffer_format(emitter->out, "    .compare_count = %zu,\n};\n", comparing);
}

/* The file's parts */

static void emit_each(const struct emitter *emitter,
                      void (*emit)(const struct emitter *, const struct model_type *,
                                   const struct state_fields *))
{
    const struct model *model = emitter->model;

    for (size_t i = 0; i < model->type_count; i++) {
        struct dg_arena arena;
        struct state_fields fields;

        if (!emit_states_are_kept(model, model->types[i])) {
            continue;
        }
        dg_arena_init(&arena, NULL, 0, &memory_allocator);
        fields = state_fields_of(model, model->types[i], &arena);
        emit(emitter, model->types[i], &fields);
        free(fields.list);
        dg_arena_free(&arena);
    }
}

void emit_states_structs(const struct emitter *emitter)
{
    emit_each(emitter, emit_state_struct);
}

void emit_states_tables(const struct emitter *emitter)
{
    emit_digests(emitter);
    emit_each(emitter, emit_table);
}
