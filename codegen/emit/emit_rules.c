/* rules.h and rules.c: the rules of the contract as data and as functions, and what runs them. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "emit/emit_parts.h"
#include "emit/rule_code.h"

/* Faults */

static void emit_faults(const struct emitter *emitter, const struct model_type *type)
{
    bool nested = false;

    EMIT(emitter, "/* What is wrong with the members of a struct $prefix$_$name$. */\n", "name",
         type->name);
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

void emit_rules_header(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    emit_file_comment(emitter, "What rules see beside values, and the functions that run them.");
    emit_header_open(emitter, "RULES", (const char *const[]){"runtime/rule.h", "types.h", NULL});
    for (size_t i = 0; i < model->type_count; i++) {
        if (model->types[i]->has_faults) {
            emit_faults(emitter, model->types[i]);
        }
    }
    for (size_t i = 0; i < model->type_count; i++) {
        const struct model_type *type = model->types[i];

        if (type->check_count > 0) {
            EMIT_LINE(emitter,
                      "void $prefix$_$name$_rules(struct dg_subject in, const struct "
                      "$prefix$_$name$ *self, const struct $prefix$_faults_of_$name$ *faults);",
                      "name", type->name);
        }
        if (emit_has_states(model, type)) {
            EMIT(emitter, "extern const struct dg_states $prefix$_$name$_states;\n", "name",
                 type->name);
        }
    }
    for (size_t i = 0; i < model->response_rules_count; i++) {
        EMIT(emitter, "extern const struct dg_response_rules $prefix$_$name$;\n", "name",
             model->response_rules[i]->name);
    }
    if (model->rule_count > 0) {
        buffer_format(emitter->out, "extern const struct dg_rule *const %s_rules[%zu];\n",
                      model->prefix, model->rule_count);
    }
    EMIT(emitter, "\n");
    emit_header_close(emitter);
}

/* Rules as data */

static void emit_optional(const struct emitter *emitter, const char *designator, const char *text)
{
    if (text != NULL) {
        emit_string_member(emitter, 4, designator, text);
    }
}

/* Keeps the formatter from putting the elements of an array in columns, as it does with five and
   more. */
static void emit_formatter(const struct emitter *emitter, size_t count, const char *what)
{
    if (count >= 5) {
        EMIT(emitter, "/* clang-format $what$ */\n", "what", what);
    }
}

/* The elements of an array of strings, one a line. */
static void emit_strings(const struct emitter *emitter, const char *name, const char *what,
                         const char *const *strings, size_t count)
{
    if (count == 0) {
        return;
    }
    EMIT(emitter, "\n");
    emit_formatter(emitter, count, "off");
    EMIT(emitter, "static const char *const $what$_of_$name$[] = {\n", "name", name, "what", what);
    for (size_t i = 0; i < count; i++) {
        struct buffer literal = emit_literal(dg_text_of(strings[i]));

        EMIT(emitter, "    $literal$,\n", "literal", literal.data);
        buffer_free(&literal);
    }
    EMIT(emitter, "};\n");
    emit_formatter(emitter, count, "on");
}

static void emit_steps(const struct emitter *emitter, const struct model_rule *rule)
{
    if (rule->step_count == 0) {
        return;
    }
    EMIT(emitter, "\n");
    emit_formatter(emitter, rule->step_count, "off");
    EMIT(emitter, "static const struct dg_text steps_of_$name$[] = {\n", "name", rule->name);
    for (size_t i = 0; i < rule->step_count; i++) {
        struct buffer literal = emit_literal(rule->steps[i]);

        EMIT(emitter, "    DG_TEXT($literal$),\n", "literal", literal.data);
        buffer_free(&literal);
    }
    EMIT(emitter, "};\n");
    emit_formatter(emitter, rule->step_count, "on");
}

static void emit_array_member(const struct emitter *emitter, const struct model_rule *rule,
                              const char *member, const char *count_member, size_t count)
{
    if (count > 0) {
        EMIT(emitter, "    .$member$ = $member$_of_$name$,\n", "member", member, "name",
             rule->name);
        buffer_format(emitter->out, "    .%s = %zu,\n", count_member, count);
    }
}

static void emit_rule(const struct emitter *emitter, const struct model_rule *rule)
{
    static const char *const severities[] = {"DG_SEVERITY_OFF", "DG_SEVERITY_INFO",
                                             "DG_SEVERITY_WARNING", "DG_SEVERITY_ERROR"};

    emit_steps(emitter, rule);
    emit_strings(emitter, rule->name, "passing", rule->passing, rule->passing_count);
    emit_strings(emitter, rule->name, "failing", rule->failing, rule->failing_count);
    EMIT(emitter, "\nstatic const struct dg_rule about_$name$ = {\n", "name", rule->name);
    emit_optional(emitter, ".id", rule->id);
    emit_optional(emitter, ".message", rule->message);
    EMIT(emitter, "    .severity = $severity$,\n", "severity", severities[rule->severity]);
    emit_optional(emitter, ".expression", rule->expression);
    emit_optional(emitter, ".contract", rule->contract);
    emit_optional(emitter, ".pointer", rule->pointer != NULL ? rule->pointer : "");
    emit_array_member(emitter, rule, "steps", "step_count", rule->step_count);
    emit_optional(emitter, ".source", rule->source);
    emit_optional(emitter, ".words", rule->words);
    emit_array_member(emitter, rule, "passing", "passing_count", rule->passing_count);
    emit_array_member(emitter, rule, "failing", "failing_count", rule->failing_count);
    EMIT(emitter, "};\n");
}

/* What runs rules */

size_t emit_count_comparing(const struct model_check *const *checks, size_t count)
{
    size_t old = 0;

    for (size_t i = 0; i < count; i++) {
        old += checks[i]->old;
    }
    return old;
}

/* How each check's function is called. */
struct calls {
    struct dg_arena *arena;
    const struct model_check **checks;
    const char **arguments;
    size_t count;
};

static const char *call_arguments(const struct calls *calls, const struct model_check *check)
{
    for (size_t i = 0; i < calls->count; i++) {
        if (calls->checks[i] == check) {
            return calls->arguments[i];
        }
    }
    return NULL;
}

static void emit_checks(const struct emitter *emitter, struct calls *calls,
                        const struct model_check *const *checks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        calls->checks[calls->count] = checks[i];
        calls->arguments[calls->count] = rule_code_function(emitter, checks[i], calls->arena);
        calls->count++;
    }
}

/* Those that compare, or those that don't. Whether the arguments have a word is asked of `word`. */
static bool emit_calls(const struct emitter *emitter, const struct calls *calls,
                       const struct model_check *const *checks, size_t count, bool old)
{
    bool any = false;

    for (size_t i = 0; i < count; i++) {
        if (checks[i]->old == old) {
            EMIT_LINE(emitter, "    dg_rule_judge(in, &about_$rule$, $name$($arguments$));", "rule",
                      checks[i]->rule->name, "name", checks[i]->name, "arguments",
                      call_arguments(calls, checks[i]));
            any = true;
        }
    }
    return any;
}

/* Whether a call among them is given an argument of that name. */
static bool calls_take(const struct calls *calls, const struct model_check *const *checks,
                       size_t count, bool old, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        const char *at = call_arguments(calls, checks[i]);

        while (checks[i]->old == old && at != NULL && *at != '\0') {
            size_t length = strcspn(at, ",");

            if (length == strlen(name) && strncmp(at, name, length) == 0) {
                return true;
            }
            at += length + strspn(at + length, ", ");
        }
    }
    return false;
}

static void emit_unused(const struct emitter *emitter, const struct calls *calls,
                        const struct model_check *const *checks, size_t count, bool old,
                        const char *name)
{
    if (!calls_take(calls, checks, count, old, name)) {
        EMIT(emitter, "    (void)$name$;\n", "name", name);
    }
}

static void emit_schema_runner(const struct emitter *emitter, const struct calls *calls,
                               const struct model_type *type)
{
    size_t old = emit_count_comparing(type->checks, type->check_count);

    if (type->check_count == 0) {
        return;
    }
    EMIT(emitter, "\n");
    EMIT_LINE(emitter,
              "void $prefix$_$name$_rules(struct dg_subject in, const struct $prefix$_$name$ "
              "*self, const struct $prefix$_faults_of_$name$ *faults)",
              "name", type->name);
    EMIT(emitter, "{\n");
    emit_unused(emitter, calls, type->checks, type->check_count, false, "self");
    emit_unused(emitter, calls, type->checks, type->check_count, false, "faults");
    emit_calls(emitter, calls, type->checks, type->check_count, false);
    if (old > 0) {
        buffer_format(emitter->out, "    dg_rule_tell_nested(in, %zu);\n", old);
    }
    EMIT(emitter, "}\n");
}

/* A function that is given values without their types: of one value, or of two states. */
struct runner {
    const struct calls *calls;
    const char *name;
    const struct model_type *self;
    const struct model_check *const *checks;
    size_t count;
    bool old;      /* it compares */
    bool exchange; /* it is told of the exchange */
};

/* What it is given, as what its calls take: typed, if they do take it. */
static void emit_given(const struct emitter *emitter, const struct runner *runner)
{
    static const struct {
        const char *given, *type, *name;
    } values[2][2] = {
        {{"body", "", "self"}, {"about", "faults_of_", "faults"}},
        {{"now", "state_of_", "self"}, {"before", "state_of_", "old"}},
    };

    for (size_t i = 0; i < 2; i++) {
        const char *given = values[runner->old][i].given;
        const char *name = values[runner->old][i].name;

        if (calls_take(runner->calls, runner->checks, runner->count, runner->old, name)) {
            EMIT_LINE(emitter, "    const struct $prefix$_$kind$$type$ *$name$ = $given$;", "kind",
                      values[runner->old][i].type, "type", runner->self->name, "name", name,
                      "given", given);
        } else {
            EMIT(emitter, "    (void)$given$;\n", "given", given);
        }
    }
    if (calls_take(runner->calls, runner->checks, runner->count, runner->old, "key")) {
        EMIT(emitter, "    const struct dg_digest_key *key = &in.judge->report->history->key;\n");
    }
}

static void emit_runner(const struct emitter *emitter, const struct runner *runner)
{
    EMIT(emitter, "\n");
    EMIT_LINE(emitter, "static void $verb$_$name$(struct dg_subject in, $values$$exchange$)",
              "verb", runner->old ? "compare" : "judge", "name", runner->name, "values",
              runner->old ? "const void *now, const void *before"
                          : "const void *body, const void *about",
              "exchange", runner->exchange ? ", const struct dg_exchange *exchange" : "");
    EMIT(emitter, "{\n");
    emit_given(emitter, runner);
    EMIT(emitter, "\n");
    if (runner->exchange) {
        emit_unused(emitter, runner->calls, runner->checks, runner->count, runner->old, "exchange");
    }
    emit_calls(emitter, runner->calls, runner->checks, runner->count, runner->old);
    EMIT(emitter, "}\n");
}

static void emit_response(const struct emitter *emitter, const struct calls *calls,
                          const struct model_response_rules *rules)
{
    size_t old = emit_count_comparing(rules->checks, rules->count);
    struct runner runner = {.calls = calls,
                            .name = rules->name,
                            .self = rules->self,
                            .checks = rules->checks,
                            .count = rules->count,
                            .exchange = true};

    if (old < rules->count) {
        emit_runner(emitter, &runner);
    }
    runner.old = true;
    if (old > 0) {
        emit_runner(emitter, &runner);
    }
    EMIT(emitter, "\nconst struct dg_response_rules $prefix$_$name$ = {\n", "name", rules->name);
    EMIT(emitter, old < rules->count ? "    .judge = judge_$name$,\n" : "", "name", rules->name);
    EMIT(emitter, old > 0 ? "    .compare = compare_$name$,\n" : "", "name", rules->name);
    buffer_format(emitter->out, "    .compare_count = %zu,\n};\n", old);
}

static void emit_schema_compare(const struct emitter *emitter, const struct calls *calls,
                                const struct model_type *type)
{
    const struct runner runner = {.calls = calls,
                                  .name = type->name,
                                  .self = type,
                                  .checks = type->checks,
                                  .count = type->check_count,
                                  .old = true};

    if (emit_count_comparing(type->checks, type->check_count) > 0) {
        emit_runner(emitter, &runner);
    }
}

/* The files */

static size_t count_checks(const struct model *model)
{
    size_t count = 0;

    for (size_t i = 0; i < model->type_count; i++) {
        count += model->types[i]->check_count;
    }
    for (size_t i = 0; i < model->response_rules_count; i++) {
        count += model->response_rules[i]->count;
    }
    return count;
}

static void emit_functions_of_rules(const struct emitter *emitter, struct calls *calls)
{
    const struct model *model = emitter->model;

    for (size_t i = 0; i < model->type_count; i++) {
        emit_checks(emitter, calls, model->types[i]->checks, model->types[i]->check_count);
    }
    for (size_t i = 0; i < model->response_rules_count; i++) {
        emit_checks(emitter, calls, model->response_rules[i]->checks,
                    model->response_rules[i]->count);
    }
    for (size_t i = 0; i < model->type_count; i++) {
        emit_schema_runner(emitter, calls, model->types[i]);
        emit_schema_compare(emitter, calls, model->types[i]);
    }
    for (size_t i = 0; i < model->response_rules_count; i++) {
        emit_response(emitter, calls, model->response_rules[i]);
    }
}

static void emit_rule_table(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    if (model->rule_count == 0) {
        return;
    }
    EMIT(emitter, "\n");
    emit_formatter(emitter, model->rule_count, "off");
    buffer_format(emitter->out, "const struct dg_rule *const %s_rules[%zu] = {\n", model->prefix,
                  model->rule_count);
    for (size_t i = 0; i < model->rule_count; i++) {
        EMIT(emitter, "    &about_$name$,\n", "name", model->rules[i]->name);
    }
    EMIT(emitter, "};\n");
    emit_formatter(emitter, model->rule_count, "on");
}

void emit_rules_source(const struct emitter *emitter)
{
    const struct model *model = emitter->model;
    size_t count = count_checks(model);
    struct dg_arena arena;
    struct calls calls = {.arena = &arena};

    emit_file_comment(emitter, "The rules of the contract: a function for each.");
    EMIT(emitter, "#include \"rules.h\"\n\n#include \"runtime/reader.h\"\n#include "
                  "\"shapes.h\"\n");
    EMIT(emitter, count == 0 ? ""
                             : "\n/* A rule may compare what it likes, even with itself. */\n"
                               "#pragma GCC diagnostic ignored \"-Wtautological-compare\"\n");
    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    calls.checks = memory_arena_new(&arena, (count + 1) * sizeof(*calls.checks));
    calls.arguments = memory_arena_new(&arena, (count + 1) * sizeof(*calls.arguments));
    for (size_t i = 0; i < model->rule_count; i++) {
        emit_rule(emitter, model->rules[i]);
    }
    emit_state_structs(emitter);
    EMIT(emitter, count == 0 ? "" : "\n/* Laid out as the rules are. */\n/* clang-format off */\n");
    emit_functions_of_rules(emitter, &calls);
    emit_states(emitter);
    EMIT(emitter, count == 0 ? "" : "\n/* clang-format on */\n");
    emit_rule_table(emitter);
    dg_arena_free(&arena);
}
