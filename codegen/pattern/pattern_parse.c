/* Parses patterns: groups, alternatives and quantifiers. */
#include "pattern/pattern_parse.h"

#include <string.h>

#include "base/memory_arena.h"
#include "pattern/pattern_class.h"
#include "pattern/pattern_escape.h"

/* Groups inside groups; deeper ones are refused. */
#define PARSE_DEPTH 200

#define LOOK_HELP                                                                                  \
    "state the condition in a second schema or in a rule, or write the texts that are left as "    \
    "alternatives"

static struct pattern_node *parse_node(struct pattern_cursor *in, enum pattern_kind kind)
{
    struct pattern_node *node = memory_arena_new(in->arena, sizeof *node);

    node->kind = kind;
    return node;
}

static void parse_append(struct pattern_node *node, struct pattern_node *part)
{
    part->previous = node->last;
    if (node->last == NULL) {
        node->first = part;
    } else {
        node->last->next = part;
    }
    node->last = part;
}

static struct pattern_node *parse_set(struct pattern_cursor *in, const struct pattern_set *set)
{
    struct pattern_node *node = parse_node(in, PATTERN_SET);
    struct pattern_set *copy;

    for (size_t i = 0; i < in->set_count; i++) {
        if (pattern_set_equal(in->sets[i], set)) {
            node->set = in->sets[i];
            return node;
        }
    }
    if (in->set_count == in->set_capacity) {
        size_t capacity = in->set_capacity == 0 ? 16 : 2 * in->set_capacity;
        const struct pattern_set **sets = memory_arena_new(in->arena, capacity * sizeof(void *));

        if (in->set_count > 0) {
            memcpy(sets, in->sets, in->set_count * sizeof(void *));
        }
        in->sets = sets;
        in->set_capacity = capacity;
    }
    copy = memory_arena_new(in->arena, sizeof *copy);
    *copy = *set;
    in->sets[in->set_count++] = copy;
    node->set = copy;
    return node;
}

static struct pattern_node *parse_character(struct pattern_cursor *in, uint32_t code_point)
{
    struct pattern_set set = {0};

    pattern_set_add(&set, in->arena, code_point, code_point);
    return parse_set(in, &set);
}

static struct pattern_node *parse_dot(struct pattern_cursor *in)
{
    struct pattern_set lines = pattern_set_of(PATTERN_SET_LINES, in->arena);
    struct pattern_set set = {0};

    pattern_set_add_others(&set, in->arena, &lines);
    return parse_set(in, &set);
}

static struct pattern_node *parse_escape(struct pattern_cursor *in)
{
    struct pattern_atom atom;

    if (pattern_cursor_takes(in, "b")) {
        return parse_node(in, PATTERN_BOUNDARY);
    }
    if (pattern_cursor_takes(in, "B")) {
        return parse_node(in, PATTERN_NO_BOUNDARY);
    }
    if (!pattern_escape_read(in, false, &atom)) {
        return NULL;
    }
    if (!atom.is_set) {
        return parse_character(in, atom.code_point);
    }
    pattern_set_sort(&atom.set);
    return parse_set(in, &atom.set);
}

static struct pattern_node *parse_bracket(struct pattern_cursor *in)
{
    struct pattern_set set;

    return pattern_class_read(in, &set) ? parse_set(in, &set) : NULL;
}

/* Quantifiers */

/* Takes the digits of a count, which may be 0 of them. Numbers from 2^32 - 1 on are unlimited. */
static bool parse_count(struct pattern_cursor *in, uint32_t *out)
{
    size_t from = in->at;
    uint64_t count = 0;

    for (char c = pattern_cursor_peek(in); c >= '0' && c <= '9'; c = pattern_cursor_peek(in)) {
        count = count >= PATTERN_UNLIMITED ? count : count * 10 + (uint64_t)(c - '0');
        in->at++;
    }
    *out = count >= PATTERN_UNLIMITED ? PATTERN_UNLIMITED : (uint32_t)count;
    return in->at > from;
}

/* Takes {n}, {n,} or {n,m}; moves only if there is one. */
static bool parse_braces(struct pattern_cursor *in, uint32_t *min, uint32_t *max)
{
    size_t from = in->at;

    if (pattern_cursor_takes(in, "{") && parse_count(in, min)) {
        *max = *min;
        if (pattern_cursor_takes(in, ",") && !parse_count(in, max)) {
            *max = PATTERN_UNLIMITED;
        }
        if (pattern_cursor_takes(in, "}")) {
            return true;
        }
    }
    in->at = from;
    return false;
}

/* Takes a quantifier. Returns false if there is none. */
static bool parse_quantifier(struct pattern_cursor *in, uint32_t *min, uint32_t *max)
{
    *min = pattern_cursor_sees(in, "+");
    *max = pattern_cursor_sees(in, "?") ? 1 : PATTERN_UNLIMITED;
    if (!pattern_cursor_takes(in, "*") && !pattern_cursor_takes(in, "+") &&
        !pattern_cursor_takes(in, "?") && !parse_braces(in, min, max)) {
        return false;
    }
    pattern_cursor_takes(in, "?"); /* a lazy quantifier matches the same texts */
    return true;
}

static struct pattern_node *parse_quantified(struct pattern_cursor *in, struct pattern_node *part)
{
    size_t from = in->at;
    struct pattern_node *node;
    uint32_t min;
    uint32_t max;

    if (!parse_quantifier(in, &min, &max)) {
        return part;
    }
    if (min > max) {
        pattern_cursor_fail(in, PATTERN_SYNTAX, from, "the counts are in the wrong order", NULL);
    }
    node = parse_node(in, PATTERN_REPEAT);
    node->min = min == PATTERN_UNLIMITED ? min - 1 : min;
    node->max = max;
    parse_append(node, part);
    return node;
}

/* Groups */

static struct pattern_node *parse_choice(struct pattern_cursor *in);

static bool parse_is_name(uint32_t c, bool first)
{
    return c >= 128 || (c | 0x20) - 'a' < 26 || c == '_' || c == '$' || c == '\\' ||
           (!first && c - '0' < 10);
}

/* Takes the name of a group, and its `>`. */
static bool parse_name(struct pattern_cursor *in, size_t from)
{
    bool first = true;

    while (!pattern_cursor_ended(in)) {
        uint32_t c = pattern_cursor_next(in);

        if (c == '>' && !first) {
            return true;
        }
        if (!parse_is_name(c, first)) {
            break;
        }
        first = false;
    }
    return pattern_cursor_fail(in, PATTERN_SYNTAX, from, "the name of the group is no identifier",
                               NULL);
}

/* Reads what follows "(?". Returns false after an error. */
static bool parse_group_kind(struct pattern_cursor *in, size_t from)
{
    static const struct {
        const char *begin;
        const char *text;
    } looks[] = {{"=", "look-ahead '(?=' is not supported"},
                 {"!", "look-ahead '(?!' is not supported"},
                 {"<=", "look-behind '(?<=' is not supported"},
                 {"<!", "look-behind '(?<!' is not supported"}};

    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++) {
        if (pattern_cursor_takes(in, looks[i].begin)) {
            return pattern_cursor_fail(in, PATTERN_REFUSED, from, looks[i].text, LOOK_HELP);
        }
    }
    if (pattern_cursor_takes(in, ":")) {
        return true;
    }
    if (pattern_cursor_takes(in, "<")) {
        return parse_name(in, from);
    }
    return pattern_cursor_fail(in, PATTERN_SYNTAX, from,
                               "there is no such group: after '(?' must be ':' or '<name>'", NULL);
}

static struct pattern_node *parse_group(struct pattern_cursor *in)
{
    size_t from = in->at - 1;
    struct pattern_node *node;

    if (pattern_cursor_takes(in, "?") && !parse_group_kind(in, from)) {
        return NULL;
    }
    if (++in->depth > PARSE_DEPTH) {
        pattern_cursor_fail(in, PATTERN_SIZE, from, "groups are nested too deep", NULL);
        return NULL;
    }
    node = parse_choice(in);
    in->depth--;
    if (!pattern_cursor_takes(in, ")")) {
        pattern_cursor_fail(in, PATTERN_SYNTAX, from, "the group has no ')'", NULL);
    }
    return node;
}

/* A character that has no meaning of its own, at least by annex B. */
static struct pattern_node *parse_plain(struct pattern_cursor *in)
{
    size_t from = in->at;
    uint32_t min;
    uint32_t max;
    uint32_t c;

    if (parse_quantifier(in, &min, &max)) {
        pattern_cursor_fail(in, PATTERN_SYNTAX, from, "there is nothing to repeat", NULL);
        return NULL;
    }
    c = pattern_cursor_next(in);
    if (in->unicode && (c == '{' || c == '}' || c == ']')) {
        pattern_cursor_fail(in, PATTERN_SYNTAX, from, "the bracket has no other one", NULL);
        return NULL;
    }
    return parse_character(in, c);
}

static struct pattern_node *parse_term(struct pattern_cursor *in)
{
    struct pattern_node *node;

    if (pattern_cursor_takes(in, "^")) {
        return parse_node(in, PATTERN_BEGIN);
    }
    if (pattern_cursor_takes(in, "$")) {
        return parse_node(in, PATTERN_END);
    }
    node = pattern_cursor_takes(in, ".")    ? parse_dot(in)
           : pattern_cursor_takes(in, "\\") ? parse_escape(in)
           : pattern_cursor_takes(in, "[")  ? parse_bracket(in)
           : pattern_cursor_takes(in, "(")  ? parse_group(in)
                                            : parse_plain(in);
    if (node == NULL || node->kind == PATTERN_BOUNDARY || node->kind == PATTERN_NO_BOUNDARY) {
        return node;
    }
    return parse_quantified(in, node);
}

static struct pattern_node *parse_sequence(struct pattern_cursor *in)
{
    struct pattern_node *sequence = parse_node(in, PATTERN_SEQUENCE);

    while (!pattern_cursor_ended(in) && !pattern_cursor_sees(in, "|") &&
           !pattern_cursor_sees(in, ")")) {
        struct pattern_node *part = parse_term(in);

        if (part == NULL) {
            return sequence;
        }
        parse_append(sequence, part);
    }
    return sequence;
}

static struct pattern_node *parse_choice(struct pattern_cursor *in)
{
    struct pattern_node *choice = parse_node(in, PATTERN_CHOICE);

    do {
        parse_append(choice, parse_sequence(in));
    } while (pattern_cursor_takes(in, "|"));
    return choice;
}

/* Counts the groups that capture, and looks for names. */
static void parse_count_groups(struct pattern_cursor *in)
{
    bool class = false;

    for (size_t i = 0; i < in->text.length; i++) {
        char c = in->text.data[i];

        in->at = i + 1;
        if (c == '\\') {
            i++;
        } else if (c == '[') {
            class = true;
        } else if (c == ']') {
            class = false;
        } else if (c == '(' && !class) {
            bool named = pattern_cursor_sees(in, "?<") && !pattern_cursor_sees(in, "?<=") &&
                         !pattern_cursor_sees(in, "?<!");

            in->named = in->named || named;
            in->groups += named || !pattern_cursor_sees(in, "?");
        }
    }
    in->at = 0;
}

static struct pattern_parsed parse_as(struct dg_text text, struct dg_arena *arena, bool unicode)
{
    struct pattern_cursor in = {.arena = arena, .text = text, .unicode = unicode};
    struct pattern_node *root;

    parse_count_groups(&in);
    root = parse_choice(&in);
    if (!pattern_cursor_ended(&in)) {
        in.at++;
        pattern_cursor_fail(&in, PATTERN_SYNTAX, in.at - 1, "the ')' has no '('", NULL);
    }
    return (struct pattern_parsed){.root = in.error.fault == PATTERN_GOOD ? root : NULL,
                                   .sets = in.sets,
                                   .set_count = in.set_count,
                                   .unicode = unicode,
                                   .error = in.error};
}

struct pattern_parsed pattern_parse(struct dg_text text, struct dg_arena *arena)
{
    struct pattern_parsed parsed = parse_as(text, arena, true);
    struct pattern_parsed other;

    if (parsed.root != NULL || parsed.error.fault != PATTERN_SYNTAX) {
        return parsed;
    }
    other = parse_as(text, arena, false);
    return other.error.fault == PATTERN_SYNTAX ? parsed : other;
}
