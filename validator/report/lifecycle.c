/* Counts changes of state, and writes and reads the counts. */
#include "report/lifecycle.h"

#include <stdlib.h>

#include "base/json_member.h"
#include "common/buffer.h"
#include "report/merge_parts.h"
#include "report/report_reader.h"
#include "runtime/reader.h"

static size_t square_size(const struct dg_cover_changes *changes)
{
    return changes->words->count * changes->words->count;
}

void lifecycle_open(struct lifecycle *lifecycle, const struct dg_contract *contract)
{
    const struct dg_coverage *items = contract->coverage;
    size_t count = 0;

    *lifecycle = (struct lifecycle){.contract = NULL};
    for (size_t i = 0; items != NULL && i < items->change_count; i++) {
        count += square_size(&items->changes[i]);
    }
    if (count > 0) {
        lifecycle->contract = contract;
        lifecycle->counts = memory_new_array(count, sizeof *lifecycle->counts);
    }
}

void lifecycle_close(struct lifecycle *lifecycle)
{
    free(lifecycle->counts);
    *lifecycle = (struct lifecycle){.contract = NULL};
}

bool lifecycle_find(const struct dg_cover_changes *changes, const void *old, const void *now,
                    size_t *index)
{
    const struct dg_kept_enum *from = (const void *)((const char *)old + changes->offset);
    const struct dg_kept_enum *to = (const void *)((const char *)now + changes->offset);

    if (!from->known || !to->known || from->presence != DG_VALUE || to->presence != DG_VALUE ||
        from->value == 0 || to->value == 0) {
        return false;
    }
    *index = (from->value - 1) * changes->words->count + (to->value - 1);
    return true;
}

uint64_t *lifecycle_square(const struct lifecycle *lifecycle, size_t index)
{
    const struct dg_coverage *items = lifecycle->contract->coverage;
    uint64_t *square = lifecycle->counts;

    for (size_t i = 0; i < index; i++) {
        square += square_size(&items->changes[i]);
    }
    return square;
}

void lifecycle_count(struct lifecycle *lifecycle, const struct dg_states *states, const void *old,
                     const void *now)
{
    const struct dg_coverage *items = lifecycle->contract->coverage;
    uint64_t *square = lifecycle->counts;
    size_t index = 0;

    for (size_t i = 0; i < items->change_count; i++) {
        const struct dg_cover_changes *changes = &items->changes[i];

        if (changes->states == states && lifecycle_find(changes, old, now, &index)) {
            square[index]++;
        }
        square += square_size(changes);
    }
}

bool lifecycle_change_at(const struct lifecycle *lifecycle, size_t property, size_t index,
                         struct lifecycle_change *out)
{
    const struct dg_cover_changes *changes = &lifecycle->contract->coverage->changes[property];
    size_t count = changes->words->count;

    *out = (struct lifecycle_change){
        .from = index / count,
        .to = index % count,
        .count = lifecycle_square(lifecycle, property)[index],
        .allowed = changes->allowed[index] != '-',
    };
    return out->from != out->to && (out->allowed || out->count > 0);
}

/* JSON */

static void write_change(struct dg_writer *writer, const struct dg_words *words,
                         const struct lifecycle_change *change)
{
    dg_write_object(writer);
    json_member_text(writer, "from", words->words[change->from]);
    json_member_text(writer, "to", words->words[change->to]);
    json_member_count(writer, "count", change->count);
    if (!change->allowed) {
        dg_write_key(writer, dg_text_of("forbidden"));
        dg_write_boolean(writer, true);
    }
    dg_write_object_end(writer);
}

void lifecycle_write_json(struct dg_writer *writer, const struct lifecycle *lifecycle)
{
    const struct dg_coverage *items = lifecycle->contract->coverage;
    struct lifecycle_change change;

    dg_write_key(writer, dg_text_of("lifecycle"));
    dg_write_array(writer);
    for (size_t i = 0; i < items->change_count; i++) {
        const struct dg_cover_changes *changes = &items->changes[i];

        dg_write_object(writer);
        json_member_text(writer, "pointer", dg_text_of(changes->pointer));
        dg_write_key(writer, dg_text_of("changes"));
        dg_write_array(writer);
        for (size_t k = 0; k < square_size(changes); k++) {
            if (lifecycle_change_at(lifecycle, i, k, &change) && change.count > 0) {
                write_change(writer, changes->words, &change);
            }
        }
        dg_write_array_end(writer);
        dg_write_object_end(writer);
    }
    dg_write_array_end(writer);
}

/* Merging */

/* The texts of a change, or the pointer of a property. */
struct texts {
    struct buffer from;
    struct buffer to;
    struct buffer pointer;
};

static bool find_word(const struct dg_words *words, const struct buffer *text, size_t *index)
{
    for (*index = 0; *index < words->count; (*index)++) {
        if (dg_text_equal(words->words[*index], buffer_text(text))) {
            return true;
        }
    }
    return false;
}

static bool merge_change(uint64_t *square, const struct dg_words *words, struct dg_text json,
                         struct texts *texts)
{
    struct report_member member = {.at = json.data};
    uint64_t count = 0;
    size_t from = 0;
    size_t to = 0;
    bool valid = true;

    buffer_clear(&texts->from);
    buffer_clear(&texts->to);
    while (valid && report_reader_member(&member)) {
        if (dg_text_equal(member.name, dg_text_of("from"))) {
            valid = merge_parts_string(&texts->from, member.value);
        } else if (dg_text_equal(member.name, dg_text_of("to"))) {
            valid = merge_parts_string(&texts->to, member.value);
        } else if (dg_text_equal(member.name, dg_text_of("count"))) {
            valid = merge_parts_number(member.value, &count);
        }
    }
    if (!valid || count == 0 || !find_word(words, &texts->from, &from) ||
        !find_word(words, &texts->to, &to)) {
        return false;
    }
    square[from * words->count + to] += count;
    return true;
}

/* The index of the property; change_count: there is none. */
static size_t find_property(const struct dg_coverage *items, const struct buffer *pointer)
{
    size_t index = 0;

    while (index < items->change_count &&
           !dg_text_equal(buffer_text(pointer), dg_text_of(items->changes[index].pointer))) {
        index++;
    }
    return index;
}

/* Where the list begins; NULL: it isn't one. */
static const char *list_of(struct dg_text json)
{
    return json.length > 0 && json.data[0] == '[' ? json.data : NULL;
}

static bool merge_property(struct lifecycle *lifecycle, struct dg_text json, struct texts *texts)
{
    const struct dg_coverage *items = lifecycle->contract->coverage;
    struct report_member member = {.at = json.data};
    struct report_member change = {.at = NULL};
    size_t index = 0;

    buffer_clear(&texts->pointer);
    while (report_reader_member(&member)) {
        if (dg_text_equal(member.name, dg_text_of("changes"))) {
            change.at = list_of(member.value);
        } else if (dg_text_equal(member.name, dg_text_of("pointer")) &&
                   !merge_parts_string(&texts->pointer, member.value)) {
            return false;
        }
    }
    index = find_property(items, &texts->pointer);
    if (change.at == NULL || index == items->change_count) {
        return false;
    }
    while (report_reader_element(&change)) {
        if (!merge_change(lifecycle_square(lifecycle, index), items->changes[index].words,
                          change.value, texts)) {
            return false;
        }
    }
    return true;
}

bool lifecycle_merge(struct lifecycle *lifecycle, const struct dg_contract *contract,
                     struct dg_text json)
{
    struct report_member property = {.at = list_of(json)};
    struct texts texts = {.from = {.data = NULL}};
    bool valid = true;

    if (lifecycle->contract == NULL) {
        lifecycle_open(lifecycle, contract);
    }
    valid = lifecycle->contract != NULL && property.at != NULL;
    while (valid && report_reader_element(&property)) {
        valid = merge_property(lifecycle, property.value, &texts);
    }
    buffer_free(&texts.from);
    buffer_free(&texts.to);
    buffer_free(&texts.pointer);
    return valid;
}
