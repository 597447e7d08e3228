/* Compiles patterns. */
#include "pattern/pattern_compile.h"

#include "base/memory_arena.h"
#include "pattern/pattern_automaton.h"
#include "pattern/pattern_pack.h"
#include "pattern/pattern_positions.h"
#include "pattern/pattern_runs.h"
#include "pattern/pattern_trim.h"

#define PATTERN_TEXT_BYTES 65536

static bool compile_refuse(struct pattern_error *error, struct dg_text text, const char *why)
{
    *error = (struct pattern_error){.fault = PATTERN_SIZE,
                                    .length = text.length,
                                    .text = why,
                                    .help = "lower the counts of its repetitions, or state the "
                                            "length with minLength and maxLength",
                                    .work = error->work};
    return false;
}

/* A pattern, prepared for its tables. */
struct compilation {
    struct pattern_program program;
    struct pattern_classes classes;
    struct dg_arena *scratch; /* for what isn't kept */
    struct pattern_error *error;
};

static bool compile_begin(struct compilation *compilation, const struct pattern_parsed *parsed,
                          struct dg_text text)
{
    struct dg_arena *scratch = compilation->scratch;

    if (!pattern_program_make(&compilation->program, parsed, scratch)) {
        return compile_refuse(compilation->error, text, "the pattern has too many steps");
    }
    if (!pattern_classes_make(&compilation->classes, parsed, compilation->program.boundaries,
                              scratch)) {
        return compile_refuse(compilation->error, text,
                              "the pattern tells apart too many characters");
    }
    return true;
}

static bool compile_automaton(struct pattern *pattern, struct compilation *compilation,
                              struct dg_arena *arena)
{
    struct dg_text text = pattern->compiled.text;
    struct pattern_error *error = compilation->error;
    struct pattern_automaton automaton;
    bool good = pattern_automaton_make(&automaton, &compilation->program, &compilation->classes,
                                       compilation->scratch);

    error->work = automaton.work;
    if (!good) {
        return compile_refuse(error, text, "the automaton of the pattern has too many states");
    }
    pattern_minimal_make(&automaton, compilation->scratch);
    pattern->compiled.automaton = pattern_pack_automaton(&automaton, &compilation->classes,
                                                         PATTERN_BYTES, arena, &pattern->bytes);
    if (pattern->compiled.automaton == NULL) {
        return compile_refuse(error, text, "the tables of the pattern have more than 65,536 bytes");
    }
    pattern->impossible = automaton.start == 0;
    return true;
}

/* Makes positions of a pattern whose automaton is refused. */
static bool compile_positions(struct pattern *pattern, struct compilation *compilation,
                              struct dg_arena *arena)
{
    struct pattern_error *error = compilation->error;
    uint64_t work = error->work;

    pattern->compiled.positions =
        pattern_positions_make(&compilation->program, &compilation->classes, arena,
                               compilation->scratch, &pattern->bytes, &work);
    if (pattern->compiled.positions != NULL) {
        *error = (struct pattern_error){.fault = PATTERN_GOOD};
    }
    error->work = work;
    return pattern->compiled.positions != NULL;
}

/* Measures the runs. */
static void compile_measure(struct pattern *pattern)
{
    for (size_t i = 0; i < pattern->compiled.run_count; i++) {
        const struct dg_pattern_run *run = &pattern->compiled.runs[i];

        pattern->bytes += sizeof *run + sizeof *run->set + run->set->count * sizeof(uint32_t);
        pattern->impossible =
            pattern->impossible || (run->min > 0 && run->set->count == 0 &&
                                    (run->set->ascii[0] | run->set->ascii[1] | run->set->ascii[2] |
                                     run->set->ascii[3]) == 0);
    }
}

static bool compile(struct pattern *pattern, struct dg_arena *arena, struct dg_arena *scratch,
                    struct pattern_error *error)
{
    struct compilation compilation = {.scratch = scratch, .error = error};
    struct dg_text text = pattern->compiled.text;
    struct pattern_parsed parsed;

    if (text.length > PATTERN_TEXT_BYTES) {
        return compile_refuse(error, text, "the pattern has more than 65,536 bytes");
    }
    parsed = pattern_parse(text, scratch);
    if (parsed.root == NULL) {
        *error = parsed.error;
        return false;
    }
    pattern->annex = !parsed.unicode;
    pattern->shortest = pattern_shortest_of(parsed.root);
    if (pattern_runs_make(&pattern->compiled, &parsed, arena)) {
        compile_measure(pattern);
        return true;
    }
    pattern_trim(parsed.root);
    return compile_begin(&compilation, &parsed, text) &&
           (compile_automaton(pattern, &compilation, arena) ||
            compile_positions(pattern, &compilation, arena));
}

struct pattern *pattern_compile(struct dg_text text, struct dg_arena *arena,
                                struct pattern_error *error)
{
    struct pattern *pattern = memory_arena_new(arena, sizeof *pattern);
    struct dg_arena scratch;
    bool good;

    *error = (struct pattern_error){.fault = PATTERN_GOOD};
    pattern->compiled.text =
        (struct dg_text){memory_arena_copy(arena, text.data, text.length), text.length};
    dg_arena_init(&scratch, NULL, 0, &memory_allocator);
    good = compile(pattern, arena, &scratch, error);
    dg_arena_free(&scratch);
    return good ? pattern : NULL;
}

const struct dg_pattern_automaton *pattern_compile_automaton(const struct pattern *pattern,
                                                             struct dg_arena *arena)
{
    struct pattern copy = {.compiled.text = pattern->compiled.text};
    struct pattern_error error = {.fault = PATTERN_GOOD};
    struct compilation compilation = {.scratch = arena, .error = &error};
    struct pattern_parsed parsed;

    if (pattern->compiled.automaton != NULL || pattern->compiled.positions != NULL) {
        return pattern->compiled.automaton;
    }
    parsed = pattern_parse(copy.compiled.text, arena);
    return compile_begin(&compilation, &parsed, copy.compiled.text) &&
                   compile_automaton(&copy, &compilation, arena)
               ? copy.compiled.automaton
               : NULL;
}
