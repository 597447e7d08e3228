/* The C symbols of types: tags, members, enumerators, functions. */
#include <string.h>

#include "base/memory_arena.h"
#include "diff/diff_walk.h"
#include "emit/emit_values.h"

/* The functions of types. A test compares them with the headers. */
static const char *const symbols_of_roots[] = {"decode", "validate", "encode",    "encode_arena",
                                               "copy",   "to_cjson", "from_cjson"};
static const char *const symbols_of_enums[] = {"text", "from_text"};

static const char *symbols_prefix(const struct diff_walk *walk)
{
    return walk->models[DIFF_NEW]->prefix;
}

/* Names */

const char *diff_symbols_tag(struct diff_walk *walk, const struct model_type *type)
{
    return memory_arena_format(walk->arena, "%s %s_%s",
                               type->kind == MODEL_ENUM ? "enum" : "struct", symbols_prefix(walk),
                               type->name);
}

const char *diff_symbols_member(struct diff_walk *walk, const struct model_type *type,
                                const char *member)
{
    return memory_arena_format(walk->arena, "struct %s_%s.%s", symbols_prefix(walk), type->name,
                               member);
}

const char *diff_symbols_constant(struct diff_walk *walk, const char *constant)
{
    return memory_arena_format(walk->arena, "%s_%s", walk->models[DIFF_NEW]->upper_prefix,
                               constant);
}

const char *diff_symbols_held(struct diff_walk *walk, enum diff_side side,
                              const struct model_use *use, bool opt)
{
    enum emit_holding holding = opt ? EMIT_OPT : EMIT_PLAIN;
    struct buffer text = {0};
    const struct emitter emitter = {.model = walk->models[side], .out = &text};
    const char *held = "nothing";

    if (emit_values_are_stored(use, holding)) {
        emit_values_type(&emitter, use, holding);
        held = memory_arena_copy(walk->arena, text.data, text.length);
    }
    buffer_free(&text);
    return held;
}

bool diff_symbols_same(struct diff_walk *walk, const struct diff_used *used)
{
    const struct model_type *old = used->uses[DIFF_OLD]->type;
    const struct model_type *new = used->uses[DIFF_NEW]->type;

    if (old->kind == new->kind && used->opt[DIFF_OLD] == used->opt[DIFF_NEW]) {
        return !model_kind_is_named(old->kind) || diff_walk_partner(walk, DIFF_OLD, old) == new;
    }
    return strcmp(diff_symbols_held(walk, DIFF_OLD, used->uses[DIFF_OLD], used->opt[DIFF_OLD]),
                  diff_symbols_held(walk, DIFF_NEW, used->uses[DIFF_NEW], used->opt[DIFF_NEW])) ==
           0;
}

/* Changes */

void diff_symbols_add(struct diff_walk *walk, struct diff_change *change, enum diff_source source,
                      const char *symbol)
{
    if (change->symbol_count == change->symbol_capacity) {
        size_t capacity = change->symbol_capacity == 0 ? 4 : change->symbol_capacity * 2;
        const char **symbols = memory_arena_new(walk->arena, capacity * sizeof(const char *));

        for (size_t i = 0; i < change->symbol_count; i++) {
            symbols[i] = change->symbols[i];
        }
        change->symbols = symbols;
        change->symbol_capacity = capacity;
    }
    change->symbols[change->symbol_count++] = symbol;
    change->source = source > change->source ? source : change->source;
    change->abi = true;
}

static const char *symbols_function(struct diff_walk *walk, const struct model_type *type,
                                    const char *verb)
{
    return memory_arena_format(walk->arena, "%s_%s_%s", symbols_prefix(walk), type->name, verb);
}

static void symbols_roots(struct diff_walk *walk, struct diff_change *change,
                          enum diff_source source, const struct model_type *type)
{
    for (size_t i = 0; i < sizeof symbols_of_roots / sizeof symbols_of_roots[0]; i++) {
        diff_symbols_add(walk, change, source, symbols_function(walk, type, symbols_of_roots[i]));
    }
}

void diff_symbols_type(struct diff_walk *walk, struct diff_change *change, enum diff_side side,
                       const struct model_type *type)
{
    enum diff_source source = side == DIFF_NEW ? DIFF_SOURCE_ADDS : DIFF_SOURCE_BREAKS;
    const char *prefix = symbols_prefix(walk);

    diff_symbols_add(walk, change, source, diff_symbols_tag(walk, type));
    if (type->has_opt) {
        diff_symbols_add(walk, change, source,
                         memory_arena_format(walk->arena, "struct %s_opt_%s", prefix, type->name));
    }
    if (type->kind == MODEL_MAP) {
        diff_symbols_add(
            walk, change, source,
            memory_arena_format(walk->arena, "struct %s_%s_entry", prefix, type->name));
    }
    if (type->kind == MODEL_ENUM) {
        for (size_t i = 0; i < sizeof symbols_of_enums / sizeof symbols_of_enums[0]; i++) {
            diff_symbols_add(walk, change, source,
                             symbols_function(walk, type, symbols_of_enums[i]));
        }
        diff_symbols_add(walk, change, source, diff_symbols_constant(walk, type->unrecognized));
    }
    for (size_t i = 0; i < type->word_count; i++) {
        diff_symbols_add(walk, change, source,
                         diff_symbols_constant(walk, type->words[i].constant));
    }
    if (type->is_root && model_kind_is_container(type->kind)) {
        symbols_roots(walk, change, source, type);
    }
}

/* Two types */

static void symbols_renamed(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_where where = diff_where_types(pair, "", walk->arena);
    struct diff_change *change = diff_walk_add(
        walk, DIFF_C_NAME, &where, NULL, diff_symbols_tag(walk, old), diff_symbols_tag(walk, new));

    diff_symbols_type(walk, change, DIFF_OLD, old);
    diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS, diff_symbols_tag(walk, new));
}

/* Enumerators whose names differ although the name of the enum is the same. */
static void symbols_constants(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];

    for (size_t i = 0, guess = 0; i < old->word_count; i++, guess++) {
        struct diff_where where = diff_where_types(pair, "/enum", walk->arena);
        struct diff_change *change;

        for (size_t tries = 0; tries < new->word_count; tries++, guess++) {
            guess = guess < new->word_count ? guess : 0;
            if (dg_text_equal(old->words[i].wire, new->words[guess].wire)) {
                break;
            }
        }
        if (guess >= new->word_count ||
            !dg_text_equal(old->words[i].wire, new->words[guess].wire) ||
            strcmp(old->words[i].constant, new->words[guess].constant) == 0) {
            continue;
        }
        change = diff_walk_add(walk, DIFF_C_NAME, &where, NULL,
                               diff_symbols_constant(walk, old->words[i].constant),
                               diff_symbols_constant(walk, new->words[guess].constant));
        diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS,
                         diff_symbols_constant(walk, old->words[i].constant));
        diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS,
                         diff_symbols_constant(walk, new->words[guess].constant));
    }
}

/* The value of a struct dg_opt_… that becomes a pointer, or was one. */
static void symbols_pointer(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_where where = diff_where_types(pair, "", walk->arena);
    const char *tag = diff_symbols_tag(walk, new);
    const char *pointer = memory_arena_format(walk->arena, "%s *", tag);
    const char *symbol =
        memory_arena_format(walk->arena, "struct %s_opt_%s.value", symbols_prefix(walk), new->name);
    struct diff_change *change =
        diff_walk_add(walk, DIFF_C_MEMBER, &where, symbol, new->by_pointer ? tag : pointer,
                      new->by_pointer ? pointer : tag);

    diff_symbols_add(walk, change, DIFF_SOURCE_BREAKS, symbol);
}

void diff_symbols_types(struct diff_walk *walk, const struct diff_pair *pair)
{
    const struct model_type *old = pair->types[DIFF_OLD];
    const struct model_type *new = pair->types[DIFF_NEW];
    struct diff_where where = diff_where_types(pair, "", walk->arena);
    struct diff_change *change;
    const char *symbol;

    if (strcmp(old->name, new->name) != 0) {
        symbols_renamed(walk, pair);
        return;
    }
    symbols_constants(walk, pair);
    if (old->has_opt != new->has_opt) {
        symbol =
            memory_arena_format(walk->arena, "struct %s_opt_%s", symbols_prefix(walk), new->name);
        change = diff_walk_add(walk, DIFF_C_OPTIONAL, &where, symbol, NULL,
                               new->has_opt ? "added" : "removed");
        diff_symbols_add(walk, change, new->has_opt ? DIFF_SOURCE_ADDS : DIFF_SOURCE_BREAKS,
                         symbol);
    }
    if (old->has_opt && new->has_opt && old->by_pointer != new->by_pointer) {
        symbols_pointer(walk, pair);
    }
    if (old->is_root != new->is_root) {
        change = diff_walk_add(walk, DIFF_C_FUNCTIONS, &where, diff_symbols_tag(walk, new), NULL,
                               new->is_root ? "added" : "removed");
        symbols_roots(walk, change, new->is_root ? DIFF_SOURCE_ADDS : DIFF_SOURCE_BREAKS, new);
    }
}

void diff_symbols_rest(struct diff_walk *walk)
{
    for (int side = 0; side < DIFF_SIDES; side++) {
        const struct model *model = walk->models[side];

        for (size_t i = 0; i < model->type_count; i++) {
            const struct model_type *type = model->types[i];
            struct diff_where where = {.pointer = type->pointer};

            if (diff_walk_partner(walk, (enum diff_side)side, type) != NULL) {
                continue;
            }
            where.at[side] = type->at;
            diff_symbols_type(
                walk,
                diff_walk_add(walk, side == DIFF_NEW ? DIFF_SCHEMA_ADDED : DIFF_SCHEMA_REMOVED,
                              &where, diff_symbols_tag(walk, type), NULL, NULL),
                (enum diff_side)side, type);
        }
    }
}
