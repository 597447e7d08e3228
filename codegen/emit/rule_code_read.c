/* The values that a rule reads, as data: with these data, the runtime decides whether the rule can
 * be judged. */
#include "emit/rule_code_read.h"

#include "emit/rule_code_lvalue.h"
#include "rules/rule_path.h"

/* Adds a read, unless the list has the same one. */
static void read_add(struct code_reads *reads, struct code_read read)
{
    for (size_t i = 0; i < reads->count; i++) {
        if (reads->items[i].content == read.content &&
            rule_same_path(reads->items[i].path, read.path)) {
            return;
        }
    }
    if (reads->count < RULE_MAX_NODES) {
        reads->items[reads->count++] = read;
    }
}

/* The faults of the object that has a property, in those of self: "of.error.". */
static const char *read_companion(struct rule_code *code, const struct rule_node *member)
{
    const struct rule_node *object = member->parts[0];

    return object->op == RULE_MEMBER
               ? CODE(code, "%sof.%s.", read_companion(code, object), object->property->name)
               : "";
}

static void read_add_member(struct rule_code *code, struct code_reads *reads,
                            const struct rule_node *member, bool content)
{
    const char *item =
        CODE(code, "%s(%s_faults_of_%s, %sbits, %s)", content ? "DG_RULE_VALUE" : "DG_RULE_PLACE",
             code->emitter->model->prefix, code->check->self->name, read_companion(code, member),
             member->property->constant);

    bool in_word =
        member->parts[0]->op != RULE_MEMBER && code->check->self->property_count <= RULE_CODE_WORD;
    const char *bit = in_word ? CODE(code, "DG_RULE_BIT(%s)", member->property->constant) : NULL;

    read_add(reads, (struct code_read){member, content, item, bit});
}

/* Adds the objects on the path, of which the presence is read, and the value at its end. What isn't
 * a container has no presence if it fails. */
static void read_members(struct rule_code *code, struct code_reads *reads,
                         const struct rule_node *path, bool content)
{
    if (path->op != RULE_MEMBER) {
        return;
    }
    read_members(code, reads, path->parts[0], false);
    read_add_member(code, reads, path,
                    content || !rule_kind_is(path->type.kind, RULE_KINDS_CONTAINER));
}

static void read_state(struct rule_code *code, struct code_reads *reads,
                       const struct rule_node *path, enum rule_root root)
{
    if (path->op == RULE_MEMBER) {
        const char *item = CODE(code, "%s(%s_state_of_%s, %s)",
                                root == RULE_ROOT_OLD ? "DG_RULE_BEFORE" : "DG_RULE_NOW",
                                code->emitter->model->prefix, code->check->self->name,
                                rule_code_state_name(code->arena, path));

        read_add(reads, (struct code_read){path, true, item, NULL});
    }
}

void rule_code_read_path(struct rule_code *code, struct code_reads *reads,
                         const struct rule_node *path, bool content)
{
    const struct rule_node *root = path;

    while (root->op == RULE_MEMBER || root->op == RULE_INDEX) {
        if (root->op == RULE_INDEX) { /* faults of entries are not distinguished */
            rule_code_read(code, reads, root->parts[1]);
            path = root->parts[0];
            content = true;
        }
        root = root->parts[0];
    }
    if (root->root == RULE_ROOT_VARIABLE) {
        return; /* a variable has no fault of its own: its range may have one */
    }
    if (code->check->old) {
        read_state(code, reads, path, root->root);
    } else {
        read_members(code, reads, path, content);
    }
}

void rule_code_read(struct rule_code *code, struct code_reads *reads, const struct rule_node *node)
{
    bool compares = node->op == RULE_EQUAL || node->op == RULE_DIFFERS;
    bool with_null =
        compares && (node->parts[0]->op == RULE_NULL || node->parts[1]->op == RULE_NULL);

    if (rule_is_path(node)) {
        rule_code_read_path(code, reads, node, true);
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        if ((with_null || node->op == RULE_HAS) && rule_is_path(node->parts[i])) {
            rule_code_read_path(code, reads, node->parts[i], false);
        } else {
            rule_code_read(code, reads, node->parts[i]);
        }
    }
}
