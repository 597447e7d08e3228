/* decode.h and decode.c: tables that state the contract, and readers with one line per property. */
#include <inttypes.h>
#include <string.h>

#include "emit_parts.h"

static bool is_read_by_function(const struct model_type *type)
{
    return type->kind == MODEL_OBJECT || type->kind == MODEL_MAP || type->kind == MODEL_LIST;
}

/* --- Tables --- */

static void emit_size(const struct emitter *emitter, uint64_t size)
{
    if (size == UINT64_MAX) {
        EMIT(emitter, "SIZE_MAX");
    } else {
        buffer_format(emitter->out, "%" PRIu64, size);
    }
}

static void emit_length_member(const struct emitter *emitter, const char *name,
                               struct model_length length)
{
    EMIT(emitter, "    .$name$ = {.min = ", "name", name);
    emit_size(emitter, length.min);
    EMIT(emitter, ", .max = ");
    emit_size(emitter, length.max);
    EMIT(emitter, "},\n");
}

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
}

/* `[DG_X - 1] = value,`, broken as the formatter would if it is too long. */
static void emit_word_member(const struct emitter *emitter, const struct model_word *word,
                             const char *value)
{
    struct buffer designator = {0};

    buffer_format(&designator, "    [%s_%s - 1] =", emitter->model->upper_prefix, word->constant);
    bool fits = designator.length + strlen(value) + strlen(" ,") <= 100;
    buffer_format(emitter->out, "%s%s%s,\n", designator.data, fits ? " " : "\n        ", value);
    buffer_free(&designator);
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
        emit_integer(&number, type->words[i].number);
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
         "\nstatic const struct dg_words $name$_words = {\n"
         "    .words = $name$_spellings,\n",
         "name", type->name);
    EMIT(emitter,
         type->integer_enum ? "    .numbers = $name$_numbers,\n"
                            : "    .lookup = $prefix$_$name$_lookup,\n",
         "name", type->name);
    buffer_format(emitter->out, "    .count = %zu,\n", type->word_count);
    EMIT(emitter, "$open$};\n", "open", type->open ? "    .open = true,\n" : "");
}

static void emit_properties(const struct emitter *emitter, const struct model_type *type)
{
    if (type->property_count == 0) {
        return;
    }
    EMIT(emitter, "\nenum {\n");
    for (size_t i = 0; i < type->property_count; i++) {
        EMIT(emitter, "    $constant$$comma$\n", "constant", type->properties[i].constant, "comma",
             i + 1 < type->property_count ? "," : "");
    }
    EMIT(emitter, "};\n\nstatic const struct dg_property $name$_properties[] = {\n", "name",
         type->name);
    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        struct buffer wire = emit_literal(property->wire);
        EMIT(emitter, "    {\n        .name = DG_TEXT($wire$),\n", "wire", wire.data);
        emit_site(emitter, 8, ".site", &property->use);
        EMIT(emitter, "$required$    },\n", "required",
             property->required ? "        .required = true,\n" : "");
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
        return "DG_UNKNOWN_ALLOWED";
    case MODEL_UNKNOWN_REFUSED:
        return "DG_UNKNOWN_REFUSED";
    }
    return NULL;
}

static void emit_object_shape(const struct emitter *emitter, const struct model_type *type)
{
    emit_properties(emitter, type);
    EMIT(emitter, "\nstatic const struct dg_shape $name$_shape = {\n", "name", type->name);
    emit_string_member(emitter, 4, ".schema", type->pointer);
    if (type->property_count > 0) {
        EMIT(emitter, "    .properties = $name$_properties,\n", "name", type->name);
    }
    buffer_format(emitter->out, "    .count = %zu,\n", type->property_count);
    EMIT(emitter,
         "    .lookup = $prefix$_$name$_lookup,\n"
         "    .unknown = $unknown$,\n",
         "name", type->name, "unknown", unknown_constant(type->unknown));
    emit_length_member(emitter, "members", type->count);
    EMIT(emitter, "    .size = sizeof(struct $prefix$_$name$),\n};\n", "name", type->name);
}

static void emit_map_shape(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\nstatic const struct dg_map_shape $name$_shape = {\n", "name", type->name);
    emit_string_member(emitter, 4, ".schema", type->pointer);
    emit_site(emitter, 4, ".value", &type->item);
    emit_length_member(emitter, "names", type->length);
    emit_length_member(emitter, "members", type->count);
    EMIT(emitter, "    .entry_size = sizeof(struct $prefix$_$name$_entry),\n", "name", type->name);
    buffer_format(emitter->out, "    .capacity = %zu,\n};\n", type->inline_capacity);
}

static void emit_list_shape(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter, "\nstatic const struct dg_array_shape $name$_shape = {\n", "name", type->name);
    emit_string_member(emitter, 4, ".schema", type->pointer);
    emit_site(emitter, 4, ".item", &type->item);
    emit_length_member(emitter, "items", type->count);
    EMIT(emitter, "    .item_size = ");
    if (emit_is_stored(&type->item, element_holding(&type->item))) {
        EMIT(emitter, "sizeof(");
        emit_value_type(emitter, &type->item, element_holding(&type->item));
        EMIT(emitter, "),\n};\n");
    } else {
        EMIT(emitter, "1,\n};\n");
    }
}

/* --- Readers --- */

static void emit_object_case(const struct emitter *emitter, const struct model_property *property)
{
    struct buffer address = {0};
    struct buffer access = {0};
    struct buffer text = {0};

    buffer_format(&address, "&out->%s", property->name);
    buffer_format(&access, "out->%s.", property->name);
    buffer_format(&text, "&out->%s", property->text_name == NULL ? "" : property->text_name);
    struct target target = {address.data, access.data, address.data + 1, text.data};
    EMIT(emitter, "        case $constant$:\n", "constant", property->constant);
    emit_read(emitter, "            ", property->use.type, property_holding(property), &target);
    EMIT(emitter, "            break;\n");
    buffer_free(&address);
    buffer_free(&access);
    buffer_free(&text);
}

static void emit_object_reader(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter,
         "    struct dg_object at = dg_object_open(in, &$name$_shape, out);\n"
         "\n"
         "    while (dg_object_next(&at)) {\n",
         "name", type->name);
    if (type->property_count > 0) {
        EMIT(emitter, "        switch (at.property) {\n");
        for (size_t i = 0; i < type->property_count; i++) {
            emit_object_case(emitter, &type->properties[i]);
        }
        EMIT(emitter, "        }\n");
    }
    EMIT(emitter, "    }\n    dg_object_close(&at);\n");
}

static void emit_map_reader(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"&entry->value", "entry->value.", "entry->value", "NULL"};
    enum holding holding = element_holding(&type->item);

    EMIT(emitter,
         "    struct dg_map at = dg_map_open(in, &$name$_shape, $entries$);\n"
         "\n"
         "    while (dg_map_next(&at)) {\n",
         "name", type->name, "entries", type->inline_capacity > 0 ? "out->entries" : "NULL");
    if (emit_is_stored(&type->item, holding)) {
        EMIT(emitter, "        struct $prefix$_$name$_entry *entry = at.slot;\n\n", "name",
             type->name);
    }
    emit_read(emitter, "        ", type->item.type, holding, &target);
    EMIT(emitter, "    }\n    out->count = dg_map_close(&at);\n$entries$", "entries",
         type->inline_capacity > 0 ? "" : "    out->entries = at.entries;\n");
}

static void emit_list_reader(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"item", "item->", "*item", "NULL"};
    enum holding holding = element_holding(&type->item);
    bool stored = emit_is_stored(&type->item, holding);

    EMIT(emitter,
         "    struct dg_array at = dg_array_open(in, &$name$_shape);\n"
         "\n"
         "    while (dg_array_next(&at)) {\n",
         "name", type->name);
    if (stored) {
        EMIT(emitter, "        ");
        emit_value_type(emitter, &type->item, holding);
        EMIT(emitter, " *item = at.slot;\n\n");
    }
    emit_read(emitter, "        ", type->item.type, holding, &target);
    EMIT(emitter, "    }\n    out->count = dg_array_close(&at);\n$items$", "items",
         stored ? "    out->items = at.items;\n" : "");
}

/* The head of a read function; `tail` follows it. */
static void emit_read_signature(const struct emitter *emitter, const struct model_type *type,
                                const char *tail)
{
    struct buffer line = {0};
    struct emitter local = {.model = emitter->model, .out = &line};

    EMIT(&local, "static void read_$name$(struct dg_reader *in, struct $prefix$_$name$ *out)$tail$",
         "name", type->name, "tail", tail);
    emit_line(emitter, line.data);
    buffer_free(&line);
}

static void emit_reader(const struct emitter *emitter, const struct model_type *type)
{
    if (type->kind == MODEL_OBJECT) {
        emit_object_shape(emitter, type);
    } else if (type->kind == MODEL_MAP) {
        emit_map_shape(emitter, type);
    } else {
        emit_list_shape(emitter, type);
    }
    EMIT(emitter, "\n");
    emit_read_signature(emitter, type, "");
    EMIT(emitter, "{\n");
    if (type->kind == MODEL_OBJECT) {
        emit_object_reader(emitter, type);
    } else if (type->kind == MODEL_MAP) {
        emit_map_reader(emitter, type);
    } else {
        emit_list_reader(emitter, type);
    }
    EMIT(emitter, "}\n");
}

/* A list or map in the arena may hold a type that is defined only after it. */
static bool is_read_before(const struct model *model, size_t index)
{
    for (size_t i = 0; i <= index; i++) {
        const struct model_type *type = model->types[i];
        bool holds = type->kind == MODEL_MAP || type->kind == MODEL_LIST;
        if (holds && type->item.type == model->types[index]) {
            return true;
        }
    }
    return false;
}

static void emit_prototypes(const struct emitter *emitter)
{
    bool first = true;

    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (is_read_by_function(type) && is_read_before(emitter->model, i)) {
            EMIT(emitter, first ? "\n" : "");
            emit_read_signature(emitter, type, ";");
            first = false;
        }
    }
}

/* The head of a decode function; `tail` follows it. */
static void emit_signature(const struct emitter *emitter, const struct model_type *type,
                           const char *tail)
{
    struct buffer line = {0};
    struct emitter local = {.model = emitter->model, .out = &line};

    EMIT(
        &local,
        "bool $prefix$_$name$_decode(struct $prefix$_$name$ *out, const char *json, size_t length, "
        "struct dg_arena *arena, struct dg_report *report)$tail$",
        "name", type->name, "tail", tail);
    emit_line(emitter, line.data);
    buffer_free(&line);
}

static void emit_decoder(const struct emitter *emitter, const struct model_type *type)
{
    struct buffer pointer = emit_literal(dg_text_of(type->pointer));

    EMIT(emitter, "\n");
    emit_signature(emitter, type, "");
    EMIT(emitter,
         "{\n"
         "    static const struct dg_site site = {.schema = $pointer$};\n"
         "    struct dg_reader in;\n"
         "\n"
         "    *out = (struct $prefix$_$name$){0};\n"
         "    dg_reader_open(&in, &site, (struct dg_text){json, length}, arena, report);\n"
         "    read_$name$(&in, out);\n"
         "    return dg_reader_close(&in);\n"
         "}\n",
         "name", type->name, "pointer", pointer.data);
    buffer_free(&pointer);
}

void emit_decode_header(const struct emitter *emitter)
{
    emit_file_comment(
        emitter, "From JSON to the structs of types.h, judged against the contract on the way.");
    emit_header_open(emitter, "DECODE",
                     (const char *const[]){"runtime/arena.h", "runtime/report.h", "types.h", NULL});
    EMIT(emitter, "/* Each reads `length` bytes of JSON (RFC 8259), which need no NUL at their "
                  "end, into *out and tells\n"
                  "   `report` of everything that breaks the contract. `report` may be NULL: "
                  "verdict only. Returns true\n"
                  "   when nothing of severity error was found. *out is always initialised; what "
                  "failed holds zero. Its\n"
                  "   texts borrow from `json` and from `arena`, and live as long as both. When "
                  "memory runs out the\n"
                  "   result is false and arena->failed is set. No globals: threads may decode at "
                  "once, each with its\n"
                  "   own arena and report. */\n");
    for (size_t i = 0; i < emitter->model->type_count; i++) {
        const struct model_type *type = emitter->model->types[i];
        if (type->is_root) {
            emit_signature(emitter, type, ";");
        }
    }
    EMIT(emitter, "\n");
    emit_header_close(emitter);
}

void emit_decode_source(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    emit_file_comment(
        emitter, "What the contract says of each value, and readers with one line per property.");
    EMIT(emitter,
         "#include \"decode.h\"\n\n#include \"lookups.h\"\n#include \"runtime/reader.h\"\n");
    emit_prototypes(emitter);
    for (size_t i = 0; i < model->type_count; i++) {
        if (model->types[i]->kind == MODEL_ENUM) {
            emit_words(emitter, model->types[i]);
        }
    }
    for (size_t i = 0; i < model->type_count; i++) {
        if (is_read_by_function(model->types[i])) {
            emit_reader(emitter, model->types[i]);
        }
    }
    for (size_t i = 0; i < model->type_count; i++) {
        if (model->types[i]->is_root) {
            emit_decoder(emitter, model->types[i]);
        }
    }
}
