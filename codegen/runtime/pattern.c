/* Compares texts with compiled patterns. */
#include "runtime/pattern.h"

/* The code point at `at`, which is before `end` and isn't ASCII. *next becomes its end. */
static uint32_t pattern_take(const char **next, const char *at, const char *end)
{
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    size_t length = dg_utf8_sequence(at, end);
    uint32_t code_point;

    *next = at + (length == 0 ? 1 : length);
    if (length == 0) {
        return 0xFFFD;
    }
    code_point = (unsigned char)at[0] & masks[length];
    for (size_t i = 1; i < length; i++) {
        code_point = code_point << 6 | ((unsigned char)at[i] & 0x3F);
    }
    return code_point;
}

/* The number of bounds that are at most `code_point`. */
static size_t pattern_find(const uint32_t *bounds, size_t count, uint32_t code_point)
{
    size_t low = 0;

    while (low < count) {
        size_t middle = low + (count - low) / 2;

        if (bounds[middle] <= code_point) {
            low = middle + 1;
        } else {
            count = middle;
        }
    }
    return low;
}

/* Whether a code point from 128 on is in the set. */
static bool pattern_has(const struct dg_pattern_set *set, uint32_t code_point)
{
    return pattern_find(set->bounds, set->count, code_point) % 2 != 0;
}

/* Sets the length of a balanced run. Returns false if its limits exclude this length. */
static bool pattern_balance(struct dg_pattern_run *run, const struct dg_pattern_run *after,
                            size_t count, struct dg_text rest)
{
    size_t length = dg_text_code_points(rest);

    for (size_t i = 0; i < count; i++) {
        if (length < after[i].min) {
            return false;
        }
        length -= after[i].min;
    }
    if (length < run->min || length > run->max) {
        return false;
    }
    run->min = run->max = length;
    return true;
}

/* Moves *begin after a run. Returns false if there are fewer code points than the run needs. */
static bool pattern_run(const struct dg_pattern_run *run, const char **begin, const char *end)
{
    const struct dg_pattern_set *set = run->set;
    const char *at = *begin;
    size_t count = 0;

    for (; count < run->max && at < end; count++) {
        unsigned char byte = (unsigned char)*at;
        const char *next = at + 1;

        if (byte < 128 ? (set->ascii[byte / 32] >> byte % 32 & 1) == 0
                       : !pattern_has(set, pattern_take(&next, at, end))) {
            break;
        }
        at = next;
    }
    *begin = at;
    return count >= run->min;
}

static bool pattern_runs(const struct dg_pattern *pattern, const char *at, const char *end)
{
    for (size_t i = 0; i < pattern->run_count; i++) {
        struct dg_pattern_run run = pattern->runs[i];
        struct dg_text rest = {at, (size_t)(end - at)};

        if ((run.balanced &&
             !pattern_balance(&run, pattern->runs + i + 1, pattern->run_count - i - 1, rest)) ||
            !pattern_run(&run, &at, end)) {
            return false;
        }
    }
    return at == end;
}

/* The symbol of the code point at `*at`, which isn't ASCII. */
static size_t pattern_symbol(const struct dg_pattern_classes *classes, const char **at,
                             const char *end)
{
    uint32_t code_point = pattern_take(at, *at, end);

    return classes->span_classes[pattern_find(classes->spans, classes->span_count, code_point) - 1];
}

static bool pattern_small(const struct dg_pattern_automaton *automaton, const char *at,
                          const char *end)
{
    const struct dg_pattern_classes *classes = &automaton->classes;
    const uint8_t *next = automaton->next;
    size_t symbols = automaton->symbols;
    size_t state = automaton->start;

    while (at < end && state > 1) {
        unsigned char byte = (unsigned char)*at;
        size_t symbol =
            byte < 128 ? (at++, classes->ascii[byte]) : pattern_symbol(classes, &at, end);

        state = next[state * symbols + symbol];
    }
    return state > 1 ? next[state * symbols + symbols - 1] == 1 : state == 1;
}

/* The state that the edges of a state lead to. */
static size_t pattern_edge(const struct dg_pattern_automaton *automaton, size_t state,
                           size_t symbol)
{
    size_t first = automaton->firsts[state];
    size_t end = automaton->firsts[state + 1];

    for (size_t i = first + 1; i < end; i++) {
        if (automaton->edge_symbols[i] == symbol) {
            return automaton->edge_states[i];
        }
    }
    return automaton->edge_states[first];
}

/* The next state, of more than 256. */
static size_t pattern_move(const struct dg_pattern_automaton *automaton, size_t state,
                           size_t symbol)
{
    size_t move;

    if (automaton->rows == NULL) {
        return pattern_edge(automaton, state, symbol);
    }
    move = automaton->moves[automaton->rows[state] * automaton->symbols + symbol];
    return move < DG_PATTERN_STAY / 2 ? move : state + move - DG_PATTERN_STAY;
}

size_t dg_pattern_next(const struct dg_pattern_automaton *automaton, size_t state, size_t symbol)
{
    return automaton->next != NULL ? automaton->next[state * automaton->symbols + symbol]
                                   : pattern_move(automaton, state, symbol);
}

static bool pattern_large(const struct dg_pattern_automaton *automaton, const char *at,
                          const char *end)
{
    const struct dg_pattern_classes *classes = &automaton->classes;
    size_t state = automaton->start;

    while (at < end && state > 1) {
        unsigned char byte = (unsigned char)*at;
        size_t symbol =
            byte < 128 ? (at++, classes->ascii[byte]) : pattern_symbol(classes, &at, end);

        state = pattern_move(automaton, state, symbol);
    }
    return state > 1 ? pattern_move(automaton, state, automaton->symbols - 1) == 1 : state == 1;
}

/* Adds the positions at a distance from those of `word`, which is at `index` of its set. */
static void pattern_shift(uint64_t *out, size_t index, uint64_t word, int distance)
{
    unsigned bits = (unsigned)(distance < 0 ? -distance : distance);
    unsigned shift = bits % 64;
    uint64_t near = distance < 0 ? word >> shift : word << shift;
    uint64_t far = shift == 0 ? 0 : distance < 0 ? word << (64 - shift) : word >> (64 - shift);

    if (near != 0) {
        out[distance < 0 ? index - bits / 64 : index + bits / 64] |= near;
    }
    if (far != 0) {
        out[distance < 0 ? index - bits / 64 - 1 : index + bits / 64 + 1] |= far;
    }
}

/* Adds what follows the positions. */
static void pattern_follow(const struct dg_pattern_follow *follow, const uint64_t *positions,
                           size_t words, uint64_t *out)
{
    uint64_t some = 0;

    for (size_t i = 0; i < words; i++) {
        uint64_t word = positions[i] & follow->from[i];

        some |= word;
        if (follow->to == NULL && word != 0) {
            pattern_shift(out, i, word, follow->distance);
        }
    }
    for (size_t i = 0; follow->to != NULL && some != 0 && i < words; i++) {
        out[i] |= follow->to[i];
    }
}

/* Moves from the positions to those after a code point of the class. Returns false if there is
   none. */
static bool pattern_advance(const struct dg_pattern_positions *pattern, uint64_t *positions,
                            size_t class)
{
    const uint64_t *takes = pattern->takes + class * pattern->words;
    uint64_t next[DG_PATTERN_WORDS];
    uint64_t some = 0;

    for (size_t i = 0; i < pattern->words; i++) {
        next[i] = 0;
    }
    for (size_t i = 0; i < pattern->follow_count; i++) {
        pattern_follow(&pattern->follows[i], positions, pattern->words, next);
    }
    for (size_t i = 0; i < pattern->words; i++) {
        positions[i] = next[i] & takes[i];
        some |= positions[i];
    }
    return some != 0;
}

static bool pattern_positions(const struct dg_pattern_positions *pattern, const char *at,
                              const char *end)
{
    const struct dg_pattern_classes *classes = &pattern->classes;
    uint64_t positions[DG_PATTERN_WORDS] = {1};
    uint64_t ends = 0;

    while (at < end) {
        unsigned char byte = (unsigned char)*at;
        size_t class =
            byte < 128 ? (at++, classes->ascii[byte]) : pattern_symbol(classes, &at, end);

        if (!pattern_advance(pattern, positions, class)) {
            return false;
        }
    }
    for (size_t i = 0; i < pattern->words; i++) {
        ends |= positions[i] & pattern->ends[i];
    }
    return ends != 0;
}

bool dg_pattern_matches(const struct dg_pattern *pattern, struct dg_text text)
{
    const struct dg_pattern_automaton *automaton = pattern->automaton;
    const char *at = text.data;
    const char *end = text.length == 0 ? at : at + text.length;

    if (automaton == NULL) {
        return pattern->positions == NULL ? pattern_runs(pattern, at, end)
                                          : pattern_positions(pattern->positions, at, end);
    }
    return automaton->next != NULL ? pattern_small(automaton, at, end)
                                   : pattern_large(automaton, at, end);
}
