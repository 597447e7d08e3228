/* Finds out whether and how the values of a choice (anyOf, oneOf) tell its alternatives apart: by
 * their type of JSON, by their value if they are listed, or by a property of objects. */
#include "load/load_union.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_equal.h"
#include "load/load_keywords.h"

/* Choices with more alternatives aren't looked at. */
#define UNION_MAX_PARTS 1024

/* Alternatives */

static void union_add_list(struct union_choice *choice, const struct tree *list);

/* Adds an alternative; if it is a choice itself and has no name, its alternatives. */
static void union_add(struct union_choice *choice, const struct tree *node)
{
    const struct tree *list = load_union_choice(node);

    if (list != NULL && !load_reference_is(node) &&
        keywords_first_constraint(choice->search.loader, node, tree_key(list)) == NULL) {
        choice->strict = choice->strict || tree_key_is(list, "oneOf");
        choice->layered = choice->strict;
        union_add_list(choice, list);
        return;
    }
    if (choice->count == UNION_MAX_PARTS) {
        choice->refused = true;
        return;
    }
    choice->parts = memory_grow(choice->parts, (choice->count + 1) * sizeof *choice->parts);
    load_union_read_part(&choice->search, node, &choice->parts[choice->count]);
    choice->refused = choice->refused || choice->parts[choice->count++].invalid;
}

static void union_add_list(struct union_choice *choice, const struct tree *list)
{
    for (size_t i = 0; i < list->count && load_union_enter(&choice->search); i++) {
        union_add(choice, list->members[i].value);
        load_union_leave(&choice->search);
    }
}

/* The alternatives that may have values of the type. */
static size_t union_count(const struct union_choice *choice, unsigned type, size_t *first)
{
    size_t count = 0;

    for (size_t i = choice->count; i-- > 0;) {
        if ((choice->parts[i].types & type) != 0) {
            *first = i;
            count++;
        }
    }
    return count;
}

static size_t union_bits(unsigned bits)
{
    return (size_t)__builtin_popcount(bits);
}

/* The alternative that takes every value of the type, and most others; NONE: there is none. */
static size_t union_whole(const struct union_choice *choice, unsigned type)
{
    size_t found = UNION_NONE;

    for (size_t i = 0; i < choice->count; i++) {
        if ((choice->parts[i].whole & type) != 0 &&
            (found == UNION_NONE ||
             union_bits(choice->parts[i].whole) > union_bits(choice->parts[found].whole))) {
            found = i;
        }
    }
    return found;
}

/* Whether alternatives are about another type, and all take values of this one: then none may, if
 * at most one may fit. */
static bool union_all_imply(const struct union_choice *choice, unsigned type)
{
    for (size_t i = 0; i < choice->count; i++) {
        if ((choice->parts[i].types & type) != 0 &&
            (!choice->parts[i].implied || (choice->parts[i].whole & type) == 0)) {
            return false;
        }
    }
    return true;
}

/* Words */

/* Adds a value, unless it is there already. Returns whether it was. */
static bool union_add_word(struct union_choice *choice, const struct tree *value, size_t part)
{
    choice->refused = choice->refused || choice->word_count == UNION_MAX_VALUES;
    for (size_t i = 0; i < choice->word_count && !choice->refused; i++) {
        if (load_equal(choice->search.loader, value, choice->word_nodes[i])) {
            return choice->words[i].alternative != part;
        }
    }
    choice->words = memory_grow(choice->words, (choice->word_count + 1) * sizeof *choice->words);
    choice->word_nodes =
        memory_grow(choice->word_nodes, (choice->word_count + 1) * sizeof(const struct tree *));
    choice->word_nodes[choice->word_count] = value;
    choice->words[choice->word_count++] =
        (struct model_tag){load_any_json(choice->search.loader, value), part};
    return false;
}

/* Adds the values of a type that an alternative lists. Returns false if they don't tell it
 * apart. */
static bool union_add_words(struct union_choice *choice, unsigned type, size_t part, bool *listed)
{
    struct union_values values = {.items = NULL};
    bool exact = true;
    bool good = true;

    *listed = load_union_list(&choice->search, choice->parts[part].node, &values, &exact);
    for (size_t i = 0; *listed && i < values.count && !choice->refused; i++) {
        if ((load_union_type_of(choice->search.loader, values.items[i]) & type) != 0) {
            bool twice = union_add_word(choice, values.items[i], part);

            good = good && !(twice && choice->strict);
        }
    }
    load_union_free_values(&values);
    return good && (!*listed || exact);
}

/* Tells strings, numbers or booleans apart by listed values; at most one alternative lists none. */
static bool union_split_words(struct union_choice *choice, unsigned type, size_t *rest)
{
    *rest = UNION_NONE;
    for (size_t i = 0; i < choice->count; i++) {
        bool listed;

        if ((choice->parts[i].types & type) == 0) {
            continue;
        }
        if (choice->parts[i].opaque || !union_add_words(choice, type, i, &listed)) {
            return false;
        }
        if (!listed && (*rest != UNION_NONE || choice->strict)) {
            return false;
        }
        *rest = listed ? *rest : i;
    }
    return true;
}

/* Types */

/* Finds the alternative of values of a type, or how they are told apart. */
static bool union_split_type(struct union_choice *choice, const struct tree *schema, size_t type)
{
    unsigned bit = 1U << type;
    size_t first = UNION_NONE;
    size_t count = union_count(choice, bit, &first);

    choice->by_type[type] = first;
    if (count < 2) {
        return true;
    }
    if (!choice->strict && union_whole(choice, bit) != UNION_NONE) {
        choice->by_type[type] = union_whole(choice, bit);
        return true;
    }
    choice->by_type[type] = UNION_NONE;
    if (choice->strict && !choice->layered && union_all_imply(choice, bit)) {
        return true;
    }
    if (bit == UNION_BIT(OBJECT)) {
        return load_union_split_objects(choice, schema, first);
    }
    return bit != UNION_BIT(ARRAY) && union_split_words(choice, bit, &choice->by_type[type]);
}

/* Whether null is a value of a choice with choices in it: each of these counts once. Returns false
 * if that isn't known. */
static bool union_read_layers(struct union_choice *choice, const struct tree *list, bool *nullable)
{
    size_t nulls = 0;

    for (size_t i = 0; i < list->count; i++) {
        struct union_part part;

        load_union_read_part(&choice->search, list->members[i].value, &part);
        if ((part.types & UNION_BIT(NULL)) != 0 && part.opaque) {
            return false;
        }
        nulls += (part.types & UNION_BIT(NULL)) != 0;
    }
    *nullable = tree_key_is(list, "oneOf") ? nulls == 1 : nulls > 0;
    return true;
}

/* Whether null is a value of the choice, beside which `types` are stated. Returns false if that
 * isn't known. */
static bool union_read_null(struct union_choice *choice, const struct tree *list, unsigned types,
                            bool *nullable)
{
    size_t nulls = 0;

    *nullable = false;
    if ((types & UNION_BIT(NULL)) == 0) {
        return true;
    }
    for (size_t i = 0; i < choice->count; i++) {
        if ((choice->parts[i].types & UNION_BIT(NULL)) == 0) {
            continue;
        }
        if (choice->parts[i].opaque) {
            return false;
        }
        nulls++;
    }
    if (nulls > 1 && choice->layered) {
        return union_read_layers(choice, list, nullable);
    }
    *nullable = choice->strict ? nulls == 1 : nulls > 0;
    return true;
}

static bool union_split(struct union_choice *choice, const struct tree *schema, unsigned types)
{
    for (size_t type = JSON_TYPE_NULL + 1; type < JSON_TYPES; type++) {
        if ((types & 1U << type) != 0 && !union_split_type(choice, schema, type)) {
            return false;
        }
    }
    return !choice->search.tired && !choice->refused;
}

/* Whether no alternative states types that aren't stated beside the choice. */
static bool union_is_within(const struct union_choice *choice, unsigned types)
{
    for (size_t i = 0; i < choice->count; i++) {
        const struct union_part *part = &choice->parts[i];

        if ((part->types & ~types & ~UNION_BIT(NULL)) != 0 && !part->implied &&
            !(part->opaque && part->types == UNION_ALL)) {
            return false;
        }
    }
    return true;
}

/* Plans */

static bool union_is_chosen(const struct union_choice *choice, size_t part)
{
    bool chosen = choice->untagged == part;

    for (size_t i = 0; i < JSON_TYPES; i++) {
        chosen = chosen || choice->by_type[i] == part;
    }
    for (size_t i = 0; i < choice->word_count; i++) {
        chosen = chosen || choice->words[i].alternative == part;
    }
    for (size_t i = 0; i < choice->tag_count; i++) {
        chosen = chosen || choice->tags[i].alternative == part;
    }
    return chosen;
}

/* The types, without null, that lead to values. */
static unsigned union_types(const struct union_choice *choice)
{
    unsigned types = choice->tag_count > 0 ? UNION_BIT(OBJECT) : 0;

    for (size_t i = 0; i < JSON_TYPES; i++) {
        types |= choice->by_type[i] != UNION_NONE ? 1U << i : 0;
    }
    for (size_t i = 0; i < choice->word_count; i++) {
        types |= load_union_type_of(choice->search.loader, choice->word_nodes[i]);
    }
    return types;
}

/* The only alternative that values lead to; NULL: there are several or none. */
static const struct union_part *union_only(const struct union_choice *choice)
{
    const struct union_part *only = NULL;

    for (size_t i = 0; i < choice->count; i++) {
        if (union_is_chosen(choice, i)) {
            if (only != NULL) {
                return NULL;
            }
            only = &choice->parts[i];
        }
    }
    return only;
}

/* Whether a schema says the same as the choice, but for null. */
static bool union_is_one(const struct union_choice *choice, const struct union_part *part,
                         bool nullable)
{
    unsigned others = part->types & ~UNION_BIT(NULL);

    return union_types(choice) == others && choice->word_count == 0 &&
           (nullable || (part->types & UNION_BIT(NULL)) == 0);
}

/* Enums */

/* The type that all words have: that of enums in C. NULL: there are other values. */
static const char *union_word_type(const struct union_choice *choice)
{
    unsigned types = 0;

    for (size_t i = 0; i < JSON_TYPES; i++) {
        if (choice->by_type[i] != UNION_NONE) {
            return NULL;
        }
    }
    for (size_t i = 0; i < choice->word_count; i++) {
        types |= load_union_type_of(choice->search.loader, choice->word_nodes[i]);
    }
    return types == UNION_BIT(STRING) ? "string" : types == UNION_BIT(INTEGER) ? "integer" : NULL;
}

static struct tree *union_node(struct loader *loader, const struct tree *like, enum tree_kind kind)
{
    struct tree *node = memory_arena_new(loader->arena, sizeof *node);

    *node = *like;
    node->kind = kind;
    return node;
}

/* A schema in place of the choice that lists all values. */
static const struct tree *union_enum(struct union_choice *choice, const struct tree *schema,
                                     const char *type)
{
    struct loader *loader = choice->search.loader;
    struct tree *node = union_node(loader, schema, TREE_MAP);
    struct tree *list = union_node(loader, schema, TREE_LIST);
    struct tree *name = union_node(loader, schema, TREE_STRING);
    struct tree_member *members =
        memory_arena_new(loader->arena, (schema->count + 2) * sizeof *members);
    struct tree_member *items = memory_arena_new(loader->arena, choice->word_count * sizeof *items);
    struct location at = schema->at;

    node->count = 0;
    for (size_t i = 0; i < schema->count; i++) {
        const struct tree_member *member = &schema->members[i];

        if (member->value == load_union_choice(schema)) {
            at = member->at;
        } else if (!dg_text_equal(member->key, dg_text_of("type"))) {
            members[node->count++] = *member;
        }
    }
    for (size_t i = 0; i < choice->word_count; i++) {
        struct tree *value = union_node(loader, choice->word_nodes[i], choice->word_nodes[i]->kind);

        items[i] = (struct tree_member){value->at, {"", 0}, value};
    }
    name->text = dg_text_of(type);
    list->members = items;
    list->count = choice->word_count;
    members[node->count++] = (struct tree_member){at, dg_text_of("type"), name};
    members[node->count++] = (struct tree_member){at, dg_text_of("enum"), list};
    node->members = members;
    tree_sort(node, loader->arena);
    return node;
}

/* Answers */

static size_t union_index(const size_t *index, size_t part, size_t none)
{
    return part == UNION_NONE ? none : index[part];
}

static const struct model_tag *union_tags(struct loader *loader, const struct model_tag *tags,
                                          size_t count, const size_t *index, size_t none)
{
    struct model_tag *list = memory_arena_new(loader->arena, (count + 1) * sizeof *list);

    for (size_t i = 0; i < count; i++) {
        list[i] = (struct model_tag){tags[i].value, union_index(index, tags[i].alternative, none)};
    }
    return list;
}

/* The name of an alternative without a name: its value, if it has only one. */
static const char *union_label(const struct union_choice *choice, size_t part)
{
    const struct model_tag *lists[] = {choice->tags, choice->words};
    const size_t counts[] = {choice->tag_count, choice->word_count};
    const struct model_tag *found = NULL;
    struct dg_text value;

    for (size_t i = 0; i < 2; i++) {
        for (size_t j = 0; j < counts[i]; j++) {
            if (lists[i][j].alternative == part) {
                if (found != NULL) {
                    return NULL;
                }
                found = &lists[i][j];
            }
        }
    }
    if (found == NULL || found->value.length == 2 || found->value.length > 100) {
        return NULL;
    }
    value = found->value;
    if (value.data[0] == '"') {
        value = (struct dg_text){value.data + 1, value.length - 2};
    }
    return memory_arena_format(choice->search.loader->arena, "%.*s", (int)value.length, value.data);
}

static void union_answer_many(struct union_choice *choice, struct union_plan *plan)
{
    struct loader *loader = choice->search.loader;
    size_t *index = memory_new_array(choice->count + 1, sizeof *index);
    struct model_choice *out = &plan->choice;

    plan->answer = UNION_MANY;
    plan->nodes = memory_arena_new(loader->arena, choice->count * sizeof(const struct tree *));
    plan->labels = memory_arena_new(loader->arena, choice->count * sizeof(const char *));
    for (size_t i = 0; i < choice->count; i++) {
        if (union_is_chosen(choice, i)) {
            index[i] = out->count;
            plan->labels[out->count] = choice->parts[i].component ? NULL : union_label(choice, i);
            plan->nodes[out->count++] = choice->parts[i].node;
        }
    }
    for (size_t i = 0; i < JSON_TYPES; i++) {
        out->by_type[i] = union_index(index, choice->by_type[i], out->count);
    }
    out->words = union_tags(loader, choice->words, choice->word_count, index, out->count);
    out->word_count = choice->word_count;
    out->tagging = choice->tagging;
    out->tag = choice->tag;
    out->tags = union_tags(loader, choice->tags, choice->tag_count, index, out->count);
    out->tag_count = choice->tag_count;
    out->untagged = union_index(index, choice->untagged, out->count);
    free(index);
}

/* The first alternative whose values have exactly these types; NULL: there is none. */
static const struct tree *union_of_types(const struct union_choice *choice, unsigned types)
{
    for (size_t i = 0; i < choice->count; i++) {
        if (choice->parts[i].types == types) {
            return choice->parts[i].node;
        }
    }
    return NULL;
}

/* Answers for alternatives that are told apart. */
static void union_answer(struct union_choice *choice, const struct tree *schema,
                         struct union_plan *plan)
{
    const struct union_part *only = union_only(choice);
    const char *words = union_word_type(choice);

    if (words != NULL && choice->tag_count == 0) {
        plan->answer = UNION_ONE;
        plan->next = union_enum(choice, schema, words);
    } else if (only != NULL && union_is_one(choice, only, plan->nullable)) {
        plan->answer = UNION_ONE;
        plan->next = only->node;
    } else if (union_types(choice) == 0) {
        plan->next = union_of_types(choice, plan->nullable ? UNION_BIT(NULL) : 0);
        plan->answer = plan->next == NULL ? UNION_UNKNOWN : UNION_ONE;
    } else {
        union_answer_many(choice, plan);
    }
}

/* Keeps the alternatives that no value leads to, except for null. */
static void union_keep_dropped(struct union_choice *choice, struct union_plan *plan)
{
    plan->dropped =
        memory_arena_new(choice->search.loader->arena, choice->count * sizeof(const struct tree *));
    for (size_t i = 0; i < choice->count; i++) {
        if (!union_is_chosen(choice, i) && choice->parts[i].schema != NULL &&
            choice->parts[i].node != plan->next) {
            plan->dropped[plan->dropped_count++] = choice->parts[i].schema;
        }
    }
}

/* Whether the keywords beside the choice say nothing but types. */
static bool union_is_alone(struct loader *loader, const struct tree *schema,
                           const struct tree *list)
{
    for (size_t i = 0; i < schema->count; i++) {
        const struct tree_member *member = &schema->members[i];

        if (member->value != list && keywords_restricts(loader, member) &&
            !dg_text_equal(member->key, dg_text_of("type"))) {
            return false;
        }
    }
    return true;
}

static void union_look(struct union_choice *choice, const struct tree *schema,
                       struct union_plan *plan)
{
    unsigned types = load_union_stated_types(schema);

    for (size_t i = 0; i < JSON_TYPES; i++) {
        choice->by_type[i] = UNION_NONE;
    }
    choice->untagged = UNION_NONE;
    union_add_list(choice, load_union_choice(schema));
    if (choice->count > 0 && union_is_within(choice, types) &&
        union_read_null(choice, load_union_choice(schema), types, &plan->nullable) &&
        union_split(choice, schema, types)) {
        union_answer(choice, schema, plan);
        union_keep_dropped(choice, plan);
    }
    free(choice->parts);
    free(choice->words);
    free(choice->word_nodes);
    free(choice->tags);
    free(choice->tag_nodes);
}

static struct union_plan *union_plan(struct loader *loader, const struct tree *schema)
{
    const struct tree *list = load_union_choice(schema);
    struct union_plan *plan = memory_arena_new(loader->arena, sizeof *plan);
    struct diag quiet = diag_quiet(loader->diag);
    struct diag *diag = loader->diag;
    struct union_choice choice = {.search = {.loader = loader}};

    plan->schema = schema;
    plan->answer = UNION_UNKNOWN;
    if (!union_is_alone(loader, schema, list)) {
        return plan;
    }
    choice.strict = tree_key_is(list, "oneOf");
    plan->exactly_one = choice.strict;
    plan->choice.exactly_one = choice.strict;
    loader->diag = &quiet;
    union_look(&choice, schema, plan);
    loader->diag = diag;
    diag_free_quiet(&quiet);
    return plan;
}

const struct union_plan *load_union_of(struct loader *loader, const struct tree *schema)
{
    const struct union_plan *plan = loader->leads[schema->id].plan;

    if (load_union_choice(schema) == NULL) {
        return NULL;
    }
    if (plan == NULL || plan->schema != schema) {
        plan = union_plan(loader, schema);
        loader->leads[schema->id].plan = plan;
    }
    return plan;
}

bool load_union_begin(struct loader *loader, struct draft *draft)
{
    const struct union_plan *plan = load_union_of(loader, draft->node);

    if (plan == NULL || plan->answer != UNION_MANY) {
        return false;
    }
    draft->plan = (struct union_plan *)(uintptr_t)plan;
    draft->type.kind = MODEL_UNION;
    draft->type.choice = &plan->choice;
    draft->nullable = plan->nullable;
    load_union_check_dropped(loader, plan);
    return true;
}
