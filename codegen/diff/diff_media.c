/* Compares the bodies of responses, by media type. */
#include "diff/diff_media.h"

#include <string.h>

#include "base/memory_arena.h"

static bool media_is_range(const char *type)
{
    size_t length = strlen(type);

    return length >= 2 && strcmp(type + length - 2, "/*") == 0;
}

/* Whether bodies of a content type are JSON. */
static bool media_is_json(const char *content_type)
{
    size_t length = strlen(content_type);

    return strcmp(content_type, "application/json") == 0 ||
           (length > 5 && strcmp(content_type + length - 5, "+json") == 0);
}

/* How well a content type fits a media type: exactly, in its range, or as one of all (RFC 9110
 * §12.5.1). 0: it doesn't. */
static int media_fit(const char *content_type, const char *type)
{
    if (strcmp(content_type, type) == 0) {
        return 3;
    }
    if (!media_is_range(type)) {
        return 0;
    }
    if (strncmp(content_type, type, strlen(type) - 1) == 0) {
        return 2;
    }
    return strcmp(type, "*/*") == 0 ? 1 : 0;
}

/* What a response documents for a content type. NULL: nothing. */
static const struct model_media *media_of(const struct model_response *response,
                                          const char *content_type)
{
    const struct model_media *found = NULL;
    int best = 0;

    for (size_t i = 0; response != NULL && i < response->media_count; i++) {
        int fit = media_fit(content_type, response->media[i].type);

        if (fit > best) {
            found = &response->media[i];
            best = fit;
        }
    }
    return found;
}

/* Returns the content types that a media type is compared by, the first for `index` 0; NULL: no
 * more. Of a range they are JSON, more JSON for contracts that list application/json, and other
 * bodies. */
static const char *media_content_type(struct diff_walk *walk, const struct model_media *media,
                                      size_t index)
{
    static const char *const suffixes[] = {"json", "example+json", "example"};
    bool all = strcmp(media->type, "*/*") == 0;
    const char *slash = strchr(media->type, '/');

    if (!media_is_range(media->type)) {
        return index == 0 ? media->type : NULL;
    }
    if (index >= sizeof suffixes / sizeof suffixes[0]) {
        return NULL;
    }
    if (all) {
        return memory_arena_format(walk->arena, "%s/%s", index == 0 ? "application" : "example",
                                   suffixes[index]);
    }
    return memory_arena_format(walk->arena, "%.*s/%s", (int)(slash - media->type), media->type,
                               suffixes[index]);
}

/* The type of bodies; one that allows everything where bodies aren't judged. Of a range, only JSON
 * is judged. */
static const struct model_type *media_schema(const struct model_media *media,
                                             const char *content_type)
{
    static const struct model_type anything = {
        .kind = MODEL_JSON, .pointer = "", .length = {0, UINT64_MAX}};
    bool judged =
        media->schema != NULL && (!media_is_range(media->type) || media_is_json(content_type));

    return judged ? media->schema : &anything;
}

/* The place of a body of that content type; NULL: of no body. */
static const struct diff_place *
media_place(struct diff_walk *walk, const struct diff_answer *answer, const char *content_type)
{
    struct diff_entry *entry = memory_arena_new(walk->arena, sizeof *entry);
    struct diff_place *place = memory_arena_new(walk->arena, sizeof *place);

    *entry = (struct diff_entry){.operation = answer->operations[DIFF_NEW]->id,
                                 .status = answer->status,
                                 .content_type = content_type};
    for (int side = 0; content_type != NULL && side < DIFF_SIDES; side++) {
        const struct model_media *media = media_of(answer->responses[side], content_type);

        entry->media[side] = media;
        entry->types[side] = media == NULL ? NULL : media_schema(media, content_type);
    }
    *place = (struct diff_place){.step = DIFF_BODY, .entry = entry};
    return place;
}

/* Claims that a response is newly accepted, or newly refused. */
static void media_claim(struct diff_walk *walk, struct diff_change *change,
                        const struct diff_answer *answer, enum diff_side by,
                        const char *content_type)
{
    const struct diff_place *place = media_place(walk, answer, content_type);
    struct sample *body = NULL;

    sample_begin(&walk->maker);
    if (content_type != NULL) {
        body = sample_make(&walk->maker, place->entry->types[by]);
        if (body == NULL) {
            diff_witness_bare(change, by);
            return;
        }
    }
    (void)diff_witness_claim(walk, change, place, by, body);
}

void diff_media_claim(struct diff_walk *walk, struct diff_change *change,
                      const struct diff_answer *answer, enum diff_side by)
{
    const struct model_response *response = answer->responses[by];
    const char *content_type = NULL;

    if (response->media_count > 0 && strcmp(answer->operations[by]->method, "HEAD") != 0) {
        content_type = media_content_type(walk, &response->media[0], 0);
    }
    media_claim(walk, change, answer, by, content_type);
}

/* A media type of only one response, or of which the other response has but a part. */
static void media_lone(struct diff_walk *walk, const struct diff_answer *answer, enum diff_side has,
                       const struct model_media *media, const char *content_type)
{
    struct diff_where where = {
        .pointer = diff_walk_operation(walk, answer->operations[has],
                                       memory_arena_format(walk->arena, "/responses/%s/content",
                                                           answer->responses[has]->status))};
    struct diff_change *change;

    where.at[DIFF_OLD] = answer->responses[DIFF_OLD]->at;
    where.at[DIFF_NEW] = answer->responses[DIFF_NEW]->at;
    where.at[has] = media->at;
    change = diff_walk_add(walk, has == DIFF_NEW ? DIFF_MEDIA_ADDED : DIFF_MEDIA_REMOVED, &where,
                           diff_walk_word(walk, media->type), NULL, NULL);
    media_claim(walk, change, answer, has, content_type);
}

static void media_both(struct diff_walk *walk, const struct diff_answer *answer,
                       const char *content_type)
{
    const struct diff_place *place = media_place(walk, answer, content_type);
    const struct model_type *const *types = place->entry->types;
    const struct model_response_rules *rules[] = {place->entry->media[DIFF_OLD]->rules,
                                                  place->entry->media[DIFF_NEW]->rules};

    diff_walk_pair(walk, place, types[DIFF_OLD], types[DIFF_NEW], NULL);
    if (rules[0] != NULL || rules[1] != NULL) {
        diff_rules(
            walk, &(struct diff_pair){.types = {types[DIFF_OLD], types[DIFF_NEW]}, .place = place},
            (const struct model_check *const *const[]){rules[0] == NULL ? NULL : rules[0]->checks,
                                                       rules[1] == NULL ? NULL : rules[1]->checks},
            (const size_t[]){rules[0] == NULL ? 0 : rules[0]->count,
                             rules[1] == NULL ? 0 : rules[1]->count});
    }
}

/* Compares a media type of `side` with what the other response documents for its content types. */
static void media_compare(struct diff_walk *walk, const struct diff_answer *answer,
                          enum diff_side side, const struct model_media *media)
{
    const struct model_response *other = answer->responses[side == DIFF_OLD ? DIFF_NEW : DIFF_OLD];
    bool told = false;
    const char *type;

    for (size_t i = 0; (type = media_content_type(walk, media, i)) != NULL; i++) {
        if (media_of(answer->responses[side], type) != media) {
            continue; /* the response has a more exact media type */
        }
        if (media_of(other, type) != NULL) {
            media_both(walk, answer, type);
        } else if (!told) {
            media_lone(walk, answer, side, media, type);
            told = true;
        }
    }
}

/* Whether a response has a body: the empty body is accepted only without. */
static void media_presence(struct diff_walk *walk, const struct diff_answer *answer)
{
    bool was = answer->responses[DIFF_OLD]->media_count > 0;
    bool is = answer->responses[DIFF_NEW]->media_count > 0;
    struct diff_where where = {
        .pointer = diff_walk_operation(
            walk, answer->operations[DIFF_NEW],
            memory_arena_format(walk->arena, "/responses/%s", answer->responses[DIFF_NEW]->status)),
        .at = {answer->responses[DIFF_OLD]->at, answer->responses[DIFF_NEW]->at}};
    struct diff_change *change;

    /* These have no body, whatever is listed (RFC 9110 §6.4.1). */
    if (was == is || answer->status == 204 || answer->status == 304 || answer->status < 200) {
        return;
    }
    change = diff_walk_add(walk, is ? DIFF_BODY_ADDED : DIFF_BODY_REMOVED, &where,
                           memory_arena_format(walk->arena, "%d", answer->status), NULL, NULL);
    media_claim(walk, change, answer, is ? DIFF_OLD : DIFF_NEW, NULL);
}

void diff_media_compare(struct diff_walk *walk, const struct diff_answer *answer)
{
    media_presence(walk, answer);
    for (enum diff_side side = DIFF_OLD; side < DIFF_SIDES; side++) {
        for (size_t i = 0; i < answer->responses[side]->media_count; i++) {
            media_compare(walk, answer, side, &answer->responses[side]->media[i]);
        }
    }
}
