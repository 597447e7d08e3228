/* The function of a rule. */
#include "base/memory_arena.h"
#include "emit/rule_code.h"

static const char *function_parameters(const struct rule_code *code)
{
    const struct model_check *check = code->check;
    const char *prefix = code->emitter->model->prefix;
    const char *state = check->old ? "state_of_" : "";
    const struct {
        bool given;
        const char *text;
    } parameters[] = {
        {code->self, CODE(code, "const struct %s_%s%s *self", prefix, state, check->self->name)},
        {code->old, CODE(code, "const struct %s_%s%s *old", prefix, state, check->self->name)},
        {code->key, "const struct dg_digest_key *key"},
        {code->exchange, "const struct dg_exchange *exchange"},
        {code->turns, "uint64_t *turns"},
    };
    const char *out = NULL;

    for (size_t i = 0; i < sizeof parameters / sizeof parameters[0]; i++) {
        if (parameters[i].given) {
            out = out == NULL ? parameters[i].text : CODE(code, "%s, %s", out, parameters[i].text);
        }
    }
    return out == NULL ? "void" : out;
}

/* The last statement; the statements before it are in `code`. */
static const char *function_result(struct rule_code *code)
{
    const struct rule_node *root = code->check->root;

    return root->overflows ? rule_code_truth(code, root) : rule_code_condition(code, root).text;
}

struct rule_call rule_code_function(const struct emitter *emitter, const struct model_check *check)
{
    struct dg_arena arena;
    struct rule_code *code;
    struct buffer comment = {0};
    const char *result;
    struct rule_call call;

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    code = memory_arena_new(&arena, sizeof *code);
    *code = (struct rule_code){.emitter = emitter, .check = check, .arena = &arena, .depth = 1};
    result = function_result(code);
    if (code->statements.length > 0) {
        buffer_add(&code->statements, "\n");
    }
    rule_code_statement(
        code, code->turns && !check->root->overflows ? "return dg_truth_of(%s);" : "return %s;",
        result);
    buffer_format(&comment, "%s: %s", check->rule->id, check->rule->expression);
    EMIT(emitter, "\n");
    emit_comment(emitter, 0, comment.data);
    EMIT_LINE(emitter, "static $type$ rule_$name$($parameters$)", "type",
              code->turns || check->root->overflows ? "enum dg_truth" : "bool", "name", check->name,
              "parameters", function_parameters(code));
    EMIT(emitter, "{\n$text$}\n", "text", code->statements.data);
    call = (struct rule_call){code->self, code->old, code->key, code->exchange, code->turns};
    buffer_free(&comment);
    buffer_free(&code->statements);
    dg_arena_free(&arena);
    return call;
}
