/* The last check of the identifiers of the output: clashes that the naming rule could not resolve
 * are errors here, not in a C compiler. */
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "load/load.h"

/* An identifier of the output, in one of C's name spaces. */
struct check_name {
    char *name;
    struct location at;
};

struct check_list {
    struct check_name *items;
    size_t count;
    size_t capacity;
};

__attribute__((format(printf, 3, 4))) static void
check_add(struct check_list *list, struct location at, const char *format, ...)
{
    struct buffer buffer = {0};
    va_list arguments;

    va_start(arguments, format);
    buffer_format_list(&buffer, format, arguments);
    va_end(arguments);
    if (list->count == list->capacity) {
        list->capacity = list->capacity == 0 ? 256 : list->capacity * 2;
        list->items = memory_grow(list->items, list->capacity * sizeof *list->items);
    }
    list->items[list->count++] = (struct check_name){buffer.data, at};
}

/* Adds a macro of a type, whose name is in upper case. */
static void check_add_macro(struct check_list *list, const struct model *model,
                            const struct model_type *type, const char *what)
{
    check_add(list, type->at, "%s_%s_%s", model->upper_prefix, type->name, what);
    for (char *at = list->items[list->count - 1].name; *at != '\0'; at++) {
        *at = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
    }
}

static int check_compare(const void *a, const void *b)
{
    const struct check_name *left = a;
    const struct check_name *right = b;
    int order = strcmp(left->name, right->name);

    return order != 0 ? order : location_compare(left->at, right->at);
}

/* Reports identifiers that are equal, and empties the list. */
static void check_list(struct check_list *list, struct diag *diag)
{
    if (list->count > 0) {
        qsort(list->items, list->count, sizeof *list->items, check_compare);
    }
    for (size_t i = 1; i < list->count; i++) {
        if (strcmp(list->items[i - 1].name, list->items[i].name) != 0) {
            continue;
        }
        diag_error(diag, DIAG_NAME_CLASH, list->items[i].at,
                   "the C name '%s' would be used twice; give one of the two an x-dg-name",
                   list->items[i].name);
        diag_note(diag, list->items[i - 1].at, "the other occurrence is here");
    }
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].name);
    }
    free(list->items);
    *list = (struct check_list){NULL, 0, 0};
}

static void check_tags(const struct model *model, struct diag *diag)
{
    struct check_list list = {NULL, 0, 0};

    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];

        check_add(&list, type->at, "%s_%s", model->prefix, type->name);
        if (type->has_opt) {
            check_add(&list, type->at, "%s_opt_%s", model->prefix, type->name);
        }
        if (type->kind == MODEL_MAP) {
            check_add(&list, type->at, "%s_%s_entry", model->prefix, type->name);
        }
        if (type->has_faults) {
            check_add(&list, type->at, "%s_faults_of_%s", model->prefix, type->name);
            check_add(&list, type->at, "%s_state_of_%s", model->prefix, type->name);
        }
    }
    for (size_t i = 0; i < model->operation_count; i++) {
        const struct model_operation *operation = &model->operations[i];
        const struct model_answer *answer = operation->answer;
        const char *const names[] = {answer->name, answer->exchange_name, answer->response_name,
                                     answer->kind_name};

        for (size_t j = 0; j < sizeof names / sizeof names[0]; j++) {
            check_add(&list, operation->at, "%s_%s", model->prefix, names[j]);
        }
    }
    check_list(&list, diag);
}

static void check_members(const struct model_type *type, struct diag *diag)
{
    struct check_list list = {NULL, 0, 0};

    if (type->others != NULL) {
        check_add(&list, type->at, "%s", type->others_name);
    }
    if (type->matched != NULL) {
        check_add(&list, type->at, "%s", type->matched_name);
    }
    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];

        check_add(&list, property->at, "%s", property->name);
        if (property->text_name != NULL) {
            check_add(&list, property->at, "%s", property->text_name);
        }
    }
    check_list(&list, diag);
}

/* Adds the names of rules: of functions or, with `upper`, of constants. */
static void check_rules(struct check_list *list, bool upper,
                        const struct model_check *const *checks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check_add(list, checks[i]->rule->at, upper ? "RULE_%s" : "rule_%s",
                  upper ? checks[i]->constant : checks[i]->name);
    }
}

/* Adds the enumerators of responses and of their bodies. */
static void check_responses(const struct model *model, struct check_list *list)
{
    for (size_t i = 0; i < model->operation_count; i++) {
        const struct model_operation *operation = &model->operations[i];
        const struct model_answer *answer = operation->answer;

        check_add(list, operation->at, "%s_%s", model->upper_prefix, answer->unrecognized);
        for (size_t j = 0; j < answer->outcome_count; j++) {
            check_add(list, answer->outcomes[j].response->at, "%s_%s", model->upper_prefix,
                      answer->outcomes[j].constant);
        }
        for (size_t j = 0; answer->has_kind && j < answer->body_count; j++) {
            check_add(list, operation->at, "%s_%s", model->upper_prefix,
                      answer->bodies[j].constant);
        }
    }
}

static void check_constants(const struct model *model, struct diag *diag)
{
    struct check_list list = {NULL, 0, 0};

    for (size_t i = 0; i < model->response_rules_count; i++) {
        check_rules(&list, true, model->response_rules[i]->checks, model->response_rules[i]->count);
    }
    check_responses(model, &list);
    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];

        check_rules(&list, true, type->checks, type->check_count);
        if (type->is_root) {
            check_add_macro(&list, model, type, "ARENA_BYTES");
            check_add_macro(&list, model, type, "STACK_BYTES");
        }
        if (type->kind == MODEL_ENUM) {
            check_add(&list, type->at, "%s_%s", model->upper_prefix, type->unrecognized);
        }
        for (size_t j = 0; j < type->word_count; j++) {
            check_add(&list, type->words[j].at, "%s_%s", model->upper_prefix,
                      type->words[j].constant);
        }
        for (size_t j = 0; j < type->property_count; j++) {
            check_add(&list, type->properties[j].at, "%s", type->properties[j].constant);
        }
    }
    check_list(&list, diag);
}

/* Checks the names of functions and tables that rules.c sees. */
static void check_ordinary(const struct model *model, struct diag *diag)
{
    static const char *const about_types[] = {"text",   "words", "shape",
                                              "lookup", "rules", "states"};
    struct check_list list = {NULL, 0, 0};

    for (size_t i = 0; i < model->response_rules_count; i++) {
        const struct model_response_rules *rules = model->response_rules[i];

        check_rules(&list, false, rules->checks, rules->count);
        check_add(&list, rules->at, "%s_%s_rules", model->prefix, rules->name);
    }
    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];

        check_rules(&list, false, type->checks, type->check_count);
        for (size_t j = 0; j < sizeof about_types / sizeof about_types[0]; j++) {
            check_add(&list, type->at, "%s_%s_%s", model->prefix, type->name, about_types[j]);
        }
    }
    check_list(&list, diag);
}

bool naming_check(const struct model *model, struct diag *diag)
{
    check_tags(model, diag);
    check_ordinary(model, diag);
    for (size_t i = 0; i < model->type_count; i++) {
        check_members(model->types[i], diag);
    }
    check_constants(model, diag);
    return diag->errors == 0;
}
