/* States: what rules that compare see of a value. The struct that keeps it, and what fills it in.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "emit/emit_parts.h"
#include "emit/rule_code.h"
#include "emit/rule_code_lvalue.h"

/* A member of a state. */
struct state_field {
    const char *name;
    const struct rule_node *path;
    bool content; /* not only whether there is a value */
    bool group;   /* by its digest documents are grouped, whatever rules see of it */
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

/* Adds what a rule reads: of what is compared with null only whether it is there. */
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

/* The member that documents are grouped by: an id that is a text or an integer. NULL: there is
 * none.
 */
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

/* A path as a rule would spell it: self.id. */
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
            fields.list[0].name = "Id"; /* rules may see it by value, under its own name */
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

bool emit_has_states(const struct model *model, const struct model_type *type)
{
    size_t comparing = emit_count_comparing(type->checks, type->check_count);

    for (size_t i = 0; i < model->response_rules_count; i++) {
        const struct model_response_rules *rules = model->response_rules[i];

        comparing += rules->self == type ? emit_count_comparing(rules->checks, rules->count) : 0;
    }
    return comparing > 0;
}

/* How a member is kept */

/* "integer" of struct dg_kept_integer and so on. */
static const char *field_kind(const struct state_field *field)
{
    const struct model_type *model = field->path->type.model;

    if (field->group) {
        return "digest";
    }
    if (!field->content && field->path->type.kind >= RULE_KIND_LIST) {
        return "presence";
    }
    if (model->kind == MODEL_CONST_TEXT) {
        return "presence";
    }
    if (model->kind == MODEL_ENUM && !model->integer_enum) {
        return "enum";
    }
    switch (field->path->type.kind) {
    case RULE_KIND_BOOLEAN:
        return "boolean";
    case RULE_KIND_INTEGER:
        return "integer";
    case RULE_KIND_NUMBER:
        return "number";
    case RULE_KIND_TIME:
        return "time";
    case RULE_KIND_TEXT:
    case RULE_KIND_LIST:
    case RULE_KIND_MAP:
    case RULE_KIND_OBJECT:
        return "digest";
    case RULE_KIND_NULL:
    case RULE_KIND_DURATION:
    case RULE_KIND_JSON:
        break;
    }
    return "presence";
}

static void emit_state_struct(const struct emitter *emitter, const struct model_type *type,
                              const struct state_fields *fields)
{
    EMIT(emitter,
         "\n/* What rules that compare see of a struct $prefix$_$name$. */\n"
         "struct $prefix$_state_of_$name$ {\n",
         "name", type->name);
    for (size_t i = 0; i < fields->count; i++) {
        EMIT(emitter, "    struct dg_kept_$kind$ $name$;\n", "kind", field_kind(&fields->list[i]),
             "name", fields->list[i].name);
    }
    EMIT(emitter, "};\n");
}

/* Filling it in */

/* Whether there is a value, all the way down to it. */
static const char *keep_presence(struct rule_code *code, const struct rule_node *path)
{
    const char *presence = rule_code_path_presence(code, path);

    for (const struct rule_node *at = path->parts[0]; at->op == RULE_MEMBER; at = at->parts[0]) {
        if (rule_code_lvalue(code, at).opt) {
            presence = CODE(code, "%s == DG_VALUE ? %s : DG_ABSENT",
                            rule_code_path_presence(code, at), presence);
        }
    }
    return presence;
}

static const char *keep_failed(struct rule_code *code, const struct state_field *field)
{
    struct fault_list *faults = memory_arena_new(code->arena, sizeof *faults);
    const char *out = NULL;

    fault_collect_path(code, faults, field->path, field->content);
    for (size_t i = 0; i < faults->count; i++) {
        out = out == NULL ? faults->tests[i] : CODE(code, "%s || %s", out, faults->tests[i]);
    }
    return out == NULL ? "false" : out;
}

/* A digest of all that is in a container. */
static void emit_keep_container(struct rule_code *code, const struct state_field *field,
                                const char *failed, const char *presence)
{
    struct code_lvalue place = rule_code_lvalue(code, field->path);
    const char *name = field->path->type.model->name;

    rule_code_statement(code, "dg_digest_begin(&digester, key);");
    if (place.opt) {
        rule_code_statement(code, "if (%s.presence == DG_VALUE) {", place.text);
        rule_code_statement(code, "    digest_%s(&digester, &%s.value);", name, place.text);
        rule_code_statement(code, "}");
    } else {
        rule_code_statement(code, "digest_%s(&digester, &%s);", name, place.text);
    }
    rule_code_statement(code, "dg_digest_keep(&digester, &state->%s, %s, %s);", field->name, failed,
                        presence);
}

static void emit_keep_field(struct rule_code *code, const struct state_field *field)
{
    const char *kind = field_kind(field);
    const char *failed = keep_failed(code, field);
    const char *presence = keep_presence(code, field->path);
    const char *value = NULL;

    if (strcmp(kind, "digest") == 0 && field->path->type.kind >= RULE_KIND_LIST) {
        emit_keep_container(code, field, failed, presence);
        return;
    }
    if (strcmp(kind, "presence") == 0) {
        rule_code_statement(code, "dg_keep_presence(&state->%s, %s, %s);", field->name, failed,
                            presence);
        return;
    }
    if (strcmp(kind, "enum") == 0) {
        rule_code_statement(code, "dg_keep_enum(&state->%s, %s, %s, %s, %s, key);", field->name,
                            failed, presence, rule_code_path_value(code, field->path).text,
                            rule_code_path_text(code, field->path));
        return;
    }
    value = rule_code_value(code, field->path).text;
    if (field->group && field->path->type.kind == RULE_KIND_INTEGER) {
        rule_code_statement(code, "dg_keep_integer_digest(&state->%s, %s, %s, %s, key);",
                            field->name, failed, presence, value);
        return;
    }
    rule_code_statement(code, "dg_keep_%s(&state->%s, %s, %s, %s%s%s);",
                        strcmp(kind, "digest") == 0 ? "text" : kind, field->name, failed, presence,
                        strcmp(kind, "time") == 0 ? "&" : "", value,
                        strcmp(kind, "digest") == 0 ? ", key" : "");
}

static bool fields_have_container(const struct state_fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        if (strcmp(field_kind(&fields->list[i]), "digest") == 0 &&
            fields->list[i].path->type.kind >= RULE_KIND_LIST) {
            return true;
        }
    }
    return false;
}

static void emit_keep(const struct emitter *emitter, const struct model_type *type,
                      const struct state_fields *fields)
{
    struct model_check plain = {.self = type};
    struct rule_code *code = memory_arena_new(fields->arena, sizeof *code);
    struct buffer text = {0};

    *code =
        (struct rule_code){.emitter = emitter, .check = &plain, .arena = fields->arena, .depth = 1};
    for (size_t i = 0; i < fields->count; i++) {
        emit_keep_field(code, &fields->list[i]);
    }
    emit_wrapped(&text, code->statements.length > 0 ? code->statements.data : "");
    EMIT(emitter, "\n");
    EMIT_LINE(emitter,
              "static void keep_$name$(void *kept, const struct dg_digest_key *key, const void "
              "*value, const void *about)",
              "name", type->name);
    EMIT(emitter,
         "{\n"
         "    struct $prefix$_state_of_$name$ *state = kept;\n"
         "    const struct $prefix$_$name$ *self = value;\n"
         "    const struct $prefix$_faults_of_$name$ *faults = about;\n"
         "$digester$\n"
         "$no_key$$unused$$text$}\n",
         "name", type->name, "no_key",
         rule_code_mentions(text.data, "key") ? "" : "    (void)key; /* there are no digests */\n",
         "unused",
         rule_code_mentions(text.data, "self") ? ""
                                               : "    (void)self; /* it is always the same */\n",
         "digester", fields_have_container(fields) ? "    struct dg_digester digester;\n" : "",
         "text", text.data);
    buffer_free(&text);
    buffer_free(&code->statements);
}

static void emit_merge(const struct emitter *emitter, const struct model_type *type,
                       const struct state_fields *fields)
{
    EMIT(emitter,
         "\nstatic void merge_$name$(void *now, const void *before)\n"
         "{\n"
         "    struct $prefix$_state_of_$name$ *state = now;\n"
         "    const struct $prefix$_state_of_$name$ *old = before;\n"
         "\n",
         "name", type->name);
    for (size_t i = 0; i < fields->count; i++) {
        EMIT(emitter,
             "    if (!state->$field$.known) {\n"
             "        state->$field$ = old->$field$;\n"
             "    }\n",
             "field", fields->list[i].name);
    }
    EMIT(emitter, "}\n");
}

static void emit_id(const struct emitter *emitter, const struct model_type *type,
                    const struct state_fields *fields)
{
    EMIT(emitter,
         "\nstatic const struct dg_kept_digest *id_of_$name$(const void *kept)\n"
         "{\n"
         "    const struct $prefix$_state_of_$name$ *state = kept;\n"
         "\n"
         "    return &state->$field$;\n"
         "}\n",
         "name", type->name, "field", fields->list[0].name);
}

static void emit_table(const struct emitter *emitter, const struct model_type *type)
{
    size_t comparing = emit_count_comparing(type->checks, type->check_count);

    EMIT(emitter,
         "\nconst struct dg_states $prefix$_$name$_states = {\n"
         "    .size = sizeof(struct $prefix$_state_of_$name$),\n",
         "name", type->name);
    EMIT(emitter, state_id(type) != NULL ? "    .id = id_of_$name$,\n" : "", "name", type->name);
    EMIT(emitter, "    .keep = keep_$name$,\n", "name", type->name);
    EMIT(emitter, comparing > 0 ? "    .compare = compare_$name$,\n" : "", "name", type->name);
    buffer_format(emitter->out, "    .compare_count = %zu,\n", comparing);
    EMIT(emitter, "    .merge = merge_$name$,\n};\n", "name", type->name);
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

        if (!emit_has_states(model, model->types[i])) {
            continue;
        }
        dg_arena_init(&arena, NULL, 0, &memory_allocator);
        fields = state_fields_of(model, model->types[i], &arena);
        emit(emitter, model->types[i], &fields);
        free(fields.list);
        dg_arena_free(&arena);
    }
}

static void emit_functions_of_states(const struct emitter *emitter, const struct model_type *type,
                                     const struct state_fields *fields)
{
    emit_keep(emitter, type, fields);
    emit_merge(emitter, type, fields);
    if (state_id(type) != NULL) {
        emit_id(emitter, type, fields);
    }
    emit_table(emitter, type);
}

void emit_state_structs(const struct emitter *emitter)
{
    emit_each(emitter, emit_state_struct);
}

void emit_states(const struct emitter *emitter)
{
    emit_digests(emitter);
    emit_each(emitter, emit_functions_of_states);
}
