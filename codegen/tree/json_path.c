/* Parses JSONPath by the grammar of RFC 9535, appendix A. A hyphen is allowed in `.x-name`, too, as
 * in the examples of the Overlay specification. */
#include "tree/json_path.h"

#include <stdio.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"

/* Parentheses and filters in filters. */
#define JSON_PATH_MAX_DEPTH 32

/* The integers of I-JSON (RFC 7493 §2.2). */
#define JSON_PATH_MAX_INTEGER INT64_C(9007199254740991)

struct path_parser {
    const struct tree *scalar;
    const char *at;
    const char *end;
    struct dg_arena *arena;
    struct diag *diag;
    unsigned depth;
    bool failed;
};

static struct json_path *path_query(struct path_parser *parser);
static const struct json_path_test *path_or(struct path_parser *parser);

/* Reports the first fault of the query. Returns false. */
static bool path_refuse(struct path_parser *parser, const char *at, const char *message)
{
    size_t offset = (size_t)(at - parser->scalar->text.data);

    if (!parser->failed) {
        diag_error(parser->diag, DIAG_OVERLAY_TARGET,
                   tree_text_location(parser->scalar, parser->diag, offset), "%s", message);
    }
    parser->failed = true;
    return false;
}

static bool path_refuse_function(struct path_parser *parser, struct dg_text name)
{
    char message[80];

    snprintf(message, sizeof message, "the function '%.*s' is not supported in targets",
             name.length < 30 ? (int)name.length : 30, name.data);
    return path_refuse(parser, name.data, message);
}

static char path_peek(const struct path_parser *parser)
{
    return parser->at < parser->end ? *parser->at : '\0';
}

static void path_skip_blanks(struct path_parser *parser)
{
    while (parser->at < parser->end && strchr(" \t\n\r", *parser->at) != NULL) {
        parser->at++;
    }
}

static bool path_takes(struct path_parser *parser, const char *token)
{
    size_t length = strlen(token);

    if ((size_t)(parser->end - parser->at) < length || memcmp(parser->at, token, length) != 0) {
        return false;
    }
    parser->at += length;
    return true;
}

static bool path_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether a name without quotes may begin with the byte. */
static bool path_begins_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

/* Takes a name without quotes; an empty one if there is none. */
static struct dg_text path_word(struct path_parser *parser)
{
    const char *begin = parser->at;

    if (path_begins_name(path_peek(parser))) {
        while (path_begins_name(path_peek(parser)) || path_is_digit(path_peek(parser)) ||
               path_peek(parser) == '-') {
            parser->at++;
        }
    }
    return (struct dg_text){begin, (size_t)(parser->at - begin)};
}

static int path_hex_digit(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *digit = strchr(digits, c >= 'A' && c <= 'F' ? c | 0x20 : c);

    return c == '\0' || digit == NULL ? -1 : (int)(digit - digits);
}

/* Takes four hexadecimal digits. Returns -1 if there are none. */
static long path_unit(struct path_parser *parser)
{
    long unit = 0;

    for (int i = 0; i < 4; i++) {
        int digit = path_hex_digit(path_peek(parser));

        if (digit < 0) {
            return -1;
        }
        unit = unit * 16 + digit;
        parser->at++;
    }
    return unit;
}

static void path_add_code_point(struct buffer *out, unsigned long code)
{
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0}; /* by length */
    size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    char bytes[4];

    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    bytes[0] = (char)(first[length] | code);
    buffer_add_bytes(out, bytes, length);
}

/* Takes what follows `\u`. */
static bool path_unicode(struct path_parser *parser, struct buffer *out)
{
    const char *begin = parser->at;
    long unit = path_unit(parser);
    long low = -1;

    if (unit >= 0xD800 && unit <= 0xDBFF && path_takes(parser, "\\u")) {
        low = path_unit(parser);
        if (low >= 0xDC00 && low <= 0xDFFF) {
            unit = 0x10000 + (unit - 0xD800) * 0x400 + (low - 0xDC00);
        }
    }
    if (unit < 0 || (unit >= 0xD800 && unit <= 0xDFFF)) {
        return path_refuse(parser, begin, "expected four hexadecimal digits of a code point");
    }
    path_add_code_point(out, (unsigned long)unit);
    return true;
}

/* Takes what follows a backslash. */
static bool path_escape(struct path_parser *parser, char quote, struct buffer *out)
{
    static const char letters[] = "bfnrt/\\";
    static const char meanings[] = "\b\f\n\r\t/\\";
    char letter = path_peek(parser);
    const char *known = letter == '\0' ? NULL : strchr(letters, letter);

    if (known == NULL && letter != quote && letter != 'u') {
        return path_refuse(parser, parser->at, "unknown escape in a string");
    }
    parser->at++;
    if (letter == 'u') {
        return path_unicode(parser, out);
    }
    buffer_add_bytes(out, known == NULL ? &letter : &meanings[known - letters], 1);
    return true;
}

/* Takes a string. The parser is at its opening quote. */
static bool path_string(struct path_parser *parser, struct dg_text *out)
{
    const char *begin = parser->at;
    char quote = *parser->at++;
    struct buffer text = {0};

    while (!parser->failed && parser->at < parser->end && *parser->at != quote) {
        char byte = *parser->at++;

        if ((unsigned char)byte < 0x20) {
            path_refuse(parser, parser->at - 1, "control character in a string");
        } else if (byte == '\\') {
            path_escape(parser, quote, &text);
        } else {
            buffer_add_bytes(&text, &byte, 1);
        }
    }
    *out = (struct dg_text){memory_arena_copy(parser->arena, text.data, text.length), text.length};
    buffer_free(&text);
    if (!parser->failed && parser->at == parser->end) {
        return path_refuse(parser, begin, "the string has no end");
    }
    parser->at++;
    return !parser->failed;
}

/* Takes an integer, if there is one. */
static bool path_integer(struct path_parser *parser, struct json_path_bound *out)
{
    const char *begin = parser->at;
    bool negative = path_takes(parser, "-");
    const char *digits = parser->at;
    int64_t value = 0;

    while (path_is_digit(path_peek(parser)) && value <= JSON_PATH_MAX_INTEGER) {
        value = value * 10 + (*parser->at++ - '0');
    }
    if (parser->at == digits) {
        return negative ? path_refuse(parser, begin, "expected a digit") : true;
    }
    if ((*digits == '0' && parser->at > digits + 1) || (negative && value == 0) ||
        value > JSON_PATH_MAX_INTEGER) {
        return path_refuse(parser, begin, "not an index: no leading zero, no -0, at most 2^53 - 1");
    }
    *out = (struct json_path_bound){true, negative ? -value : value};
    return true;
}

/* Takes an index or a slice. */
static bool path_index(struct path_parser *parser, struct json_path_selector *out)
{
    struct json_path_bound step = {true, 1};

    out->kind = JSON_PATH_INDEX;
    if (!path_integer(parser, &out->start)) {
        return false;
    }
    path_skip_blanks(parser);
    if (!path_takes(parser, ":")) {
        return out->start.given ||
               path_refuse(parser, parser->at, "expected a name in quotes, *, an index or ?");
    }
    out->kind = JSON_PATH_SLICE;
    path_skip_blanks(parser);
    if (!path_integer(parser, &out->end)) {
        return false;
    }
    path_skip_blanks(parser);
    if (path_takes(parser, ":")) {
        path_skip_blanks(parser);
        if (!path_integer(parser, &step)) {
            return false;
        }
    }
    out->step = step.value;
    return true;
}

/* Takes a selector in brackets. */
static bool path_selector(struct path_parser *parser, struct json_path_selector *out)
{
    if (path_takes(parser, "*")) {
        out->kind = JSON_PATH_WILDCARD;
        return true;
    }
    if (path_takes(parser, "?")) {
        path_skip_blanks(parser);
        out->kind = JSON_PATH_FILTER;
        out->test = path_or(parser);
        return !parser->failed;
    }
    if (path_peek(parser) == '\'' || path_peek(parser) == '"') {
        out->kind = JSON_PATH_NAME;
        return path_string(parser, &out->name);
    }
    return path_index(parser, out);
}

/* Takes selectors up to the closing bracket. */
static struct json_path_selector *path_brackets(struct path_parser *parser)
{
    struct json_path_selector *first = NULL;
    struct json_path_selector **next = &first;
    bool more = true;

    while (more && !parser->failed) {
        *next = memory_arena_new(parser->arena, sizeof **next);
        path_skip_blanks(parser);
        if (!path_selector(parser, *next)) {
            break;
        }
        next = &(*next)->next;
        path_skip_blanks(parser);
        more = path_takes(parser, ",");
    }
    if (!parser->failed && !path_takes(parser, "]")) {
        path_refuse(parser, parser->at, "expected ',' or ']'");
    }
    return first;
}

/* Takes what follows `.` or `..`: a name or *. */
static struct json_path_selector *path_shorthand(struct path_parser *parser)
{
    struct json_path_selector *selector = memory_arena_new(parser->arena, sizeof *selector);

    if (path_takes(parser, "*")) {
        selector->kind = JSON_PATH_WILDCARD;
        return selector;
    }
    selector->kind = JSON_PATH_NAME;
    selector->name = path_word(parser);
    if (selector->name.length == 0) {
        path_refuse(parser, parser->at, "expected a name or *; other names are written ['name']");
    } else if (path_peek(parser) == '(') {
        path_refuse_function(parser, selector->name);
    }
    return selector;
}

/* Takes a segment. Returns NULL if there is none. */
static struct json_path_segment *path_segment(struct path_parser *parser)
{
    struct json_path_segment segment = {.descendant = false};
    struct json_path_segment *out;

    if (path_takes(parser, "..")) {
        segment.descendant = true;
        segment.selectors =
            path_takes(parser, "[") ? path_brackets(parser) : path_shorthand(parser);
    } else if (path_takes(parser, ".")) {
        segment.selectors = path_shorthand(parser);
    } else if (path_takes(parser, "[")) {
        segment.selectors = path_brackets(parser);
    } else {
        return NULL;
    }
    out = memory_arena_new(parser->arena, sizeof *out);
    *out = segment;
    return out;
}

static bool path_is_singular(const struct json_path_segment *segment)
{
    const struct json_path_selector *selector = segment->selectors;

    return !segment->descendant && selector->next == NULL &&
           (selector->kind == JSON_PATH_NAME || selector->kind == JSON_PATH_INDEX);
}

/* Takes a query. The parser is at its $ or @. */
static struct json_path *path_query(struct path_parser *parser)
{
    struct json_path *path = memory_arena_new(parser->arena, sizeof *path);
    struct json_path_segment **next = &path->segments;
    const char *end = NULL;

    path->relative = *parser->at++ == '@';
    path->singular = true;
    do {
        end = parser->at;
        path_skip_blanks(parser);
        *next = path_segment(parser);
        if (*next == NULL || parser->failed) {
            parser->at = end; /* the blanks are not the query's */
            return path;
        }
        path->singular = path->singular && path_is_singular(*next);
        next = &(*next)->next;
    } while (true);
}

/* Whether a digit follows the point of a number, if it has one. */
static bool path_has_fraction(struct dg_text number)
{
    const char *point = memchr(number.data, '.', number.length);

    return point == NULL || (point + 1 < number.data + number.length && path_is_digit(point[1]));
}

/* Takes a number as JSON spells it. */
static bool path_number(struct path_parser *parser, struct tree *out)
{
    const char *begin = parser->at;
    const char *digits;

    (void)path_takes(parser, "-");
    digits = parser->at;
    while (path_is_digit(path_peek(parser)) || (parser->at > digits && path_peek(parser) != '\0' &&
                                                strchr("+-.eE", path_peek(parser)) != NULL)) {
        parser->at++;
    }
    out->text = (struct dg_text){begin, (size_t)(parser->at - begin)};
    out->kind = tree_resolve_plain(out->text);
    if ((out->kind != TREE_INTEGER && out->kind != TREE_FLOAT) || !path_has_fraction(out->text) ||
        (*digits == '0' && parser->at > digits + 1 && path_is_digit(digits[1]))) {
        return path_refuse(parser, begin, "not a number");
    }
    return true;
}

/* Takes true, false or null. */
static bool path_constant(struct path_parser *parser, struct tree *out)
{
    const char *begin = parser->at;
    struct dg_text word = path_word(parser);

    if (path_peek(parser) == '(' && word.length > 0) {
        return path_refuse_function(parser, word);
    }
    out->boolean = dg_text_equal(word, dg_text_of("true"));
    out->kind = dg_text_equal(word, dg_text_of("null")) ? TREE_NULL : TREE_BOOLEAN;
    if (out->kind == TREE_BOOLEAN && !out->boolean && !dg_text_equal(word, dg_text_of("false"))) {
        return path_refuse(parser, begin, "expected @, $, a string, a number, true, false or null");
    }
    return true;
}

static bool path_operand(struct path_parser *parser, struct json_path_operand *out)
{
    char first = path_peek(parser);
    struct tree *literal;

    if (first == '@' || first == '$') {
        out->path = path_query(parser);
        return !parser->failed;
    }
    literal = memory_arena_new(parser->arena, sizeof *literal);
    out->literal = literal;
    if (first == '\'' || first == '"') {
        literal->kind = TREE_STRING;
        return path_string(parser, &literal->text);
    }
    return first == '-' || path_is_digit(first) ? path_number(parser, literal)
                                                : path_constant(parser, literal);
}

/* Takes a comparison operator. EXISTS: there is none. */
static enum json_path_operator path_operator(struct path_parser *parser)
{
    static const struct {
        const char *token;
        enum json_path_operator operator;
    } tokens[] = {
        {"==", JSON_PATH_EQUAL},
        {"!=", JSON_PATH_NOT_EQUAL},
        {"<=", JSON_PATH_LESS_OR_EQUAL},
        {"<", JSON_PATH_LESS},
        {">=", JSON_PATH_GREATER_OR_EQUAL},
        {">", JSON_PATH_GREATER},
    };

    for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++) {
        if (path_takes(parser, tokens[i].token)) {
            return tokens[i].operator;
        }
    }
    return JSON_PATH_EXISTS;
}

/* Takes a comparison, or a path whose existence is tested. */
static void path_comparison(struct path_parser *parser, struct json_path_test *out)
{
    const char *begin = parser->at;
    const char *end = NULL;

    if (!path_operand(parser, &out->operands[0])) {
        return;
    }
    end = parser->at;
    path_skip_blanks(parser);
    out->operator= path_operator(parser);
    if (out->operator== JSON_PATH_EXISTS) {
        parser->at = end;
        if (out->operands[0].path == NULL) {
            path_refuse(parser, begin, "a value alone is no condition: compare it");
        }
        return;
    }
    path_skip_blanks(parser);
    if (!path_operand(parser, &out->operands[1])) {
        return;
    }
    for (size_t i = 0; i < 2; i++) {
        if (out->operands[i].path != NULL && !out->operands[i].path->singular) {
            path_refuse(parser, begin, "only paths of names and indices can be compared");
        }
    }
}

/* Takes a condition in parentheses, its negation, or a comparison. */
static const struct json_path_test *path_basic(struct path_parser *parser)
{
    struct json_path_test *test = memory_arena_new(parser->arena, sizeof *test);
    bool negated = path_takes(parser, "!");
    const struct json_path_test *inner = test;

    path_skip_blanks(parser);
    if (path_takes(parser, "(")) {
        path_skip_blanks(parser);
        inner = path_or(parser);
        path_skip_blanks(parser);
        if (!parser->failed && !path_takes(parser, ")")) {
            path_refuse(parser, parser->at, "expected ')'");
        }
    } else {
        const char *begin = parser->at;

        path_comparison(parser, test);
        if (negated && test->operator!= JSON_PATH_EXISTS) {
            path_refuse(parser, begin, "a negated comparison needs parentheses");
        }
    }
    if (!negated) {
        return inner;
    }
    test = memory_arena_new(parser->arena, sizeof *test);
    *test = (struct json_path_test){.operator= JSON_PATH_NOT, .tests = {inner}};
    return test;
}

/* Takes conditions that `token` joins, each by `take`. */
static const struct json_path_test *path_joined(struct path_parser *parser, const char *token,
                                                enum json_path_operator operator,
                                                const struct json_path_test *
                                                (*take)(struct path_parser *parser))
{
    const struct json_path_test *left = take(parser);
    const char *end = parser->at;

    path_skip_blanks(parser);
    while (!parser->failed && path_takes(parser, token)) {
        struct json_path_test *test = memory_arena_new(parser->arena, sizeof *test);

        path_skip_blanks(parser);
        test->operator= operator;
        test->tests[0] = left;
        test->tests[1] = take(parser);
        left = test;
        end = parser->at;
        path_skip_blanks(parser);
    }
    parser->at = end;
    return left;
}

static const struct json_path_test *path_and(struct path_parser *parser)
{
    return path_joined(parser, "&&", JSON_PATH_AND, path_basic);
}

static const struct json_path_test *path_or(struct path_parser *parser)
{
    const struct json_path_test *test = NULL;

    if (parser->depth == JSON_PATH_MAX_DEPTH) {
        path_refuse(parser, parser->at, "conditions are nested too deep");
        return NULL;
    }
    parser->depth++;
    test = path_joined(parser, "||", JSON_PATH_OR, path_and);
    parser->depth--;
    return test;
}

const struct json_path *json_path_parse(const struct tree *scalar, struct dg_arena *arena,
                                        struct diag *diag)
{
    struct path_parser parser = {
        .scalar = scalar,
        .at = scalar->text.data,
        .end = scalar->text.data + scalar->text.length,
        .arena = arena,
        .diag = diag,
    };
    const struct json_path *path = NULL;

    if (path_peek(&parser) != '$') {
        path_refuse(&parser, parser.at, "a JSONPath begins with $, the document");
        return NULL;
    }
    path = path_query(&parser);
    if (parser.at < parser.end) {
        path_refuse(&parser, parser.at, "expected '.', '[' or the end of the path");
    }
    return parser.failed ? NULL : path;
}
