/* Bounds for the stack of decoders: fixed + slope * levels of nesting.
 *
 * What is on the stack at once is a path: from the decoder of a document through the function of a
 * type to that of one of its parts, or, when the value was read and further schemas judge it,
 * through the functions for a keyword to that of the schema. A part costs a level, since it is in
 * brackets, and so does a trial. So types are the nodes of a graph, whose edges have bytes and
 * levels. Only a cycle can be as long as the depth allows: the slope is that of the steepest cycle
 * that can be reached, at least that of values that are skipped. The fixed part is the longest path
 * when each level pays the slope. */
#include <assert.h>
#include <stdlib.h>

#include "common/memory.h"
#include "emit/emit_limits.h"
#include "emit/emit_memory_types.h"
#include "emit/emit_outputs.h"
#include "emit/emit_subschema.h"

/* The bytes of frames: what gcc and clang take for x86-64, whichever takes more, with the return
 * address. Each is that of functions which aren't inlined (DG_NESTED, DG_APART). */
enum {
    FRAME_ROOT = 544,       /* dg_x_decode, with its reader */
    FRAME_SKIP = 408,       /* of skip.c: a level of values that aren't stored */
    FRAME_OBJECT = 640,     /* read_x of an object */
    FRAME_PROPERTY = 8,     /* each property: clang keeps the addresses of members */
    FRAME_PRESENCE = 8,     /* and of the presence of those that have functions of their own */
    FRAME_RULES = 160,      /* the subject of the object's rules */
    FRAME_OTHERS = 448,     /* each map in an object for members that aren't listed */
    FRAME_MAP = 480,        /* read_x of a map */
    FRAME_LIST = 176,       /* of a list */
    FRAME_UNION = 80,       /* of a union */
    FRAME_VALUE = 32,       /* of another document */
    FRAME_ANY = 120,        /* limits in the frame of read_x: of any values, besides arrays */
    FRAME_SPECIAL = 64,     /* of a text or integer */
    FRAME_NUMBER = 48,      /* of a number: gcc shares the room, clang doesn't */
    FRAME_NUMBERS = 48,     /* and of the first number */
    FRAME_JUDGED = 112,     /* what further schemas need in read_x */
    FRAME_JUDGED_LIST = 96, /* in read_x of a list of values with functions */
    FRAME_CLOSE = 112,      /* dg_judged_close */
    FRAME_JSON = 192,       /* dg_read_judged */
    FRAME_FINISH = 96,      /* subject_finish, which calls the functions of keywords */
    FRAME_CHOOSE = 304,     /* oneOf and anyOf, with subject_remark */
    FRAME_ONE = 128,        /* not, if, dependentSchemas, with dg_trial_demand */
    FRAME_CONTAINS = 224,   /* contains */
    FRAME_PREFIX = 240,     /* prefixItems */
    FRAME_MEMBERS = 400,    /* patternProperties and propertyNames */
    FRAME_UNLISTED = 336,   /* dg_trial_unlisted */
    FRAME_LISTING = 144,    /* listing_add and listing_add_one */
    FRAME_TRIAL = 440,      /* dg_trial_run or dg_trial_remark, trial_read, and try_x */
    FRAME_FAST = 928,       /* dg_fast_whole and x_fast: an object that the fast way reads */
    FRAME_LEAF = 4096       /* what ends a path: scalars, findings, rules, patterns, a loader that
                               binds a function of the C library when it is first called */
};

/* The objects inside each other that the fast way reads in one go (DG_FAST_LEVELS). */
#define FAST_LEVELS 4

struct edge {
    size_t to;
    uint64_t bytes;
    uint64_t levels;
};

struct node {
    struct edge *edges;
    size_t count;
    size_t capacity;
    uint64_t leaf;           /* the bytes of a path that ends here */
    uint64_t slope;          /* of the steepest cycle that was found */
    int64_t fixed;           /* the longest path that was found, less the slope of its levels */
    const struct edge *next; /* on that path */
    unsigned visit;
};

/* Nodes: a type with a row has the number of the row. Each type with further schemas has two more
 * nodes: for its values without a row, and for the properties that its schemas list. */
struct graph {
    struct emit_memory *memory;
    struct node *nodes;
    size_t count;
};

static size_t node_of_judged(const struct graph *graph, const struct model_type *type)
{
    const struct emit_memory_judged *judged = emit_memory_find_judged(graph->memory, type);

    return graph->memory->count + 2 * (size_t)(judged - graph->memory->judged);
}

static size_t node_of_listing(const struct graph *graph, const struct model_type *type)
{
    return node_of_judged(graph, type) + 1;
}

#define NO_NODE SIZE_MAX

static size_t node_of(const struct graph *graph, const struct model_type *type)
{
    const struct emit_memory_row *row = emit_memory_find(graph->memory, type);

    if (row != NULL) {
        return (size_t)(row - graph->memory->rows);
    }
    return type->subschemas == NULL ? NO_NODE : node_of_judged(graph, type);
}

static void edge_add(struct graph *graph, size_t from, struct edge edge)
{
    struct node *node = &graph->nodes[from];

    if (edge.to == NO_NODE) {
        return;
    }
    if (node->count == node->capacity) {
        node->capacity = node->capacity == 0 ? 4 : node->capacity * 2;
        node->edges = memory_grow(node->edges, node->capacity * sizeof *node->edges);
    }
    node->edges[node->count++] = edge;
}

/* Frames */

/* The members that rules ask about: struct x_faults_of_y. */
static uint64_t bytes_of_faults(const struct model_type *type)
{
    uint64_t bytes = type->has_faults ? (type->property_count + 63) / 64 * 8 : 0;

    for (size_t i = 0; type->has_faults && i < type->property_count; i++) {
        if (type->properties[i].faults) {
            bytes += bytes_of_faults(type->properties[i].use.type);
        }
    }
    return bytes;
}

/* What read_x has in its frame for the limits and faults of a value. */
static uint64_t bytes_of_limits(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_JSON:
        return type->any == NULL ? 0
                                 : FRAME_ANY + sizeof(struct dg_text) * type->any->count +
                                       sizeof(void *) * type->pattern_count;
    case MODEL_TEXT:
    case MODEL_INTEGER:
        return emit_limits_are_special(type) ? FRAME_SPECIAL + sizeof(void *) * type->pattern_count
                                             : 0;
    case MODEL_NUMBER:
        return FRAME_NUMBER;
    case MODEL_OBJECT:
        return bytes_of_faults(type);
    case MODEL_TIME:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
    case MODEL_ENUM:
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        break;
    }
    return 0;
}

/* Whether values of the type are read by a function of the type. */
static bool has_function(const struct model_type *type)
{
    return type->kind == MODEL_OBJECT || type->kind == MODEL_MAP || type->kind == MODEL_LIST ||
           type->kind == MODEL_UNION || type->kind == MODEL_VALUE;
}

/* What a type takes for its further schemas while its values are read. */
static uint64_t bytes_of_judged(const struct model_type *type)
{
    if (type->subschemas == NULL) {
        return 0;
    }
    return type->kind == MODEL_LIST && has_function(type->item.type) ? FRAME_JUDGED_LIST
                                                                     : FRAME_JUDGED;
}

static uint64_t bytes_of_properties(const struct model_type *type)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_type *part = type->properties[i].use.type;

        bytes += FRAME_PROPERTY;
        bytes += has_function(part) ? FRAME_PRESENCE : 0;
    }
    return bytes;
}

static uint64_t bytes_of_parts(const struct model_type *type)
{
    const struct model_type *part;
    bool has_number = false;
    uint64_t bytes = 0;

    for (size_t i = 0; (part = emit_memory_part(type, i)) != NULL; i++) {
        part = part->is_others || part->is_matched ? part->item.type : part;
        bytes += bytes_of_limits(part);
        has_number = has_number || part->kind == MODEL_NUMBER;
    }
    return bytes + (has_number ? FRAME_NUMBERS : 0U);
}

/* The frame of the function that reads values of a type. */
static uint64_t frame_of(const struct model_type *type)
{
    uint64_t bytes = bytes_of_parts(type) + bytes_of_judged(type);

    switch (type->kind) {
    case MODEL_OBJECT:
        bytes += bytes_of_properties(type);
        bytes += type->check_count == 0 ? 0 : FRAME_RULES;
        bytes += type->others == NULL ? 0 : FRAME_OTHERS;
        bytes += type->matched == NULL ? 0 : FRAME_OTHERS;
        return bytes + FRAME_OBJECT;
    case MODEL_MAP:
        return type->is_others || type->is_matched ? 0 : bytes + FRAME_MAP;
    case MODEL_LIST:
        return bytes + FRAME_LIST;
    case MODEL_UNION:
        return bytes + FRAME_UNION;
    case MODEL_VALUE:
        return bytes + FRAME_VALUE;
    case MODEL_JSON:
        return FRAME_JSON;
    case MODEL_TEXT:
    case MODEL_TIME:
    case MODEL_INTEGER:
    case MODEL_NUMBER:
    case MODEL_BOOLEAN:
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
    case MODEL_ENUM:
        break;
    }
    return 0;
}

/* The functions from that which reads a value to that which chooses among the keywords. */
static uint64_t frame_of_finish(const struct model_type *type)
{
    return frame_of(type) + FRAME_FINISH + (type->kind == MODEL_JSON ? 0 : FRAME_CLOSE);
}

/* A trial by a schema. */
static uint64_t frame_of_trial(const struct model_type *schema)
{
    return FRAME_TRIAL + bytes_of_faults(schema);
}

/* Whether parts of a value are in brackets of the value itself. */
static bool has_brackets(const struct model_type *type)
{
    return type->kind == MODEL_OBJECT || type->kind == MODEL_LIST ||
           (type->kind == MODEL_MAP && !type->is_others && !type->is_matched);
}

/* The functions between a value that was read and the trial by a schema of the keyword. */
static uint64_t frame_of_keyword(enum model_applicator applicator)
{
    switch (applicator) {
    case MODEL_ONE_OF:
    case MODEL_ANY_OF:
        return FRAME_CHOOSE;
    case MODEL_NOT:
    case MODEL_IF:
    case MODEL_DEPENDENT:
        return FRAME_ONE;
    case MODEL_CONTAINS:
        return FRAME_CONTAINS;
    case MODEL_PREFIX_ITEMS:
        return FRAME_PREFIX;
    case MODEL_PATTERN_PROPERTIES:
    case MODEL_PROPERTY_NAMES:
        return FRAME_MEMBERS;
    }
    return 0;
}

/* Edges */

/* Adds the trials of a type: of all keywords from the node of its values, of those that may list
 * its members from the other node. */
static void add_trials(struct graph *graph, const struct model_type *type, size_t from)
{
    size_t listing = emit_subschema_lists(type) ? node_of_listing(graph, type) : NO_NODE;

    for (size_t i = 0; i < type->subschemas->count; i++) {
        const struct model_subschema *keyword = &type->subschemas->list[i];

        for (size_t j = 0; j < keyword->count; j++) {
            if (keyword->types[j] != NULL) {
                edge_add(graph, from,
                         (struct edge){node_of(graph, keyword->types[j]),
                                       frame_of_finish(type) +
                                           frame_of_keyword(keyword->applicator) +
                                           frame_of_trial(keyword->types[j]),
                                       1});
            }
        }
    }
    edge_add(graph, from, (struct edge){listing, frame_of(type) + FRAME_CLOSE + FRAME_UNLISTED, 0});
}

/* Adds the trials that look for schemas which list members. */
static void add_listing(struct graph *graph, const struct model_type *type)
{
    size_t from = node_of_listing(graph, type);

    for (size_t i = 0; i < type->subschemas->count; i++) {
        const struct model_subschema *keyword = &type->subschemas->list[i];

        for (size_t j = 0; j < keyword->count && !model_applies_to_parts(keyword->applicator);
             j++) {
            const struct model_type *schema = keyword->types[j];
            const struct model_type *value =
                schema != NULL && schema->kind == MODEL_VALUE ? schema->item.type : schema;

            if (schema == NULL || keyword->applicator == MODEL_NOT) {
                continue;
            }
            edge_add(
                graph, from,
                (struct edge){node_of(graph, schema), FRAME_LISTING + frame_of_trial(schema), 1});
            if (value->subschemas != NULL) {
                edge_add(graph, from,
                         (struct edge){node_of_listing(graph, value), FRAME_LISTING, 0});
            }
        }
    }
}

static void add_edges(struct graph *graph, const struct model_type *type)
{
    size_t from = node_of(graph, type);
    const struct model_type *part;

    for (size_t i = 0; (part = emit_memory_part(type, i)) != NULL; i++) {
        edge_add(graph, from,
                 (struct edge){node_of(graph, part), frame_of(type), has_brackets(type) ? 1 : 0});
    }
    if (type->subschemas != NULL) {
        add_trials(graph, type, from);
        add_listing(graph, type);
    }
}

/* Ends of paths */

/* What objects that the fast way reads inside each other take beyond levels that are skipped. */
static uint64_t bytes_of_fast(const struct model_type *type, unsigned levels)
{
    uint64_t most = 0;

    for (size_t i = 0; levels > 0 && emit_fast_has(type) && i < type->property_count; i++) {
        const struct model_type *part = type->properties[i].use.type;

        if (part->kind == MODEL_OBJECT && emit_fast_is_nested(part)) {
            most = emit_memory_larger(most, FRAME_FAST - FRAME_SKIP + bytes_of_parts(part) +
                                                bytes_of_fast(part, levels - 1));
        }
    }
    return most;
}

/* The bytes of a path that ends with values of the type. */
static uint64_t leaf_of(const struct model_type *type)
{
    return frame_of(type) + FRAME_LEAF + bytes_of_fast(type, FAST_LEVELS);
}

static struct graph graph_new(struct emit_memory *memory)
{
    struct graph graph = {.memory = memory,
                          .count = memory->count + 2 * memory->model->judged_count};

    graph.nodes = memory_new_array(graph.count + 1, sizeof *graph.nodes);
    for (size_t i = 0; i < graph.count; i++) {
        graph.nodes[i] = (struct node){.slope = FRAME_SKIP, .leaf = FRAME_LEAF};
    }
    for (size_t i = 0; i < memory->count; i++) {
        graph.nodes[i].leaf = leaf_of(memory->rows[i].type);
        add_edges(&graph, memory->rows[i].type);
    }
    for (size_t i = 0; i < memory->model->judged_count; i++) {
        const struct model_type *type = memory->judged[i].type;

        if (emit_memory_find(memory, type) == NULL) {
            add_edges(&graph, type);
        }
    }
    return graph;
}

static void graph_free(struct graph *graph)
{
    for (size_t i = 0; i < graph->count; i++) {
        free(graph->nodes[i].edges);
    }
    free(graph->nodes);
}

/* Paths */

/* Lengthens the longest paths by one edge. Returns whether a path got longer or steeper. */
static bool paths_step(struct graph *graph)
{
    bool changed = false;

    for (size_t i = graph->count; i-- > 0;) {
        struct node *node = &graph->nodes[i];

        for (size_t j = 0; j < node->count; j++) {
            const struct edge *edge = &node->edges[j];
            const struct node *to = &graph->nodes[edge->to];
            int64_t fixed;

            if (to->slope > node->slope) {
                node->slope = to->slope;
                changed = true;
            }
            fixed = (int64_t)edge->bytes - (int64_t)(edge->levels * node->slope) + to->fixed;
            if (fixed > node->fixed) {
                node->fixed = fixed;
                node->next = edge;
                changed = true;
            }
        }
    }
    return changed;
}

/* The next node of the longest path; NO_NODE: the path ends. */
static size_t path_next(const struct graph *graph, size_t at)
{
    const struct edge *next = graph->nodes[at].next;

    return next == NULL ? NO_NODE : next->to;
}

/* Makes all nodes of a cycle as steep as the cycle is. Returns whether one of them wasn't. */
static bool cycle_settle(struct graph *graph, size_t begin)
{
    uint64_t bytes = 0;
    uint64_t levels = 0;
    bool changed = false;
    size_t at = begin;

    do {
        bytes += graph->nodes[at].next->bytes;
        levels += graph->nodes[at].next->levels;
        at = path_next(graph, at);
    } while (at != begin);
    assert(levels > 0 && "a schema that judges its values by itself is refused");
    do {
        uint64_t slope = (bytes + levels - 1) / levels;

        changed = changed || slope > graph->nodes[at].slope;
        graph->nodes[at].slope = emit_memory_larger(graph->nodes[at].slope, slope);
        at = path_next(graph, at);
    } while (at != begin);
    return changed;
}

/* Looks for cycles of longest paths: such a path would never end. Returns whether a slope grew. */
static bool cycles_settle(struct graph *graph)
{
    bool changed = false;

    for (size_t i = 0; i < graph->count; i++) {
        graph->nodes[i].visit = 0;
    }
    for (size_t i = 0; i < graph->count; i++) {
        unsigned visit = (unsigned)i + 1;
        size_t at = i;

        while (at != NO_NODE && graph->nodes[at].visit == 0) {
            graph->nodes[at].visit = visit;
            at = path_next(graph, at);
        }
        if (at != NO_NODE && graph->nodes[at].visit == visit) {
            changed = cycle_settle(graph, at) || changed;
        }
    }
    return changed;
}

static void paths_begin(struct graph *graph)
{
    for (size_t i = 0; i < graph->count; i++) {
        graph->nodes[i].fixed = (int64_t)graph->nodes[i].leaf;
        graph->nodes[i].next = NULL;
    }
}

/* Finds the slopes and the longest paths. A slope that grew shortens paths: all are sought again.
 */
static void paths_settle(struct graph *graph)
{
    paths_begin(graph);
    while (paths_step(graph)) {
        if (cycles_settle(graph)) {
            paths_begin(graph);
        }
    }
}

void emit_memory_stack(struct emit_memory *memory)
{
    struct graph graph = graph_new(memory);

    paths_settle(&graph);
    for (size_t i = 0; i < memory->count; i++) {
        memory->rows[i].stack.fixed =
            (uint64_t)graph.nodes[i].fixed + FRAME_ROOT + bytes_of_faults(memory->rows[i].type);
        memory->rows[i].stack.slope = graph.nodes[i].slope;
    }
    graph_free(&graph);
}
