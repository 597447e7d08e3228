/* The nearest word by insertions, deletions, replacements and swaps of neighbours. */
#include "common/suggestion.h"

#include <string.h>

#include "runtime/listing.h"

struct suggestion suggestion_for(struct dg_text word)
{
    size_t edits = word.length < 6 ? 1 : word.length / 3;

    return (struct suggestion){.word = word, .nearest = {NULL, 0}, .distance = 2 * edits + 1};
}

void suggestion_offer(struct suggestion *suggestion, struct dg_text candidate)
{
    size_t distance = dg_listing_distance(suggestion->word, candidate);

    if (distance < suggestion->distance) {
        suggestion->distance = distance;
        suggestion->nearest = candidate;
    }
}

void suggestion_offer_string(struct suggestion *suggestion, const char *candidate)
{
    suggestion_offer(suggestion, (struct dg_text){candidate, strlen(candidate)});
}
