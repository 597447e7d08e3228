/* Matches frames with patterns, and writes their pointers. */
#include "report/pointer.h"

#include <string.h>

#include "base/display.h"
#include "base/redact.h"
#include "runtime/escape.h"

/* The most bytes that a character of a name can have in the text of the document: two escapes. */
#define LONGEST_CHARACTER 12
/* The most bytes that a step without its name takes: a slash, and the digits of an index. */
#define LONGEST_INDEX 24

/* Takes one character of a step, of which ~0 and ~1 are two bytes. */
static char take_character(struct dg_text *step)
{
    bool escaped = step->data[0] == '~' && step->length > 1;
    char character = escaped ? (step->data[1] == '0' ? '~' : '/') : step->data[0];

    step->data += escaped ? 2 : 1;
    step->length -= escaped ? 2 : 1;
    return character;
}

static bool is_step(struct dg_text step, const char *word)
{
    return dg_text_equal(step, dg_text_of(word));
}

bool pointer_names_member(struct dg_text step, struct dg_text name, bool plain)
{
    const char *at = name.data;
    const char *end = name.data + name.length;

    if (is_step(step, "*")) {
        return true;
    }
    while (at < end) {
        struct dg_character character;

        at = plain ? dg_escape_none(at, end, &character) : dg_escape_decode(at, end, &character);
        for (size_t i = 0; i < character.length; i++) {
            if (step.length == 0 || take_character(&step) != character.bytes[i]) {
                return false;
            }
        }
    }
    return step.length == 0;
}

/* RFC 6901 §4: digits, without a zero before others. */
bool pointer_names_element(struct dg_text step, size_t index)
{
    size_t number = 0;

    if (is_step(step, "*")) {
        return true;
    }
    if (step.length == 0 || step.length > 18 || (step.length > 1 && step.data[0] == '0')) {
        return false;
    }
    for (size_t i = 0; i < step.length; i++) {
        if (step.data[i] < '0' || step.data[i] > '9') {
            return false;
        }
        number = number * 10 + (size_t)(step.data[i] - '0');
    }
    return number == index;
}

static size_t count_frames(const struct dg_frame *frame)
{
    size_t count = 0;

    for (; frame != NULL; frame = frame->parent) {
        count++;
    }
    return count;
}

static size_t count_steps(struct dg_text pattern)
{
    size_t count = 0;

    for (size_t i = 0; i < pattern.length; i++) {
        count += pattern.data[i] == '/';
    }
    return count;
}

/* Splits the last step off a pattern, which is not empty. */
static struct dg_text take_last_step(struct dg_text *pattern)
{
    const char *end = pattern->data + pattern->length;
    const char *slash = memrchr(pattern->data, '/', pattern->length);

    pattern->length = (size_t)(slash - pattern->data);
    return (struct dg_text){slash + 1, (size_t)(end - slash - 1)};
}

static bool names_frame(struct dg_text step, const struct dg_frame *frame)
{
    return frame->name.data == NULL ? pointer_names_element(step, frame->index)
                                    : pointer_names_member(step, frame->name, frame->plain);
}

bool pointer_matches(struct dg_text pattern, const struct dg_frame *frame)
{
    struct dg_text rest = pattern;
    size_t steps = count_steps(pattern);
    size_t frames = count_frames(frame);

    if (pattern.length > 0 && is_step(take_last_step(&rest), "**")) {
        pattern = rest;
        for (steps--; frames > steps; frames--) {
            frame = frame->parent;
        }
    }
    if (frames != steps) {
        return false;
    }
    for (; frame != NULL; frame = frame->parent) {
        if (!names_frame(take_last_step(&pattern), frame)) {
            return false;
        }
    }
    return true;
}

/* The text of a pointer when it is too long to be written as a whole. */

/* Adds the step of a frame whose name is cut to `name`. */
static void add_step(struct buffer *out, const struct dg_frame *frame, struct dg_text name)
{
    struct dg_frame alone = {.name = name, .index = frame->index, .plain = frame->plain};
    size_t length = 0;

    alone.name.data = frame->name.data == NULL ? NULL : name.data;
    length = dg_pointer_write(&alone, NULL, 0);
    buffer_reserve(out, length + 1);
    dg_pointer_write(&alone, out->data + out->length, length + 1);
    out->length += length;
}

/* The beginning of a name, up to about `wanted` bytes, cut between characters. */
static struct dg_text name_begin(const struct dg_frame *frame, size_t wanted)
{
    const char *at = frame->name.data;
    const char *end = frame->name.data + frame->name.length;

    if (frame->name.length <= wanted) {
        return frame->name;
    }
    while ((size_t)(at - frame->name.data) < wanted) {
        struct dg_character character;

        at = frame->plain ? dg_escape_none(at, end, &character)
                          : dg_escape_decode(at, end, &character);
    }
    return (struct dg_text){frame->name.data, (size_t)(at - frame->name.data)};
}

/* The end of a name, about `wanted` bytes. It doesn't begin inside an escape that a backslash
   begins, nor inside a character. */
static struct dg_text name_end(const struct dg_frame *frame, size_t wanted)
{
    const char *end = frame->name.data + frame->name.length;
    const char *at = end - wanted;

    if (frame->name.length <= wanted) {
        return frame->name;
    }
    while (at < end && (at[-1] == '\\' || ((unsigned char)*at & 0xC0) == 0x80)) {
        at++;
    }
    return (struct dg_text){at, (size_t)(end - at)};
}

/* The frames of a pointer, its last step first. */
struct chain {
    const struct dg_frame *frames[DG_LARGEST_MAX_DEPTH];
    size_t count;
};

static void make_chain(struct chain *chain, const struct dg_frame *frame)
{
    chain->count = 0;
    for (; frame != NULL && chain->count < DG_LARGEST_MAX_DEPTH; frame = frame->parent) {
        chain->frames[chain->count++] = frame;
    }
}

/* Adds the first steps, about `wanted` bytes. Returns true if these are all. */
static bool add_begin(struct buffer *out, const struct chain *chain, size_t wanted)
{
    bool whole = true;

    for (size_t i = chain->count; i > 0; i--) {
        const struct dg_frame *frame = chain->frames[i - 1];
        struct dg_text name = name_begin(frame, wanted);

        if (out->length >= wanted) {
            return false;
        }
        add_step(out, frame, name);
        whole = whole && name.length == frame->name.length;
    }
    return whole;
}

/* Adds the last steps, at least `wanted` bytes of the document's text. */
static void add_end(struct buffer *out, const struct chain *chain, size_t wanted)
{
    size_t length = 0;
    size_t steps = 0;

    while (steps < chain->count && length < wanted) {
        length += chain->frames[steps]->name.length + 2;
        steps++;
    }
    for (; steps > 0; steps--) {
        add_step(out, chain->frames[steps - 1], name_end(chain->frames[steps - 1], wanted));
    }
}

/* Writes the first and the last steps. A separate function, so that only long pointers take stack
 * for a chain. */
__attribute__((noinline)) static void write_ends(struct buffer *out, const struct dg_frame *frame,
                                                 struct dg_text secret, size_t wanted)
{
    struct buffer end = {.data = NULL};
    struct chain chain;

    make_chain(&chain, frame);
    if (!add_begin(out, &chain, wanted)) {
        add_end(&end, &chain, wanted);
        redact(end.data, end.length, secret);
    }
    redact(out->data, out->length, secret);
    buffer_add_text(out, buffer_text(&end));
    buffer_free(&end);
}

/* Whether the text of the pointer may be long. */
static bool may_be_long(const struct dg_frame *frame, size_t wanted)
{
    size_t length = 0;

    for (; frame != NULL && length < wanted; frame = frame->parent) {
        length += LONGEST_INDEX + frame->name.length;
    }
    return length >= wanted;
}

static void write_whole(struct buffer *out, const struct dg_frame *frame)
{
    size_t length = dg_pointer_write(frame, NULL, 0);

    buffer_reserve(out, length + 1);
    dg_pointer_write(frame, out->data, length + 1);
    out->length = length;
}

bool pointer_write(struct buffer *out, const struct dg_frame *frame, struct dg_text secret,
                   size_t longest)
{
    /* The bytes that may be shown, and after them the rest of a secret. */
    size_t wanted = LONGEST_CHARACTER * (longest + secret.length + 1);

    buffer_clear(out);
    if (may_be_long(frame, 4 * wanted)) {
        write_ends(out, frame, secret, wanted);
    } else {
        write_whole(out, frame);
        redact(out->data, out->length, secret);
    }
    return display_shorten(out, longest);
}
