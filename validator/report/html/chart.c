/* Counts findings by labels, and draws the numbers as bars. */
#include "report/html/chart.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape_text.h"
#include "report/html/markup.h"

/* The bars that a chart shows. */
#define MOST_BARS 20

static int compare_labels(const void *a, const void *b)
{
    const struct bar *one = a;
    const struct bar *other = b;

    return strcmp(one->label, other->label);
}

static struct bar *new_bar(struct chart *chart, const char *label)
{
    size_t length = strlen(label) + 1;
    struct bar *bar = memory_new(sizeof *bar + length);
    struct bar *const *node = NULL;

    memcpy(bar->copy, label, length);
    bar->label = bar->copy;
    if (chart->count == chart->capacity) {
        chart->capacity = chart->capacity == 0 ? 16 : chart->capacity * 2;
        chart->bars = memory_grow(chart->bars, chart->capacity * sizeof(struct bar *));
    }
    chart->bars[chart->count++] = bar;
    node = memory_checked(tsearch(bar, &chart->tree, compare_labels));
    return *node;
}

const char *chart_count(struct chart *chart, const char *label, uint64_t count)
{
    const struct bar wanted = {.label = label};
    struct bar *const *found = tfind(&wanted, &chart->tree, compare_labels);
    struct bar *bar = found == NULL ? new_bar(chart, label) : *found;

    bar->count += count;
    return bar->label;
}

static int compare_bars(const void *a, const void *b)
{
    const struct bar *one = *(const struct bar *const *)a;
    const struct bar *other = *(const struct bar *const *)b;

    if (one->count != other->count) {
        return one->count > other->count ? -1 : 1;
    }
    return strcmp(one->label, other->label);
}

static void add_bar(struct buffer *page, const struct bar *bar, uint64_t most, const char *filter)
{
    char count[MARKUP_DIGITS];
    char width[MARKUP_DIGITS];
    struct buffer link = {.data = NULL};
    uint64_t share = bar->count * 1000 / most;

    escape_path(&link, dg_text_of(bar->label));
    MARKUP_ADD(page,
               "<li><a href=\"#$=$\">$</a><span class=\"number\">$</span>"
               "<svg viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
               "<rect class=\"track\" width=\"1000\" height=\"8\"/>"
               "<rect width=\"$\" height=\"8\"/></svg></li>\n",
               dg_text_of(filter), buffer_text(&link), dg_text_of(bar->label),
               markup_number(count, bar->count), markup_number(width, share > 0 ? share : 1));
    buffer_free(&link);
}

void chart_add(struct buffer *page, const struct chart *chart, const char *filter)
{
    char others[MARKUP_DIGITS];

    if (chart->count == 0) {
        buffer_add(page, "<p>There are no findings.</p>\n");
        return;
    }
    qsort(chart->bars, chart->count, sizeof(struct bar *), compare_bars);
    buffer_add(page, "<ol class=\"chart\">\n");
    for (size_t i = 0; i < chart->count && i < MOST_BARS; i++) {
        add_bar(page, chart->bars[i], chart->bars[0]->count, filter);
    }
    buffer_add(page, "</ol>\n");
    if (chart->count > MOST_BARS) {
        MARKUP_ADD(page, "<p class=\"note\">and $ more</p>\n",
                   markup_number(others, chart->count - MOST_BARS));
    }
}

void chart_free(struct chart *chart)
{
    for (size_t i = 0; i < chart->count; i++) {
        (void)tdelete(chart->bars[i], &chart->tree, compare_labels);
        free(chart->bars[i]);
    }
    free(chart->bars);
    *chart = (struct chart){.tree = NULL};
}
