/* The parser of rules: the grammar and precedence of CEL, without the parts that aren't
 * supported. */
#include "rules/rule_parse.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "common/suggestion.h"
#include "rules/rule_lex.h"
#include "rules/rule_literal.h"
#include "rules/rule_path.h"

struct parser {
    struct rule_lexer lexer;
    struct rule_token next;
    size_t nodes;
    unsigned depth; /* of calls of parse_expression */
    bool failed;
};

static struct rule_node *parse_expression(struct parser *parser);
static struct rule_node *parse_infix(struct parser *parser, unsigned precedence);

/* Reports the first error only: later ones may be consequences of the first. */
static struct rule_node *parse_fail(struct parser *parser, enum diag_id id, size_t at,
                                    const char *message)
{
    if (!parser->failed && parser->next.kind != RULE_TOKEN_BAD) {
        RULE_ERROR(parser->lexer.diag, parser->lexer.node, id, at, "%s", message);
    }
    parser->failed = true;
    return NULL;
}

static void parse_advance(struct parser *parser)
{
    parser->next = rule_lex(&parser->lexer);
}

static bool parse_is_sign(const struct parser *parser, const char *sign)
{
    return parser->next.kind == RULE_TOKEN_SIGN &&
           dg_text_equal(parser->next.text, dg_text_of(sign));
}

static bool parse_take(struct parser *parser, const char *sign)
{
    bool found = parse_is_sign(parser, sign);

    if (found) {
        parse_advance(parser);
    }
    return found;
}

/* Takes a sign that must come next. */
static bool parse_expect(struct parser *parser, const char *sign)
{
    char message[32];

    if (parse_take(parser, sign)) {
        return true;
    }
    snprintf(message, sizeof message, "expected '%s'", sign);
    parse_fail(parser, DIAG_RULE_SYNTAX, parser->next.at, message);
    return false;
}

/* Nodes */

static struct rule_node *parse_node(struct parser *parser, enum rule_op op, size_t at)
{
    struct rule_node *node;

    if (++parser->nodes > RULE_MAX_NODES) {
        return parse_fail(parser, DIAG_RULE_SIZE, at,
                          "this rule is too large: it has more than 1000 operators and operands");
    }
    node = memory_arena_new(parser->lexer.arena, sizeof *node);
    node->op = op;
    node->at = at;
    node->height = 1;
    return node;
}

/* Adds an operand. Returns NULL if the node or the operand is NULL, or after an error. */
static struct rule_node *parse_add(struct parser *parser, struct rule_node *node,
                                   struct rule_node *part)
{
    struct rule_node **parts;

    if (node == NULL || part == NULL) {
        return NULL;
    }
    if ((node->count & (node->count - 1)) == 0) { /* full: capacities are powers of two */
        parts = memory_arena_new(parser->lexer.arena,
                                 (node->count == 0 ? 1 : node->count * 2) * sizeof(*parts));
        if (node->count > 0) {
            memcpy(parts, node->parts, node->count * sizeof(*parts));
        }
        node->parts = parts;
    }
    node->parts[node->count++] = part;
    if (part->height >= node->height) {
        node->height = part->height + 1;
    }
    if (node->height > RULE_MAX_HEIGHT) {
        return parse_fail(parser, DIAG_RULE_SIZE, node->at,
                          "this rule is nested deeper than 50 levels");
    }
    return node;
}

static struct rule_node *parse_binary(struct parser *parser, enum rule_op op, size_t at,
                                      struct rule_node *left, struct rule_node *right)
{
    return parse_add(parser, parse_add(parser, parse_node(parser, op, at), left), right);
}

/* Functions */

/* Whether a row is a function that can be called in that form. */
static bool parse_fits(const struct rule_operator *row, bool method)
{
    switch (row->form) {
    case RULE_FORM_METHOD:
    case RULE_FORM_MACRO:
        return method;
    case RULE_FORM_EITHER:
        return true;
    case RULE_FORM_QUESTION:
    case RULE_FORM_DURATION:
    case RULE_FORM_TIME:
        return !method;
    case RULE_FORM_OPERAND:
    case RULE_FORM_PREFIX:
    case RULE_FORM_INFIX:
    case RULE_FORM_CHAIN:
    case RULE_FORM_CHOICE:
        return false;
    }
    assert(false);
    return false;
}

static bool parse_is_function(const struct rule_operator *row)
{
    return parse_fits(row, true) || parse_fits(row, false);
}

/* The number of arguments of a call that don't become operands. */
static size_t parse_folded(const struct rule_operator *row)
{
    bool folded = row->form == RULE_FORM_MACRO || row->form == RULE_FORM_DURATION ||
                  row->form == RULE_FORM_TIME;

    return folded ? 1 : 0;
}

static const struct rule_operator *parse_wrong_form(struct parser *parser,
                                                    const struct rule_operator *row, size_t at)
{
    char message[64];

    snprintf(message, sizeof message,
             parse_fits(row, true) ? "'%s' is a method: write x.%s(…)"
                                   : "'%s' is a function: write %s(…)",
             row->spelling, row->spelling);
    parse_fail(parser, DIAG_RULE_FUNCTION, at, message);
    return NULL;
}

/* "size, startsWith … and timestamp"; the caller frees `data`. */
static struct buffer parse_list_functions(void)
{
    struct buffer out = {0};
    size_t count;
    const struct rule_operator *rows = rule_operators(&count);
    const char *last = NULL;

    for (size_t i = 0; i < count; i++) {
        if (!parse_is_function(&rows[i])) {
            continue;
        }
        if (last != NULL) {
            buffer_format(&out, "%s%s", out.length > 0 ? ", " : "", last);
        }
        last = rows[i].spelling;
    }
    buffer_format(&out, " and %s", last);
    return out;
}

static void parse_report_function(struct parser *parser, const struct rule_token *name, bool method,
                                  struct suggestion *suggestion)
{
    struct diag *diag = parser->lexer.diag;
    struct buffer functions = parse_list_functions();

    if (!parser->failed) {
        RULE_ERROR(diag, parser->lexer.node, DIAG_RULE_FUNCTION, name->at,
                   "unknown %s '%.*s'; the functions are %s", method ? "method" : "function",
                   DIAG_TEXT(name->text), functions.data);
        diag_did_you_mean(diag, suggestion->nearest);
    }
    buffer_free(&functions);
    parser->failed = true;
}

static const struct rule_operator *parse_find_function(struct parser *parser,
                                                       const struct rule_token *name, bool method)
{
    struct suggestion suggestion = suggestion_for(name->text);
    size_t count;
    const struct rule_operator *rows = rule_operators(&count);

    for (size_t i = 0; i < count; i++) {
        if (!parse_is_function(&rows[i])) {
            continue;
        }
        if (dg_text_equal(name->text, dg_text_of(rows[i].spelling))) {
            return parse_fits(&rows[i], method) ? &rows[i]
                                                : parse_wrong_form(parser, &rows[i], name->at);
        }
        suggestion_offer(&suggestion, dg_text_of(rows[i].spelling));
    }
    parse_report_function(parser, name, method, &suggestion);
    return NULL;
}

/* Takes arguments up to the closing parenthesis. */
static struct rule_node *parse_arguments(struct parser *parser, struct rule_node *node)
{
    if (parse_take(parser, ")")) {
        return node;
    }
    do {
        node = parse_add(parser, node, parse_expression(parser));
    } while (node != NULL && parse_take(parser, ","));
    return node != NULL && parse_expect(parser, ")") ? node : NULL;
}

/* x.all(v, predicate): the variable is a name, not a value. */
static struct rule_node *parse_macro(struct parser *parser, struct rule_node *node)
{
    struct rule_node *variable = node->parts[1];

    if (variable->op != RULE_NAME) {
        return parse_fail(parser, DIAG_RULE_SYNTAX, variable->at, "a variable must be a name");
    }
    if (rule_is_root_name(variable->text)) {
        return parse_fail(parser, DIAG_RULE_NAME, variable->at,
                          "a variable can't be named self, oldSelf, http or request");
    }
    node->text = variable->text;
    node->parts[1] = node->parts[2];
    node->count = 2;
    return node;
}

static struct rule_node *parse_literal_call(struct parser *parser, struct rule_node *node,
                                            bool (*read)(struct rule_node *, const struct tree *,
                                                         struct diag *))
{
    if (!read(node, parser->lexer.node, parser->lexer.diag)) {
        parser->failed = true;
        return NULL;
    }
    return node;
}

/* Reports what has() can't take, such as a member whose name has a dash. */
static struct rule_node *parse_fail_has(struct parser *parser, const struct rule_node *part)
{
    static const char words[] = "has() takes a member: has(x.name), or 'any name' in x";
    struct dg_text rule = parser->lexer.node->text;
    const struct rule_node *member = part;
    struct rule_spelling spelling;

    while (member->op == RULE_SUBTRACT) {
        member = member->parts[0];
    }
    if (member == part || member->op != RULE_MEMBER || parser->failed) {
        return parse_fail(parser, DIAG_RULE_SYNTAX, part->at, words);
    }
    spelling = rule_spell_member(rule, member);
    RULE_ERROR(parser->lexer.diag, parser->lexer.node, DIAG_RULE_SYNTAX, part->at,
               "%s; did you mean '%.*s' in %.*s?", words, DIAG_TEXT(spelling.name),
               DIAG_TEXT(spelling.object));
    parser->failed = true;
    return NULL;
}

/* Finishes a call by the form of its function. */
static struct rule_node *parse_finish_call(struct parser *parser, const struct rule_operator *row,
                                           struct rule_node *node)
{
    switch (row->form) {
    case RULE_FORM_MACRO:
        return parse_macro(parser, node);
    case RULE_FORM_QUESTION:
        return node->parts[0]->op == RULE_MEMBER ? node : parse_fail_has(parser, node->parts[0]);
    case RULE_FORM_DURATION:
        return parse_literal_call(parser, node, rule_literal_duration);
    case RULE_FORM_TIME:
        return parse_literal_call(parser, node, rule_literal_time);
    case RULE_FORM_METHOD:
    case RULE_FORM_EITHER:
        return node;
    case RULE_FORM_OPERAND:
    case RULE_FORM_PREFIX:
    case RULE_FORM_INFIX:
    case RULE_FORM_CHAIN:
    case RULE_FORM_CHOICE:
        break;
    }
    assert(false);
    return NULL;
}

static struct rule_node *parse_call(struct parser *parser, const struct rule_token *name,
                                    struct rule_node *receiver)
{
    const struct rule_operator *row = parse_find_function(parser, name, receiver != NULL);
    struct rule_node *node = NULL;
    char message[64];
    size_t least;

    if (row != NULL) {
        node = parse_node(parser, row->op, name->at);
    }
    if (receiver != NULL) {
        node = parse_add(parser, node, receiver);
    }
    node = node == NULL ? NULL : parse_arguments(parser, node);
    if (node == NULL) {
        return NULL;
    }
    least = row->least + parse_folded(row);
    if (node->count < least || node->count > row->most + parse_folded(row)) {
        least -= receiver != NULL;
        snprintf(message, sizeof message, "'%s' takes %zu argument%s", row->spelling, least,
                 least == 1 ? "" : "s");
        return parse_fail(parser, DIAG_RULE_FUNCTION, name->at, message);
    }
    return parse_finish_call(parser, row, node);
}

/* Primaries */

static struct rule_node *parse_list(struct parser *parser, size_t at)
{
    struct rule_node *node = parse_node(parser, RULE_LIST, at);

    while (node != NULL && !parse_is_sign(parser, "]")) {
        node = parse_add(parser, node, parse_expression(parser));
        if (!parse_take(parser, ",")) {
            break;
        }
    }
    return node != NULL && parse_expect(parser, "]") ? node : NULL;
}

static struct rule_node *parse_name(struct parser *parser)
{
    static const char *const literals[] = {"null", "false", "true"};
    struct rule_token name = parser->next;
    struct rule_node *node = NULL;

    parse_advance(parser);
    for (size_t i = 0; i < 3; i++) {
        if (dg_text_equal(name.text, dg_text_of(literals[i]))) {
            node = parse_node(parser, i == 0 ? RULE_NULL : RULE_BOOLEAN, name.at);
            if (node != NULL) {
                node->boolean = i == 2;
            }
            return node;
        }
    }
    if (rule_is_reserved(name.text)) {
        return parse_fail(parser, DIAG_RULE_SYNTAX, name.at, "this name is a reserved word of CEL");
    }
    if (parse_take(parser, "(")) {
        return parse_call(parser, &name, NULL);
    }
    node = parse_node(parser, RULE_NAME, name.at);
    if (node != NULL) {
        node->text = name.text;
    }
    return node;
}

static struct rule_node *parse_literal(struct parser *parser, bool negative)
{
    struct rule_token token = parser->next;
    enum rule_op op = token.kind == RULE_TOKEN_INTEGER  ? RULE_INTEGER
                      : token.kind == RULE_TOKEN_NUMBER ? RULE_NUMBER
                                                        : RULE_TEXT;
    struct rule_node *node = parse_node(parser, op, token.at);

    if (token.kind == RULE_TOKEN_INTEGER && token.integer > (uint64_t)INT64_MAX + negative) {
        return parse_fail(parser, DIAG_RULE_LITERAL, token.at,
                          "this number is out of the range of int64");
    }
    parse_advance(parser);
    if (node != NULL) {
        node->text = token.text;
        node->number = negative ? -token.number : token.number;
        node->integer = negative ? (int64_t)(0 - token.integer) : (int64_t)token.integer;
    }
    return node;
}

static struct rule_node *parse_primary(struct parser *parser)
{
    size_t at = parser->next.at;
    struct rule_node *node;

    switch (parser->next.kind) {
    case RULE_TOKEN_NAME:
        return parse_name(parser);
    case RULE_TOKEN_INTEGER:
    case RULE_TOKEN_NUMBER:
    case RULE_TOKEN_TEXT:
        return parse_literal(parser, false);
    case RULE_TOKEN_SIGN:
        break;
    case RULE_TOKEN_END:
        return parse_fail(parser, DIAG_RULE_SYNTAX, at, "the rule ends where a value is expected");
    case RULE_TOKEN_BAD:
        parser->failed = true;
        return NULL;
    }
    if (parse_take(parser, "(")) {
        node = parse_expression(parser);
        return node != NULL && parse_expect(parser, ")") ? node : NULL;
    }
    if (parse_take(parser, "[")) {
        return parse_list(parser, at);
    }
    return parse_fail(parser, DIAG_RULE_SYNTAX, at, "expected a value");
}

static struct rule_node *parse_member(struct parser *parser, struct rule_node *object)
{
    struct rule_token name = parser->next;
    struct rule_node *node;

    if (name.kind != RULE_TOKEN_NAME || rule_is_keyword(name.text)) {
        return parse_fail(parser, DIAG_RULE_SYNTAX, name.at, "expected a member name");
    }
    parse_advance(parser);
    if (parse_take(parser, "(")) {
        return parse_call(parser, &name, object);
    }
    node = parse_add(parser, parse_node(parser, RULE_MEMBER, name.at), object);
    if (node != NULL) {
        node->text = name.text;
    }
    return node;
}

static struct rule_node *parse_postfix(struct parser *parser, struct rule_node *node)
{
    while (node != NULL) {
        size_t at = parser->next.at;

        if (parse_take(parser, ".")) {
            node = parse_member(parser, node);
        } else if (parse_take(parser, "[")) {
            node = parse_binary(parser, RULE_INDEX, at, node, parse_expression(parser));
            node = node != NULL && parse_expect(parser, "]") ? node : NULL;
        } else {
            return node;
        }
    }
    return NULL;
}

/* Operators */

/* Takes a negative number after '!', where no other minus is allowed. */
static struct rule_node *parse_negative(struct parser *parser)
{
    size_t at = parser->next.at;

    parse_advance(parser);
    if (parser->next.kind != RULE_TOKEN_INTEGER && parser->next.kind != RULE_TOKEN_NUMBER) {
        return parse_fail(parser, DIAG_RULE_SYNTAX, at, "'-' after '!' needs parentheses");
    }
    return parse_postfix(parser, parse_literal(parser, true));
}

/* The operator of that form whose sign or word is next; NULL: there is none. */
static const struct rule_operator *parse_operator(const struct parser *parser, enum rule_form form)
{
    size_t count;
    const struct rule_operator *rows = rule_operators(&count);

    for (size_t i = 0; i < count; i++) {
        if (rows[i].form == form &&
            dg_text_equal(parser->next.text, dg_text_of(rows[i].spelling)) &&
            (parser->next.kind == RULE_TOKEN_SIGN || parser->next.kind == RULE_TOKEN_NAME)) {
            return &rows[i];
        }
    }
    return NULL;
}

/* Takes a run of one sign before an operand. As in CEL, two of them cancel each other, and a number
   takes the last minus. */
static struct rule_node *parse_unary(struct parser *parser)
{
    size_t at = parser->next.at;
    const struct rule_operator *row = parse_operator(parser, RULE_FORM_PREFIX);
    bool minus = row != NULL && row->op == RULE_NEGATE;
    struct rule_node *node = NULL;
    bool odd = false;

    while (row != NULL && parse_take(parser, row->spelling)) {
        odd = !odd;
    }
    if (minus &&
        (parser->next.kind == RULE_TOKEN_INTEGER || parser->next.kind == RULE_TOKEN_NUMBER)) {
        odd = !odd;
        node = parse_postfix(parser, parse_literal(parser, true));
    } else if (!minus && parse_is_sign(parser, "-")) {
        node = parse_negative(parser);
    } else {
        node = parse_postfix(parser, parse_primary(parser));
    }
    return odd ? parse_add(parser, parse_node(parser, row->op, at), node) : node;
}

/* The infix operator of that precedence that is next; NULL: there is none. */
static const struct rule_operator *parse_infix_operator(const struct parser *parser,
                                                        unsigned precedence)
{
    const struct rule_operator *row = parse_operator(parser, RULE_FORM_INFIX);

    row = row != NULL ? row : parse_operator(parser, RULE_FORM_CHAIN);
    return row != NULL && row->precedence == precedence ? row : NULL;
}

/* Continues after `left` with an operator and its other operand. A chain that the caller has begun
   grows. */
static struct rule_node *parse_infix_rest(struct parser *parser, const struct rule_operator *row,
                                          struct rule_node *left, bool grows)
{
    size_t at = parser->next.at;

    if (row->form == RULE_FORM_CHAIN && !grows) {
        left = parse_add(parser, parse_node(parser, row->op, at), left);
    }
    if (left == NULL) {
        return NULL;
    }
    parse_advance(parser);
    return row->form == RULE_FORM_CHAIN
               ? parse_add(parser, left, parse_infix(parser, row->precedence - 1))
               : parse_binary(parser, row->op, at, left, parse_infix(parser, row->precedence - 1));
}

/* Operands, and the infix operators of that precedence between them. */
static struct rule_node *parse_infix(struct parser *parser, unsigned precedence)
{
    const struct rule_operator *before = NULL;
    const struct rule_operator *row;
    struct rule_node *left;

    if (precedence == rule_operator(RULE_NOT)->precedence) {
        return parse_unary(parser);
    }
    left = parse_infix(parser, precedence - 1);
    row = parse_infix_operator(parser, precedence);
    while (left != NULL && row != NULL) {
        left = parse_infix_rest(parser, row, left, row == before);
        before = row;
        row = parse_infix_operator(parser, precedence);
    }
    return left;
}

static struct rule_node *parse_choice(struct parser *parser)
{
    const struct rule_operator *row = rule_operator(RULE_CHOOSE);
    struct rule_node *condition = parse_infix(parser, row->precedence - 1);
    struct rule_node *node;
    size_t at = parser->next.at;

    if (condition == NULL || !parse_take(parser, row->spelling)) {
        return condition;
    }
    node = parse_add(parser, parse_node(parser, RULE_CHOOSE, at), condition);
    node = parse_add(parser, node, parse_infix(parser, row->precedence - 1));
    if (node == NULL || !parse_expect(parser, ":")) {
        return NULL;
    }
    return parse_add(parser, node, parse_expression(parser));
}

static struct rule_node *parse_expression(struct parser *parser)
{
    struct rule_node *node;

    if (parser->failed || parser->next.kind == RULE_TOKEN_BAD) {
        parser->failed = true;
        return NULL;
    }
    if (++parser->depth > RULE_MAX_HEIGHT) {
        return parse_fail(parser, DIAG_RULE_SIZE, parser->next.at,
                          "this rule is nested deeper than 50 levels");
    }
    node = parse_choice(parser);
    parser->depth--;
    return node;
}

struct rule_node *rule_parse(const struct tree *text, struct dg_arena *arena, struct diag *diag)
{
    struct parser parser = {.lexer = {.node = text, .arena = arena, .diag = diag}};
    struct rule_node *node;

    if (text->text.length > RULE_MAX_BYTES) {
        diag_error(diag, DIAG_RULE_SIZE, text->at, "this rule is longer than %d bytes",
                   RULE_MAX_BYTES);
        return NULL;
    }
    parse_advance(&parser);
    node = parse_expression(&parser);
    if (node != NULL && parser.next.kind != RULE_TOKEN_END) {
        return parse_fail(&parser, DIAG_RULE_SYNTAX, parser.next.at,
                          "expected an operator or the end of the rule");
    }
    return node;
}
