/* Digests of objects, maps and lists that rules compare: one line per property. */
#include "emit/emit_digests.h"
#include "emit/emit_functions.h"
#include "emit/emit_statements.h"

/* The statement that adds a value to a digest. Empty if the value is constant. $place$ is the
 * digester. */
static struct emit_statement digest_statement(const struct model_type *type)
{
    static const char test[] = "if (dg_digest_opt($place$, $access$presence)) {";

    switch (type->kind) {
    case MODEL_TEXT:
        return (struct emit_statement){.plain = "dg_digest_text($place$, $lvalue$);", .test = test};
    case MODEL_TIME:
        return (struct emit_statement){.plain = "dg_digest_time($place$, $address$);",
                                       .test = test};
    case MODEL_INTEGER:
        return (struct emit_statement){.plain = "dg_digest_integer($place$, $lvalue$);",
                                       .test = test};
    case MODEL_NUMBER:
        return (struct emit_statement){.plain = "dg_digest_number($place$, ($address$)->value);",
                                       .test = test};
    case MODEL_BOOLEAN:
        return (struct emit_statement){.plain = "dg_digest_boolean($place$, $lvalue$);",
                                       .test = test};
    case MODEL_ENUM:
        return (struct emit_statement){
            .plain = type->integer_enum
                         ? "dg_digest_integer($place$, dg_word_number(&$prefix$_$name$_words, "
                           "$lvalue$, *$text$));"
                         : "dg_digest_text($place$, dg_word_text(&$prefix$_$name$_words, "
                           "$lvalue$, *$text$));",
            .test = test};
    case MODEL_OBJECT:
    case MODEL_MAP:
    case MODEL_LIST:
    case MODEL_UNION:
    case MODEL_VALUE:
        return (struct emit_statement){
            .plain = "digest_$name$($place$, $address$);",
            .test = type->by_pointer ? "if (dg_digest_opt($place$, "
                                       "dg_presence_of($access$presence, $access$value))) {"
                                     : test};
    case MODEL_CONST_TEXT:
    case MODEL_CONST_INTEGER:
        return (struct emit_statement){.opt = "(void)dg_digest_opt($place$, $lvalue$);"};
    case MODEL_JSON:
        break;
    }
    return (struct emit_statement){.plain = NULL};
}

static const struct emit_walk digesting = {digest_statement, .owner = "value", .place = "in"};

/* Writes the type-erased function that adds a value to a digest. */
static void emit_value(const struct emitter *emitter, const struct model_type *type)
{
    EMIT_LINE(emitter, "    const struct $prefix$_$name$ *value = self;", "name", type->name);
}

static void emit_object(const struct emitter *emitter, const struct model_type *type)
{
    struct emit_map maps[EMIT_MAX_MAPS];
    size_t count = emit_values_maps(type, maps);

    if (count == 0 && !emit_statements_any_of_object(&digesting, type)) {
        EMIT(emitter, "    (void)in; /* the value is always the same */\n    (void)self;\n");
        return;
    }
    emit_value(emitter, type);
    EMIT(emitter, "\n");
    emit_statements_of_object(emitter, &digesting, type);
    for (size_t i = 0; i < count; i++) {
        EMIT(emitter, "    digest_$name$(in, &value->$member$);\n", "name", maps[i].type->name,
             "member", maps[i].member);
    }
}

static void emit_map(const struct emitter *emitter, const struct model_type *type)
{
    static const struct emit_lvalue lvalue = {"&entry->value", "entry->value.", "entry->value",
                                              "(&entry->value.text)"};

    emit_value(emitter, type);
    EMIT(emitter,
         "    struct dg_digested_map at =\n"
         "        dg_digest_map(in, value->entries, value->count, sizeof *value->entries);\n"
         "\n"
         "    while (dg_digest_next(&at)) {\n");
    if (emit_statements_any_of_element(&digesting, type)) {
        EMIT(emitter,
             "        const struct $prefix$_$name$_entry *entry = &value->entries[at.index];\n\n",
             "name", type->name);
        emit_statements_of_element(emitter, &digesting, type, "at.entry", &lvalue);
    }
    EMIT(emitter, "    }\n");
}

static void emit_list(const struct emitter *emitter, const struct model_type *type)
{
    static const struct emit_lvalue lvalue = {"item", "item->", "*item", "(&item->text)"};
    enum emit_holding holding = emit_values_of_element(&type->item);

    emit_value(emitter, type);
    EMIT(emitter, "\n    dg_digest_count(in, value->count);\n");
    if (!emit_statements_any_of_element(&digesting, type)) {
        return;
    }
    EMIT(emitter, "    for (size_t i = 0; i < value->count; i++) {\n        const ");
    emit_values_type(emitter, &type->item, holding);
    EMIT(emitter, " *item = &value->items[i];\n\n");
    emit_statements_of_element(emitter, &digesting, type, "in", &lvalue);
    EMIT(emitter, "    }\n");
}

static void emit_union(const struct emitter *emitter, const struct model_type *type)
{
    emit_value(emitter, type);
    EMIT(emitter, "\n    dg_digest_count(in, (size_t)value->kind);\n");
    emit_statements_of_union(emitter, &digesting, type, "in", "");
}

static bool is_wanted(const struct model_type *type)
{
    return type->has_digest;
}

void emit_digests(const struct emitter *emitter)
{
    static const struct emit_function digests = {
        .wanted = is_wanted,
        .head = "static void digest_$name$(struct dg_digester *in, const void *self)$tail$",
        .object = emit_object,
        .map = emit_map,
        .list = emit_list,
        .choice = emit_union,
    };

    emit_functions(emitter, &digests);
}
