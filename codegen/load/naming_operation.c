/* The C names of operations. */
#include "load/naming_operation.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "load/naming.h"

/* The model's own data, which only the naming changes. */
static struct model_answer *operation_answer(const struct model_operation *operation)
{
    return (struct model_answer *)(uintptr_t)operation->answer;
}

/* The input of the hash of a name that belongs to the operation. */
static struct dg_text operation_wire(struct loader *loader, const struct model_operation *operation,
                                     const char *what)
{
    return dg_text_of(memory_arena_format(loader->arena, "%s %s", operation->id, what));
}

/* Two operationIds may differ in case only. */
static void operation_name_all(struct loader *loader)
{
    const struct model *model = loader->model;
    struct name_claim *claims = memory_new((model->operation_count + 1) * sizeof *claims);

    for (size_t i = 0; i < model->operation_count; i++) {
        const struct model_operation *operation = &model->operations[i];

        claims[i] = (struct name_claim){.name = naming_by_operation(loader, operation),
                                        .wire = dg_text_of(operation->id),
                                        .at = operation->at,
                                        .out = &operation_answer(operation)->operation};
    }
    naming_settle(loader, claims, model->operation_count);
    free(claims);
}

static struct name_claim operation_tag(struct loader *loader,
                                       const struct model_operation *operation, const char *what,
                                       const char **out)
{
    const char *name = operation->answer->operation;

    return (struct name_claim){.name = memory_arena_format(loader->arena, "%s_%s", name, what),
                               .wire = operation_wire(loader, operation, what),
                               .at = operation->at,
                               .yields = true,
                               .out = out};
}

/* The number of tags of an operation. */
#define OPERATION_TAGS ((size_t)4)

size_t naming_operation_tags(struct loader *loader, struct name_claim *claims)
{
    const struct model *model = loader->model;
    size_t count = 0;

    if (claims == NULL) {
        return OPERATION_TAGS * model->operation_count;
    }
    operation_name_all(loader);
    for (size_t i = 0; i < model->operation_count; i++) {
        const struct model_operation *operation = &model->operations[i];
        struct model_answer *answer = operation_answer(operation);

        claims[count++] = operation_tag(loader, operation, "answer", &answer->name);
        claims[count++] = operation_tag(loader, operation, "exchange", &answer->exchange_name);
        claims[count++] = operation_tag(loader, operation, "response", &answer->response_name);
        claims[count++] = operation_tag(loader, operation, "body", &answer->kind_name);
    }
    return count;
}

/* Members */

static void operation_name_path(struct loader *loader, const struct model_answer *answer)
{
    struct model_path_member *members = (struct model_path_member *)(uintptr_t)answer->path;
    struct name_claim *claims = memory_new((answer->path_count + 1) * sizeof *claims);

    for (size_t i = 0; i < answer->path_count; i++) {
        const struct model_parameter *parameter = members[i].parameter;
        struct buffer name = {0};

        naming_add(&name, dg_text_of(parameter->name));
        buffer_add(&name, naming_is_reserved_word(name.data) ? "_" : "");
        claims[i] =
            (struct name_claim){.name = memory_arena_copy(loader->arena, name.data, name.length),
                                .wire = dg_text_of(parameter->name),
                                .at = parameter->at,
                                .out = &members[i].name};
        buffer_free(&name);
    }
    naming_settle(loader, claims, answer->path_count);
    free(claims);
}

/* A body has the name of its type. */
static void operation_name_bodies(struct loader *loader, const struct model_answer *answer)
{
    struct model_body *bodies = (struct model_body *)(uintptr_t)answer->bodies;
    struct name_claim *claims = memory_new((answer->body_count + 1) * sizeof *claims);

    for (size_t i = 0; i < answer->body_count; i++) {
        const struct model_type *type = bodies[i].type;
        const char *name = type->name;

        if (bodies[i].lines) {
            name = memory_arena_format(loader->arena, "%s_lines", name);
        }
        claims[i] = (struct name_claim){
            .name = name,
            .wire = dg_text_of(memory_arena_format(loader->arena, "%s%s", type->pointer,
                                                   bodies[i].lines ? " lines" : "")),
            .at = type->at,
            .yields = bodies[i].lines,
            .out = &bodies[i].name};
    }
    naming_settle(loader, claims, answer->body_count);
    free(claims);
}

/* Enumerators */

/* Claims "GET_KETTLE_RESPONSE_200". `last` is in upper case. */
static void operation_claim_constant(struct loader *loader, struct name_claims *claims,
                                     const struct model_operation *operation, const char *middle,
                                     const char *last, const char **out)
{
    const char *name =
        memory_arena_format(loader->arena, "%s_%s_%s", operation->answer->operation, middle, last);
    const struct name_claim claim = {.name = naming_upper(name, loader->arena),
                                     .wire = operation_wire(loader, operation, name),
                                     .at = operation->at,
                                     .yields = true,
                                     .out = out};
    struct name_claim *added = naming_claim_add(claims, &claim);

    if (naming_is_runtime_constant(added->name)) {
        added->name = memory_arena_format(loader->arena, "%s_", added->name);
    }
}

static const char *operation_zero(struct loader *loader, const char *tag)
{
    return memory_arena_format(loader->arena, "UNRECOGNIZED_%s", naming_upper(tag, loader->arena));
}

void naming_operation_constants(struct loader *loader, struct name_claims *claims)
{
    const struct model *model = loader->model;

    for (size_t i = 0; i < model->operation_count; i++) {
        const struct model_operation *operation = &model->operations[i];
        struct model_answer *answer = operation_answer(operation);
        struct model_outcome *outcomes = (struct model_outcome *)(uintptr_t)answer->outcomes;

        operation_name_path(loader, answer);
        operation_name_bodies(loader, answer);
        answer->unrecognized = operation_zero(loader, answer->response_name);
        answer->unrecognized_kind = operation_zero(loader, answer->kind_name);
        for (size_t j = 0; j < answer->outcome_count; j++) {
            operation_claim_constant(loader, claims, operation, "response",
                                     naming_by_status(loader, outcomes[j].response->status),
                                     &outcomes[j].constant);
        }
        for (size_t j = 0; answer->has_kind && j < answer->body_count; j++) {
            struct model_body *body = (struct model_body *)(uintptr_t)&answer->bodies[j];

            operation_claim_constant(loader, claims, operation, "body",
                                     naming_upper(body->name, loader->arena), &body->constant);
        }
    }
}
