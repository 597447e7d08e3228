/* Outlines, in contract.c: the findings that values of each type can have. */

#include "emit/emit_outline_codes.h"
#include "emit/emit_outputs.h"

static bool outline_has_parts(const struct model_type *type)
{
    return model_kind_is_container(type->kind) && type->kind != MODEL_VALUE;
}

/* Further schemas */

/* The sets of further schemas of which findings are reported if they match. Each is a table of
 * parts. */
enum further {
    FURTHER_WARNINGS,  /* of the value: warnings and rules */
    FURTHER_RULES,     /* of the value: rules */
    FURTHER_POSITIONS, /* of items: warnings and rules */
    FURTHER_NAMES,     /* of members: warnings and rules */
    FURTHER_COUNT,     /* none: nothing is reported */
};

/* Words in names of tables. */
static const char *const further_words[] = {
    [FURTHER_WARNINGS] = "warned",
    [FURTHER_RULES] = "ruled",
    [FURTHER_POSITIONS] = "placed",
    [FURTHER_NAMES] = "named",
};

/* The set of the schema with that index of a keyword. The parts of a value that isn't kept as text
 * have reported their warnings. */
static enum further further_of(const struct model_type *type, enum model_applicator applicator,
                               size_t index)
{
    switch (applicator) {
    case MODEL_ONE_OF:
    case MODEL_ANY_OF:
        return type->kind == MODEL_JSON ? FURTHER_WARNINGS : FURTHER_RULES;
    case MODEL_IF:
        return index == 0 ? FURTHER_COUNT : FURTHER_RULES;
    case MODEL_DEPENDENT:
        return FURTHER_RULES;
    case MODEL_PREFIX_ITEMS:
        return FURTHER_POSITIONS;
    case MODEL_PATTERN_PROPERTIES:
        return FURTHER_NAMES;
    case MODEL_NOT:
    case MODEL_CONTAINS:
    case MODEL_PROPERTY_NAMES:
        break;
    }
    return FURTHER_COUNT;
}

/* A function that does something with a schema of a set. */
typedef void further_function(const struct emitter *emitter, const struct model_type *schema);

/* Calls `visit`, which may be NULL, for each schema of the set. Returns their number. */
static size_t further_visit(const struct emitter *emitter, const struct model_type *type,
                            enum further further, further_function *visit)
{
    const struct model_subschemas *subschemas = type->subschemas;
    size_t count = 0;

    for (size_t i = 0; subschemas != NULL && i < subschemas->count; i++) {
        const struct model_subschema *item = &subschemas->list[i];

        for (size_t j = 0; j < item->count; j++) {
            if (item->types[j] != NULL && further_of(type, item->applicator, j) == further) {
                count++;
                if (visit != NULL) {
                    visit(emitter, item->types[j]);
                }
            }
        }
    }
    return count;
}

/* The word of the first table from `from` on of the type's further parts. NULL: there is none. */
static const char *further_word(const struct model_type *type, enum further from)
{
    for (enum further i = from; i <= FURTHER_RULES; i++) {
        if (further_visit(NULL, type, i, NULL) > 0) {
            return further_words[i];
        }
    }
    return further_visit(NULL, type, FURTHER_POSITIONS, NULL) > 0 ? "items" : NULL;
}

/* Writes a member that is the address of such a table, if there is one. */
static void emit_further_member(const struct emitter *emitter, unsigned indent,
                                const char *designator, const struct model_type *type,
                                enum further from)
{
    const char *word = further_word(type, from);

    if (word != NULL) {
        buffer_format(emitter->out, "%*s", (int)indent, "");
        EMIT_LINE(emitter, "$designator$ = &$name$_outline_$word$,", "designator", designator,
                  "name", type->name, "word", word);
    }
}

/* Writes `$designator$ = DG_CODE_BIT(…) | …,`. */
static void emit_codes(const struct emitter *emitter, unsigned indent, const char *designator,
                       uint64_t codes)
{
    static const char *const identifiers[] = {
#define OUTLINE_IDENTIFIER(identifier, ...) #identifier,
        DG_CODES(OUTLINE_IDENTIFIER)
#undef OUTLINE_IDENTIFIER
    };
    struct buffer line = {0};

    for (size_t i = 0; i < DG_CODE_COUNT; i++) {
        if ((codes >> i & 1) != 0) {
            buffer_format(&line, "%sDG_CODE_BIT(%s)", line.length > 0 ? " | " : "", identifiers[i]);
        }
    }
    buffer_add(&line, (codes & OUTLINE_CODES_OPEN) != 0 ? " | DG_OUTLINE_OPEN" : "");
    buffer_format(emitter->out, "%*s", (int)indent, "");
    EMIT_LINE(emitter, "$designator$ = $codes$,", "designator", designator, "codes",
              line.length > 0 ? line.data : "0");
    buffer_free(&line);
}

/* Codes beside those of a type, and codes that values of it can't have. */
struct outline_codes {
    uint64_t more;
    uint64_t less;
};

static void emit_members(const struct emitter *emitter, unsigned indent, const char *designator,
                         const struct model_type *type, struct outline_codes codes)
{
    struct buffer member = {0};

    if (type->kind == MODEL_VALUE) {
        type = type->item.type;
    }
    buffer_format(&member, "%s.codes", designator);
    emit_codes(emitter, indent, member.data,
               (emit_outline_codes_of(type) | codes.more) & ~codes.less);
    if (outline_has_parts(type)) {
        buffer_format(emitter->out, "%*s", (int)indent, "");
        EMIT_LINE(emitter, "$designator$.parts = &$name$_outline,", "designator", designator,
                  "name", type->name);
    } else {
        buffer_clear(&member);
        buffer_format(&member, "%s.parts", designator);
        emit_further_member(emitter, indent, member.data, type, FURTHER_WARNINGS);
    }
    buffer_free(&member);
}

void emit_outline_members(const struct emitter *emitter, unsigned indent, const char *designator,
                          const struct model_type *type)
{
    emit_members(emitter, indent, designator, type, (struct outline_codes){0, 0});
}

/* `name` is on the wire; empty: that of all entries or items. */
static void emit_part(const struct emitter *emitter, struct dg_text name,
                      const struct model_type *type, struct outline_codes codes)
{
    EMIT(emitter, "    {\n");
    if (name.length > 0) {
        struct buffer wire = emit_literal(name);

        EMIT(emitter, "        .name = DG_TEXT($wire$),\n", "wire", wire.data);
        buffer_free(&wire);
    }
    emit_members(emitter, 8, ".value", type, codes);
    EMIT(emitter, "    },\n");
}

/* The object that judges the values of a map, of members whose names match patterns, by the schemas
 * of the patterns. NULL: there is none. */
static const struct model_type *matched_owner(const struct emitter *emitter,
                                              const struct model_type *map)
{
    const struct model *model = emitter->model;

    for (size_t i = 0; map->is_matched && i < model->judged_count; i++) {
        if (model->judged[i]->matched == map &&
            emit_outline_codes_have(model->judged[i], MODEL_PATTERN_PROPERTIES)) {
            return model->judged[i];
        }
    }
    return NULL;
}

/* Writes the part that all entries of a map or items of an array are like. */
static void emit_part_of_all(const struct emitter *emitter, const struct model_type *type)
{
    const struct model_type *owner = matched_owner(emitter, type);

    if (owner == NULL) {
        emit_part(emitter, (struct dg_text){0}, type->item.type, (struct outline_codes){0, 0});
        return;
    }
    EMIT(emitter, "    {\n");
    emit_codes(emitter, 8, ".value.codes",
               emit_outline_codes_of(type->item.type) | OUTLINE_CODES_BIT(PATTERN_PROPERTIES));
    EMIT(emitter,
         "        .value.parts = &$name$_outline_named,\n"
         "    },\n",
         "name", owner->name);
}

static size_t emit_parts(const struct emitter *emitter, const struct model_type *type)
{
    if (type->kind == MODEL_OBJECT && type->property_count == 0) {
        return 0;
    }
    EMIT(emitter, "\nstatic const struct dg_outline_part $name$_parts[] = {\n", "name", type->name);
    for (size_t i = 0; i < type->property_count; i++) {
        emit_part(emitter, type->properties[i].wire, type->properties[i].use.type,
                  (struct outline_codes){
                      emit_outline_codes_of_names(type) |
                          (type->properties[i].deprecated ? OUTLINE_CODES_BIT(DEPRECATED) : 0),
                      0});
    }
    for (size_t i = 0; type->kind == MODEL_UNION && i < type->choice->count; i++) {
        emit_part(emitter, (struct dg_text){0}, type->choice->alternatives[i].use.type,
                  (struct outline_codes){0, emit_outline_codes_told_apart(type->choice, i)});
    }
    if (type->kind == MODEL_MAP || type->kind == MODEL_LIST) {
        emit_part_of_all(emitter, type);
    }
    EMIT(emitter, "};\n");
    return type->kind == MODEL_OBJECT  ? type->property_count
           : type->kind == MODEL_UNION ? type->choice->count
                                       : 1;
}

static void emit_rules_of(const struct emitter *emitter, const struct model_type *type)
{
    if (type->check_count == 0) {
        return;
    }
    EMIT(emitter, "\nstatic const struct dg_rule *const $name$_outline_rules[] = {\n", "name",
         type->name);
    for (size_t i = 0; i < type->check_count; i++) {
        EMIT(emitter, "    &$prefix$_rules[RULE_$row$],\n", "row",
             emit_rule_table_row(emitter->model, type->checks[i]->rule));
    }
    EMIT(emitter, "};\n");
}

static const char *outline_form(const struct model_type *type)
{
    return type->kind == MODEL_OBJECT  ? "PROPERTIES"
           : type->kind == MODEL_MAP   ? "ENTRIES"
           : type->kind == MODEL_UNION ? "ALTERNATIVES"
                                       : "ITEMS";
}

static void emit_outline(const struct emitter *emitter, const struct model_type *type)
{
    size_t count = emit_parts(emitter, type);

    if (type->is_others || type->is_matched) {
        return; /* its object has its part */
    }
    emit_rules_of(emitter, type);
    EMIT(emitter,
         "\nstatic const struct dg_outline_parts $name$_outline = {\n"
         "    .form = DG_OUTLINE_$form$,\n",
         "name", type->name, "form", outline_form(type));
    if (count > 0) {
        EMIT(emitter, "    .list = $name$_parts,\n", "name", type->name);
        buffer_format(emitter->out, "    .count = %zu,\n", count);
    }
    if (type->others != NULL) {
        EMIT(emitter, "    .others = $name$_parts,\n", "name", type->others->name);
    }
    if (type->matched != NULL) {
        EMIT(emitter, "    .matched = $name$_parts,\n", "name", type->matched->name);
    }
    if (emit_outline_codes_of_members(type) != 0) {
        emit_codes(emitter, 4, ".members", emit_outline_codes_of_members(type));
    }
    if (type->check_count > 0) {
        EMIT(emitter, "    .rules = $name$_outline_rules,\n", "name", type->name);
        buffer_format(emitter->out, "    .rule_count = %zu,\n", type->check_count);
    }
    emit_further_member(emitter, 4, ".further", type, FURTHER_WARNINGS);
    EMIT(emitter, "};\n");
}

static void emit_further_part(const struct emitter *emitter, const struct model_type *schema)
{
    emit_part(emitter, (struct dg_text){0}, schema, (struct outline_codes){0, 0});
}

/* Writes the table of a set of further schemas, if there are any. */
static void emit_further(const struct emitter *emitter, const struct model_type *type,
                         enum further further)
{
    size_t count = further_visit(emitter, type, further, NULL);
    const char *word = further_words[further];

    if (count == 0) {
        return;
    }
    EMIT(emitter, "\nstatic const struct dg_outline_part $name$_parts_$word$[] = {\n", "name",
         type->name, "word", word);
    further_visit(emitter, type, further, emit_further_part);
    EMIT(emitter,
         "};\n"
         "\nstatic const struct dg_outline_parts $name$_outline_$word$ = {\n"
         "    .form = DG_OUTLINE_$form$,\n"
         "    .list = $name$_parts_$word$,\n",
         "name", type->name, "word", word, "form", further == FURTHER_RULES ? "RULES" : "WARNINGS");
    buffer_format(emitter->out, "    .count = %zu,\n", count);
    if (further <= FURTHER_RULES) {
        emit_further_member(emitter, 4, ".further", type, further + 1);
    }
    EMIT(emitter, "};\n");
}

/* Writes the table of items that are judged by the schemas of their positions. */
static void emit_further_items(const struct emitter *emitter, const struct model_type *type)
{
    EMIT(emitter,
         "\nstatic const struct dg_outline_part $name$_parts_items[] = {\n"
         "    {\n"
         "        .value.parts = &$name$_outline_placed,\n"
         "    },\n"
         "};\n"
         "\nstatic const struct dg_outline_parts $name$_outline_items = {\n"
         "    .form = DG_OUTLINE_ITEMS,\n"
         "    .list = $name$_parts_items,\n"
         "    .count = 1,\n"
         "};\n",
         "name", type->name);
}

static void emit_further_tables(const struct emitter *emitter, const struct model_type *type)
{
    for (enum further i = 0; i < FURTHER_COUNT; i++) {
        emit_further(emitter, type, i);
    }
    if (further_visit(emitter, type, FURTHER_POSITIONS, NULL) > 0) {
        emit_further_items(emitter, type);
    }
}

/* Declares the tables of further schemas to which others refer. */
static void emit_further_declarations(const struct emitter *emitter, const struct model_type *type)
{
    for (enum further i = 0; i < FURTHER_COUNT; i++) {
        if (further_visit(emitter, type, i, NULL) > 0) {
            EMIT_LINE(emitter, "static const struct dg_outline_parts $name$_outline_$word$;",
                      "name", type->name, "word", further_words[i]);
        }
    }
    if (further_visit(emitter, type, FURTHER_POSITIONS, NULL) > 0) {
        EMIT_LINE(emitter, "static const struct dg_outline_parts $name$_outline_items;", "name",
                  type->name);
    }
}

void emit_outlines(const struct emitter *emitter)
{
    const struct model *model = emitter->model;
    bool first = true;

    _Static_assert(DG_CODE_COUNT < 64, "a set of codes has 64 bits, one for open enums");
    for (size_t i = 0; i < model->type_count; i++) {
        if (outline_has_parts(model->types[i]) && !model->types[i]->is_others &&
            !model->types[i]->is_matched) {
            EMIT(emitter, first ? "\n" : "");
            EMIT_LINE(emitter, "static const struct dg_outline_parts $name$_outline;", "name",
                      model->types[i]->name);
            first = false;
        }
    }
    for (size_t i = 0; i < model->judged_count; i++) {
        emit_further_declarations(emitter, model->judged[i]);
    }
    for (size_t i = 0; i < model->type_count; i++) {
        if (outline_has_parts(model->types[i])) {
            emit_outline(emitter, model->types[i]);
        }
    }
    for (size_t i = 0; i < model->judged_count; i++) {
        emit_further_tables(emitter, model->judged[i]);
    }
}
