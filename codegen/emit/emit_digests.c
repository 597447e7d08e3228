/* Digests of objects, maps and lists that rules compare: one line per property. */
#include "emit/emit_parts.h"

/* The statement that writes a value; NULL: there is nothing to tell. $place$ is the digester. */
static const char *plain_line(const struct model_type *type)
{
    switch (type->kind) {
    case MODEL_TEXT:
        return "dg_digest_text($place$, $lvalue$);";
    case MODEL_TIME:
        return "dg_digest_time($place$, $address$);";
    case MODEL_INTEGER:
        return "dg_digest_integer($place$, $lvalue$);";
    case MODEL_NUMBER:
        return "dg_digest_number($place$, ($address$)->value);";
    case MODEL_BOOLEAN:
        return "dg_digest_boolean($place$, $lvalue$);";
    case MODEL_ENUM:
        return type->integer_enum
                   ? "dg_digest_integer($place$, dg_word_number(&$prefix$_$name$_words, $lvalue$, "
                     "*$text$));"
                   : "dg_digest_text($place$, dg_word_text(&$prefix$_$name$_words, $lvalue$, "
                     "*$text$));";
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
        return "digest_$name$($place$, $address$);";
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
    case MODEL_JSON:
        return NULL;
    }
    return NULL;
}

/* The same of a value that may be absent or null; NULL: the plain one, where there is a value. */
static const char *opt_line(const struct model_type *type)
{
    return type->kind == MODEL_CONST_TEXT || type->kind == MODEL_CONST_INTEGER
               ? "(void)dg_digest_opt($place$, $lvalue$);"
               : NULL;
}

static const char *opt_test(const struct model_type *type)
{
    (void)type;
    return "if (dg_digest_opt($place$, $access$presence)) {";
}

static const struct statement_kind digesting = {plain_line, opt_line, opt_test, NULL};

static bool is_told(const struct model_type *type, enum holding holding)
{
    return plain_line(type) != NULL || (holding == HOLD_OPT && opt_line(type) != NULL);
}

/* The value, whose function is given it without its type. */
static void emit_value(const struct emitter *emitter, const struct model_type *type)
{
    EMIT_LINE(emitter, "    const struct $prefix$_$name$ *value = self;", "name", type->name);
}

static bool tells_anything(const struct model_type *object)
{
    for (size_t i = 0; i < object->property_count; i++) {
        const struct model_property *property = &object->properties[i];

        if (is_told(property->use.type, property_holding(property))) {
            return true;
        }
    }
    return false;
}

static void emit_object(const struct emitter *emitter, const struct model_type *type)
{
    if (!tells_anything(type)) {
        EMIT(emitter, "    (void)in; /* it is always the same */\n    (void)self;\n");
        return;
    }
    emit_value(emitter, type);
    EMIT(emitter, "\n");
    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];
        struct property_target target = emit_property_target("value", property);

        if (is_told(property->use.type, property_holding(property))) {
            emit_statement(emitter,
                           &(struct statement){"    ", "in", property->use.type,
                                               property_holding(property), &target.target},
                           &digesting);
        }
        emit_property_target_free(&target);
    }
}

static void emit_map(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"&entry->value", "entry->value.", "entry->value",
                                         "(&entry->value.text)", NULL};
    enum holding holding = element_holding(&type->item);
    bool told = is_told(type->item.type, holding);

    emit_value(emitter, type);
    EMIT(emitter,
         "    struct dg_digested_map at = dg_digest_map(in, value->count);\n"
         "\n"
         "    for (size_t i = 0; i < value->count; i++) {\n"
         "        const struct $prefix$_$name$_entry *entry = &value->entries[i];\n"
         "        $local$dg_digest_entry(&at, entry->key);\n",
         "name", type->name, "local", told ? "struct dg_digester *digester = " : "");
    if (told) {
        EMIT(emitter, "\n");
        emit_statement(
            emitter, &(struct statement){"        ", "digester", type->item.type, holding, &target},
            &digesting);
    }
    EMIT(emitter, "    }\n    dg_digest_map_end(&at);\n");
}

static void emit_list(const struct emitter *emitter, const struct model_type *type)
{
    static const struct target target = {"item", "item->", "*item", "(&item->text)", NULL};
    enum holding holding = element_holding(&type->item);

    emit_value(emitter, type);
    EMIT(emitter, "\n    dg_digest_count(in, value->count);\n");
    if (!is_told(type->item.type, holding)) {
        return;
    }
    EMIT(emitter, "    for (size_t i = 0; i < value->count; i++) {\n        const ");
    emit_value_type(emitter, &type->item, holding);
    EMIT(emitter, " *item = &value->items[i];\n\n");
    emit_statement(emitter,
                   &(struct statement){"        ", "in", type->item.type, holding, &target},
                   &digesting);
    EMIT(emitter, "    }\n");
}

static bool is_wanted(const struct model_type *type)
{
    return type->has_digest;
}

void emit_digests(const struct emitter *emitter)
{
    static const struct function_kind digests = {
        .wanted = is_wanted,
        .head = "static void digest_$name$(struct dg_digester *in, const void *self)$tail$",
        .object = emit_object,
        .map = emit_map,
        .list = emit_list,
    };

    emit_functions(emitter, &digests);
}
