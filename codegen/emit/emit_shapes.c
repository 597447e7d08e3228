/* shapes.h and shapes.c: tables that state the contract, for all generated functions. */
#include <assert.h>

#include "emit/emit_limits.h"
#include "emit/emit_outputs.h"
#include "emit/emit_subschema.h"
#include "emit/emit_values.h"
#include "pattern/pattern_compile.h"

static void emit_site(const struct emitter *emitter, unsigned indent, const char *designator,
                      const struct model_use *use)
{
    struct buffer member = {0};

    buffer_format(&member, "%s.schema", designator);
    emit_string_member(emitter, indent, member.data, use->type->pointer);
    buffer_free(&member);
    if (use->nullable) {
        buffer_format(emitter->out, "%*s%s.nullable = true,\n", (int)indent, "", designator);
    }
    if (use->type->listed != MODEL_LISTED_TYPE) {
        buffer_format(emitter->out, "%*s%s.listed = %s,\n", (int)indent, "", designator,
                      emit_values_listed(use->type->listed));
    }
}

static void emit_word_member(const struct emitter *emitter, const struct model_word *word,
                             const char *value)
{
    EMIT(emitter, "    [$PREFIX$_$constant$ - 1] = $value$,\n", "constant", word->constant, "value",
         value);
}

static void emit_spellings(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\nstatic const struct dg_text $name$_spellings[] = {\n", "name", type->name);
    for (size_t i = 0; i < type->word_count; i++) {
        struct buffer literal = emit_literal(type->words[i].wire);
        struct buffer text = {0};
        buffer_format(&text, "DG_TEXT(%s)", literal.data);
        emit_word_member(emitter, &type->words[i], text.data);
        buffer_free(&literal);
        buffer_free(&text);
    }
    EMIT(emitter, "};\n");
}

static void emit_numbers(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\nstatic const int64_t $name$_numbers[] = {\n", "name", type->name);
    for (size_t i = 0; i < type->word_count; i++) {
        struct buffer number = {0};
        emit_limits_integer(&number, type->words[i].number);
        emit_word_member(emitter, &type->words[i], number.data);
        buffer_free(&number);
    }
    EMIT(emitter, "};\n");
}

static void emit_words(const struct emitter *emitter, const struct model_type *type)
{
    emit_spellings(emitter, type);
    if (type->integer_enum) {
        emit_numbers(emitter, type);
    }
    EMIT(emitter,
         "\nconst struct dg_words $prefix$_$name$_words = {\n"
         "    .words = $name$_spellings,\n",
         "name", type->name);
    EMIT(emitter,
         type->integer_enum ? "    .numbers = $name$_numbers,\n"
                            : "    .lookup = $prefix$_$name$_lookup,\n",
         "name", type->name);
    buffer_format(emitter->out, "    .count = %zu,\n", type->word_count);
    EMIT(emitter, "$open$", "open", type->open ? "    .open = true,\n" : "");
    if (type->unlisted != NULL) {
        emit_limits_unlisted(emitter, type->unlisted);
    }
    EMIT(emitter, "};\n");
}

static void emit_properties(const struct emitter *emitter, const struct model_type *type)
{
    if (type->property_count == 0) {
        return;
    }
    EMIT(emitter, "\nstatic const struct dg_property $name$_properties[] = {\n", "name",
         type->name);
    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        struct buffer wire = emit_literal(property->wire);
        EMIT(emitter, "    {\n        .name = DG_TEXT($wire$),\n", "wire", wire.data);
        emit_site(emitter, 8, ".site", &property->use);
        EMIT(emitter, "$required$$deprecated$$escaped$    },\n", "deprecated",
             property->deprecated ? "        .deprecated = true,\n" : "", "required",
             property->required ? "        .required = true,\n" : "", "escaped",
             emit_values_name_is_plain(property->wire) ? "" : "        .escaped = true,\n");
        buffer_free(&wire);
    }
    EMIT(emitter, "};\n");
}

static const char *unknown_constant(enum model_unknown unknown)
{
    switch (unknown) {
    case MODEL_UNKNOWN_WARNS:
        return "DG_UNKNOWN_WARNS";
    case MODEL_UNKNOWN_ALLOWED:
    case MODEL_UNKNOWN_JUDGED:
        return "DG_UNKNOWN_ALLOWED";
    case MODEL_UNKNOWN_REFUSED:
        return "DG_UNKNOWN_REFUSED";
    }
    return NULL;
}

/* The properties that require others. */
static void emit_dependents(const struct emitter *emitter, const struct model_type *type)
{
    if (type->dependent_count == 0) {
        return;
    }
    EMIT(emitter, "\nstatic const struct dg_dependent $name$_dependents[] = {\n", "name",
         type->name);
    for (size_t i = 0; i < type->dependent_count; i++) {
        EMIT(emitter, "    {.property = $property$, .needs = $needs$},\n", "property",
             type->properties[type->dependents[i].property].constant, "needs",
             type->properties[type->dependents[i].needs].constant);
    }
    EMIT(emitter, "};\n");
}

/* The limits of the names of members that aren't listed. */
static void emit_naming(const struct emitter *emitter, const struct model_type *type)
{
    if (type->naming == NULL) {
        return;
    }
    EMIT(emitter, "\nstatic const struct dg_map_shape $name$_names = {\n", "name", type->name);
    emit_string_member(emitter, 4, ".schema", type->naming->pointer);
    emit_limits_members(emitter, type->naming);
    EMIT(emitter, "};\n");
}

static void emit_object_shape(const struct emitter *emitter, const struct model_type *type)
{
    emit_properties(emitter, type);
    emit_dependents(emitter, type);
    emit_naming(emitter, type);
    EMIT(emitter, "\nconst struct dg_shape $prefix$_$name$_shape = {\n", "name", type->name);
    emit_string_member(emitter, 4, ".schema", type->pointer);
    if (type->property_count > 0) {
        EMIT(emitter, "    .properties = $name$_properties,\n", "name", type->name);
    }
    buffer_format(emitter->out, "    .count = %zu,\n", type->property_count);
    EMIT(emitter,
         "    .lookup = $prefix$_$name$_lookup,\n"
         "    .unknown = $unknown$,\n",
         "name", type->name, "unknown",
         emit_subschema_lists(type) ? "DG_UNKNOWN_ALLOWED" : unknown_constant(type->unknown));
    emit_limits_members(emitter, type);
    if (type->dependent_count > 0) {
        EMIT(emitter, "    .dependents = $name$_dependents,\n", "name", type->name);
        buffer_format(emitter->out, "    .dependent_count = %zu,\n", type->dependent_count);
    }
    EMIT(emitter, "    .size = sizeof(struct $prefix$_$name$),\n", "name", type->name);
    if (type->naming != NULL) {
        EMIT_LINE(emitter, "    .names = &$name$_names,", "name", type->name);
    }
    if (type->name_pattern_count > 0) {
        buffer_add(emitter->out, "    ");
        emit_limits_patterns(emitter, emitter->out, type->name_patterns, type->name_pattern_count);
        buffer_add(emitter->out, ",\n");
    }
    if (emit_fast_has(type)) {
        EMIT_LINE(emitter, "    .fast = DG_FAST_WAY($prefix$_$name$_fast),", "name", type->name);
        buffer_format(emitter->out, "    .number = %zu,\n", type->number);
    }
    EMIT(emitter, "};\n");
}

static void emit_map_shape(const struct emitter *emitter, const struct model_type *type)
{
    emit_naming(emitter, type);
    EMIT(emitter, "\nconst struct dg_map_shape $prefix$_$name$_shape = {\n", "name", type->name);
    emit_string_member(emitter, 4, ".schema", type->pointer);
    emit_site(emitter, 4, ".value", &type->item);
    emit_limits_members(emitter, type);
    EMIT(emitter, "    .entry_size = sizeof(struct $prefix$_$name$_entry),\n", "name", type->name);
    buffer_format(emitter->out, "    .capacity = %zu,\n", type->inline_capacity);
    EMIT(emitter, type->is_matched ? "    .matched = true,\n" : "");
    if (type->naming != NULL) {
        EMIT_LINE(emitter, "    .named = &$name$_names,", "name", type->name);
    }
    EMIT(emitter, "};\n");
}

static void emit_list_shape(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\nconst struct dg_array_shape $prefix$_$name$_shape = {\n", "name", type->name);
    emit_string_member(emitter, 4, ".schema", type->pointer);
    emit_site(emitter, 4, ".item", &type->item);
    emit_limits_members(emitter, type);
    EMIT(emitter, "    .item_size = ");
    if (emit_values_are_stored(&type->item, emit_values_of_element(&type->item))) {
        EMIT(emitter, "sizeof(");
        emit_values_type(emitter, &type->item, emit_values_of_element(&type->item));
        EMIT(emitter, "),\n");
    } else {
        EMIT(emitter, "1,\n");
    }
    EMIT(emitter, type->unique ? "    .unique = true,\n};\n" : "};\n");
}

/* The kind of an alternative, which counts from 1; 0: none. */
static size_t union_kind(const struct model_choice *choice, size_t alternative)
{
    return alternative == choice->count ? 0 : alternative + 1;
}

static void emit_tags(const struct emitter *emitter, const struct model_type *type,
                      const char *what, const struct model_tag *tags, size_t count)
{
    if (count == 0) {
        return;
    }
    EMIT(emitter, "\nstatic const struct dg_tag $name$_$what$[] = {\n", "name", type->name, "what",
         what);
    for (size_t i = 0; i < count; i++) {
        struct buffer literal = emit_literal(tags[i].value);
        size_t kind = union_kind(type->choice, tags[i].alternative);

        EMIT(emitter, "    {DG_TEXT($literal$), $PREFIX$_$constant$},\n", "literal", literal.data,
             "constant",
             kind == 0 ? type->choice->unrecognized
                       : type->choice->alternatives[kind - 1].constant);
        buffer_free(&literal);
    }
    EMIT(emitter, "};\n");
}

static void emit_alternatives(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\nstatic const struct dg_union_part $name$_alternatives[] = {\n", "name",
         type->name);
    for (size_t i = 0; i < type->choice->count; i++) {
        const struct model_use *use = &type->choice->alternatives[i].use;
        enum emit_holding holding = emit_values_of_element(use);

        EMIT(emitter, "    {\n");
        emit_site(emitter, 8, ".site", use);
        if (emit_values_are_stored(use, holding)) {
            EMIT(emitter, "        .size = sizeof(");
            emit_values_type(emitter, use, holding);
            EMIT(emitter, "),\n");
        }
        EMIT(emitter, "    },\n");
    }
    EMIT(emitter, "};\n");
}

static void emit_types_of_union(const struct emitter *emitter, const struct model_choice *choice)
{
    static const char *const names[] = {"NULL",   "BOOLEAN", "INTEGER", "FRACTION",
                                        "STRING", "ARRAY",   "OBJECT"};

    bool first = true;

    for (size_t i = 0; i < JSON_TYPES; i++) {
        size_t kind = union_kind(choice, choice->by_type[i]);

        if (kind != 0) {
            EMIT(emitter, first ? "    .by_type =\n        {\n" : "");
            first = false;
            EMIT(emitter, "            [DG_UNION_$type$] = $PREFIX$_$constant$,\n", "type",
                 names[i], "constant", choice->alternatives[kind - 1].constant);
        }
    }
    EMIT(emitter, first ? "" : "        },\n");
}

static void emit_list_of_tags(const struct emitter *emitter, const struct model_type *type,
                              const char *members, const char *number, size_t count)
{
    if (count > 0) {
        EMIT(emitter, "    .$members$ = $name$_$members$,\n", "members", members, "name",
             type->name);
        buffer_format(emitter->out, "    .%s = %zu,\n", number, count);
    }
}

static void emit_tagging(const struct emitter *emitter, const struct model_type *type)
{
    const struct model_choice *choice = type->choice;
    size_t untagged = union_kind(choice, choice->untagged);

    switch (choice->tagging) {
    case MODEL_BY_TYPE:
        return;
    case MODEL_BY_VALUE: {
        struct buffer json = {0};
        struct buffer literal;

        buffer_add_json(&json, choice->tag);
        literal = emit_literal(buffer_text(&json));
        EMIT(emitter, "    .tagging = DG_TAG_VALUE,\n    .tag = DG_TEXT($tag$),\n", "tag",
             literal.data);
        buffer_free(&json);
        buffer_free(&literal);
        break;
    }
    case MODEL_BY_NAME:
        EMIT(emitter, "    .tagging = DG_TAG_NAME,\n");
        break;
    }
    emit_list_of_tags(emitter, type, "tags", "tag_count", choice->tag_count);
    if (untagged != 0) {
        EMIT(emitter, "    .untagged = $PREFIX$_$constant$,\n", "constant",
             choice->alternatives[untagged - 1].constant);
    }
}

static void emit_union_shape(const struct emitter *emitter, const struct model_type *type)
{
    const struct model_choice *choice = type->choice;

    emit_alternatives(emitter, type);
    emit_tags(emitter, type, "words", choice->words, choice->word_count);
    emit_tags(emitter, type, "tags", choice->tags, choice->tag_count);
    EMIT(emitter, "\nconst struct dg_union_shape $prefix$_$name$_shape = {\n", "name", type->name);
    emit_string_member(emitter, 4, ".schema", type->pointer);
    EMIT(emitter, "$one$    .alternatives = $name$_alternatives,\n", "one",
         choice->of_types      ? "    .of_types = true,\n"
         : choice->exactly_one ? "    .exactly_one = true,\n"
                               : "",
         "name", type->name);
    buffer_format(emitter->out, "    .count = %zu,\n", choice->count);
    emit_types_of_union(emitter, choice);
    emit_list_of_tags(emitter, type, "words", "word_count", choice->word_count);
    emit_tagging(emitter, type);
    EMIT(emitter, "};\n");
}

/* The tables of a type; NULL: it has none. */
struct shape {
    const char *declaration;
    void (*define)(const struct emitter *emitter, const struct model_type *type);
};

static struct shape shape_of(const struct model_type *type)
{
    switch (model_kind_form(type->kind)) {
    case MODEL_FORM_WORDS:
        return (struct shape){"extern const struct dg_words $prefix$_$name$_words;", emit_words};
    case MODEL_FORM_PROPERTIES:
        return (struct shape){"extern const struct dg_shape $prefix$_$name$_shape;",
                              emit_object_shape};
    case MODEL_FORM_ENTRIES:
        return (struct shape){"extern const struct dg_map_shape $prefix$_$name$_shape;",
                              emit_map_shape};
    case MODEL_FORM_ITEMS:
        return (struct shape){"extern const struct dg_array_shape $prefix$_$name$_shape;",
                              emit_list_shape};
    case MODEL_FORM_ALTERNATIVES:
        return (struct shape){"extern const struct dg_union_shape $prefix$_$name$_shape;",
                              emit_union_shape};
    case MODEL_FORM_VALUE:
        return (struct shape){NULL, NULL};
    case MODEL_FORM_SCALAR:
        break;
    }
    assert(false && "a type without a name is never listed");
    return (struct shape){NULL, NULL};
}

void emit_shapes_source(const struct emitter *emitter)
{
    emit_file_comment(emitter, "The properties, limits and words of each type.");
    EMIT(emitter,
         "#include \"shapes.h\"\n\n#include \"fast.h\"\n#include \"lookups.h\"\n$patterns$#include "
         "\"types.h\"\n",
         "patterns", emit_patterns_include(emitter->model));
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        struct shape shape = shape_of(emitter->model->types[i]);

        if (shape.define != NULL) {
            shape.define(emitter, emitter->model->types[i]);
        }
    }
}

/* The header */

static void emit_indexes(const struct emitter *emitter, const struct model_type *type)
{
    if (type->property_count == 0) {
        return;
    }
    EMIT(emitter, "enum {\n");
    for (size_t i = 0; i < type->property_count; i++) {
        EMIT(emitter, "    $constant$$comma$\n", "constant", type->properties[i].constant, "comma",
             i + 1 < type->property_count ? "," : "");
    }
    EMIT(emitter, "};\n");
}

void emit_shapes_header(const struct emitter *emitter)
{
    emit_file_comment(emitter, "The contract as tables, for generated functions.");
    emit_private_header_open(
        emitter, "SHAPES",
        emitter->model->judged_count > 0
            ? (const char *const[]){"runtime/reader.h", "runtime/subschema.h", NULL}
            : (const char *const[]){"runtime/reader.h", NULL});
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (type->property_count > 0) {
            EMIT(emitter, i > 0 ? "\n" : "");
            emit_indexes(emitter, type);
        }
        if (shape_of(type).declaration == NULL) {
            continue;
        }
        EMIT_LINE(emitter, shape_of(type).declaration, "name", type->name);
        if (type->unique) {
            EMIT_LINE(emitter,
                      "size_t $prefix$_$name$_text(const void *value, char *buffer, size_t "
                      "capacity);",
                      "name", type->name);
        }
        /* An empty line after an object with its indexes. */
        if (type->property_count > 0 && i + 1 < emitter->model->type_count &&
            emitter->model->types[i + 1]->property_count == 0) {
            EMIT(emitter, "\n");
        }
    }
    emit_subschema_declarations(emitter);
    EMIT(emitter, "\n");
    emit_private_header_close(emitter);
}
