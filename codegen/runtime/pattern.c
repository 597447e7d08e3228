/* Compares texts with compiled patterns. */
#include "runtime/pattern.h"

/* Takes the code point at `*at`, which is before `end`. */
static uint32_t pattern_take(const char **at, const char *end)
{
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    size_t length;
    uint32_t code_point;

    if ((unsigned char)**at < 128) {
        return (unsigned char)*(*at)++;
    }
    length = dg_utf8_sequence(*at, end);
    if (length == 0) {
        ++*at;
        return 0xFFFD;
    }
    code_point = (unsigned char)**at & masks[length];
    for (size_t i = 1; i < length; i++) {
        code_point = code_point << 6 | ((unsigned char)(*at)[i] & 0x3F);
    }
    *at += length;
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

/* Moves *at after a code point of the set. Returns false if there is none. */
static bool pattern_step(const struct dg_pattern_set *set, const char **at, const char *end)
{
    const char *next = *at;
    uint32_t code_point;
    bool inside;

    if (next == end) {
        return false;
    }
    code_point = pattern_take(&next, end);
    inside = code_point < 128 ? (set->ascii[code_point / 32] >> code_point % 32 & 1) != 0
                              : pattern_find(set->bounds, set->count, code_point) % 2 != 0;
    if (inside) {
        *at = next;
    }
    return inside;
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

/* Moves *at after a run. Returns false if there are fewer code points than the run needs. */
static bool pattern_run(const struct dg_pattern_run *run, const char **at, const char *end)
{
    size_t count = 0;

    while (count < run->max && pattern_step(run->set, at, end)) {
        count++;
    }
    return count >= run->min;
}

static bool pattern_runs(const struct dg_pattern *pattern, struct dg_text text)
{
    const char *at = text.data;
    const char *end = text.length == 0 ? at : at + text.length;

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

static size_t pattern_class(const struct dg_pattern_automaton *automaton, const char **at,
                            const char *end)
{
    unsigned char byte = (unsigned char)**at;

    if (byte < 128) {
        ++*at;
        return automaton->ascii[byte];
    }
    return automaton->span_classes[pattern_find(automaton->spans, automaton->span_count,
                                                pattern_take(at, end)) -
                                   1];
}

static size_t pattern_next(const struct dg_pattern_automaton *automaton, size_t state,
                           size_t symbol)
{
    size_t move;

    if (automaton->next != NULL) {
        return automaton->next[state * automaton->symbols + symbol];
    }
    move = automaton->moves[automaton->rows[state] * automaton->symbols + symbol];
    return move < DG_PATTERN_STAY / 2 ? move : state + move - DG_PATTERN_STAY;
}

static bool pattern_automaton(const struct dg_pattern_automaton *automaton, struct dg_text text)
{
    const char *at = text.data;
    const char *end = text.length == 0 ? at : at + text.length;
    size_t state = automaton->start;

    while (at < end && state > 1) {
        state = pattern_next(automaton, state, pattern_class(automaton, &at, end));
    }
    return state == 1 || (state > 1 && pattern_next(automaton, state, automaton->symbols - 1) == 1);
}

bool dg_pattern_matches(const struct dg_pattern *pattern, struct dg_text text)
{
    return pattern->automaton != NULL ? pattern_automaton(pattern->automaton, text)
                                      : pattern_runs(pattern, text);
}
