/* The shortest texts that a pattern matches, as JSON spells them. */
#ifndef DG_CODEGEN_PATTERN_SHORTEST_H
#define DG_CODEGEN_PATTERN_SHORTEST_H

#include "pattern/pattern_tree.h"

/* Longer ones aren't told apart, and where there is none, it is this long. */
#define PATTERN_SHORTEST_MAX (UINT32_MAX / 2)

/* Bytes between the quotes. No text of the pattern is shorter; it is longer where boundaries or
 * other assertions ask for more. */
struct pattern_shortest {
    uint32_t plain;   /* without an escape */
    uint32_t escaped; /* with at least one */
};

/* Of a pattern that was parsed. */
struct pattern_shortest pattern_shortest_of(const struct pattern_node *root);

#endif
