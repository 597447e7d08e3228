/* Coverage as JSON, with an object for each item that wasn't seen; and as text, where the items of
   one place of the contract share a line. */
#include "report/report_coverage.h"

#include <stdbool.h>
#include <string.h>

#include "base/escape_text.h"

static void write_text(struct dg_writer *writer, const char *name, struct dg_text text)
{
    if (text.data != NULL) {
        dg_write_key(writer, dg_text_of(name));
        dg_write_text(writer, text);
    }
}

/* The value of an item: JSON, or the text of a status. */
static void write_value(struct dg_writer *writer, const struct coverage_item *item)
{
    if (item->value == NULL) {
        return;
    }
    dg_write_key(writer, dg_text_of("value"));
    if (item->kind == COVERAGE_STATUS) {
        dg_write_text(writer, dg_text_of(item->value));
    } else {
        dg_write_raw(writer, dg_text_of(item->value));
    }
}

static void write_item(struct dg_writer *writer, const struct coverage_item *item)
{
    dg_write_object(writer);
    write_text(writer, "kind", dg_text_of(coverage_kind_name(item->kind)));
    write_text(writer, "pointer", dg_text_of(item->pointer));
    write_text(writer, "rule", dg_text_of(item->rule));
    write_value(writer, item);
    write_text(writer, "state", dg_text_of(item->state));
    write_text(writer, "from", item->from);
    write_text(writer, "to", item->to);
    dg_write_object_end(writer);
}

void report_coverage_write_json(struct dg_writer *writer, const struct coverage_result *coverage)
{
    dg_write_key(writer, dg_text_of("coverage"));
    dg_write_object(writer);
    dg_write_key(writer, dg_text_of("seen"));
    dg_write_integer(writer, (int64_t)coverage->seen);
    dg_write_key(writer, dg_text_of("total"));
    dg_write_integer(writer, (int64_t)coverage->total);
    dg_write_key(writer, dg_text_of("unseen"));
    dg_write_array(writer);
    for (size_t i = 0; i < coverage->unseen_count; i++) {
        write_item(writer, &coverage->unseen[i]);
    }
    dg_write_array_end(writer);
    dg_write_object_end(writer);
}

/* Text for people */

static bool is_same_text(const char *one, const char *other)
{
    return one == other || (one != NULL && other != NULL && strcmp(one, other) == 0);
}

/* Whether two items share a line. */
static bool is_same_place(const struct coverage_item *one, const struct coverage_item *other)
{
    return one->kind == other->kind && one->kind != COVERAGE_STATUS &&
           is_same_text(one->pointer, other->pointer) && is_same_text(one->rule, other->rule) &&
           dg_text_equal(one->from, other->from);
}

/* The texts of an item are those of the contract, or of a report that anybody may have written. */
static void add_string(struct buffer *out, const char *text)
{
    escape_plain(out, dg_text_of(text));
}

static void add_place(struct buffer *out, const struct coverage_item *item, const char *lead)
{
    buffer_format(out, "%s  %-10s ", lead, coverage_kind_name(item->kind));
    add_string(out, item->rule != NULL ? item->rule : item->pointer);
    if (item->from.data != NULL) {
        buffer_add(out, ": ");
        escape_plain(out, item->from);
        buffer_add(out, " to ");
    } else if (item->kind != COVERAGE_STATUS) {
        buffer_add(out, ": ");
    }
}

static void add_item(struct buffer *out, const struct coverage_item *item)
{
    if (item->kind == COVERAGE_STATUS) {
        return; /* the pointer says it */
    }
    if (item->to.data != NULL) {
        escape_plain(out, item->to);
    } else {
        add_string(out, item->state != NULL ? item->state : item->value);
    }
}

void report_coverage_add_figures(struct buffer *out, const struct coverage_result *coverage)
{
    unsigned long long percent =
        coverage->total == 0 ? 100 : coverage->seen * 100 / coverage->total;

    buffer_format(out, "coverage: %llu %%, %llu of %llu items", percent,
                  (unsigned long long)coverage->seen, (unsigned long long)coverage->total);
}

void report_coverage_add_text(struct buffer *out, const struct coverage_result *coverage,
                              const char *lead)
{
    buffer_add(out, lead);
    report_coverage_add_figures(out, coverage);
    buffer_add(out, coverage->unseen_count > 0 ? "; never seen:\n" : "\n");
    for (size_t i = 0; i < coverage->unseen_count; i++) {
        const struct coverage_item *item = &coverage->unseen[i];

        if (i > 0 && is_same_place(item - 1, item)) {
            buffer_add(out, ", ");
        } else {
            buffer_add(out, i > 0 ? "\n" : "");
            add_place(out, item, lead);
        }
        add_item(out, item);
    }
    buffer_add(out, coverage->unseen_count > 0 ? "\n" : "");
}
