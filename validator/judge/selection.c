/* Walks through JSON whose syntax was checked, so that brackets and quotes match. */
#include "judge/selection.h"

#include <string.h>

#include "input/skipper.h"
#include "report/pointer.h"

/* One value of a document, and the rest of the pointer that leads on from it. */
struct stage {
    struct selection *selection;
    const char *end; /* of the document */
    struct dg_text rest;
};

static const char *skip_space(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) {
        at++;
    }
    return at;
}

/* The position after the string whose quote is at `at`. */
static const char *skip_string(const char *at)
{
    for (at++; *at != '"'; at++) {
        at += *at == '\\';
    }
    return at + 1;
}

/* The position after the value at `at`. */
static const char *skip_value(const char *at, const char *end)
{
    size_t depth = 0;

    if (*at != '{' && *at != '[' && *at != '"') {
        while (at < end && memchr(" \n\r\t,]}", *at, 7) == NULL) {
            at++;
        }
        return at;
    }
    do {
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        depth += *at == '{' || *at == '[';
        depth -= *at == '}' || *at == ']';
        at++;
    } while (depth > 0);
    return at;
}

/* Splits the first step off a pointer, which is not empty. */
static struct dg_text take_step(struct dg_text *pointer)
{
    struct dg_text step = {pointer->data + 1, pointer->length - 1};
    const char *slash = step.length == 0 ? NULL : memchr(step.data, '/', step.length);

    if (slash != NULL) {
        step.length = (size_t)(slash - step.data);
    }
    pointer->data += step.length + 1;
    pointer->length -= step.length + 1;
    return step;
}

static bool visit(const struct stage *stage, const char *at, const struct dg_frame *frame);

static bool visit_container(const struct stage *inner, struct dg_text step, const char *at,
                            const struct dg_frame *parent)
{
    bool is_object = *at == '{';
    bool going_on = true;
    struct dg_frame frame = {.parent = parent};

    at = skip_space(at + 1, inner->end);
    for (size_t index = 0; going_on && *at != '}' && *at != ']'; index++) {
        bool named = false;

        if (is_object) {
            const char *after = skip_string(at);

            frame.name = (struct dg_text){at + 1, (size_t)(after - at) - 2};
            named = pointer_names_member(step, frame.name, false);
            at = skip_space(skip_space(after, inner->end) + 1, inner->end);
        } else {
            frame.index = index;
            named = pointer_names_element(step, index);
        }
        going_on = !named || visit(inner, at, &frame);
        at = skip_space(skip_value(at, inner->end), inner->end);
        at = *at == ',' ? skip_space(at + 1, inner->end) : at;
    }
    return going_on;
}

static bool visit(const struct stage *stage, const char *at, const struct dg_frame *frame)
{
    struct stage inner = *stage;
    struct dg_text step;

    if (stage->rest.length == 0) {
        const char *end = skip_value(at, stage->end);

        return stage->selection->found(stage->selection, (struct dg_text){at, (size_t)(end - at)},
                                       frame);
    }
    step = take_step(&inner.rest);
    return (*at != '{' && *at != '[') || visit_container(&inner, step, at, frame);
}

bool selection_possible(struct dg_text json)
{
    const char *at = json.data;
    struct skipper skipper;
    enum skipper_event event = SKIPPER_NAMED;

    if (json.length == 0) {
        return false; /* there may be no data to point into */
    }
    skipper_open(&skipper);
    while (event != SKIPPER_MORE && event != SKIPPER_FAULT) {
        event = skipper_run(&skipper, &at, json.data + json.length);
    }
    return event == SKIPPER_MORE && skipper_may_end(&skipper);
}

bool selection_run(struct selection *selection, struct dg_text json, struct dg_text pointer)
{
    const struct stage stage = {selection, json.data + json.length, pointer};

    return visit(&stage, skip_space(json.data, stage.end), NULL);
}

/* Keeps the first value. */
struct first {
    struct selection selection; /* first, for `found` to recover the whole */
    struct dg_text value;
};

static bool keep_first(struct selection *selection, struct dg_text value,
                       const struct dg_frame *frame)
{
    (void)frame;
    ((struct first *)selection)->value = value;
    return false;
}

struct dg_text selection_first(struct dg_text json, struct dg_text pointer)
{
    struct first first = {.selection = {keep_first}};

    if (selection_possible(json)) {
        selection_run(&first.selection, json, pointer);
    }
    return first.value;
}
