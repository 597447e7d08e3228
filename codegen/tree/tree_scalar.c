/* The kinds of plain scalars: the core schema of YAML 1.2.2 §10.3.2, and their numbers as JSON
 * writes them. */
#include <inttypes.h>
#include <stdint.h>

#include "base/memory_arena.h"
#include "tree/tree.h"

static bool tree_is_one_of(struct dg_text text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (dg_text_equal(text, dg_text_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static bool tree_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t tree_digits(struct dg_text text, size_t from)
{
    size_t to = from;

    while (to < text.length && tree_is_digit(text.data[to])) {
        to++;
    }
    return to - from;
}

static size_t tree_sign(struct dg_text text)
{
    return text.length > 0 && (text.data[0] == '+' || text.data[0] == '-') ? 1 : 0;
}

/* 15 for a hexadecimal digit 'f', and so on; 16 for anything else. */
static unsigned tree_digit(char c)
{
    if (tree_is_digit(c)) {
        return (unsigned)(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return (unsigned)(c - 'a') + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return (unsigned)(c - 'A') + 10;
    }
    return 16;
}

/* 8 or 16 if the text is written with that base: 0o14, 0xC; else 0. */
static unsigned tree_base(struct dg_text text)
{
    unsigned base = 0;

    if (text.length > 2 && text.data[0] == '0' && text.data[1] == 'o') {
        base = 8;
    }
    if (text.length > 2 && text.data[0] == '0' && text.data[1] == 'x') {
        base = 16;
    }
    for (size_t i = 2; base > 0 && i < text.length; i++) {
        if (tree_digit(text.data[i]) >= base) {
            base = 0;
        }
    }
    return base;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool tree_is_decimal(struct dg_text text, bool *integer)
{
    size_t at = tree_sign(text);
    size_t whole = tree_digits(text, at);
    size_t fraction = 0;
    bool point = false;

    at += whole;
    *integer = whole > 0 && at == text.length;
    if (at < text.length && text.data[at] == '.') {
        point = true;
        fraction = tree_digits(text, at + 1);
        at += 1 + fraction;
    }
    if (whole == 0 && !(point && fraction > 0)) {
        return false;
    }
    if (at < text.length && (text.data[at] == 'e' || text.data[at] == 'E')) {
        size_t digits;

        at++;
        if (at < text.length && (text.data[at] == '+' || text.data[at] == '-')) {
            at++;
        }
        digits = tree_digits(text, at);
        if (digits == 0) {
            return false;
        }
        at += digits;
    }
    return at == text.length;
}

static bool tree_is_special(struct dg_text text)
{
    static const char *const infinities[] = {".inf", ".Inf", ".INF"};
    static const char *const nans[] = {".nan", ".NaN", ".NAN"};
    size_t sign = tree_sign(text);
    struct dg_text unsigned_text = {text.data + sign, text.length - sign};

    return tree_is_one_of(unsigned_text, infinities, 3) || tree_is_one_of(text, nans, 3);
}

enum tree_kind tree_resolve_plain(struct dg_text text)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    static const char *const booleans[] = {"true", "True", "TRUE", "false", "False", "FALSE"};
    bool integer;

    if (tree_is_one_of(text, nulls, 5)) {
        return TREE_NULL;
    }
    if (tree_is_one_of(text, booleans, 6)) {
        return TREE_BOOLEAN;
    }
    if (tree_base(text) > 0) {
        return TREE_INTEGER;
    }
    if (tree_is_decimal(text, &integer)) {
        return integer ? TREE_INTEGER : TREE_FLOAT;
    }
    return tree_is_special(text) ? TREE_FLOAT : TREE_STRING;
}

static struct dg_text tree_based_number(struct dg_text text, unsigned base, struct dg_arena *arena)
{
    uint64_t value = 0;

    for (size_t i = 2; i < text.length; i++) {
        if (value > (UINT64_MAX - tree_digit(text.data[i])) / base) {
            return (struct dg_text){NULL, 0};
        }
        value = value * base + tree_digit(text.data[i]);
    }
    return dg_text_of(memory_arena_format(arena, "%" PRIu64, value));
}

struct dg_text tree_number(const struct tree *node, struct dg_arena *arena)
{
    struct dg_text text = node->text;
    unsigned base = tree_base(text);
    size_t at = tree_sign(text);
    size_t whole;
    size_t rest;

    if (base > 0) {
        return tree_based_number(text, base, arena);
    }
    if (tree_is_special(text)) {
        return (struct dg_text){NULL, 0};
    }
    whole = tree_digits(text, at);
    for (; whole > 1 && text.data[at] == '0'; whole--) {
        at++;
    }
    rest = at + whole;
    /* JSON has no "1." and no ".5". */
    if (rest < text.length && text.data[rest] == '.' && tree_digits(text, rest + 1) == 0) {
        rest++;
    }
    return dg_text_of(memory_arena_format(
        arena, "%s%.*s%.*s", text.data[0] == '-' ? "-" : "", whole == 0 ? 1 : (int)whole,
        whole == 0 ? "0" : text.data + at, (int)(text.length - rest), text.data + rest));
}
