/* Makes fingerprints: follows the pointer of a finding through the schema of its document. */
#include "report/fingerprint.h"

#include <stdlib.h>
#include <string.h>

#include "base/code.h"
#include "report/pointer.h"

/* The limit of code points of a pointer. */
#define LONGEST_POINTER 1000
/* The most bytes of a name, with escapes, that is compared with those of the contract. */
#define LONGEST_NAME 4096

void fingerprint_write_contract(struct buffer *out, const struct dg_finding *finding)
{
    buffer_clear(out);
    switch (dg_code_kind(finding->code)) {
    case DG_CODE_KIND_KEYWORD:
        if (finding->schema != NULL) {
            buffer_format(out, "%s/%s", finding->schema, dg_code_name(finding->code));
        }
        break;
    case DG_CODE_KIND_SCHEMA:
        buffer_add(out, finding->schema == NULL ? "" : finding->schema);
        break;
    case DG_CODE_KIND_RULE:
        code_add_pointer(out, finding->rule);
        break;
    case DG_CODE_KIND_SYNTAX:
    case DG_CODE_KIND_TEXT:
    case DG_CODE_KIND_RESPONSE:
        break;
    }
}

/* Copies the steps of the finding, the first one first. A missing member is one more step. Returns
   their number. */
static size_t copy_steps(struct fingerprint *fingerprint, const struct dg_finding *finding)
{
    const struct dg_frame missing = {.name = finding->property, .plain = true};
    size_t own = 0;
    size_t count = 0;

    for (const struct dg_frame *at = finding->frame; at != NULL; at = at->parent) {
        own++;
    }
    count = own + (finding->property.length > 0);
    if (fingerprint->capacity < count) {
        fingerprint->capacity = 2 * count;
        free(fingerprint->frames);
        fingerprint->frames = memory_new_array(fingerprint->capacity, sizeof *fingerprint->frames);
    }
    if (count > own) {
        fingerprint->frames[own] = missing;
    }
    for (const struct dg_frame *at = finding->frame; at != NULL; at = at->parent) {
        fingerprint->frames[--own] = *at;
    }
    for (size_t i = 0; i < count; i++) {
        fingerprint->frames[i].parent = i == 0 ? NULL : &fingerprint->frames[i - 1];
    }
    return count;
}

/* Returns the text of a step in a pointer. `*` for an element, and for a name that is too long for
   a contract. */
static struct dg_text step_text(struct buffer *out, const struct dg_frame *frame)
{
    const struct dg_frame alone = {.name = frame->name, .plain = frame->plain};
    size_t length = 0;

    if (frame->name.data == NULL || frame->name.length > LONGEST_NAME) {
        return dg_text_of("*");
    }
    length = dg_pointer_write(&alone, NULL, 0);
    buffer_clear(out);
    buffer_reserve(out, length + 1);
    dg_pointer_write(&alone, out->data, length + 1);
    return (struct dg_text){out->data + 1, length - 1};
}

/* Whether the finding is about a member that the contract doesn't know. */
static bool is_of_unlisted(const struct dg_finding *finding)
{
    return finding->code == DG_CODE_UNKNOWN_PROPERTY ||
           finding->code == DG_CODE_ADDITIONAL_PROPERTIES;
}

/* Takes the first step of the pattern of --at. Empty: there is no further one. */
static struct dg_text take_step(const char **at)
{
    struct dg_text step = {.length = 0};

    if (*at != NULL && **at == '/') {
        step.data = *at + 1;
        step.length = strcspn(step.data, "/");
        *at = step.data + step.length;
    }
    return step;
}

/* Replaces a step that isn't a name of the contract. */
static void generalize(struct fingerprint *fingerprint, size_t index, struct dg_text wanted,
                       bool keeps_unlisted)
{
    struct dg_frame *frame = &fingerprint->frames[index];
    struct dg_text step = step_text(&fingerprint->step, frame);
    bool is_any = dg_text_equal(step, dg_text_of("*"));
    bool known = false;

    if (wanted.data != NULL) {
        known = dg_text_equal(step, wanted);
    } else {
        known = outlines_list(&fingerprint->here, step) ||
                (keeps_unlisted && outlines_have_lists(&fingerprint->here));
        outlines_clear(&fingerprint->inside);
        outlines_step(&fingerprint->here, step, &fingerprint->inside);
    }
    if (!known || (is_any && frame->name.data == NULL)) {
        frame->name = dg_text_of("*");
        frame->plain = true;
    }
}

static void swap(struct outlines *a, struct outlines *b)
{
    struct outlines kept = *a;

    *a = *b;
    *b = kept;
}

void fingerprint_make(struct fingerprint *fingerprint, const struct dg_finding *finding,
                      const struct fingerprint_document *document)
{
    size_t count = copy_steps(fingerprint, finding);
    const char *at = document->at;

    fingerprint_write_contract(&fingerprint->contract, finding);
    outlines_clear(&fingerprint->here);
    if (document->schema != NULL) {
        outlines_add(&fingerprint->here, &document->schema->outline);
    }
    for (size_t i = 0; i < count; i++) {
        struct dg_text wanted = take_step(&at);
        bool is_missing = i + 1 == count && finding->property.length > 0;

        if (!is_missing) {
            generalize(fingerprint, i, wanted, i + 1 == count && is_of_unlisted(finding));
        }
        if (wanted.data == NULL) {
            swap(&fingerprint->here, &fingerprint->inside);
        }
    }
    (void)pointer_write(&fingerprint->pointer, count == 0 ? NULL : &fingerprint->frames[count - 1],
                        document->secret, LONGEST_POINTER);
}

void fingerprint_free(struct fingerprint *fingerprint)
{
    buffer_free(&fingerprint->contract);
    buffer_free(&fingerprint->pointer);
    buffer_free(&fingerprint->step);
    outlines_free(&fingerprint->here);
    outlines_free(&fingerprint->inside);
    free(fingerprint->frames);
}
