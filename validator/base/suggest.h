/* "Did you mean": the known word nearest to one that isn't known. */
#ifndef DG_VALIDATE_SUGGEST_H
#define DG_VALIDATE_SUGGEST_H

#include <stddef.h>

/* The words to choose from, one at a time. */
struct suggestion {
    const char *wanted;
    const char *best; /* NULL: none is near enough */
    size_t distance;
};

void suggest_begin(struct suggestion *suggestion, const char *wanted);
void suggest_word(struct suggestion *suggestion, const char *word);

#endif
