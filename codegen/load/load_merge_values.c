/* The listed values of a conjunction: those that each `enum` lists and each `const` equals. Lists
 * that are open allow other values, so that a list that isn't open is the whole one. */
#include "load/load_equal.h"
#include "load/load_merge.h"

/* The values that some of the schemas list. */
struct values {
    struct merge *merge;
    const struct tree_member *member; /* the keyword that the values are from; NULL: none */
    const struct tree_member *last;   /* the keyword that left values out; NULL: none did */
    const struct tree_member *other;  /* the one before it */
    struct tree *list;                /* the values; NULL: those of the keyword */
};

/* Whether the schema has a flag of ours that is true. */
static bool values_have_flag(const struct merge *merge, size_t index, const char *key)
{
    const struct tree_member *flag = load_merge_of(merge, index, key);

    return flag != NULL && flag->value->boolean;
}

/* The keyword of the schema that lists values; NULL: it lists none. */
static const struct tree_member *values_of(const struct merge *merge, size_t index)
{
    const struct tree_member *value =
        merge->loader->minor == 0 ? NULL : load_merge_of(merge, index, "const");
    const struct tree_member *list = load_merge_of(merge, index, "enum");

    return value != NULL ? value : list;
}

/* The first `x-dg-open` beside the schemas that list values: it is about the values of the
 * conjunction. NULL: there is none. */
static const struct tree_member *values_open(const struct merge *merge)
{
    const struct tree_member *open = NULL;
    size_t depth = LOAD_MAX_HOPS;

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = load_merge_of(merge, i, "x-dg-open");

        if (member != NULL && values_of(merge, i) == NULL && merge->sources[i].depth < depth) {
            open = member;
            depth = merge->sources[i].depth;
        }
    }
    return open;
}

static size_t values_count(const struct values *values)
{
    return values->list != NULL ? values->list->count
           : values->member->value->kind == TREE_LIST &&
                   dg_text_equal(values->member->key, dg_text_of("enum"))
               ? values->member->value->count
               : 1;
}

/* The values of a keyword as a list. */
static struct tree *values_list(struct loader *loader, const struct tree_member *member)
{
    bool is_enum = dg_text_equal(member->key, dg_text_of("enum"));
    size_t count = is_enum ? member->value->count : 1;
    struct tree *list = load_join_new(loader, TREE_LIST, member->value, count);

    for (size_t i = 0; is_enum && i < count; i++) {
        load_join_add(list, &member->value->members[i]);
    }
    if (!is_enum) {
        load_join_add(list,
                      &(struct tree_member){member->value->at, dg_text_of(""), member->value});
    }
    return list;
}

/* Keeps the values that the keyword has, too. */
static void values_take(struct values *values, const struct tree_member *member)
{
    struct loader *loader = values->merge->loader;
    struct tree *mine;
    struct tree *other;
    struct tree *both;

    if (values->member == NULL) {
        values->member = member;
        return;
    }
    mine = values->list != NULL ? values->list : values_list(loader, values->member);
    other = values_list(loader, member);
    if (!load_merge_spend(values->merge, mine->count * other->count)) {
        return;
    }
    both = load_join_new(loader, TREE_LIST, mine, mine->count);
    for (size_t i = 0; i < mine->count; i++) {
        if (load_equal_listed(loader, other, mine->members[i].value)) {
            load_join_add(both, &mine->members[i]);
        }
    }
    if (both->count < mine->count) {
        values->list = both;
        values->last = member;
        values->other = values->member;
    }
    if (dg_text_equal(member->key, dg_text_of("const"))) {
        values->member = member;
        values->list = both;
    }
}

/* Whether a string or number is within the limits of the conjunction. */
static bool values_within(struct merge *merge, const struct tree *value)
{
    bool comparable;

    for (size_t side = 0; load_equal_is_number(value) && side < 2; side++) {
        const struct merge_bound *bound = &merge->bounds[side];
        int order = bound->limit == NULL
                        ? 1
                        : load_equal_order(merge->loader, value, bound->limit->value, &comparable);

        order = side == 1 && bound->limit != NULL ? -order : order;
        if (order < 0 || (order == 0 && bound->exclusive)) {
            return false;
        }
    }
    return true;
}

/* The JSON number of a value; empty: it isn't a number. */
static struct dg_text values_number(struct loader *loader, const struct tree *value)
{
    return load_equal_is_number(value) ? tree_number(value, loader->arena) : dg_text_of("");
}

/* Whether a string has at least or at most as many code points as the keyword says. */
static bool values_fit_length(struct merge *merge, const struct tree_member *limit, bool most,
                              const struct tree *value)
{
    int64_t number;
    uint64_t length;

    if (limit == NULL || value->kind != TREE_STRING ||
        !dg_number_integer(values_number(merge->loader, limit->value), &number) || number < 0) {
        return true;
    }
    length = dg_text_code_points(value->text);
    return most ? length <= (uint64_t)number : length >= (uint64_t)number;
}

/* Whether a string or number has the lengths, formats and divisors of all schemas. */
static bool values_fit(struct merge *merge, const struct tree *value)
{
    struct loader *loader = merge->loader;
    struct dg_text number = values_number(loader, value);

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *format = load_merge_of(merge, i, "format");
        const struct tree_member *multiple = load_merge_of(merge, i, "multipleOf");
        struct dg_text divisor =
            multiple == NULL ? dg_text_of("") : values_number(loader, multiple->value);

        if (!values_fit_length(merge, load_merge_of(merge, i, "minLength"), false, value) ||
            !values_fit_length(merge, load_merge_of(merge, i, "maxLength"), true, value) ||
            (format != NULL && format->value->kind == TREE_STRING &&
             !load_scalar_fits(loader, format->value, value)) ||
            (number.length > 0 && divisor.length > 0 && dg_number_is_divisor(divisor) &&
             !dg_number_is_multiple(number, divisor))) {
            return false;
        }
    }
    return true;
}

/* Whether the type of a value is one of the conjunction's. */
static bool values_have_type(const struct merge *merge, const struct tree *value)
{
    int64_t integer;
    unsigned bit = 0;

    switch (value->kind) {
    case TREE_NULL:
        bit = MERGE_NULL;
        break;
    case TREE_BOOLEAN:
        bit = MERGE_BOOLEAN;
        break;
    case TREE_INTEGER:
    case TREE_FLOAT:
        /* A number that isn't of 64 bits may be an integer. */
        bit = MERGE_NUMBER;
        bit |= dg_number_integer(tree_number(value, merge->loader->arena), &integer) ||
                       value->kind == TREE_INTEGER
                   ? (unsigned)MERGE_INTEGER
                   : 0U;
        break;
    case TREE_STRING:
        bit = MERGE_STRING;
        break;
    case TREE_LIST:
        bit = MERGE_ARRAY;
        break;
    case TREE_MAP:
        bit = MERGE_OBJECT;
        break;
    }
    return (merge->types & bit) != 0;
}

/* Warns if no listed value can match. */
static void values_check(struct values *values)
{
    struct merge *merge = values->merge;
    const struct tree *list =
        values->list != NULL ? values->list : values_list(merge->loader, values->member);
    const struct tree_member *type = load_merge_first(merge, "type");

    for (size_t i = 0; i < list->count; i++) {
        if (values_have_type(merge, list->members[i].value) &&
            values_within(merge, list->members[i].value) &&
            values_fit(merge, list->members[i].value)) {
            return;
        }
    }
    load_merge_nothing(merge, DIAG_ENUM, values->last != NULL ? values->last : values->member,
                       values->last != NULL ? values->other : type,
                       values->last != NULL
                           ? "no listed value is in both lists"
                           : "no listed value is of the type or within the limits");
}

/* Merges the lists that are open, or those that aren't. */
static struct values values_merge(struct merge *merge, bool all, bool open)
{
    struct values values = {.merge = merge};

    for (size_t i = 0; i < merge->count; i++) {
        const struct tree_member *member = values_of(merge, i);
        bool is_list = member != NULL && (member->value->kind == TREE_LIST ||
                                          dg_text_equal(member->key, dg_text_of("const")));

        if (member != NULL && !is_list) {
            loader_expect(merge->loader, member->value, TREE_LIST, member->key);
            merge->refused = true;
        } else if (member != NULL && (all || values_have_flag(merge, i, "x-dg-open") == open)) {
            values_take(&values, member);
            /* `const` beside `enum` must be listed there. */
            if (dg_text_equal(member->key, dg_text_of("const")) &&
                load_merge_of(merge, i, "enum") != NULL) {
                values_take(&values, load_merge_of(merge, i, "enum"));
            }
        }
    }
    return values;
}

/* Adds `x-dg-open` and, of a single value, `x-dg-const`. */
static void values_add_flags(struct merge *merge, size_t count, const struct tree_member *open)
{
    const struct tree_member *fixed = NULL;

    for (size_t i = 0; i < merge->count; i++) {
        if (values_have_flag(merge, i, "x-dg-const")) {
            fixed = load_merge_of(merge, i, "x-dg-const");
        }
    }
    if (open != NULL) {
        load_merge_add(merge, open);
    }
    if (fixed != NULL && count <= 1) {
        load_merge_add(merge, fixed);
    }
}

/* Whether the flags of all schemas are booleans. */
static bool values_check_flags(struct merge *merge)
{
    static const char *const keys[] = {"x-dg-open", "x-dg-const"};

    for (size_t i = 0; i < merge->count; i++) {
        for (size_t j = 0; j < sizeof keys / sizeof keys[0]; j++) {
            const struct tree_member *flag = load_merge_of(merge, i, keys[j]);

            if (flag != NULL &&
                !loader_expect(merge->loader, flag->value, TREE_BOOLEAN, flag->key)) {
                merge->refused = true;
                return false;
            }
        }
    }
    return true;
}

void load_merge_values(struct merge *merge)
{
    const struct tree_member *open = values_open(merge);
    struct values values;

    if (!values_check_flags(merge)) {
        return;
    }
    values = values_merge(merge, open != NULL, false);
    if (values.member == NULL && open == NULL) {
        values = values_merge(merge, false, true);
        for (size_t i = 0; open == NULL && i < merge->count; i++) {
            open = values_have_flag(merge, i, "x-dg-open") ? load_merge_of(merge, i, "x-dg-open")
                                                           : NULL;
        }
    }
    if (values.member == NULL) {
        values_add_flags(merge, 0, open); /* the flags have errors */
        return;
    }
    if (!merge->as_stated) {
        values_check(&values);
    }
    if (values.list == NULL || dg_text_equal(values.member->key, dg_text_of("const"))) {
        load_merge_add(merge, values.member);
    } else {
        load_merge_add_new(merge, values.member, values.list);
    }
    values_add_flags(merge, values_count(&values), open);
}
