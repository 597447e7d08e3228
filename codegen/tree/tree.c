/* Builds the tree from libyaml's events, and reports YAML features that a contract may not use. */
#include "tree/tree.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/memory_arena.h"
#include "tree/tree_anchor.h"
#include "tree/tree_breaks.h"
#include "tree/tree_edit.h"
#include "tree/tree_json.h"

/* A map or list whose end was not met yet. */
struct tree_level {
    struct tree *node;
    struct tree_member *members;
    size_t count;
    size_t capacity;
    bool has_key; /* of a map: the last member waits for its value */
    size_t merge; /* of a map: the index of the merge key, plus 1; 0: there is none */
};

struct tree_reader {
    yaml_parser_t parser;
    struct dg_arena *arena;
    struct diag *diag;
    unsigned file;
    struct dg_text text;
    struct tree_breaks breaks;
    /* The offset in bytes of the character with the number `index`: libyaml counts characters, and
       some functions need the text itself. */
    size_t byte;
    size_t index;
    struct tree_level levels[TREE_MAX_YAML_DEPTH];
    size_t depth;
    struct tree *root;
    size_t node_count;
    struct tree_anchors anchors;
    bool failed; /* nothing more can be read */
    bool refused;
};

static struct location tree_location(const struct tree_reader *reader, yaml_mark_t mark)
{
    return (struct location){(unsigned)mark.line + 1, (unsigned)mark.column + 1, reader->file};
}

static void tree_refuse(struct tree_reader *reader, enum diag_id id, yaml_mark_t mark,
                        const char *message)
{
    reader->refused = true;
    diag_error(reader->diag, id, tree_location(reader, mark), "%s", message);
}

/* The byte of the text at a mark. Marks must come in order. */
static char tree_byte_at(struct tree_reader *reader, yaml_mark_t mark)
{
    const char *end = reader->text.data + reader->text.length;

    for (; reader->index < mark.index && reader->byte < reader->text.length; reader->index++) {
        reader->byte += dg_utf8_sequence(reader->text.data + reader->byte, end);
    }
    return reader->byte < reader->text.length ? reader->text.data[reader->byte] : '\0';
}

static struct tree *tree_new(struct tree_reader *reader, enum tree_kind kind, yaml_mark_t mark)
{
    struct tree *node = memory_arena_new(reader->arena, sizeof *node);

    node->kind = kind;
    node->at = tree_location(reader, mark);
    node->id = reader->node_count++;
    return node;
}

static struct tree_member *tree_add_member(struct tree_level *level)
{
    if (level->count == level->capacity) {
        level->capacity = level->capacity == 0 ? 8 : level->capacity * 2;
        level->members = memory_grow(level->members, level->capacity * sizeof *level->members);
    }
    level->members[level->count] = (struct tree_member){.key = {"", 0}};
    return &level->members[level->count++];
}

/* Puts a value where it belongs: at the root, as the next item, or after its key. */
static void tree_attach(struct tree_reader *reader, struct tree *node)
{
    struct tree_level *level = &reader->levels[reader->depth == 0 ? 0 : reader->depth - 1];
    struct tree_member *member;

    if (reader->depth == 0) {
        reader->root = node;
        return;
    }
    if (level->has_key) {
        level->has_key = false;
        member = &level->members[level->count - 1];
    } else {
        member = tree_add_member(level);
        member->at = node->at;
    }
    member->value = node;
    node->parent = level->node;
    node->step = level->count - 1;
}

/* Whether the next node is the key of a member. */
static bool tree_expects_key(const struct tree_reader *reader)
{
    const struct tree_level *level;

    if (reader->depth == 0) {
        return false;
    }
    level = &reader->levels[reader->depth - 1];
    return level->node->kind == TREE_MAP && !level->has_key;
}

static void tree_check_tag(struct tree_reader *reader, const yaml_char_t *tag, yaml_mark_t mark)
{
    /* libyaml doesn't report the tag "!". */
    if (tag != NULL || tree_byte_at(reader, mark) == '!') {
        tree_refuse(reader, DIAG_YAML_FEATURE, mark, "tags are not supported");
    }
}

/* Refuses an anchor or alias at the mark whose name has characters that libyaml doesn't take for a
 * part of it: it would read the rest of the name as a value. */
static void tree_check_name(struct tree_reader *reader, const yaml_char_t *name, yaml_mark_t mark)
{
    size_t length = strlen((const char *)name);
    bool begins = strchr("&*", tree_byte_at(reader, mark)) != NULL;
    size_t end = reader->byte + 1 + length;

    if (begins && end < reader->text.length &&
        strchr(" \t\r\n,[]{}", reader->text.data[end]) == NULL) {
        tree_refuse(reader, DIAG_YAML_FEATURE, mark,
                    "the name of an anchor must consist of letters, digits, '-' and '_'");
    }
}

/* Keeps the anchor of a node, if it has one. */
static void tree_keep_anchor(struct tree_reader *reader, const yaml_char_t *anchor,
                             struct tree *node, yaml_mark_t mark)
{
    if (anchor != NULL) {
        tree_check_name(reader, anchor, mark);
    }
    if (anchor != NULL &&
        !tree_anchor_set(&reader->anchors, (const char *)anchor, node, reader->arena)) {
        reader->refused = true;
        reader->failed = true;
        diag_error(reader->diag, DIAG_YAML_FEATURE, node->at, "more than %zu anchors",
                   TREE_MAX_ANCHORS);
    }
}

/* Moves the location of a scalar past its anchor, on the same line. */
static void tree_pass_anchor(const struct tree_reader *reader, struct tree *node,
                             const char *anchor)
{
    size_t byte = node->byte + 1 + strlen(anchor);

    while (byte < reader->text.length && reader->text.data[byte] == ' ') {
        byte++;
    }
    if (byte < reader->text.length && strchr("\t\r\n", reader->text.data[byte]) == NULL) {
        node->at.column += (unsigned)(byte - node->byte);
        node->byte = byte;
    }
}

static struct tree *tree_new_scalar(struct tree_reader *reader, const yaml_event_t *event,
                                    struct dg_text text)
{
    struct tree *node = tree_new(reader, TREE_STRING, event->start_mark);
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

    if (plain) {
        node->kind = tree_resolve_plain(text);
    }
    node->text = text;
    node->byte = reader->byte;
    if (event->data.scalar.anchor != NULL) {
        tree_pass_anchor(reader, node, (const char *)event->data.scalar.anchor);
    }
    node->quote = plain ? '\0' : reader->text.data[node->byte];
    node->boolean = node->kind == TREE_BOOLEAN && (text.data[0] | 0x20) == 't';
    tree_keep_anchor(reader, event->data.scalar.anchor, node, event->start_mark);
    return node;
}

static void tree_add_key(struct tree_reader *reader, struct dg_text text, yaml_mark_t mark,
                         bool plain)
{
    struct tree_level *level = &reader->levels[reader->depth - 1];
    struct tree_member *member = tree_add_member(level);

    if (plain && level->merge == 0 && dg_text_equal(text, dg_text_of("<<"))) {
        level->merge = level->count;
    }
    member->at = tree_location(reader, mark);
    member->key = text;
    level->has_key = true;
}

static void tree_add_scalar(struct tree_reader *reader, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    char *copy = memory_arena_copy(reader->arena, value, length);
    struct dg_text text = {copy, length};

    tree_breaks_restore(&reader->breaks, copy, length);
    tree_check_tag(reader, event->data.scalar.tag, event->start_mark);
    if (!tree_expects_key(reader)) {
        tree_attach(reader, tree_new_scalar(reader, event, text));
        return;
    }
    if (event->data.scalar.anchor != NULL) {
        (void)tree_new_scalar(reader, event, text);
        reader->anchors.used = true;
    }
    tree_add_key(reader, text, event->start_mark, plain);
}

static void tree_open(struct tree_reader *reader, enum tree_kind kind, yaml_mark_t mark,
                      const yaml_char_t *anchor)
{
    struct tree *node;

    if (tree_expects_key(reader)) {
        tree_refuse(reader, DIAG_YAML_FEATURE, mark, "a key must be a scalar");
        reader->failed = true;
        return;
    }
    if (reader->depth == TREE_MAX_YAML_DEPTH) {
        tree_refuse(reader, DIAG_YAML_DEPTH, mark, "nested deeper than 64 levels");
        reader->failed = true;
        return;
    }
    node = tree_new(reader, kind, mark);
    tree_attach(reader, node);
    tree_keep_anchor(reader, anchor, node, mark);
    reader->levels[reader->depth++] = (struct tree_level){.node = node};
}

static void tree_refuse_duplicates(struct tree_reader *reader, const struct tree *map)
{
    for (size_t i = 1; i < map->count; i++) {
        const struct tree_member *first = map->by_key[i - 1];
        const struct tree_member *second = map->by_key[i];

        if (!dg_text_equal(first->key, second->key)) {
            continue;
        }
        reader->refused = true;
        diag_error(reader->diag, DIAG_DUPLICATE_KEY, second->at,
                   "key '%.*s' occurs twice in one mapping", DIAG_TEXT(second->key));
        diag_note(reader->diag, first->at, "the other occurrence is here");
    }
}

/* Expands the merge key of a mapping. */
static void tree_merge(struct tree_reader *reader, struct tree_level *level)
{
    const struct tree_member *merge = &level->members[level->merge - 1];
    struct tree_members members = {level->members, level->count};

    if (!tree_anchor_merge(&members, level->merge - 1)) {
        reader->refused = true;
        diag_error(reader->diag, DIAG_YAML_FEATURE, merge->at,
                   "a merge key '<<' needs a mapping or a list of mappings");
    }
    level->members = members.items;
    level->count = members.count;
    for (size_t i = 0; i < level->count; i++) {
        level->members[i].value->parent = level->node;
        level->members[i].value->step = i;
    }
    reader->anchors.used = true;
}

static void tree_close(struct tree_reader *reader)
{
    struct tree_level *level = &reader->levels[--reader->depth];
    struct tree *node = level->node;
    struct tree_member *members;

    if (level->merge > 0) {
        tree_merge(reader, level);
    }
    members = memory_arena_new(reader->arena, level->count * sizeof *level->members);
    if (level->count > 0) {
        memcpy(members, level->members, level->count * sizeof *members);
    }
    free(level->members);
    node->members = members;
    node->count = level->count;
    if (node->kind == TREE_MAP) {
        tree_sort(node, reader->arena);
        tree_refuse_duplicates(reader, node);
    }
}

/* Why the node can't stand at an alias. NULL: it can. */
static const char *tree_alias_fault(const struct tree_reader *reader, const struct tree *node)
{
    if (node == NULL) {
        return "there is no such anchor before this alias";
    }
    for (size_t i = 0; i < reader->depth; i++) {
        if (reader->levels[i].node == node) {
            return "an alias to a part that contains it would never end";
        }
    }
    if (tree_expects_key(reader)) {
        return node->kind == TREE_MAP || node->kind == TREE_LIST ? "a key must be a scalar" : NULL;
    }
    return reader->depth + tree_edit_levels(node) - 1 > TREE_MAX_YAML_DEPTH
               ? "with this alias, the document is nested deeper than 64 levels"
               : NULL;
}

static void tree_add_alias(struct tree_reader *reader, const yaml_event_t *event)
{
    struct tree *node = tree_anchor_find(&reader->anchors, (const char *)event->data.alias.anchor);
    const char *fault = tree_alias_fault(reader, node);
    struct tree *copy;

    tree_check_name(reader, event->data.alias.anchor, event->start_mark);
    if (fault != NULL) {
        tree_refuse(reader, DIAG_YAML_FEATURE, event->start_mark, fault);
        reader->failed = true;
        return;
    }
    if (tree_expects_key(reader)) {
        tree_add_key(reader, node->text, event->start_mark, false);
        return;
    }
    copy = tree_anchor_copy(&reader->anchors, node, reader->arena);
    if (copy == NULL) {
        tree_refuse(reader, DIAG_YAML_FEATURE, event->start_mark,
                    "aliases expand to more than 1048576 values");
        reader->failed = true;
        return;
    }
    tree_attach(reader, copy);
}

static void tree_start_document(struct tree_reader *reader, yaml_mark_t mark)
{
    if (reader->root == NULL) {
        return;
    }
    tree_refuse(reader, DIAG_YAML_FEATURE, mark,
                "a second document begins here; a contract must be one document");
    reader->failed = true;
}

static void tree_take(struct tree_reader *reader, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        tree_add_scalar(reader, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        tree_check_tag(reader, event->data.sequence_start.tag, event->start_mark);
        tree_open(reader, TREE_LIST, event->start_mark, event->data.sequence_start.anchor);
        break;
    case YAML_MAPPING_START_EVENT:
        tree_check_tag(reader, event->data.mapping_start.tag, event->start_mark);
        tree_open(reader, TREE_MAP, event->start_mark, event->data.mapping_start.anchor);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        tree_close(reader);
        break;
    case YAML_ALIAS_EVENT:
        tree_add_alias(reader, event);
        break;
    case YAML_DOCUMENT_START_EVENT:
        tree_start_document(reader, event->start_mark);
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
}

/* The longest key that YAML allows without a `?` before it (YAML 1.2.2 §7.4). */
#define LONGEST_KEY 1024

/* Whether a key that is too long ends at the byte: libyaml takes the key for a value, and refuses
   the colon. */
static bool tree_is_long_key(const struct tree_reader *reader, size_t byte)
{
    const char *data = reader->text.data;
    size_t length = 0;

    if (byte >= reader->text.length || data[byte] != ':') {
        return false;
    }
    while (byte > 0 && strchr("\n\r{,", data[byte - 1]) == NULL) {
        byte--;
        length += ((unsigned char)data[byte] & 0xC0) != 0x80 ? 1 : 0;
    }
    return length > LONGEST_KEY;
}

/* A message about a tab or a long key, which libyaml's message doesn't name. NULL: libyaml's
 * message serves. */
static const char *tree_explain(struct tree_reader *reader)
{
    const char *problem = reader->parser.problem != NULL ? reader->parser.problem : "";
    char byte = tree_byte_at(reader, reader->parser.problem_mark);

    if (strstr(problem, "found a tab character where an indentation space is expected") != NULL) {
        return "YAML doesn't allow tabs in indentation; if the tab begins the text of a block, "
               "state the "
               "indentation of the block, as in '|2'";
    }
    if (byte == '\t') {
        return "YAML doesn't allow tabs in indentation";
    }
    return tree_is_long_key(reader, reader->byte) ? "a key must not be longer than 1024 characters"
                                                  : NULL;
}

static void tree_report_parser(struct tree_reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    const char *explained;

    if (parser->error == YAML_MEMORY_ERROR) {
        memory_exhausted();
    }
    reader->failed = true;
    reader->refused = true;
    explained = tree_explain(reader);
    if (explained != NULL) {
        diag_error(reader->diag, DIAG_YAML, tree_location(reader, parser->problem_mark), "%s",
                   explained);
        return;
    }
    diag_error(reader->diag, DIAG_YAML, tree_location(reader, parser->problem_mark), "%s%s%s",
               parser->problem != NULL ? parser->problem : "not YAML",
               parser->context != NULL ? " " : "", parser->context != NULL ? parser->context : "");
    if (parser->context != NULL && parser->context_mark.index != parser->problem_mark.index) {
        diag_note(reader->diag, tree_location(reader, parser->context_mark),
                  "the enclosing part begins here");
    }
}

/* Takes events until the end or until nothing more can be read. */
static void tree_take_events(struct tree_reader *reader)
{
    bool more = true;

    while (more && !reader->failed) {
        yaml_event_t event;

        if (yaml_parser_parse(&reader->parser, &event) == 0) {
            tree_report_parser(reader);
            return;
        }
        tree_take(reader, &event);
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
}

static void tree_read_events(struct tree_reader *reader)
{
    if (yaml_parser_initialize(&reader->parser) == 0) {
        memory_exhausted();
    }
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const yaml_char_t *)reader->text.data,
                                 reader->text.length);
    tree_take_events(reader);
    yaml_parser_delete(&reader->parser);
    while (reader->depth > 0) {
        free(reader->levels[--reader->depth].members);
    }
    tree_anchor_free(&reader->anchors);
}

struct tree *tree_read(unsigned file, struct dg_arena *arena, struct diag *diag, size_t *node_count)
{
    const struct location nowhere = {.file = file};
    struct tree_reader reader = {.arena = arena, .diag = diag, .file = file};

    struct tree *json;

    *node_count = 0;
    if (!tree_check_size(file, diag)) {
        return NULL;
    }
    json = tree_json_read(file, diag->files[file].source, arena, node_count);
    if (json != NULL) {
        return json;
    }
    if (!tree_check_text(file, diag)) {
        return NULL;
    }
    reader.text = diag->files[file].source;
    if (!tree_breaks_hide(&reader.breaks, &reader.text, arena)) {
        diag_error(
            diag, DIAG_ENCODING, nowhere,
            "U+0085, U+2028 and U+2029 can't be read in a file with so many different characters");
        return NULL;
    }
    if (reader.text.length > 0) {
        tree_read_events(&reader);
    }
    if (!reader.refused && reader.root == NULL) {
        diag_error(diag, DIAG_EMPTY, nowhere, "the file holds no document");
        return NULL;
    }
    if (reader.refused) {
        return NULL;
    }
    *node_count = reader.anchors.used ? tree_edit_finish(reader.root) : reader.node_count;
    return reader.root;
}
