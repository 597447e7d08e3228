/* Items are compared as texts: reports of one contract spell them alike, in one order. */
#include "report/merge_coverage.h"

#include <stdlib.h>
#include <string.h>

#include "common/memory.h"
#include "report/merge_parts.h"
#include "report/report_reader.h"

static bool is_named(struct dg_text name, const char *word)
{
    return dg_text_equal(name, dg_text_of(word));
}

static int compare(const void *one, const void *other)
{
    const struct dg_text *a = one;
    const struct dg_text *b = other;
    size_t length = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->data, b->data, length);

    return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

/* The elements of an array. The caller frees. */
static struct dg_text *elements_of(struct dg_text json, size_t *count)
{
    struct report_member element = {.at = json.data};
    struct dg_text *list = NULL;
    size_t capacity = 0;

    *count = 0;
    while (report_reader_element(&element)) {
        if (*count == capacity) {
            capacity = capacity == 0 ? 64 : 2 * capacity;
            list = memory_grow(list, capacity * sizeof *list);
        }
        list[(*count)++] = element.value;
    }
    return list;
}

/* Keeps the items that the sorted list has, too. */
static void intersect(struct merge_coverage *coverage, const struct dg_text *list, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < coverage->count; i++) {
        if (count > 0 && bsearch(&coverage->items[i], list, count, sizeof *list, compare) != NULL) {
            coverage->items[kept++] = coverage->items[i];
        }
    }
    coverage->count = kept;
}

static bool find_members(struct dg_text json, uint64_t *total, struct dg_text *unseen)
{
    struct report_member member = {.at = json.data};
    bool found = false;

    while (report_reader_member(&member)) {
        if (is_named(member.name, "total")) {
            found = merge_parts_number(member.value, total);
        } else if (is_named(member.name, "unseen")) {
            *unseen = member.value;
        }
    }
    return found && unseen->length > 0 && unseen->data[0] == '[';
}

bool merge_coverage_take(struct merge_coverage *coverage, struct dg_text json)
{
    struct dg_text unseen = {NULL, 0};
    struct dg_text *list = NULL;
    size_t count = 0;
    uint64_t total = 0;

    if (coverage->reports == 0) {
        buffer_add_text(&coverage->json, json);
        json = dg_text_of(buffer_string(&coverage->json));
    }
    if (!find_members(json, &total, &unseen)) {
        return false;
    }
    list = elements_of(unseen, &count);
    if (coverage->reports++ == 0) {
        coverage->result.total = total;
        coverage->items = list;
        coverage->count = count;
        return count <= total;
    }
    if (count > 0) {
        qsort(list, count, sizeof *list, compare);
    }
    intersect(coverage, list, count);
    free(list);
    return count <= total && total == coverage->result.total;
}

/* The result */

/* Adds the text of a JSON string to the texts, which have room. */
static bool take_string(struct merge_coverage *coverage, struct dg_text json, struct dg_text *out)
{
    size_t at = coverage->texts.length;
    bool valid = merge_parts_string(&coverage->texts, json);

    *out = (struct dg_text){coverage->texts.data + at, coverage->texts.length - at};
    buffer_add_bytes(&coverage->texts, "", 1);
    return valid;
}

/* A value as reports have it: JSON, or the text of a status. */
static bool take_value(struct merge_coverage *coverage, struct dg_text json, bool is_status,
                       struct dg_text *out)
{
    if (is_status) {
        return take_string(coverage, json, out);
    }
    *out = (struct dg_text){coverage->texts.data + coverage->texts.length, json.length};
    buffer_add_text(&coverage->texts, json);
    buffer_add_bytes(&coverage->texts, "", 1);
    return true;
}

static bool find_kind(struct dg_text name, enum coverage_kind *kind)
{
    for (int i = COVERAGE_STATUS; i <= COVERAGE_TRANSITION; i++) {
        *kind = (enum coverage_kind)i;
        if (is_named(name, coverage_kind_name(*kind))) {
            return true;
        }
    }
    return false;
}

static bool parse_item(struct merge_coverage *coverage, struct dg_text json,
                       struct coverage_item *item)
{
    struct report_member member = {.at = json.data};
    bool has_kind = false;
    bool valid = true;

    while (valid && report_reader_member(&member)) {
        struct dg_text text = {NULL, 0};

        if (is_named(member.name, "value")) {
            valid = take_value(coverage, member.value, item->kind == COVERAGE_STATUS, &text);
            item->value = text.data;
            continue;
        }
        valid = take_string(coverage, member.value, &text);
        if (is_named(member.name, "kind")) {
            has_kind = find_kind(text, &item->kind);
        } else if (is_named(member.name, "pointer")) {
            item->pointer = text.data;
        } else if (is_named(member.name, "rule")) {
            item->rule = text.data;
        } else if (is_named(member.name, "state")) {
            item->state = text.data;
        } else if (is_named(member.name, "from")) {
            item->from = text;
        } else if (is_named(member.name, "to")) {
            item->to = text;
        }
    }
    return valid && has_kind && (item->pointer != NULL || item->rule != NULL) &&
           (item->kind == COVERAGE_TRANSITION ? item->from.data != NULL && item->to.data != NULL
                                              : item->state != NULL || item->value != NULL);
}

const struct coverage_result *merge_coverage_result(struct merge_coverage *coverage)
{
    struct coverage_result *result = &coverage->result;

    /* No text is longer than its JSON, so that the texts don't move. */
    buffer_reserve(&coverage->texts, coverage->json.length + 1);
    result->unseen = memory_new_array(coverage->count + 1, sizeof *result->unseen);
    result->unseen_count = coverage->count;
    result->seen = result->total - coverage->count;
    for (size_t i = 0; i < coverage->count; i++) {
        if (!parse_item(coverage, coverage->items[i], &result->unseen[i])) {
            return NULL;
        }
    }
    return result;
}

void merge_coverage_free(struct merge_coverage *coverage)
{
    buffer_free(&coverage->json);
    buffer_free(&coverage->texts);
    free(coverage->items);
    free(coverage->result.unseen);
}
