/* Whether the items of an array differ (uniqueItems). Items are sorted by hashes that equal values
 * have in common: 1 and 1.0, objects whatever the order of their members. Where hashes are equal,
 * the items are compared, so that the result is exact: who makes other items with equal hashes only
 * uses up the budget. */
#include <string.h>

#include "runtime/check_internal.h"
#include "runtime/decimal.h"
#include "runtime/escape.h"
#include "runtime/same_internal.h"

/* Hashes */

static uint64_t unique_mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * UINT64_C(0xbf58476d1ce4e5b9);
    hash = (hash ^ hash >> 32) * UINT64_C(0x94d049bb133111eb);
    return hash ^ hash >> 29;
}

/* The hash of a string by its characters; `text` is between the quotes. */
static uint64_t unique_string(struct dg_text text)
{
    const char *end = text.data + text.length;
    uint64_t hash = '"';
    uint64_t word = 0;
    size_t count = 0;

    while (text.data < end) {
        struct dg_character character;

        text.data = dg_escape_decode(text.data, end, &character);
        for (size_t i = 0; i < character.length; i++) {
            word = word << 8 | (unsigned char)character.bytes[i];
            if (++count % 8 == 0) {
                hash = unique_mix(hash, word);
            }
        }
    }
    return unique_mix(unique_mix(hash, word), count);
}

static uint64_t unique_number(struct dg_text text)
{
    struct dg_decimal number = dg_decimal_of(text);
    const char *at = number.digits;
    uint64_t word = 0;
    uint64_t hash;

    if (number.count == 0) {
        return unique_mix('0', 0);
    }
    hash = unique_mix(number.negative ? '-' : '+', (uint64_t)dg_decimal_scale(&number));
    for (size_t i = 1; i <= number.count; i++) {
        word = word * 10 + dg_decimal_digit(&at);
        if (i % 18 == 0) {
            hash = unique_mix(hash, word);
            word = 0;
        }
    }
    return unique_mix(hash, word);
}

/* Takes a number or literal. */
static struct dg_text unique_take_plain(struct dg_same_rest *in)
{
    const char *start = in->at;

    while (in->at < in->end && memchr(",]} \n\r\t", *in->at, 7) == NULL) {
        in->at++;
    }
    return (struct dg_text){start, (size_t)(in->at - start)};
}

static uint64_t unique_take(struct dg_same_rest *in);

/* Moves to the next item or member. Returns false at the end, and takes the bracket. */
static bool unique_next(struct dg_same_rest *in)
{
    dg_same_skip_space(in);
    if (*in->at == ',') {
        in->at++;
        dg_same_skip_space(in);
    }
    if (*in->at == ']' || *in->at == '}') {
        in->at++;
        return false;
    }
    return true;
}

static uint64_t unique_array(struct dg_same_rest *in)
{
    uint64_t hash = '[';

    for (in->at++; unique_next(in);) {
        hash = unique_mix(hash, unique_take(in));
    }
    return unique_mix(hash, ']');
}

/* A sum, which doesn't depend on the order. */
static uint64_t unique_object(struct dg_same_rest *in)
{
    uint64_t sum = 0;

    for (in->at++; unique_next(in);) {
        uint64_t name = unique_string(dg_same_take_string(in));

        dg_same_skip_space(in);
        in->at++; /* the colon */
        dg_same_skip_space(in);
        sum += unique_mix(name, unique_take(in));
    }
    return unique_mix('{', sum);
}

/* Takes a value, and returns its hash. Calls nest as deep as the value. */
static uint64_t unique_take(struct dg_same_rest *in)
{
    char first = *in->at;

    switch (first) {
    case '"':
        return unique_string(dg_same_take_string(in));
    case '[':
        return unique_array(in);
    case '{':
        return unique_object(in);
    case 't':
    case 'f':
    case 'n':
        unique_take_plain(in);
        return unique_mix((unsigned char)first, 1);
    }
    return unique_number(unique_take_plain(in));
}

/* Items */

static struct dg_text unique_item(const struct dg_name *item, const char *end)
{
    struct dg_same_rest in = {item->at, end};

    unique_take(&in);
    return (struct dg_text){item->at, (size_t)(in.at - item->at)};
}

/* To compare a byte costs more than to hash one. */
#define UNIQUE_COMPARE_COST 32

/* Whether an item is equal to one of those before it, `count` with the same hash. */
static bool unique_repeats(const struct dg_name *item, size_t count, const char *end,
                           uint64_t *budget)
{
    struct dg_text text = unique_item(item, end);
    uint64_t bytes = *budget / UNIQUE_COMPARE_COST;
    bool same = false;

    for (size_t i = 1; i <= count && bytes > 0 && !same; i++) {
        same = dg_same_within(text, unique_item(item - i, end), &bytes);
    }
    *budget = bytes * UNIQUE_COMPARE_COST;
    return same;
}

/* The first item that is equal to one before it; NULL: there is none, or the budget is exceeded. */
static const struct dg_name *unique_find(const struct dg_name *items, size_t count, const char *end,
                                         uint64_t *budget)
{
    const struct dg_name *found = NULL;
    size_t alike = 0; /* items with the same hash, before the current one */

    for (size_t i = 1; i<count && * budget> 0; i++) {
        alike = items[i].key == items[i - 1].key ? alike + 1 : 0;
        if (alike > 0 && (found == NULL || items[i].at < found->at) &&
            unique_repeats(&items[i], alike, end, budget)) {
            found = &items[i];
        }
    }
    return found;
}

static void unique_report(struct dg_judge *judge, const struct dg_counted *counted,
                          struct dg_text item)
{
    struct dg_finding finding =
        dg_judge_finding(judge, DG_CODE_UNIQUE_ITEMS, (struct dg_text){counted->start, 1});

    finding.schema = counted->schema;
    finding.expected = (struct dg_text)DG_TEXT("items that differ");
    finding.actual = item;
    dg_judge_report(judge, &finding);
}

void dg_judge_unique(struct dg_judge *judge, const struct dg_counted *counted, struct dg_text array,
                     struct dg_name *items)
{
    struct dg_same_rest in = {array.data + 1, array.data + array.length};
    uint64_t budget = judge->compared < DG_COMPARED_BYTES ? DG_COMPARED_BYTES - judge->compared : 0;
    const struct dg_name *found = NULL;

    budget = budget > array.length ? budget - array.length : 0;
    if (budget > 0) {
        for (size_t i = 0; unique_next(&in); i++) {
            items[i].at = in.at;
            items[i].key = unique_take(&in);
        }
        dg_names_sort(items, counted->count, items + counted->count);
        found = unique_find(items, counted->count, in.end, &budget);
    }
    judge->compared = DG_COMPARED_BYTES - budget;
    if (found != NULL) {
        unique_report(judge, counted, unique_item(found, in.end));
    } else if (budget == 0) {
        judge->unjudged = true;
        if (judge->report != NULL) {
            judge->report->rules_skipped++;
        }
    }
}

/* The arrays of a program: no memory is needed. */

#define UNIQUE_BYTES 4096
#define UNIQUE_ITEMS 256

void dg_check_unique(struct dg_checked_array *at, const void *value,
                     size_t (*write)(const void *value, char *buffer, size_t capacity))
{
    struct dg_checker *in = at->in;
    struct dg_counted counted = {.schema = at->shape->schema, .count = at->count};
    struct dg_name items[DG_UNIQUE_ROOM(UNIQUE_ITEMS)];
    char text[UNIQUE_BYTES];
    size_t length;

    if (!at->open || in->stopped || at->count < 2) {
        return;
    }
    length = write(value, text, sizeof text);
    if (length < sizeof text && at->count <= UNIQUE_ITEMS) {
        if (length > 0) {
            dg_judge_unique(&in->judge, &counted, (struct dg_text){text, length}, items);
        }
    } else if (in->judge.report != NULL) {
        in->judge.report->rules_skipped++;
    }
}
