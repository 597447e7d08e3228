/* Schemas of several types, or without `type`, with keywords of objects or arrays: a union of the
 * types, each with the keywords that apply to it. */
#include "base/memory_arena.h"
#include "load/load_join.h"
#include "load/load_keywords.h"
#include "load/load_union.h"
#include "runtime/reader.h"

#define TYPES_CONTAINERS ((unsigned)KEYWORD_OBJECT | KEYWORD_ARRAY)
#define TYPES_EVERY                                                                                \
    (TYPES_CONTAINERS | KEYWORD_STRING | KEYWORD_INTEGER | KEYWORD_NUMBER | KEYWORD_BOOLEAN)

/* The most alternatives: each type, and null. */
#define TYPES_ROOM 7

struct types_split {
    struct loader *loader;
    const struct tree *schema;
    unsigned types;    /* of the schema, but for null; bits of enum keyword_type */
    struct tree *list; /* the schemas of the alternatives */
    struct union_plan *plan;
};

/* An alternative to be. */
struct types_part {
    const char *label; /* the type, if `type` states it */
    bool stated;
    unsigned types; /* bits of enum keyword_type */
    unsigned bits;  /* the types of JSON that lead to it */
};

/* The schemas of the types */

/* Whether a type has a keyword of the whole schema. Keywords of ours that belong to no type belong
 * to the schema; further schemas, as in `not`, judge values of each type. */
static bool types_has(const struct types_split *split, const struct types_part *part,
                      const struct tree_member *member)
{
    struct loader *loader = split->loader;
    unsigned of = keywords_types_of(loader, member->key);

    if (!keywords_restricts(loader, member) || keywords_refuses(loader, member->key) ||
        dg_text_equal(member->key, dg_text_of("type"))) {
        return false;
    }
    if (of == 0) {
        return !loader_is_own(member->key);
    }
    if (dg_text_equal(member->key, dg_text_of("format")) && member->value->kind == TREE_STRING &&
        load_scalar_is_for(member->value, split->types)) {
        of &= load_scalar_is_for(member->value, part->types) ? of : 0;
    }
    return (of & part->types) != 0;
}

/* Adds a keyword. The list of a choice becomes one of the schema, as readers of choices expect. */
static void types_add_keyword(struct loader *loader, struct tree *schema,
                              const struct tree_member *member)
{
    struct tree_member copy = *member;
    struct tree *list;

    if (member->value->kind == TREE_LIST && (dg_text_equal(member->key, dg_text_of("anyOf")) ||
                                             dg_text_equal(member->key, dg_text_of("oneOf")))) {
        list = load_join_new(loader, TREE_LIST, member->value, member->value->count);
        for (size_t i = 0; i < member->value->count; i++) {
            load_join_add(list, &member->value->members[i]);
        }
        list->parent = schema;
        list->step = schema->count;
        copy.value = list;
    }
    load_join_add(schema, &copy);
}

/* Adds `type: [NAME]`, which every version of OpenAPI allows in what the loader makes. */
static void types_add_type(struct loader *loader, struct tree *schema, const char *name)
{
    struct tree *list = load_join_new(loader, TREE_LIST, schema, 1);
    struct tree *type = load_join_new(loader, TREE_STRING, schema, 0);

    type->text = dg_text_of(name);
    load_join_add(list, &(struct tree_member){schema->at, dg_text_of(""), type});
    load_join_add(schema, &(struct tree_member){schema->at, dg_text_of("type"), list});
}

static void types_add(struct types_split *split, const struct types_part *part)
{
    struct loader *loader = split->loader;
    const struct tree *whole = split->schema;
    struct model_choice *choice = &split->plan->choice;
    struct tree *schema = load_join_new(loader, TREE_MAP, whole, whole->count + 1);

    if (part->stated) {
        types_add_type(loader, schema, part->label);
    }
    for (size_t i = 0; i < whole->count; i++) {
        if (types_has(split, part, &whole->members[i])) {
            types_add_keyword(loader, schema, &whole->members[i]);
        }
    }
    load_join_end(loader, schema);
    load_join_place(loader, schema,
                    &(struct tree){.parent = split->list, .step = split->list->count});
    load_join_add(split->list, &(struct tree_member){whole->at, dg_text_of(""), schema});
    for (size_t i = 0; i < JSON_TYPES; i++) {
        if ((part->bits & 1U << i) != 0) {
            choice->by_type[i] = choice->count;
        }
    }
    split->plan->labels[choice->count] = part->label;
    split->plan->nodes[choice->count++] = schema;
}

/* Unions of types */

/* Adds an alternative for each of the types. An integer is a number. */
static void types_add_each(struct types_split *split, unsigned types)
{
    for (unsigned type = 1; type <= TYPES_EVERY; type <<= 1) {
        bool covered = type == KEYWORD_INTEGER && (types & KEYWORD_NUMBER) != 0;

        if ((types & type) != 0 && !covered) {
            types_add(split, &(struct types_part){keywords_type_name((enum keyword_type)type), true,
                                                  type, load_union_bits(type)});
        }
    }
}

/* Begins a union at the place of the schema, whose alternatives are at /type/0 and so on. */
static struct types_split types_begin(struct loader *loader, struct draft *draft)
{
    const struct tree_member *name = tree_find(draft->node, dg_text_of("x-dg-name"));
    struct types_split split = {.loader = loader, .schema = draft->node};
    struct tree *place = load_join_new(loader, TREE_MAP, draft->node, 2);

    split.list = load_join_new(loader, TREE_LIST, draft->node, TYPES_ROOM);
    split.plan = memory_arena_new(loader->arena, sizeof *split.plan);
    split.plan->schema = draft->node;
    split.plan->answer = UNION_MANY;
    split.plan->labels = memory_arena_new(loader->arena, TYPES_ROOM * sizeof(const char *));
    split.plan->nodes = memory_arena_new(loader->arena, TYPES_ROOM * sizeof(const struct tree *));
    split.plan->choice.of_types = true;
    for (size_t i = 0; i < JSON_TYPES; i++) {
        split.plan->choice.by_type[i] = TYPES_ROOM;
    }
    if (name != NULL) {
        load_join_add(place, name);
    }
    split.list->parent = place;
    split.list->step = place->count;
    load_join_add(place, &(struct tree_member){draft->node->at, dg_text_of("type"), split.list});
    load_join_end(loader, place);
    load_join_place(loader, place, draft->node);
    loader->by_node[place->id] = draft;
    return split;
}

static void types_end(struct types_split *split, struct draft *draft)
{
    struct model_choice *choice = &split->plan->choice;

    for (size_t i = 0; i < JSON_TYPES; i++) {
        choice->by_type[i] = choice->by_type[i] == TYPES_ROOM ? choice->count : choice->by_type[i];
    }
    choice->untagged = choice->count;
    draft->plan = split->plan;
    draft->type.kind = MODEL_UNION;
    draft->type.choice = choice;
}

/* The types of schemas with `type`. Further schemas also judge null. */
static void types_of_stated(struct types_split *split, struct draft *draft)
{
    keywords_check_types(split->loader, draft->node, split->types);
    types_add_each(split, split->types);
    if (draft->nullable && draft->judged) {
        types_add(split, &(struct types_part){"null", true, 0, UNION_BIT(NULL)});
        draft->nullable = false;
    }
}

/* Objects or arrays, if keywords speak of them, and all other values. */
static void types_of_unstated(struct types_split *split, struct draft *draft)
{
    unsigned own = split->plan->implied & TYPES_CONTAINERS;

    types_add_each(split, own);
    types_add(split, &(struct types_part){"other", false, TYPES_EVERY & ~own,
                                          UNION_ALL & ~load_union_bits(own)});
    draft->nullable = draft->nullable && !draft->judged;
}

bool load_types_begin(struct loader *loader, struct draft *draft)
{
    unsigned implied = keywords_implied_types(loader, draft->node);
    unsigned types = draft->has_type ? draft->several : TYPES_EVERY;
    struct types_split split;

    if ((types & implied & TYPES_CONTAINERS) == 0 || load_enum_list(draft->node) != NULL ||
        (loader->minor > 0 && tree_get(draft->node, "const") != NULL)) {
        return false;
    }
    split = types_begin(loader, draft);
    split.types = types;
    if (draft->has_type) {
        types_of_stated(&split, draft);
    } else {
        split.plan->implied = implied;
        types_of_unstated(&split, draft);
    }
    types_end(&split, draft);
    return true;
}

/* Alternatives */

/* The values of a schema without `type` that no keyword speaks of are reported. */
static void types_imply(struct loader *loader, struct draft *part, unsigned implied)
{
    struct model_any *any = memory_arena_new(loader->arena, sizeof *any);

    *any = part->type.any != NULL ? *part->type.any : (struct model_any){.types = DG_JSON_ANYTHING};
    any->implied = load_any_types(implied);
    part->type.any = any;
}

struct model_use load_types_finish(struct loader *loader, struct draft *draft, size_t index,
                                   const struct schema_use *use)
{
    const struct union_plan *plan = draft->plan;
    const struct model_choice *choice = &plan->choice;
    struct draft *part = use->draft;
    bool rest = plan->implied != 0 && index + 1 == choice->count;
    bool own = part->node == plan->nodes[index];
    bool text = own && part->type.kind == MODEL_JSON; /* null is a value like others */
    bool nullable = choice->by_type[JSON_TYPE_NULL] == index && use->nullable && !text;

    if (own) {
        part->type.pointer = draft->type.pointer;
        part->type.at = draft->type.at;
        part->within = draft->within;
    }
    if (rest && text) {
        types_imply(loader, part, plan->implied);
    }
    if (nullable && model_kind_is_named(part->type.kind)) {
        part->type.has_opt = true;
    }
    return (struct model_use){&part->type, nullable};
}
