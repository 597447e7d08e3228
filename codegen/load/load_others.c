/* Members that `properties` doesn't list: additionalProperties and patternProperties. */
#include "base/memory_arena.h"
#include "load/load_keywords.h"
#include "load/load_pattern.h"

/* The pattern and its schema; NULL: there is none, or there are several. */
static const struct tree_member *others_match(const struct draft *draft)
{
    const struct tree *patterns = tree_get(draft->node, "patternProperties");

    return patterns != NULL && patterns->kind == TREE_MAP && patterns->count == 1
               ? &patterns->members[0]
               : NULL;
}

/* Compiles the pattern, once. */
static void others_compile(struct loader *loader, struct draft *draft)
{
    const struct tree_member *match = others_match(draft);
    struct tree text = {.kind = TREE_STRING};

    if (match == NULL || draft->compiled) {
        return;
    }
    text.at = match->at;
    text.text = match->key;
    draft->compiled = true;
    draft->type.name_pattern = load_pattern_compile(loader, &text);
}

void load_others_patterns(const struct keyword_value *value, struct draft *draft)
{
    const struct tree *patterns = value->node;

    if (draft->type.kind != MODEL_OBJECT) {
        return; /* it has no effect on arrays, which was noted */
    }
    if (patterns->count > 1) {
        diag_error(value->loader->diag, DIAG_UNSUPPORTED, patterns->members[1].at,
                   "more than one pattern in 'patternProperties' is not supported");
        keywords_note_removal(value->loader, patterns->members[1].value);
    }
    others_compile(value->loader, draft);
}

static bool others_matches(const struct draft *draft, struct dg_text name)
{
    return draft->type.name_pattern != NULL &&
           dg_pattern_matches(&draft->type.name_pattern->compiled, name);
}

struct draft *load_others_schema(struct loader *loader, struct draft *draft, struct dg_text name)
{
    const struct tree *additional = tree_get(draft->node, "additionalProperties");

    others_compile(loader, draft);
    if (others_matches(draft, name)) {
        return load_schema_use(loader, others_match(draft)->value).draft;
    }
    if (additional == NULL || (additional->kind == TREE_BOOLEAN && additional->boolean)) {
        return loader->anything;
    }
    return load_schema_use(loader, additional).draft;
}

/* Adds a map of the object, with values of the schema. All limits of the number of members are the
 * object's. */
static struct draft *others_add(struct loader *loader, struct draft *draft,
                                const struct tree *schema)
{
    struct schema_use use = load_schema_use(loader, schema);
    struct draft *map = load_schema_part(loader, draft->node, schema);

    map->type.kind = MODEL_MAP;
    loader_set_element(loader, map, &use);
    if (draft->type.count.max <= LOAD_INLINE_ENTRIES) {
        map->type.inline_capacity = (size_t)draft->type.count.max;
    }
    map->type.naming = draft->type.naming;
    draft->parts[draft->part_count++] = map;
    return map;
}

static bool others_is_anything(const struct draft *draft)
{
    return draft->type.kind == MODEL_JSON && draft->type.any == NULL;
}

/* A property whose name matches must satisfy both schemas: refuses it, unless the pattern's allows
 * anything. */
static void others_check_listed(struct loader *loader, const struct draft *draft)
{
    const struct tree_member *match = others_match(draft);

    if (others_is_anything(load_schema_use(loader, match->value).draft)) {
        return;
    }
    for (size_t i = 0; i < draft->listed_count; i++) {
        const struct model_property *property = &draft->properties[i];

        if (!others_matches(draft, property->wire)) {
            continue;
        }
        diag_error(loader->diag, DIAG_UNSUPPORTED, match->at,
                   "property '%.*s' matches this pattern, too, which is not supported",
                   DIAG_TEXT(property->wire));
        diag_note(loader->diag, property->at, "the property is here");
        keywords_note_removal(loader, match->value);
        return;
    }
}

void load_others_finish(struct loader *loader, struct draft *draft)
{
    struct draft *map;

    if (draft->others != NULL) {
        map = others_add(loader, draft, draft->others);
        map->type.is_others = true;
        draft->type.others = &map->type;
    }
    if (draft->type.name_pattern != NULL) {
        others_check_listed(loader, draft);
        map = others_add(loader, draft, others_match(draft)->value);
        map->type.is_matched = true;
        draft->type.matched = &map->type;
    }
}
