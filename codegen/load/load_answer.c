/* The C interface of the responses of operations: the bodies that a response may have, the body of
 * the success, the parameters in the path. */
#include "load/load_answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"

/* The value of the enumerator for a documented status: 404, 4 for 4XX. */
static unsigned answer_value(const char *status)
{
    if (status[0] < '0' || status[0] > '9') {
        return MODEL_OUTCOME_DEFAULT;
    }
    return status[1] == 'X' ? (unsigned)(status[0] - '0') : (unsigned)strtoul(status, NULL, 10);
}

/* Statuses before ranges. */
static unsigned answer_rank(const struct model_outcome *outcome)
{
    return outcome->value < 10 ? MODEL_OUTCOME_DEFAULT - 10 + outcome->value : outcome->value;
}

static int answer_compare(const void *a, const void *b)
{
    unsigned left = answer_rank(a);
    unsigned right = answer_rank(b);

    return left < right ? -1 : left > right;
}

static void answer_read_outcomes(struct loader *loader, const struct model_operation *operation,
                                 struct model_answer *answer)
{
    size_t count = operation->response_count;
    struct model_outcome *outcomes =
        memory_arena_new(loader->arena, (count + 1) * sizeof *outcomes);

    for (size_t i = 0; i < count; i++) {
        outcomes[i] = (struct model_outcome){.response = &operation->responses[i],
                                             .value = answer_value(operation->responses[i].status)};
    }
    if (count > 0) {
        qsort(outcomes, count, sizeof *outcomes, answer_compare);
    }
    answer->outcomes = outcomes;
    answer->outcome_count = count;
}

static size_t answer_count_media(const struct model_operation *operation)
{
    size_t count = 0;

    for (size_t i = 0; i < operation->response_count; i++) {
        count += operation->responses[i].media_count;
    }
    return count;
}

static void answer_add_body(struct model_answer *answer, struct model_body *bodies,
                            const struct model_media *media)
{
    if (media->schema == NULL || model_answer_body(answer, media) > 0) {
        return;
    }
    bodies[answer->body_count++] =
        (struct model_body){.type = media->schema, .lines = media->lines};
}

/* The media whose type follows `after` in the order of names; NULL: there is none. */
static const struct model_media *answer_next_media(const struct model_response *response,
                                                   const char *after)
{
    const struct model_media *next = NULL;

    for (size_t i = 0; i < response->media_count; i++) {
        const struct model_media *media = &response->media[i];

        if (strcmp(media->type, after) > 0 &&
            (next == NULL || strcmp(media->type, next->type) < 0)) {
            next = media;
        }
    }
    return next;
}

/* The response that is documented for a status: as listed, otherwise by range, otherwise `default`.
 * NULL: there is none. */
static const struct model_response *answer_response(const struct model_operation *operation,
                                                    const char *status)
{
    const char range[] = {status[0], 'X', 'X', '\0'};
    const char *const names[] = {status, range, "default"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (size_t j = 0; j < operation->response_count; j++) {
            if (strcmp(operation->responses[j].status, names[i]) == 0) {
                return &operation->responses[j];
            }
        }
    }
    return NULL;
}

/* Whether the response tells which body was read: it has one media type, all of whose bodies are
 * read, and isn't that of a status without content (RFC 9110 §15). */
static bool answer_tells_body(const struct model_operation *operation,
                              const struct model_response *response)
{
    return response->media_count == 1 && strchr(response->media[0].type, '*') == NULL &&
           answer_response(operation, "204") != response &&
           answer_response(operation, "304") != response;
}

/* Responses to HEAD have no body. */
static void answer_read_bodies(struct loader *loader, const struct model_operation *operation,
                               struct model_answer *answer)
{
    struct model_body *bodies =
        memory_arena_new(loader->arena, (answer_count_media(operation) + 1) * sizeof *bodies);

    answer->bodies = bodies;
    for (size_t i = 0; i < answer->outcome_count && strcmp(operation->method, "HEAD") != 0; i++) {
        const struct model_response *response = answer->outcomes[i].response;

        for (const struct model_media *media = answer_next_media(response, ""); media != NULL;
             media = answer_next_media(response, media->type)) {
            answer_add_body(answer, bodies, media);
            answer->has_kind |= media->schema != NULL && !answer_tells_body(operation, response);
        }
    }
}

/* The media of a response: application/json, if it is documented, or else the first, of those whose
 * bodies are judged. NULL: there is none. */
static const struct model_media *answer_main_media(const struct model_response *response)
{
    const struct model_media *first = NULL;

    for (size_t i = 0; i < response->media_count; i++) {
        const struct model_media *media = &response->media[i];

        if (media->schema != NULL && strcmp(media->type, "application/json") == 0) {
            return media;
        }
        first = first != NULL || media->schema == NULL ? first : media;
    }
    return first;
}

static const struct model_media *answer_success(const struct model_operation *operation)
{
    const struct model_media *success = NULL;

    for (size_t i = 0; success == NULL && i < operation->response_count; i++) {
        if (operation->responses[i].status[0] == '2') {
            success = answer_main_media(&operation->responses[i]);
        }
    }
    return success;
}

static void answer_read_path(struct loader *loader, const struct model_operation *operation,
                             struct model_answer *answer)
{
    struct model_path_member *members =
        memory_arena_new(loader->arena, (operation->parameter_count + 1) * sizeof *members);

    answer->path = members;
    for (size_t i = 0; i < operation->parameter_count; i++) {
        if (operation->parameters[i].in == MODEL_IN_PATH) {
            members[answer->path_count++].parameter = &operation->parameters[i];
        }
    }
}

static const struct model_answer *answer_of(struct loader *loader,
                                            const struct model_operation *operation)
{
    struct model_answer *answer = memory_arena_new(loader->arena, sizeof *answer);

    answer_read_outcomes(loader, operation, answer);
    answer_read_bodies(loader, operation, answer);
    answer_read_path(loader, operation, answer);
    answer->success = answer_success(operation);
    if (answer->success != NULL && !answer->success->lines && answer->body_count > 0) {
        answer->before = answer->success->schema;
    }
    return answer;
}

void load_answer_all(struct loader *loader)
{
    struct model_operation *operations =
        (struct model_operation *)(uintptr_t)loader->model->operations;

    for (size_t i = 0; i < loader->model->operation_count; i++) {
        operations[i].answer = answer_of(loader, &operations[i]);
    }
}
