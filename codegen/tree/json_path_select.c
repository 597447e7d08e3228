/* Selects the nodes of a JSONPath (RFC 9535 §2.3 to §2.5). Numbers are compared as doubles, as
 * I-JSON has them. */
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "tree/json_path.h"

/* What a query selects from, and scratch memory for numbers. */
struct path_context {
    struct tree *root;
    struct dg_arena arena;
};

static bool path_holds(struct path_context *context, const struct json_path_test *test,
                       struct tree *node);

static void path_keep(struct json_path_nodes *nodes, struct tree *node)
{
    if (nodes->count == nodes->capacity) {
        nodes->capacity = nodes->capacity == 0 ? 16 : 2 * nodes->capacity;
        nodes->list = memory_grow(nodes->list, nodes->capacity * sizeof(struct tree *));
    }
    nodes->list[nodes->count++] = node;
}

static void path_keep_index(struct json_path_nodes *nodes, const struct tree *list, int64_t index)
{
    int64_t count = (int64_t)list->count;

    index += index < 0 ? count : 0;
    if (index >= 0 && index < count) {
        path_keep(nodes, list->members[index].value);
    }
}

static int64_t path_clamp(int64_t value, int64_t low, int64_t high)
{
    return value < low ? low : value > high ? high : value;
}

/* Keeps the items of a slice (RFC 9535 §2.3.4.2.2). */
static void path_keep_slice(struct json_path_nodes *nodes, const struct tree *list,
                            const struct json_path_selector *slice)
{
    int64_t count = (int64_t)list->count;
    int64_t step = slice->step;
    int64_t low = step > 0 ? 0 : -1; /* the bounds of both ends */
    int64_t high = step > 0 ? count : count - 1;
    int64_t start = slice->start.given ? slice->start.value : step > 0 ? 0 : count - 1;
    int64_t end = slice->end.given ? slice->end.value : step > 0 ? count : -count - 1;

    if (step == 0) {
        return;
    }
    start = path_clamp(start + (start < 0 ? count : 0), low, high);
    end = path_clamp(end + (end < 0 ? count : 0), low, high);
    for (int64_t i = start; step > 0 ? i < end : i > end; i += step) {
        path_keep(nodes, list->members[i].value);
    }
}

static void path_apply(struct path_context *context, const struct json_path_selector *selector,
                       const struct tree *node, struct json_path_nodes *out)
{
    const struct tree_member *member = NULL;

    switch (selector->kind) {
    case JSON_PATH_NAME:
        member = tree_find(node, selector->name);
        if (member != NULL) {
            path_keep(out, member->value);
        }
        break;
    case JSON_PATH_INDEX:
        if (node->kind == TREE_LIST) {
            path_keep_index(out, node, selector->start.value);
        }
        break;
    case JSON_PATH_SLICE:
        if (node->kind == TREE_LIST) {
            path_keep_slice(out, node, selector);
        }
        break;
    case JSON_PATH_WILDCARD:
    case JSON_PATH_FILTER:
        for (size_t i = 0; i < node->count; i++) {
            struct tree *child = node->members[i].value;

            if (selector->kind == JSON_PATH_WILDCARD ||
                path_holds(context, selector->test, child)) {
                path_keep(out, child);
            }
        }
        break;
    }
}

/* Applies the segment to a node and, if it is a descendant segment, to all nodes below it. The
   depth of trees bounds the recursion. */
static void path_visit(struct path_context *context, const struct json_path_segment *segment,
                       const struct tree *node, struct json_path_nodes *out)
{
    for (const struct json_path_selector *selector = segment->selectors; selector != NULL;
         selector = selector->next) {
        path_apply(context, selector, node, out);
    }
    for (size_t i = 0; segment->descendant && i < node->count; i++) {
        path_visit(context, segment, node->members[i].value, out);
    }
}

/* The nodes that a segment selects from others. */
static struct json_path_nodes path_select(struct path_context *context,
                                          const struct json_path_segment *segment,
                                          const struct json_path_nodes *from)
{
    struct json_path_nodes nodes = {.list = NULL};

    for (size_t i = 0; i < from->count; i++) {
        path_visit(context, segment, from->list[i], &nodes);
    }
    return nodes;
}

/* The nodes that a query selects, some perhaps twice. */
static struct json_path_nodes path_evaluate(struct path_context *context,
                                            const struct json_path *path, struct tree *node)
{
    struct json_path_nodes nodes = {.list = NULL};

    path_keep(&nodes, path->relative ? node : context->root);
    for (const struct json_path_segment *segment = path->segments; segment != NULL;
         segment = segment->next) {
        struct tree **list = nodes.list;

        nodes = path_select(context, segment, &nodes);
        free(list);
    }
    return nodes;
}

/* The value of an operand; NULL: the path selects nothing. */
static const struct tree *path_value(struct path_context *context,
                                     const struct json_path_operand *operand, struct tree *node)
{
    struct json_path_nodes nodes = {.list = NULL};
    const struct tree *value = operand->literal;

    if (value == NULL) {
        nodes = path_evaluate(context, operand->path, node);
        value = nodes.count == 0 ? NULL : nodes.list[0];
        free(nodes.list);
    }
    return value;
}

static bool path_is_number(const struct tree *node)
{
    return node->kind == TREE_INTEGER || node->kind == TREE_FLOAT;
}

/* The double nearest to a number. */
static double path_double(struct path_context *context, const struct tree *node)
{
    struct dg_text number = tree_number(node, &context->arena);

    return number.length == 0 ? 0 : dg_number_value(number);
}

static bool path_equal(struct path_context *context, const struct tree *a, const struct tree *b)
{
    if (a == NULL || b == NULL) {
        return a == b;
    }
    if (path_is_number(a) && path_is_number(b)) {
        return !(path_double(context, a) < path_double(context, b)) &&
               !(path_double(context, a) > path_double(context, b));
    }
    if (a->kind != b->kind || a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        const struct tree_member *left = a->kind == TREE_MAP ? a->by_key[i] : &a->members[i];
        const struct tree_member *right = b->kind == TREE_MAP ? b->by_key[i] : &b->members[i];

        if (!dg_text_equal(left->key, right->key) ||
            !path_equal(context, left->value, right->value)) {
            return false;
        }
    }
    return a->kind == TREE_BOOLEAN ? a->boolean == b->boolean
                                   : a->kind != TREE_STRING || dg_text_equal(a->text, b->text);
}

/* Only numbers and strings have an order. */
static bool path_less(struct path_context *context, const struct tree *a, const struct tree *b)
{
    if (a == NULL || b == NULL) {
        return false;
    }
    if (path_is_number(a) && path_is_number(b)) {
        return path_double(context, a) < path_double(context, b);
    }
    return a->kind == TREE_STRING && b->kind == TREE_STRING &&
           tree_compare_keys(a->text, b->text) < 0;
}

static bool path_exists(struct path_context *context, const struct json_path *path,
                        struct tree *node)
{
    struct json_path_nodes nodes = path_evaluate(context, path, node);

    free(nodes.list);
    return nodes.count > 0;
}

static bool path_compare(struct path_context *context, const struct json_path_test *test,
                         struct tree *node)
{
    const struct tree *a = path_value(context, &test->operands[0], node);
    const struct tree *b = path_value(context, &test->operands[1], node);

    switch (test->operator) {
    case JSON_PATH_EQUAL:
        return path_equal(context, a, b);
    case JSON_PATH_NOT_EQUAL:
        return !path_equal(context, a, b);
    case JSON_PATH_LESS:
        return path_less(context, a, b);
    case JSON_PATH_LESS_OR_EQUAL:
        return path_less(context, a, b) || path_equal(context, a, b);
    case JSON_PATH_GREATER:
        return path_less(context, b, a);
    case JSON_PATH_GREATER_OR_EQUAL:
        return path_less(context, b, a) || path_equal(context, a, b);
    case JSON_PATH_OR:
    case JSON_PATH_AND:
    case JSON_PATH_NOT:
    case JSON_PATH_EXISTS:
        break;
    }
    return false;
}

static bool path_holds(struct path_context *context, const struct json_path_test *test,
                       struct tree *node)
{
    switch (test->operator) {
    case JSON_PATH_OR:
        return path_holds(context, test->tests[0], node) ||
               path_holds(context, test->tests[1], node);
    case JSON_PATH_AND:
        return path_holds(context, test->tests[0], node) &&
               path_holds(context, test->tests[1], node);
    case JSON_PATH_NOT:
        return !path_holds(context, test->tests[0], node);
    case JSON_PATH_EXISTS:
        return path_exists(context, test->operands[0].path, node);
    case JSON_PATH_EQUAL:
    case JSON_PATH_NOT_EQUAL:
    case JSON_PATH_LESS:
    case JSON_PATH_LESS_OR_EQUAL:
    case JSON_PATH_GREATER:
    case JSON_PATH_GREATER_OR_EQUAL:
        break;
    }
    return path_compare(context, test, node);
}

struct json_path_nodes json_path_select(const struct json_path *path, struct tree *root)
{
    struct path_context context = {.root = root};
    struct json_path_nodes nodes;
    size_t kept = 0;

    dg_arena_init(&context.arena, NULL, 0, &memory_allocator);
    nodes = path_evaluate(&context, path, root);
    dg_arena_free(&context.arena);
    for (size_t i = 0; i < nodes.count; i++) {
        struct tree *node = nodes.list[i];

        if (!node->selected) {
            node->selected = true;
            nodes.list[kept++] = node;
        }
    }
    for (size_t i = 0; i < kept; i++) {
        nodes.list[i]->selected = false;
    }
    nodes.count = kept;
    return nodes;
}
