/* Loops over lists and maps, as statements before the expression that uses their outcome. */
#include "emit/rule_code_loop.h"

#include "base/memory_arena.h"
#include "emit/emit_values.h"
#include "emit/rule_code_compare.h"
#include "emit/rule_code_cost.h"
#include "emit/rule_code_lvalue.h"
#include "emit/rule_code_value.h"

/* Literal lists */

/* A literal list in a local array: all items are evaluated, as CEL does. */
struct literal_list {
    const char *name;
    const char *flag; /* records overflows of the items; NULL: they can't overflow */
};

static struct literal_list loop_literal(struct rule_code *code, const struct rule_node *list)
{
    struct literal_list out = {CODE(code, "list_%zu", rule_code_number(code)), NULL};
    const char *outer = code->flag;
    struct buffer elements = {0};

    if (list->overflows) {
        out.flag = rule_code_flag(code);
        code->flag = out.flag;
    }
    for (size_t i = 0; i < list->count; i++) {
        buffer_format(&elements, "%s%s", i > 0 ? ", " : "",
                      rule_code_operand(code, rule_code_value(code, list->parts[i]), LEVEL_CHOICE));
    }
    code->flag = outer;
    rule_code_statement(code, "const %s %s[] = {%s};",
                        rule_code_type(code, list->type.element->kind), out.name, elements.data);
    buffer_free(&elements);
    return out;
}

struct code rule_code_write_size(struct rule_code *code, const struct rule_node *node)
{
    const struct rule_node *part = node->parts[0];

    if (part->type.kind == RULE_KIND_TEXT) {
        rule_code_cost_text(code, part, 1);
        return rule_has_parts(part)
                   ? (struct code){CODE(code, "dg_parts_size(%s)", rule_code_parts(code, part)),
                                   LEVEL_PRIMARY}
                   : (struct code){
                         CODE(code, "(int64_t)dg_text_code_points(%s)", rule_code_text(code, part)),
                         LEVEL_UNARY};
    }
    if (part->op == RULE_LIST) {
        struct code count = {CODE(code, "INT64_C(%zu)", part->count), LEVEL_PRIMARY};
        struct literal_list list = {NULL, NULL};

        if (part->overflows) {
            list = loop_literal(code, part);
            rule_code_statement(code, "(void)%s;", list.name);
        }
        return rule_code_pass_overflow(code, count, list.flag);
    }
    return (struct code){CODE(code, "(int64_t)%scount", rule_code_inside(code, part)), LEVEL_UNARY};
}

/* all() and exists() */

/* The range of a loop. */
struct loop_range {
    const char *count;
    const char *items; /* NULL: the struct doesn't store them */
    const char *type;  /* of an item */
    const char *flag;  /* records an overflow of the range; NULL: the range can't overflow */
};

static const char *loop_item_type(struct rule_code *code, const struct model_use *item)
{
    struct buffer type = {0};
    struct emitter local = {.model = code->emitter->model, .out = &type};
    const char *copy;

    emit_values_type(&local, item, emit_values_of_element(item));
    copy = memory_arena_copy(code->arena, type.data, type.length);
    buffer_free(&type);
    return copy;
}

static struct loop_range loop_open_range(struct rule_code *code, const struct rule_node *range)
{
    struct loop_range out = {NULL, NULL, NULL, NULL};
    const struct model_type *model = range->type.model;
    const char *inside;

    if (range->op == RULE_LIST) {
        struct literal_list list = loop_literal(code, range);

        return (struct loop_range){CODE(code, "%zu", range->count), list.name,
                                   rule_code_type(code, range->type.element->kind), list.flag};
    }
    inside = rule_code_inside(code, range);
    out.count = CODE(code, "%scount", inside);
    if (model->kind == MODEL_MAP) {
        out.items = CODE(code, "%sentries", inside);
        out.type = CODE(code, "struct %s_%s_entry", code->emitter->model->prefix, model->name);
    } else if (emit_values_are_stored(&model->item, emit_values_of_element(&model->item))) {
        out.items = CODE(code, "%sitems", inside);
        out.type = loop_item_type(code, &model->item);
    }
    return out;
}

static void loop_declare(struct rule_code *code, const struct rule_node *macro, const char *name,
                         const struct loop_range *range)
{
    bool truth = macro->overflows;
    const char *start =
        macro->op == RULE_ALL ? (truth ? "DG_TRUE" : "true") : (truth ? "DG_FALSE" : "false");

    if (range->flag != NULL) {
        start = CODE(code, "%s ? DG_OVERFLOW : %s", range->flag, start);
    }
    rule_code_statement(code, "%s %s = %s;", truth ? "enum dg_truth" : "bool", name, start);
}

/* The condition that continues the loop: no item has decided the outcome. */
static const char *loop_undecided(struct rule_code *code, const struct rule_node *macro,
                                  const char *name, const struct loop_range *range)
{
    const char *out = name;

    if (macro->overflows) {
        out = CODE(code, "%s != %s", name, macro->op == RULE_ALL ? "DG_FALSE" : "DG_TRUE");
    } else if (macro->op == RULE_EXISTS) {
        out = CODE(code, "!%s", name);
    }
    return range->flag == NULL ? out : CODE(code, "!%s && %s", range->flag, out);
}

static void loop_body(struct rule_code *code, const struct rule_node *macro, const char *name)
{
    const struct rule_node *predicate = macro->parts[1];
    const char *outer = code->flag;
    unsigned repeats = macro->parts[0]->op != RULE_LIST; /* literal lists are short */

    code->loops += repeats;
    code->flag = NULL;
    if (macro->overflows) {
        const char *truth = rule_code_truth(code, predicate);

        rule_code_statement(code, "%s = %s(%s, %s);", name,
                            macro->op == RULE_ALL ? "dg_and" : "dg_or", name, truth);
    } else {
        const char *value = rule_code_condition(code, predicate).text;

        rule_code_statement(code, "%s = %s;", name, value);
    }
    code->flag = outer;
    code->loops -= repeats;
}

static const char *loop_over(struct rule_code *code, const struct rule_node *macro,
                             const char *name, const struct loop_range *range)
{
    size_t number = rule_code_number(code);
    const char *item = CODE(code, "item_%zu", number);
    struct code_block block;
    struct buffer outer;
    struct buffer body;
    size_t alias;
    bool used;

    code->costs++;
    loop_declare(code, macro, name, range);
    rule_code_cost(code, range->count);
    block = rule_code_open(code, CODE(code, "for (size_t i_%zu = 0; %s && i_%zu < %s; i_%zu++) {",
                                      number, loop_undecided(code, macro, name, range), number,
                                      range->count, number));
    alias = code->alias_count;
    rule_code_set_alias(code, macro, item);
    outer = code->statements;
    code->statements = (struct buffer){0};
    loop_body(code, macro, name);
    body = code->statements;
    code->statements = outer;
    used = range->items != NULL && code->aliases[alias].used;
    if (used) {
        rule_code_statement(code, "const %s *%s = &%s[i_%zu];", range->type, item, range->items,
                            number);
    }
    buffer_add_text(&code->statements, (struct dg_text){body.data, body.length});
    buffer_free(&body);
    rule_code_close(code, block);
    if (!used && macro->parts[0]->op == RULE_LIST) {
        rule_code_statement(code, "(void)%s;", range->items);
    }
    return name;
}

/* The local that holds the outcome: a bool, or an enum dg_truth where it may overflow. */
static const char *loop_macro(struct rule_code *code, const struct rule_node *node)
{
    const struct rule_node *range = node->parts[0];
    bool all = rule_operator_is(node->op, RULE_ALL, RULE_EXISTS);
    const char *name;
    struct loop_range opened;

    if (range->op == RULE_LIST && range->count == 0) {
        return node->overflows ? (all ? "DG_TRUE" : "DG_FALSE") : (all ? "true" : "false");
    }
    name = CODE(code, "%s_%zu", all ? "all" : "exists", rule_code_number(code));
    opened = loop_open_range(code, range);
    return loop_over(code, node, name, &opened);
}

struct code rule_code_write_macro(struct rule_code *code, const struct rule_node *node)
{
    return (struct code){loop_macro(code, node), LEVEL_PRIMARY};
}

const char *rule_code_truth_macro(struct rule_code *code, const struct rule_node *node)
{
    return loop_macro(code, node);
}

/* in */

/* Puts the left operand into a local if it is costly or may overflow, so that it is evaluated once.
   Returns the local that records an overflow of the operand, or NULL. */
static const char *in_left(struct rule_code *code, const struct rule_node *left)
{
    const char *outer = code->flag;
    const char *flag = NULL;
    const char *value;
    const char *name;

    if (rule_has_parts(left) || left->type.digest ||
        (!left->overflows && (rule_is_path(left) || left->count == 0))) {
        return NULL;
    }
    if (left->overflows) {
        flag = rule_code_flag(code);
        code->flag = flag;
    }
    value = rule_code_value(code, left).text;
    code->flag = outer;
    name = CODE(code, "left_%zu", rule_code_number(code));
    rule_code_statement(code, "const %s %s = %s;", rule_code_type(code, left->type.kind), name,
                        value);
    rule_code_statement(code, "(void)%s;", name);
    rule_code_set_alias(code, left, name);
    return flag;
}

/* Compares with each item of a literal list. */
static struct code in_literal(struct rule_code *code, const struct rule_node *node)
{
    const struct rule_node *list = node->parts[1];
    const char *left_flag = in_left(code, node->parts[0]);
    struct literal_list literal = {NULL, NULL};
    const char *out = NULL;

    if (list->overflows) {
        literal = loop_literal(code, list);
    }
    for (size_t i = 0; i < list->count; i++) {
        struct rule_node *sides[] = {node->parts[0], list->parts[i]};
        struct rule_node equal = {.op = RULE_EQUAL, .parts = sides, .count = 2};
        const char *part;

        if (literal.name != NULL) {
            rule_code_set_alias(code, list->parts[i], CODE(code, "%s[%zu]", literal.name, i));
        }
        part = rule_code_operand(code, rule_code_write_equality(code, &equal), LEVEL_RELATION);
        out = out == NULL ? part : CODE(code, "%s || %s", out, part);
    }
    return rule_code_pass_overflow(
        code,
        rule_code_pass_overflow(
            code,
            (struct code){out == NULL ? "false" : out, list->count > 1 ? LEVEL_OR : LEVEL_RELATION},
            literal.flag),
        left_flag);
}

/* x in list is list.exists(v, v == x). */
static struct code in_list(struct rule_code *code, const struct rule_node *node)
{
    struct rule_node *nodes = memory_arena_new(code->arena, 3 * sizeof *nodes);
    struct rule_node **parts = memory_arena_new(code->arena, 4 * sizeof(*parts));
    struct rule_node *macro = &nodes[0];
    struct rule_node *equal = &nodes[1];
    struct rule_node *variable = &nodes[2];
    const struct model_use *item = &node->parts[1]->type.model->item;
    const char *flag = in_left(code, node->parts[0]);

    *macro = (struct rule_node){.op = RULE_EXISTS, .parts = parts, .count = 2};
    parts[0] = node->parts[1];
    parts[1] = equal;
    *equal = (struct rule_node){.op = RULE_EQUAL, .parts = parts + 2, .count = 2};
    parts[2] = variable;
    parts[3] = node->parts[0];
    *variable = (struct rule_node){.op = RULE_NAME,
                                   .root = RULE_ROOT_VARIABLE,
                                   .binder = macro,
                                   .use = item,
                                   .nullable = item->nullable};
    variable->type = (struct rule_type){.kind = node->parts[0]->type.kind, .model = item->type};
    return rule_code_pass_overflow(code, (struct code){loop_macro(code, macro), LEVEL_PRIMARY},
                                   flag);
}

/* Whether a key is in a map. */
static struct code in_map(struct rule_code *code, const struct rule_node *node)
{
    struct rule_node *index = memory_arena_new(code->arena, sizeof *index);
    struct rule_node **parts = memory_arena_new(code->arena, 2 * sizeof(*parts));
    struct rule_node *member = index;
    struct rule_node has = {.op = RULE_HAS, .parts = &member, .count = 1};

    parts[0] = node->parts[1];
    parts[1] = node->parts[0];
    *index = (struct rule_node){.op = RULE_INDEX, .parts = parts, .count = 2};
    index->use = &node->parts[1]->type.model->item;
    return rule_code_condition(code, &has);
}

struct code rule_code_write_in(struct rule_code *code, const struct rule_node *node)
{
    if (node->parts[1]->op == RULE_LIST) {
        return in_literal(code, node);
    }
    return node->parts[1]->type.kind == RULE_KIND_MAP ? in_map(code, node) : in_list(code, node);
}
