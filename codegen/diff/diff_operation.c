/* Compares operations and their responses. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "diff/diff_media.h"

#define OPERATION_LEAST_STATUS 100
#define OPERATION_MOST_STATUS 599

static struct diff_where operation_where(struct diff_walk *walk,
                                         const struct model_operation *const both[DIFF_SIDES],
                                         const char *suffix)
{
    return (struct diff_where){.pointer = diff_walk_operation(walk, both[DIFF_NEW], suffix),
                               .at = {both[DIFF_OLD]->at, both[DIFF_NEW]->at}};
}

/* Returns what is served to a status: listed exactly, by range or by default. NULL: nothing. */
static const struct model_response *operation_response(const struct model_operation *operation,
                                                       int status)
{
    const struct model_response *range = NULL;
    const struct model_response *rest = NULL;
    char exact[16];

    snprintf(exact, sizeof exact, "%d", status);
    for (size_t i = 0; i < operation->response_count; i++) {
        const struct model_response *response = &operation->responses[i];

        if (strcmp(response->status, exact) == 0) {
            return response;
        }
        if (response->status[0] == exact[0] && response->status[1] == 'X') {
            range = response;
        }
        if (strcmp(response->status, "default") == 0) {
            rest = response;
        }
    }
    return range != NULL ? range : rest;
}

/* Statuses */

static void operation_answers(struct diff_walk *walk, const struct diff_answer *answer)
{
    const struct model_response *old = answer->responses[DIFF_OLD];
    const struct model_response *new = answer->responses[DIFF_NEW];

    if (strcmp(old->description, new->description) != 0) {
        struct diff_where where = {
            .pointer = diff_walk_operation(
                walk, answer->operations[DIFF_NEW],
                memory_arena_format(walk->arena, "/responses/%s/description", new->status)),
            .at = {old->at, new->at}};

        diff_walk_add(walk, DIFF_DESCRIPTION, &where,
                      memory_arena_format(walk->arena, "status %s", new->status), NULL, NULL);
    }
    /* The body of an answer to HEAD is never judged. */
    if (strcmp(answer->operations[DIFF_NEW]->method, "HEAD") != 0) {
        diff_media_compare(walk, answer);
    }
}

static void operation_lone_status(struct diff_walk *walk, const struct diff_answer *answer,
                                  enum diff_side has)
{
    const struct model_response *response = answer->responses[has];
    struct diff_where where = {
        .pointer = diff_walk_operation(
            walk, answer->operations[has],
            memory_arena_format(walk->arena, "/responses/%s", response->status))};
    struct diff_change *change;

    where.at[DIFF_OLD] = answer->operations[DIFF_OLD]->at;
    where.at[DIFF_NEW] = answer->operations[DIFF_NEW]->at;
    where.at[has] = response->at;
    change = diff_walk_add(walk, has == DIFF_NEW ? DIFF_STATUS_ADDED : DIFF_STATUS_REMOVED, &where,
                           response->status, NULL, NULL);
    diff_media_claim(walk, change, answer, has);
}

static void operation_status(struct diff_walk *walk,
                             const struct model_operation *const both[DIFF_SIDES], int status)
{
    struct diff_answer answer = {.operations = {both[DIFF_OLD], both[DIFF_NEW]},
                                 .responses = {operation_response(both[DIFF_OLD], status),
                                               operation_response(both[DIFF_NEW], status)},
                                 .status = status};
    const struct model_response *old = answer.responses[DIFF_OLD];
    const struct model_response *new = answer.responses[DIFF_NEW];

    if ((old == NULL && new == NULL) || !diff_walk_meet(walk, old, new)) {
        return;
    }
    if (old == NULL || new == NULL) {
        operation_lone_status(walk, &answer, old == NULL ? DIFF_NEW : DIFF_OLD);
    } else {
        operation_answers(walk, &answer);
    }
}

/* Requests */

static const struct model_parameter *operation_parameter(const struct model_operation *operation,
                                                         const struct model_parameter *wanted)
{
    for (size_t i = 0; i < operation->parameter_count; i++) {
        if (operation->parameters[i].in == wanted->in &&
            strcmp(operation->parameters[i].name, wanted->name) == 0) {
            return &operation->parameters[i];
        }
    }
    return NULL;
}

static void operation_lone_parameter(struct diff_walk *walk,
                                     const struct model_operation *const both[DIFF_SIDES],
                                     enum diff_side has, const struct model_parameter *parameter)
{
    struct diff_where where = operation_where(walk, both, "/parameters");

    where.at[has] = parameter->at;
    diff_walk_add(walk, has == DIFF_NEW ? DIFF_PARAMETER_ADDED : DIFF_PARAMETER_REMOVED, &where,
                  diff_walk_word(walk, parameter->name), NULL, NULL);
}

static bool operation_same(const char *old, const char *new)
{
    return old == NULL || new == NULL ? old == new : strcmp(old, new) == 0;
}

static void operation_both_parameter(struct diff_walk *walk,
                                     const struct model_operation *const both[DIFF_SIDES],
                                     const struct model_parameter *old,
                                     const struct model_parameter *new)
{
    struct diff_where where = operation_where(walk, both, "/parameters");
    const char *name = diff_walk_word(walk, new->name);

    where.at[DIFF_OLD] = old->at;
    where.at[DIFF_NEW] = new->at;
    if (old->required != new->required) {
        diff_walk_add(walk, DIFF_PARAMETER_REQUIRED, &where, name, NULL,
                      new->required ? "required now" : "optional now");
    }
    if (!operation_same(old->environment, new->environment)) {
        diff_walk_add(
            walk, DIFF_ENVIRONMENT, &where, memory_arena_format(walk->arena, "parameter %s", name),
            diff_walk_word(walk, old->environment), diff_walk_word(walk, new->environment));
    }
}

static void operation_request(struct diff_walk *walk,
                              const struct model_operation *const both[DIFF_SIDES])
{
    const struct model_operation *old = both[DIFF_OLD];
    const struct model_operation *new = both[DIFF_NEW];
    const char *id = diff_walk_word(walk, new->id);
    struct diff_where where = operation_where(walk, both, "");

    for (size_t i = 0; i < old->parameter_count; i++) {
        const struct model_parameter *same = operation_parameter(new, &old->parameters[i]);

        if (same == NULL) {
            operation_lone_parameter(walk, both, DIFF_OLD, &old->parameters[i]);
        } else {
            operation_both_parameter(walk, both, &old->parameters[i], same);
        }
    }
    for (size_t i = 0; i < new->parameter_count; i++) {
        if (operation_parameter(old, &new->parameters[i]) == NULL) {
            operation_lone_parameter(walk, both, DIFF_NEW, &new->parameters[i]);
        }
    }
    if (!operation_same(old->command, new->command)) {
        diff_walk_add(walk, DIFF_COMMAND, &where, id, diff_walk_word(walk, old->command),
                      diff_walk_word(walk, new->command));
    }
    if (old->bearer != new->bearer) {
        diff_walk_add(walk, DIFF_SECURITY, &where, id, NULL,
                      new->bearer ? "required now" : "not required any more");
    }
    if (old->body != new->body) {
        diff_walk_add(walk, DIFF_REQUEST_BODY, &where, id, NULL, new->body ? "added" : "removed");
    }
    if (!operation_same(old->summary, new->summary)) {
        diff_walk_add(walk, DIFF_DESCRIPTION, &where,
                      memory_arena_format(walk->arena, "operation %s", id), NULL, NULL);
    }
}

/* Operations */

static void operation_names(struct diff_walk *walk,
                            const struct model_operation *const both[DIFF_SIDES])
{
    const struct model_operation *old = both[DIFF_OLD];
    const struct model_operation *new = both[DIFF_NEW];
    struct diff_where where = operation_where(walk, both, "");
    struct diff_change *renamed = NULL;

    if (strcmp(old->id, new->id) != 0) {
        renamed = diff_walk_add(walk, DIFF_OPERATION_RENAMED, &where, NULL,
                                diff_walk_word(walk, old->id), diff_walk_word(walk, new->id));
        renamed->source = DIFF_SOURCE_BREAKS;
    }
    diff_answer_both(walk, renamed, both);
    if (strcmp(old->path, new->path) != 0 || strcmp(old->method, new->method) != 0) {
        diff_walk_add(walk, DIFF_OPERATION_PATH, &where, diff_walk_word(walk, new->id),
                      memory_arena_format(walk->arena, "%s %s", old->method, old->path),
                      memory_arena_format(walk->arena, "%s %s", new->method, new->path));
    }
}

static void operation_both(struct diff_walk *walk, const struct model_operation *old,
                           const struct model_operation *new)
{
    const struct model_operation *const both[] = {old, new};

    operation_names(walk, both);
    operation_request(walk, both);
    for (int status = 200; status <= OPERATION_MOST_STATUS; status++) {
        operation_status(walk, both, status);
    }
    for (int status = OPERATION_LEAST_STATUS; status < 200; status++) {
        operation_status(walk, both, status);
    }
}

static void operation_lone(struct diff_walk *walk, enum diff_side has,
                           const struct model_operation *operation)
{
    struct diff_where where = {.pointer = diff_walk_operation(walk, operation, "")};
    struct diff_change *change;

    where.at[has] = operation->at;
    change = diff_walk_add(walk, has == DIFF_NEW ? DIFF_OPERATION_ADDED : DIFF_OPERATION_REMOVED,
                           &where, diff_walk_word(walk, operation->id), NULL, NULL);
    diff_answer_lone(walk, change, has, operation);
}

static const struct model_operation *operation_by_id(const struct model *model, const char *id,
                                                     size_t guess)
{
    if (guess < model->operation_count && strcmp(model->operations[guess].id, id) == 0) {
        return &model->operations[guess];
    }
    for (size_t i = 0; i < model->operation_count; i++) {
        if (strcmp(model->operations[i].id, id) == 0) {
            return &model->operations[i];
        }
    }
    return NULL;
}

/* An operation of the same method and path, whose id the other contract doesn't have. */
static const struct model_operation *operation_by_path(const struct model *model,
                                                       const struct model *other,
                                                       const struct model_operation *wanted)
{
    for (size_t i = 0; i < model->operation_count; i++) {
        const struct model_operation *operation = &model->operations[i];

        if (strcmp(operation->path, wanted->path) == 0 &&
            strcmp(operation->method, wanted->method) == 0) {
            return operation_by_id(other, operation->id, i) == NULL ? operation : NULL;
        }
    }
    return NULL;
}

static const struct model_operation *operation_match(const struct diff_walk *walk,
                                                     enum diff_side side,
                                                     const struct model_operation *operation,
                                                     size_t index)
{
    const struct model *model = walk->models[side];
    const struct model *other = walk->models[side == DIFF_NEW ? DIFF_OLD : DIFF_NEW];
    const struct model_operation *match = operation_by_id(model, operation->id, index);

    return match != NULL ? match : operation_by_path(model, other, operation);
}

static void operation_contract(struct diff_walk *walk)
{
    const struct model *old = walk->models[DIFF_OLD];
    const struct model *new = walk->models[DIFF_NEW];
    const struct location top = {.line = 1, .column = 1};
    const struct diff_where info = {"#/info", {top, top}};
    const struct diff_where servers = {"#/servers", {top, top}};
    const struct diff_where schemes = {"#/components/securitySchemes", {top, top}};

    if (strcmp(old->title, new->title) != 0) {
        diff_walk_add(walk, DIFF_TITLE, &info, NULL, diff_walk_word(walk, old->title),
                      diff_walk_word(walk, new->title));
    }
    if (strcmp(old->version, new->version) != 0) {
        diff_walk_add(walk, DIFF_VERSION, &info, NULL, diff_walk_word(walk, old->version),
                      diff_walk_word(walk, new->version));
    }
    if (!operation_same(old->server, new->server)) {
        diff_walk_add(walk, DIFF_SERVER, &servers, NULL, diff_walk_word(walk, old->server),
                      diff_walk_word(walk, new->server));
    }
    if (!operation_same(old->server_environment, new->server_environment)) {
        diff_walk_add(walk, DIFF_ENVIRONMENT, &servers, "the base address",
                      diff_walk_word(walk, old->server_environment),
                      diff_walk_word(walk, new->server_environment));
    }
    if (!operation_same(old->token_environment, new->token_environment)) {
        diff_walk_add(walk, DIFF_ENVIRONMENT, &schemes, "the bearer token",
                      diff_walk_word(walk, old->token_environment),
                      diff_walk_word(walk, new->token_environment));
    }
}

void diff_operations(struct diff_walk *walk)
{
    const struct model *old = walk->models[DIFF_OLD];
    const struct model *new = walk->models[DIFF_NEW];

    operation_contract(walk);
    for (size_t i = 0; i < old->operation_count; i++) {
        const struct model_operation *match =
            operation_match(walk, DIFF_NEW, &old->operations[i], i);

        if (match == NULL) {
            operation_lone(walk, DIFF_OLD, &old->operations[i]);
        } else {
            operation_both(walk, &old->operations[i], match);
        }
    }
    for (size_t i = 0; i < new->operation_count; i++) {
        if (operation_match(walk, DIFF_OLD, &new->operations[i], i) == NULL) {
            operation_lone(walk, DIFF_NEW, &new->operations[i]);
        }
    }
}
