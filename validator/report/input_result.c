/* Collects the notes of an input. */
#include "report/input_result.h"

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
