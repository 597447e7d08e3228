/* Draws values one below another, in the order of the contract, and changes as arcs beside them:
   forward on the right, back on the left. A table has the numbers. */
#include "report/lifecycle_view.h"

#include "report/html/markup.h"
#include "runtime/reader.h"

/* A drawing of more values would have too many arcs. */
#define MOST_VALUES 16
/* Sizes of the drawing. */
#define ROW 40
#define BOX 26
#define CHARACTER 9
#define PADDING 12
#define ARC 20 /* the width of an arc for each row that it passes */

/* A drawing that is being made. */
struct view {
    struct buffer *page;
    const struct lifecycle *lifecycle;
    const struct dg_cover_changes *changes;
    size_t property; /* the index of `changes` */
    size_t left;     /* the sides of the boxes */
    size_t right;
    uint64_t most;    /* the largest count */
    size_t seen;      /* changes that were seen and are allowed, and its */
    size_t never;     /* and those that were never seen */
    size_t forbidden; /* changes that were seen, and are forbidden */
};

static size_t change_count(const struct view *view)
{
    return view->changes->words->count * view->changes->words->count;
}

/* The next change from *index on, whose successor *index becomes. */
static bool next_change(const struct view *view, size_t *index, struct lifecycle_change *change)
{
    while (*index < change_count(view)) {
        if (lifecycle_change_at(view->lifecycle, view->property, (*index)++, change)) {
            return true;
        }
    }
    return false;
}

static void count_changes(struct view *view)
{
    struct lifecycle_change change;
    size_t longest = 0;
    size_t back = 0;

    for (size_t index = 0; next_change(view, &index, &change);) {
        size_t rows = change.from > change.to ? change.from - change.to : 0;

        back = rows > back ? rows : back;
        view->most = change.count > view->most ? change.count : view->most;
        view->seen += change.allowed && change.count > 0;
        view->never += change.count == 0;
        view->forbidden += !change.allowed;
    }
    for (size_t i = 0; i < view->changes->words->count; i++) {
        size_t length = dg_text_code_points(view->changes->words->words[i]);

        longest = length > longest ? length : longest;
    }
    view->left = back * ARC + (size_t)2 * PADDING;
    view->right = view->left + longest * CHARACTER + (size_t)2 * PADDING;
}

/* The middle of a row. */
static size_t row_of(size_t value)
{
    return value * ROW + ROW / 2;
}

static unsigned bits_of(uint64_t count)
{
    unsigned bits = 0;

    for (; count > 0; count >>= 1) {
        bits++;
    }
    return bits;
}

static const char *kind_of(const struct lifecycle_change *change)
{
    return !change->allowed ? "forbidden" : change->count > 0 ? "seen" : "never";
}

static void add_arc(const struct view *view, const struct lifecycle_change *change)
{
    bool forward = change->to > change->from;
    size_t rows = forward ? change->to - change->from : change->from - change->to;
    size_t side = forward ? view->right : view->left;
    /* Arcs leave a box below its middle, and reach the next one above it, or the other way. */
    size_t from = row_of(change->from) + BOX / 4 - (forward ? 0 : BOX / 2);
    size_t to = row_of(change->to) - BOX / 4 + (forward ? 0 : BOX / 2);
    size_t high = (forward ? to - from : from - to) / 2;
    unsigned width = change->count == 0 ? 1 : 1 + 3 * bits_of(change->count) / bits_of(view->most);

    buffer_format(view->page,
                  "<path class=\"%s\" stroke-width=\"%u\" marker-end=\"url(#to-%s)\" "
                  "d=\"M%zu %zu A%zu %zu 0 0 1 %zu %zu\">",
                  kind_of(change), width, kind_of(change), side, from, rows * ARC, high, side, to);
    MARKUP_ADD(view->page, "<title>$ to $: ", view->changes->words->words[change->from],
               view->changes->words->words[change->to]);
    buffer_format(view->page, "%llu</title></path>\n", (unsigned long long)change->count);
}

/* Adds the number beside an arc: few digits, since the table has all of them. */
static void add_number(const struct view *view, const struct lifecycle_change *change)
{
    static const char units[] = " kMGTPE";
    uint64_t count = change->count;
    size_t unit = 0;
    bool forward = change->to > change->from;
    size_t rows = forward ? change->to - change->from : change->from - change->to;
    size_t x = forward ? view->right + rows * ARC : view->left - rows * ARC;

    while (count > 9999) {
        count /= 1000;
        unit++;
    }
    buffer_format(view->page, "<text class=\"count\" x=\"%zu\" y=\"%zu\">%llu%.*s</text>\n", x,
                  (row_of(change->from) + row_of(change->to)) / 2, (unsigned long long)count,
                  unit > 0, &units[unit]);
}

static void add_box(const struct view *view, size_t value)
{
    struct lifecycle_change change;
    bool reached = false;

    for (size_t index = 0; next_change(view, &index, &change);) {
        reached |= change.count > 0 && (change.from == value || change.to == value);
    }
    buffer_format(view->page,
                  "<rect class=\"%s\" x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%d\" rx=\"6\"/>"
                  "<text x=\"%zu\" y=\"%zu\">",
                  reached ? "reached" : "never", view->left, row_of(value) - BOX / 2,
                  view->right - view->left, BOX, (view->left + view->right) / 2, row_of(value));
    MARKUP_ADD(view->page, "$</text>\n", view->changes->words->words[value]);
}

static void add_drawing(const struct view *view)
{
    size_t count = view->changes->words->count;
    size_t width = view->right + (count - 1) * ARC + (size_t)3 * PADDING;
    struct lifecycle_change change;

    buffer_format(view->page,
                  "<div class=\"wide\">\n<svg class=\"lifecycle\" role=\"img\" "
                  "aria-label=\"Changes of state; the table has the same numbers\" "
                  "viewBox=\"0 0 %zu %zu\" width=\"%zu\" height=\"%zu\">\n",
                  width, count * ROW, width, count * ROW);
    for (int seen = 0; seen <= 1; seen++) { /* over those that were never seen */
        for (size_t index = 0; next_change(view, &index, &change);) {
            if ((change.count > 0) == seen) {
                add_arc(view, &change);
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        add_box(view, i);
    }
    for (size_t index = 0; next_change(view, &index, &change);) {
        if (change.count > 0) {
            add_number(view, &change);
        }
    }
    buffer_add(view->page, "</svg>\n</div>\n");
}

static void add_seen(const struct view *view)
{
    const struct dg_text *words = view->changes->words->words;
    struct lifecycle_change change;
    char digits[MARKUP_DIGITS];

    if (view->seen + view->forbidden == 0) {
        buffer_add(view->page, "<p>No change was seen.</p>\n");
        return;
    }
    buffer_add(view->page, "<div class=\"wide\">\n<table>\n<thead><tr><th>from</th><th>to</th>"
                           "<th class=\"number\">seen</th><th></th></tr></thead>\n<tbody>\n");
    for (size_t index = 0; next_change(view, &index, &change);) {
        if (change.count > 0) {
            MARKUP_ADD(view->page,
                       "<tr><td>$</td><td>$</td><td class=\"number\">$</td>"
                       "<td class=\"fails\">$</td></tr>\n",
                       words[change.from], words[change.to], markup_number(digits, change.count),
                       dg_text_of(change.allowed ? "" : "forbidden"));
        }
    }
    buffer_add(view->page, "</tbody>\n</table>\n</div>\n");
}

/* Lists the changes that are allowed and were never seen, a line for each value that is left. */
static void add_never(const struct view *view)
{
    const struct dg_text *words = view->changes->words->words;
    struct lifecycle_change change;
    size_t latest = SIZE_MAX;

    if (view->never == 0) {
        return;
    }
    buffer_format(view->page,
                  "<details>\n<summary>Never seen: %zu of %zu allowed changes</summary>\n<ul>\n",
                  view->never, view->never + view->seen);
    for (size_t index = 0; next_change(view, &index, &change);) {
        if (change.count > 0) {
            continue;
        }
        if (change.from == latest) {
            MARKUP_ADD(view->page, ", $", words[change.to]);
        } else {
            buffer_add(view->page, latest == SIZE_MAX ? "" : "</li>\n");
            MARKUP_ADD(view->page, "<li>$ to $", words[change.from], words[change.to]);
        }
        latest = change.from;
    }
    buffer_add(view->page, "</li>\n</ul>\n</details>\n");
}

/* Adds the heads of arrows of each kind. */
static void add_heads(struct buffer *page)
{
    static const char *const kinds[] = {"never", "seen", "forbidden"};

    buffer_add(page, "<svg class=\"lifecycle\" width=\"0\" height=\"0\" aria-hidden=\"true\">");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        buffer_format(page,
                      "<marker id=\"to-%s\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" "
                      "markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" "
                      "orient=\"auto\"><path class=\"%s\" d=\"M0 0 L8 4 L0 8 z\"/></marker>",
                      kinds[i], kinds[i]);
    }
    buffer_add(page, "</svg>\n");
}

void lifecycle_view_add(struct buffer *page, const struct lifecycle *lifecycle)
{
    const struct dg_coverage *items = lifecycle->contract->coverage;

    buffer_add(page, "<section id=\"lifecycle\">\n<h2>Changes of state</h2>\n");
    add_heads(page);
    for (size_t i = 0; i < items->change_count; i++) {
        struct view view = {
            .page = page, .lifecycle = lifecycle, .changes = &items->changes[i], .property = i};

        count_changes(&view);
        MARKUP_ADD(page, "<p><code>$</code></p>\n", dg_text_of(view.changes->pointer));
        if (view.changes->words->count <= MOST_VALUES) {
            add_drawing(&view);
        }
        add_seen(&view);
        add_never(&view);
    }
    buffer_add(page, "</section>\n");
}
