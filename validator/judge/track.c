/* Keeps the latest state of each object, and compares the next one with it. */
#include "judge/track.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/interrupt.h"
#include "base/trouble.h"
#include "common/memory.h"

bool track_possible(const struct dg_schema *schema, const struct options *options)
{
    if (schema->states == NULL || schema->states->compare == NULL) {
        return options_refuse(options, "track", NULL,
                              "--track: the contract has no rules that compare states of %s",
                              schema->name);
    }
    if (!schema->states->has_id) {
        return options_refuse(options, "track", NULL,
                              "--track: %s has no property 'id' that identifies objects",
                              schema->name);
    }
    return true;
}

bool track_possible_of_any(const struct dg_contract *contract, const struct options *options)
{
    for (size_t i = 0; i < contract->schema_count; i++) {
        const struct dg_states *states = contract->schemas[i]->states;

        if (states != NULL && states->has_id) {
            return true;
        }
    }
    return options_refuse(
        options, "track", NULL,
        "--track: the contract has no rules that compare states of objects with an 'id'");
}

/* For the history of a track, which is its first member. */
static void expect(struct dg_history *history, const unsigned char *id)
{
    store_expect(&((struct track *)history)->store, id);
}

bool track_open(struct track *track, const struct dg_schema *schema, bool by_id)
{
    struct dg_digest_key *key = &track->history.key;
    ssize_t got = -1;

    *track = (struct track){.schema = schema, .by_id = by_id};
    do {
        got = getrandom(key, sizeof *key, 0);
    } while (got < 0 && errno == EINTR && interrupt_signal() == 0);
    if (got != (ssize_t)sizeof *key) {
        trouble(NULL, "the system gave no random numbers: %s", strerror(errno));
        return false;
    }
    track->history.packed = memory_block(dg_states_packed_size(schema->states));
    track->now = memory_new(schema->states->size);
    track->before = memory_new(schema->states->size);
    if (by_id) {
        store_open(&track->store, schema->states);
        track->history.identified = expect;
    }
    return true;
}

void track_close(struct track *track)
{
    if (track->by_id) {
        store_close(&track->store);
    }
    free(track->before);
    free(track->now);
    free(track->history.packed);
}

void track_begin(struct track *track)
{
    track->history.length = 0;
}

/* Whether the object of which the current document is a state is known: it is not if the document
   wasn't valid JSON to its end. */
static bool is_known(const struct track *track)
{
    const struct dg_history *history = &track->history;

    return history->length > 0 &&
           (!track->by_id || dg_states_packed_id(track->schema->states, history->packed) != NULL);
}

/* Makes the state of the current document the one before the next document. */
static void keep_now(struct track *track)
{
    void *now = track->now;

    track->now = track->before;
    track->before = now;
    track->has_before = true;
}

void track_end(struct track *track, struct dg_text json, struct dg_report *report)
{
    const struct dg_history *history = &track->history;
    bool has_before = track->has_before;

    track->compared_old = track->compared_now = NULL;
    if (!is_known(track)) {
        (void)dg_compare_states(track->schema, NULL, NULL, json, report);
        return;
    }
    if (track->by_id) {
        has_before = store_exchange(&track->store, history->packed, history->length, track->before);
    }
    if (has_before || !track->by_id) {
        (void)dg_states_unpack(track->schema->states, history->packed, track->now);
    }
    dg_compare_states(track->schema, track->now, has_before ? track->before : NULL, json, report);
    track->compared_old = has_before ? track->before : NULL;
    track->compared_now = track->now;
    if (!track->by_id) {
        keep_now(track);
    } else if (has_before) {
        store_replace(&track->store, history->packed, history->length);
    }
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
