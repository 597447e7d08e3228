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
    /* It is `string`: names have no other type. */
    (void)value;
    (void)draft;
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

/* The schema with the limits of names: that of propertyNames, or the one that it refers to. NULL,
 * with an error, if there is none. */
static const struct tree *names_schema(struct loader *loader, const struct draft *draft)
{
    const struct tree *schema = draft->names->value;

    if (schema->kind == TREE_BOOLEAN && loader->minor > 0) {
        return schema;
    }
    if (!loader_expect(loader, schema, TREE_MAP, draft->names->key)) {
        return NULL;
    }
    return load_reference_is(schema) && schema->count == 1 ? load_all_follow(loader, schema)
                                                           : schema;
}

/* Whether all keywords of the schema are limits of names. */
static bool names_are_limited(const struct loader *loader, const struct tree *schema)
{
    const struct tree *type = tree_get(schema, "type");

    return schema->kind == TREE_BOOLEAN ||
           (schema->kind == TREE_MAP && keywords_all_are(loader, schema, KEYWORD_NAMES) &&
            (type == NULL ||
             (type->kind == TREE_STRING && dg_text_equal(type->text, dg_text_of("string")))));
}

static void names_read(struct loader *loader, struct draft *draft, const struct tree *schema)
{
    if (schema->kind == TREE_MAP) {
        keywords_load_names(loader, schema, draft);
        load_limit_check(loader, schema, &draft->type);
    } else if (!schema->boolean) {
        names_match_none(loader, draft, schema);
    }
}

/* Lets the schema judge the names from the text. */
static void names_judge(struct draft *draft)
{
    draft->judged = true;
    draft->naming = draft->names->value;
}

void load_names_of_map(struct loader *loader, struct draft *draft)
{
    const struct tree *schema = draft->names == NULL ? NULL : names_schema(loader, draft);

    if (schema != NULL && names_are_limited(loader, schema)) {
        names_read(loader, draft, schema);
    } else if (schema != NULL) {
        names_judge(draft);
    }
}

/* Whether the names of all properties are within the limits; otherwise it is noted. */
static bool names_fit_listed(struct loader *loader, const struct draft *draft,
                             const struct model_type *naming)
{
    bool fit = true;

    for (size_t i = 0; i < draft->type.property_count; i++) {
        const struct model_property *property = &draft->properties[i];
        size_t length = dg_text_code_points(property->wire);

        if (length < naming->names.min || length > naming->names.max ||
            !load_pattern_fits(naming, property->wire)) {
            diag_noted(loader->diag, DIAG_LIMITS, property->at,
                       "'%.*s' refuses the name '%.*s', so no object can have the property",
                       DIAG_TEXT(draft->names->key), DIAG_TEXT(property->wire));
            diag_note(loader->diag, draft->names->at, "the names are limited here");
            fit = false;
        }
    }
    return fit;
}

void load_names_of_object(struct loader *loader, struct draft *draft)
{
    const struct tree *schema = draft->names == NULL ? NULL : names_schema(loader, draft);
    struct draft *naming;

    if (schema == NULL) {
        return;
    }
    if (!names_are_limited(loader, schema)) {
        names_judge(draft);
        return;
    }
    naming = memory_arena_new(loader->arena, sizeof *naming);
    load_limit_clear(&naming->type);
    naming->type.kind = MODEL_MAP;
    naming->type.pointer = draft->type.pointer;
    naming->node = draft->node;
    naming->names = draft->names;
    names_read(loader, naming, schema);
    if (names_fit_listed(loader, draft, &naming->type)) {
        draft->type.naming = &naming->type;
    } else {
        names_judge(draft);
    }
}
