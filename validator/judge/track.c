/* Keeps states in blocks, and finds them by open addressing. The digests of ids are keyed, so that
 * no input can make them collide. */
#include "judge/track.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/interrupt.h"
#include "base/trouble.h"
#include "common/memory.h"

#define BLOCK_SIZE ((size_t)64 * 1024)
#define FIRST_SLOTS 64
/* Bytes of the digest of an id. */
#define ID_SIZE sizeof(((const struct dg_kept_digest *)NULL)->bytes)

struct track_block {
    struct track_block *next;
    max_align_t states[];
};

bool track_possible(const struct dg_schema *schema)
{
    if (schema->states == NULL || schema->states->compare == NULL) {
        trouble("--track", "the contract has no rules that compare states of %s", schema->name);
        return false;
    }
    if (!schema->states->has_id) {
        trouble("--track", "%s has no property 'id' that identifies objects", schema->name);
        return false;
    }
    return true;
}

bool track_possible_of_any(const struct dg_contract *contract)
{
    for (size_t i = 0; i < contract->schema_count; i++) {
        const struct dg_states *states = contract->schemas[i]->states;

        if (states != NULL && states->has_id) {
            return true;
        }
    }
    trouble("--track", "the contract has no rules that compare states of objects with an 'id'");
    return false;
}

/* `size`, rounded up to the alignment of the next state. */
static size_t aligned(size_t size)
{
    size_t alignment = _Alignof(max_align_t);

    return size + (alignment - size % alignment) % alignment;
}

bool track_open(struct track *track, const struct dg_schema *schema, bool by_id)
{
    struct dg_digest_key *key = &track->history.key;
    ssize_t got = -1;

    *track =
        (struct track){.schema = schema, .by_id = by_id, .size = aligned(schema->states->size)};
    do {
        got = getrandom(key, sizeof *key, 0);
    } while (got < 0 && errno == EINTR && interrupt_signal() == 0);
    if (got != (ssize_t)sizeof *key) {
        trouble(NULL, "the system gave no random numbers: %s", strerror(errno));
        return false;
    }
    track->history.state = memory_new(track->size);
    return true;
}

void track_close(struct track *track)
{
    while (track->blocks != NULL) {
        struct track_block *next = track->blocks->next;

        free(track->blocks);
        track->blocks = next;
    }
    free(track->slots);
    free(track->history.state);
}

void track_begin(struct track *track)
{
    memset(track->history.state, 0, track->size);
}

static void *new_state(struct track *track)
{
    size_t in_block = BLOCK_SIZE > track->size ? BLOCK_SIZE / track->size : 1;

    if (track->left == 0) {
        struct track_block *block = memory_block(sizeof *block + in_block * track->size);

        block->next = track->blocks;
        track->blocks = block;
        track->left = in_block;
    }
    track->left--;
    return (char *)track->blocks->states + track->left * track->size;
}

static const unsigned char *id_of(const struct track *track, const void *state)
{
    return dg_states_id(track->schema->states, state)->bytes;
}

/* The slot of the id, which is free if the id is new. The track must have a free slot. */
static void **slot_of(const struct track *track, const unsigned char *id)
{
    size_t mask = track->slot_count - 1;
    size_t at = 0;

    memcpy(&at, id, sizeof at);
    for (at &= mask; track->slots[at] != NULL; at = (at + 1) & mask) {
        if (memcmp(id_of(track, track->slots[at]), id, ID_SIZE) == 0) {
            break;
        }
    }
    return &track->slots[at];
}

/* Makes room for one more id, three quarters of the slots being taken at most. */
static void grow(struct track *track)
{
    struct track grown = *track;

    if (track->count + 1 <= track->slot_count / 4 * 3) {
        return;
    }
    grown.slot_count = track->slot_count == 0 ? FIRST_SLOTS : 2 * track->slot_count;
    grown.slots = memory_new_array(grown.slot_count, sizeof *grown.slots);
    for (size_t i = 0; i < track->slot_count; i++) {
        if (track->slots[i] != NULL) {
            *slot_of(&grown, id_of(track, track->slots[i])) = track->slots[i];
        }
    }
    free(track->slots);
    *track = grown;
}

/* Whether a state is known: it is not if the document wasn't valid JSON to its end. */
static bool is_empty(const unsigned char *state, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (state[i] != 0) {
            return false;
        }
    }
    return true;
}

/* Whether the object of which the current document is a state is known. */
static bool is_known(const struct track *track)
{
    const struct dg_kept_digest *id = NULL;

    if (!track->by_id) {
        return !is_empty(track->history.state, track->size);
    }
    id = dg_states_id(track->schema->states, track->history.state);
    return id->known && id->presence == DG_VALUE;
}

/* Counts the comparing rules as skipped. */
static uint64_t rules_that_compare(const struct track *track, const struct dg_report *report)
{
    const struct dg_response_rules *rules =
        report->exchange == NULL ? NULL : report->exchange->rules;

    return track->schema->states->compare_count + (rules == NULL ? 0 : rules->compare_count);
}

void track_end(struct track *track, struct dg_text json, struct dg_report *report)
{
    void *now = track->history.state;
    void **before = &track->latest;

    if (!is_known(track)) {
        report->rules_skipped += rules_that_compare(track, report);
        return;
    }
    if (track->by_id) {
        grow(track);
        before = slot_of(track, id_of(track, now));
    }
    dg_compare_states(track->schema, now, *before, json, report);
    if (*before == NULL) {
        *before = new_state(track);
        track->count++;
    }
    memcpy(*before, now, track->size);
}

bool track_set_takes(const struct track_set *tracks, const struct dg_schema *schema)
{
    return schema->states != NULL && (!tracks->by_id || schema->states->has_id);
}

struct track *track_set_find(struct track_set *tracks, const struct dg_schema *schema)
{
    struct track *track = tracks->first;

    while (track != NULL && track->schema != schema) {
        track = track->next;
    }
    if (track != NULL) {
        return track;
    }
    track = memory_block(sizeof *track);
    if (!track_open(track, schema, tracks->by_id)) {
        free(track);
        return NULL;
    }
    track->next = tracks->first;
    tracks->first = track;
    return track;
}

void track_set_close(struct track_set *tracks)
{
    while (tracks->first != NULL) {
        struct track *next = tracks->first->next;

        track_close(tracks->first);
        free(tracks->first);
        tracks->first = next;
    }
}
