/* The C lvalues of the paths that a rule reads. */
#include "emit/rule_code_lvalue.h"

#include <assert.h>
#include <string.h>

#include "base/memory_arena.h"
#include "emit/emit_values.h"

/* The number of paths below an object whose joined names are `name`. */
static size_t lvalue_count(const struct model_type *object, const char *name)
{
    size_t count = 0;

    for (size_t i = 0; object->kind == MODEL_OBJECT && i < object->property_count; i++) {
        const struct model_property *property = &object->properties[i];
        size_t length = strlen(property->name);

        if (strncmp(property->name, name, length) != 0) {
            continue;
        }
        if (name[length] == '\0') {
            count++;
        } else if (name[length] == '_') {
            count += lvalue_count(property->use.type, name + length + 1);
        }
    }
    return count;
}

/* The joined names of a path. With `capitals`, each name after the first begins with a capital. */
static const char *lvalue_join(struct dg_arena *arena, const struct rule_node *path, bool capitals)
{
    const char *name = path->property->name;

    return path->parts[0]->op == RULE_NAME
               ? name
               : memory_arena_format(arena, "%s_%c%s", lvalue_join(arena, path->parts[0], capitals),
                                     capitals ? name[0] & ~0x20 : name[0], name + 1);
}

/* States have one member for each path: request_counts_total. If another path had the same name,
 * the member is request_counts_Total: names of the contract have no capitals. */
const char *rule_code_state_name(struct dg_arena *arena, const struct rule_node *path)
{
    const char *name = lvalue_join(arena, path, false);
    const struct rule_node *root = path;

    while (root->op == RULE_MEMBER) {
        root = root->parts[0];
    }
    return lvalue_count(root->type.model, name) > 1 ? lvalue_join(arena, path, true) : name;
}

static struct code_lvalue lvalue_in_state(struct rule_code *code, const struct rule_node *path)
{
    const struct rule_node *root = path;

    while (root->op == RULE_MEMBER) {
        root = root->parts[0];
    }
    code->self = code->self || root->root == RULE_ROOT_SELF;
    code->old = code->old || root->root == RULE_ROOT_OLD;
    return (struct code_lvalue){
        .text = CODE(code, "%s->%s", root->root == RULE_ROOT_SELF ? "self" : "old",
                     rule_code_state_name(code->arena, path)),
        .opt = true,
    };
}

static struct code_lvalue lvalue_of_variable(struct rule_code *code, const struct rule_node *path)
{
    const struct rule_node *range = path->binder->parts[0];
    const char *name = rule_code_alias(code, path->binder);

    assert(name != NULL);
    if (range->type.kind == RULE_KIND_MAP) {
        return (struct code_lvalue){.text = CODE(code, "%s->key", name)};
    }
    return (struct code_lvalue){
        .text = name,
        .pointer = true,
        .opt = range->type.model != NULL &&
               (emit_values_of_element(&range->type.model->item) == EMIT_OPT ||
                range->type.model->item.type->kind == MODEL_JSON),
    };
}

static struct code_lvalue lvalue_of_member(struct rule_code *code, const struct rule_node *path)
{
    const struct model_property *property = path->property;
    const char *inside = rule_code_inside(code, path->parts[0]);

    return (struct code_lvalue){
        .text = CODE(code, "%s%s", inside, property->name),
        .opt =
            emit_values_of_property(property) == EMIT_OPT || property->use.type->kind == MODEL_JSON,
        .companion =
            property->text_name == NULL ? NULL : CODE(code, "%s%s", inside, property->text_name),
    };
}

/* The local that points to the entry of an INDEX. */
static const char *lvalue_entry(struct rule_code *code, const struct rule_node *index);

struct code_lvalue rule_code_lvalue(struct rule_code *code, const struct rule_node *path)
{
    if (path->root == RULE_ROOT_VARIABLE) {
        return lvalue_of_variable(code, path);
    }
    if (code->check->old) {
        return lvalue_in_state(code, path);
    }
    if (path->op == RULE_MEMBER) {
        return lvalue_of_member(code, path);
    }
    if (path->op == RULE_INDEX) {
        return (struct code_lvalue){
            .text = CODE(code, "%s->value", lvalue_entry(code, path)),
            .opt = emit_values_of_element(path->use) == EMIT_OPT ||
                   path->use->type->kind == MODEL_JSON,
        };
    }
    code->self = true;
    return (struct code_lvalue){.text = "self", .pointer = true};
}

const char *rule_code_inside(struct rule_code *code, const struct rule_node *path)
{
    struct code_lvalue lvalue = rule_code_lvalue(code, path);

    return CODE(code, "%s%s%s", lvalue.text, lvalue.pointer ? "->" : ".",
                lvalue.opt ? "value." : "");
}

struct code rule_code_path_value(struct rule_code *code, const struct rule_node *path)
{
    struct code_lvalue lvalue = rule_code_lvalue(code, path);
    bool number =
        path->type.kind == RULE_KIND_NUMBER && path->type.model != NULL && !code->check->old;

    if (number) {
        return (struct code){CODE(code, "%svalue", rule_code_inside(code, path)), LEVEL_PRIMARY};
    }
    if (code->check->old && lvalue.opt && path->type.kind == RULE_KIND_TIME) {
        return (struct code){lvalue.text, LEVEL_PRIMARY}; /* a kept time has several members */
    }
    if (lvalue.opt) {
        return (struct code){CODE(code, "%s%svalue", lvalue.text, lvalue.pointer ? "->" : "."),
                             LEVEL_PRIMARY};
    }
    return lvalue.pointer ? (struct code){CODE(code, "*%s", lvalue.text), LEVEL_UNARY}
                          : (struct code){lvalue.text, LEVEL_PRIMARY};
}

const char *rule_code_path_presence(struct rule_code *code, const struct rule_node *path)
{
    struct code_lvalue lvalue = rule_code_lvalue(code, path);
    enum model_kind kind = path->use->type->kind;

    if (!lvalue.opt) {
        return "DG_VALUE";
    }
    if (!code->check->old && (kind == MODEL_CONST_TEXT || kind == MODEL_CONST_INTEGER)) {
        return CODE(code, "%s%s", lvalue.pointer ? "*" : "", lvalue.text);
    }
    return CODE(code, "%s%spresence", lvalue.text, lvalue.pointer ? "->" : ".");
}

const char *rule_code_path_text(struct rule_code *code, const struct rule_node *path)
{
    struct code_lvalue lvalue = rule_code_lvalue(code, path);

    if (code->check->old) {
        return "(struct dg_text){0}"; /* unrecognized values are compared in their kept form */
    }
    return lvalue.opt ? CODE(code, "%s%stext", lvalue.text, lvalue.pointer ? "->" : ".")
                      : lvalue.companion;
}

/* Entries */

/* Whether a loop is at the entry: its variable is a key of that map. */
static bool lvalue_is_current(const struct rule_node *index)
{
    const struct rule_node *key = index->parts[1];

    return key->op == RULE_NAME && key->binder != NULL &&
           key->binder->parts[0]->type.kind == RULE_KIND_MAP &&
           rule_is_path(key->binder->parts[0]) &&
           rule_same_path(key->binder->parts[0], index->parts[0]);
}

static const char *lvalue_entry(struct rule_code *code, const struct rule_node *index)
{
    const struct model_type *map = index->parts[0]->type.model;
    const char *inside;
    const char *key;
    size_t number;

    if (lvalue_is_current(index)) {
        return rule_code_alias(code, index->parts[1]->binder);
    }
    for (size_t i = 0; i < code->entry_count; i++) {
        if (rule_same_path(code->entries[i].path, index)) {
            return CODE(code, "entry_%zu", code->entries[i].number);
        }
    }
    inside = rule_code_inside(code, index->parts[0]);
    key = rule_code_text(code, index->parts[1]);
    number = rule_code_number(code);
    if (code->loops > 0) {
        rule_code_cost(code, CODE(code, "%scount * (1 + %s / %u)", inside,
                                  rule_code_text_length(code, index->parts[1]), COMPARED_BYTES));
    }
    rule_code_statement(code, "static const struct %s_%s_entry no_entry_%zu = {0};",
                        code->emitter->model->prefix, map->name, number);
    rule_code_statement(code,
                        "const struct %s_%s_entry *entry_%zu = dg_entry_find(%sentries, %scount, "
                        "sizeof no_entry_%zu, %s, &no_entry_%zu);",
                        code->emitter->model->prefix, map->name, number, inside, inside, number,
                        key, number);
    if (code->entry_count < CODE_MAX_ENTRIES) {
        code->entries[code->entry_count++] = (struct code_entry){index, number};
    }
    return CODE(code, "entry_%zu", number);
}

/* has() */

struct code rule_code_write_has(struct rule_code *code, const struct rule_node *node)
{
    const struct rule_node *member = node->parts[0];

    if (member->op == RULE_INDEX) {
        const char *entry;

        if (lvalue_is_current(member)) {
            return (struct code){"true", LEVEL_PRIMARY};
        }
        entry = lvalue_entry(code, member);
        return (struct code){CODE(code, "%s != &no_%s", entry, entry), LEVEL_RELATION};
    }
    if (member->property->required) {
        return (struct code){"true", LEVEL_PRIMARY};
    }
    return (struct code){CODE(code, "%s != DG_ABSENT", rule_code_path_presence(code, member)),
                         LEVEL_RELATION};
}
