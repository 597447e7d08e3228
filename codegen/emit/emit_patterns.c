/* patterns.h and patterns.c: the patterns of the contract as tables, each once. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "emit/emit_outputs.h"
#include "pattern/pattern_compile.h"

/* Columns of a line of numbers. */
#define PATTERNS_WIDTH 96

/* Bytes of a pattern that a comment shows. */
#define PATTERNS_COMMENT 200

/* The patterns of the model, in contract order. */
struct patterns {
    const struct pattern **list;
    size_t count;
    size_t capacity;
    bool *known; /* [known_count]: by number, whether the list has it */
    size_t known_count;
};

/* Marks a pattern. Returns whether it was marked before. */
static bool patterns_mark(struct patterns *patterns, const struct pattern *pattern)
{
    bool before;

    if (pattern->number >= patterns->known_count) {
        size_t count = 2 * pattern->number + 16;

        patterns->known = memory_grow(patterns->known, count);
        memset(patterns->known + patterns->known_count, 0, count - patterns->known_count);
        patterns->known_count = count;
    }
    before = patterns->known[pattern->number];
    patterns->known[pattern->number] = true;
    return before;
}

static void patterns_add(struct patterns *patterns, const struct pattern *pattern)
{
    if (patterns_mark(patterns, pattern)) {
        return;
    }
    if (patterns->count == patterns->capacity) {
        patterns->capacity = patterns->capacity == 0 ? 16 : 2 * patterns->capacity;
        patterns->list = memory_grow(patterns->list, patterns->capacity * sizeof *patterns->list);
    }
    patterns->list[patterns->count++] = pattern;
}

static void patterns_add_all(struct patterns *patterns, const struct model_type *type)
{
    for (size_t i = 0; i < type->pattern_count; i++) {
        patterns_add(patterns, type->patterns[i]);
    }
    for (size_t i = 0; i < type->name_pattern_count; i++) {
        patterns_add(patterns, type->name_patterns[i]);
    }
    if (type->naming != NULL) {
        patterns_add_all(patterns, type->naming);
    }
    if (type->unlisted != NULL) {
        patterns_add_all(patterns, type->unlisted);
    }
}

/* Collects the patterns. */
static struct patterns patterns_of(const struct model *model)
{
    struct patterns patterns = {0};

    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];

        patterns_add_all(&patterns, type);
        for (size_t j = 0; j < type->property_count; j++) {
            patterns_add_all(&patterns, type->properties[j].use.type);
        }
        if (type->item.type != NULL) {
            patterns_add_all(&patterns, type->item.type);
        }
        for (size_t j = 0; type->choice != NULL && j < type->choice->count; j++) {
            patterns_add_all(&patterns, type->choice->alternatives[j].use.type);
        }
    }
    return patterns;
}

static void patterns_free(struct patterns *patterns)
{
    free(patterns->list);
    free(patterns->known);
}

const char *emit_patterns_include(const struct model *model)
{
    struct patterns patterns = patterns_of(model);

    patterns_free(&patterns);
    return patterns.count > 0 ? "#include \"patterns.h\"\n" : "";
}

void emit_patterns_comment(struct buffer *out, const struct pattern *pattern)
{
    struct dg_text text = pattern->compiled.text;
    const char *end = text.data + text.length;

    if (text.length > PATTERNS_COMMENT) {
        end = text.data + PATTERNS_COMMENT;
        while ((*end & 0xC0) == 0x80) {
            end--;
        }
    }
    for (const char *at = text.data; at < end; at++) {
        if (*at != '\0') {
            buffer_add_bytes(out, at, 1);
        }
    }
    buffer_add(out, text.length == 0 ? "\"\"" : text.length > PATTERNS_COMMENT ? " …" : "");
}

/* Writes an array of numbers: get(table, index) for each index. */
static void patterns_numbers(const struct emitter *emitter, const char *type, const char *name,
                             const void *table, size_t count,
                             uint64_t (*get)(const void *table, size_t index))
{
    size_t line = emitter->out->length;

    EMIT(emitter, "static const $type$ $name$[] = {\n", "type", type, "name", name);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || emitter->out->length - line > PATTERNS_WIDTH - 8) {
            buffer_add(emitter->out, i == 0 ? "   " : "\n   ");
            line = emitter->out->length;
        }
        buffer_format(emitter->out,
                      strcmp(type, "uint64_t") == 0 ? " 0x%" PRIX64 "," : " %" PRIu64 ",",
                      get(table, i));
    }
    EMIT(emitter, "\n};\n");
}

static uint64_t patterns_byte(const void *table, size_t index)
{
    return ((const uint8_t *)table)[index];
}

static uint64_t patterns_short(const void *table, size_t index)
{
    return ((const uint16_t *)table)[index];
}

static uint64_t patterns_word(const void *table, size_t index)
{
    return ((const uint32_t *)table)[index];
}

static uint64_t patterns_long(const void *table, size_t index)
{
    return ((const uint64_t *)table)[index];
}

/* Writes the array NAME_PART. */
static void patterns_part(const struct emitter *emitter, const struct pattern *pattern,
                          const char *type, const char *part, const void *table, size_t count)
{
    struct buffer name = {0};

    buffer_format(&name, "%s_%s", pattern->name, part);
    patterns_numbers(emitter, type, name.data, table, count,
                     type[4] == '8'   ? patterns_byte
                     : type[4] == '1' ? patterns_short
                     : type[4] == '3' ? patterns_word
                                      : patterns_long);
    buffer_free(&name);
}

/* Writes the arrays of classes. */
static void patterns_class_tables(const struct emitter *emitter, const struct pattern *pattern,
                                  const struct dg_pattern_classes *classes)
{
    patterns_part(emitter, pattern, "uint8_t", "ascii", classes->ascii, 128);
    patterns_part(emitter, pattern, "uint32_t", "spans", classes->spans, classes->span_count);
    patterns_part(emitter, pattern, "uint8_t", "span_classes", classes->span_classes,
                  classes->span_count);
}

/* Writes the member for the classes. */
static void patterns_classes(const struct emitter *emitter, const struct pattern *pattern,
                             const struct dg_pattern_classes *classes)
{
    EMIT(emitter,
         "    .classes = {\n"
         "        .ascii = $name$_ascii,\n"
         "        .spans = $name$_spans,\n"
         "        .span_classes = $name$_span_classes,\n",
         "name", pattern->name);
    buffer_format(emitter->out, "        .span_count = %zu,\n    },\n", classes->span_count);
}

/* Writes the arrays of next states, and returns the members for them. */
static const char *patterns_states(const struct emitter *emitter, const struct pattern *pattern,
                                   const struct dg_pattern_automaton *automaton)
{
    if (automaton->next != NULL) {
        patterns_part(emitter, pattern, "uint8_t", "next", automaton->next,
                      automaton->states * automaton->symbols);
        return "    .next = $name$_next,\n";
    }
    if (automaton->rows != NULL) {
        patterns_part(emitter, pattern, "uint16_t", "rows", automaton->rows, automaton->states);
        patterns_part(emitter, pattern, "uint16_t", "moves", automaton->moves,
                      automaton->row_count * automaton->symbols);
        return "    .rows = $name$_rows,\n    .moves = $name$_moves,\n";
    }
    patterns_part(emitter, pattern, "uint16_t", "firsts", automaton->firsts, automaton->states + 1);
    patterns_part(emitter, pattern, "uint8_t", "edge_symbols", automaton->edge_symbols,
                  automaton->firsts[automaton->states]);
    patterns_part(emitter, pattern, "uint16_t", "edge_states", automaton->edge_states,
                  automaton->firsts[automaton->states]);
    return "    .firsts = $name$_firsts,\n"
           "    .edge_symbols = $name$_edge_symbols,\n"
           "    .edge_states = $name$_edge_states,\n";
}

static void patterns_automaton(const struct emitter *emitter, const struct pattern *pattern)
{
    const struct dg_pattern_automaton *automaton = pattern->compiled.automaton;
    const char *members;

    patterns_class_tables(emitter, pattern, &automaton->classes);
    members = patterns_states(emitter, pattern, automaton);
    EMIT(emitter, "static const struct dg_pattern_automaton $name$_automaton = {\n", "name",
         pattern->name);
    patterns_classes(emitter, pattern, &automaton->classes);
    EMIT(emitter, members, "name", pattern->name);
    buffer_format(emitter->out,
                  "    .symbols = %zu,\n    .states = %zu,\n    .row_count = %zu,\n"
                  "    .start = %zu,\n};\n",
                  automaton->symbols, automaton->states, automaton->row_count, automaton->start);
}

/* Writes the array NAME_PART_NUMBER of positions. */
static void patterns_set_of_positions(const struct emitter *emitter, const struct pattern *pattern,
                                      const char *part, size_t number, const uint64_t *set)
{
    struct buffer name = {0};

    buffer_format(&name, "%s_%zu", part, number);
    patterns_part(emitter, pattern, "uint64_t", name.data, set, pattern->compiled.positions->words);
    buffer_free(&name);
}

static void patterns_follows(const struct emitter *emitter, const struct pattern *pattern)
{
    const struct dg_pattern_positions *positions = pattern->compiled.positions;

    for (size_t i = 0; i < positions->follow_count; i++) {
        patterns_set_of_positions(emitter, pattern, "from", i, positions->follows[i].from);
        if (positions->follows[i].to != NULL) {
            patterns_set_of_positions(emitter, pattern, "to", i, positions->follows[i].to);
        }
    }
    EMIT(emitter, "static const struct dg_pattern_follow $name$_follows[] = {\n", "name",
         pattern->name);
    for (size_t i = 0; i < positions->follow_count; i++) {
        const struct dg_pattern_follow *follow = &positions->follows[i];

        buffer_format(emitter->out, "    {.from = %s_from_%zu, ", pattern->name, i);
        if (follow->to != NULL) {
            buffer_format(emitter->out, ".to = %s_to_%zu},\n", pattern->name, i);
        } else {
            buffer_format(emitter->out, ".distance = %d},\n", follow->distance);
        }
    }
    EMIT(emitter, "};\n");
}

static void patterns_positions(const struct emitter *emitter, const struct pattern *pattern)
{
    const struct dg_pattern_positions *positions = pattern->compiled.positions;

    patterns_class_tables(emitter, pattern, &positions->classes);
    patterns_part(emitter, pattern, "uint64_t", "takes", positions->takes,
                  positions->class_count * positions->words);
    patterns_part(emitter, pattern, "uint64_t", "ends", positions->ends, positions->words);
    patterns_follows(emitter, pattern);
    EMIT(emitter, "static const struct dg_pattern_positions $name$_positions = {\n", "name",
         pattern->name);
    patterns_classes(emitter, pattern, &positions->classes);
    EMIT(emitter,
         "    .takes = $name$_takes,\n"
         "    .ends = $name$_ends,\n"
         "    .follows = $name$_follows,\n",
         "name", pattern->name);
    buffer_format(emitter->out,
                  "    .class_count = %zu,\n    .follow_count = %zu,\n    .words = %zu,\n};\n",
                  positions->class_count, positions->follow_count, positions->words);
}

/* The index of the first run with the set of this one. */
static size_t patterns_set_of(const struct dg_pattern *compiled, size_t run)
{
    size_t first = 0;

    while (compiled->runs[first].set != compiled->runs[run].set) {
        first++;
    }
    return first;
}

static void patterns_set(const struct emitter *emitter, const struct pattern *pattern, size_t run)
{
    const struct dg_pattern_set *set = pattern->compiled.runs[run].set;
    struct buffer part = {0};

    if (set->count > 0) {
        buffer_format(&part, "bounds_%zu", run);
        patterns_part(emitter, pattern, "uint32_t", part.data, set->bounds, set->count);
        buffer_free(&part);
    }
    buffer_format(emitter->out, "static const struct dg_pattern_set %s_set_%zu = {\n",
                  pattern->name, run);
    buffer_format(emitter->out,
                  "    .ascii = {%" PRIu32 "U, %" PRIu32 "U, %" PRIu32 "U, %" PRIu32 "U},\n",
                  set->ascii[0], set->ascii[1], set->ascii[2], set->ascii[3]);
    if (set->count > 0) {
        buffer_format(emitter->out, "    .bounds = %s_bounds_%zu,\n    .count = %zu,\n",
                      pattern->name, run, set->count);
    }
    buffer_add(emitter->out, "};\n");
}

static void patterns_runs(const struct emitter *emitter, const struct pattern *pattern)
{
    const struct dg_pattern *compiled = &pattern->compiled;

    for (size_t i = 0; i < compiled->run_count; i++) {
        if (patterns_set_of(compiled, i) == i) {
            patterns_set(emitter, pattern, i);
        }
    }
    if (compiled->run_count == 0) {
        return;
    }
    EMIT(emitter, "static const struct dg_pattern_run $name$_runs[] = {\n", "name", pattern->name);
    for (size_t i = 0; i < compiled->run_count; i++) {
        const struct dg_pattern_run *run = &compiled->runs[i];

        buffer_format(emitter->out, "    {.set = &%s_set_%zu, .min = %zu, .max = ", pattern->name,
                      patterns_set_of(compiled, i), run->min);
        if (run->max == SIZE_MAX) {
            buffer_add(emitter->out, "SIZE_MAX");
        } else {
            buffer_format(emitter->out, "%zu", run->max);
        }
        buffer_add(emitter->out, run->balanced ? ", .balanced = true},\n" : "},\n");
    }
    buffer_add(emitter->out, "};\n");
}

static void patterns_pattern(const struct emitter *emitter, const struct pattern *pattern)
{
    const struct dg_pattern *compiled = &pattern->compiled;
    struct buffer literal = emit_literal(compiled->text);

    EMIT(emitter, "\n/* clang-format off */\n");
    if (compiled->automaton != NULL) {
        patterns_automaton(emitter, pattern);
    } else if (compiled->positions != NULL) {
        patterns_positions(emitter, pattern);
    } else {
        patterns_runs(emitter, pattern);
    }
    EMIT(emitter,
         "/* clang-format on */\n"
         "\nconst struct dg_pattern $prefix$_$name$ = {\n    .text = DG_TEXT($text$),\n",
         "name", pattern->name, "text", literal.data);
    if (compiled->automaton != NULL) {
        EMIT(emitter, "    .automaton = &$name$_automaton,\n", "name", pattern->name);
    } else if (compiled->positions != NULL) {
        EMIT(emitter, "    .positions = &$name$_positions,\n", "name", pattern->name);
    } else if (compiled->run_count > 0) {
        EMIT(emitter, "    .runs = $name$_runs,\n", "name", pattern->name);
        buffer_format(emitter->out, "    .run_count = %zu,\n", compiled->run_count);
    }
    EMIT(emitter, "};\n");
    buffer_free(&literal);
}

void emit_patterns_header(const struct emitter *emitter)
{
    struct patterns patterns = patterns_of(emitter->model);

    emit_file_comment(emitter, "The patterns of the contract, for generated functions.");
    emit_private_header_open(emitter, "PATTERNS", (const char *const[]){"runtime/pattern.h", NULL});
    for (size_t i = 0; i < patterns.count; i++) {
        struct buffer text = {0};

        emit_patterns_comment(&text, patterns.list[i]);
        emit_comment(emitter, 0, text.data);
        EMIT_LINE(emitter, "extern const struct dg_pattern $prefix$_$name$;", "name",
                  patterns.list[i]->name);
        buffer_free(&text);
    }
    EMIT(emitter, patterns.count > 0 ? "\n" : "");
    emit_private_header_close(emitter);
    patterns_free(&patterns);
}

void emit_patterns_source(const struct emitter *emitter)
{
    struct patterns patterns = patterns_of(emitter->model);

    emit_file_comment(emitter, "The patterns of the contract as tables.");
    EMIT(emitter, "#include \"patterns.h\"\n");
    for (size_t i = 0; i < patterns.count; i++) {
        patterns_pattern(emitter, patterns.list[i]);
    }
    patterns_free(&patterns);
}
