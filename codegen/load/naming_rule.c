/* The rule that makes a C name of a wire name, and x-dg-name, which overrides the rule. */
#include <string.h>

#include "base/memory_arena.h"
#include "load/naming.h"

static bool name_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool name_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool name_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether a new word of camelCase begins here: fooBar, HTTPServer. */
static bool name_is_hump(struct dg_text wire, size_t at)
{
    char before = at > 0 ? wire.data[at - 1] : '_';

    if (!name_is_upper(wire.data[at])) {
        return false;
    }
    if (name_is_lower(before) || name_is_digit(before)) {
        return true;
    }
    return name_is_upper(before) && at + 1 < wire.length && name_is_lower(wire.data[at + 1]);
}

/* The code point of a well-formed sequence; elsewhere the byte. */
static unsigned long name_code_point(const char *at, size_t length)
{
    static const unsigned char masks[] = {0xFF, 0xFF, 0x1F, 0x0F, 0x07};
    unsigned long code = (unsigned char)at[0] & masks[length];

    for (size_t i = 1; i < length; i++) {
        code = code << 6 | ((unsigned char)at[i] & 0x3FU);
    }
    return code;
}

static void name_add_code_points(struct buffer *buffer, struct dg_text wire)
{
    const char *end = wire.data + wire.length;

    buffer_add(buffer, "u");
    for (const char *at = wire.data; at < end;) {
        size_t length = dg_utf8_sequence(at, end);

        buffer_format(buffer, "%s%lx", at > wire.data ? "_" : "", name_code_point(at, length));
        at += length == 0 ? 1 : length;
    }
}

static bool name_has_substance(struct dg_text wire)
{
    for (size_t i = 0; i < wire.length; i++) {
        if (name_is_lower(wire.data[i]) || name_is_upper(wire.data[i]) ||
            name_is_digit(wire.data[i])) {
            return true;
        }
    }
    return false;
}

void naming_add(struct buffer *buffer, struct dg_text wire)
{
    bool gap = false;

    if (!name_has_substance(wire)) {
        name_add_code_points(buffer, wire);
        return;
    }
    if (name_is_digit(wire.data[0])) {
        buffer_add(buffer, "n");
    }
    for (size_t i = 0; i < wire.length; i++) {
        char c = wire.data[i];
        bool kept = name_is_lower(c) || name_is_upper(c) || name_is_digit(c);

        if ((!kept && !gap) || name_is_hump(wire, i)) {
            buffer_add(buffer, "_");
        }
        gap = !kept;
        if (kept) {
            buffer_format(buffer, "%c", name_is_upper(c) ? c | 0x20 : c);
        }
    }
}

const char *naming_upper(const char *name, struct dg_arena *arena)
{
    char *upper = memory_arena_copy(arena, name, strlen(name));

    for (char *at = upper; *at != '\0'; at++) {
        if (name_is_lower(*at)) {
            *at = (char)(*at & ~0x20);
        }
    }
    return upper;
}

const char *naming_override(struct loader *loader, const struct tree *schema)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    const struct tree *node = tree_get(schema, "x-dg-name");
    const char *name;

    if (node == NULL) {
        return NULL;
    }
    loader->name_used[node->id] = true;
    name = loader_string(loader, schema, "x-dg-name");
    if (name == NULL) {
        return NULL;
    }
    if (name_is_lower(name[0]) && strspn(name, letters) == strlen(name) &&
        !naming_is_reserved_word(name)) {
        return name;
    }
    diag_error(loader->diag, DIAG_NAME, node->at,
               naming_is_reserved_word(name) ? "'%s' is a reserved word of C or C++"
                                             : "'%s' is not a C name: expected lower-case letters, "
                                               "digits and '_', beginning with a letter",
               name);
    return NULL;
}
