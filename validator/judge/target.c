/* Finds operations, responses and schemas of the contract. */
#include "judge/target.h"

#include <stdio.h>
#include <string.h>

#include "base/choices.h"
#include "base/trouble.h"
#include "common/buffer.h"
#include "common/suggestion.h"
#include "runtime/answer.h"

/* The media of a bare document: application/json, if it is documented, or else the first, of those
 * whose bodies are judged. NULL: there is none. */
static const struct dg_media *body_of(const struct dg_response *response)
{
    const struct dg_media *first = NULL;

    for (size_t i = 0; i < response->media_count; i++) {
        const struct dg_media *media = &response->media[i];

        if (media->schema != NULL && strcmp(media->type, "application/json") == 0) {
            return media;
        }
        first = first != NULL || media->schema == NULL ? first : media;
    }
    return first;
}

/* Reports that the contract has no `noun`, the value of the option of that name. */
static void refuse_unknown(const struct options *options, const char *noun, const char *value,
                           const struct suggestion *suggestion)
{
    if (suggestion->nearest.data != NULL) {
        options_refuse(options, noun, value, "the contract has no %s '%s'; did you mean '%s'?",
                       noun, value, suggestion->nearest.data);
    } else {
        options_refuse(options, noun, value, "the contract has no %s '%s'; see '%s contract'", noun,
                       value, PROGRAM_NAME);
    }
}

static const struct dg_schema *schema_named(const struct dg_contract *contract,
                                            const struct options *options, const char *name)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(name));

    for (size_t i = 0; i < contract->schema_count; i++) {
        if (strcmp(contract->schemas[i]->name, name) == 0) {
            return contract->schemas[i];
        }
        suggestion_offer_string(&suggestion, contract->schemas[i]->name);
    }
    refuse_unknown(options, "schema", name, &suggestion);
    return NULL;
}

/* Whether the word names the operation: by its id, or by method and path. */
static bool is_named(const struct dg_operation *operation, const char *word)
{
    size_t length = strlen(operation->method);

    return strcmp(operation->id, word) == 0 ||
           (strncmp(word, operation->method, length) == 0 && word[length] == ' ' &&
            strcmp(word + length + 1, operation->path) == 0);
}

const struct dg_operation *target_operation(const struct dg_contract *contract,
                                            const struct options *options, const char *id)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(id));

    for (size_t i = 0; i < contract->operation_count; i++) {
        if (is_named(&contract->operations[i], id)) {
            return &contract->operations[i];
        }
        suggestion_offer_string(&suggestion, contract->operations[i].id);
    }
    refuse_unknown(options, "operation", id, &suggestion);
    return NULL;
}

const struct dg_operation *target_only_operation(const struct dg_contract *contract)
{
    struct choices choices = {.count = 0};
    struct buffer ids = {.data = NULL};

    if (contract->operation_count == 1) {
        return contract->operations;
    }
    for (size_t i = 0; i < contract->operation_count; i++) {
        choices_add(&choices, contract->operations[i].id);
    }
    choices_write(&choices, ", ", dg_text_of(NULL), &ids);
    if (contract->operation_count == 0) {
        trouble(NULL, "the contract has no operation; choose a schema with --schema");
    } else {
        trouble(NULL, "the contract has several operations; choose one with --operation: %s",
                buffer_string(&ids));
    }
    choices_free(&choices);
    buffer_free(&ids);
    return NULL;
}

static const struct dg_media *body_for(const struct dg_operation *operation,
                                       const struct options *options)
{
    int status = (int)options->status;
    const struct dg_response *response = dg_operation_response(operation, status);

    if (response == NULL) {
        options_refuse(options, "status", NULL, "operation '%s' documents no status %d",
                       operation->id, status);
        return NULL;
    }
    if (body_of(response) == NULL) {
        options_refuse(options, "status", NULL, "operation '%s' documents no body %sfor status %d",
                       operation->id, response->media_count > 0 ? "that can be judged " : "",
                       status);
    }
    return body_of(response);
}

/* Finds the schema of documents that are responses of the operation; NULL: it is left open. Returns
   false, with one line of trouble, if there is no such response. */
static bool select_response(const struct dg_operation *operation, const struct options *options,
                            const struct dg_media **media)
{
    if (options->status == 0) {
        *media = operation->success;
        return true;
    }
    *media = body_for(operation, options);
    return *media != NULL;
}

/* The response that documents the body. */
static const struct dg_response *response_of(const struct dg_operation *operation,
                                             const struct dg_media *media)
{
    const struct dg_response *response = operation->responses;

    while (media < response->media || media >= response->media + response->media_count) {
        response++;
    }
    return response;
}

bool target_select(struct target *target, const struct dg_contract *contract,
                   const struct options *options)
{
    const struct dg_media *media = NULL;

    *target = (struct target){.schema = NULL};
    if (options->schema != NULL) {
        target->schema = schema_named(contract, options, options->schema);
        return target->schema != NULL;
    }
    if (options->operation_id != NULL) {
        target->operation = target_operation(contract, options, options->operation_id);
    } else if (contract->operation_count == 1) {
        target->operation = contract->operations;
    } else if (options->status == 0) {
        return true;
    } else {
        target->operation = target_only_operation(contract);
    }
    if (target->operation == NULL || !select_response(target->operation, options, &media)) {
        return false;
    }
    if (media != NULL) {
        target->response = response_of(target->operation, media);
        target->schema = media->schema;
        target->rules = options->track ? NULL : media->rules;
    }
    return true;
}

void target_ask_schema(const struct target *target, const struct dg_contract *contract)
{
    if (target->operation == NULL) {
        target_only_operation(contract);
        return;
    }
    trouble(NULL,
            "operation '%s' documents no success with a body that can be judged; choose a response "
            "with --status or a "
            "schema with --schema",
            target->operation->id);
}
