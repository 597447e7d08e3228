/* Finds properties of code points (ECMA-262 §22.2.2.9). */
#include "pattern/pattern_unicode.h"

#include <assert.h>
#include <string.h>

static uint32_t unicode_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
    const char *at = strchr(digits, c);

    assert(at != NULL);
    return (uint32_t)(at - digits);
}

static void unicode_decode(struct pattern_set *set, struct dg_arena *arena, const char *code_points)
{
    uint32_t from = 0;
    bool inside = false;

    while (*code_points != '\0') {
        uint32_t length = 0;
        uint32_t digit = 32;

        for (unsigned shift = 0; digit >= 32; shift += 5) {
            digit = unicode_digit(*code_points++);
            length |= (digit & 31) << shift;
        }
        if (inside) {
            pattern_set_add(set, arena, from, from + length - 1);
        }
        from += length;
        inside = !inside;
    }
    if (inside) {
        pattern_set_add(set, arena, from, PATTERN_LAST);
    }
}

/* Takes the part before the next bar. */
static struct dg_text unicode_name(struct dg_text *names)
{
    const char *bar = memchr(names->data, '|', names->length);
    struct dg_text name = {names->data, bar == NULL ? names->length : (size_t)(bar - names->data)};
    size_t taken = bar == NULL ? name.length : name.length + 1;

    *names = (struct dg_text){names->data + taken, names->length - taken};
    return name;
}

static const struct pattern_unicode_row *unicode_find(enum pattern_unicode_kind kind,
                                                      struct dg_text name)
{
    bool script = kind == PATTERN_UNICODE_SCRIPT || kind == PATTERN_UNICODE_EXTENSIONS;
    size_t count = script ? pattern_unicode_scripts_count : pattern_unicode_table_count;

    for (size_t i = 0; i < count; i++) {
        const struct pattern_unicode_row *row =
            script ? &pattern_unicode_scripts[i] : &pattern_unicode_table[i];
        struct dg_text names = dg_text_of(row->names);

        while (row->kind == kind && names.length > 0) {
            if (dg_text_equal(unicode_name(&names), name)) {
                return row;
            }
        }
    }
    return NULL;
}

static bool unicode_add(struct pattern_set *set, struct dg_arena *arena,
                        const struct pattern_unicode_row *row)
{
    struct dg_text parts;

    if (row == NULL) {
        return false;
    }
    if (row->code_points[0] != '=') {
        unicode_decode(set, arena, row->code_points);
        return true;
    }
    parts = dg_text_of(row->code_points + 1);
    while (parts.length > 0) {
        unicode_decode(set, arena,
                       unicode_find(PATTERN_UNICODE_CATEGORY, unicode_name(&parts))->code_points);
    }
    return true;
}

static bool unicode_is(struct dg_text text, const char *long_name, const char *short_name)
{
    return dg_text_equal(text, dg_text_of(long_name)) ||
           dg_text_equal(text, dg_text_of(short_name));
}

bool pattern_unicode_add(struct pattern_set *set, struct dg_arena *arena, struct dg_text property)
{
    const char *equals = memchr(property.data, '=', property.length);
    const struct pattern_unicode_row *row = NULL;
    struct dg_text name = property;
    struct dg_text value = property;

    if (equals == NULL) {
        row = unicode_find(PATTERN_UNICODE_CATEGORY, property);
        return unicode_add(set, arena,
                           row != NULL ? row : unicode_find(PATTERN_UNICODE_BINARY, property));
    }
    name.length = (size_t)(equals - property.data);
    value = (struct dg_text){equals + 1, property.length - name.length - 1};
    if (unicode_is(name, "General_Category", "gc")) {
        row = unicode_find(PATTERN_UNICODE_CATEGORY, value);
    } else if (unicode_is(name, "Script_Extensions", "scx")) {
        row = unicode_find(PATTERN_UNICODE_EXTENSIONS, value);
        row = row != NULL ? row : unicode_find(PATTERN_UNICODE_SCRIPT, value);
    } else if (unicode_is(name, "Script", "sc")) {
        row = unicode_find(PATTERN_UNICODE_SCRIPT, value);
    }
    return unicode_add(set, arena, row);
}
