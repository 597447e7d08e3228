/* Comparisons as C. */
#include "emit/rule_code_compare.h"

#include <assert.h>

#include "base/memory_arena.h"
#include "emit/rule_code_cost.h"
#include "emit/rule_code_lvalue.h"
#include "emit/rule_code_value.h"

/* Whether a value isn't null, as C. */
static const char *compare_is_value(struct rule_code *code, const struct rule_node *node)
{
    if (!node->nullable) {
        return node->op == RULE_NULL ? "false" : "true";
    }
    if (node->op == RULE_CHOOSE) {
        const char *choice = rule_code_choice_condition(code, node);
        const char *yes = compare_is_value(code, node->parts[1]);

        return CODE(code, "(%s ? %s : %s)", choice, yes, compare_is_value(code, node->parts[2]));
    }
    return CODE(code, "%s == DG_VALUE", rule_code_path_presence(code, node));
}

/* Enums and their values */

/* The enumerator for a literal. */
static const char *compare_enumerator(struct rule_code *code, const struct model_type *model,
                                      const struct rule_node *literal)
{
    for (size_t i = 0; i < model->word_count; i++) {
        const struct model_word *word = &model->words[i];

        if (literal->op == RULE_TEXT ? dg_text_equal(word->wire, literal->text)
                                     : word->number == literal->integer) {
            return CODE(code, "%s_%s", code->emitter->model->upper_prefix, word->constant);
        }
    }
    assert(false);
    return NULL;
}

static bool compare_is_enum(const struct rule_code *code, const struct rule_node *node)
{
    return rule_is_path(node) && node->type.model != NULL && node->type.model->kind == MODEL_ENUM &&
           !(code->check->old && node->type.model->integer_enum);
}

/* Compares enumerators. Returns NULL unless both operands have enumerators: two enums, or an enum
 * and a literal. */
static const char *compare_enums(struct rule_code *code, const struct rule_node *a,
                                 const struct rule_node *b, const char *op)
{
    if (compare_is_enum(code, b) && !compare_is_enum(code, a)) {
        return compare_enums(code, b, a, op);
    }
    if (!compare_is_enum(code, a)) {
        return NULL;
    }
    if (b->op == RULE_TEXT || b->op == RULE_INTEGER) {
        return CODE(code, "%s %s %s",
                    rule_code_operand(code, rule_code_path_value(code, a), LEVEL_UNARY), op,
                    compare_enumerator(code, a->type.model, b));
    }
    if (!compare_is_enum(code, b) || a->type.model != b->type.model || a->type.model->open) {
        return NULL;
    }
    return CODE(code, "%s %s %s",
                rule_code_operand(code, rule_code_path_value(code, a), LEVEL_UNARY), op,
                rule_code_operand(code, rule_code_path_value(code, b), LEVEL_UNARY));
}

/* Kept values */

static struct code compare_kept(struct rule_code *code, const struct rule_node *a,
                                const struct rule_node *b, bool equal)
{
    const char *negation = equal ? "" : "!";
    const char *one;

    if (!a->type.digest && !b->type.digest) { /* of the same open enum */
        one = rule_code_lvalue(code, a).text;
        return (struct code){CODE(code, "%sdg_kept_enum_equal(&%s, &%s)", negation, one,
                                  rule_code_lvalue(code, b).text),
                             LEVEL_NOT};
    }
    if (a->type.digest && b->type.digest) {
        one = rule_code_lvalue(code, a).text;
        return (struct code){CODE(code, "%sdg_kept_digest_equal(&%s, &%s)", negation, one,
                                  rule_code_lvalue(code, b).text),
                             LEVEL_NOT};
    }
    if (!a->type.digest) {
        return compare_kept(code, b, a, equal);
    }
    code->key = true;
    one = rule_code_lvalue(code, a).text;
    return (struct code){
        CODE(code, "%sdg_kept_is_text(&%s, %s, key)", negation, one, rule_code_text(code, b)),
        LEVEL_NOT};
}

static bool compare_is_kept(const struct rule_code *code, const struct rule_node *a,
                            const struct rule_node *b)
{
    bool open = compare_is_enum(code, a) && compare_is_enum(code, b) &&
                a->type.model == b->type.model && a->type.model->open;

    return code->check->old && (a->type.digest || b->type.digest || open);
}

/* Values */

static struct code compare_texts(struct rule_code *code, const struct rule_node *a,
                                 const struct rule_node *b, bool equal)
{
    bool parts = rule_has_parts(a) || rule_has_parts(b);
    const char *left = parts ? rule_code_parts(code, a) : rule_code_text(code, a);
    const char *right = parts ? rule_code_parts(code, b) : rule_code_text(code, b);

    rule_code_cost_comparison(code, a, b);
    if (parts) {
        return (struct code){
            CODE(code, "dg_parts_compare(%s, %s) %s 0", left, right, equal ? "==" : "!="),
            LEVEL_RELATION};
    }
    return (struct code){CODE(code, "%sdg_text_equal(%s, %s)", equal ? "" : "!", left, right),
                         equal ? LEVEL_PRIMARY : LEVEL_NOT};
}

/* The function that compares values of a kind. NULL: C's operators compare them. */
static const char *compare_function(const struct rule_code *code, enum rule_kind kind)
{
    if (kind == RULE_KIND_TIME) {
        return code->check->old ? "dg_kept_time_compare" : "dg_time_compare";
    }
    return kind == RULE_KIND_DURATION ? "dg_duration_compare" : NULL;
}

static struct code compare_scalars(struct rule_code *code, const struct rule_node *a,
                                   const struct rule_node *b, const char *op)
{
    const char *function = compare_function(code, a->type.kind);
    const char *left;

    if (a->type.kind == RULE_KIND_TIME) {
        rule_code_cost_time(code, a);
        rule_code_cost_time(code, b);
    }
    if (function != NULL) {
        left = rule_code_operand(code, rule_code_value(code, a), LEVEL_CHOICE);
        return (struct code){CODE(code, "%s(%s, %s) %s 0", function, left,
                                  rule_code_operand(code, rule_code_value(code, b), LEVEL_CHOICE),
                                  op),
                             LEVEL_RELATION};
    }
    left = rule_code_operand(code, rule_code_value(code, a), LEVEL_UNARY);
    return (struct code){CODE(code, "%s %s %s", left, op,
                              rule_code_operand(code, rule_code_value(code, b), LEVEL_UNARY)),
                         LEVEL_RELATION};
}

/* Compares two values that aren't null. */
static struct code compare_values(struct rule_code *code, const struct rule_node *a,
                                  const struct rule_node *b, bool equal)
{
    const char *op = equal ? "==" : "!=";
    const char *enums;

    if (compare_is_kept(code, a, b)) {
        return compare_kept(code, a, b, equal);
    }
    enums = compare_enums(code, a, b, op);
    if (enums != NULL) {
        return (struct code){enums, LEVEL_RELATION};
    }
    return a->type.kind == RULE_KIND_TEXT ? compare_texts(code, a, b, equal)
                                          : compare_scalars(code, a, b, op);
}

static struct code compare_with_null(struct rule_code *code, const struct rule_node *node,
                                     bool equal)
{
    if (rule_is_path(node)) {
        return (struct code){
            CODE(code, "%s %s DG_VALUE", rule_code_path_presence(code, node), equal ? "!=" : "=="),
            LEVEL_RELATION};
    }
    return (struct code){CODE(code, "%s%s", equal ? "!" : "", compare_is_value(code, node)),
                         LEVEL_NOT};
}

/* Two values of which one or both may be null. */
struct nullable_sides {
    const char *is_a;
    const char *is_b;
    const char *equal; /* the comparison if neither side is null */
};

static struct nullable_sides compare_sides(struct rule_code *code, const struct rule_node *a,
                                           const struct rule_node *b)
{
    struct nullable_sides sides;

    sides.equal = rule_code_operand(code, compare_values(code, a, b, true), LEVEL_AND);
    sides.is_a = compare_is_value(code, a);
    sides.is_b = compare_is_value(code, b);
    return sides;
}

/* The same, but evaluates both sides even if one is null, as CEL does, so that overflows are
 * recorded. */
static struct nullable_sides compare_strictly(struct rule_code *code, const struct rule_node *a,
                                              const struct rule_node *b, const char **flag)
{
    const char *outer = code->flag;
    struct nullable_sides sides;
    size_t number = rule_code_number(code);

    *flag = rule_code_flag(code);
    code->flag = *flag;
    sides = compare_sides(code, a, b);
    code->flag = outer;
    rule_code_statement(code, "const bool equal_%zu = %s;", number, sides.equal);
    rule_code_statement(code, "const bool left_is_%zu = %s;", number, sides.is_a);
    rule_code_statement(code, "const bool right_is_%zu = %s;", number, sides.is_b);
    rule_code_statement(code, "(void)left_is_%zu;", number);
    rule_code_statement(code, "(void)right_is_%zu;", number);
    return (struct nullable_sides){CODE(code, "left_is_%zu", number),
                                   CODE(code, "right_is_%zu", number),
                                   CODE(code, "equal_%zu", number)};
}

static struct code compare_nullables(struct rule_code *code, const struct rule_node *node,
                                     const struct nullable_sides *sides)
{
    bool equal = rule_operator_is(node->op, RULE_EQUAL, RULE_DIFFERS);
    const char *both;

    if (node->parts[0]->nullable && node->parts[1]->nullable) {
        both = CODE(code, "(%s ? %s && %s : !(%s))", sides->is_a, sides->is_b, sides->equal,
                    sides->is_b);
    } else {
        both = CODE(code, "(%s && %s)", node->parts[0]->nullable ? sides->is_a : sides->is_b,
                    sides->equal);
    }
    return (struct code){CODE(code, "%s%s", equal ? "" : "!", both),
                         equal ? LEVEL_PRIMARY : LEVEL_NOT};
}

struct code rule_code_write_equality(struct rule_code *code, const struct rule_node *node)
{
    const struct rule_node *a = node->parts[0];
    const struct rule_node *b = node->parts[1];
    bool equal = rule_operator_is(node->op, RULE_EQUAL, RULE_DIFFERS);
    struct nullable_sides sides;
    const char *flag = NULL;

    if (a->op == RULE_NULL && b->op == RULE_NULL) {
        return (struct code){equal ? "true" : "false", LEVEL_PRIMARY};
    }
    if (a->op == RULE_NULL || b->op == RULE_NULL) {
        return compare_with_null(code, a->op == RULE_NULL ? b : a, equal);
    }
    if (!a->nullable && !b->nullable) {
        return compare_values(code, a, b, equal);
    }
    sides = node->overflows ? compare_strictly(code, a, b, &flag) : compare_sides(code, a, b);
    return rule_code_pass_overflow(code, compare_nullables(code, node, &sides), flag);
}

struct code rule_code_write_order(struct rule_code *code, const struct rule_node *node)
{
    const struct rule_node *a = node->parts[0];
    const struct rule_node *b = node->parts[1];
    const char *op = rule_operator(node->op)->spelling; /* as C spells it */
    bool parts = rule_has_parts(a) || rule_has_parts(b);
    const char *left;

    if (a->type.kind == RULE_KIND_BOOLEAN) { /* false is less than true */
        left = rule_code_condition(code, a).text;
        return (struct code){
            CODE(code, "dg_bool_compare(%s, %s) %s 0", left, rule_code_condition(code, b).text, op),
            LEVEL_RELATION};
    }
    if (a->type.kind != RULE_KIND_TEXT) {
        return compare_scalars(code, a, b, op);
    }
    rule_code_cost_comparison(code, a, b);
    left = parts ? rule_code_parts(code, a) : rule_code_text(code, a);
    return (struct code){CODE(code, "%s(%s, %s) %s 0",
                              parts ? "dg_parts_compare" : "dg_text_compare", left,
                              parts ? rule_code_parts(code, b) : rule_code_text(code, b), op),
                         LEVEL_RELATION};
}

/* Parts of texts */

/* Tests a text for a part with `of_texts`, or with `of_parts` if one of them is a concatenation. */
static struct code compare_part(struct rule_code *code, const struct rule_node *node,
                                const char *of_texts, const char *of_parts)
{
    bool parts = rule_has_parts(node->parts[0]) || rule_has_parts(node->parts[1]);
    const char *text =
        parts ? rule_code_parts(code, node->parts[0]) : rule_code_text(code, node->parts[0]);
    const char *part =
        parts ? rule_code_parts(code, node->parts[1]) : rule_code_text(code, node->parts[1]);

    return (struct code){CODE(code, "%s(%s, %s)", parts ? of_parts : of_texts, text, part),
                         LEVEL_PRIMARY};
}

struct code rule_code_write_starts(struct rule_code *code, const struct rule_node *node)
{
    struct code test = compare_part(code, node, "dg_text_starts", "dg_parts_start");

    rule_code_cost_comparison(code, node->parts[0], node->parts[1]);
    return test;
}

struct code rule_code_write_ends(struct rule_code *code, const struct rule_node *node)
{
    struct code test = compare_part(code, node, "dg_text_ends", "dg_parts_end");

    rule_code_cost_comparison(code, node->parts[0], node->parts[1]);
    return test;
}

struct code rule_code_write_contains(struct rule_code *code, const struct rule_node *node)
{
    struct code test = compare_part(code, node, "dg_text_contains", "dg_parts_contain");

    rule_code_cost_text(code, node->parts[0], 1);
    return test;
}
