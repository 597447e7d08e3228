/* Runs the generated decoder, and compares the state of the document with the previous one. */
#include "judge/judge.h"

#include <assert.h>
#include <stdlib.h>

#include "common/memory.h"

void judge_open(struct judge *judge)
{
    *judge = (struct judge){.value = NULL};
    dg_arena_init(&judge->arena, NULL, 0, &memory_allocator);
}

void judge_close(struct judge *judge)
{
    dg_arena_free(&judge->arena);
    free(judge->value);
}

void judge_reserve(struct judge *judge, const struct dg_schema *schema)
{
    assert(schema->alignment <= _Alignof(max_align_t));
    if (judge->capacity < schema->size) {
        judge->value = memory_grow(judge->value, schema->size);
        judge->capacity = schema->size;
    }
}

static void decode(struct judge *judge, const struct document *document, struct dg_report *report)
{
    const struct dg_schema *schema = document->schema;

    judge_reserve(judge, schema);
    dg_arena_reset(&judge->arena);
    schema->decode(judge->value, document->json.data, document->json.length, &judge->arena, report);
    assert(!judge->arena.failed);
}

/* Decodes the document, whose state is the next one of `track`. */
static bool decode_state(struct judge *judge, const struct document *document, struct track *track,
                         struct dg_report *report)
{
    if (track == NULL) {
        return false;
    }
    track_begin(track);
    report->history = &track->history;
    decode(judge, document, report);
    track_end(track, document->json, report);
    if (judge->lifecycle != NULL && track->compared_old != NULL) {
        lifecycle_count(judge->lifecycle, document->schema->states, track->compared_old,
                        track->compared_now);
    }
    return true;
}

static bool has_states(const struct document *document)
{
    return document->tracks != NULL && track_set_takes(document->tracks, document->schema);
}

static bool judge_plain(struct judge *judge, const struct document *document,
                        struct dg_report *report)
{
    bool judged = true;

    report->exchange = document->exchange;
    report->history = NULL;
    if (has_states(document)) {
        judged = decode_state(judge, document, track_set_find(document->tracks, document->schema),
                              report);
    } else {
        decode(judge, document, report);
    }
    report->exchange = NULL;
    report->history = NULL;
    return judged;
}

/* Judges the document, and notes what it exercises. Apart from judge_document, which costs nothing
 * then. */
__attribute__((noinline)) static bool
judge_covered(struct judge *judge, const struct document *document, struct dg_report *outer)
{
    struct coverage *coverage = judge->coverage;
    struct dg_report *report = coverage_begin(coverage, document, outer);
    struct coverage_states states = {.old = NULL};

    if (!judge_plain(judge, document, report)) {
        return false;
    }
    if (has_states(document)) {
        const struct track *track = track_set_find(document->tracks, document->schema);

        states = (struct coverage_states){track->compared_old, track->compared_now};
    }
    coverage_end(coverage, judge->value, states);
    return true;
}

bool judge_document(struct judge *judge, const struct document *document, struct dg_report *report)
{
    return judge->coverage == NULL || document->trial ? judge_plain(judge, document, report)
                                                      : judge_covered(judge, document, report);
}
