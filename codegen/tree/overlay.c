/* Applies overlays (https://spec.openapis.org/overlay/v1.1.0). */
#include "tree/overlay.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "tree/json_path.h"
#include "tree/tree_edit.h"

/* An overlay that is applied. */
struct overlay {
    struct overlay_document *document;
    bool entries; /* 1.0: an update of an array is appended as one entry, even if it is an array */
};

/* The node's depth: 0 for the root. */
static size_t overlay_depth(const struct tree *node)
{
    size_t depth = 0;

    for (; node->parent != NULL; node = node->parent) {
        depth++;
    }
    return depth;
}

static bool overlay_is_scalar(const struct tree *node)
{
    return node->kind != TREE_MAP && node->kind != TREE_LIST;
}

static bool overlay_refuse_merge(const struct overlay *overlay, const struct tree *update,
                                 const struct tree *target)
{
    struct diag *diag = overlay->document->diag;

    diag_error(diag, DIAG_OVERLAY_MERGE, update->at, "%s can't be merged into %s",
               tree_kind_name(update->kind), tree_kind_name(target->kind));
    diag_note(diag, target->at, "the value to change is here");
    return false;
}

/* Adds copies of the items after those of the target. */
static void overlay_concatenate(const struct overlay *overlay, struct tree *target,
                                const struct tree_member *items, size_t count)
{
    struct dg_arena *arena = overlay->document->arena;
    struct tree_member *copies = memory_arena_new(arena, count * sizeof *copies);

    for (size_t i = 0; i < count; i++) {
        copies[i] = items[i];
        copies[i].value = tree_edit_copy(items[i].value, arena);
    }
    tree_edit_append(target, copies, count, arena);
}

/* Merges maps, concatenates lists, and replaces scalars. */
static bool overlay_merge(const struct overlay *overlay, struct tree *target,
                          const struct tree *update)
{
    struct tree_member *added;
    size_t count = 0;
    bool fine = true;

    if (overlay_is_scalar(target) && overlay_is_scalar(update)) {
        tree_edit_assign(target, update);
        return true;
    }
    if (target->kind != update->kind) {
        return overlay_refuse_merge(overlay, update, target);
    }
    if (target->kind == TREE_LIST) {
        overlay_concatenate(overlay, target, update->members, update->count);
        return true;
    }
    added = memory_arena_new(overlay->document->arena, update->count * sizeof *added);
    for (size_t i = 0; i < update->count; i++) {
        const struct tree_member *member = tree_find(target, update->members[i].key);

        if (member == NULL) {
            added[count++] = update->members[i];
        } else {
            fine = overlay_merge(overlay, member->value, update->members[i].value) && fine;
        }
    }
    overlay_concatenate(overlay, target, added, count);
    return fine;
}

/* Applies an update to a selected node. */
static bool overlay_update_node(const struct overlay *overlay, struct tree *target,
                                struct tree *update)
{
    bool entry = target->kind == TREE_LIST && (overlay->entries || update->kind != TREE_LIST);

    if (!entry) {
        return overlay_merge(overlay, target, update);
    }
    overlay_concatenate(overlay, target,
                        &(struct tree_member){.at = update->at, .key = {"", 0}, .value = update},
                        1);
    return true;
}

/* Whether the document stays within its limits if each node gets the update. `by` is the field that
   asks for it. */
static bool overlay_fits(const struct overlay *overlay, const struct json_path_nodes *nodes,
                         const struct tree *update, const struct tree *by)
{
    struct overlay_document *document = overlay->document;
    size_t levels = tree_edit_levels(update);
    size_t added = tree_edit_count(update);

    for (size_t i = 0; i < nodes->count; i++) {
        /* An entry of a list is one level below its target. */
        if (overlay_depth(nodes->list[i]) + levels > TREE_MAX_DEPTH) {
            diag_error(document->diag, DIAG_YAML_DEPTH, by->at,
                       "the document would be nested deeper than %d levels", TREE_MAX_DEPTH);
            diag_note(document->diag, nodes->list[i]->at, "a target is here");
            return false;
        }
    }
    if (added > (OVERLAY_MAX_ADDED - document->added) / nodes->count) {
        diag_error(document->diag, DIAG_OVERLAY, by->at, "the overlays add more than %zu values",
                   OVERLAY_MAX_ADDED);
        return false;
    }
    document->added += added * nodes->count;
    return true;
}

/* Whether the selected nodes are of one kind, to which an update can apply. */
static bool overlay_may_update(const struct overlay *overlay, const struct json_path_nodes *nodes,
                               const struct tree *target)
{
    struct diag *diag = overlay->document->diag;
    const struct tree *first = nodes->list[0];

    for (size_t i = 1; i < nodes->count; i++) {
        const struct tree *other = nodes->list[i];

        if (overlay_is_scalar(first) != overlay_is_scalar(other) ||
            (!overlay_is_scalar(first) && first->kind != other->kind)) {
            diag_error(diag, DIAG_OVERLAY_TARGET, target->at,
                       "the target selects both %s and %s: an update needs one kind",
                       tree_kind_name(first->kind), tree_kind_name(other->kind));
            diag_note(diag, first->at, "the one is here");
            diag_note(diag, other->at, "the other is here");
            return false;
        }
    }
    if (overlay->entries && overlay_is_scalar(first)) {
        diag_error(diag, DIAG_OVERLAY_TARGET, target->at,
                   "the target selects %s, but overlays 1.0 update only mappings and lists; "
                   "select what contains it",
                   tree_kind_name(first->kind));
        diag_note(diag, first->at, "it is here");
        return false;
    }
    return true;
}

static bool overlay_update(const struct overlay *overlay, const struct json_path_nodes *nodes,
                           struct tree *update)
{
    bool fine = true;

    for (size_t i = 0; i < nodes->count; i++) {
        fine = overlay_update_node(overlay, nodes->list[i], update) && fine;
    }
    return fine;
}

/* Copies the one node that the path selects, as it is before the action. NULL, with a diagnostic:
 * there is no such node. */
static struct tree *overlay_source(const struct overlay *overlay, const struct tree *copy)
{
    struct overlay_document *document = overlay->document;
    const struct json_path *path = NULL;
    struct json_path_nodes nodes = {.list = NULL};
    struct tree *source = NULL;

    path = json_path_parse(copy, document->arena, document->diag);
    if (path == NULL) {
        return NULL;
    }
    nodes = json_path_select(path, document->root);
    if (nodes.count == 1) {
        source = tree_edit_copy(nodes.list[0], document->arena);
    } else {
        diag_error(document->diag, DIAG_OVERLAY_TARGET, copy->at,
                   "'copy' must select one value, but selects %zu", nodes.count);
    }
    free(nodes.list);
    return source;
}

static bool overlay_remove(const struct overlay *overlay, const struct json_path_nodes *nodes,
                           const struct tree *target)
{
    struct overlay_document *document = overlay->document;

    if (nodes->list[0] == document->root) {
        diag_error(document->diag, DIAG_OVERLAY_TARGET, target->at,
                   "the whole document can't be removed");
        return false;
    }
    tree_edit_remove(nodes->list, nodes->count, document->arena);
    return true;
}

/* Applies the action to the nodes that its target selects, of which there is at least one. */
static bool overlay_change(const struct overlay *overlay, const struct tree *action,
                           const struct json_path_nodes *nodes)
{
    const struct tree_member *update = tree_find(action, dg_text_of("update"));
    const struct tree *copy = tree_get(action, "copy");
    const struct tree *remove = tree_get(action, "remove");
    const struct tree *target = tree_get(action, "target");
    struct tree *source = update == NULL ? NULL : update->value;

    if (remove != NULL && remove->boolean) {
        return overlay_remove(overlay, nodes, target);
    }
    if (copy != NULL) {
        source = overlay_source(overlay, copy);
    }
    if (source == NULL) {
        return copy == NULL; /* `remove: false` alone changes nothing */
    }
    return overlay_may_update(overlay, nodes, target) &&
           overlay_fits(overlay, nodes, source, copy == NULL ? source : copy) &&
           overlay_update(overlay, nodes, source);
}

static bool overlay_act(const struct overlay *overlay, const struct tree *action)
{
    struct overlay_document *document = overlay->document;
    const struct tree *target = tree_get(action, "target");
    const struct json_path *path = json_path_parse(target, document->arena, document->diag);
    struct json_path_nodes nodes;
    bool fine = true;

    if (path == NULL) {
        return false;
    }
    nodes = json_path_select(path, document->root);
    if (nodes.count == 0) {
        diag_warning(document->diag, DIAG_OVERLAY_TARGET, target->at, "the target selects nothing");
    } else {
        fine = overlay_change(overlay, action, &nodes);
    }
    free(nodes.list);
    return fine;
}

/* Reading */

/* A field of an object of overlays. */
struct overlay_field {
    const char *name;
    bool required;
    bool later; /* since 1.1 */
    bool any;   /* of any kind */
    enum tree_kind kind;
};

static const struct overlay_field overlay_fields[] = {
    {"overlay", .required = true, .kind = TREE_STRING},
    {"info", .required = true, .kind = TREE_MAP},
    {"extends", .kind = TREE_STRING},
    {"actions", .required = true, .kind = TREE_LIST},
    {.name = NULL},
};

static const struct overlay_field info_fields[] = {
    {"title", .required = true, .kind = TREE_STRING},
    {"version", .required = true, .kind = TREE_STRING},
    {"description", .later = true, .kind = TREE_STRING},
    {.name = NULL},
};

static const struct overlay_field action_fields[] = {
    {"target", .required = true, .kind = TREE_STRING},
    {"description", .kind = TREE_STRING},
    {"update", .any = true},
    {"copy", .later = true, .kind = TREE_STRING},
    {"remove", .kind = TREE_BOOLEAN},
    {.name = NULL},
};

static const struct overlay_field *overlay_field(const struct overlay_field *fields,
                                                 struct dg_text key)
{
    for (; fields->name != NULL; fields++) {
        if (dg_text_equal(key, dg_text_of(fields->name))) {
            return fields;
        }
    }
    return NULL;
}

static bool overlay_refuse_field(const struct overlay *overlay, const struct overlay_field *fields,
                                 const struct tree_member *member, const char *what)
{
    struct diag *diag = overlay->document->diag;
    struct suggestion suggestion = suggestion_for(member->key);

    diag_error(diag, DIAG_OVERLAY, member->at, "%s has no field '%.*s'", what,
               DIAG_TEXT(member->key));
    for (; fields->name != NULL; fields++) {
        suggestion_offer_string(&suggestion, fields->name);
    }
    diag_did_you_mean(diag, suggestion.nearest);
    return false;
}

static bool overlay_check_field(const struct overlay *overlay, const struct overlay_field *fields,
                                const struct tree_member *member, const char *what)
{
    const struct overlay_field *field = overlay_field(fields, member->key);
    struct diag *diag = overlay->document->diag;

    if (member->key.length >= 2 && memcmp(member->key.data, "x-", 2) == 0) {
        return true;
    }
    if (field == NULL) {
        return overlay_refuse_field(overlay, fields, member, what);
    }
    if (field->later && overlay->entries) {
        diag_error(diag, DIAG_OVERLAY, member->at, "'%s' needs 'overlay: 1.1.0'", field->name);
        return false;
    }
    if (!field->any && member->value->kind != field->kind) {
        diag_error(diag, DIAG_OVERLAY, member->value->at, "'%s' must be %s, not %s", field->name,
                   tree_kind_name(field->kind), tree_kind_name(member->value->kind));
        return false;
    }
    return true;
}

/* Whether the object has the fields that it needs, and no unknown one. */
static bool overlay_check(const struct overlay *overlay, const struct overlay_field *fields,
                          const struct tree *object, const char *what)
{
    struct diag *diag = overlay->document->diag;
    bool fine = true;

    if (object->kind != TREE_MAP) {
        diag_error(diag, DIAG_OVERLAY, object->at, "%s must be a mapping, not %s", what,
                   tree_kind_name(object->kind));
        return false;
    }
    for (size_t i = 0; i < object->count; i++) {
        fine = overlay_check_field(overlay, fields, &object->members[i], what) && fine;
    }
    for (; fields->name != NULL; fields++) {
        if (fields->required && tree_get(object, fields->name) == NULL) {
            diag_error(diag, DIAG_OVERLAY, object->at, "%s has no '%s'", what, fields->name);
            fine = false;
        }
    }
    return fine;
}

/* Whether the version is 1.0 or 1.1, with any patch version. */
static bool overlay_read_version(struct overlay *overlay, const struct tree *root)
{
    const struct tree *version = tree_get(root, "overlay");
    struct dg_text text = version == NULL ? (struct dg_text){"", 0} : version->text;
    bool known =
        text.length > 4 && (memcmp(text.data, "1.0.", 4) == 0 || memcmp(text.data, "1.1.", 4) == 0);

    for (size_t i = 4; known && i < text.length; i++) {
        known = text.data[i] >= '0' && text.data[i] <= '9';
    }
    if (version == NULL || version->kind != TREE_STRING) {
        return true; /* reported as a missing or wrong field */
    }
    overlay->entries = known && text.data[2] == '0';
    if (!known) {
        diag_error(overlay->document->diag, DIAG_OVERLAY, version->at,
                   "version '%.*s' of overlays is not supported: 1.0 and 1.1 are", DIAG_TEXT(text));
    }
    return known;
}

static bool overlay_check_path(const struct overlay *overlay, const struct tree *scalar)
{
    return json_path_parse(scalar, overlay->document->arena, overlay->document->diag) != NULL;
}

static bool overlay_check_action(const struct overlay *overlay, const struct tree *action)
{
    struct diag *diag = overlay->document->diag;
    const struct tree_member *update = tree_find(action, dg_text_of("update"));
    const struct tree_member *copy = tree_find(action, dg_text_of("copy"));

    if (!overlay_check(overlay, action_fields, action, "an action")) {
        return false;
    }
    if (update != NULL && copy != NULL) {
        diag_error(diag, DIAG_OVERLAY, copy->at, "an action either updates or copies");
        diag_note(diag, update->at, "'update' is here");
        return false;
    }
    if (update == NULL && copy == NULL && tree_get(action, "remove") == NULL) {
        diag_error(diag, DIAG_OVERLAY, action->at,
                   "an action needs 'update', 'copy' or 'remove: true'");
        return false;
    }
    return overlay_check_path(overlay, tree_get(action, "target")) &&
           (copy == NULL || overlay_check_path(overlay, copy->value));
}

static bool overlay_check_document(struct overlay *overlay, const struct tree *root)
{
    const struct tree *info = tree_get(root, "info");
    const struct tree *actions = tree_get(root, "actions");
    bool fine = true;

    if (root->kind == TREE_MAP && tree_get(root, "overlay") == NULL) {
        diag_error(overlay->document->diag, DIAG_OVERLAY, root->at,
                   "not an overlay: the field 'overlay' is missing");
        return false;
    }
    if (!overlay_read_version(overlay, root) ||
        !overlay_check(overlay, overlay_fields, root, "an overlay")) {
        return false;
    }
    if (actions->count == 0) {
        diag_error(overlay->document->diag, DIAG_OVERLAY, actions->at, "'actions' is empty");
        return false;
    }
    fine = overlay_check(overlay, info_fields, info, "'info'");
    for (size_t i = 0; i < actions->count; i++) {
        fine = overlay_check_action(overlay, actions->members[i].value) && fine;
    }
    return fine;
}

bool overlay_apply(struct overlay_document *document, const struct tree *overlay)
{
    struct overlay state = {.document = document};
    const struct tree *actions = tree_get(overlay, "actions");
    bool fine = overlay_check_document(&state, overlay);

    for (size_t i = 0; fine && i < actions->count; i++) {
        fine = overlay_act(&state, actions->members[i].value);
    }
    document->node_count = tree_edit_finish(document->root);
    return fine;
}
