/* Logic as C: operands that are costly are evaluated only if those before them don't decide. */
#include "emit/rule_code_logic.h"

#include <assert.h>
#include <string.h>

#include "base/memory_arena.h"
#include "emit/rule_code_value.h"

/* Whether a condition has this outcome only if a path has a certain value: the given path or, if
   there is none, any path that the other condition tests as well. */
static bool logic_tests(const struct rule_node *node, bool outcome, const struct rule_node *path,
                        const struct rule_node *other)
{
    bool leaf = node->op == (outcome ? RULE_EQUAL : RULE_DIFFERS) ||
                (node->op == RULE_IN && outcome && node->parts[1]->count == 1);
    bool found = false;

    assert((path == NULL) != (other == NULL));
    if (node->op == RULE_NOT) {
        return logic_tests(node->parts[0], !outcome, path, other);
    }
    for (size_t i = 0; leaf && !found && i < node->count; i++) {
        const struct rule_node *side = node->parts[i];

        found = rule_is_path(side) && (path != NULL ? rule_same_path(side, path)
                                                    : logic_tests(other, outcome, side, NULL));
    }
    if (node->op == (outcome ? RULE_AND : RULE_OR) || node->op == RULE_CHOOSE) {
        for (size_t i = 0; !found && i < node->count; i++) {
            found = logic_tests(node->parts[i], outcome, path, other);
        }
    }
    return found;
}

/* Whether an earlier operand of a chain tests the same path for another value: x == 'a' && x ==
   'b'. Compilers warn about this. */
static bool logic_is_idle(const struct rule_node *chain, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (logic_tests(chain->parts[index], chain->op == RULE_AND, NULL, chain->parts[i])) {
            return true;
        }
    }
    return false;
}

/* Keeps the statements before an operand separately: if they are costly (loops), they are executed
   only if the operand is evaluated. */
struct logic_part {
    struct buffer outer;
    struct code_block block;
    size_t costs;
};

static struct logic_part logic_begin_part(struct rule_code *code)
{
    struct logic_part part = {
        code->statements, {code->entry_count, code->alias_count}, code->costs};

    code->statements = (struct buffer){0};
    return part;
}

/* Returns whether the statements are costly. Moves costly ones to *costly, others to the block. */
static bool logic_end_part(struct rule_code *code, const struct logic_part *part,
                           struct buffer *costly)
{
    *costly = code->statements;
    code->statements = part->outer;
    if (code->costs > part->costs) {
        code->entry_count = part->block.entry_count;
        code->alias_count = part->block.alias_count;
        return true;
    }
    buffer_add(&code->statements, costly->length > 0 ? costly->data : "");
    buffer_free(costly);
    *costly = (struct buffer){0};
    return false;
}

/* Adds statements that were kept separately, one level deeper, and then `name = value;`. */
static void logic_add_part(struct rule_code *code, struct buffer *costly, const char *name,
                           const char *value)
{
    const char *at = costly->length > 0 ? costly->data : "";

    while (*at != '\0') {
        size_t length = strcspn(at, "\n");

        buffer_format(&code->statements, "    %.*s\n", (int)length, at);
        at += length + 1;
    }
    buffer_free(costly);
    rule_code_statement(code, "    %s = %s;", name, value);
}

/* Continues a chain whose next operand is costly; `so_far` is the chain before it. Returns the
   local that holds the chain with that operand. */
static const char *logic_guard(struct rule_code *code, const struct rule_node *chain,
                               const char *so_far, struct buffer *costly, const char *part)
{
    const char *name = CODE(code, "guard_%zu", rule_code_number(code));

    rule_code_statement(code, "bool %s = %s;", name, so_far);
    rule_code_statement(code, "if (%s%s) {", chain->op == RULE_AND ? "" : "!", name);
    logic_add_part(code, costly, name, part);
    rule_code_statement(code, "}");
    return name;
}

/* Joins the operands of a chain that can't overflow. The text is NULL if there is no such
 * operand. */
static struct code logic_join(struct rule_code *code, const struct rule_node *node)
{
    bool is_and = rule_operator_is(node->op, RULE_AND, RULE_OR);
    struct code out = {NULL, is_and ? LEVEL_AND : LEVEL_OR};

    for (size_t i = 0; i < node->count; i++) {
        struct logic_part aside = logic_begin_part(code);
        struct buffer costly;
        const char *part = "";

        if (!node->parts[i]->overflows) {
            part = logic_is_idle(node, i)
                       ? CODE(code, "dg_bool(%s)", rule_code_condition(code, node->parts[i]).text)
                       : rule_code_operand(code, rule_code_condition(code, node->parts[i]),
                                           is_and ? LEVEL_AND : LEVEL_RELATION);
        }
        if (out.text == NULL) {
            aside.costs = SIZE_MAX; /* there is nothing before the first part */
        }
        if (logic_end_part(code, &aside, &costly)) {
            out = (struct code){logic_guard(code, node, out.text, &costly, part), LEVEL_PRIMARY};
        } else if (*part != '\0' && out.text == NULL) {
            out.text = part;
        } else if (*part != '\0') {
            out.text = CODE(code, "%s %s %s", out.text, is_and ? "&&" : "||", part);
            out.level = is_and ? LEVEL_AND : LEVEL_OR;
        }
    }
    return out;
}

/* Joins the operands of a chain that can't overflow (`plain`) and the others (`truth`). */
static const char *logic_join_truths(struct rule_code *code, const struct rule_node *chain,
                                     const char *plain, const char *truth)
{
    if (plain == NULL) {
        return truth;
    }
    if (truth == NULL) {
        return CODE(code, "dg_truth_of(%s)", plain);
    }
    return chain->op == RULE_AND ? CODE(code, "%s ? %s : DG_FALSE", plain, truth)
                                 : CODE(code, "%s ? DG_TRUE : %s", plain, truth);
}

/* Parts that can't overflow decide first. Then the rest is evaluated: all of it, if no part is
   costly. */
const char *rule_code_truth_chain(struct rule_code *code, const struct rule_node *node)
{
    bool is_and = rule_operator_is(node->op, RULE_AND, RULE_OR);
    const char *function = is_and ? "dg_and" : "dg_or";
    const char *plain = logic_join(code, node).text;
    const char *out = NULL;

    for (size_t i = 0; i < node->count; i++) {
        struct logic_part aside = logic_begin_part(code);
        struct buffer costly;
        const char *part = node->parts[i]->overflows ? rule_code_truth(code, node->parts[i]) : "";

        if (plain == NULL && out == NULL) {
            aside.costs = SIZE_MAX;
        }
        if (logic_end_part(code, &aside, &costly)) {
            const char *name = CODE(code, "guard_%zu", rule_code_number(code));

            rule_code_statement(code, "enum dg_truth %s = %s;", name,
                                logic_join_truths(code, node, plain, out));
            rule_code_statement(code, "if (%s != %s) {", name, is_and ? "DG_FALSE" : "DG_TRUE");
            logic_add_part(code, &costly, name, CODE(code, "%s(%s, %s)", function, name, part));
            rule_code_statement(code, "}");
            plain = NULL;
            out = name;
        } else if (*part != '\0') {
            out = out == NULL ? part : CODE(code, "%s(%s, %s)", function, out, part);
        }
    }
    return logic_join_truths(code, node, plain, out);
}

/* The branches of a choice, with their costly statements kept separately. */
struct logic_branches {
    const char *values[2];
    struct buffer statements[2];
    bool costly; /* one of the branches has costly statements */
};

static struct logic_branches logic_branch(struct rule_code *code, const struct rule_node *node,
                                          bool truth)
{
    struct logic_branches out = {.costly = false};

    for (size_t i = 0; i < 2; i++) {
        struct logic_part aside = logic_begin_part(code);
        const struct rule_node *branch = node->parts[1 + i];

        out.values[i] = truth
                            ? rule_code_truth(code, branch)
                            : rule_code_operand(code, rule_code_condition(code, branch), LEVEL_OR);
        out.costly = logic_end_part(code, &aside, &out.statements[i]) || out.costly;
    }
    return out;
}

/* Writes a choice as statements, so that only the chosen branch is evaluated. */
static const char *logic_choose(struct rule_code *code, struct logic_branches *branches,
                                const char *condition, bool truth)
{
    const char *name = CODE(code, "chosen_%zu", rule_code_number(code));

    rule_code_statement(code, "%s %s = %s;", truth ? "enum dg_truth" : "bool", name, condition);
    rule_code_statement(code, truth ? "if (%s == DG_TRUE) {" : "if (%s) {", name);
    logic_add_part(code, &branches->statements[0], name, branches->values[0]);
    rule_code_statement(code, truth ? "} else if (%s == DG_FALSE) {" : "} else {", name);
    logic_add_part(code, &branches->statements[1], name, branches->values[1]);
    rule_code_statement(code, "}");
    return name;
}

const char *rule_code_truth_choice(struct rule_code *code, const struct rule_node *node)
{
    const char *condition = rule_code_truth(code, node->parts[0]);
    struct logic_branches branches = logic_branch(code, node, true);

    return branches.costly ? logic_choose(code, &branches, condition, true)
                           : CODE(code, "dg_choose(%s, %s, %s)", condition, branches.values[0],
                                  branches.values[1]);
}

struct code rule_code_write_chain(struct rule_code *code, const struct rule_node *node)
{
    return logic_join(code, node);
}

static struct code logic_bool_choice(struct rule_code *code, const struct rule_node *node)
{
    const char *condition =
        rule_code_operand(code, rule_code_condition(code, node->parts[0]), LEVEL_OR);
    struct logic_branches branches = logic_branch(code, node, false);

    if (branches.costly) {
        return (struct code){logic_choose(code, &branches, condition, false), LEVEL_PRIMARY};
    }
    return (struct code){
        CODE(code, "%s ? %s : %s", condition, branches.values[0], branches.values[1]),
        LEVEL_CHOICE};
}

struct code rule_code_write_choice(struct rule_code *code, const struct rule_node *node)
{
    return node->type.kind == RULE_KIND_BOOLEAN && !node->nullable ? logic_bool_choice(code, node)
                                                                   : rule_code_choice(code, node);
}

struct code rule_code_write_opposite(struct rule_code *code, const struct rule_node *node)
{
    const char *part =
        rule_code_operand(code, rule_code_condition(code, node->parts[0]), LEVEL_PRIMARY);

    return (struct code){CODE(code, "!%s", part), LEVEL_NOT};
}

const char *rule_code_truth_opposite(struct rule_code *code, const struct rule_node *node)
{
    return CODE(code, "dg_not(%s)", rule_code_truth(code, node->parts[0]));
}

const char *rule_code_truth_strict(struct rule_code *code, const struct rule_node *node)
{
    const char *outer = code->flag;
    const char *flag = rule_code_flag(code);
    const char *value;

    code->flag = flag;
    value = rule_code_condition(code, node).text;
    code->flag = outer;
    return CODE(code, "dg_truth(%s, &%s)", value, flag);
}
