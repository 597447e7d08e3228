/* Resolves references to URIs (RFC 3986 §5.2). */
#include "load/uri.h"

#include <stdbool.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"

/* The components of a reference (§3): begins and lengths; without its fragment. */
struct uri {
    const char *scheme; /* NULL: none. Without ":" */
    size_t scheme_length;
    const char *authority; /* NULL: none. With "//" */
    size_t authority_length;
    const char *path;
    size_t path_length;
    const char *query; /* NULL: none. With "?" */
    size_t query_length;
};

static struct uri uri_split(const char *text)
{
    struct uri uri = {.scheme = NULL};
    size_t length = strcspn(text, ":/?#");

    if (text[length] == ':' && length > 0) {
        uri.scheme = text;
        uri.scheme_length = length;
        text += length + 1;
    }
    if (strncmp(text, "//", 2) == 0) {
        uri.authority = text;
        uri.authority_length = 2 + strcspn(text + 2, "/?#");
        text += uri.authority_length;
    }
    uri.path = text;
    uri.path_length = strcspn(text, "?#");
    text += uri.path_length;
    if (*text == '?') {
        uri.query = text;
        uri.query_length = strcspn(text, "#");
    }
    return uri;
}

/* Removes the last segment from the output, and the slash before it. */
static void uri_drop_segment(struct buffer *out, size_t begin)
{
    while (out->length > begin && out->data[out->length - 1] != '/') {
        out->length--;
    }
    if (out->length > begin) {
        out->length--;
    }
}

/* Appends the path without the segments "." and ".." (§5.2.4). */
static void uri_add_path(struct buffer *out, const char *path, size_t length)
{
    const char *end = path + length;
    size_t begin = out->length;

    while (path < end) {
        const char *slash = *path == '/' ? path : NULL;
        const char *segment = slash != NULL ? path + 1 : path;
        const char *stop = memchr(segment, '/', (size_t)(end - segment));
        size_t size = (size_t)((stop != NULL ? stop : end) - segment);
        bool same = size == 1 && segment[0] == '.';
        bool up = size == 2 && memcmp(segment, "..", 2) == 0;

        if (up) {
            uri_drop_segment(out, begin);
        }
        if (!same && !up) {
            buffer_add_bytes(out, path, (size_t)(segment - path) + size);
        } else if (stop == NULL) {
            buffer_add(out, "/");
        }
        path = segment + size;
    }
}

/* Appends the path of a reference that is relative to the path of the base (§5.2.3). */
static void uri_add_merged(struct buffer *out, const struct uri *base, const struct uri *reference)
{
    struct buffer path = {0};
    size_t folder = base->path_length;

    while (folder > 0 && base->path[folder - 1] != '/') {
        folder--;
    }
    if (base->authority != NULL && base->path_length == 0) {
        buffer_add(&path, "/");
    }
    buffer_add_bytes(&path, base->path, folder);
    buffer_add_bytes(&path, reference->path, reference->path_length);
    uri_add_path(out, buffer_string(&path), path.length);
    buffer_free(&path);
}

const char *uri_resolve(const char *base, const char *reference, struct dg_arena *arena)
{
    struct uri from = uri_split(base);
    struct uri to = uri_split(reference);
    bool other_scheme = to.scheme != NULL;
    bool other_authority = other_scheme || to.authority != NULL;
    struct buffer out = {0};
    const char *text;

    buffer_add_bytes(&out, other_scheme ? to.scheme : from.scheme,
                     other_scheme ? to.scheme_length : from.scheme_length);
    buffer_add(&out, ":");
    if ((other_authority ? to : from).authority != NULL) {
        buffer_add_bytes(&out, (other_authority ? to : from).authority,
                         (other_authority ? to : from).authority_length);
    }
    if (other_authority || (to.path_length > 0 && to.path[0] == '/')) {
        uri_add_path(&out, to.path, to.path_length);
    } else if (to.path_length > 0) {
        uri_add_merged(&out, &from, &to);
    } else {
        buffer_add_bytes(&out, from.path, from.path_length);
    }
    if (to.query != NULL) {
        buffer_add_bytes(&out, to.query, to.query_length);
    } else if (!other_authority && to.path_length == 0 && from.query != NULL) {
        buffer_add_bytes(&out, from.query, from.query_length);
    }
    text = memory_arena_copy(arena, out.data, out.length);
    buffer_free(&out);
    return text;
}
