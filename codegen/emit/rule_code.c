/* Rules as C: logic, values, and the function around them. */
#include "emit/rule_code.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "emit/emit_parts.h"

/* Statements and locals */

const char *rule_code_operand(struct rule_code *code, struct code expression, enum code_level level)
{
    return expression.level > level ? CODE(code, "(%s)", expression.text) : expression.text;
}

void rule_code_statement(struct rule_code *code, const char *format, ...)
{
    va_list arguments;

    buffer_format(&code->statements, "%*s", (int)(4 * code->depth), "");
    va_start(arguments, format);
    buffer_format_list(&code->statements, format, arguments);
    va_end(arguments);
    buffer_add(&code->statements, "\n");
}

struct code_block rule_code_open(struct rule_code *code, const char *head)
{
    rule_code_statement(code, "%s", head);
    code->depth++;
    return (struct code_block){code->entry_count, code->alias_count};
}

void rule_code_close(struct rule_code *code, struct code_block block)
{
    code->entry_count = block.entry_count;
    code->alias_count = block.alias_count;
    code->depth--;
    rule_code_statement(code, "}");
}

void rule_code_set_alias(struct rule_code *code, const struct rule_node *node, const char *name)
{
    assert(code->alias_count < CODE_MAX_ALIASES);
    code->aliases[code->alias_count++] = (struct code_alias){node, name};
}

const char *rule_code_type(const struct rule_code *code, enum rule_kind kind)
{
    switch (kind) {
    case RULE_KIND_BOOLEAN:
        return "bool";
    case RULE_KIND_INTEGER:
        return "int64_t";
    case RULE_KIND_NUMBER:
        return "double";
    case RULE_KIND_TEXT:
        return "struct dg_text";
    case RULE_KIND_TIME:
        return code->check->old ? "struct dg_kept_time" : "struct dg_time";
    case RULE_KIND_DURATION:
        return "struct dg_duration";
    case RULE_KIND_NULL:
    case RULE_KIND_LIST:
    case RULE_KIND_MAP:
    case RULE_KIND_OBJECT:
    case RULE_KIND_JSON:
        break;
    }
    assert(false);
    return NULL;
}

size_t rule_code_number(struct rule_code *code)
{
    return ++code->numbers;
}

static bool code_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool rule_code_mentions(const char *text, const char *name)
{
    size_t length = strlen(name);
    bool quoted = false; /* a quotation mark in a literal is written as its code */
    char before = ' ';

    for (; *text != '\0'; text++) {
        quoted = *text == '"' ? !quoted : quoted;
        if (!quoted && !code_is_letter(before) && strncmp(text, name, length) == 0 &&
            !code_is_letter(text[length])) {
            return true;
        }
        before = *text;
    }
    return false;
}

const char *rule_code_flag(struct rule_code *code)
{
    const char *flag = CODE(code, "over_%zu", rule_code_number(code));

    rule_code_statement(code, "bool %s = false;", flag);
    return flag;
}

struct code rule_code_pass_overflow(struct rule_code *code, struct code value, const char *flag)
{
    if (flag == NULL) {
        return value;
    }
    return (struct code){CODE(code, "(%s = %s || %s, %s)", code->flag, code->flag, flag,
                              rule_code_operand(code, value, LEVEL_CHOICE)),
                         LEVEL_PRIMARY};
}

/* Values */

static const char *code_literal(struct rule_code *code, struct dg_text text)
{
    struct buffer literal = emit_literal(text);
    const char *copy = memory_arena_copy(code->arena, literal.data, literal.length);

    buffer_free(&literal);
    return copy;
}

const char *rule_code_choice_condition(struct rule_code *code, const struct rule_node *node)
{
    const struct rule_node *condition = node->parts[0];
    const char *name = NULL;

    for (size_t i = code->alias_count; name == NULL && i > 0; i--) {
        name = code->aliases[i - 1].node == condition ? code->aliases[i - 1].name : NULL;
    }
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

/* The value where there is null, at which nobody looks. */
static const char *code_nothing(struct rule_code *code, enum rule_kind kind)
{
    if (kind == RULE_KIND_BOOLEAN) {
        return "false";
    }
    return kind == RULE_KIND_INTEGER || kind == RULE_KIND_NUMBER
               ? "0"
               : CODE(code, "(%s){0}", rule_code_type(code, kind));
}

/* Whether an integer is written as a literal, or is the nothing of null. */
static bool code_is_literal(const struct rule_node *node)
{
    const struct model_type *model = node->type.model;

    return node->op == RULE_INTEGER || node->op == RULE_NULL ||
           (model != NULL && model->kind == MODEL_CONST_INTEGER && rule_is_path(node));
}

/* A choice of integers is as wide as those that it is compared with, though literals are not. */
static struct code code_chosen(struct rule_code *code, const struct rule_node *node)
{
    const char *choice = rule_code_choice_condition(code, node);
    const char *wide = "";
    const char *texts[2];

    for (size_t i = 0; i < 2; i++) {
        const struct rule_node *branch = node->parts[1 + i];

        texts[i] = branch->op == RULE_NULL
                       ? code_nothing(code, node->type.kind)
                       : rule_code_operand(code, rule_code_value(code, branch), LEVEL_OR);
    }
    if (node->type.kind == RULE_KIND_INTEGER && code_is_literal(node->parts[1])) {
        wide = "(int64_t)";
    }
    return (struct code){CODE(code, "%s ? %s%s : %s", choice, wide, texts[0], texts[1]),
                         LEVEL_CHOICE};
}

static struct code code_integer(struct rule_code *code, const struct rule_node *node)
{
    struct buffer number = {0};
    const struct model_type *model = node->type.model;

    if (node->op == RULE_INTEGER || model->kind == MODEL_CONST_INTEGER) {
        emit_integer(&number, node->op == RULE_INTEGER ? node->integer : model->const_integer);
        const char *text = memory_arena_copy(code->arena, number.data, number.length);

        buffer_free(&number);
        return (struct code){text, node->op == RULE_INTEGER && node->integer < 0 ? LEVEL_UNARY
                                                                                 : LEVEL_PRIMARY};
    }
    if (model->kind == MODEL_ENUM && !code->check->old) {
        return (struct code){CODE(code, "dg_word_number(&%s_%s_words, %s, %s)",
                                  code->emitter->model->prefix, model->name,
                                  rule_code_path_value(code, node).text,
                                  rule_code_path_text(code, node)),
                             LEVEL_PRIMARY};
    }
    return rule_code_path_value(code, node);
}

static struct code code_number_literal(struct rule_code *code, double number)
{
    char digits[40];

    snprintf(digits, sizeof digits, "%.17g", number);
    return (struct code){CODE(code, "%s%s", digits, strpbrk(digits, ".e") == NULL ? ".0" : ""),
                         LEVEL_UNARY};
}

static struct code code_time_literal(struct rule_code *code, const struct dg_time *time)
{
    const char *literal =
        CODE(code, "(struct dg_time){INT64_C(%" PRId64 "), %" PRIu32 ", {NULL, 0}}", time->seconds,
             time->nanos);

    return (struct code){code->check->old ? CODE(code, "dg_kept_time_of(%s)", literal) : literal,
                         LEVEL_PRIMARY};
}

/* A time that arithmetic takes: with the nanoseconds that it looks at. */
static const char *code_instant(struct rule_code *code, const struct rule_node *node)
{
    const char *value = rule_code_operand(code, rule_code_value(code, node), LEVEL_CHOICE);

    return code->check->old && node->type.kind == RULE_KIND_TIME
               ? CODE(code, "dg_kept_time_instant(%s)", value)
               : value;
}

static struct code code_sum(struct rule_code *code, const struct rule_node *node)
{
    bool add = node->op == RULE_ADD;
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
    out = code_instant(code, left);
    out = CODE(code, "%s(%s, %s, &%s)", name, out, code_instant(code, right), code->flag);
    return (struct code){time && code->check->old ? CODE(code, "dg_kept_time_of(%s)", out) : out,
                         LEVEL_PRIMARY};
}

static struct code code_negated(struct rule_code *code, const struct rule_node *node)
{
    struct code part = rule_code_value(code, node->parts[0]);

    if (node->type.kind == RULE_KIND_INTEGER) {
        return (struct code){CODE(code, "dg_negate(%s, &%s)", part.text, code->flag),
                             LEVEL_PRIMARY};
    }
    return (struct code){CODE(code, "(-%s)", rule_code_operand(code, part, LEVEL_PRIMARY)),
                         LEVEL_PRIMARY};
}

static struct code code_text_value(struct rule_code *code, const struct rule_node *node)
{
    const struct model_type *model = node->type.model;
    struct dg_text constant = node->op == RULE_TEXT ? node->text
                              : model != NULL       ? model->const_text
                                                    : (struct dg_text){NULL, 0};

    if (node->op == RULE_TEXT || (model != NULL && model->kind == MODEL_CONST_TEXT)) {
        return (struct code){
            CODE(code, "(struct dg_text)DG_TEXT(%s)", code_literal(code, constant)), LEVEL_PRIMARY};
    }
    if (node->op == RULE_MEDIA_TYPE) {
        return (struct code){"exchange->media_type", LEVEL_PRIMARY};
    }
    if (model != NULL && model->kind == MODEL_ENUM) {
        return (struct code){CODE(code, "dg_word_text(&%s_%s_words, %s, %s)",
                                  code->emitter->model->prefix, model->name,
                                  rule_code_path_value(code, node).text,
                                  rule_code_path_text(code, node)),
                             LEVEL_PRIMARY};
    }
    return rule_code_path_value(code, node);
}

/* The local that a value was put into; NULL: it was not. */
static const char *code_alias(const struct rule_code *code, const struct rule_node *node)
{
    for (size_t i = code->alias_count; node->op != RULE_NAME && i > 0; i--) {
        if (code->aliases[i - 1].node == node) {
            return code->aliases[i - 1].name;
        }
    }
    return NULL;
}

static struct code code_literal_value(struct rule_code *code, const struct rule_node *node)
{
    if (node->op == RULE_NUMBER) {
        return code_number_literal(code, node->number);
    }
    if (node->op == RULE_TIME) {
        return code_time_literal(code, &node->time);
    }
    return (struct code){CODE(code, "(struct dg_duration){INT64_C(%" PRId64 "), %" PRId32 "}",
                              node->duration.seconds, node->duration.nanos),
                         LEVEL_PRIMARY};
}

struct code rule_code_value(struct rule_code *code, const struct rule_node *node)
{
    const char *alias = code_alias(code, node);
    enum rule_kind kind = node->type.kind;

    if (alias != NULL) {
        return (struct code){alias, LEVEL_PRIMARY};
    }
    if (node->op == RULE_CHOOSE && (kind != RULE_KIND_BOOLEAN || node->nullable)) {
        return code_chosen(code, node);
    }
    if (kind == RULE_KIND_BOOLEAN) {
        return rule_code_condition(code, node);
    }
    if (node->op == RULE_ADD || node->op == RULE_SUBTRACT) {
        return code_sum(code, node);
    }
    if (node->op == RULE_NEGATE) {
        return code_negated(code, node);
    }
    if (node->op == RULE_SIZE) {
        return rule_code_size(code, node);
    }
    if (node->op == RULE_STATUS) {
        return (struct code){"dg_exchange_status(exchange)", LEVEL_PRIMARY};
    }
    if (node->op == RULE_NUMBER || node->op == RULE_TIME || node->op == RULE_DURATION) {
        return code_literal_value(code, node);
    }
    if (kind == RULE_KIND_TEXT) {
        return code_text_value(code, node);
    }
    return kind == RULE_KIND_INTEGER && (node->type.model != NULL || node->op == RULE_INTEGER)
               ? code_integer(code, node)
               : rule_code_path_value(code, node);
}

const char *rule_code_text(struct rule_code *code, const struct rule_node *node)
{
    return rule_code_operand(code, rule_code_value(code, node), LEVEL_OR);
}

/* Texts of several parts */

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
        return; /* nobody looks at it */
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
