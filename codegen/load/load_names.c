/* The names of members: propertyNames. */
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"
#include "load/load_keywords.h"
#include "load/load_pattern.h"

void load_names(const struct keyword_value *value, struct draft *draft)
{
    draft->names = value->member;
}

/* Names must match the text of a pattern, which stands for a keyword at the node. */
static void names_match(struct loader *loader, struct draft *draft, const struct tree *at,
                        struct dg_text text)
{
    const struct tree node = {.kind = TREE_STRING, .at = at->at, .text = text};

    load_pattern_add(loader, draft, &node);
}

static void names_match_none(struct loader *loader, struct draft *draft, const struct tree *at)
{
    names_match(loader, draft, at, dg_text_of("[^\\s\\S]"));
}

void load_names_type(const struct keyword_value *value, struct draft *draft)
{
    if (!dg_text_equal(value->node->text, dg_text_of("string"))) {
        diag_error(value->loader->diag, DIAG_TYPE, value->node->at,
                   "'type' in '%.*s' must be 'string'", DIAG_TEXT(draft->names->key));
    }
}

/* Appends a text as a part of a pattern. */
static void names_add_text(struct buffer *out, struct dg_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool plain = c >= 0x80 || (c >= '0' && c <= '9') ||
                     ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                     (c != '\0' && strchr(" _-:,;/@#%&=<>!~'\"", c) != NULL);

        if (plain) {
            buffer_add_bytes(out, &text.data[i], 1);
        } else {
            buffer_format(out, "\\u%04x", c);
        }
    }
}

/* Names must be one of the strings among the values. */
static void names_match_values(struct loader *loader, struct draft *draft, const struct tree *at,
                               const struct tree_member *values, size_t count)
{
    struct buffer text = {0};
    size_t strings = 0;

    buffer_add(&text, "^(?:");
    for (size_t i = 0; i < count; i++) {
        if (values[i].value->kind == TREE_STRING) {
            buffer_add(&text, strings > 0 ? "|" : "");
            names_add_text(&text, values[i].value->text);
            strings++;
        }
    }
    buffer_add(&text, ")$");
    if (strings == 0) {
        names_match_none(loader, draft, at);
    } else {
        names_match(loader, draft, at,
                    (struct dg_text){memory_arena_copy(loader->arena, text.data, text.length),
                                     text.length});
    }
    buffer_free(&text);
}

void load_names_enum(const struct keyword_value *value, struct draft *draft)
{
    names_match_values(value->loader, draft, value->node, value->node->members, value->node->count);
}

void load_names_const(const struct keyword_value *value, struct draft *draft)
{
    names_match_values(value->loader, draft, value->node, value->member, 1);
}

void load_names_read(struct loader *loader, struct draft *draft)
{
    const struct tree_member *member = draft->names;

    if (member == NULL) {
        return;
    }
    if (member->value->kind == TREE_BOOLEAN && loader->minor > 0) {
        if (!member->value->boolean) {
            names_match_none(loader, draft, member->value);
        }
    } else if (loader_expect(loader, member->value, TREE_MAP, member->key)) {
        keywords_check(loader, member->value, KEYWORD_NAMES);
        keywords_load_names(loader, member->value, draft);
        load_limit_check(loader, member->value, &draft->type);
    }
}

/* The names of properties are known: refuses one that no object can have. */
static void names_check_listed(struct loader *loader, const struct draft *draft,
                               const struct model_type *naming)
{
    for (size_t i = 0; i < draft->type.property_count; i++) {
        const struct model_property *property = &draft->properties[i];
        size_t length = dg_text_code_points(property->wire);

        if (length >= naming->names.min && length <= naming->names.max &&
            load_pattern_fits(naming, property->wire)) {
            continue;
        }
        diag_error(loader->diag, DIAG_UNSUPPORTED, draft->names->at,
                   "'%.*s' refuses the name of property '%.*s', which is not supported",
                   DIAG_TEXT(draft->names->key), DIAG_TEXT(property->wire));
        diag_note(loader->diag, property->at, "the property is here");
        keywords_note_removal(loader, draft->names->value);
        return;
    }
}

void load_names_of_object(struct loader *loader, struct draft *draft)
{
    struct draft *naming;

    if (draft->names == NULL) {
        return;
    }
    naming = memory_arena_new(loader->arena, sizeof *naming);
    load_limit_clear(&naming->type);
    naming->type.kind = MODEL_MAP;
    naming->type.pointer = draft->type.pointer;
    naming->node = draft->node;
    naming->names = draft->names;
    load_names_read(loader, naming);
    names_check_listed(loader, draft, &naming->type);
    draft->type.naming = &naming->type;
}
