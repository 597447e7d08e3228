/* Names types by the place of their schemas in the document, so that no name depends on who refers
 * to them first. */

#include "memory.h"
#include "names.h"

/* The nodes from the root, which is not among them, down to a schema. */
struct name_path {
    const struct tree *nodes[TREE_MAX_DEPTH + 1];
    size_t count;
};

static struct name_path name_path_to(const struct tree *node)
{
    struct name_path path = {.count = 0};

    for (const struct tree *at = node; at->parent != NULL; at = at->parent) {
        path.count++;
    }
    for (size_t i = path.count; i > 0; i--, node = node->parent) {
        path.nodes[i - 1] = node;
    }
    return path;
}

static bool name_step_is(const struct name_path *path, size_t index, const char *key)
{
    return index < path->count && tree_key_is(path->nodes[index], key);
}

/* Adds the media type of a body, where there are others beside it. */
static void name_add_media(struct buffer *buffer, const struct tree *media)
{
    if (media->parent->count < 2) {
        return;
    }
    buffer_add(buffer, "_");
    name_add(buffer, tree_key(media));
}

/* …/content/MEDIA/schema, from `from` on. */
static bool name_is_body(const struct name_path *path, size_t from)
{
    return name_step_is(path, from, "content") && name_step_is(path, from + 2, "schema");
}

/* Names the outermost schema on the path: a component, or the body of a response. Returns the
   number of steps that it took; 0: the path begins in another way. */
static size_t name_add_head(struct buffer *buffer, const struct name_path *path)
{
    const struct tree *id;

    if (path->count >= 3 && name_step_is(path, 0, "components") &&
        name_step_is(path, 1, "schemas")) {
        name_add(buffer, tree_key(path->nodes[2]));
        return 3;
    }
    if (name_step_is(path, 0, "components") && name_step_is(path, 1, "responses") &&
        name_is_body(path, 3)) {
        name_add(buffer, tree_key(path->nodes[2]));
        name_add_media(buffer, path->nodes[4]);
        return 6;
    }
    if (name_step_is(path, 0, "paths") && name_step_is(path, 3, "responses") &&
        name_is_body(path, 5)) {
        id = tree_get(path->nodes[2], "operationId");
        name_add(buffer, id != NULL ? id->text : tree_key(path->nodes[1]));
        buffer_format(buffer, "_%.*s", DIAG_TEXT(tree_key(path->nodes[4])));
        name_add_media(buffer, path->nodes[6]);
        return 8;
    }
    return 0;
}

/* Starts the name again where x-dg-name names a schema that is no property. */
static bool name_restart(struct loader *loader, struct buffer *buffer, const struct tree *schema)
{
    const char *name = name_override(loader, schema);

    if (name == NULL) {
        return false;
    }
    buffer->length = 0;
    buffer_add(buffer, name);
    return true;
}

static void name_add_property(struct loader *loader, struct buffer *buffer,
                              const struct tree *property)
{
    const char *name = name_override(loader, property);

    buffer_add(buffer, "_");
    if (name != NULL) {
        buffer_add(buffer, name);
    } else {
        name_add(buffer, tree_key(property));
    }
}

/* Adds what leads from one schema to the next. Returns the number of steps, 0 for an unknown one.
 *property: the next schema is a property. */
static size_t name_add_step(struct loader *loader, struct buffer *buffer,
                            const struct name_path *path, size_t at, bool *property)
{
    *property = name_step_is(path, at, "properties") && at + 1 < path->count;
    if (*property) {
        name_add_property(loader, buffer, path->nodes[at + 1]);
        return 2;
    }
    if (name_step_is(path, at, "items")) {
        buffer_add(buffer, "_item");
        return 1;
    }
    if (name_step_is(path, at, "additionalProperties")) {
        buffer_add(buffer, "_value");
        return 1;
    }
    if (at + 1 < path->count &&
        (name_step_is(path, at, "anyOf") || name_step_is(path, at, "oneOf"))) {
        return 2;
    }
    if (at + 1 < path->count && name_step_is(path, at, "$defs")) {
        buffer->length = 0;
        name_add(buffer, tree_key(path->nodes[at + 1]));
        return 2;
    }
    return 0;
}

static bool name_add_path(struct loader *loader, struct buffer *buffer,
                          const struct name_path *path, bool *fixed)
{
    size_t at = name_add_head(buffer, path);
    bool property = false;

    while (at > 0) {
        size_t length = buffer->length;
        size_t steps;

        if (!property && name_restart(loader, buffer, path->nodes[at - 1])) {
            *fixed = true;
            length = buffer->length;
        }
        if (at == path->count) {
            return true;
        }
        steps = name_add_step(loader, buffer, path, at, &property);
        if (buffer->length != length) {
            *fixed = false;
        }
        at = steps > 0 ? at + steps : 0;
    }
    return false;
}

const char *name_by_place(struct loader *loader, const struct tree *schema, bool *fixed)
{
    struct name_path path = name_path_to(schema);
    struct buffer buffer = {0};
    const char *name;

    *fixed = false;
    if (!name_add_path(loader, &buffer, &path, fixed)) {
        *fixed = false;
        buffer.length = 0;
        name_add(&buffer, dg_text_of(tree_pointer(schema, loader->arena)));
    }
    name = memory_arena_copy(loader->arena, buffer.data, buffer.length);
    buffer_free(&buffer);
    return name;
}
