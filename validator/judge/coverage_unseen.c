/* Lists the items that no document exercised. */
#include <string.h>

#include "common/memory.h"
#include "judge/coverage.h"
#include "runtime/reader.h"

/* A list while it is made. */
struct list {
    struct coverage_result result;
    size_t capacity;
};

/* Counts an item, and lists it if it wasn't seen. */
static void take(struct list *list, bool seen, struct coverage_item item)
{
    struct coverage_result *result = &list->result;

    result->total++;
    if (seen) {
        result->seen++;
        return;
    }
    if (result->unseen_count == list->capacity) {
        list->capacity = list->capacity == 0 ? 64 : 2 * list->capacity;
        result->unseen = memory_grow(result->unseen, list->capacity * sizeof *result->unseen);
    }
    result->unseen[result->unseen_count++] = item;
}

/* Adds a step of a JSON Pointer as a URI fragment has it (RFC 6901 §6). */
static void add_step(struct buffer *out, const char *step)
{
    static const char plain[] = "-._!$&'()*+,;=:@?";

    for (; *step != '\0'; step++) {
        char c = *step;
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (c == '~' || c == '/') {
            buffer_add(out, c == '~' ? "~0" : "~1");
        } else if (letter || strchr(plain, c) != NULL) {
            buffer_add_bytes(out, &c, 1);
        } else {
            buffer_format(out, "%%%02X", (unsigned)(unsigned char)c);
        }
    }
}

/* Adds the pointer of a response to the texts. Returns its offset there. */
static size_t add_response(struct buffer *texts, const struct dg_operation *operation,
                           const struct dg_response *response)
{
    size_t at = texts->length;

    buffer_add(texts, "#/paths/");
    add_step(texts, operation->path);
    buffer_add(texts, "/");
    for (const char *letter = operation->method; *letter != '\0'; letter++) {
        bool upper = *letter >= 'A' && *letter <= 'Z';

        buffer_format(texts, "%c", upper ? *letter - 'A' + 'a' : *letter);
    }
    buffer_format(texts, "/responses/%s", response->status);
    buffer_add_bytes(texts, "", 1);
    return at;
}

static void take_statuses(struct list *list, struct coverage *coverage)
{
    const struct dg_contract *contract = coverage->contract;
    struct buffer *texts = &coverage->texts;
    const unsigned char *seen = coverage->statuses;
    const char *at = NULL;

    buffer_clear(texts);
    for (size_t i = 0; i < contract->operation_count; i++) {
        for (size_t k = 0; k < contract->operations[i].response_count; k++) {
            (void)add_response(texts, &contract->operations[i],
                               &contract->operations[i].responses[k]);
        }
    }
    at = buffer_string(texts);
    for (size_t i = 0; i < contract->operation_count; i++) {
        for (size_t k = 0; k < contract->operations[i].response_count; k++) {
            take(list, *seen++ != 0,
                 (struct coverage_item){
                     .kind = COVERAGE_STATUS,
                     .pointer = at,
                     .value = contract->operations[i].responses[k].status,
                 });
            at += strlen(at) + 1;
        }
    }
}

static struct coverage_item item_of(const struct dg_cover_row *row, size_t index)
{
    struct coverage_item item = {.pointer = row->pointer};

    switch (row->kind) {
    case DG_COVER_PROPERTY:
        item.kind = COVERAGE_PROPERTY;
        item.state = row->values[index];
        break;
    case DG_COVER_ENUM:
        item.kind = COVERAGE_ENUM;
        item.value = row->values[index];
        break;
    case DG_COVER_LIMIT:
        item.kind = COVERAGE_LIMIT;
        item.value = row->values[index];
        break;
    }
    return item;
}

static void take_rows(struct list *list, const struct coverage *coverage)
{
    const struct dg_coverage *items = coverage->contract->coverage;

    for (size_t i = 0; i < items->row_count; i++) {
        const struct dg_cover_row *row = &items->rows[i];

        for (size_t k = 0; k < row->count; k++) {
            if (row->values[k] != NULL) {
                take(list, coverage->marks[row->mark + k] != 0, item_of(row, k));
            }
        }
    }
}

static void take_changes(struct list *list, const struct coverage *coverage)
{
    const struct dg_coverage *items = coverage->contract->coverage;

    for (size_t i = 0; i < items->change_count; i++) {
        const struct dg_cover_changes *changes = &items->changes[i];
        size_t count = changes->words->count;

        for (size_t k = 0; k < count * count; k++) {
            if (changes->allowed[k] != '-') {
                take(list, coverage->marks[changes->mark + k] != 0,
                     (struct coverage_item){
                         .kind = COVERAGE_TRANSITION,
                         .pointer = changes->pointer,
                         .from = changes->words->words[k / count],
                         .to = changes->words->words[k % count],
                     });
            }
        }
    }
}

/* Whether a rule of the row held in a document without a finding. */
static bool held_when_clean(const struct coverage *coverage, size_t row, const struct dg_rule *rule)
{
    const struct dg_cover_rules *rules = &coverage->contract->coverage->rules[row];
    const unsigned char *judged = &coverage->judged[row * COVERAGE_EXCHANGES];

    if (rules->of == NULL) {
        return coverage->marks[rules->mark] != 0;
    }
    for (size_t state = 0; state < COVERAGE_EXCHANGES; state++) {
        if (judged[state] != 0 && coverage_rule_applies(rule, state)) {
            return true;
        }
    }
    return false;
}

/* Adds the rules that held in documents without a finding to the others. */
static void settle_held(struct coverage *coverage)
{
    const struct dg_coverage *items = coverage->contract->coverage;

    for (size_t i = 0; i < items->rules_count; i++) {
        for (size_t k = 0; k < items->rules[i].count; k++) {
            const struct dg_rule *rule = items->rules[i].rules[k];

            coverage->held[rule - coverage->contract->rules] |= held_when_clean(coverage, i, rule);
        }
    }
}

static void take_rules(struct list *list, const struct coverage *coverage)
{
    for (size_t i = 0; i < coverage->contract->rule_count; i++) {
        struct coverage_item item = {.kind = COVERAGE_RULE,
                                     .rule = coverage->contract->rules[i].id};

        item.state = "held";
        take(list, coverage->held[i] != 0, item);
        item.state = "broken";
        take(list, coverage->broken[i] != 0, item);
    }
}

struct coverage_result coverage_result(struct coverage *coverage)
{
    struct list list = {.capacity = 0};

    settle_held(coverage);
    take_statuses(&list, coverage);
    take_rows(&list, coverage);
    take_changes(&list, coverage);
    take_rules(&list, coverage);
    return list.result;
}
