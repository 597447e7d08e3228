/* The types of values that satisfy all schemas of a conjunction, and their limits: the tightest
 * ones. */
#include "load/load_equal.h"
#include "load/load_merge.h"

/* Types */

static const char *const type_names[] = {"null",   "boolean", "string", "integer",
                                         "number", "object",  "array"};

#define TYPE_COUNT (sizeof type_names / sizeof type_names[0])

/* A type as a bit; 0: it is unknown. */
static unsigned type_bit(const struct tree *node)
{
    for (size_t i = 0; node->kind == TREE_STRING && i < TYPE_COUNT; i++) {
        if (dg_text_equal(node->text, dg_text_of(type_names[i]))) {
            return 1U << i | (1U << i == MERGE_NUMBER ? MERGE_INTEGER : 0U);
        }
    }
    return 0;
}

/* The types of a keyword; 0: it has an error. */
static unsigned type_bits(const struct loader *loader, const struct tree *node)
{
    unsigned types = node->kind == TREE_LIST ? 0 : type_bit(node);

    for (size_t i = 0; node->kind == TREE_LIST && i < node->count; i++) {
        unsigned type = type_bit(node->members[i].value);

        if (type == 0 || loader->minor == 0) {
            return 0;
        }
        types |= type;
    }
    return types;
}

static bool type_is_nullable(const struct merge *merge, size_t index)
{
    const struct tree_member *nullable = load_merge_of(merge, index, "nullable");

    return nullable != NULL && nullable->value->kind == TREE_BOOLEAN && nullable->value->boolean;
}

/* The types that one of the schemas allows; 0: its `type` has an error. */
static unsigned type_allowed(const struct merge *merge, size_t index)
{
    const struct tree_member *type = load_merge_of(merge, index, "type");
    unsigned types = type == NULL ? MERGE_ANY_TYPE : type_bits(merge->loader, type->value);

    return types != 0 && type_is_nullable(merge, index) ? types | MERGE_NULL : types;
}

static void type_add(struct merge *merge, size_t index)
{
    const struct tree_member *type = load_merge_of(merge, index, "type");

    load_merge_add(merge, type);
    if (type_is_nullable(merge, index)) {
        load_merge_add(merge, load_merge_of(merge, index, "nullable"));
    }
}

/* Whether each `nullable` that has an effect is a boolean. */
static bool type_check_nullable(struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *nullable = load_merge_of(merge, i, "nullable");

        if (nullable != NULL && load_merge_of(merge, i, "type") != NULL &&
            !loader_expect(merge->loader, nullable->value, TREE_BOOLEAN, nullable->key)) {
            merge->refused = true;
            return false;
        }
    }
    return true;
}

void load_merge_types(struct merge *merge)
{
    const struct tree_member *first = NULL;

    merge->types = MERGE_ANY_TYPE;
    if (!type_check_nullable(merge)) {
        return;
    }
    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *type = load_merge_of(merge, i, "type");
        unsigned allowed = type_allowed(merge, i);

        if (allowed == 0) {
            type_add(merge, i);
            merge->as_stated = true;
            return;
        }
        if ((merge->types & allowed) == 0) {
            load_merge_nothing(merge, DIAG_TYPE, type, first, "the types exclude each other");
            return;
        }
        first = first == NULL || merge->types != (merge->types & allowed) ? type : first;
        merge->types &= allowed;
    }
}

/* A list of the types. */
static struct tree *type_list(const struct merge *merge, const struct tree *like)
{
    struct tree *list = load_join_new(merge->loader, TREE_LIST, like, TYPE_COUNT);
    unsigned number = merge->types & MERGE_NUMBER;

    for (size_t i = 0; i < TYPE_COUNT; i++) {
        struct tree *item;

        if ((merge->types & 1U << i) == 0 || (1U << i == MERGE_INTEGER && number != 0)) {
            continue;
        }
        item = load_join_new(merge->loader, TREE_STRING, like, 0);
        item->text = dg_text_of(type_names[i]);
        load_join_add(list, &(struct tree_member){like->at, dg_text_of(""), item});
    }
    return list;
}

void load_merge_finish_types(struct merge *merge)
{
    const struct tree_member *type = load_merge_first(merge, "type");
    const struct tree *node = merge->sources[0].node;
    struct tree_member own = {node->at, dg_text_of("type"), NULL};

    if (merge->as_stated || (type == NULL && merge->types == MERGE_ANY_TYPE)) {
        return;
    }
    for (size_t i = 0; i < merge->count; i++) {
        if (load_merge_of(merge, i, "type") != NULL && type_allowed(merge, i) == merge->types) {
            type_add(merge, i);
            return;
        }
    }
    load_merge_add_new(merge, type == NULL ? &own : type,
                       type_list(merge, type == NULL ? node : type->value));
}

/* Limits of numbers */

static bool bound_is_number(struct merge *merge, const struct tree_member *member)
{
    bool number = load_limit_is_number(merge->loader, member);

    merge->refused = merge->refused || !number;
    return number;
}

/* Takes a limit if it is tighter. */
static void bound_take(struct merge *merge, size_t side, const struct merge_bound *bound)
{
    struct merge_bound *tightest = &merge->bounds[side];
    bool comparable;
    int order;

    if (!bound_is_number(merge, bound->limit)) {
        return;
    }
    order = tightest->limit == NULL ? 0
                                    : load_equal_order(merge->loader, bound->limit->value,
                                                       tightest->limit->value, &comparable);
    order = side == 0 ? order : -order;
    if (tightest->limit == NULL || order > 0 || (order == 0 && bound->exclusive)) {
        *tightest = *bound;
    }
}

static void bound_read(struct merge *merge, size_t side)
{
    const char *key = side == 0 ? "minimum" : "maximum";
    const char *exclusive_key = side == 0 ? "exclusiveMinimum" : "exclusiveMaximum";

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *limit = load_merge_of(merge, i, key);
        const struct tree_member *other = load_merge_of(merge, i, exclusive_key);
        bool boolean = other != NULL && other->value->kind == TREE_BOOLEAN;
        struct merge_bound bound = {limit, NULL, false};

        if (boolean && other->value->boolean) {
            bound.flag = other;
            bound.exclusive = true;
        }
        if (limit != NULL) {
            bound_take(merge, side, &bound);
        } else if (bound.exclusive) {
            load_limit_note_alone(merge->loader, other);
        }
        bound = (struct merge_bound){other, NULL, true};
        if (other != NULL && !boolean) {
            bound_take(merge, side, &bound);
        }
    }
}

static void bound_add(struct merge *merge, const struct merge_bound *bound)
{
    if (bound->limit != NULL) {
        load_merge_add(merge, bound->limit);
    }
    if (bound->flag != NULL) {
        load_merge_add(merge, bound->flag);
    }
}

/* Whether no integer is between two limits that are integers of 64 bits. */
static bool bound_excludes_integers(struct merge *merge)
{
    int64_t limits[2];

    for (size_t side = 0; side < 2; side++) {
        const struct merge_bound *bound = &merge->bounds[side];

        if (!dg_number_integer(tree_number(bound->limit->value, merge->loader->arena),
                               &limits[side])) {
            return false;
        }
        if (bound->exclusive && limits[side] == (side == 0 ? INT64_MAX : INT64_MIN)) {
            return false;
        }
        limits[side] += bound->exclusive ? (side == 0 ? 1 : -1) : 0;
    }
    return limits[0] > limits[1];
}

/* The types that the limits of numbers leave no value of. */
static unsigned bound_excluded(struct merge *merge)
{
    const struct merge_bound *low = &merge->bounds[0];
    const struct merge_bound *high = &merge->bounds[1];
    bool comparable;
    int order;

    if (low->limit == NULL || high->limit == NULL) {
        return 0;
    }
    order = load_equal_order(merge->loader, low->limit->value, high->limit->value, &comparable);
    if (order > 0 || (order == 0 && (low->exclusive || high->exclusive))) {
        return MERGE_NUMBER | MERGE_INTEGER;
    }
    return (merge->types & MERGE_NUMBER) == 0 && bound_excludes_integers(merge) ? MERGE_INTEGER : 0;
}

void load_merge_numbers(struct merge *merge)
{
    unsigned excluded;

    bound_read(merge, 0);
    bound_read(merge, 1);
    excluded = merge->as_stated ? 0 : bound_excluded(merge);
    merge->types &= ~excluded;
    if (merge->types == 0) {
        load_merge_nothing(merge, DIAG_LIMITS, merge->bounds[1].limit, merge->bounds[0].limit,
                           "the limits exclude each other");
    }
    if (excluded == 0) {
        bound_add(merge, &merge->bounds[0]);
        bound_add(merge, &merge->bounds[1]);
    }
}

/* Limits of lengths and counts */

/* The tightest of the limits with that key; NULL: none. */
static const struct tree_member *size_tightest(struct merge *merge, const char *key, bool largest)
{
    const struct tree_member *tightest = NULL;

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, key);
        bool comparable;
        int order;

        if (member == NULL) {
            continue;
        }
        if (!load_limit_is_count(merge->loader, member)) {
            merge->refused = true;
            continue;
        }
        order = tightest == NULL
                    ? 0
                    : load_equal_order(merge->loader, member->value, tightest->value, &comparable);
        if (tightest == NULL || (largest ? order > 0 : order < 0)) {
            tightest = member;
        }
    }
    return tightest;
}

static void size_merge(struct merge *merge, const char *min_key, const char *max_key, unsigned type)
{
    const struct tree_member *min = size_tightest(merge, min_key, true);
    const struct tree_member *max = size_tightest(merge, max_key, false);
    bool comparable;

    if (min != NULL && max != NULL && !merge->as_stated &&
        load_equal_order(merge->loader, min->value, max->value, &comparable) > 0) {
        merge->types &= ~type;
        if (merge->types == 0) {
            load_merge_nothing(merge, DIAG_LIMITS, max, min, "the limits exclude each other");
        }
        return;
    }
    if (min != NULL) {
        load_merge_add(merge, min);
    }
    if (max != NULL) {
        load_merge_add(merge, max);
    }
}

void load_merge_sizes(struct merge *merge)
{
    size_merge(merge, "minLength", "maxLength", MERGE_STRING);
    size_merge(merge, "minItems", "maxItems", MERGE_ARRAY);
    size_merge(merge, "minProperties", "maxProperties", MERGE_OBJECT);
}
