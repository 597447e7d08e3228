/* The bridge to cJSON. */
#include "runtime/cjson.h"

#include <string.h>

#include "runtime/leaf.h"
#include "runtime/writer.h"

/* From JSON to a tree. cJSON parses the text. Then the text is read once more along the tree, to
   correct nodes that can't hold their value. */

static const double exact_limit = (double)(INT64_C(1) << 53);

enum {
    /* The length of numbers whose digits a double and cJSON_Print always keep, if they have no
     * exponent: at most 15 digits. */
    SHORT_NUMBER = 15,
    /* The longest number that cJSON prints, and more. */
    PRINTED_BYTES = 64
};

/* The next value in the order of the text: a walk over the tree without recursion. */
struct walk {
    cJSON *parents[CJSON_NESTING_LIMIT];
    size_t depth;
    cJSON *node; /* NULL: before the first */
};

static cJSON *walk_next(struct walk *walk)
{
    cJSON *next = walk->node->child;

    if (next != NULL) {
        walk->parents[walk->depth++] = walk->node;
    } else {
        next = walk->node->next;
        while (next == NULL && walk->depth > 0) {
            next = walk->parents[--walk->depth]->next;
        }
    }
    walk->node = next;
    return next;
}

/* The end of the string, number or literal at `at`. */
static const char *token_end(const char *at, const char *end)
{
    if (*at != '"') {
        while (at < end && memchr(",:]} \t\r\n", *at, sizeof ",:]} \t\r\n" - 1) == NULL) {
            at++;
        }
        return at;
    }
    for (at++; *at != '"'; at++) {
        at += *at == '\\' ? 1 : 0;
    }
    return at + 1;
}

static bool token_has_nul(struct dg_text token)
{
    for (size_t i = 0; i + 6 <= token.length; i++) {
        if (token.data[i] == '\\' && memcmp(token.data + i, "\\u0000", 6) == 0) {
            return true;
        }
        i += token.data[i] == '\\' ? 1 : 0;
    }
    return false;
}

/* Whether cJSON prints the node as the number that it holds: cJSON prints only 15 digits if they
 * are near enough to the value (1.23456789012346e+15). */
static bool number_prints(cJSON *node, struct dg_text token)
{
    char buffer[PRINTED_BYTES] = "";
    int64_t integer;
    struct dg_text printed;

    if (!cJSON_PrintPreallocated(node, buffer, PRINTED_BYTES, false)) {
        return false;
    }
    printed = dg_text_of(buffer);
    if (!dg_number_is_spelled(printed)) {
        return false;
    }
    if (dg_number_integer(token, &integer)) {
        return memchr(buffer, 'e', printed.length) == NULL &&
               dg_number_compare(printed, token) == 0;
    }
    /* Digits beyond those of a double are lost, as in every double. */
    return dg_number_value(printed) == dg_number_value(token);
}

static bool number_fits(cJSON *node, struct dg_text token)
{
    bool plain = memchr(token.data, 'e', token.length) == NULL &&
                 memchr(token.data, 'E', token.length) == NULL;
    double value;

    if (plain && token.length <= SHORT_NUMBER) {
        return true;
    }
    /* Beyond 2^53 a double doesn't show whether the number is integral. */
    value = dg_number_value(token);
    return value > -exact_limit && value < exact_limit && number_prints(node, token);
}

/* Makes a node that prints as `token`. */
static bool make_raw(cJSON *node, struct dg_text token)
{
    char *copy = cJSON_malloc(token.length + 1);

    if (copy == NULL) {
        return false;
    }
    memcpy(copy, token.data, token.length);
    copy[token.length] = '\0';
    cJSON_free(node->valuestring);
    node->valuestring = copy;
    node->type = cJSON_Raw;
    return true;
}

static bool mend(cJSON *node, struct dg_text token)
{
    bool fits = token.data[0] == '"' ? !token_has_nul(token)
                                     : !cJSON_IsNumber(node) || number_fits(node, token);

    return fits || make_raw(node, token);
}

/* Walks over the text and the tree together, and corrects nodes. */
static bool mend_all(struct walk *walk, struct dg_text json)
{
    const char *end = json.data + json.length;
    const char *at = dg_leaf_space(json.data, end);

    while (at < end) {
        const char *next = at + 1;
        bool is_value = memchr(",:]}", *at, 4) == NULL;

        if (is_value && *at != '{' && *at != '[') {
            next = token_end(at, end);
        }
        struct dg_text token = {at, (size_t)(next - at)};
        next = dg_leaf_space(next, end);
        if (is_value && next < end && *next == ':') {
            if (token_has_nul(token)) {
                return false;
            }
            is_value = false;
        }
        if (is_value) {
            if (*at != '{' && *at != '[' && !mend(walk->node, token)) {
                return false;
            }
            walk_next(walk);
        }
        at = next;
    }
    return true;
}

cJSON *dg_json_to_cjson(struct dg_json json)
{
    cJSON *tree =
        json.text.length == 0 ? NULL : cJSON_ParseWithLength(json.text.data, json.text.length);
    struct walk walk = {.node = tree};

    if (tree != NULL && !mend_all(&walk, json.text)) {
        cJSON_Delete(tree);
        return NULL;
    }
    return tree;
}

cJSON *dg_cjson_of_value(size_t (*encode)(const void *value, char *buffer, size_t capacity),
                         const void *value)
{
    size_t length = encode(value, NULL, 0);
    char *json = length == 0 ? NULL : cJSON_malloc(length + 1);
    cJSON *tree = NULL;

    if (json != NULL) {
        encode(value, json, length + 1);
        tree = dg_json_to_cjson((struct dg_json){{json, length}});
    }
    cJSON_free(json);
    return tree;
}

/* From a tree to JSON */

/* The depth at which the text ends: deeper than any decoder reads, so that a decoder reports the
 * nesting. */
enum {
    DEEPEST = 5000
};

/* cJSON itself prints no more than 15 digits of some doubles. */
static void write_number(struct dg_writer *out, const cJSON *node)
{
    char buffer[DG_NUMBER_BYTES];
    size_t length = dg_number_write(node->valuedouble, buffer);

    if (length == 0) {
        dg_write_null(out); /* as cJSON writes NaN and infinity */
    } else {
        dg_write_raw(out, (struct dg_text){buffer, length});
    }
}

static void write_node(struct dg_writer *out, const cJSON *node, unsigned depth);

static void write_children(struct dg_writer *out, const cJSON *node, unsigned depth)
{
    bool named = cJSON_IsObject(node);

    for (const cJSON *child = node->child; child != NULL && depth < DEEPEST; child = child->next) {
        if (named) {
            dg_write_key(out, dg_text_of(child->string));
        }
        write_node(out, child, depth + 1);
    }
}

static void write_node(struct dg_writer *out, const cJSON *node, unsigned depth)
{
    if (cJSON_IsObject(node)) {
        dg_write_object(out);
        write_children(out, node, depth);
        dg_write_object_end(out);
    } else if (cJSON_IsArray(node)) {
        dg_write_array(out);
        write_children(out, node, depth);
        dg_write_array_end(out);
    } else if (cJSON_IsString(node)) {
        dg_write_text(out, dg_text_of(node->valuestring));
    } else if (cJSON_IsNumber(node)) {
        write_number(out, node);
    } else if (cJSON_IsBool(node)) {
        dg_write_boolean(out, cJSON_IsTrue(node));
    } else if (cJSON_IsNull(node)) {
        dg_write_null(out);
    } else {
        dg_write_raw(out, dg_text_of(node->valuestring)); /* raw text, or not a value */
    }
}

bool dg_cjson_to_text(const cJSON *tree, struct dg_arena *arena, struct dg_text *out)
{
    struct dg_writer writer;
    char *buffer;

    *out = (struct dg_text){NULL, 0};
    if (tree == NULL) {
        return true;
    }
    dg_writer_init(&writer, NULL, 0, NULL);
    write_node(&writer, tree, 0);
    buffer = dg_arena_alloc(arena, dg_writer_length(&writer));
    if (buffer == NULL) {
        return false;
    }
    *out = (struct dg_text){buffer, dg_writer_length(&writer)};
    dg_writer_init(&writer, buffer, out->length, NULL);
    write_node(&writer, tree, 0);
    return true;
}
