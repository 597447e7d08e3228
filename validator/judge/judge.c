/* Runs the generated decoder, and compares the state of the document with the earlier one. */
#include "judge/judge.h"

#include <assert.h>
#include <stdlib.h>

static void *allocate(void *context, size_t size)
{
    (void)context;
    return malloc(size);
}

static void release(void *context, void *block)
{
    (void)context;
    free(block);
}

static const struct dg_allocator heap = {.allocate = allocate, .release = release};

void judge_open(struct judge *judge)
{
    *judge = (struct judge){.value = NULL};
    dg_arena_init(&judge->arena, NULL, 0, &heap);
}

void judge_close(struct judge *judge)
{
    dg_arena_free(&judge->arena);
    free(judge->value);
}

/* Makes room for a value of the schema. Returns false if memory runs out. */
static bool reserve(struct judge *judge, const struct dg_schema *schema)
{
    void *grown = NULL;

    assert(schema->alignment <= _Alignof(max_align_t));
    if (judge->capacity >= schema->size) {
        return true;
    }
    grown = realloc(judge->value, schema->size);
    if (grown == NULL) {
        return false;
    }
    judge->value = grown;
    judge->capacity = schema->size;
    return true;
}

static bool decode(struct judge *judge, const struct document *document, struct dg_report *report)
{
    const struct dg_schema *schema = document->schema;

    if (!reserve(judge, schema)) {
        return false;
    }
    dg_arena_reset(&judge->arena);
    schema->decode(judge->value, document->json.data, document->json.length, &judge->arena, report);
    return !judge->arena.failed;
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
    return decode(judge, document, report) && track_end(track, document->json, report);
}

bool judge_document(struct judge *judge, const struct document *document, struct dg_report *report)
{
    struct track_set *tracks = document->tracks;
    bool judged = false;

    report->exchange = document->exchange;
    report->history = NULL;
    if (tracks != NULL && track_set_takes(tracks, document->schema)) {
        judged = decode_state(judge, document, track_set_find(tracks, document->schema), report);
    } else {
        judged = decode(judge, document, report);
    }
    report->exchange = NULL;
    report->history = NULL;
    return judged;
}
