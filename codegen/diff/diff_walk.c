/* The queue of the walk, and changes with their words. */
#include "diff/diff_walk.h"

#include <assert.h>
#include <string.h>

#include "base/memory_arena.h"
#include "diff/diff_table.h"
#include "tree/tree.h"

/* The walk */

void diff_walk_set_partners(struct diff_walk *walk, const struct model_type *old,
                            const struct model_type *new)
{
    *diff_table_at(walk->partners, old, walk->models[DIFF_OLD]) = new;
    *diff_table_at(walk->partners, new, walk->models[DIFF_NEW]) = old;
}

const struct model_type *diff_walk_partner(const struct diff_walk *walk, enum diff_side side,
                                           const struct model_type *type)
{
    return *diff_table_at(walk->partners, type, walk->models[side]);
}

bool diff_walk_meet(struct diff_walk *walk, const void *old, const void *new)
{
    const void **value = diff_table_at(walk->met, old, new);
    bool first = *value == NULL;

    *value = walk;
    return first;
}

bool diff_walk_pair(struct diff_walk *walk, const struct diff_place *place,
                    const struct model_type *old, const struct model_type *new, const char *member)
{
    bool named = model_kind_is_named(old->kind) && model_kind_is_named(new->kind);

    if (!diff_walk_meet(walk, old, new)) {
        return false;
    }
    if (named && diff_walk_partner(walk, DIFF_OLD, old) == NULL &&
        diff_walk_partner(walk, DIFF_NEW, new) == NULL) {
        diff_walk_set_partners(walk, old, new);
    }
    if (walk->count == walk->capacity) {
        walk->capacity = walk->capacity == 0 ? 64 : walk->capacity * 2;
        walk->queue = memory_grow(walk->queue, walk->capacity * sizeof *walk->queue);
    }
    walk->queue[walk->count++] = (struct diff_pair){
        .types = {old, new},
        .place = place,
        .member = member,
        .c = named && diff_walk_partner(walk, DIFF_OLD, old) == new,
    };
    return true;
}

/* Words */

/* Values in messages are cut after this many bytes. */
#define WALK_MAX_WORD 80

const char *diff_walk_quote(struct diff_walk *walk, struct dg_text text)
{
    const char *end = text.data + text.length;
    const char *at = text.data;

    while (at < end && at - text.data < WALK_MAX_WORD) {
        size_t length = dg_utf8_sequence(at, end);

        at += length == 0 ? 1 : length;
    }
    return memory_arena_format(walk->arena, "'%.*s%s'", (int)(at - text.data),
                               text.data == NULL ? "" : text.data, at < end ? "…" : "");
}

const char *diff_walk_quote_from(struct diff_walk *walk, const char *text, size_t offset)
{
    size_t before = WALK_MAX_WORD / 2;
    const char *at = text;
    const char *end;

    if (strlen(text) > WALK_MAX_WORD && offset > before) {
        at = text + offset - before;
    }
    while (at > text && ((unsigned char)*at & 0xC0) == 0x80) { /* within a character */
        at--;
    }
    end = at;
    while (*end != '\0' && end - at < WALK_MAX_WORD) {
        size_t length = dg_utf8_sequence(end, end + strlen(end));

        end += length == 0 ? 1 : length;
    }
    return memory_arena_format(walk->arena, "'%s%.*s%s'", at > text ? "…" : "", (int)(end - at), at,
                               *end != '\0' ? "…" : "");
}

const char *diff_walk_word(struct diff_walk *walk, const char *word)
{
    return word == NULL ? "nothing" : diff_walk_quote(walk, dg_text_of(word));
}

/* Whether a value is in the items of items. */
static bool walk_is_inner(const struct diff_place *place)
{
    const struct diff_place *above = place->parent;

    return (above->step == DIFF_ITEM || above->step == DIFF_ENTRY) &&
           (above->parent->step == DIFF_ITEM || above->parent->step == DIFF_ENTRY);
}

const char *diff_walk_what(struct diff_walk *walk, const struct diff_place *place)
{
    if (place == NULL) {
        return "the type";
    }
    switch (place->step) {
    case DIFF_BODY:
        return "the body";
    case DIFF_PROPERTY:
        return diff_walk_quote(walk, place->name);
    case DIFF_ITEM:
        return walk_is_inner(place) ? "inner items"
                                    : memory_arena_format(walk->arena, "the items of %s",
                                                          diff_walk_what(walk, place->parent));
    case DIFF_ENTRY:
        return walk_is_inner(place) ? "inner members"
                                    : memory_arena_format(walk->arena, "the members of %s",
                                                          diff_walk_what(walk, place->parent));
    }
    assert(false);
    return "";
}

struct diff_where diff_where_types(const struct diff_pair *pair, const char *suffix,
                                   struct dg_arena *arena)
{
    const char *pointer = pair->types[DIFF_NEW]->pointer;

    /* A body that isn't judged has no schema. */
    pointer = pointer[0] != '\0' ? pointer : pair->types[DIFF_OLD]->pointer;
    return (struct diff_where){.pointer = memory_arena_format(arena, "%s%s", pointer, suffix),
                               .at = {pair->types[DIFF_OLD]->at, pair->types[DIFF_NEW]->at}};
}

/* The message, with words in place of $what$, $old$ and $new$. */
static const char *walk_message(struct dg_arena *arena, const char *message, const char *what,
                                const char *old, const char *new)
{
    const struct {
        const char *name;
        const char *value;
    } words[] = {{"$what$", what}, {"$old$", old}, {"$new$", new}};
    struct buffer out = {0};
    const char *text;

    while (*message != '\0') {
        bool found = false;

        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            if (strncmp(message, words[i].name, strlen(words[i].name)) == 0) {
                assert(words[i].value != NULL);
                buffer_add(&out, words[i].value);
                message += strlen(words[i].name);
                found = true;
                break;
            }
        }
        if (!found) {
            buffer_add_bytes(&out, message++, 1);
        }
    }
    text = memory_arena_copy(arena, out.data, out.length);
    buffer_free(&out);
    return text;
}

struct diff_change *diff_walk_add(struct diff_walk *walk, enum diff_kind kind,
                                  const struct diff_where *where, const char *what, const char *old,
                                  const char *new)
{
    struct diff *diff = walk->diff;
    struct diff_change *change = memory_arena_new(walk->arena, sizeof *change);

    *change = (struct diff_change){
        .kind = kind,
        .message = walk_message(walk->arena, diff_kind_message(kind), what, old, new),
        .pointer = where->pointer,
        .at = {where->at[DIFF_OLD], where->at[DIFF_NEW]},
    };
    if (diff->count == diff->capacity) {
        diff->capacity = diff->capacity == 0 ? 64 : diff->capacity * 2;
        diff->changes = memory_grow(diff->changes, diff->capacity * sizeof(struct diff_change *));
    }
    diff->changes[diff->count++] = change;
    return change;
}

/* Whether a path item has a field for the method. */
static bool walk_is_usual(const char *method)
{
    static const char *const usual[] = {"GET",  "PUT",   "POST",  "DELETE", "OPTIONS",
                                        "HEAD", "PATCH", "TRACE", "QUERY"};

    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        if (strcmp(method, usual[i]) == 0) {
            return true;
        }
    }
    return false;
}

const char *diff_walk_operation(struct diff_walk *walk, const struct model_operation *operation,
                                const char *suffix)
{
    struct buffer out = {0};
    const char *pointer;

    buffer_add(&out, "#/paths");
    tree_pointer_add(&out, dg_text_of(operation->path));
    if (walk_is_usual(operation->method)) {
        buffer_add(&out, "/");
        for (const char *at = operation->method; *at != '\0'; at++) {
            buffer_format(&out, "%c", *at | 0x20);
        }
    } else { /* OpenAPI 3.2 */
        buffer_format(&out, "/additionalOperations/%s", operation->method);
    }
    buffer_add(&out, suffix);
    pointer = memory_arena_copy(walk->arena, out.data, out.length);
    buffer_free(&out);
    return pointer;
}
