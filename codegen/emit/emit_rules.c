/* rules.h and rules.c: a predicate for each rule of the contract, and the functions that run
   them. */
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "emit/emit_outputs.h"
#include "emit/emit_states.h"
#include "emit/rule_code.h"

/* Faults */

static void emit_faults(const struct emitter *emitter, const struct model_type *type)
{
    bool nested = false;

    EMIT(emitter, "/* Faults of the members of a struct $prefix$_$name$. */\n", "name", type->name);
    EMIT(emitter, "struct $prefix$_faults_of_$name$ {\n", "name", type->name);
    buffer_format(emitter->out, "    uint64_t bits[DG_FAULT_WORDS(%zu)];\n", type->property_count);
    for (size_t i = 0; i < type->property_count; i++) {
        const struct model_property *property = &type->properties[i];

        if (!property->faults) {
            continue;
        }
        EMIT(emitter, nested ? "" : "    struct {\n");
        nested = true;
        EMIT(emitter, "        struct $prefix$_faults_of_$type$ $name$;\n", "type",
             property->use.type->name, "name", property->name);
    }
    EMIT(emitter, nested ? "    } of;\n};\n\n" : "};\n\n");
}

static bool has_rules(const struct model *model)
{
    for (size_t i = 0; i < model->type_count; i++) {
        if (model->types[i]->check_count > 0) {
            return true;
        }
    }
    return model->response_rules_count > 0;
}

void emit_rules_header(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    emit_file_comment(emitter, "Faults and states, and the functions that run rules.");
    emit_private_header_open(emitter, "RULES",
                             (const char *const[]){"runtime/rule.h", "types.h", NULL});
    for (size_t i = 0; i < model->type_count; i++) {
        if (model->types[i]->has_faults) {
            emit_faults(emitter, model->types[i]);
        }
    }
    emit_states_structs(emitter);
    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];

        if (type->check_count > 0) {
            EMIT_LINE(emitter,
                      "void $prefix$_$name$_rules(struct dg_subject in, const struct "
                      "$prefix$_$name$ *self);",
                      "name", type->name);
        }
        if (emit_states_are_kept(model, type)) {
            EMIT(emitter, "extern const struct dg_states $prefix$_$name$_states;\n", "name",
                 type->name);
        }
    }
    for (size_t i = 0; i < model->response_rules_count; i++) {
        EMIT(emitter, "extern const struct dg_response_rules $prefix$_$name$_rules;\n", "name",
             model->response_rules[i]->name);
    }
    EMIT(emitter, has_rules(model) ? "\n" : "");
    emit_private_header_close(emitter);
}

/* Functions that run rules */

/* Rules for one type, and how their functions are called. */
struct runner {
    const char *name; /* of the schema or response */
    const struct model_type *self;
    const struct model_check *const *checks;
    struct rule_call *calls;
    size_t count;
};

/* Writes the functions of the rules. The caller frees `calls`. */
static struct runner emit_predicates(const struct emitter *emitter, const char *name,
                                     const struct model_type *self,
                                     const struct model_check *const *checks, size_t count)
{
    struct runner runner = {name, self, checks, memory_new((count + 1) * sizeof *runner.calls),
                            count};

    for (size_t i = 0; i < count; i++) {
        runner.calls[i] = rule_code_function(emitter, checks[i]);
    }
    return runner;
}

/* The parameters that the functions of the comparing rules, or of the others, need. */
static struct rule_call runner_takes(const struct runner *runner, bool old)
{
    struct rule_call any = {false, false, false, false, false};

    for (size_t i = 0; i < runner->count; i++) {
        const struct rule_call *call = &runner->calls[i];

        if (runner->checks[i]->old == old) {
            any.self = any.self || call->self;
            any.old = any.old || call->old;
        }
    }
    return any;
}

static struct buffer call_arguments(const struct rule_call *call)
{
    const struct {
        bool given;
        const char *text;
    } arguments[] = {
        {call->self, "self"},
        {call->old, "old"},
        {call->key, "in.key"},
        {call->exchange, "in.exchange"},
        {call->turns, "&in.judge->turns"},
    };
    struct buffer out = {0};

    buffer_add(&out, "");
    for (size_t i = 0; i < sizeof arguments / sizeof arguments[0]; i++) {
        if (arguments[i].given) {
            buffer_format(&out, "%s%s", out.length > 0 ? ", " : "", arguments[i].text);
        }
    }
    return out;
}

static void emit_calls(const struct emitter *emitter, const struct runner *runner, bool old)
{
    for (size_t i = 0; i < runner->count; i++) {
        const struct model_check *check = runner->checks[i];
        struct buffer arguments = call_arguments(&runner->calls[i]);

        if (check->old == old) {
            EMIT_LINE(emitter,
                      "    DG_RULE_JUDGE(in, &$prefix$_rules[RULE_$constant$], "
                      "rule_$name$($arguments$));",
                      "constant", check->constant, "name", check->name, "arguments",
                      arguments.data);
        }
        buffer_free(&arguments);
    }
}

/* The rules of a schema that don't compare. */
static void emit_schema_runner(const struct emitter *emitter, const struct runner *runner)
{
    size_t old = emit_states_count_comparing(runner->checks, runner->count);

    EMIT(emitter, "\n");
    EMIT_LINE(emitter,
              "void $prefix$_$name$_rules(struct dg_subject in, const struct $prefix$_$name$ "
              "*self)",
              "name", runner->name);
    EMIT(emitter, "{\n");
    EMIT(emitter, runner_takes(runner, false).self ? "" : "    (void)self;\n");
    emit_calls(emitter, runner, false);
    if (old > 0) {
        buffer_format(emitter->out, "    dg_rule_count_nested(&in, %zu);\n", old);
    }
    EMIT(emitter, "}\n");
}

/* A type-erased function: for one value, or for two states. */
static void emit_untyped_runner(const struct emitter *emitter, const struct runner *runner,
                                bool old)
{
    struct rule_call takes = runner_takes(runner, old);
    const char *state = old ? "state_of_" : "";

    EMIT(emitter, "\nstatic void $verb$_$name$(struct dg_subject in)\n{\n", "verb",
         old ? "compare" : "judge", "name", runner->name);
    if (takes.self) {
        EMIT_LINE(emitter, "    const struct $prefix$_$state$$type$ *self = in.self;", "state",
                  state, "type", runner->self->name);
    }
    if (takes.old) {
        EMIT_LINE(emitter, "    const struct $prefix$_$state$$type$ *old = in.old;", "state", state,
                  "type", runner->self->name);
    }
    EMIT(emitter, takes.self || takes.old ? "\n" : "");
    emit_calls(emitter, runner, old);
    EMIT(emitter, "}\n");
}

static void emit_schema(const struct emitter *emitter, const struct model_type *type)
{
    struct runner runner =
        emit_predicates(emitter, type->name, type, type->checks, type->check_count);

    emit_schema_runner(emitter, &runner);
    if (emit_states_count_comparing(type->checks, type->check_count) > 0) {
        emit_untyped_runner(emitter, &runner, true);
    }
    free(runner.calls);
}

static void emit_response(const struct emitter *emitter, const struct model_response_rules *rules)
{
    size_t old = emit_states_count_comparing(rules->checks, rules->count);
    struct runner runner =
        emit_predicates(emitter, rules->name, rules->self, rules->checks, rules->count);

    if (old < rules->count) {
        emit_untyped_runner(emitter, &runner, false);
    }
    if (old > 0) {
        emit_untyped_runner(emitter, &runner, true);
    }
    EMIT(emitter, "\nconst struct dg_response_rules $prefix$_$name$_rules = {\n", "name",
         rules->name);
    EMIT(emitter, old < rules->count ? "    .judge = judge_$name$,\n" : "", "name", rules->name);
    EMIT(emitter, old > 0 ? "    .compare = compare_$name$,\n" : "", "name", rules->name);
    buffer_format(emitter->out, "    .compare_count = %zu,\n};\n", old);
    free(runner.calls);
}

void emit_rules_source(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    emit_file_comment(emitter,
                      "A predicate for each rule of the contract, and the functions that run the "
                      "predicates.");
    EMIT(emitter, "#include \"rules.h\"\n");
    if (!has_rules(model)) {
        return;
    }
    EMIT(emitter, "\n#include \"rule_table.h\"\n#include \"runtime/reader.h\"\n#include "
                  "\"shapes.h\"\n\n/* A rule may compare a value with itself. */\n#pragma GCC "
                  "diagnostic ignored \"-Wtautological-compare\"\n");
    for (size_t i = 0; i < model->type_count; i++) {
        if (model->types[i]->check_count > 0) {
            emit_schema(emitter, model->types[i]);
        }
    }
    for (size_t i = 0; i < model->response_rules_count; i++) {
        emit_response(emitter, model->response_rules[i]);
    }
    emit_states_tables(emitter);
}
