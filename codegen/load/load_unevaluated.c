/* unevaluatedProperties and unevaluatedItems. What the schemas of their conjunction evaluate in any
 * case is known: they are additionalProperties and items of a schema that lists it. What schemas
 * evaluate only if they match becomes a statement for each set of them: one of them matches, or
 * what they list satisfies the keyword. */
#include "load/load_unevaluated.h"

#include "base/memory_arena.h"
#include "load/load_evaluators.h"
#include "load/load_join.h"
#include "load/load_pattern.h"

/* One of the two keywords. */
struct unevaluated {
    struct loader *loader;
    const struct tree *schema;
    const struct tree_member *member; /* the keyword */
    const char *rest;                 /* the keyword that evaluates everything */
    struct evaluators evaluators;
    uint64_t everything;     /* the evaluators of everything, as bits */
    struct tree *said;       /* the schema of what isn't evaluated */
    struct tree *statements; /* a list of schemas, none of which may match */
    bool failed;
};

/* Diagnostics */

static void unevaluated_refuse(struct unevaluated *keyword, const struct tree_member *other)
{
    struct diag *diag = keyword->loader->diag;

    diag_error(diag, DIAG_ALL_OF, keyword->member->at,
               "'%.*s' is not supported where '%.*s' of schemas that need not match decides what "
               "is evaluated",
               DIAG_TEXT(keyword->member->key), DIAG_TEXT(other->key));
    keywords_note_removal(keyword->loader, keyword->member->value);
    diag_note(diag, other->at, "'%.*s' is here", DIAG_TEXT(other->key));
    keyword->failed = true;
}

static void unevaluated_refuse_excess(struct unevaluated *keyword)
{
    struct diag *diag = keyword->loader->diag;

    diag_error(diag, DIAG_ALL_OF, keyword->member->at,
               "'%.*s' is not supported where more than %d schemas decide what is evaluated",
               DIAG_TEXT(keyword->member->key), EVALUATORS_MAX);
    keywords_note_removal(keyword->loader, keyword->member->value);
    diag_note(diag, keyword->evaluators.excess->at, "the first one of the others is here");
    keyword->failed = true;
}

/* Refuses a keyword of schemas that need not match. */
static void unevaluated_check(struct unevaluated *keyword, const char *key)
{
    for (size_t i = 1; i < keyword->evaluators.count; i++) {
        const struct evaluator *evaluator = &keyword->evaluators.items[i];

        for (size_t j = 0; !keyword->failed && j < evaluator->source_count; j++) {
            const struct tree_member *member =
                tree_find(evaluator->sources[j].node, dg_text_of(key));

            if (member != NULL) {
                unevaluated_refuse(keyword, member);
            }
        }
    }
}

/* Nodes */

static struct tree *unevaluated_new(const struct unevaluated *keyword, enum tree_kind kind,
                                    size_t count)
{
    return load_join_new(keyword->loader, kind, keyword->member->value, count);
}

/* Adds a child to a new node. New children get their place, others keep it. */
static void unevaluated_add(const struct unevaluated *keyword, struct tree *parent,
                            struct dg_text key, struct tree *child)
{
    if (child->joined && child->parent == NULL) {
        child->parent = parent;
        child->step = parent->count;
    }
    load_join_add(parent, &(struct tree_member){keyword->member->at, key, child});
}

/* Ends a schema, whose parent is the node that it is added to. */
static void unevaluated_end(const struct unevaluated *keyword, struct tree *schema)
{
    load_join_end(keyword->loader, schema);
    load_join_place(keyword->loader, schema, &(struct tree){.parent = NULL});
}

/* A schema of one keyword. */
static struct tree *unevaluated_schema(const struct unevaluated *keyword, const char *key,
                                       struct tree *value)
{
    struct tree *schema = unevaluated_new(keyword, TREE_MAP, 1);

    unevaluated_add(keyword, schema, dg_text_of(key), value);
    unevaluated_end(keyword, schema);
    return schema;
}

static struct tree *unevaluated_true(const struct unevaluated *keyword)
{
    struct tree *node = unevaluated_new(keyword, TREE_BOOLEAN, 0);

    node->boolean = true;
    load_join_place(keyword->loader, node, &(struct tree){.parent = NULL});
    return node;
}

/* Statements */

static struct tree *unevaluated_condition(const struct unevaluated *keyword,
                                          const struct evaluator_condition *condition)
{
    const struct tree_member *member = condition->member;
    struct tree *name;
    struct tree *names;

    switch (condition->when) {
    case EVALUATOR_MATCHES:
        return member->value;
    case EVALUATOR_FAILS:
        return unevaluated_schema(keyword, "not", member->value);
    case EVALUATOR_HAS:
        name = unevaluated_new(keyword, TREE_STRING, 0);
        name->text = member->key;
        names = unevaluated_new(keyword, TREE_LIST, 1);
        unevaluated_add(keyword, names, dg_text_of(""), name);
        return unevaluated_schema(keyword, "required", names);
    }
    return NULL;
}

/* A schema that values match if the evaluator evaluates. */
static struct tree *unevaluated_conditions(const struct unevaluated *keyword,
                                           const struct evaluator *evaluator)
{
    struct tree *all;

    if (evaluator->condition_count == 1) {
        return unevaluated_condition(keyword, &evaluator->conditions[0]);
    }
    all = unevaluated_new(keyword, TREE_LIST, evaluator->condition_count);
    for (size_t i = 0; i < evaluator->condition_count; i++) {
        unevaluated_add(keyword, all, dg_text_of(""),
                        unevaluated_condition(keyword, &evaluator->conditions[i]));
    }
    return unevaluated_schema(keyword, "allOf", all);
}

/* States that values match the schema, or that one of the evaluators evaluates. */
static void unevaluated_state(struct unevaluated *keyword, struct tree *schema, uint64_t evaluators)
{
    struct tree *choice = unevaluated_new(keyword, TREE_LIST, keyword->evaluators.count + 1);

    unevaluated_end(keyword, schema);
    unevaluated_add(keyword, choice, dg_text_of(""), schema);
    for (size_t i = 1; i < keyword->evaluators.count; i++) {
        if ((evaluators >> i & 1) != 0) {
            unevaluated_add(keyword, choice, dg_text_of(""),
                            unevaluated_conditions(keyword, &keyword->evaluators.items[i]));
        }
    }
    unevaluated_add(
        keyword, keyword->statements, dg_text_of(""),
        unevaluated_schema(keyword, "not", unevaluated_schema(keyword, "anyOf", choice)));
}

/* Where that belongs which is said of everything that no evaluator lists: to the schema that is
 * stated, or to one of a statement, if evaluators may evaluate everything. */
static struct tree *unevaluated_rest(const struct unevaluated *keyword, struct tree *stated)
{
    return keyword->everything == 0 ? stated : unevaluated_new(keyword, TREE_MAP, 3);
}

static void unevaluated_end_rest(struct unevaluated *keyword, struct tree *rest)
{
    unevaluated_add(keyword, rest, dg_text_of(keyword->rest), keyword->said);
    if (keyword->everything != 0) {
        unevaluated_state(keyword, rest, keyword->everything);
    }
}

/* unevaluatedProperties */

/* A name that evaluators list. */
struct unevaluated_name {
    struct dg_text text;
    uint64_t evaluators; /* as bits */
    bool stated;
};

/* Whether the schema, or a pattern of it, evaluates the member. */
static bool unevaluated_lists(struct loader *loader, const struct tree *source, struct dg_text name)
{
    const struct tree *patterns = tree_get(source, "patternProperties");

    if (tree_find(tree_get(source, "properties"), name) != NULL) {
        return true;
    }
    for (size_t i = 0; patterns != NULL && patterns->kind == TREE_MAP && i < patterns->count; i++) {
        const struct pattern *pattern = load_pattern_find(loader, patterns->members[i].key);

        if (pattern != NULL && dg_pattern_matches(&pattern->compiled, name)) {
            return true;
        }
    }
    return false;
}

static bool unevaluated_evaluates(const struct unevaluated *keyword,
                                  const struct evaluator *evaluator, struct dg_text name)
{
    for (size_t i = 0; i < evaluator->source_count; i++) {
        if (unevaluated_lists(keyword->loader, evaluator->sources[i].node, name)) {
            return true;
        }
    }
    return false;
}

/* Adds the names of a map. `earlier` are maps with names that are known. */
static size_t unevaluated_add_names(const struct unevaluated *keyword,
                                    const struct tree *const *maps, size_t earlier,
                                    struct unevaluated_name *names)
{
    size_t count = 0;

    for (size_t i = 0; i < maps[earlier]->count; i++) {
        struct unevaluated_name *name = &names[count];
        bool known = false;

        *name = (struct unevaluated_name){.text = maps[earlier]->members[i].key};
        for (size_t j = 0; j < earlier && !known; j++) {
            known = tree_find(maps[j], name->text) != NULL;
        }
        for (size_t j = 0; j < keyword->evaluators.count && !known; j++) {
            bool evaluates =
                unevaluated_evaluates(keyword, &keyword->evaluators.items[j], name->text);

            name->evaluators |= evaluates ? UINT64_C(1) << j : 0;
        }
        count += known ? 0 : 1;
    }
    return count;
}

/* All names that the schemas list under the key, in the order of the contract. */
static struct unevaluated_name *unevaluated_names(const struct unevaluated *keyword,
                                                  const char *key, size_t *count)
{
    struct dg_arena *arena = keyword->loader->arena;
    size_t sources = 0;
    size_t room = 0;
    size_t map_count = 0;
    const struct tree **maps;
    struct unevaluated_name *names;

    for (size_t i = 0; i < keyword->evaluators.count; i++) {
        sources += keyword->evaluators.items[i].source_count;
    }
    maps = memory_arena_new(arena, sources * sizeof *maps);
    for (size_t i = 0; i < keyword->evaluators.count; i++) {
        for (size_t j = 0; j < keyword->evaluators.items[i].source_count; j++) {
            const struct tree *map = tree_get(keyword->evaluators.items[i].sources[j].node, key);

            if (map != NULL && map->kind == TREE_MAP) {
                maps[map_count++] = map;
                room += map->count;
            }
        }
    }
    names = memory_arena_new(arena, (room + 1) * sizeof *names);
    *count = 0;
    for (size_t i = 0; i < map_count; i++) {
        *count += unevaluated_add_names(keyword, maps, i, names + *count);
    }
    return names;
}

/* Adds a mapping from the names to true. */
static void unevaluated_add_known(const struct unevaluated *keyword, struct tree *schema,
                                  const char *key)
{
    size_t count;
    const struct unevaluated_name *names = unevaluated_names(keyword, key, &count);
    struct tree *map = unevaluated_new(keyword, TREE_MAP, count);

    for (size_t i = 0; i < count; i++) {
        unevaluated_add(keyword, map, names[i].text, unevaluated_true(keyword));
    }
    load_join_end(keyword->loader, map);
    if (count > 0) {
        unevaluated_add(keyword, schema, dg_text_of(key), map);
    }
}

/* States what becomes of the names that the same evaluators list as this one. */
static void unevaluated_state_names(struct unevaluated *keyword, struct unevaluated_name *names,
                                    size_t count)
{
    struct tree *map = unevaluated_new(keyword, TREE_MAP, count);
    struct tree *schema = unevaluated_new(keyword, TREE_MAP, 1);

    for (size_t i = 0; i < count; i++) {
        if (names[i].evaluators == names[0].evaluators) {
            names[i].stated = true;
            unevaluated_add(keyword, map, names[i].text, keyword->said);
        }
    }
    load_join_end(keyword->loader, map);
    unevaluated_add(keyword, schema, dg_text_of("properties"), map);
    unevaluated_state(keyword, schema, names[0].evaluators | keyword->everything);
}

static void unevaluated_state_properties(struct unevaluated *keyword, struct tree *stated)
{
    struct tree *rest = unevaluated_rest(keyword, stated);
    size_t count;
    struct unevaluated_name *names = unevaluated_names(keyword, "properties", &count);

    unevaluated_check(keyword, "patternProperties");
    keyword->said = keyword->member->value;
    keyword->statements = unevaluated_new(keyword, TREE_LIST, count + 1);
    unevaluated_add_known(keyword, rest, "properties");
    unevaluated_add_known(keyword, rest, "patternProperties");
    unevaluated_end_rest(keyword, rest);
    for (size_t i = 0; i < count; i++) {
        if ((names[i].evaluators & 1) == 0 && !names[i].stated) {
            unevaluated_state_names(keyword, &names[i], count - i);
        }
    }
}

/* unevaluatedItems */

/* The number of positions that an evaluator evaluates. */
static size_t unevaluated_length(const struct evaluator *evaluator)
{
    size_t longest = 0;

    for (size_t i = 0; i < evaluator->source_count; i++) {
        const struct tree *prefix = tree_get(evaluator->sources[i].node, "prefixItems");

        longest = prefix != NULL && prefix->count > longest ? prefix->count : longest;
    }
    return longest;
}

/* The least number of positions after the first ones that an evaluator evaluates; 0: none does. */
static size_t unevaluated_next_length(const struct unevaluated *keyword, size_t first,
                                      uint64_t *evaluators)
{
    size_t next = 0;

    *evaluators = keyword->everything;
    for (size_t i = 1; i < keyword->evaluators.count; i++) {
        size_t length = unevaluated_length(&keyword->evaluators.items[i]);

        *evaluators |= length > first ? UINT64_C(1) << i : 0;
        next = length > first && (next == 0 || length < next) ? length : next;
    }
    return next;
}

/* Adds prefixItems: true for the first positions, and what is said up to the last one. */
static void unevaluated_add_positions(const struct unevaluated *keyword, struct tree *schema,
                                      size_t first, size_t last)
{
    struct tree *list = unevaluated_new(keyword, TREE_LIST, last);

    for (size_t i = 0; i < last; i++) {
        unevaluated_add(keyword, list, dg_text_of(""),
                        i < first ? unevaluated_true(keyword) : keyword->said);
    }
    if (last > 0) {
        unevaluated_add(keyword, schema, dg_text_of("prefixItems"), list);
    }
}

/* The schema of items that aren't evaluated by their position: `contains` evaluates those that
 * match. */
static struct tree *unevaluated_said_of_items(const struct unevaluated *keyword)
{
    const struct evaluator *first = &keyword->evaluators.items[0];
    struct tree *choice = unevaluated_new(keyword, TREE_LIST, first->source_count + 1);

    for (size_t i = 0; i < first->source_count; i++) {
        const struct tree_member *contains =
            tree_find(first->sources[i].node, dg_text_of("contains"));

        if (contains != NULL) {
            unevaluated_add(keyword, choice, dg_text_of(""), contains->value);
        }
    }
    if (choice->count == 0) {
        return keyword->member->value;
    }
    unevaluated_add(keyword, choice, dg_text_of(""), keyword->member->value);
    return unevaluated_schema(keyword, "anyOf", choice);
}

static void unevaluated_state_items(struct unevaluated *keyword, struct tree *stated)
{
    struct tree *rest = unevaluated_rest(keyword, stated);
    size_t first = unevaluated_length(&keyword->evaluators.items[0]);
    uint64_t evaluators;
    size_t next;

    unevaluated_check(keyword, "contains");
    keyword->said = unevaluated_said_of_items(keyword);
    keyword->statements = unevaluated_new(keyword, TREE_LIST, EVALUATORS_MAX);
    while ((next = unevaluated_next_length(keyword, first, &evaluators)) > 0) {
        struct tree *schema = unevaluated_new(keyword, TREE_MAP, 1);

        unevaluated_add_positions(keyword, schema, first, next);
        unevaluated_state(keyword, schema, evaluators);
        first = next;
    }
    unevaluated_add_positions(keyword, rest, first, first);
    unevaluated_end_rest(keyword, rest);
}

/* The keywords */

/* The evaluators of everything. */
static uint64_t unevaluated_everything(const struct unevaluated *keyword)
{
    uint64_t everything = 0;

    for (size_t i = 0; i < keyword->evaluators.count; i++) {
        const struct evaluator *evaluator = &keyword->evaluators.items[i];

        for (size_t j = 0; j < evaluator->source_count; j++) {
            const struct tree *source = evaluator->sources[j].node;

            if (tree_get(source, keyword->rest) != NULL ||
                (source != keyword->schema && tree_find(source, keyword->member->key) != NULL)) {
                everything |= UINT64_C(1) << i;
            }
        }
    }
    return everything;
}

/* Adds that none of the statements matches. `both` are those of the two keywords. */
static void unevaluated_deny(const struct unevaluated *keyword, struct tree *both,
                             struct tree *stated)
{
    struct tree *statements = keyword->statements;
    struct tree *denied;

    if (statements == NULL || statements->count == 0) {
        return;
    }
    unevaluated_add(keyword, both, dg_text_of(""),
                    unevaluated_schema(keyword, "anyOf", statements));
    if (both->count == 1) {
        denied = unevaluated_new(keyword, TREE_MAP, 1);
        unevaluated_add(keyword, denied, dg_text_of("anyOf"), both);
        load_join_end(keyword->loader, denied);
        load_join_place_inverse(keyword->loader, denied, keyword->schema, "unevaluated");
        unevaluated_add(keyword, stated, dg_text_of("not"), denied);
    }
}

/* Adds what the keyword says to the schema. */
static void unevaluated_read(struct unevaluated *keyword, const struct all *part,
                             struct tree *stated)
{
    const struct tree *value = keyword->member->value;

    load_evaluators(keyword->loader, part, &keyword->evaluators);
    keyword->everything = unevaluated_everything(keyword);
    keyword->failed = keyword->evaluators.failed;
    if (keyword->failed || (keyword->everything & 1) != 0 ||
        (value->kind == TREE_BOOLEAN && value->boolean)) {
        return;
    }
    if (keyword->evaluators.excess != NULL) {
        unevaluated_refuse_excess(keyword);
    } else if (dg_text_equal(keyword->member->key, dg_text_of("unevaluatedItems"))) {
        unevaluated_state_items(keyword, stated);
    } else {
        unevaluated_state_properties(keyword, stated);
    }
}

const struct tree *load_unevaluated(struct all *all, const struct all *part,
                                    const struct tree *schema)
{
    static const char *const keys[][2] = {{"unevaluatedProperties", "additionalProperties"},
                                          {"unevaluatedItems", "items"}};
    struct tree *stated = load_join_new(all->loader, TREE_MAP, schema, 6);
    struct tree *both = load_join_new(all->loader, TREE_LIST, schema, 2);

    for (size_t i = 0; i < 2; i++) {
        struct unevaluated keyword = {.loader = all->loader,
                                      .schema = schema,
                                      .member = tree_find(schema, dg_text_of(keys[i][0])),
                                      .rest = keys[i][1]};

        if (keyword.member != NULL) {
            unevaluated_read(&keyword, part, stated);
            all->failed = all->failed || keyword.failed;
            unevaluated_deny(&keyword, both, stated);
        }
    }
    load_join_end(all->loader, stated);
    load_join_place(all->loader, stated, schema);
    return stated;
}
