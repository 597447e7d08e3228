/* The parser of rules: the grammar and precedence of CEL, less what isn't supported. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "common/suggestion.h"
#include "rules/rule.h"
#include "rules/rule_literal.h"

struct parser {
    struct rule_lexer lexer;
    struct rule_token next;
    size_t nodes;
    unsigned depth; /* of calls of parse_expression */
    bool failed;
};

static struct rule_node *parse_expression(struct parser *parser);

/* Reports once: what follows an error tells nothing. */
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

static bool parse_is_word(const struct parser *parser, const char *word)
{
    return parser->next.kind == RULE_TOKEN_NAME &&
           dg_text_equal(parser->next.text, dg_text_of(word));
}

static bool parse_take(struct parser *parser, const char *sign)
{
    bool found = parse_is_sign(parser, sign);

    if (found) {
        parse_advance(parser);
    }
    return found;
}

/* Takes a sign that has to be there. */
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

/* Adds a part; NULL, after an error, to or as one gives NULL. */
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
        return parse_fail(parser, DIAG_RULE_SIZE, node->at, "nested deeper than 50 levels");
    }
    return node;
}

static struct rule_node *parse_binary(struct parser *parser, enum rule_op op, size_t at,
                                      struct rule_node *left, struct rule_node *right)
{
    return parse_add(parser, parse_add(parser, parse_node(parser, op, at), left), right);
}

/* Functions */

struct function {
    const char *name;
    enum rule_op op;
    bool method;  /* x.name(…) */
    bool global;  /* name(x, …) */
    size_t count; /* of arguments, the receiver included */
};

static const struct function functions[] = {
    {"size", RULE_SIZE, true, true, 1},       {"startsWith", RULE_STARTS, true, false, 2},
    {"endsWith", RULE_ENDS, true, false, 2},  {"contains", RULE_CONTAINS, true, false, 2},
    {"has", RULE_HAS, false, true, 1},        {"all", RULE_ALL, true, false, 3},
    {"exists", RULE_EXISTS, true, false, 3},  {"duration", RULE_DURATION, false, true, 1},
    {"timestamp", RULE_TIME, false, true, 1},
};

#define FUNCTION_COUNT (sizeof functions / sizeof functions[0])

static const struct function *parse_wrong_form(struct parser *parser,
                                               const struct function *function, size_t at)
{
    char message[64];

    snprintf(message, sizeof message, function->method ? "say x.%s(…)" : "say %s(…)",
             function->name);
    parse_fail(parser, DIAG_RULE_FUNCTION, at, message);
    return NULL;
}

static const struct function *parse_find_function(struct parser *parser,
                                                  const struct rule_token *name, bool method)
{
    struct suggestion suggestion = suggestion_for(name->text);
    struct diag *diag = parser->lexer.diag;

    for (size_t i = 0; i < FUNCTION_COUNT; i++) {
        bool fits = method ? functions[i].method : functions[i].global;

        if (dg_text_equal(name->text, dg_text_of(functions[i].name))) {
            return fits ? &functions[i] : parse_wrong_form(parser, &functions[i], name->at);
        }
        suggestion_offer(&suggestion, dg_text_of(functions[i].name));
    }
    if (!parser->failed) {
        RULE_ERROR(diag, parser->lexer.node, DIAG_RULE_FUNCTION, name->at,
                   "there is no %s '%.*s'; there are size, startsWith, endsWith, contains, has, "
                   "all, exists, duration and timestamp",
                   method ? "method" : "function", DIAG_TEXT(name->text));
        diag_did_you_mean(diag, suggestion.nearest);
    }
    parser->failed = true;
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

/* x.all(v, predicate): the variable is a name and no value. */
static struct rule_node *parse_macro(struct parser *parser, struct rule_node *node)
{
    struct rule_node *variable = node->parts[1];

    if (variable->op != RULE_NAME) {
        return parse_fail(parser, DIAG_RULE_SYNTAX, variable->at, "a variable must be a name");
    }
    if (rule_is_root_name(variable->text)) {
        return parse_fail(parser, DIAG_RULE_NAME, variable->at,
                          "a variable must have another name than what every rule has");
    }
    node->text = variable->text;
    node->parts[1] = node->parts[2];
    node->count = 2;
    return node;
}

static struct rule_node *parse_call(struct parser *parser, const struct rule_token *name,
                                    struct rule_node *receiver)
{
    const struct function *function = parse_find_function(parser, name, receiver != NULL);
    struct rule_node *node = NULL;
    char message[64];

    if (function != NULL) {
        node = parse_node(parser, function->op, name->at);
    }
    if (receiver != NULL) {
        node = parse_add(parser, node, receiver);
    }
    node = node == NULL ? NULL : parse_arguments(parser, node);
    if (node == NULL) {
        return NULL;
    }
    if (node->count != function->count) {
        snprintf(message, sizeof message, "'%s' takes %zu argument%s", function->name,
                 function->count - (receiver != NULL),
                 function->count - (receiver != NULL) == 1 ? "" : "s");
        return parse_fail(parser, DIAG_RULE_FUNCTION, name->at, message);
    }
    if (function->op == RULE_ALL || function->op == RULE_EXISTS) {
        return parse_macro(parser, node);
    }
    if (function->op == RULE_HAS && node->parts[0]->op != RULE_MEMBER) {
        return parse_fail(parser, DIAG_RULE_SYNTAX, node->parts[0]->at,
                          "has() is asked of a member: has(x.name)");
    }
    if ((function->op == RULE_TIME || function->op == RULE_DURATION) &&
        !rule_fold(node, parser->lexer.node, parser->lexer.diag)) {
        parser->failed = true;
        return NULL;
    }
    return node;
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
        return parse_fail(parser, DIAG_RULE_SYNTAX, name.at, "this is a reserved word of CEL");
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
        return parse_fail(parser, DIAG_RULE_LITERAL, token.at, "this number is beyond int64");
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
        return parse_fail(parser, DIAG_RULE_SYNTAX, name.at, "expected the name of a member");
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

/* Operators, tightest first */

/* A negative number where a minus would not be taken: behind '!'. */
static struct rule_node *parse_negative(struct parser *parser)
{
    size_t at = parser->next.at;

    parse_advance(parser);
    if (parser->next.kind != RULE_TOKEN_INTEGER && parser->next.kind != RULE_TOKEN_NUMBER) {
        return parse_fail(parser, DIAG_RULE_SYNTAX, at, "'-' behind '!' needs parentheses");
    }
    return parse_postfix(parser, parse_literal(parser, true));
}

/* A run of one sign before an operand. Of a pair, nothing is left: so CEL has it. A number takes
   the last minus. */
static struct rule_node *parse_unary(struct parser *parser)
{
    size_t at = parser->next.at;
    bool minus = parse_is_sign(parser, "-");
    const char *sign = minus ? "-" : "!";
    struct rule_node *node = NULL;
    bool odd = false;

    while (parse_take(parser, sign)) {
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
    if (!odd) {
        return node;
    }
    return parse_add(parser, parse_node(parser, minus ? RULE_NEGATE : RULE_NOT, at), node);
}

static struct rule_node *parse_sum(struct parser *parser)
{
    struct rule_node *left = parse_unary(parser);

    while (left != NULL && (parse_is_sign(parser, "+") || parse_is_sign(parser, "-"))) {
        enum rule_op op = parse_is_sign(parser, "+") ? RULE_ADD : RULE_SUBTRACT;
        size_t at = parser->next.at;

        parse_advance(parser);
        left = parse_binary(parser, op, at, left, parse_unary(parser));
    }
    return left;
}

static bool parse_relation_op(const struct parser *parser, enum rule_op *op)
{
    static const struct {
        const char *sign;
        enum rule_op op;
    } relations[] = {
        {"==", RULE_EQUAL},   {"!=", RULE_DIFFERS}, {"<", RULE_LESS},
        {"<=", RULE_AT_MOST}, {">", RULE_MORE},     {">=", RULE_AT_LEAST},
    };

    for (size_t i = 0; i < sizeof relations / sizeof relations[0]; i++) {
        if (parse_is_sign(parser, relations[i].sign)) {
            *op = relations[i].op;
            return true;
        }
    }
    *op = RULE_IN;
    return parse_is_word(parser, "in");
}

static struct rule_node *parse_relation(struct parser *parser)
{
    struct rule_node *left = parse_sum(parser);
    enum rule_op op;

    while (left != NULL && parse_relation_op(parser, &op)) {
        size_t at = parser->next.at;

        parse_advance(parser);
        left = parse_binary(parser, op, at, left, parse_sum(parser));
    }
    return left;
}

/* A chain of && or of ||, which is one node. */
static struct rule_node *parse_chain(struct parser *parser, enum rule_op op)
{
    const char *sign = op == RULE_OR ? "||" : "&&";
    struct rule_node *first =
        op == RULE_OR ? parse_chain(parser, RULE_AND) : parse_relation(parser);
    struct rule_node *node;

    if (first == NULL || !parse_is_sign(parser, sign)) {
        return first;
    }
    node = parse_add(parser, parse_node(parser, op, parser->next.at), first);
    while (node != NULL && parse_take(parser, sign)) {
        node = parse_add(parser, node,
                         op == RULE_OR ? parse_chain(parser, RULE_AND) : parse_relation(parser));
    }
    return node;
}

static struct rule_node *parse_choice(struct parser *parser)
{
    struct rule_node *condition = parse_chain(parser, RULE_OR);
    struct rule_node *node;
    size_t at = parser->next.at;

    if (condition == NULL || !parse_take(parser, "?")) {
        return condition;
    }
    node = parse_add(parser, parse_node(parser, RULE_CHOOSE, at), condition);
    node = parse_add(parser, node, parse_chain(parser, RULE_OR));
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
        return parse_fail(parser, DIAG_RULE_SIZE, parser->next.at, "nested deeper than 50 levels");
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
