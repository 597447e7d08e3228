/* Finds the word that somebody probably meant: the nearest by insertions, deletions, replacements
 * and swaps. */

#include "base/diag.h"

#define SUGGEST_MAX 64 /* bytes; longer words are not compared */

static size_t suggest_least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters that differ in case only are half as far apart as others: costs count in halves. */
static size_t suggest_cost(char a, char b)
{
    if (a == b) {
        return 0;
    }
    if ((a ^ b) == 0x20 && ((a | 0x20) >= 'a' && (a | 0x20) <= 'z')) {
        return 1;
    }
    return 2;
}

/* The optimal string alignment distance, in halves. */
static size_t suggest_distance(struct dg_text a, struct dg_text b)
{
    size_t rows[3][SUGGEST_MAX + 1];

    for (size_t j = 0; j <= b.length; j++) {
        rows[0][j] = 2 * j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i + 2) % 3];
        const size_t *second = rows[(i + 1) % 3];

        row[0] = 2 * i;
        for (size_t j = 1; j <= b.length; j++) {
            row[j] = suggest_least(above[j], row[j - 1]) + 2;
            row[j] =
                suggest_least(row[j], above[j - 1] + suggest_cost(a.data[i - 1], b.data[j - 1]));
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
                a.data[i - 2] == b.data[j - 1]) {
                row[j] = suggest_least(row[j], second[j - 2] + 2);
            }
        }
    }
    return rows[a.length % 3][b.length];
}

struct suggestion suggestion_for(struct dg_text word)
{
    /* A third of the letters may be wrong. */
    size_t allowed = 2 * ((word.length + 2) / 3);

    return (struct suggestion){.word = word, .nearest = {NULL, 0}, .distance = allowed + 1};
}

void suggestion_offer(struct suggestion *suggestion, struct dg_text candidate)
{
    size_t distance;

    if (suggestion->word.length > SUGGEST_MAX || candidate.length > SUGGEST_MAX) {
        return;
    }
    distance = suggest_distance(suggestion->word, candidate);
    if (distance < suggestion->distance) {
        suggestion->distance = distance;
        suggestion->nearest = candidate;
    }
}
