/* types.h and types.c: a struct for each object, map and list, an enum for each enum. */
#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "emit/emit_comments.h"
#include "emit/emit_outputs.h"
#include "emit/emit_values.h"
#include "runtime/value.h"

static void emit_declaration(const struct emitter *emitter, const struct model_use *use,
                             enum emit_holding holding, const char *declarator)
{
    EMIT(emitter, "    ");
    emit_values_type(emitter, use, holding);
    EMIT(emitter, " $declarator$;\n", "declarator", declarator);
}

static void emit_member(const struct emitter *emitter, const struct model_property *property)
{
    enum emit_holding holding = emit_values_of_property(property);

    if (!emit_values_are_stored(&property->use, holding)) {
        return;
    }
    emit_comments_property(emitter, property);
    emit_declaration(emitter, &property->use, holding, property->name);
    if (property->text_name != NULL) {
        EMIT(emitter,
             "    struct dg_text $text$; /* The received text of $name$, if unrecognized. */\n",
             "text", property->text_name, "name", property->name);
    }
}

/* The members for a value of another type, if the schema allows one, and for the schema that
 * matches, if there are several. */
static void emit_other(const struct emitter *emitter, const struct model_type *type)
{
    if (type->implied) {
        EMIT(
            emitter,
            "    struct dg_json $other$; /* A value of another type, as received; otherwise empty. "
            "*/\n",
            "other", type->other_name);
    }
    if (type->subschemas != NULL && type->subschemas->alternative_name != NULL) {
        EMIT(emitter,
             "    uint32_t $alternative$; /* The number of the first schema of oneOf or anyOf that "
             "matches, from 1; 0: none. */\n",
             "alternative", type->subschemas->alternative_name);
    }
}

static void emit_object(const struct emitter *emitter, const struct model_type *type)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);

    EMIT(emitter, "struct $prefix$_$name$ {\n", "name", type->name);
    for (size_t i = 0; i < type->property_count; i++) {
        emit_member(emitter, &type->properties[i]);
    }
    for (size_t i = 0; i < count; i++) {
        EMIT(emitter, "    struct $prefix$_$name$ $member$; /* $words$. */\n", "name",
             maps[i].type->name, "member", maps[i].member, "words",
             maps[i].type->is_matched ? "The others whose names match a pattern"
                                      : "The members that are not listed");
    }
    emit_other(emitter, type);
    if (emit_values_are_empty(type)) {
        EMIT(emitter, "    char nothing; /* C has no empty struct. */\n");
    }
    EMIT(emitter, "};\n\n");
}

static void emit_entry(const struct emitter *emitter, const struct model_type *type)
{
    enum emit_holding holding = emit_values_of_element(&type->item);

    EMIT(emitter, "struct $prefix$_$name$_entry {\n", "name", type->name);
    emit_comments_key(emitter, type);
    EMIT(emitter, "    struct dg_text key;\n");
    if (emit_values_are_stored(&type->item, holding)) {
        emit_comments_part(emitter, 4, &type->item);
        emit_declaration(emitter, &type->item, holding, "value");
    }
    EMIT(emitter, "};\n\n");
}

static void emit_map(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "struct $prefix$_$name$ {\n    size_t count;\n", "name", type->name);
    if (type->inline_capacity > 0) {
        EMIT(emitter, "    struct $prefix$_$name$_entry entries", "name", type->name);
        buffer_format(emitter->out, "[%zu];\n", type->inline_capacity);
    } else {
        EMIT(emitter, "    struct $prefix$_$name$_entry *entries;\n", "name", type->name);
    }
    emit_other(emitter, type);
    EMIT(emitter, "};\n\n");
}

static void emit_list(const struct emitter *emitter, const struct model_type *type)
{
    enum emit_holding holding = emit_values_of_element(&type->item);

    EMIT(emitter, "struct $prefix$_$name$ {\n    size_t count;\n", "name", type->name);
    if (emit_values_are_stored(&type->item, holding)) {
        emit_comments_part(emitter, 4, &type->item);
        emit_declaration(emitter, &type->item, holding, "*items");
    }
    emit_other(emitter, type);
    EMIT(emitter, "};\n\n");
}

static void emit_kinds(const struct emitter *emitter, const struct model_choice *choice)
{
    EMIT(emitter, "enum $prefix$_$name$ {\n    $PREFIX$_$unrecognized$ = 0,\n", "name",
         choice->kind_name, "unrecognized", choice->unrecognized);
    for (size_t i = 0; i < choice->count; i++) {
        EMIT(emitter, "    $PREFIX$_$constant$$comma$\n", "constant",
             choice->alternatives[i].constant, "comma", i + 1 < choice->count ? "," : "");
    }
    EMIT(emitter, "};\n\n");
}

static void emit_alternative(const struct emitter *emitter,
                             const struct model_alternative *alternative)
{
    enum emit_holding holding = emit_values_of_element(&alternative->use);

    if (!emit_values_are_stored(&alternative->use, holding)) {
        return;
    }
    emit_comments_part(emitter, 8, &alternative->use);
    EMIT(emitter, "    ");
    emit_declaration(emitter, &alternative->use, holding, alternative->name);
}

/* The struct of a value that has one of several alternatives. */
static void emit_union(const struct emitter *emitter, const struct model_type *type)
{
    const struct model_choice *choice = type->choice;

    EMIT(emitter, "struct $prefix$_$name$ {\n    enum $prefix$_$kind$ kind;\n", "name", type->name,
         "kind", choice->kind_name);
    if (!emit_values_union_is_empty(type)) {
        EMIT(emitter, "    union {\n");
        for (size_t i = 0; i < choice->count; i++) {
            emit_alternative(emitter, &choice->alternatives[i]);
        }
        EMIT(emitter, "    } value; /* The member of the kind. */\n");
    }
    EMIT(emitter, "};\n\n");
}

/* The struct of a document that isn't an object, map or list. */
static void emit_value(const struct emitter *emitter, const struct model_type *type)
{
    enum emit_holding holding = emit_values_of_element(&type->item);

    EMIT(emitter, "struct $prefix$_$name$ {\n", "name", type->name);
    if (emit_values_are_stored(&type->item, holding)) {
        emit_comments_part(emitter, 4, &type->item);
        emit_declaration(emitter, &type->item, holding, "value");
    } else {
        EMIT(emitter, "    char nothing; /* C has no empty struct. */\n");
    }
    EMIT(emitter, "};\n\n");
}

static void emit_enum(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "enum $prefix$_$name$ {\n    $PREFIX$_$unrecognized$ = 0,\n", "name", type->name,
         "unrecognized", type->unrecognized);
    for (size_t i = 0; i < type->word_count; i++) {
        emit_comments_word(emitter, type, i);
        EMIT(emitter, "    $PREFIX$_$constant$$comma$\n", "constant", type->words[i].constant,
             "comma", i + 1 < type->word_count ? "," : "");
    }
    EMIT(emitter, "};\n\n");
}

/* The struct of a value with a presence. If a type would contain itself, the value is a pointer. */
static void emit_opt(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "struct $prefix$_opt_$name$ {\n    enum dg_presence presence;\n", "name",
         type->name);
    if (type->kind == MODEL_ENUM) {
        EMIT(emitter,
             "    enum $prefix$_$name$ value;\n    struct dg_text text; /* The received text, if "
             "unrecognized. */\n",
             "name", type->name);
    } else if (type->by_pointer) {
        EMIT(emitter,
             "    struct $prefix$_$name$ *value; /* NULL: absent, whatever the presence is. */\n",
             "name", type->name);
    } else {
        EMIT(emitter, "    struct $prefix$_$name$ value;\n", "name", type->name);
    }
    EMIT(emitter, "};\n\n");
}

/* Before all structs, since any may have a pointer to any. */
static void emit_pointers(const struct emitter *emitter)
{
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];

        if (type->by_pointer && type->has_opt) {
            emit_opt(emitter, type);
        }
    }
}

static void emit_type(const struct emitter *emitter, const struct model_type *type)
{
    if (type->kind == MODEL_MAP && type->inline_capacity > 0) {
        emit_entry(emitter, type);
    }
    if (type->kind == MODEL_UNION) {
        emit_kinds(emitter, type->choice);
    }
    emit_comments_type(emitter, type);
    switch (model_kind_form(type->kind)) {
    case MODEL_FORM_WORDS:
        emit_enum(emitter, type);
        break;
    case MODEL_FORM_PROPERTIES:
        emit_object(emitter, type);
        break;
    case MODEL_FORM_ENTRIES:
        emit_map(emitter, type);
        break;
    case MODEL_FORM_ITEMS:
        emit_list(emitter, type);
        break;
    case MODEL_FORM_ALTERNATIVES:
        emit_union(emitter, type);
        break;
    case MODEL_FORM_VALUE:
        emit_value(emitter, type);
        break;
    case MODEL_FORM_SCALAR:
        assert(false && "a type without a name is never listed");
    }
    if (type->has_opt && !type->by_pointer) {
        emit_opt(emitter, type);
    }
}

/* Entries in the arena may hold any type, including one that holds the map. */
static void emit_arena_entries(const struct emitter *emitter)
{
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (type->kind == MODEL_MAP && type->inline_capacity == 0) {
            emit_entry(emitter, type);
        }
    }
}

static void emit_text_signature(const struct emitter *emitter, const struct model_type *type,
                                const char *tail)
{
    EMIT_LINE(emitter, "const char *$prefix$_$name$_text(enum $prefix$_$name$ value)$tail$", "name",
              type->name, "tail", tail);
}

static void emit_from_text_signature(const struct emitter *emitter, const struct model_type *type,
                                     const char *tail)
{
    EMIT_LINE(
        emitter,
        "bool $prefix$_$name$_from_text(enum $prefix$_$name$ *out, struct dg_text text)$tail$",
        "name", type->name, "tail", tail);
}

typedef void signature_function(const struct emitter *emitter, const struct model_type *type,
                                const char *tail);

/* Declares a function for each enum, after the comment. */
static void emit_enum_functions(const struct emitter *emitter, const char *comment,
                                signature_function *signature)
{
    bool first = true;

    for (size_t i = 0; i < emitter->model->type_count; i++) {
        if (emitter->model->types[i]->kind == MODEL_ENUM) {
            buffer_add(emitter->out, first ? comment : "");
            signature(emitter, emitter->model->types[i], ";");
            first = false;
        }
    }
    EMIT(emitter, first ? "" : "\n");
}

void emit_types_header(const struct emitter *emitter)
{
    emit_file_comment(emitter, "Values as the contract describes them.");
    emit_header_open(emitter, "TYPES", (const char *const[]){"abi.h", "runtime/value.h", NULL});
    emit_pointers(emitter);
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        emit_type(emitter, emitter->model->types[i]);
    }
    emit_arena_entries(emitter);
    emit_enum_functions(emitter,
                        "/* The spelling of the value in the contract; NULL for the unrecognized "
                        "one. Static; a NUL inside\n   a spelling ends the string. */\n",
                        emit_text_signature);
    emit_enum_functions(emitter,
                        "/* Finds the value that the contract spells so: a string without its "
                        "quotes and escapes, an\n   integer as a JSON number. Returns false if "
                        "there is none; then *out is the unrecognized one. */\n",
                        emit_from_text_signature);
    emit_header_close(emitter);
}

static void emit_text_function(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\n");
    emit_text_signature(emitter, type, "");
    EMIT(emitter, "{\n    switch (value) {\n");
    for (size_t i = 0; i < type->word_count; i++) {
        struct buffer literal = emit_literal(type->words[i].wire);
        EMIT(emitter,
             "    case $PREFIX$_$constant$:\n"
             "        return $literal$;\n",
             "constant", type->words[i].constant, "literal", literal.data);
        buffer_free(&literal);
    }
    EMIT(emitter,
         "    case $PREFIX$_$unrecognized$:\n"
         "        break;\n"
         "    }\n"
         "    return NULL;\n"
         "}\n",
         "unrecognized", type->unrecognized);
}

static void emit_from_text_function(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\n");
    emit_from_text_signature(emitter, type, "");
    EMIT(emitter,
         "{\n"
         "    *out = (enum $prefix$_$name$)dg_word_find(&$prefix$_$name$_words, text);\n"
         "    return *out != $PREFIX$_$unrecognized$;\n"
         "}\n",
         "name", type->name, "unrecognized", type->unrecognized);
}

static bool has_enums(const struct model *model)
{
    for (size_t i = 0; i < model->type_count; i++) {
        if (model->types[i]->kind == MODEL_ENUM) {
            return true;
        }
    }
    return false;
}

void emit_types_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "The spellings of enum values in the contract.");
    EMIT(emitter, "#include \"types.h\"\n");
    EMIT(emitter, has_enums(emitter->model) ? "\n#include \"shapes.h\"\n" : "");
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        if (emitter->model->types[i]->kind == MODEL_ENUM) {
            emit_text_function(emitter, emitter->model->types[i]);
            emit_from_text_function(emitter, emitter->model->types[i]);
        }
    }
}
