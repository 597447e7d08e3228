/* Charts of the HTML report: numbers of findings by a label. */
#ifndef DG_VALIDATE_CHART_H
#define DG_VALIDATE_CHART_H

#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"

struct bar {
    const char *label;
    uint64_t count;
    char copy[]; /* of the label */
};

/* Zero-initialised, a chart has no bars. */
struct chart {
    void *tree; /* of bars, by their labels */
    struct bar **bars;
    size_t count;
    size_t capacity;
};

/* Adds `count` findings of the label. Returns the chart's copy of the label. */
const char *chart_count(struct chart *chart, const char *label, uint64_t count);

/* Adds the bars, most findings first, as a list in which each is a link that sets the `filter` of
   findings. Only the longest bars are there. */
void chart_add(struct buffer *page, const struct chart *chart, const char *filter);

void chart_free(struct chart *chart);

#endif
