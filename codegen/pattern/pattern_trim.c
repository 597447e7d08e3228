/* Trims patterns. */
#include "pattern/pattern_trim.h"

/* The same for both ends: `begin` is the begin. Returns whether the part takes nothing then, so
   that the part beside it is at the end. */
static bool trim_end(struct pattern_node *node, bool begin);

static bool trim_sequence(struct pattern_node *sequence, bool begin)
{
    struct pattern_node *part = begin ? sequence->first : sequence->last;

    while (part != NULL && trim_end(part, begin)) {
        part = begin ? part->next : part->previous;
    }
    return part == NULL;
}

static bool trim_end(struct pattern_node *node, bool begin)
{
    bool all = true;

    switch (node->kind) {
    case PATTERN_SEQUENCE:
        return trim_sequence(node, begin);
    case PATTERN_CHOICE:
        for (struct pattern_node *part = node->last; part != NULL; part = part->previous) {
            all = trim_end(part, begin) && all;
        }
        return all;
    case PATTERN_REPEAT:
        node->max = node->min;
        return node->max == 0 || (node->max == 1 && trim_end(node->last, begin));
    case PATTERN_SET:
    case PATTERN_BEGIN:
    case PATTERN_END:
    case PATTERN_BOUNDARY:
    case PATTERN_NO_BOUNDARY:
        break;
    }
    return false;
}

void pattern_trim(struct pattern_node *root)
{
    trim_end(root, false);
    trim_end(root, true);
}
