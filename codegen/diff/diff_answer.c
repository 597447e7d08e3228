/* The C symbols of operations: the types and functions for whole responses. */
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "diff/diff_walk.h"

/* A symbol, as far as a program depends on it. */
struct answer_symbol {
    const char *name;
    const char *type; /* of a member; NULL: it has none */
    size_t place;     /* among the others: the value of an enumerator, the index of a member */
};

struct answer_symbols {
    struct diff_walk *walk;
    const char *prefix;
    const char *upper_prefix;
    struct answer_symbol *list;
    size_t count;
};

__attribute__((format(printf, 4, 5))) static void
answer_add(struct answer_symbols *symbols, const char *type, size_t place, const char *format, ...)
{
    struct buffer name = {0};
    va_list arguments;

    va_start(arguments, format);
    buffer_format_list(&name, format, arguments);
    va_end(arguments);
    symbols->list[symbols->count++] = (struct answer_symbol){
        memory_arena_copy(symbols->walk->arena, name.data, name.length), type, place};
    buffer_free(&name);
}

static void answer_add_enums(struct answer_symbols *symbols,
                             const struct model_operation *operation)
{
    const struct model_answer *answer = operation->answer;
    const char *upper = symbols->upper_prefix;

    answer_add(symbols, NULL, 0, "enum %s_%s", symbols->prefix, answer->response_name);
    answer_add(symbols, NULL, 0, "%s_%s", upper, answer->unrecognized);
    for (size_t i = 0; i < operation->response_count; i++) {
        answer_add(symbols, NULL, 0, "%s_%s", upper, answer->outcomes[i].constant);
    }
    if (answer->has_kind) {
        answer_add(symbols, NULL, 0, "enum %s_%s", symbols->prefix, answer->kind_name);
        answer_add(symbols, NULL, 0, "%s_%s", upper, answer->unrecognized_kind);
    }
    for (size_t i = 0; answer->has_kind && i < answer->body_count; i++) {
        answer_add(symbols, NULL, i + 1, "%s_%s", upper, answer->bodies[i].constant);
    }
}

/* The C type of a body. */
static const char *answer_type(struct answer_symbols *symbols, const struct model_body *body)
{
    return body->lines ? "struct dg_answer_lines"
                       : memory_arena_format(symbols->walk->arena, "struct %s_%s", symbols->prefix,
                                             body->type->name);
}

static void answer_add_members(struct answer_symbols *symbols,
                               const struct model_operation *operation)
{
    const struct model_answer *answer = operation->answer;
    const char *prefix = symbols->prefix;

    if (answer->has_kind) {
        answer_add(symbols, "kind", 0, "struct %s_%s.kind", prefix, answer->name);
    }
    for (size_t i = 0; i < answer->body_count; i++) {
        answer_add(symbols, answer_type(symbols, &answer->bodies[i]), 0, "struct %s_%s.body.%s",
                   prefix, answer->name, answer->bodies[i].name);
    }
    for (size_t i = 0; i < answer->path_count; i++) {
        answer_add(symbols, "struct dg_text", i, "struct %s_%s.path.%s", prefix,
                   answer->exchange_name, answer->path[i].name);
    }
    if (answer->before != NULL) {
        answer_add(symbols, answer->before->name, 0, "struct %s_%s.before", prefix,
                   answer->exchange_name);
    }
}

/* Lists the symbols of an operation; `members`: those of structs, too. The caller frees the
 * list. */
static struct answer_symbols answer_list(struct diff_walk *walk, enum diff_side side,
                                         const struct model_operation *operation, bool members)
{
    const struct model_answer *answer = operation->answer;
    struct answer_symbols symbols = {.walk = walk,
                                     .prefix = walk->models[side]->prefix,
                                     .upper_prefix = walk->models[side]->upper_prefix};

    symbols.list =
        memory_new((10 + operation->response_count + 2 * answer->body_count + answer->path_count) *
                   sizeof *symbols.list);
    answer_add(&symbols, NULL, 0, "struct %s_%s", symbols.prefix, answer->name);
    answer_add(&symbols, NULL, 0, "struct %s_%s", symbols.prefix, answer->exchange_name);
    answer_add(&symbols, NULL, 0, "%s_%s", symbols.prefix, answer->name);
    answer_add_enums(&symbols, operation);
    if (members) {
        answer_add_members(&symbols, operation);
    }
    return symbols;
}

void diff_answer_lone(struct diff_walk *walk, struct diff_change *change, enum diff_side side,
                      const struct model_operation *operation)
{
    struct answer_symbols symbols = answer_list(walk, side, operation, false);

    for (size_t i = 0; i < symbols.count; i++) {
        diff_symbols_add(walk, change, side == DIFF_NEW ? DIFF_SOURCE_ADDS : DIFF_SOURCE_BREAKS,
                         symbols.list[i].name);
    }
    free(symbols.list);
}

static const struct answer_symbol *answer_find(const struct answer_symbols *symbols,
                                               const char *name)
{
    for (size_t i = 0; i < symbols->count; i++) {
        if (strcmp(symbols->list[i].name, name) == 0) {
            return &symbols->list[i];
        }
    }
    return NULL;
}

static bool answer_same_type(const struct answer_symbol *a, const struct answer_symbol *b)
{
    return a->type == NULL || b->type == NULL ? a->type == b->type : strcmp(a->type, b->type) == 0;
}

/* A change of symbols, which becomes one of the walk once there is a symbol. */
struct answer_change {
    struct diff_walk *walk;
    const struct model_operation *const *both;
    struct diff_change *change; /* NULL: none so far */
};

static void answer_change_add(struct answer_change *at, enum diff_source source, const char *symbol)
{
    const struct model_operation *new = at->both[DIFF_NEW];

    if (at->change == NULL) {
        const struct diff_where where = {.pointer = diff_walk_operation(at->walk, new, ""),
                                         .at = {at->both[DIFF_OLD]->at, new->at}};

        at->change = diff_walk_add(at->walk, DIFF_C_ANSWER, &where,
                                   diff_walk_word(at->walk, new->id), NULL, NULL);
    }
    diff_symbols_add(at->walk, at->change, source, symbol);
}

void diff_answer_both(struct diff_walk *walk, struct diff_change *renamed,
                      const struct model_operation *const both[DIFF_SIDES])
{
    bool members = renamed == NULL;
    struct answer_symbols old = answer_list(walk, DIFF_OLD, both[DIFF_OLD], members);
    struct answer_symbols new = answer_list(walk, DIFF_NEW, both[DIFF_NEW], members);
    struct answer_change at = {walk, both, renamed};

    for (size_t i = 0; i < old.count; i++) {
        const struct answer_symbol *same = answer_find(&new, old.list[i].name);

        if (same == NULL || !answer_same_type(same, &old.list[i])) {
            answer_change_add(&at, DIFF_SOURCE_BREAKS, old.list[i].name);
        } else if (same->place != old.list[i].place) {
            answer_change_add(&at, DIFF_SOURCE_SAME, old.list[i].name);
        }
    }
    for (size_t i = 0; i < new.count; i++) {
        if (answer_find(&old, new.list[i].name) == NULL) {
            answer_change_add(&at, DIFF_SOURCE_ADDS, new.list[i].name);
        }
    }
    free(old.list);
    free(new.list);
}
