/* Collects the notes of an input. */
#include "report/input_result.h"

#include <inttypes.h>

#include "base/display.h"

/* The limit of code points of a reason. */
#define LONGEST_REASON 1000

static const char *const kinds[] = {
#define KIND(identifier, name) (name),
    NOTE_KINDS(KIND)
#undef KIND
};
#define KIND_COUNT (sizeof kinds / sizeof *kinds)

const char *input_result_kind(enum note_kind kind)
{
    return kinds[kind];
}

bool input_result_kind_named(struct dg_text name, enum note_kind *kind)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (dg_text_equal(dg_text_of(kinds[i]), name)) {
            *kind = (enum note_kind)i;
            return true;
        }
    }
    return false;
}

void input_result_note(struct input_result *result, enum note_kind kind, uint64_t record,
                       const char *reason)
{
    if (result->note_count == MOST_NOTES) {
        result->notes_not_printed++;
        return;
    }
    result->notes[result->note_count++] = (struct note){kind, record, result->reasons.length};
    display_add_utf8(&result->reasons, dg_text_of(reason), LONGEST_REASON);
    buffer_add_bytes(&result->reasons, "", 1);
}

const char *input_result_reason(const struct input_result *result, const struct note *note)
{
    return result->reasons.data + note->reason;
}

void input_result_clear(struct input_result *result)
{
    result->figures = (struct figures){.documents = 0};
    result->note_count = 0;
    result->notes_not_printed = 0;
    buffer_clear(&result->reasons);
}

void input_result_free(struct input_result *result)
{
    buffer_free(&result->reasons);
}

enum outcome input_result_outcome(const struct input_result *result, bool fail_on_skip)
{
    const struct figures *figures = &result->figures;

    if (figures->unreadable > 0) {
        return OUTCOME_UNREADABLE;
    }
    if (figures->violating > 0 || figures->unwanted > 0 || (fail_on_skip && figures->skipped > 0)) {
        return OUTCOME_FAILED;
    }
    return figures->skipped > 0 || figures->conforming == 0 ? OUTCOME_SKIPPED : OUTCOME_PASSED;
}

static void add_part(struct buffer *out, const struct figures *figures, uint64_t part,
                     const char *one, const char *many)
{
    if (part > 0) {
        buffer_format(out, "%s%" PRIu64 " of %" PRIu64 " documents %s", out->length > 0 ? ", " : "",
                      part, figures->documents, part == 1 ? one : many);
    }
}

/* The first note of that kind; NULL: there is none. */
static const struct note *first_note(const struct input_result *result, enum note_kind kind)
{
    for (size_t i = 0; i < result->note_count; i++) {
        if (result->notes[i].kind == kind) {
            return &result->notes[i];
        }
    }
    return NULL;
}

static void add_reason(struct buffer *out, const struct input_result *result, enum note_kind kind)
{
    const struct note *note = first_note(result, kind);

    if (note != NULL) {
        buffer_add(out, out->length > 0 ? ": " : "");
        buffer_add(out, input_result_reason(result, note));
    }
}

void input_result_add_words(struct buffer *out, const struct input_result *result,
                            enum outcome outcome)
{
    const struct figures *figures = &result->figures;
    struct buffer words = {.data = NULL};

    switch (outcome) {
    case OUTCOME_UNREADABLE:
        add_reason(&words, result, NOTE_UNREADABLE);
        add_reason(&words, result, NOTE_NO_RESPONSE);
        break;
    case OUTCOME_FAILED:
        add_part(&words, figures, figures->violating, "violates the contract",
                 "violate the contract");
        add_part(&words, figures, figures->unwanted, "isn't wanted", "aren't wanted");
        add_part(&words, figures, figures->skipped, "is skipped", "are skipped");
        break;
    case OUTCOME_SKIPPED:
        add_part(&words, figures, figures->skipped, "is skipped", "are skipped");
        add_reason(&words, result, NOTE_SKIPPED);
        if (figures->documents == 0) {
            add_reason(&words, result, NOTE_UNMATCHED);
        }
        break;
    case OUTCOME_PASSED:
        break;
    }
    buffer_add(out, words.length > 0 ? buffer_string(&words) : "no document");
    buffer_free(&words);
}

void input_result_add_note(struct buffer *out, const struct input_result *result,
                           const struct note *note)
{
    if (note->record > 0) {
        buffer_format(out, "record %" PRIu64 ": ", note->record);
    }
    buffer_format(out, "%s: %s", input_result_kind(note->kind), input_result_reason(result, note));
}
