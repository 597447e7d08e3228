/* Walks through automata side by side, to find texts. */
#include "pattern/pattern_find.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"

/* Sets of states that may be visited, and code points of a text. */
#define FIND_VISITS 200000
#define FIND_LENGTH 4096

/* The states of the automata after some text, and the text. */
struct visit {
    uint16_t states[PATTERN_WISHES];
    uint32_t length; /* of the text; all lengths from the least one on are one */
    uint32_t before; /* the visit that led here */
    uint32_t code_point;
};

struct find {
    const struct pattern_wishes *wishes;
    const struct dg_pattern_automaton *automata[PATTERN_WISHES];
    uint32_t *letters; /* [letter_count]: a code point for each behaviour */
    size_t letter_count;
    struct visit *visits; /* [capacity] */
    size_t count;
    size_t capacity;
    uint32_t *table; /* [4 * capacity]: a hash table of visits; 0: free */
};

static size_t find_symbol(const struct dg_pattern_automaton *automaton, uint32_t code_point)
{
    const struct dg_pattern_classes *classes = &automaton->classes;
    size_t span = 0;

    if (code_point < 128) {
        return classes->ascii[code_point];
    }
    while (span + 1 < classes->span_count && classes->spans[span + 1] <= code_point) {
        span++;
    }
    return classes->span_classes[span];
}

/* Adds a code point, unless an earlier one does the same to all automata. */
static void find_add_letter(struct find *find, uint32_t code_point)
{
    if (code_point >= 0xD800 && code_point <= 0xDFFF) {
        return;
    }
    for (size_t i = 0; i < find->letter_count; i++) {
        size_t same = 0;

        while (same < find->wishes->count && find_symbol(find->automata[same], find->letters[i]) ==
                                                 find_symbol(find->automata[same], code_point)) {
            same++;
        }
        if (same == find->wishes->count) {
            return;
        }
    }
    find->letters[find->letter_count++] = code_point;
}

/* Collects code points: letters and digits first, controls last. */
static void find_letters(struct find *find, struct dg_arena *arena)
{
    static const char first[] =
        "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. ";
    size_t most = 256;

    for (size_t i = 0; i < find->wishes->count; i++) {
        most += find->automata[i]->classes.span_count;
    }
    find->letters = memory_arena_new(arena, most * sizeof *find->letters);
    for (size_t i = 0; i < sizeof first - 1; i++) {
        find_add_letter(find, (unsigned char)first[i]);
    }
    for (uint32_t c = 0x20; c < 0x7F; c++) {
        find_add_letter(find, c);
    }
    for (size_t i = 0; i < find->wishes->count; i++) {
        for (size_t j = 0; j < find->automata[i]->classes.span_count; j++) {
            find_add_letter(find, find->automata[i]->classes.spans[j]);
        }
    }
    for (uint32_t c = 0; c < 0x80; c++) {
        find_add_letter(find, c);
    }
}

/* Whether no longer text can do. */
static bool find_is_lost(const struct find *find, const struct visit *visit)
{
    for (size_t i = 0; i < find->wishes->count; i++) {
        if (visit->states[i] == (find->wishes->list[i].matches ? 0 : 1)) {
            return true;
        }
    }
    return visit->length > find->wishes->max;
}

static bool find_is_good(const struct find *find, const struct visit *visit)
{
    if (visit->length < find->wishes->min) {
        return false;
    }
    for (size_t i = 0; i < find->wishes->count; i++) {
        const struct dg_pattern_automaton *automaton = find->automata[i];
        size_t state = visit->states[i];
        bool matches = state == 1 || dg_pattern_next(automaton, state, automaton->symbols - 1) == 1;

        if (matches != find->wishes->list[i].matches) {
            return false;
        }
    }
    return true;
}

/* The place of a visit with the same states, or the free one for it. */
static uint32_t *find_place(const struct find *find, const struct visit *visit)
{
    size_t size = 4 * find->capacity;
    uint32_t hash = visit->length;

    for (size_t i = 0; i < find->wishes->count; i++) {
        hash = (hash ^ visit->states[i]) * UINT32_C(0x9E3779B1);
        hash ^= hash >> 15;
    }
    for (size_t at = hash % size;; at = (at + 1) % size) {
        const struct visit *other;

        if (find->table[at] == 0) {
            return &find->table[at];
        }
        other = &find->visits[find->table[at] - 1];
        if (other->length == visit->length &&
            memcmp(other->states, visit->states, sizeof visit->states) == 0) {
            return &find->table[at];
        }
    }
}

static void find_grow(struct find *find)
{
    find->capacity = find->capacity == 0 ? 256 : 2 * find->capacity;
    find->visits = memory_grow(find->visits, find->capacity * sizeof *find->visits);
    free(find->table);
    find->table = memory_new_array(4 * find->capacity, sizeof *find->table);
    for (size_t i = 0; i < find->count; i++) {
        *find_place(find, &find->visits[i]) = (uint32_t)i + 1;
    }
}

/* Adds a visit, unless there was one with the same states. Returns false if there are too many. */
static bool find_add(struct find *find, const struct visit *visit)
{
    uint32_t *place = find_place(find, visit);

    if (*place != 0) {
        return true;
    }
    if (find->count == FIND_VISITS) {
        return false;
    }
    find->visits[find->count++] = *visit;
    *place = (uint32_t)find->count;
    if (find->count == find->capacity) {
        find_grow(find);
    }
    return true;
}

static void find_add_utf8(struct buffer *text, uint32_t c)
{
    char bytes[4];
    size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    for (size_t i = length; i-- > 1; c >>= 6) {
        bytes[i] = (char)(0x80 | (c & 0x3F));
    }
    bytes[0] = (char)(length == 1 ? c : (0xF00U >> length & 0xF0U) | c);
    buffer_add_bytes(text, bytes, length);
}

/* The text that led to a visit. */
static struct dg_text find_text(const struct find *find, size_t visit, struct dg_arena *arena)
{
    uint32_t *letters = memory_new_array(find->count + 1, sizeof *letters);
    struct buffer text = {0};
    struct dg_text out;
    size_t count = 0;

    for (; visit > 0; visit = find->visits[visit].before) {
        letters[count++] = find->visits[visit].code_point;
    }
    while (count > 0) {
        find_add_utf8(&text, letters[--count]);
    }
    out =
        (struct dg_text){memory_arena_copy(arena, buffer_string(&text), text.length), text.length};
    buffer_free(&text);
    free(letters);
    return out;
}

/* The visit after a code point. */
static struct visit find_step(const struct find *find, size_t from, uint32_t code_point)
{
    const struct visit *before = &find->visits[from];
    struct visit visit = {.before = (uint32_t)from, .code_point = code_point};
    bool bounded = find->wishes->max < UINT64_MAX;

    visit.length = before->length + 1;
    if (!bounded && visit.length > find->wishes->min) {
        visit.length = (uint32_t)find->wishes->min;
    }
    for (size_t i = 0; i < find->wishes->count; i++) {
        visit.states[i] = (uint16_t)dg_pattern_next(find->automata[i], before->states[i],
                                                    find_symbol(find->automata[i], code_point));
    }
    return visit;
}

static enum pattern_found find_search(struct find *find, struct dg_arena *arena,
                                      struct dg_text *out)
{
    struct visit start = {.length = 0};

    for (size_t i = 0; i < find->wishes->count; i++) {
        start.states[i] = (uint16_t)find->automata[i]->start;
    }
    if (!find_is_lost(find, &start)) {
        find_add(find, &start);
    }
    for (size_t i = 0; i < find->count; i++) {
        if (find_is_good(find, &find->visits[i])) {
            *out = find_text(find, i, arena);
            return PATTERN_FOUND;
        }
        for (size_t j = 0; j < find->letter_count; j++) {
            struct visit visit = find_step(find, i, find->letters[j]);

            if (visit.length > FIND_LENGTH ||
                (!find_is_lost(find, &visit) && !find_add(find, &visit))) {
                return PATTERN_UNKNOWN;
            }
        }
    }
    return PATTERN_NONE;
}

enum pattern_found pattern_find(const struct pattern_wishes *wishes, struct dg_arena *arena,
                                struct dg_text *out)
{
    enum pattern_found found = PATTERN_UNKNOWN;
    struct find find = {.wishes = wishes};
    struct dg_arena scratch;
    size_t made = 0;

    dg_arena_init(&scratch, NULL, 0, &memory_allocator);
    for (; made < wishes->count; made++) {
        find.automata[made] = pattern_compile_automaton(wishes->list[made].pattern, &scratch);
        if (find.automata[made] == NULL) {
            break;
        }
    }
    if (made == wishes->count) {
        find_letters(&find, &scratch);
        find_grow(&find);
        found = find_search(&find, arena, out);
        free(find.visits);
        free(find.table);
    }
    dg_arena_free(&scratch);
    return found;
}
