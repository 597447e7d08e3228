/* Members that `properties` doesn't list: additionalProperties and patternProperties. Each member
 * is judged by the schemas of all patterns that its name matches, listed ones too. */
#include "base/memory_arena.h"
#include "load/load_all.h"
#include "load/load_equal.h"
#include "load/load_join.h"
#include "load/load_keywords.h"
#include "load/load_pattern.h"

/* The mapping of patterns to schemas; NULL: there is none. */
static struct tree *others_patterns(const struct draft *draft)
{
    const struct tree *patterns = tree_get(draft->node, "patternProperties");

    return patterns != NULL && patterns->kind == TREE_MAP ? (struct tree *)(uintptr_t)patterns
                                                          : NULL;
}

/* Compiles the patterns, once. Those with errors are left out. */
static void others_compile(struct loader *loader, struct draft *draft)
{
    const struct tree *patterns = others_patterns(draft);
    const struct pattern **list;

    if (patterns == NULL || draft->matches != NULL) {
        return;
    }
    list = memory_arena_new(loader->arena, (patterns->count + 1) * sizeof(const struct pattern *));
    draft->matches =
        memory_arena_new(loader->arena, (patterns->count + 1) * sizeof(const struct tree_member *));
    draft->type.name_patterns = list;
    for (size_t i = 0; i < patterns->count; i++) {
        const struct tree_member *member = &patterns->members[i];
        const struct tree text = {.kind = TREE_STRING, .at = member->at, .text = member->key};
        const struct pattern *pattern = load_pattern_compile(loader, &text);

        if (pattern != NULL) {
            draft->matches[draft->type.name_pattern_count] = member;
            list[draft->type.name_pattern_count++] = pattern;
        }
    }
}

void load_others_patterns(const struct keyword_value *value, struct draft *draft)
{
    if (draft->type.kind == MODEL_OBJECT) { /* it has no effect on arrays, which was noted */
        others_compile(value->loader, draft);
    }
}

/* Whether a schema without conjunctions allows anything. */
static bool others_is_anything(const struct tree *schema)
{
    return (schema->kind == TREE_BOOLEAN && schema->boolean) ||
           (schema->kind == TREE_MAP && schema->count == 0);
}

static bool others_match(const struct draft *draft, size_t index, struct dg_text name)
{
    return dg_pattern_matches(&draft->type.name_patterns[index]->compiled, name);
}

/* Whether a pattern matches the name. */
static bool others_match_any(const struct draft *draft, struct dg_text name)
{
    for (size_t i = 0; i < draft->type.name_pattern_count; i++) {
        if (others_match(draft, i, name)) {
            return true;
        }
    }
    return false;
}

/* Adds the schemas of the patterns that match the name. Returns the number of schemas. */
static size_t others_collect(const struct draft *draft, struct dg_text name,
                             const struct tree **schemas, size_t count)
{
    for (size_t i = 0; i < draft->type.name_pattern_count; i++) {
        const struct tree *schema = draft->matches[i]->value;

        if (!others_is_anything(schema) && others_match(draft, i, name)) {
            schemas[count++] = schema;
        }
    }
    return count;
}

static const struct tree **others_room(struct loader *loader, const struct draft *draft)
{
    return memory_arena_new(loader->arena,
                            (draft->type.name_pattern_count + 1) * sizeof(const struct tree *));
}

/* The schema that says what all of them say, which is a part of the draft's. */
static const struct tree *others_join(struct loader *loader, const struct draft *draft,
                                      struct join_place place, const struct tree **schemas,
                                      size_t count)
{
    place.scope = load_all_scope(loader, draft->node);
    return count == 1 ? schemas[0] : load_join_schemas(loader, &place, schemas, count);
}

const struct tree *load_others_listed(struct loader *loader, struct draft *draft, size_t index)
{
    struct tree *properties = (struct tree *)(uintptr_t)tree_get(draft->node, "properties");
    const struct tree_member *property = &properties->members[index];
    const struct tree *patterns = others_patterns(draft);
    const struct tree **schemas;

    if (patterns == NULL || load_join_excludes_listed(patterns)) {
        return property->value;
    }
    others_compile(loader, draft);
    schemas = others_room(loader, draft);
    schemas[0] = property->value;
    return others_join(loader, draft, (struct join_place){NULL, properties, index}, schemas,
                       others_collect(draft, property->key, schemas, 1));
}

/* A mapping from the name to a schema, in place of patternProperties. */
static struct tree *others_place(struct loader *loader, const struct draft *draft,
                                 struct dg_text name)
{
    const struct tree_member *patterns = tree_find(draft->node, dg_text_of("patternProperties"));
    struct tree *map = load_join_new(loader, TREE_MAP, patterns->value, 1);

    map->parent = (struct tree *)(uintptr_t)draft->node;
    map->step = (size_t)(patterns - draft->node->members);
    load_join_add(map, &(struct tree_member){patterns->at, name, patterns->value});
    return map;
}

struct draft *load_others_schema(struct loader *loader, struct draft *draft, struct dg_text name)
{
    const struct tree *additional = tree_get(draft->node, "additionalProperties");
    const struct tree **schemas;
    size_t count;

    others_compile(loader, draft);
    if (others_match_any(draft, name)) {
        schemas = others_room(loader, draft);
        count = others_collect(draft, name, schemas, 0);
        if (count == 0) {
            return loader->anything;
        }
        if (count > 1) {
            struct join_place place = {NULL, others_place(loader, draft, name), 0};

            schemas[0] = others_join(loader, draft, place, schemas, count);
        }
        return load_schema_use(loader, schemas[0]).draft;
    }
    if (additional == NULL || (additional->kind == TREE_BOOLEAN && additional->boolean)) {
        return loader->anything;
    }
    return load_schema_use(loader, additional).draft;
}

/* Adds a map of the object, with values of that use, for what is stated at a node. All limits of
 * the number of members are the object's. */
static struct draft *others_add(struct loader *loader, struct draft *draft, const struct tree *at,
                                const struct schema_use *use)
{
    struct draft *map = load_schema_part(loader, draft->node, at);

    map->type.kind = MODEL_MAP;
    loader_set_element(loader, map, use);
    if (draft->type.count.max <= LOAD_INLINE_ENTRIES) {
        map->type.inline_capacity = (size_t)draft->type.count.max;
    }
    map->type.naming = draft->type.naming;
    draft->parts[draft->part_count++] = map;
    return map;
}

/* Whether the schemas of all patterns say the same. */
static bool others_are_same(struct loader *loader, const struct draft *draft)
{
    for (size_t i = 1; i < draft->type.name_pattern_count; i++) {
        if (!load_equal(loader, draft->matches[0]->value, draft->matches[i]->value)) {
            return false;
        }
    }
    return true;
}

/* Adds the map of members whose names match patterns. Their values are of one type if the patterns
 * have one schema; otherwise they are any JSON, which the schemas judge. */
static void others_add_matched(struct loader *loader, struct draft *draft)
{
    struct schema_use use = {.draft = loader->anything, .nullable = true};
    const struct tree *at = others_patterns(draft);
    struct draft *map;

    if (others_are_same(loader, draft)) {
        at = draft->matches[0]->value;
        use = load_schema_use(loader, at);
    } else {
        draft->judged = true;
        draft->scattered = true;
    }
    map = others_add(loader, draft, at, &use);
    map->type.is_matched = true;
    draft->type.matched = &map->type;
}

void load_others_finish(struct loader *loader, struct draft *draft)
{
    struct schema_use use;
    struct draft *map;

    if (draft->others != NULL) {
        use = load_schema_use(loader, draft->others);
        map = others_add(loader, draft, draft->others, &use);
        map->type.is_others = true;
        draft->type.others = &map->type;
    }
    if (draft->type.name_pattern_count > 0) {
        others_add_matched(loader, draft);
    }
}
