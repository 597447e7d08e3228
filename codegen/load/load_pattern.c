/* The keyword `pattern`. */
#include "load/load_pattern.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "load/load_keywords.h"
#include "load/sha256.h"

/* Work on automata that the patterns of a contract may take: those of all published contracts take
   a tenth. */
#define PATTERN_WORK UINT64_C(1000000000)

/* A pattern that was compiled, or that can't be. */
struct load_pattern {
    struct dg_text text;
    const struct pattern *pattern; /* NULL: there is an error */
    struct pattern_error error;
};

/* The place of the text in the hash table, or the free one for it. */
static size_t *pattern_place(const struct loader *loader, struct dg_text text)
{
    size_t size = 4 * loader->pattern_capacity;
    unsigned char digest[SHA256_SIZE];
    size_t at = 0;

    sha256_of(text, digest); /* which no contract can make collide */
    for (size_t i = 0; i < sizeof at; i++) {
        at = at << 8 | digest[i];
    }
    for (at %= size; loader->pattern_table[at] != 0; at = (at + 1) % size) {
        if (dg_text_equal(loader->patterns[loader->pattern_table[at] - 1].text, text)) {
            break;
        }
    }
    return &loader->pattern_table[at];
}

static void pattern_grow(struct loader *loader)
{
    loader->pattern_capacity = loader->pattern_capacity == 0 ? 16 : 2 * loader->pattern_capacity;
    loader->patterns =
        memory_grow(loader->patterns, loader->pattern_capacity * sizeof *loader->patterns);
    free(loader->pattern_table);
    loader->pattern_table =
        memory_new_array(4 * loader->pattern_capacity, sizeof *loader->pattern_table);
    for (size_t i = 0; i < loader->pattern_count; i++) {
        *pattern_place(loader, loader->patterns[i].text) = i + 1;
    }
}

/* A name that depends on the text alone. */
static const char *pattern_name(struct loader *loader, struct dg_text text)
{
    unsigned char digest[SHA256_SIZE];

    sha256_of(text, digest);
    return memory_arena_format(loader->arena, "pattern_%02x%02x%02x%02x%02x%02x",
                               (unsigned)digest[0], (unsigned)digest[1], (unsigned)digest[2],
                               (unsigned)digest[3], (unsigned)digest[4], (unsigned)digest[5]);
}

/* Compiles the pattern, unless those before it took all the work that one contract may. */
static const struct pattern *pattern_new(struct loader *loader, struct load_pattern *added)
{
    struct pattern *pattern;

    if (loader->pattern_work > PATTERN_WORK) {
        added->error = (struct pattern_error){
            .fault = PATTERN_SIZE, .text = "the patterns of the contract take too much work"};
        return NULL;
    }
    pattern = pattern_compile(added->text, loader->arena, &added->error);
    loader->pattern_work += added->error.work;
    if (pattern != NULL) {
        pattern->name = pattern_name(loader, added->text);
        pattern->number = (size_t)(added - loader->patterns);
    }
    return pattern;
}

/* The pattern with the text, compiled once. */
static const struct load_pattern *pattern_of(struct loader *loader, struct dg_text text)
{
    struct load_pattern *added;
    size_t *place;

    if (loader->pattern_count == loader->pattern_capacity) {
        pattern_grow(loader);
    }
    place = pattern_place(loader, text);
    if (*place != 0) {
        return &loader->patterns[*place - 1];
    }
    added = &loader->patterns[loader->pattern_count++];
    *place = loader->pattern_count;
    *added = (struct load_pattern){.text = text};
    added->pattern = pattern_new(loader, added);
    return added;
}

/* Reports why the pattern at the node can't be compiled. */
static void pattern_report(struct loader *loader, const struct tree *node,
                           const struct pattern_error *error)
{
    size_t column = dg_text_code_points((struct dg_text){node->text.data, error->offset}) + 1;
    struct dg_text part = {node->text.data + error->offset, error->length};
    const char *what = error->fault == PATTERN_SYNTAX ? "not a pattern of ECMA-262: " : "";

    if (error->fault == PATTERN_SIZE) {
        diag_error(loader->diag, DIAG_PATTERN, node->at, "%s", error->text);
    } else {
        diag_error(loader->diag, DIAG_PATTERN, node->at, "%s%s, at character %zu: %.*s", what,
                   error->text, column, DIAG_TEXT(part));
    }
    if (error->help != NULL) {
        diag_note(loader->diag, node->at, "%s", error->help);
    }
    keywords_note_removal(loader, node);
}

/* Whether the pattern has \p{ or \u{, which are letters without the flag u. */
static bool pattern_looks_unicode(struct dg_text text)
{
    for (size_t i = 0; i + 2 < text.length; i++) {
        if (text.data[i] == '\\' && text.data[i + 1] == '\\') {
            i++;
        } else if (text.data[i] == '\\' && strchr("pPu", text.data[i + 1]) != NULL &&
                   text.data[i + 2] == '{') {
            return true;
        }
    }
    return false;
}

const struct pattern *load_pattern_find(struct loader *loader, struct dg_text text)
{
    return pattern_of(loader, text)->pattern;
}

const struct pattern *load_pattern_compile(struct loader *loader, const struct tree *node)
{
    const struct load_pattern *found = pattern_of(loader, node->text);

    if (found->pattern == NULL) {
        pattern_report(loader, node, &found->error);
        return NULL;
    }
    if (found->pattern->annex && pattern_looks_unicode(node->text)) {
        diag_noted(
            loader->diag, DIAG_PATTERN, node->at,
            "'%.*s' is not a pattern with the flag u of ECMA-262, so \\p and \\u{ in it are the "
            "letters p and u",
            DIAG_TEXT(node->text));
    }
    if (found->pattern->impossible) {
        diag_noted(loader->diag, DIAG_PATTERN, node->at, "no text matches the pattern '%.*s'",
                   DIAG_TEXT(node->text));
    }
    return found->pattern;
}

static void pattern_use(struct draft *draft, const struct pattern *pattern, struct dg_arena *arena)
{
    struct model_type *type = &draft->type;
    const struct pattern **patterns;

    for (size_t i = 0; i < type->pattern_count; i++) {
        if (type->patterns[i] == pattern) {
            return;
        }
    }
    patterns = memory_arena_new(arena, (type->pattern_count + 1) * sizeof *patterns);
    for (size_t i = 0; i < type->pattern_count; i++) {
        patterns[i] = type->patterns[i];
    }
    patterns[type->pattern_count++] = pattern;
    type->patterns = patterns;
}

void load_pattern_add(struct loader *loader, struct draft *draft, const struct tree *node)
{
    const struct pattern *pattern = load_pattern_compile(loader, node);

    if (pattern != NULL) {
        pattern_use(draft, pattern, loader->arena);
    }
}

void load_pattern(const struct keyword_value *value, struct draft *draft)
{
    if (value->keyword->types != 0 && (value->keyword->types & loader_stated_types(draft)) == 0) {
        return; /* it has no effect on values of another type, which was noted */
    }
    load_pattern_add(value->loader, draft, value->node);
}

bool load_pattern_fits(const struct model_type *type, struct dg_text text)
{
    for (size_t i = 0; i < type->pattern_count; i++) {
        if (!dg_pattern_matches(&type->patterns[i]->compiled, text)) {
            return false;
        }
    }
    return true;
}
