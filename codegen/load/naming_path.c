/* Names types by the paths to their schemas in the document, so that no name depends on who refers
 * to them first. */
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_union.h"
#include "load/naming.h"

/* The levels from a schema to the parts that are made of it: /type/0. */
#define NAME_PART_DEPTH 2

/* The nodes from the root, which is not among them, down to a schema. */
struct name_path {
    const struct tree *nodes[TREE_MAX_DEPTH + NAME_PART_DEPTH + 1];
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

/* Adds the media type of a body, if the response has several. */
static void name_add_media(struct buffer *buffer, const struct tree *media)
{
    if (media->parent->count < 2) {
        return;
    }
    buffer_add(buffer, "_");
    naming_add(buffer, tree_key(media));
}

/* Whether the path is …/content/MEDIA/schema from `from` on, or …/content/MEDIA, which has no
 * schema. */
static bool name_is_body(const struct name_path *path, size_t from)
{
    return name_step_is(path, from, "content") &&
           (name_step_is(path, from + 2, "schema") || name_step_is(path, from + 2, "itemSchema") ||
            path->count == from + 2);
}

/* Adds "200", "4xx" or "default": by the naming rule, but in the middle of a name. */
static void name_add_status(struct buffer *buffer, struct dg_text status)
{
    for (size_t i = 0; i < status.length; i++) {
        char c = status.data[i];
        char lower = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
        bool kept = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');

        buffer_format(buffer, "%c", kept ? lower : '_');
    }
}

/* Adds the letters and digits of a method or path, in lower case, each run after "_":
 * "_pets_petid" for "/pets/{petId}". The first word of a name has no "_" before it. */
static void name_add_words(struct buffer *buffer, struct dg_text text)
{
    bool inside = false;

    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        char lower = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
        bool kept = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9');

        if (kept) {
            buffer_format(buffer, "%s%c", inside || buffer->length == 0 ? "" : "_", lower);
        }
        inside = kept;
    }
}

/* Adds the name of an operation. `id` is its operationId; without data: it has none. */
static void name_add_operation(struct buffer *buffer, struct dg_text id, struct dg_text method,
                               struct dg_text path)
{
    if (id.data != NULL) {
        naming_add(buffer, id);
    } else {
        name_add_words(buffer, method);
        name_add_words(buffer, path);
    }
}

/* Adds the operation and the status of a path that leads into a response. */
static void name_add_response(struct buffer *buffer, const struct name_path *path)
{
    const struct tree *id = tree_get(path->nodes[2], "operationId");

    name_add_operation(buffer, id == NULL ? dg_text_of(NULL) : id->text, tree_key(path->nodes[2]),
                       tree_key(path->nodes[1]));
    buffer_add(buffer, "_");
    name_add_status(buffer, tree_key(path->nodes[4]));
}

/* Names the outermost schema on the path: a component, or the body of a response. Returns the
   number of steps; 0: the path has another beginning. */
static size_t name_add_head(struct buffer *buffer, const struct name_path *path)
{
    if (path->count >= 3 && name_step_is(path, 0, "components") &&
        name_step_is(path, 1, "schemas")) {
        naming_add(buffer, tree_key(path->nodes[2]));
        return 3;
    }
    if (name_step_is(path, 0, "components") && name_step_is(path, 1, "responses") &&
        name_is_body(path, 3)) {
        naming_add(buffer, tree_key(path->nodes[2]));
        name_add_media(buffer, path->nodes[4]);
        return path->count < 6 ? path->count : 6;
    }
    if (name_step_is(path, 0, "paths") && name_step_is(path, 3, "responses") &&
        name_is_body(path, 5)) {
        name_add_response(buffer, path);
        name_add_media(buffer, path->nodes[6]);
        return path->count < 8 ? path->count : 8;
    }
    return 0;
}

/* The state of the walk along the path to a schema, which makes the name. */
struct name_walk {
    struct loader *loader;
    struct buffer *buffer;
    const struct name_path *path;
    size_t at;                  /* number of steps taken */
    bool property;              /* the last step is a property */
    const struct draft *choice; /* the union that the path is in; NULL: none */
    bool fixed;                 /* an x-dg-name is the whole name */
};

/* Starts the name again at a schema with x-dg-name, unless it is a property. */
static void name_restart_at(struct name_walk *walk, const struct tree *schema)
{
    const char *name = walk->property ? NULL : naming_override(walk->loader, schema);

    if (name != NULL) {
        walk->fixed = true;
        walk->buffer->length = 0;
        buffer_add(walk->buffer, name);
    }
}

static void name_restart(struct name_walk *walk)
{
    name_restart_at(walk, walk->path->nodes[walk->at - 1]);
}

static void name_add_property(struct name_walk *walk, const struct tree *property)
{
    const char *name = naming_override(walk->loader, property);

    buffer_add(walk->buffer, "_");
    if (name != NULL) {
        buffer_add(walk->buffer, name);
    } else {
        naming_add(walk->buffer, tree_key(property));
    }
}

/* Adds the number of a schema in the list, unless the other one is null. */
static void name_add_judged(struct name_walk *walk, const struct tree *list,
                            const struct tree *schema)
{
    const struct draft *draft = walk->loader->by_node[list->parent->id];

    if (draft == NULL || !draft->judged) {
        return;
    }
    buffer_add(walk->buffer, "_");
    naming_add(walk->buffer, tree_key(list));
    buffer_format(walk->buffer, "_%zu", schema->step + 1);
}

/* Adds the name of an alternative, if the choice is a union. The alternative may be in a choice
 * inside the choice. */
static void name_add_alternative(struct name_walk *walk)
{
    const struct draft *draft = walk->loader->by_node[walk->path->nodes[walk->at]->parent->id];
    const char *label = NULL;

    if (draft != NULL && draft->type.kind == MODEL_UNION) {
        walk->choice = draft;
    }
    if (walk->choice != NULL) {
        label = load_union_label(walk->choice, walk->path->nodes[walk->at + 1]);
    }
    if (label != NULL) {
        buffer_add(walk->buffer, "_");
        naming_add(walk->buffer, dg_text_of(label));
        walk->choice = NULL;
    }
}

/* Adds the steps from one schema to the next. Returns the number of steps; 0 if the step is
 * unknown. */
static size_t name_add_step(struct name_walk *walk)
{
    const struct name_path *path = walk->path;
    size_t at = walk->at;

    walk->property = name_step_is(path, at, "properties") && at + 1 < path->count;
    if (walk->property) {
        name_add_property(walk, path->nodes[at + 1]);
        return 2;
    }
    if (name_step_is(path, at, "items")) {
        buffer_add(walk->buffer, "_item");
        return 1;
    }
    if (name_step_is(path, at, "additionalProperties")) {
        buffer_add(walk->buffer, "_value");
        return 1;
    }
    if (name_step_is(path, at, "patternProperties") && at + 1 < path->count) {
        buffer_add(walk->buffer, "_match");
        return 2;
    }
    if (at + 1 < path->count &&
        (name_step_is(path, at, "anyOf") || name_step_is(path, at, "oneOf") ||
         name_step_is(path, at, "allOf"))) {
        name_add_judged(walk, path->nodes[at], path->nodes[at + 1]);
        name_add_alternative(walk);
        return 2;
    }
    if (at + 1 < path->count && name_step_is(path, at, "type")) {
        name_add_alternative(walk);
        return 2;
    }
    if (at + 1 < path->count && name_step_is(path, at, "dependentSchemas")) {
        buffer_add(walk->buffer, "_with_");
        naming_add(walk->buffer, tree_key(path->nodes[at + 1]));
        return 2;
    }
    if (at + 1 < path->count && name_step_is(path, at, "prefixItems")) {
        buffer_format(walk->buffer, "_item_%zu", path->nodes[at + 1]->step);
        return 2;
    }
    if (name_step_is(path, at, "not") || name_step_is(path, at, "if") ||
        name_step_is(path, at, "then") || name_step_is(path, at, "else") ||
        name_step_is(path, at, "contains") || name_step_is(path, at, "propertyNames") ||
        name_step_is(path, at, "x-dg-property-names") ||
        name_step_is(path, at, "unevaluatedProperties") ||
        name_step_is(path, at, "unevaluatedItems")) {
        buffer_add(walk->buffer, "_");
        naming_add(walk->buffer, tree_key(path->nodes[at]));
        return 1;
    }
    if (at + 1 < path->count && name_step_is(path, at, "$defs")) {
        walk->buffer->length = 0;
        naming_add(walk->buffer, tree_key(path->nodes[at + 1]));
        return 2;
    }
    return 0;
}

/* Returns false if the path has a step that isn't known. */
static bool name_add_path(struct name_walk *walk)
{
    walk->at = name_add_head(walk->buffer, walk->path);
    while (walk->at > 0) {
        size_t length;
        size_t steps;

        name_restart(walk);
        if (walk->at == walk->path->count) {
            return true;
        }
        length = walk->buffer->length;
        steps = name_add_step(walk);
        walk->fixed = walk->fixed && walk->buffer->length == length;
        walk->at = steps > 0 ? walk->at + steps : 0;
    }
    return false;
}

const char *naming_by_path(struct loader *loader, const struct tree *schema, bool *fixed)
{
    struct name_path path = name_path_to(schema);
    struct buffer buffer = {0};
    struct name_walk walk = {.loader = loader, .buffer = &buffer, .path = &path};
    const char *name;

    if (!name_add_path(&walk)) {
        buffer.length = 0;
        naming_add(&buffer, dg_text_of(tree_pointer(schema, loader->arena)));
        walk.fixed = false;
        walk.property = false;
        walk.at = path.count;
        name_restart_at(&walk, schema);
    }
    *fixed = walk.fixed;
    name = memory_arena_copy(loader->arena, buffer.data, buffer.length);
    buffer_free(&buffer);
    return name;
}

const char *naming_by_response(struct loader *loader, const struct tree *response,
                               const char *media)
{
    struct name_path path = name_path_to(response);
    struct buffer buffer = {0};
    const char *name;

    if (path.count == 5 && name_step_is(&path, 0, "paths")) {
        name_add_response(&buffer, &path);
    } else {
        naming_add(&buffer, tree_key(response));
    }
    if (media != NULL) {
        buffer_add(&buffer, "_");
        naming_add(&buffer, dg_text_of(media));
    }
    name = memory_arena_copy(loader->arena, buffer.data, buffer.length);
    buffer_free(&buffer);
    return name;
}

const char *naming_by_operation(struct loader *loader, const struct model_operation *operation)
{
    const char *place =
        memory_arena_format(loader->arena, "%s %s", operation->method, operation->path);
    bool named = strcmp(operation->id, place) != 0;
    struct buffer buffer = {0};
    const char *name;

    name_add_operation(&buffer, dg_text_of(named ? operation->id : NULL),
                       dg_text_of(operation->method), dg_text_of(operation->path));
    name = memory_arena_copy(loader->arena, buffer.data, buffer.length);
    buffer_free(&buffer);
    return name;
}

const char *naming_by_status(struct loader *loader, const char *status)
{
    struct buffer buffer = {0};
    const char *name;

    name_add_status(&buffer, dg_text_of(status));
    name = naming_upper(buffer.data, loader->arena);
    buffer_free(&buffer);
    return name;
}
