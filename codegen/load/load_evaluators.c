/* Finds the schemas that evaluate members or items of a value, and the conditions under which they
 * do: schemas of choices evaluate if they match. */
#include "load/load_evaluators.h"

#include <string.h>

#include "base/memory_arena.h"

/* Schemas and the conditions under which they apply, while their choices are read. */
struct evaluators_reader {
    struct loader *loader;
    struct evaluators *out;
    struct evaluator_condition conditions[EVALUATORS_MAX];
    size_t condition_count;
};

static void evaluators_read(struct evaluators_reader *reader, const struct all *part,
                            const struct tree_member *member);

/* Reads a schema that applies under the conditions of the reader and one more. */
static void evaluators_read_schema(struct evaluators_reader *reader,
                                   const struct evaluator_condition *condition,
                                   const struct tree_member *member)
{
    struct all part;

    if (reader->out->failed || reader->out->excess != NULL) {
        return;
    }
    if (reader->condition_count == EVALUATORS_MAX) {
        reader->out->excess = member;
        return;
    }
    reader->conditions[reader->condition_count++] = *condition;
    part = load_all_collect(reader->loader, member->value, false);
    reader->out->failed = part.failed;
    evaluators_read(reader, &part, member);
    load_all_free(&part);
    reader->condition_count--;
}

/* Reads the schemas of a list, each of which applies if it matches. */
static void evaluators_read_choice(struct evaluators_reader *reader, const struct tree *source,
                                   const char *key)
{
    const struct tree *list = tree_get(source, key);

    for (size_t i = 0; list != NULL && list->kind == TREE_LIST && i < list->count; i++) {
        const struct evaluator_condition condition = {EVALUATOR_MATCHES, &list->members[i]};

        evaluators_read_schema(reader, &condition, &list->members[i]);
    }
}

static void evaluators_read_if(struct evaluators_reader *reader, const struct tree *source)
{
    const struct tree_member *test = tree_find(source, dg_text_of("if"));
    const struct tree_member *branches[] = {test, tree_find(source, dg_text_of("then")),
                                            tree_find(source, dg_text_of("else"))};

    for (size_t i = 0; test != NULL && i < 3; i++) {
        const struct evaluator_condition condition = {i < 2 ? EVALUATOR_MATCHES : EVALUATOR_FAILS,
                                                      test};

        if (branches[i] != NULL) {
            evaluators_read_schema(reader, &condition, branches[i]);
        }
    }
}

static void evaluators_read_dependent(struct evaluators_reader *reader, const struct tree *source)
{
    const struct tree *map = tree_get(source, "dependentSchemas");

    for (size_t i = 0; map != NULL && map->kind == TREE_MAP && i < map->count; i++) {
        const struct evaluator_condition condition = {EVALUATOR_HAS, &map->members[i]};

        evaluators_read_schema(reader, &condition, &map->members[i]);
    }
}

/* Adds an evaluator with the conditions of the reader, and those of its choices. */
static void evaluators_read(struct evaluators_reader *reader, const struct all *part,
                            const struct tree_member *member)
{
    struct evaluators *out = reader->out;
    struct dg_arena *arena = reader->loader->arena;
    size_t conditions = reader->condition_count * sizeof reader->conditions[0];
    size_t sources = part->count * sizeof *part->sources;

    if (part->count == 0 || out->failed) {
        return;
    }
    if (out->count == EVALUATORS_MAX) {
        out->excess = member;
        return;
    }
    out->items[out->count++] = (struct evaluator){
        .conditions =
            memcpy(memory_arena_new(arena, conditions + 1), reader->conditions, conditions),
        .condition_count = reader->condition_count,
        .sources = memcpy(memory_arena_new(arena, sources), part->sources, sources),
        .source_count = part->count};
    for (size_t i = 0; i < part->count; i++) {
        const struct tree *source = part->sources[i].node;

        evaluators_read_choice(reader, source, "anyOf");
        evaluators_read_choice(reader, source, "oneOf");
        evaluators_read_if(reader, source);
        evaluators_read_dependent(reader, source);
    }
}

void load_evaluators(struct loader *loader, const struct all *part, struct evaluators *out)
{
    struct evaluators_reader reader = {.loader = loader, .out = out};

    evaluators_read(&reader, part, NULL);
}
