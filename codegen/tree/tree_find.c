/* Finds nodes of the tree, and gives their paths. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "tree/tree.h"

int tree_compare_keys(struct dg_text a, struct dg_text b)
{
    size_t common = a.length < b.length ? a.length : b.length;
    int order = common > 0 ? memcmp(a.data, b.data, common) : 0;

    if (order != 0) {
        return order;
    }
    return a.length < b.length ? -1 : a.length > b.length;
}

static int tree_compare_members(const void *a, const void *b)
{
    const struct tree_member *const *left = a;
    const struct tree_member *const *right = b;
    int order = tree_compare_keys((*left)->key, (*right)->key);

    /* qsort is not stable: equal keys stay in document order. */
    if (order == 0) {
        order = *left < *right ? -1 : *left > *right;
    }
    return order;
}

void tree_sort(struct tree *map, struct dg_arena *arena)
{
    map->by_key = memory_arena_new(arena, map->count * sizeof(struct tree_member *));
    for (size_t i = 0; i < map->count; i++) {
        map->by_key[i] = &map->members[i];
    }
    qsort(map->by_key, map->count, sizeof map->by_key[0], tree_compare_members);
}

const struct tree_member *tree_find(const struct tree *map, struct dg_text key)
{
    size_t low = 0;
    size_t high;

    if (map == NULL || map->kind != TREE_MAP) {
        return NULL;
    }
    for (high = map->count; low < high;) {
        size_t middle = low + (high - low) / 2;
        int order = tree_compare_keys(key, map->by_key[middle]->key);

        if (order == 0) {
            return map->by_key[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

const struct tree *tree_get(const struct tree *map, const char *key)
{
    const struct tree_member *member = tree_find(map, dg_text_of(key));

    return member != NULL ? member->value : NULL;
}

struct dg_text tree_key(const struct tree *node)
{
    if (node->parent == NULL) {
        return (struct dg_text){"", 0};
    }
    return node->parent->members[node->step].key;
}

bool tree_key_is(const struct tree *node, const char *key)
{
    return node->parent != NULL && node->parent->kind == TREE_MAP &&
           dg_text_equal(tree_key(node), dg_text_of(key));
}

/* Whether a fragment may hold the byte as it is (RFC 3986 §3.5). */
static bool tree_is_fragment_byte(unsigned char byte)
{
    if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
        (byte >= 'a' && byte <= 'z')) {
        return true;
    }
    return byte != '\0' && strchr("-._~!$&'()*+,;=:@/?", byte) != NULL;
}

void tree_pointer_add(struct buffer *pointer, struct dg_text key)
{
    buffer_add(pointer, "/");
    for (size_t i = 0; i < key.length; i++) {
        unsigned char byte = (unsigned char)key.data[i];

        if (byte == '~' || byte == '/') {
            buffer_add(pointer, byte == '~' ? "~0" : "~1");
        } else if (tree_is_fragment_byte(byte)) {
            buffer_format(pointer, "%c", byte);
        } else {
            buffer_format(pointer, "%%%02X", byte);
        }
    }
}

static void tree_add_step(struct buffer *buffer, const struct tree *node)
{
    if (node->parent->kind == TREE_LIST) {
        buffer_format(buffer, "/%zu", node->step);
    } else {
        tree_pointer_add(buffer, tree_key(node));
    }
}

static bool tree_is_plain_key(struct dg_text key)
{
    for (size_t i = 0; i < key.length; i++) {
        char c = key.data[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';

        if (!letter && (i == 0 || (c != '-' && (c < '0' || c > '9')))) {
            return false;
        }
    }
    return key.length > 0;
}

static void tree_add_path_step(struct buffer *buffer, const struct tree *node)
{
    struct dg_text key = tree_key(node);

    if (node->parent->kind == TREE_LIST) {
        buffer_format(buffer, "[%zu]", node->step);
        return;
    }
    if (tree_is_plain_key(key)) {
        buffer_add(buffer, ".");
        buffer_add_text(buffer, key);
        return;
    }
    buffer_add(buffer, "['");
    for (size_t i = 0; i < key.length; i++) {
        if (key.data[i] == '\'' || key.data[i] == '\\') {
            buffer_add(buffer, key.data[i] == '\'' ? "\\\\" : "\\\\\\");
        } else if (key.data[i] == '"') {
            buffer_add(buffer, "\\");
        }
        buffer_add_text(buffer, (struct dg_text){key.data + i, 1});
    }
    buffer_add(buffer, "']");
}

const char *tree_json_path(const struct tree *node, struct dg_arena *arena)
{
    const struct tree *path[TREE_MAX_DEPTH + 1];
    struct buffer buffer = {0};
    size_t depth = 0;
    char *text;

    for (; node->parent != NULL; node = node->parent) {
        assert(depth < TREE_MAX_DEPTH + 1);
        path[depth++] = node;
    }
    buffer_add(&buffer, "$");
    while (depth > 0) {
        tree_add_path_step(&buffer, path[--depth]);
    }
    text = memory_arena_copy(arena, buffer.data, buffer.length);
    buffer_free(&buffer);
    return text;
}

const char *tree_pointer(const struct tree *node, struct dg_arena *arena)
{
    const struct tree *path[TREE_MAX_DEPTH + 1];
    struct buffer buffer = {0};
    size_t depth = 0;
    char *pointer;

    for (; node->parent != NULL; node = node->parent) {
        assert(depth < TREE_MAX_DEPTH + 1);
        path[depth++] = node;
    }
    if (node->kind == TREE_MAP || node->kind == TREE_LIST) {
        buffer_add_text(&buffer, node->text);
    }
    buffer_add(&buffer, "#");
    while (depth > 0) {
        tree_add_step(&buffer, path[--depth]);
    }
    pointer = memory_arena_copy(arena, buffer.data, buffer.length);
    buffer_free(&buffer);
    return pointer;
}

bool tree_needs_quotes(enum tree_kind kind)
{
    return kind == TREE_BOOLEAN || kind == TREE_INTEGER || kind == TREE_FLOAT;
}

const char *tree_kind_name(enum tree_kind kind)
{
    switch (kind) {
    case TREE_NULL:
        return "null";
    case TREE_BOOLEAN:
        return "a boolean";
    case TREE_INTEGER:
        return "an integer";
    case TREE_FLOAT:
        return "a number";
    case TREE_STRING:
        return "a string";
    case TREE_LIST:
        return "a list";
    case TREE_MAP:
        return "a mapping";
    }
    assert(false);
    return "";
}
