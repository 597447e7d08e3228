/* unevaluatedProperties and unevaluatedItems, where it is known at compile time what is evaluated:
 * they are additionalProperties and items of a schema that lists what the schemas of their
 * conjunction list. */
#include "load/load_unevaluated.h"
#include "base/memory_arena.h"
#include "load/load_join.h"

/* One of the two keywords. */
struct unevaluated {
    struct loader *loader;
    const struct all *part; /* the schemas of the conjunction */
    const struct tree *schema;
    const struct tree_member *member; /* the keyword */
    const char *rest;                 /* the keyword that evaluates everything */
    const char *dynamic;              /* one by which values decide what is evaluated */
    bool failed;
};

/* Whether one of the schemas evaluates everything. */
static bool unevaluated_is_idle(const struct unevaluated *keyword)
{
    const struct tree *value = keyword->member->value;

    for (size_t i = 0; i < keyword->part->count; i++) {
        const struct tree *source = keyword->part->sources[i].node;

        if (tree_get(source, keyword->rest) != NULL ||
            (source != keyword->schema && tree_find(source, keyword->member->key) != NULL)) {
            return true;
        }
    }
    return value->kind == TREE_BOOLEAN && value->boolean;
}

/* Refuses the keyword if values decide what is evaluated. */
static void unevaluated_check(struct unevaluated *keyword)
{
    const char *const dynamic[] = {"anyOf",       "oneOf",         "if", "dependentSchemas",
                                   "$dynamicRef", keyword->dynamic};

    for (size_t i = 0; i < keyword->part->count; i++) {
        for (size_t j = 0; j < sizeof dynamic / sizeof dynamic[0]; j++) {
            const struct tree_member *other =
                tree_find(keyword->part->sources[i].node, dg_text_of(dynamic[j]));

            if (other == NULL) {
                continue;
            }
            diag_error(keyword->loader->diag, DIAG_ALL_OF, keyword->member->at,
                       "'%.*s' is not supported where '%s' decides what is evaluated",
                       DIAG_TEXT(keyword->member->key), dynamic[j]);
            keywords_note_removal(keyword->loader, keyword->member->value);
            diag_note(keyword->loader->diag, other->at, "'%s' is here", dynamic[j]);
            keyword->failed = true;
            return;
        }
    }
}

static struct tree *unevaluated_true(const struct unevaluated *keyword)
{
    struct tree *node = load_join_new(keyword->loader, TREE_BOOLEAN, keyword->member->value, 0);

    node->boolean = true;
    load_join_place(keyword->loader, node, keyword->schema);
    return node;
}

/* Whether one of the schemas before that one lists the name. */
static bool unevaluated_is_known(const struct unevaluated *keyword, size_t index, const char *key,
                                 struct dg_text name)
{
    for (size_t i = 0; i < index; i++) {
        if (tree_find(tree_get(keyword->part->sources[i].node, key), name) != NULL) {
            return true;
        }
    }
    return false;
}

/* Adds a mapping from all names that the schemas list under the key to true. */
static void unevaluated_add_names(struct unevaluated *keyword, struct tree *schema, const char *key)
{
    size_t room = 0;
    struct tree *map;

    for (size_t i = 0; i < keyword->part->count; i++) {
        const struct tree *listed = tree_get(keyword->part->sources[i].node, key);

        room += listed == NULL ? 0 : listed->count;
    }
    if (room == 0) {
        return;
    }
    map = load_join_new(keyword->loader, TREE_MAP, keyword->member->value, room);
    for (size_t i = 0; i < keyword->part->count; i++) {
        const struct tree *listed = tree_get(keyword->part->sources[i].node, key);

        for (size_t j = 0; listed != NULL && listed->kind == TREE_MAP && j < listed->count; j++) {
            const struct tree_member *member = &listed->members[j];

            if (!unevaluated_is_known(keyword, i, key, member->key)) {
                load_join_add(
                    map, &(struct tree_member){member->at, member->key, unevaluated_true(keyword)});
            }
        }
    }
    load_join_end(keyword->loader, map);
    load_join_add(schema, &(struct tree_member){keyword->member->at, dg_text_of(key), map});
}

/* Adds as many positions as the longest list of the schemas has. */
static void unevaluated_add_positions(struct unevaluated *keyword, struct tree *schema)
{
    size_t longest = 0;
    struct tree *list;

    for (size_t i = 0; i < keyword->part->count; i++) {
        const struct tree *prefix = tree_get(keyword->part->sources[i].node, "prefixItems");

        longest = prefix != NULL && prefix->count > longest ? prefix->count : longest;
    }
    if (longest == 0) {
        return;
    }
    list = load_join_new(keyword->loader, TREE_LIST, keyword->member->value, longest);
    for (size_t i = 0; i < longest; i++) {
        load_join_add(list, &(struct tree_member){keyword->member->at, dg_text_of(""),
                                                  unevaluated_true(keyword)});
    }
    load_join_add(schema,
                  &(struct tree_member){keyword->member->at, dg_text_of("prefixItems"), list});
}

static void unevaluated_add(struct unevaluated *keyword, struct tree *schema)
{
    bool items = dg_text_equal(keyword->member->key, dg_text_of("unevaluatedItems"));

    if (items) {
        unevaluated_add_positions(keyword, schema);
    } else {
        unevaluated_add_names(keyword, schema, "properties");
        unevaluated_add_names(keyword, schema, "patternProperties");
    }
    load_join_add(schema, &(struct tree_member){keyword->member->at, dg_text_of(keyword->rest),
                                                keyword->member->value});
}

bool load_unevaluated_is(const struct tree *node)
{
    return tree_get(node, "unevaluatedProperties") != NULL ||
           tree_get(node, "unevaluatedItems") != NULL;
}

const struct tree *load_unevaluated(struct all *all, const struct all *part,
                                    const struct tree *schema)
{
    static const char *const keys[][3] = {
        {"unevaluatedProperties", "additionalProperties", "$dynamicRef"},
        {"unevaluatedItems", "items", "contains"},
    };
    struct tree *stated = load_join_new(all->loader, TREE_MAP, schema, 5);

    for (size_t i = 0; i < 2; i++) {
        struct unevaluated keyword = {.loader = all->loader,
                                      .part = part,
                                      .schema = schema,
                                      .member = tree_find(schema, dg_text_of(keys[i][0])),
                                      .rest = keys[i][1],
                                      .dynamic = keys[i][2]};

        if (keyword.member == NULL || unevaluated_is_idle(&keyword)) {
            continue;
        }
        unevaluated_check(&keyword);
        all->failed = all->failed || keyword.failed;
        unevaluated_add(&keyword, stated);
    }
    load_join_end(all->loader, stated);
    load_join_place(all->loader, stated, schema);
    return stated;
}
