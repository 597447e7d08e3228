/* The nearest word by insertions, deletions, replacements and swaps of neighbours. */
#include "common/suggestion.h"

#include <stdint.h>
#include <string.h>

#define SUGGESTION_MAX 64 /* bytes; longer words are not compared */

static size_t lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool differ_in_case(char a, char b)
{
    return (a ^ b) == 0x20 && (a | 0x20) >= 'a' && (a | 0x20) <= 'z';
}

/* Letters that differ in case only are half as far apart as others: costs count in halves. */
static size_t replacement_cost(char a, char b)
{
    if (a == b) {
        return 0;
    }
    return differ_in_case(a, b) ? 1 : 2;
}

/* Whether the words are equal but for the case of letters, which counts as one edit. */
static bool is_same_in_another_case(struct dg_text a, struct dg_text b)
{
    for (size_t i = 0; i < a.length && a.length == b.length; i++) {
        if (replacement_cost(a.data[i], b.data[i]) > 1) {
            return false;
        }
    }
    return a.length == b.length;
}

/* The optimal string alignment distance, in halves. */
static size_t distance_between(struct dg_text a, struct dg_text b)
{
    size_t rows[3][SUGGESTION_MAX + 1];

    for (size_t j = 0; j <= b.length; j++) {
        rows[0][j] = 2 * j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *second = rows[(i + 1) % 3];

        row[0] = 2 * i;
        for (size_t j = 1; j <= b.length; j++) {
            row[j] = lesser(above[j], row[j - 1]) + 2;
            row[j] = lesser(row[j], above[j - 1] + replacement_cost(a.data[i - 1], b.data[j - 1]));
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
                a.data[i - 2] == b.data[j - 1]) {
                row[j] = lesser(row[j], second[j - 2] + 2);
            }
        }
    }
    return rows[a.length % 3][b.length];
}

size_t suggestion_distance(struct dg_text a, struct dg_text b)
{
    if (a.length > SUGGESTION_MAX || b.length > SUGGESTION_MAX) {
        return SIZE_MAX;
    }
    return is_same_in_another_case(a, b) ? 1 : distance_between(a, b);
}

struct suggestion suggestion_for(struct dg_text word)
{
    size_t edits = word.length < 6 ? 1 : word.length / 3;

    return (struct suggestion){.word = word, .nearest = {NULL, 0}, .distance = 2 * edits + 1};
}

void suggestion_offer(struct suggestion *suggestion, struct dg_text candidate)
{
    size_t distance = suggestion_distance(suggestion->word, candidate);

    if (distance < suggestion->distance) {
        suggestion->distance = distance;
        suggestion->nearest = candidate;
    }
}

void suggestion_offer_string(struct suggestion *suggestion, const char *candidate)
{
    suggestion_offer(suggestion, (struct dg_text){candidate, strlen(candidate)});
}
