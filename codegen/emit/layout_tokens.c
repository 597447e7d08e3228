/* Splits a line of C into tokens, brackets, operators and groups, and computes the cost of a break
 * before each token. */
#include "emit/layout_tokens.h"

#include <string.h>

#include "base/memory_arena.h"

/* The precedence of binary operators. */
static const struct {
    const char *text;
    enum layout_level level;
} operators[] = {
    {"=", LAYOUT_ASSIGNMENT},  {"+=", LAYOUT_ASSIGNMENT}, {"-=", LAYOUT_ASSIGNMENT},
    {"|=", LAYOUT_ASSIGNMENT}, {"&=", LAYOUT_ASSIGNMENT}, {"||", LAYOUT_OR},
    {"&&", LAYOUT_AND},        {"|", LAYOUT_BIT_OR},      {"^", LAYOUT_BIT_XOR},
    {"&", LAYOUT_BIT_AND},     {"==", LAYOUT_EQUALITY},   {"!=", LAYOUT_EQUALITY},
    {"<", LAYOUT_RELATION},    {">", LAYOUT_RELATION},    {"<=", LAYOUT_RELATION},
    {">=", LAYOUT_RELATION},   {"<<", LAYOUT_SHIFT},      {">>", LAYOUT_SHIFT},
    {"+", LAYOUT_SUM},         {"-", LAYOUT_SUM},         {"*", LAYOUT_PRODUCT},
    {"/", LAYOUT_PRODUCT},     {"%", LAYOUT_PRODUCT},
};

/* Other signs of more than one character. */
static const char *const signs[] = {"->", "++", "--", "..."};

static const char *const type_words[] = {"void", "char",   "short",  "int",      "long",
                                         "bool", "signed", "double", "unsigned", "float"};
static const char *const other_words[] = {
    "const", "struct", "enum", "union",  "static", "extern", "return",   "sizeof",
    "if",    "while",  "for",  "switch", "case",   "else",   "_Alignof", "__extension__"};

static bool is_one_of(const struct layout_token *token, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (layout_is(token, words[i])) {
            return true;
        }
    }
    return false;
}

bool layout_is(const struct layout_token *token, const char *word)
{
    return dg_text_equal(token->text, dg_text_of(word));
}

static bool is_type_word(const struct layout_token *token)
{
    return is_one_of(token, type_words, sizeof type_words / sizeof type_words[0]);
}

static bool is_identifier(const struct layout_token *token)
{
    return token->kind == LAYOUT_WORD && !is_type_word(token) &&
           !is_one_of(token, other_words, sizeof other_words / sizeof other_words[0]);
}

/* Texts of tokens */

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (unsigned char)c >= 0x80;
}

static bool begins_with(struct dg_text text, const char *sign)
{
    size_t length = strlen(sign);

    return text.length >= length && memcmp(text.data, sign, length) == 0;
}

static size_t quoted_length(struct dg_text text)
{
    size_t length = 1;

    while (length < text.length && text.data[length] != text.data[0]) {
        length += text.data[length] == '\\' ? 2 : 1;
    }
    return length + 1 < text.length ? length + 1 : text.length;
}

static size_t word_length(struct dg_text text)
{
    bool number = text.data[0] >= '0' && text.data[0] <= '9';
    size_t length = 1;

    while (length < text.length &&
           (is_word_byte(text.data[length]) || (number && text.data[length] == '.'))) {
        length++;
    }
    return length;
}

static size_t sign_length(struct dg_text text)
{
    size_t length = 1;

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (begins_with(text, signs[i])) {
            return strlen(signs[i]);
        }
    }
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        size_t operator_length = strlen(operators[i].text);

        if (operator_length > length && begins_with(text, operators[i].text)) {
            length = operator_length;
        }
    }
    return length;
}

static size_t token_length(struct dg_text text)
{
    if (text.data[0] == '"' || text.data[0] == '\'') {
        return quoted_length(text);
    }
    return is_word_byte(text.data[0]) ? word_length(text) : sign_length(text);
}

/* Kinds */

static bool is_pointer(const struct layout_token *before)
{
    if (before == NULL) {
        return false;
    }
    return before->kind == LAYOUT_POINTER ||
           (before->kind == LAYOUT_WORD && !layout_is(before, "return") &&
            !layout_is(before, "sizeof"));
}

static enum layout_level operator_level(const struct layout_token *token)
{
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        if (layout_is(token, operators[i].text)) {
            return operators[i].level;
        }
    }
    return LAYOUT_NONE;
}

static enum layout_kind sign_kind(const struct layout_token *token,
                                  const struct layout_token *before, bool blank_after)
{
    switch (token->text.data[0]) {
    case '(':
    case '[':
    case '{':
        return LAYOUT_OPEN;
    case ')':
    case ']':
    case '}':
        return LAYOUT_CLOSE;
    case ',':
        return LAYOUT_COMMA;
    case ';':
        return LAYOUT_SEMICOLON;
    case '?':
        return LAYOUT_QUESTION;
    case ':':
        return token->space ? LAYOUT_COLON : LAYOUT_OTHER;
    case '.':
        return before == NULL || before->kind == LAYOUT_COMMA || before->kind == LAYOUT_OPEN
                   ? LAYOUT_DESIGNATOR
                   : LAYOUT_MEMBER;
    default:
        break;
    }
    if (layout_is(token, "->")) {
        return LAYOUT_MEMBER;
    }
    if (token->space && blank_after && operator_level(token) != LAYOUT_NONE) {
        return LAYOUT_BINARY;
    }
    if (layout_is(token, "*") && is_pointer(before)) {
        return LAYOUT_POINTER;
    }
    return token->text.length == 1 ? LAYOUT_UNARY : LAYOUT_OTHER;
}

static void classify(struct layout_token *token, const struct layout_token *before,
                     bool blank_after)
{
    char first = token->text.data[0];

    if (first == '"') {
        token->kind = LAYOUT_STRING;
    } else if (is_word_byte(first) || first == '\'') {
        token->kind = LAYOUT_WORD;
    } else {
        token->kind = sign_kind(token, before, blank_after);
    }
    if (token->kind == LAYOUT_BINARY) {
        token->level = operator_level(token);
    } else if (token->kind == LAYOUT_COMMA) {
        token->level = LAYOUT_LIST;
    }
}

static size_t skip_blanks(struct dg_text text, size_t at)
{
    while (at < text.length && text.data[at] == ' ') {
        at++;
    }
    return at;
}

static size_t count_tokens(struct dg_text text)
{
    size_t count = 0;

    for (size_t at = skip_blanks(text, 0); at < text.length; at = skip_blanks(text, at)) {
        at += token_length((struct dg_text){text.data + at, text.length - at});
        count++;
    }
    return count;
}

static void split(struct layout_line *line, struct dg_text text)
{
    size_t end = 0;

    for (size_t at = skip_blanks(text, 0); at < text.length; at = skip_blanks(text, end)) {
        struct layout_token *token = &line->tokens[line->count];
        struct dg_text rest = {text.data + at, text.length - at};

        token->text = (struct dg_text){rest.data, token_length(rest)};
        token->space = line->count > 0 && at > end;
        end = at + token->text.length;
        classify(token, line->count > 0 ? token - 1 : NULL,
                 end < text.length && text.data[end] == ' ');
        line->count++;
    }
}

/* Brackets */

static bool is_cast(const struct layout_line *line, const struct layout_token *close)
{
    const struct layout_token *open = close->match;
    const struct layout_token *last = line->tokens + line->count - 1;

    if (close == last || close[1].space || close->text.data[0] != ')' ||
        (open > line->tokens && !open->space &&
         (open[-1].kind == LAYOUT_WORD || open[-1].kind == LAYOUT_CLOSE))) {
        return false;
    }
    return close[1].kind == LAYOUT_WORD || close[1].kind == LAYOUT_STRING ||
           close[1].kind == LAYOUT_UNARY || close[1].kind == LAYOUT_OPEN;
}

/* Pairs the brackets. A line may end inside of the last one. Returns false if they don't match. */
static bool match(struct layout_line *line, struct dg_arena *arena)
{
    struct layout_token **open = memory_arena_new(arena, (line->count + 1) * sizeof(*open));
    unsigned nesting = 0;

    for (size_t i = 0; i < line->count; i++) {
        struct layout_token *token = &line->tokens[i];

        token->nesting = nesting;
        if (token->kind == LAYOUT_OPEN) {
            open[nesting++] = token;
        } else if (token->kind == LAYOUT_CLOSE && nesting == 0) {
            return false;
        } else if (token->kind == LAYOUT_CLOSE) {
            token->match = open[--nesting];
            token->match->match = token;
            token->cast = is_cast(line, token);
        } else if (token->kind == LAYOUT_COMMA && nesting > 0) {
            open[nesting - 1]->several = true;
        }
    }
    return nesting == 0 || (nesting == 1 && open[0] == line->tokens + line->count - 1);
}

/* Groups: the operands of an operator, as the formatter sees them */

struct grouper {
    struct layout_token *at;
    struct layout_token *end;
};

static void group(struct grouper *grouper, unsigned level);

static int level_here(const struct grouper *grouper)
{
    if (grouper->at == grouper->end) {
        return -1;
    }
    switch (grouper->at->kind) {
    case LAYOUT_QUESTION:
    case LAYOUT_COLON:
        return LAYOUT_CONDITIONAL;
    case LAYOUT_SEMICOLON:
        return LAYOUT_NONE;
    case LAYOUT_COMMA:
    case LAYOUT_BINARY:
        return (int)grouper->at->level;
    case LAYOUT_MEMBER:
        return LAYOUT_CHAIN;
    case LAYOUT_WORD:
    case LAYOUT_STRING:
    case LAYOUT_OPEN:
    case LAYOUT_CLOSE:
    case LAYOUT_UNARY:
    case LAYOUT_POINTER:
    case LAYOUT_DESIGNATOR:
    case LAYOUT_OTHER:
        return -1;
    }
    return -1;
}

static void add_group(struct grouper *grouper, struct layout_token *start, enum layout_level level)
{
    struct layout_token *last = grouper->at - 1;

    if (start->opened_count == LAYOUT_LEVELS) {
        return;
    }
    start->opened[start->opened_count++] = (unsigned char)level;
    if (last->kind == LAYOUT_OPEN) {
        return; /* the group continues on the next line */
    }
    last->closed_count++;
    if (level > LAYOUT_NONE) {
        start->begins_operation = true;
        last->ends_operation = true;
    }
}

static void group_conditional(struct grouper *grouper)
{
    struct layout_token *start = grouper->at;

    group(grouper, LAYOUT_OR);
    if (grouper->at == grouper->end || grouper->at->kind != LAYOUT_QUESTION) {
        return;
    }
    grouper->at++;
    group(grouper, LAYOUT_ASSIGNMENT);
    if (grouper->at == grouper->end || grouper->at->kind != LAYOUT_COLON) {
        return;
    }
    grouper->at++;
    group(grouper, LAYOUT_ASSIGNMENT);
    add_group(grouper, start, LAYOUT_CONDITIONAL);
}

static void group_prefix(struct grouper *grouper)
{
    struct layout_token *start = grouper->at;
    struct layout_token *operand;

    while (grouper->at != grouper->end && grouper->at->kind == LAYOUT_UNARY) {
        grouper->at++;
    }
    operand = grouper->at;
    group(grouper, LAYOUT_CHAIN);
    while (operand > start) {
        add_group(grouper, --operand, LAYOUT_NONE);
    }
}

/* Moves past brackets and their contents. */
static void group_brackets(struct grouper *grouper)
{
    while (grouper->at != grouper->end && grouper->at->kind != LAYOUT_CLOSE) {
        grouper->at++;
        group(grouper, LAYOUT_NONE);
    }
    if (grouper->at != grouper->end) {
        grouper->at++;
    }
}

static bool ends_level(const struct grouper *grouper, int here, unsigned level)
{
    return grouper->at == grouper->end || grouper->at->kind == LAYOUT_CLOSE ||
           (here != -1 && here < (int)level) ||
           (level == LAYOUT_ASSIGNMENT && grouper->at->kind == LAYOUT_COLON);
}

static void group(struct grouper *grouper, unsigned level)
{
    while (grouper->at != grouper->end && layout_is(grouper->at, "return")) {
        grouper->at++;
    }
    if (grouper->at == grouper->end || level > LAYOUT_CHAIN) {
        return;
    }
    if (level == LAYOUT_CONDITIONAL) {
        group_conditional(grouper);
        return;
    }
    if (level == LAYOUT_PREFIX) {
        group_prefix(grouper);
        return;
    }

    struct layout_token *start = grouper->at;
    struct layout_token *latest = NULL;
    unsigned index = 0;

    while (grouper->at != grouper->end) {
        group(grouper, level + 1);
        int here = level_here(grouper);

        if (ends_level(grouper, here, level)) {
            break;
        }
        if (grouper->at->kind == LAYOUT_OPEN) {
            group_brackets(grouper);
            continue;
        }
        if (here == (int)level) {
            if (latest != NULL) {
                latest->operator_ = grouper->at;
            }
            latest = grouper->at;
            latest->operator_index = index++;
        }
        grouper->at++;
    }
    if (latest != NULL && (grouper->at != grouper->end || level > 0)) {
        add_group(grouper, start, level == LAYOUT_CHAIN ? LAYOUT_NONE : (enum layout_level)level);
    }
}

/* Breaks */

/* Whether a name is declared here: it follows a type. */
static bool is_declared(const struct layout_line *line, size_t index)
{
    const struct layout_token *tokens = line->tokens;

    if (!is_identifier(&tokens[index])) {
        return false;
    }
    while (index > 0 && layout_is(&tokens[index - 1], "const")) {
        index--;
    }
    return index > 0 && (tokens[index - 1].kind == LAYOUT_POINTER ||
                         is_identifier(&tokens[index - 1]) || is_type_word(&tokens[index - 1]));
}

/* Whether the line is at file level, and declares a function. */
static bool declares_function(const struct layout_line *line)
{
    for (size_t i = 0; line->indent == 0 && i < line->count; i++) {
        if (line->tokens[i].level == LAYOUT_ASSIGNMENT) {
            return false;
        }
        if (i > 0 && layout_is(&line->tokens[i], "(")) {
            return true;
        }
    }
    return false;
}

static bool can_break_before(const struct layout_token *right, const struct layout_token *next)
{
    const struct layout_token *left = right - 1;

    if (right->kind == LAYOUT_POINTER) {
        return next == NULL || !next->function;
    }
    if (right->name) {
        return true;
    }
    if (left->kind == LAYOUT_POINTER || left->kind == LAYOUT_UNARY ||
        left->kind == LAYOUT_QUESTION || left->kind == LAYOUT_COLON) {
        return false;
    }
    if (right->kind == LAYOUT_QUESTION || right->kind == LAYOUT_COLON) {
        return left->kind != LAYOUT_QUESTION;
    }
    if (layout_is(left, "(") && left->nesting + 1 == right->nesting && !layout_is(right, ")")) {
        const struct layout_token *before = left - 1;

        return !left->space || !(before->kind == LAYOUT_BINARY || before->cast);
    }
    if (right->kind == LAYOUT_CLOSE) {
        return false;
    }
    if (left->kind == LAYOUT_WORD && right->kind == LAYOUT_STRING) {
        return is_identifier(left);
    }
    if (left->kind == LAYOUT_BINARY || left->kind == LAYOUT_COMMA ||
        left->kind == LAYOUT_SEMICOLON || layout_is(left, "{") || layout_is(left, "struct")) {
        return true;
    }
    return right->kind == LAYOUT_MEMBER || layout_is(right, "[") ||
           (layout_is(left, ")") && (is_identifier(right) || layout_is(right, "const")));
}

/* The cost of a break inside brackets, without the cost of their depth. */
static unsigned opening_penalty(const struct layout_token *open, bool first, bool function)
{
    if (layout_is(open, "(") && function) {
        return 100;
    }
    if (layout_is(open, "(") && !first &&
        (layout_is(open - 1, "if") || layout_is(open - 1, "for"))) {
        return 1000;
    }
    return 19;
}

static unsigned operator_penalty(const struct layout_token *left, const struct layout_token *right)
{
    if (left->kind == LAYOUT_COMMA) {
        return 1;
    }
    if (left->level != LAYOUT_NONE) {
        return left->level;
    }
    if (right->kind == LAYOUT_QUESTION || right->kind == LAYOUT_COLON) {
        return LAYOUT_CONDITIONAL;
    }
    return right->level != LAYOUT_NONE ? right->level : 3;
}

static unsigned break_penalty(const struct layout_line *line, const struct layout_token *right,
                              bool function)
{
    const struct layout_token *left = right - 1;

    if (left->kind == LAYOUT_SEMICOLON) {
        return 0;
    }
    if (layout_is(right, "[") && left->kind != LAYOUT_COMMA && left->kind != LAYOUT_OPEN) {
        return layout_is(left, "]") ? 200 : 500;
    }
    if (right->name) {
        return left->name ? 110 : function && right->nesting == 0 ? 60 : 200;
    }
    if (right->kind == LAYOUT_POINTER) {
        return 190;
    }
    if (layout_is(left, "=") && layout_is(right, "{")) {
        return 160;
    }
    if (left->cast) {
        return 100;
    }
    if (layout_is(left, "struct")) {
        return 5000;
    }
    if (right->kind == LAYOUT_MEMBER) {
        return right->operator_ == NULL || right->operator_[-1].kind != LAYOUT_CLOSE ? 150 : 35;
    }
    if (line->loop && layout_is(left, "=")) {
        return 4;
    }
    if (left->kind == LAYOUT_OPEN) {
        return opening_penalty(left, left == line->tokens, function);
    }
    return operator_penalty(left, right);
}

static void weigh(struct layout_line *line, unsigned depth)
{
    bool function = declares_function(line);
    unsigned binding = 1 + depth;

    for (size_t i = 0; i < line->count; i++) {
        line->tokens[i].name = is_declared(line, i);
        line->tokens[i].function = function && line->tokens[i].name &&
                                   line->tokens[i].nesting == 0 && i + 1 < line->count &&
                                   layout_is(&line->tokens[i + 1], "(");
    }
    for (size_t i = 0; i < line->count; i++) {
        struct layout_token *token = &line->tokens[i];

        if (i > 0) {
            token->broken = token->kind == LAYOUT_STRING && token[-1].kind == LAYOUT_STRING;
            token->breakable =
                token->broken || can_break_before(token, i + 1 < line->count ? token + 1 : NULL);
            token->penalty = 20 * binding + break_penalty(line, token, function);
        }
        token->end = (i > 0 ? token[-1].end : 0) + token->space + dg_text_code_points(token->text);
        if (token->kind == LAYOUT_OPEN) {
            binding += token->text.data[0] == '[' ? 10 : 1;
        } else if (token->kind == LAYOUT_CLOSE) {
            binding -= token->text.data[0] == ']' ? 10 : 1;
        }
    }
}

bool layout_tokens(struct layout_line *line, struct dg_text text, unsigned depth,
                   struct dg_arena *arena)
{
    struct grouper grouper;

    *line = (struct layout_line){0};
    line->indent = (unsigned)skip_blanks(text, 0);
    line->tokens = memory_arena_new(arena, (count_tokens(text) + 1) * sizeof *line->tokens);
    split(line, text);
    if (line->count == 0 || !match(line, arena)) {
        return false;
    }
    line->loop = layout_is(&line->tokens[0], "for");
    weigh(line, depth);
    grouper = (struct grouper){line->tokens, line->tokens + line->count};
    group(&grouper, LAYOUT_NONE);
    return true;
}
