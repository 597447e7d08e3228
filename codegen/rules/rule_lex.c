/* The tokens of a rule: those of CEL. */
#include "rules/rule_lex.h"

#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "rules/rule_node.h"
#include "rules/rule_operator.h"

static bool lex_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool lex_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static int lex_hex_value(char c)
{
    if (lex_is_digit(c)) {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The byte that is `ahead` bytes after the next one; NUL, which no token contains, at the end. */
static char lex_peek(const struct rule_lexer *lexer, size_t ahead)
{
    size_t at = lexer->at + ahead;

    return at < lexer->node->text.length ? lexer->node->text.data[at] : '\0';
}

static const char *lex_here(const struct rule_lexer *lexer)
{
    return lexer->node->text.data + lexer->at;
}

static struct rule_token lex_bad(const struct rule_lexer *lexer, size_t at, enum diag_id id,
                                 const char *message)
{
    RULE_ERROR(lexer->diag, lexer->node, id, at, "%s", message);
    return (struct rule_token){.kind = RULE_TOKEN_BAD, .at = at};
}

/* Skips white space and comments. */
static void lex_skip(struct rule_lexer *lexer)
{
    for (;;) {
        char c = lex_peek(lexer, 0);

        if (c == '/' && lex_peek(lexer, 1) == '/') {
            while (lexer->at < lexer->node->text.length && *lex_here(lexer) != '\n') {
                lexer->at++;
            }
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            lexer->at++;
        } else {
            return;
        }
    }
}

/* Numbers */

static struct rule_token lex_hex(struct rule_lexer *lexer, size_t begin)
{
    struct rule_token token = {.kind = RULE_TOKEN_INTEGER, .at = begin};

    lexer->at += 2;
    if (lex_hex_value(lex_peek(lexer, 0)) < 0) {
        return lex_bad(lexer, begin, DIAG_RULE_LITERAL, "a hexadecimal number needs digits");
    }
    for (; lex_hex_value(lex_peek(lexer, 0)) >= 0; lexer->at++) {
        if (token.integer > UINT64_MAX >> 4) {
            return lex_bad(lexer, begin, DIAG_RULE_LITERAL,
                           "this number is out of the range of int64");
        }
        token.integer = token.integer << 4 | (uint64_t)lex_hex_value(lex_peek(lexer, 0));
    }
    return token;
}

static void lex_digits(struct rule_lexer *lexer)
{
    while (lex_is_digit(lex_peek(lexer, 0))) {
        lexer->at++;
    }
}

/* Takes a fraction and an exponent. Returns whether there was one of them. */
static bool lex_fraction(struct rule_lexer *lexer)
{
    size_t sign;
    bool found = false;

    if (lex_peek(lexer, 0) == '.' && lex_is_digit(lex_peek(lexer, 1))) {
        found = true;
        lexer->at++;
        lex_digits(lexer);
    }
    sign = lex_peek(lexer, 1) == '+' || lex_peek(lexer, 1) == '-' ? 2 : 1;
    if ((lex_peek(lexer, 0) | 0x20) == 'e' && lex_is_digit(lex_peek(lexer, sign))) {
        found = true;
        lexer->at += sign;
        lex_digits(lexer);
    }
    return found;
}

/* The value of a number, from its spelling in JSON: without leading zeros, with a digit before the
 * point. */
static double lex_double(struct rule_lexer *lexer, struct dg_text text)
{
    size_t zeros = 0;

    while (zeros + 1 < text.length && text.data[zeros] == '0' &&
           lex_is_digit(text.data[zeros + 1])) {
        zeros++;
    }
    return dg_number_value(
        dg_text_of(memory_arena_format(lexer->arena, "%s%.*s", text.data[0] == '.' ? "0" : "",
                                       (int)(text.length - zeros), text.data + zeros)));
}

static struct rule_token lex_decimal(struct rule_lexer *lexer, size_t begin)
{
    struct rule_token token = {.kind = RULE_TOKEN_INTEGER, .at = begin};
    const char *data = lexer->node->text.data;

    lex_digits(lexer);
    if (lex_fraction(lexer)) {
        token.kind = RULE_TOKEN_NUMBER;
        token.number = lex_double(lexer, (struct dg_text){data + begin, lexer->at - begin});
        if (token.number > 1.7976931348623157e308) {
            return lex_bad(lexer, begin, DIAG_RULE_LITERAL,
                           "this number is out of the range of a double");
        }
        return token;
    }
    for (size_t i = begin; i < lexer->at; i++) {
        uint64_t digit = (uint64_t)(data[i] - '0');

        if (token.integer > (UINT64_MAX - digit) / 10) {
            return lex_bad(lexer, begin, DIAG_RULE_LITERAL,
                           "this number is out of the range of int64");
        }
        token.integer = token.integer * 10 + digit;
    }
    return token;
}

static struct rule_token lex_number(struct rule_lexer *lexer)
{
    size_t begin = lexer->at;
    bool hex = lex_peek(lexer, 0) == '0' && lex_peek(lexer, 1) == 'x';
    struct rule_token token = hex ? lex_hex(lexer, begin) : lex_decimal(lexer, begin);
    char next = lex_peek(lexer, 0);

    if (token.kind == RULE_TOKEN_BAD) {
        return token;
    }
    if ((next | 0x20) == 'u' && token.kind == RULE_TOKEN_INTEGER) {
        return lex_bad(lexer, begin, DIAG_RULE_UNSUPPORTED, "unsigned numbers are not supported");
    }
    if (lex_is_letter(next) || lex_is_digit(next)) {
        return lex_bad(lexer, begin, DIAG_RULE_SYNTAX,
                       "a letter or digit must not follow this number");
    }
    return token;
}

/* Texts */

static void lex_add_code_point(struct buffer *out, unsigned long code)
{
    char bytes[5] = {0};

    if (code < 0x80) {
        bytes[0] = (char)code;
    } else if (code < 0x800) {
        bytes[0] = (char)(0xC0 | code >> 6);
        bytes[1] = (char)(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        bytes[0] = (char)(0xE0 | code >> 12);
        bytes[1] = (char)(0x80 | (code >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (code & 0x3F));
    } else {
        bytes[0] = (char)(0xF0 | code >> 18);
        bytes[1] = (char)(0x80 | (code >> 12 & 0x3F));
        bytes[2] = (char)(0x80 | (code >> 6 & 0x3F));
        bytes[3] = (char)(0x80 | (code & 0x3F));
    }
    buffer_add_text(out, (struct dg_text){bytes, code == 0 ? 1 : strlen(bytes)});
}

/* Takes `count` digits of base `base`. Returns 0x110000, which is beyond Unicode, if some are
   missing. */
static unsigned long lex_escape_digits(struct rule_lexer *lexer, size_t count, int base)
{
    unsigned long code = 0;

    for (size_t i = 0; i < count; i++) {
        int digit = lex_hex_value(lex_peek(lexer, 0));

        if (digit < 0 || digit >= base) {
            return 0x110000;
        }
        code = code > 0x110000 ? code : code * (unsigned long)base + (unsigned long)digit;
        lexer->at++;
    }
    return code;
}

/* Takes an escape sequence, whose backslash is next. Returns what is wrong with it; NULL: nothing.
 */
static const char *lex_escape(struct rule_lexer *lexer, struct buffer *out)
{
    static const char letters[] = "abfnrtv\\?\"'`";
    static const char values[] = "\a\b\f\n\r\t\v\\?\"'`";
    char letter = lex_peek(lexer, 1);
    const char *simple = letter == '\0' ? NULL : strchr(letters, letter);
    unsigned long code = 0;

    if (simple != NULL) {
        buffer_add_text(out, (struct dg_text){&values[simple - letters], 1});
        lexer->at += 2;
        return NULL;
    }
    if (letter >= '0' && letter <= '3') {
        lexer->at += 1;
        code = lex_escape_digits(lexer, 3, 8);
    } else {
        size_t digits = (letter | 0x20) == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;

        lexer->at += 2;
        code = digits == 0 ? 0x110000 : lex_escape_digits(lexer, digits, 16);
    }
    if (code >= 0xD800 && code <= 0xDFFF) {
        return "a surrogate is not a code point";
    }
    if (code > 0x10FFFF) {
        return "unknown escape sequence";
    }
    lex_add_code_point(out, code);
    return NULL;
}

/* The quotes around a text. */
struct lex_quotes {
    char mark;
    size_t count; /* 1 or 3 */
    bool raw;     /* a backslash is a character */
};

static bool lex_at_quotes(const struct rule_lexer *lexer, const struct lex_quotes *quotes)
{
    for (size_t i = 0; i < quotes->count; i++) {
        if (lex_peek(lexer, i) != quotes->mark) {
            return false;
        }
    }
    return true;
}

/* Takes the text between the quotes, and the closing ones. Returns false after an error. */
static bool lex_text_body(struct rule_lexer *lexer, const struct lex_quotes *quotes, size_t begin,
                          struct buffer *out)
{
    while (!lex_at_quotes(lexer, quotes)) {
        size_t at = lexer->at;
        char c = lex_peek(lexer, 0);

        if (at >= lexer->node->text.length || (quotes->count == 1 && (c == '\n' || c == '\r'))) {
            lex_bad(lexer, begin, DIAG_RULE_SYNTAX,
                    "the closing quotation mark of this string is missing");
            return false;
        }
        if (c == '\\' && !quotes->raw) {
            const char *fault = lex_escape(lexer, out);

            if (fault != NULL) {
                lex_bad(lexer, at, DIAG_RULE_LITERAL, fault);
                return false;
            }
            continue;
        }
        buffer_add_text(out, (struct dg_text){lex_here(lexer), 1});
        lexer->at++;
    }
    lexer->at += quotes->count;
    return true;
}

static struct rule_token lex_text(struct rule_lexer *lexer, size_t begin, bool raw)
{
    struct rule_token token = {.kind = RULE_TOKEN_TEXT, .at = begin};
    struct lex_quotes quotes = {lex_peek(lexer, 0), 3, raw};
    struct buffer text = {0};

    if (!lex_at_quotes(lexer, &quotes)) {
        quotes.count = 1;
    }
    lexer->at += quotes.count;
    buffer_add(&text, "");
    if (lex_text_body(lexer, &quotes, begin, &text)) {
        token.text =
            (struct dg_text){memory_arena_copy(lexer->arena, text.data, text.length), text.length};
    } else {
        token.kind = RULE_TOKEN_BAD;
    }
    buffer_free(&text);
    return token;
}

/* Names and signs */

/* A text with a letter before its quote: r'…' is raw, b'…' would be bytes. */
static bool lex_is_prefixed(const struct rule_lexer *lexer, size_t length)
{
    char quote = lex_peek(lexer, length);
    bool letters = true;

    for (size_t i = 0; i < length; i++) {
        char c = (char)(lex_peek(lexer, i) | 0x20);

        letters = letters && (c == 'r' || c == 'b');
    }
    return letters && length <= 2 && (quote == '\'' || quote == '"');
}

static struct rule_token lex_name(struct rule_lexer *lexer)
{
    size_t begin = lexer->at;
    size_t length = 0;
    bool bytes;

    while (lex_is_letter(lex_peek(lexer, length)) || lex_is_digit(lex_peek(lexer, length))) {
        length++;
    }
    if (lex_is_prefixed(lexer, length)) {
        bytes = length > 1 || (lex_peek(lexer, 0) | 0x20) == 'b';
        if (bytes) {
            return lex_bad(lexer, begin, DIAG_RULE_UNSUPPORTED, "bytes are not supported");
        }
        lexer->at += length;
        return lex_text(lexer, begin, true);
    }
    lexer->at += length;
    return (struct rule_token){
        .kind = RULE_TOKEN_NAME, .at = begin, .text = {lexer->node->text.data + begin, length}};
}

/* The longest sign that comes next, of an operator or a bracket. NULL: there is none. */
static const char *lex_find_sign(const struct rule_lexer *lexer)
{
    static const char *const brackets[] = {"(", ")", "[", "]", ",", ".", ":"};
    char c = lex_peek(lexer, 0);
    const char *found = NULL;
    size_t count;
    const struct rule_operator *rows = rule_operators(&count);

    for (size_t i = 0; i < sizeof brackets / sizeof brackets[0]; i++) {
        found = c == brackets[i][0] ? brackets[i] : found;
    }
    for (size_t i = 0; i < count; i++) {
        const char *sign = rows[i].spelling;
        size_t length = strlen(sign);

        if (rule_operator_is_sign(&rows[i]) && c == sign[0] &&
            (length == 1 || lex_peek(lexer, 1) == sign[1]) &&
            (found == NULL || length > strlen(found))) {
            found = sign;
        }
    }
    return found;
}

static struct rule_token lex_sign(struct rule_lexer *lexer)
{
    static const char refused[] = "*/%{}";
    size_t begin = lexer->at;
    char c = lex_peek(lexer, 0);
    const char *sign = lex_find_sign(lexer);

    if (sign != NULL) {
        lexer->at += strlen(sign);
        return (struct rule_token){RULE_TOKEN_SIGN, begin, dg_text_of(sign), 0, 0};
    }
    if (c != '\0' && strchr(refused, c) != NULL) {
        RULE_ERROR(lexer->diag, lexer->node, DIAG_RULE_UNSUPPORTED, begin, "'%c' is not supported",
                   c);
        return (struct rule_token){.kind = RULE_TOKEN_BAD, .at = begin};
    }
    if (c == '=') {
        return lex_bad(lexer, begin, DIAG_RULE_SYNTAX,
                       "'=' is not an operator; did you mean '=='?");
    }
    return lex_bad(lexer, begin, DIAG_RULE_SYNTAX, "this character has no meaning in a rule");
}

struct rule_token rule_lex(struct rule_lexer *lexer)
{
    char c;

    lex_skip(lexer);
    c = lex_peek(lexer, 0);
    if (lexer->at >= lexer->node->text.length) {
        return (struct rule_token){.kind = RULE_TOKEN_END, .at = lexer->node->text.length};
    }
    if (lex_is_digit(c) || (c == '.' && lex_is_digit(lex_peek(lexer, 1)))) {
        return lex_number(lexer);
    }
    if (lex_is_letter(c)) {
        return lex_name(lexer);
    }
    return c == '\'' || c == '"' ? lex_text(lexer, lexer->at, false) : lex_sign(lexer);
}
