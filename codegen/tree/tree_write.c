/* Writes a tree with libyaml's emitter. */
#include "tree/tree_write.h"

#include <assert.h>
#include <string.h>
#include <yaml.h>

static int write_bytes(void *context, unsigned char *bytes, size_t length)
{
    buffer_add_bytes(context, (const char *)bytes, length);
    return 1;
}

/* Hands an event to the emitter, which fails only for lack of memory. */
static void write_event(yaml_emitter_t *emitter, yaml_event_t *event, int made)
{
    if (made == 0 || yaml_emitter_emit(emitter, event) == 0) {
        memory_exhausted();
    }
}

/* Whether a block or single quotes would change the text: it has characters that YAML takes for
   line breaks, or white space at the end of a line. */
static bool write_needs_escapes(struct dg_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const char *at = text.data + i;
        unsigned char byte = (unsigned char)*at;
        size_t left = text.length - i;

        if ((byte < 0x20 && byte != '\n') || byte == 0x7F ||
            (left > 1 && memcmp(at, "\xC2\x85", 2) == 0) ||
            (left > 2 &&
             (memcmp(at, "\xE2\x80\xA8", 3) == 0 || memcmp(at, "\xE2\x80\xA9", 3) == 0)) ||
            (byte == ' ' && (left == 1 || at[1] == '\n'))) {
            return true;
        }
    }
    return false;
}

/* The style of a string that had this quote. */
static yaml_scalar_style_t write_style(struct dg_text text, char quote)
{
    bool lines = text.length > 0 && memchr(text.data, '\n', text.length) != NULL;

    if (write_needs_escapes(text) || (lines && quote != '|' && quote != '>')) {
        return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    }
    if (lines) {
        return YAML_LITERAL_SCALAR_STYLE;
    }
    if (quote == '"') {
        return YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    }
    return quote == '\0' && tree_resolve_plain(text) == TREE_STRING
               ? YAML_PLAIN_SCALAR_STYLE
               : YAML_SINGLE_QUOTED_SCALAR_STYLE;
}

static void write_scalar(yaml_emitter_t *emitter, struct dg_text text, yaml_scalar_style_t style)
{
    yaml_event_t event;

    write_event(emitter, &event,
                yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text.data,
                                             (int)text.length, 1, 1, style));
}

static void write_node(yaml_emitter_t *emitter, const struct tree *node);

static void write_map(yaml_emitter_t *emitter, const struct tree *map)
{
    yaml_event_t event;

    write_event(
        emitter, &event,
        yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE));
    for (size_t i = 0; i < map->count; i++) {
        write_scalar(emitter, map->members[i].key, write_style(map->members[i].key, '\0'));
        write_node(emitter, map->members[i].value);
    }
    write_event(emitter, &event, yaml_mapping_end_event_initialize(&event));
}

static void write_list(yaml_emitter_t *emitter, const struct tree *list)
{
    yaml_event_t event;

    write_event(
        emitter, &event,
        yaml_sequence_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_SEQUENCE_STYLE));
    for (size_t i = 0; i < list->count; i++) {
        write_node(emitter, list->members[i].value);
    }
    write_event(emitter, &event, yaml_sequence_end_event_initialize(&event));
}

static void write_node(yaml_emitter_t *emitter, const struct tree *node)
{
    switch (node->kind) {
    case TREE_MAP:
        write_map(emitter, node);
        break;
    case TREE_LIST:
        write_list(emitter, node);
        break;
    case TREE_STRING:
        write_scalar(emitter, node->text, write_style(node->text, node->quote));
        break;
    case TREE_NULL:
        write_scalar(emitter, (struct dg_text)DG_TEXT("null"), YAML_PLAIN_SCALAR_STYLE);
        break;
    case TREE_BOOLEAN:
    case TREE_INTEGER:
    case TREE_FLOAT:
        write_scalar(emitter, node->text, YAML_PLAIN_SCALAR_STYLE);
        break;
    }
}

void tree_write(const struct tree *root, struct buffer *out)
{
    yaml_emitter_t emitter;
    yaml_event_t event;

    if (yaml_emitter_initialize(&emitter) == 0) {
        memory_exhausted();
    }
    yaml_emitter_set_output(&emitter, write_bytes, out);
    yaml_emitter_set_unicode(&emitter, 1);
    yaml_emitter_set_width(&emitter, -1);
    write_event(&emitter, &event, yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
    write_event(&emitter, &event,
                yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1));
    write_node(&emitter, root);
    write_event(&emitter, &event, yaml_document_end_event_initialize(&event, 1));
    write_event(&emitter, &event, yaml_stream_end_event_initialize(&event));
    yaml_emitter_delete(&emitter);
}
