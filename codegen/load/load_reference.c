/* References: JSON Pointers (RFC 6901), as URI fragments, into the document or another file. */
#include <string.h>

#include "base/memory_arena.h"
#include "common/suggestion.h"
#include "load/load_keywords.h"

static int ref_hex(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c == '\0' ? NULL : strchr(digits, c >= 'A' && c <= 'F' ? c | 0x20 : c);

    return at != NULL ? (int)(at - digits) : -1;
}

/* Undoes percent-encoding (RFC 3986 §2.1). Returns false if no two hexadecimal digits follow a
 * '%'. */
static bool ref_decode_percent(char *text, size_t *length)
{
    size_t to = 0;

    for (size_t from = 0; from < *length; from++) {
        if (text[from] == '%') {
            int high = from + 2 < *length ? ref_hex(text[from + 1]) : -1;
            int low = high >= 0 ? ref_hex(text[from + 2]) : -1;

            if (low < 0) {
                return false;
            }
            text[to++] = (char)(high * 16 + low);
            from += 2;
        } else {
            text[to++] = text[from];
        }
    }
    *length = to;
    return true;
}

/* Undoes ~0 and ~1 in one token (RFC 6901 §4). Returns false if neither 0 nor 1 follows a '~'. */
static bool ref_decode_token(char *token, size_t *length)
{
    size_t to = 0;

    for (size_t from = 0; from < *length; from++) {
        if (token[from] != '~') {
            token[to++] = token[from];
            continue;
        }
        from++;
        if (from == *length || (token[from] != '0' && token[from] != '1')) {
            return false;
        }
        token[to++] = token[from] == '0' ? '~' : '/';
    }
    *length = to;
    return true;
}

/* The item with the index in the token; NULL: none. */
static const struct tree *ref_item(const struct tree *list, struct dg_text token)
{
    size_t index = 0;

    if (token.length == 0 || token.length > 9 || (token.length > 1 && token.data[0] == '0')) {
        return NULL;
    }
    for (size_t i = 0; i < token.length; i++) {
        if (token.data[i] < '0' || token.data[i] > '9') {
            return NULL;
        }
        index = index * 10 + (size_t)(token.data[i] - '0');
    }
    return index < list->count ? list->members[index].value : NULL;
}

static const struct tree *ref_step(const struct tree *node, struct dg_text token)
{
    const struct tree_member *member = tree_find(node, token);

    if (node->kind == TREE_LIST) {
        return ref_item(node, token);
    }
    return member != NULL ? member->value : NULL;
}

static void ref_report_target(struct loader *loader, const struct tree *ref,
                              const struct tree *node, struct dg_text token)
{
    struct suggestion suggestion = suggestion_for(token);

    diag_error(loader->diag, DIAG_REF_TARGET, ref->at, "there is no '%.*s' in %s", DIAG_TEXT(token),
               tree_pointer(node, loader->arena));
    if (!diag_is_open(loader->diag) || node->kind != TREE_MAP) {
        return;
    }
    for (size_t i = 0; i < node->count; i++) {
        suggestion_offer(&suggestion, node->members[i].key);
    }
    diag_did_you_mean(loader->diag, suggestion.nearest);
}

/* Walks from the node along the decoded pointer, which is changed. */
static const struct tree *ref_walk(struct loader *loader, const struct tree *node,
                                   const struct tree *ref, char *pointer, size_t length)
{
    char *end = pointer + length;

    while (pointer < end) {
        char *token = pointer + 1;
        char *slash = memchr(token, '/', (size_t)(end - token));
        size_t token_length;
        const struct tree *next;

        pointer = slash != NULL ? slash : end;
        token_length = (size_t)(pointer - token);
        if (!ref_decode_token(token, &token_length)) {
            diag_error(loader->diag, DIAG_REF_SYNTAX, ref->at,
                       "in a JSON Pointer '~' must be written ~0 and '/' ~1");
            return NULL;
        }
        next = ref_step(node, (struct dg_text){token, token_length});
        if (next == NULL) {
            ref_report_target(loader, ref, node, (struct dg_text){token, token_length});
            return NULL;
        }
        node = next;
    }
    return node;
}

bool load_reference_add(struct loader *loader, struct load_way *path, const struct tree *node)
{
    for (size_t i = 0; i < path->count; i++) {
        if (path->steps[i] != node) {
            continue;
        }
        diag_error(loader->diag, DIAG_REF_CYCLE, node->at, "this reference leads back to itself");
        for (i++; i < path->count; i++) {
            diag_note(loader->diag, path->steps[i]->at, "through this reference");
        }
        return false;
    }
    if (path->count == LOAD_MAX_HOPS) {
        diag_error(loader->diag, DIAG_REF_CYCLE, path->steps[0]->at,
                   "a chain of more than %d references begins here", LOAD_MAX_HOPS);
        return false;
    }
    path->steps[path->count++] = node;
    return true;
}

bool load_reference_is(const struct tree *node)
{
    return tree_get(node, "$ref") != NULL;
}

const struct tree *load_reference_target(struct loader *loader, const struct tree *ref)
{
    const char *hash = memchr(ref->text.data, '#', ref->text.length);
    size_t path_length = hash != NULL ? (size_t)(hash - ref->text.data) : ref->text.length;
    size_t length = hash != NULL ? ref->text.length - path_length - 1 : 0;
    const char *uri = memory_arena_copy(loader->arena, ref->text.data, path_length);
    char *path = memory_arena_copy(loader->arena, uri, path_length);
    char *pointer = memory_arena_copy(loader->arena, hash != NULL ? hash + 1 : "", length);
    const struct tree *target = NULL;
    const struct tree *root;

    if (!ref_decode_percent(pointer, &length) || ref->text.length == 0 ||
        (length > 0 && pointer[0] != '/' && loader->minor == 0) ||
        !ref_decode_percent(path, &path_length)) {
        diag_error(
            loader->diag, DIAG_REF_SYNTAX, ref->at,
            "'%.*s' is not a JSON Pointer: it must begin with '#/', with %%XX for other bytes",
            DIAG_TEXT(ref->text));
        return NULL;
    }
    root = load_identifier_root(loader, ref, uri, (struct dg_text){path, path_length});
    if (root != NULL && length > 0 && pointer[0] != '/') {
        return load_identifier_anchor(loader, ref, root, (struct dg_text){pointer, length});
    }
    if (root != NULL) {
        target = ref_walk(loader, root, ref, pointer, length);
    }
    if (root != NULL && target == NULL && root->parent != NULL) {
        diag_note(loader->diag, tree_get(root, "$id")->at, "references are relative to this $id");
    }
    return target;
}

void load_reference_ref(const struct keyword_value *value, struct reference *reference)
{
    reference->target = load_reference_target(value->loader, value->node);
}

const struct tree *load_reference_next(struct loader *loader, const struct tree *node)
{
    struct reference reference = {NULL};

    keywords_load_reference(loader, node, &reference);
    return reference.target;
}

const struct tree *load_reference_follow(struct loader *loader, const struct tree *node)
{
    keywords_check_siblings(loader, node);
    return load_reference_next(loader, node);
}

const struct tree *load_reference_resolve(struct loader *loader, const struct tree *node)
{
    struct load_way path = {.count = 0};

    while (node != NULL && load_reference_is(node)) {
        node = load_reference_add(loader, &path, node) ? load_reference_follow(loader, node) : NULL;
    }
    return node;
}

/* The objects that a reference may lead to by mistake, by their path; NULL: any step. */
static const struct ref_kind {
    const char *steps[8];
    size_t depth;
    const char *what;
} ref_kinds[] = {
    {{NULL}, 0, "the whole document"},
    {{"info"}, 1, "the info object"},
    {{"paths"}, 1, "the paths"},
    {{"webhooks"}, 1, "the webhooks"},
    {{"components"}, 1, "the components"},
    {{"components", "schemas", NULL, "properties"}, 4, "the properties of a schema"},
    {{"components", "schemas", NULL}, 3, "a schema"},
    {{"components", "responses", NULL}, 3, "a response"},
    {{"components", "parameters", NULL}, 3, "a parameter"},
    {{"components", "examples", NULL}, 3, "an example"},
    {{"components", "requestBodies", NULL}, 3, "a request body"},
    {{"components", "headers", NULL}, 3, "a header"},
    {{"components", "securitySchemes", NULL}, 3, "a security scheme"},
    {{"components", "links", NULL}, 3, "a link"},
    {{"components", "callbacks", NULL}, 3, "a callback"},
    {{"components", "pathItems", NULL}, 3, "a path item"},
    {{"components", NULL}, 2, "a section of the components"},
    {{"components", "responses", NULL, "content"}, 4, "the content of a response"},
    {{"components", "responses", NULL, "content", NULL}, 5, "a media type"},
    {{"paths", NULL}, 2, "a path item"},
    {{"paths", NULL, "parameters", NULL}, 4, "a parameter"},
    {{"paths", NULL, NULL, "responses"}, 4, "the responses of an operation"},
    {{"paths", NULL, NULL, "responses", NULL}, 5, "a response"},
    {{"paths", NULL, NULL, "responses", NULL, "content"}, 6, "the content of a response"},
    {{"paths", NULL, NULL, "parameters", NULL}, 5, "a parameter"},
    {{"paths", NULL, NULL, "responses", NULL, "content", NULL}, 7, "a media type"},
    {{"paths", NULL, NULL}, 3, "an operation"},
};

static bool ref_is_kind(const struct tree *node, const struct ref_kind *kind)
{
    size_t depth = kind->depth;

    for (; depth > 0 && node->parent != NULL; node = node->parent) {
        depth--;
        if (kind->steps[depth] != NULL &&
            !(node->parent->kind == TREE_MAP && tree_key_is(node, kind->steps[depth]))) {
            return false;
        }
    }
    return depth == 0 && node->parent == NULL;
}

static bool ref_is_in_contract(const struct loader *loader, const struct tree *node)
{
    while (node->parent != NULL) {
        node = node->parent;
    }
    return node == loader->root;
}

bool load_reference_check(struct loader *loader, const struct tree *reference,
                          const struct tree *target, const char *what)
{
    const struct tree *ref = tree_get(reference, "$ref");

    if (target->kind != TREE_MAP && target->kind != TREE_BOOLEAN) {
        diag_error(loader->diag, DIAG_REF_TARGET, ref->at, "this reference leads to %s, not to %s",
                   tree_kind_name(target->kind), what);
        diag_note(loader->diag, target->at, "it leads here");
        return false;
    }
    if (!ref_is_in_contract(loader, target)) {
        return true;
    }
    for (size_t i = 0; i < sizeof ref_kinds / sizeof ref_kinds[0]; i++) {
        if (ref_is_kind(target, &ref_kinds[i])) {
            bool good = strcmp(ref_kinds[i].what, what) == 0;

            if (!good) {
                diag_error(loader->diag, DIAG_REF_TARGET, ref->at,
                           "this reference leads to %s, not to %s", ref_kinds[i].what, what);
            }
            return good;
        }
    }
    return true;
}

/* Whether the node is in another section of components. */
static bool ref_is_elsewhere(const struct loader *loader, const struct tree *node,
                             const char *section)
{
    const struct tree *holder = node->parent;

    return holder != NULL && holder->parent != NULL &&
           holder->parent == tree_get(loader->root, "components") && !tree_key_is(holder, section);
}

void load_reference_note(struct loader *loader, const struct tree *reference,
                         const struct tree *node, const char *section)
{
    const struct tree *ref = tree_get(reference, "$ref");

    if (ref != NULL && (node->kind != TREE_MAP || ref_is_elsewhere(loader, node, section))) {
        diag_note(loader->diag, ref->at, "the reference is here");
    }
}

void load_reference_enter(struct loader *loader, const struct tree *reference)
{
    struct diag_link *link = memory_arena_new(loader->arena, sizeof *link);

    *link = (struct diag_link){tree_get(reference, "$ref")->at, loader->diag->chain};
    loader->diag->chain = link;
}

const struct tree *load_reference_object(struct loader *loader, const struct tree *node,
                                         const struct loader_kind *kind)
{
    const struct tree *object = load_reference_resolve(loader, node);
    bool good;

    if (object == NULL) {
        return NULL;
    }
    if (load_reference_is(node) && !load_reference_check(loader, node, object, kind->what)) {
        return NULL;
    }
    good = loader_expect_map(loader, object, kind->what) &&
           keywords_check(loader, object, kind->object);
    if (!good) {
        load_reference_note(loader, node, object, kind->section);
    }
    return object->kind == TREE_MAP ? object : NULL;
}
