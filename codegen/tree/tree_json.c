/* Reads a document that is JSON. The runtime's reader checks the text first: what isn't JSON may be
 * YAML in flow style, and the reader of YAML then reports its faults. YAML has limits that JSON
 * doesn't have: of the length of keys, and of characters. */
#include "tree/tree_json.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "runtime/reader.h"

/* An object or array whose end was not met yet. */
struct json_level {
    struct tree *node;
    struct tree_member *members;
    size_t count;
    size_t capacity;
};

struct json_reader {
    struct dg_arena *arena;
    unsigned file;
    const char *begin;
    const char *at;
    const char *end;
    unsigned line;
    const char *counted; /* columns are counted up to here */
    unsigned column;     /* of `counted` */
    struct json_level levels[TREE_MAX_DEPTH];
    size_t depth;
    struct tree *root;
    size_t node_count;
};

/* Whether the text is JSON without duplicate names. */
static bool json_is_valid(struct dg_text text)
{
    static const struct dg_site any = {.schema = "#", .nullable = true};
    struct dg_arena arena;
    struct dg_reader in;
    struct dg_opt_json value;
    bool valid;

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    dg_reader_open(&in, &any, text, &arena, NULL);
    dg_read_json(&in, &value);
    valid = dg_reader_close(&in);
    dg_arena_free(&arena);
    return valid;
}

static void json_skip_space(struct json_reader *reader)
{
    for (; reader->at < reader->end; reader->at++) {
        if (*reader->at == '\n' || *reader->at == '\r') {
            bool pair =
                *reader->at == '\r' && reader->end - reader->at > 1 && reader->at[1] == '\n';

            reader->at += pair;
            reader->line++;
            reader->counted = reader->at + 1;
            reader->column = 1;
        } else if (*reader->at != ' ' && *reader->at != '\t') {
            return;
        }
    }
}

/* The location of the next byte: columns are code points. */
static struct location json_location(struct json_reader *reader)
{
    for (; reader->counted < reader->at; reader->counted++) {
        reader->column += ((unsigned char)*reader->counted & 0xC0) != 0x80;
    }
    return (struct location){reader->line, reader->column, reader->file};
}

static unsigned json_hex(const char *at)
{
    unsigned code = 0;

    for (size_t i = 0; i < 4; i++) {
        char c = at[i];

        code = code << 4 | (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return code;
}

static char *json_put_utf8(char *to, unsigned code)
{
    if (code < 0x80) {
        *to++ = (char)code;
    } else if (code < 0x800) {
        *to++ = (char)(0xC0 | code >> 6);
        *to++ = (char)(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        *to++ = (char)(0xE0 | code >> 12);
        *to++ = (char)(0x80 | (code >> 6 & 0x3F));
        *to++ = (char)(0x80 | (code & 0x3F));
    } else {
        *to++ = (char)(0xF0 | code >> 18);
        *to++ = (char)(0x80 | (code >> 12 & 0x3F));
        *to++ = (char)(0x80 | (code >> 6 & 0x3F));
        *to++ = (char)(0x80 | (code & 0x3F));
    }
    return to;
}

/* Undoes the escape after the backslash at *from, and moves *from past it (RFC 8259 §7). Surrogates
 * are in pairs: the text is valid. */
static char *json_unescape(char *to, const char **from)
{
    static const char letters[] = "bfnrt";
    static const char meanings[] = "\b\f\n\r\t";
    const char *at = *from + 1;
    const char *letter = strchr(letters, *at);
    unsigned code;

    if (*at != 'u') {
        *to++ = letter != NULL ? meanings[letter - letters] : *at;
        *from = at + 1;
        return to;
    }
    code = json_hex(at + 1);
    *from = at + 5;
    if (code >= 0xD800 && code < 0xDC00) {
        code = 0x10000 + ((code - 0xD800) << 10) + (json_hex(*from + 2) - 0xDC00);
        *from += 6;
    }
    return json_put_utf8(to, code);
}

/* Takes a string; the text is terminated. */
static struct dg_text json_take_string(struct json_reader *reader)
{
    const char *begin = reader->at + 1;
    const char *close = begin;
    bool escaped = false;
    char *text;
    char *to;

    for (; *close != '"'; close += *close == '\\' ? 2 : 1) {
        escaped = escaped || *close == '\\';
    }
    reader->at = close + 1;
    if (!escaped) {
        return (struct dg_text){memory_arena_copy(reader->arena, begin, (size_t)(close - begin)),
                                (size_t)(close - begin)};
    }
    text = to = memory_arena_new(reader->arena, (size_t)(close - begin) + 1);
    while (begin < close) {
        if (*begin == '\\') {
            to = json_unescape(to, &begin);
        } else {
            *to++ = *begin++;
        }
    }
    return (struct dg_text){text, (size_t)(to - text)};
}

static struct tree_member *json_add_member(struct json_level *level)
{
    if (level->count == level->capacity) {
        level->capacity = level->capacity == 0 ? 8 : level->capacity * 2;
        level->members = memory_grow(level->members, level->capacity * sizeof *level->members);
    }
    level->members[level->count] = (struct tree_member){.key = {"", 0}};
    return &level->members[level->count++];
}

static struct tree *json_new(struct json_reader *reader)
{
    struct tree *node = memory_arena_new(reader->arena, sizeof *node);

    node->at = json_location(reader);
    node->byte = (size_t)(reader->at - reader->begin);
    node->id = reader->node_count++;
    return node;
}

/* Puts a value where it belongs: at the root, as the next item, or after its key. */
static void json_attach(struct json_reader *reader, struct tree *node)
{
    struct json_level *level;
    struct tree_member *member;

    if (reader->depth == 0) {
        reader->root = node;
        return;
    }
    level = &reader->levels[reader->depth - 1];
    if (level->node->kind == TREE_MAP) {
        member = &level->members[level->count - 1];
    } else {
        member = json_add_member(level);
        member->at = node->at;
    }
    member->value = node;
    node->parent = level->node;
    node->step = level->count - 1;
}

static void json_take_scalar(struct json_reader *reader)
{
    struct tree *node = json_new(reader);

    if (*reader->at == '"') {
        node->kind = TREE_STRING;
        node->quote = '"';
        node->text = json_take_string(reader);
    } else {
        const char *begin = reader->at;

        while (reader->at < reader->end && strchr(",]} \t\r\n", *reader->at) == NULL) {
            reader->at++;
        }
        node->text.length = (size_t)(reader->at - begin);
        node->text.data = memory_arena_copy(reader->arena, begin, node->text.length);
        node->kind = tree_resolve_plain(node->text);
        node->boolean = *begin == 't';
    }
    json_attach(reader, node);
}

static void json_close(struct json_reader *reader)
{
    struct json_level *level = &reader->levels[--reader->depth];
    struct tree_member *members =
        memory_arena_new(reader->arena, level->count * sizeof *level->members);

    reader->at++;
    if (level->count > 0) {
        memcpy(members, level->members, level->count * sizeof *members);
    }
    free(level->members);
    level->node->members = members;
    level->node->count = level->count;
    if (level->node->kind == TREE_MAP) {
        tree_sort(level->node, reader->arena);
    }
}

static bool json_open(struct json_reader *reader)
{
    struct tree *node = json_new(reader);

    node->kind = *reader->at == '{' ? TREE_MAP : TREE_LIST;
    json_attach(reader, node);
    if (reader->depth == TREE_MAX_DEPTH) {
        return false;
    }
    reader->levels[reader->depth++] = (struct json_level){.node = node};
    reader->at++;
    return true;
}

static void json_take_key(struct json_reader *reader)
{
    struct tree_member *member = json_add_member(&reader->levels[reader->depth - 1]);

    member->at = json_location(reader);
    member->key = json_take_string(reader);
    json_skip_space(reader);
    reader->at++; /* the colon */
    json_skip_space(reader);
}

/* Takes one value, or the end of one. Returns false if it is nested too deep. */
static bool json_take(struct json_reader *reader)
{
    const struct tree *container =
        reader->depth > 0 ? reader->levels[reader->depth - 1].node : NULL;

    if (*reader->at == '}' || *reader->at == ']') {
        json_close(reader);
        return true;
    }
    if (container != NULL && container->kind == TREE_MAP) {
        json_take_key(reader);
    }
    if (*reader->at == '{' || *reader->at == '[') {
        return json_open(reader);
    }
    json_take_scalar(reader);
    return true;
}

struct tree *tree_json_read(unsigned file, struct dg_text text, struct dg_arena *arena,
                            size_t *node_count)
{
    struct json_reader reader = {.arena = arena,
                                 .file = file,
                                 .begin = text.data,
                                 .at = text.data,
                                 .end = text.data + text.length,
                                 .line = 1,
                                 .counted = text.data,
                                 .column = 1};
    bool good = true;

    if (text.length == 0 || text.data[0] != '{' || !json_is_valid(text)) {
        return NULL;
    }
    while (good && reader.at < reader.end) {
        good = json_take(&reader);
        json_skip_space(&reader);
        if (reader.depth > 0 && *reader.at == ',') {
            reader.at++;
            json_skip_space(&reader);
        }
    }
    while (reader.depth > 0) {
        free(reader.levels[--reader.depth].members);
    }
    *node_count = reader.node_count;
    return good ? reader.root : NULL;
}
