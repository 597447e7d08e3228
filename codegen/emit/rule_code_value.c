/* Values as C: literals, paths, arithmetic, choices, concatenations. */
#include "emit/rule_code_value.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/memory_arena.h"
#include "emit/emit_limits.h"
#include "emit/rule_code_lvalue.h"

/* Literals */

static const char *value_literal(struct rule_code *code, struct dg_text text)
{
    struct buffer literal = emit_literal(text);
    const char *copy = memory_arena_copy(code->arena, literal.data, literal.length);

    buffer_free(&literal);
    return copy;
}

static struct code value_text_literal(struct rule_code *code, struct dg_text text)
{
    return (struct code){CODE(code, "(struct dg_text)DG_TEXT(%s)", value_literal(code, text)),
                         LEVEL_PRIMARY};
}

static struct code value_integer_literal(struct rule_code *code, int64_t integer,
                                         enum code_level level)
{
    struct buffer number = {0};
    const char *text;

    emit_limits_integer(&number, integer);
    text = memory_arena_copy(code->arena, number.data, number.length);
    buffer_free(&number);
    return (struct code){text, level};
}

struct code rule_code_write_elsewhere(struct rule_code *code, const struct rule_node *node)
{
    (void)code;
    (void)node;
    assert(false); /* operators that take null or a literal list write it themselves */
    return (struct code){"", LEVEL_PRIMARY};
}

struct code rule_code_write_boolean(struct rule_code *code, const struct rule_node *node)
{
    (void)code;
    return (struct code){node->boolean ? "true" : "false", LEVEL_PRIMARY};
}

struct code rule_code_write_integer(struct rule_code *code, const struct rule_node *node)
{
    return value_integer_literal(code, node->integer,
                                 node->integer < 0 ? LEVEL_UNARY : LEVEL_PRIMARY);
}

struct code rule_code_write_number(struct rule_code *code, const struct rule_node *node)
{
    char digits[40];

    snprintf(digits, sizeof digits, "%.17g", node->number);
    return (struct code){CODE(code, "%s%s", digits, strpbrk(digits, ".e") == NULL ? ".0" : ""),
                         LEVEL_UNARY};
}

struct code rule_code_write_text(struct rule_code *code, const struct rule_node *node)
{
    return value_text_literal(code, node->text);
}

struct code rule_code_write_time(struct rule_code *code, const struct rule_node *node)
{
    const char *literal =
        CODE(code, "(struct dg_time){INT64_C(%" PRId64 "), %" PRIu32 ", {NULL, 0}}",
             node->time.seconds, node->time.nanos);

    return (struct code){code->check->old ? CODE(code, "dg_kept_time_of(%s)", literal) : literal,
                         LEVEL_PRIMARY};
}

struct code rule_code_write_duration(struct rule_code *code, const struct rule_node *node)
{
    return (struct code){CODE(code, "(struct dg_duration){INT64_C(%" PRId64 "), %" PRId32 "}",
                              node->duration.seconds, node->duration.nanos),
                         LEVEL_PRIMARY};
}

/* Paths */

/* The text of an enum's value in the contract, which `function` of the runtime finds. */
static struct code value_word(struct rule_code *code, const struct rule_node *path,
                              const char *function)
{
    return (struct code){CODE(code, "%s(&%s_%s_words, %s, %s)", function,
                              code->emitter->model->prefix, path->type.model->name,
                              rule_code_path_value(code, path).text,
                              rule_code_path_text(code, path)),
                         LEVEL_PRIMARY};
}

struct code rule_code_write_path(struct rule_code *code, const struct rule_node *node)
{
    const struct model_type *model = node->type.model;

    if (model != NULL && model->kind == MODEL_CONST_TEXT) {
        return value_text_literal(code, model->const_text);
    }
    if (model != NULL && model->kind == MODEL_CONST_INTEGER) {
        return value_integer_literal(code, model->const_integer, LEVEL_PRIMARY);
    }
    if (model != NULL && model->kind == MODEL_ENUM && node->type.kind == RULE_KIND_TEXT) {
        return value_word(code, node, "dg_word_text");
    }
    if (model != NULL && model->kind == MODEL_ENUM && !code->check->old) {
        return value_word(code, node, "dg_word_number");
    }
    return rule_code_path_value(code, node);
}

struct code rule_code_write_status(struct rule_code *code, const struct rule_node *node)
{
    (void)node;
    code->exchange = true;
    return (struct code){"dg_exchange_status(exchange)", LEVEL_PRIMARY};
}

struct code rule_code_write_media_type(struct rule_code *code, const struct rule_node *node)
{
    (void)node;
    code->exchange = true;
    return (struct code){"exchange->media_type", LEVEL_PRIMARY};
}

struct code rule_code_write_parameter(struct rule_code *code, const struct rule_node *node)
{
    code->exchange = true;
    return (struct code){
        CODE(code, "dg_exchange_path(exchange, %s)", value_literal(code, node->text)),
        LEVEL_PRIMARY};
}

/* Choices */

const char *rule_code_choice_condition(struct rule_code *code, const struct rule_node *node)
{
    const struct rule_node *condition = node->parts[0];
    const char *name = rule_code_alias(code, condition);

    if (name == NULL) {
        const char *value = condition->overflows ? rule_code_truth(code, condition)
                                                 : rule_code_condition(code, condition).text;

        name = CODE(code, "choice_%zu", rule_code_number(code));
        rule_code_statement(code, "const %s %s = %s;",
                            condition->overflows ? "enum dg_truth" : "bool", name, value);
        rule_code_set_alias(code, condition, name);
    }
    return condition->overflows ? CODE(code, "dg_true(%s, &%s)", name, code->flag) : name;
}

/* A placeholder for null, whose value is never used. */
static const char *value_nothing(struct rule_code *code, enum rule_kind kind)
{
    if (kind == RULE_KIND_BOOLEAN) {
        return "false";
    }
    return kind == RULE_KIND_INTEGER || kind == RULE_KIND_NUMBER
               ? "0"
               : CODE(code, "(%s){0}", rule_code_type(code, kind));
}

/* Whether an integer is written as a literal, or as the placeholder for null. */
static bool value_is_literal(const struct rule_node *node)
{
    const struct model_type *model = node->type.model;

    return node->op == RULE_INTEGER || node->op == RULE_NULL ||
           (model != NULL && model->kind == MODEL_CONST_INTEGER && rule_is_path(node));
}

/* A choice between integers is cast to int64_t where its literals alone would make it an int. */
struct code rule_code_choice(struct rule_code *code, const struct rule_node *node)
{
    const char *choice = rule_code_choice_condition(code, node);
    const char *wide = "";
    const char *texts[2];

    for (size_t i = 0; i < 2; i++) {
        const struct rule_node *branch = node->parts[1 + i];

        texts[i] = branch->op == RULE_NULL
                       ? value_nothing(code, node->type.kind)
                       : rule_code_operand(code, rule_code_value(code, branch), LEVEL_OR);
    }
    if (node->type.kind == RULE_KIND_INTEGER && value_is_literal(node->parts[1])) {
        wide = "(int64_t)";
    }
    return (struct code){CODE(code, "%s ? %s%s : %s", choice, wide, texts[0], texts[1]),
                         LEVEL_CHOICE};
}

/* Arithmetic */

/* An operand of time arithmetic; of a kept time, the instant with its nanoseconds. */
static const char *value_instant(struct rule_code *code, const struct rule_node *node)
{
    const char *value = rule_code_operand(code, rule_code_value(code, node), LEVEL_CHOICE);

    return code->check->old && node->type.kind == RULE_KIND_TIME
               ? CODE(code, "dg_kept_time_instant(%s)", value)
               : value;
}

struct code rule_code_write_sum(struct rule_code *code, const struct rule_node *node)
{
    bool add = rule_operator_is(node->op, RULE_ADD, RULE_SUBTRACT);
    const struct rule_node *left = node->parts[0];
    const struct rule_node *right = node->parts[1];
    const char *name = add ? "dg_add" : "dg_subtract";
    bool time = node->type.kind == RULE_KIND_TIME;
    const char *out;

    if (node->type.kind == RULE_KIND_NUMBER) {
        return (struct code){
            CODE(code, "(%s %s %s)",
                 rule_code_operand(code, rule_code_value(code, left), LEVEL_UNARY), add ? "+" : "-",
                 rule_code_operand(code, rule_code_value(code, right), LEVEL_UNARY)),
            LEVEL_PRIMARY};
    }
    if (time) {
        name = add ? "dg_time_add" : "dg_time_subtract";
        if (left->type.kind == RULE_KIND_DURATION) {
            left = node->parts[1];
            right = node->parts[0];
        }
    } else if (node->type.kind == RULE_KIND_DURATION) {
        name = left->type.kind == RULE_KIND_TIME ? "dg_time_since"
               : add                             ? "dg_duration_add"
                                                 : "dg_duration_subtract";
    }
    out = value_instant(code, left);
    out = CODE(code, "%s(%s, %s, &%s)", name, out, value_instant(code, right), code->flag);
    return (struct code){time && code->check->old ? CODE(code, "dg_kept_time_of(%s)", out) : out,
                         LEVEL_PRIMARY};
}

struct code rule_code_write_negate(struct rule_code *code, const struct rule_node *node)
{
    struct code part = rule_code_value(code, node->parts[0]);

    if (node->type.kind == RULE_KIND_INTEGER) {
        return (struct code){CODE(code, "dg_negate(%s, &%s)", part.text, code->flag),
                             LEVEL_PRIMARY};
    }
    return (struct code){CODE(code, "(-%s)", rule_code_operand(code, part, LEVEL_PRIMARY)),
                         LEVEL_PRIMARY};
}

/* Concatenations */

struct part_list {
    const char *parts[RULE_MAX_NODES];
    size_t count;
};

static void parts_collect(struct rule_code *code, const struct rule_node *node,
                          struct part_list *list)
{
    struct part_list *branches[2];
    const char *choice;

    if (node->op == RULE_ADD) {
        parts_collect(code, node->parts[0], list);
        parts_collect(code, node->parts[1], list);
        return;
    }
    if (node->op == RULE_NULL) {
        return; /* its value is never used */
    }
    if (!rule_has_parts(node)) {
        list->parts[list->count++] = rule_code_text(code, node);
        return;
    }
    choice = rule_code_choice_condition(code, node);
    for (size_t i = 0; i < 2; i++) {
        branches[i] = memory_arena_new(code->arena, sizeof *branches[i]);
        parts_collect(code, node->parts[1 + i], branches[i]);
    }
    for (size_t i = 0; i < branches[0]->count || i < branches[1]->count; i++) {
        static const char none[] = "(struct dg_text){NULL, 0}";

        list->parts[list->count++] = CODE(code, "(%s ? %s : %s)", choice,
                                          i < branches[0]->count ? branches[0]->parts[i] : none,
                                          i < branches[1]->count ? branches[1]->parts[i] : none);
    }
}

const char *rule_code_parts(struct rule_code *code, const struct rule_node *node)
{
    struct part_list *list = memory_arena_new(code->arena, sizeof *list);
    struct buffer out = {0};
    const char *text;

    parts_collect(code, node, list);
    buffer_add(&out, "(struct dg_parts){(const struct dg_text[]){");
    for (size_t i = 0; i < list->count; i++) {
        buffer_format(&out, "%s%s", i > 0 ? ", " : "", list->parts[i]);
    }
    buffer_format(&out, "}, %zu}", list->count);
    text = memory_arena_copy(code->arena, out.data, out.length);
    buffer_free(&out);
    return text;
}
