/* Bounds for the bytes that a decoder takes from its arena: fixed + slope * length of the document.
 *
 * Suppose that each byte of text costs `slope` and each byte of the arena is a gain. The smallest
 * slope is sought for which the gain of a document has a maximum, `fixed`. */
#include "emit/emit_memory_gain.h"

#include <string.h>

/* Whether a gain has changed since the last pass, which then is noted. A gain that never stops
 * growing is endless. */
static bool note(int64_t *gain, int64_t found, bool endless)
{
    if (found <= *gain) {
        return false;
    }
    *gain = endless ? ENDLESS : found;
    return true;
}

/* One pass over all types, in turn from both ends: a type may come before or after its parts. */
static bool pass(const struct emit_memory_search *search, unsigned number)
{
    struct emit_memory_search good = *search;
    bool endless = number > 64 && search->slope < 1 << 20;
    bool changed = false;

    good.good = true;
    for (size_t i = 0; i < search->memory->count; i++) {
        struct emit_memory_row *row =
            &search->memory->rows[number % 2 == 0 ? i : search->memory->count - 1 - i];

        changed |= note(&row->good, emit_memory_gain(&good, row), endless);
        changed |= note(&row->any, emit_memory_gain(search, row), endless);
    }
    return changed;
}

void emit_memory_settle(const struct emit_memory_search *search)
{
    for (size_t i = 0; i < search->memory->count; i++) {
        search->memory->rows[i].good = NEVER;
        search->memory->rows[i].any = -search->slope;
    }
    for (unsigned number = 0; pass(search, number); number++) {
    }
}

/* Whether unlisted members of any object, which are skipped, gain nothing. */
static bool skips(const struct emit_memory_search *search)
{
    return search->name_takes <= search->slope * (int64_t)strlen("\"\":0,");
}

/* At any slope, a name or a string that is copied once for its escape gains nothing. */
#define SLOPE_LEAST 4

/* The arena of a name beyond the sixteenth of an object: the stack of names doubles (16 bytes
 * each), and what was outgrown stays. Stacks of trials begin as those of the readers around them,
 * which stay, too, and have memory of their own for sorting. `"":0,` is the shortest member. */
#define NAME_TAKES 64
#define NAME_TAKES_TRIED 96

struct emit_memory_search emit_memory_search_of(const struct emit_memory *memory,
                                                enum emit_memory_text text)
{
    static const int64_t name_takes[EMIT_MEMORY_TEXTS] = {
        [EMIT_MEMORY_CLOSED] = NAME_TAKES,
        [EMIT_MEMORY_OPEN] = NAME_TAKES,
        [EMIT_MEMORY_TRIED] = NAME_TAKES_TRIED,
        [EMIT_MEMORY_TRIAL] = NAME_TAKES_TRIED,
    };

    return (struct emit_memory_search){.memory = memory,
                                       .name_takes = name_takes[text],
                                       .open = text == EMIT_MEMORY_OPEN,
                                       .distinct = text == EMIT_MEMORY_NAMELESS ||
                                                   text == EMIT_MEMORY_TRIAL,
                                       .forgets = text == EMIT_MEMORY_TRIAL};
}

void emit_memory_arena(struct emit_memory *memory, enum emit_memory_text text)
{
    struct emit_memory_search search = emit_memory_search_of(memory, text);
    size_t missing = memory->count;

    /* Steps of a 64th: a bound may be so much too large. */
    for (search.slope = SLOPE_LEAST; missing > 0; search.slope += 1 + search.slope / 64) {
        emit_memory_settle(&search);
        for (size_t i = 0; i < memory->count && skips(&search); i++) {
            struct emit_memory_row *row = &memory->rows[i];

            if (row->lines[text].slope == 0 && row->any < ENDLESS) {
                row->lines[text].fixed = (uint64_t)larger(0, row->any);
                row->lines[text].slope = (uint64_t)search.slope;
                missing--;
            }
        }
    }
}
