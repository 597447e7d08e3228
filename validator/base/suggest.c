/* Edit distance between short words. */
#include "base/suggest.h"

#include <stdint.h>
#include <string.h>

#define LONGEST_WORD 64

/* Insertions, deletions and substitutions between two words (Levenshtein); SIZE_MAX if one is too
 * long to be a misspelt word. */
static size_t edit_distance(const char *a, const char *b)
{
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    size_t row[LONGEST_WORD + 1];

    if (a_length > LONGEST_WORD || b_length > LONGEST_WORD) {
        return SIZE_MAX;
    }
    for (size_t j = 0; j <= b_length; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
            size_t least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;

            diagonal = row[j];
            row[j] = substituted < least ? substituted : least;
        }
    }
    return row[b_length];
}

void suggest_begin(struct suggestion *suggestion, const char *wanted)
{
    *suggestion = (struct suggestion){.wanted = wanted, .distance = 1 + strlen(wanted) / 3};
}

void suggest_word(struct suggestion *suggestion, const char *word)
{
    size_t distance = edit_distance(suggestion->wanted, word);

    if (distance < suggestion->distance ||
        (distance == suggestion->distance && suggestion->best == NULL)) {
        suggestion->best = word;
        suggestion->distance = distance;
    }
}
