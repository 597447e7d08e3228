/* A pattern, a line break, and a text. What must hold of any two:
   - the pattern compiles, or there is an error about a part of it;
   - what was compiled matches the text if a plain reading of the parsed pattern does, step by step
   over sets of places in the text; so do its automaton and its positions, where they can be made;
   - a text that was found for the pattern matches it; if there is none, the text of the input
   doesn't match. The same holds of texts that must not match. */
#include <assert.h>
#include <string.h>

#include "common/memory.h"
#include "fuzz.h"
#include "pattern/pattern_find.h"
#include "pattern/pattern_parse.h"
#include "pattern/pattern_positions.h"

#define LONGEST_PATTERN 2048
#define LONGEST_TEXT 60 /* code points, so that a set of places is a word */

struct text {
    uint32_t code_points[LONGEST_TEXT];
    unsigned length;
};

/* Reads UTF-8. Returns false if it is something else, or too long. */
static bool read_text(struct dg_text bytes, struct text *out)
{
    const char *at = bytes.data;
    const char *end = at + bytes.length;

    out->length = 0;
    while (at < end && out->length < LONGEST_TEXT) {
        static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
        size_t length = dg_utf8_sequence(at, end);
        uint32_t code_point = (unsigned char)at[0] & masks[length];

        if (length == 0) {
            return false;
        }
        for (size_t i = 1; i < length; i++) {
            code_point = code_point << 6 | ((unsigned char)at[i] & 0x3F);
        }
        out->code_points[out->length++] = code_point;
        at += length;
    }
    return at == end;
}

static bool is_word(const struct text *text, unsigned place)
{
    uint32_t c = text->code_points[place];

    return c < 128 && (c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z'));
}

static bool is_boundary(const struct text *text, unsigned place)
{
    bool before = place > 0 && is_word(text, place - 1);
    bool after = place < text->length && is_word(text, place);

    return before != after;
}

static bool holds(const struct text *text, const struct pattern_node *node, unsigned place)
{
    switch (node->kind) {
    case PATTERN_BEGIN:
        return place == 0;
    case PATTERN_END:
        return place == text->length;
    case PATTERN_BOUNDARY:
        return is_boundary(text, place);
    case PATTERN_NO_BOUNDARY:
        return !is_boundary(text, place);
    case PATTERN_SET:
        return place < text->length && pattern_set_has(node->set, text->code_points[place]);
    case PATTERN_SEQUENCE:
    case PATTERN_CHOICE:
    case PATTERN_REPEAT:
        break;
    }
    return false;
}

/* The places where the node ends, of those where it begins. */
static uint64_t ends(const struct text *text, const struct pattern_node *node, uint64_t begins);

/* Counts end when nothing changes any more, since places only go forward. */
static uint64_t repeat_ends(const struct text *text, const struct pattern_node *node,
                            uint64_t begins)
{
    uint64_t all;

    for (uint32_t i = 0; i < node->min; i++) {
        uint64_t next = ends(text, node->first, begins);

        if (next == begins) {
            break;
        }
        begins = next;
    }
    all = begins;
    for (uint32_t i = node->min; i < node->max; i++) {
        begins = ends(text, node->first, begins);
        if ((begins & ~all) == 0) {
            break;
        }
        all |= begins;
    }
    return all;
}

static uint64_t ends(const struct text *text, const struct pattern_node *node, uint64_t begins)
{
    uint64_t all = 0;

    switch (node->kind) {
    case PATTERN_SEQUENCE:
        for (const struct pattern_node *part = node->first; part != NULL; part = part->next) {
            begins = ends(text, part, begins);
        }
        return begins;
    case PATTERN_CHOICE:
        for (const struct pattern_node *part = node->first; part != NULL; part = part->next) {
            all |= ends(text, part, begins);
        }
        return all;
    case PATTERN_REPEAT:
        return repeat_ends(text, node, begins);
    case PATTERN_SET:
    case PATTERN_BEGIN:
    case PATTERN_END:
    case PATTERN_BOUNDARY:
    case PATTERN_NO_BOUNDARY:
        break;
    }
    for (unsigned place = 0; place <= text->length; place++) {
        if ((begins >> place & 1) != 0 && holds(text, node, place)) {
            all |= UINT64_C(1) << (place + (node->kind == PATTERN_SET));
        }
    }
    return all;
}

static bool matches(const struct pattern_node *root, const struct text *text)
{
    return ends(text, root, (UINT64_C(2) << text->length) - 1) != 0;
}

/* Finds a text that matches, or one that doesn't. */
static void check_found(const struct pattern *pattern, const struct pattern_node *root, bool wanted,
                        const struct text *given, struct dg_arena *arena)
{
    struct pattern_wishes wishes = {.list = {{pattern, wanted}}, .count = 1, .max = LONGEST_TEXT};
    struct dg_text found;
    struct text text;

    switch (pattern_find(&wishes, arena, &found)) {
    case PATTERN_FOUND:
        assert(read_text(found, &text));
        assert(matches(root, &text) == wanted);
        assert(dg_pattern_matches(&pattern->compiled, found) == wanted);
        break;
    case PATTERN_NONE:
        assert(matches(root, given) != wanted);
        break;
    case PATTERN_UNKNOWN:
        break;
    }
}

/* Compares both ways to match with what is wanted. */
static void check_ways(const struct pattern *pattern, const struct pattern_parsed *parsed,
                       struct dg_text subject, bool wanted, struct dg_arena *arena)
{
    struct dg_pattern way = {.automaton = pattern_compile_automaton(pattern, arena)};
    struct pattern_program program;
    struct pattern_classes classes;
    size_t bytes;
    uint64_t work = 0;

    assert(way.automaton == NULL || dg_pattern_matches(&way, subject) == wanted);
    way.automaton = NULL;
    if (!pattern_program_make(&program, parsed, arena) ||
        !pattern_classes_make(&classes, parsed, program.boundaries, arena)) {
        return;
    }
    way.positions = pattern_positions_make(&program, &classes, arena, arena, &bytes, &work);
    assert(way.positions == NULL || bytes <= PATTERN_BYTES);
    assert(way.positions == NULL || dg_pattern_matches(&way, subject) == wanted);
}

static void check(struct dg_text text, struct dg_text subject, struct dg_arena *arena)
{
    struct pattern_error error;
    const struct pattern *pattern = pattern_compile(text, arena, &error);
    struct pattern_parsed parsed;
    struct text given;
    bool wanted;

    if (pattern == NULL) {
        assert(error.fault != PATTERN_GOOD && error.text != NULL);
        assert(error.offset <= text.length && error.length <= text.length - error.offset);
        return;
    }
    parsed = pattern_parse(text, arena);
    assert(parsed.root != NULL && pattern->bytes <= PATTERN_BYTES);
    if (!read_text(subject, &given)) {
        dg_pattern_matches(&pattern->compiled, subject);
        return;
    }
    wanted = matches(parsed.root, &given);
    assert(dg_pattern_matches(&pattern->compiled, subject) == wanted);
    check_ways(pattern, &parsed, subject, wanted, arena);
    check_found(pattern, parsed.root, true, &given, arena);
    check_found(pattern, parsed.root, false, &given, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *cut = size == 0 ? NULL : memchr(data, '\n', size);
    struct dg_text text = {(const char *)data, cut == NULL ? size : (size_t)(cut - data)};
    struct dg_text subject = {"", 0};
    struct dg_arena arena;

    if (cut != NULL) {
        subject = (struct dg_text){(const char *)cut + 1, size - text.length - 1};
    }
    if (text.length > LONGEST_PATTERN || size == 0) {
        return 0;
    }
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    check(text, subject, &arena);
    dg_arena_free(&arena);
    return 0;
}
