/* The function of a rule. */
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "emit/emit_parts.h"
#include "emit/rule_code.h"

enum {
    LINE_WIDTH = 100
};

/* How good it is to break at a blank: after an operator of logic, after a comma, elsewhere. */
static int function_break_rank(const char *line, size_t blank)
{
    const char *before = line + blank;

    if (blank >= 2 && (strncmp(before - 2, "||", 2) == 0 || strncmp(before - 2, "&&", 2) == 0)) {
        return 3;
    }
    return before[-1] == ',' || before[-1] == '?' || before[-1] == ':' ? 2 : 1;
}

/* Where to break what is left of a line, of which `room` bytes fit: the best blank in its second
   half, if there is one, else the last. 0: there is none. */
static size_t function_break(const char *line, size_t length, size_t room)
{
    bool quoted = false;
    size_t best = 0;
    int best_rank = 0;

    for (size_t at = strspn(line, " "); at < length && (at < room || best == 0); at++) {
        int rank = 0;

        quoted = line[at] == '"' ? !quoted : quoted;
        if (quoted || line[at] != ' ') {
            continue;
        }
        rank = at > room / 2 ? function_break_rank(line, at) : 1;
        if (rank >= best_rank) {
            best = at;
            best_rank = rank;
        }
    }
    return best;
}

/* Adds a line, broken at blanks outside of literals where it gets too long. */
static void function_add_line(struct buffer *out, const char *line, size_t length)
{
    size_t indent = strspn(line, " ");
    size_t room = LINE_WIDTH;

    while (length > room) {
        size_t at = function_break(line, length, room + 1);

        if (at == 0) {
            break;
        }
        buffer_add_text(out, (struct dg_text){line, at});
        buffer_format(out, "\n%*s", (int)indent + 4, "");
        room = LINE_WIDTH - indent - 4;
        line += at + 1;
        length -= at + 1;
    }
    buffer_add_text(out, (struct dg_text){line, length});
    buffer_add(out, "\n");
}

void emit_wrapped(struct buffer *out, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");

        function_add_line(out, text, length);
        text += length + 1;
    }
}

/* `if (a || b) {`, in as few lines as will do. */
static void function_add_tests(struct buffer *out, const struct fault_list *faults)
{
    size_t column = strlen("    if (");

    if (faults->count == 0) {
        return;
    }
    buffer_add(out, "    if (");
    for (size_t i = 0; i < faults->count; i++) {
        const char *end = i + 1 < faults->count ? " ||" : ") {\n";
        size_t width = strlen(faults->tests[i]) + 3;

        if (i > 0 && column + 1 + width > LINE_WIDTH) {
            buffer_add(out, "\n        ");
            column = 8;
        } else if (i > 0) {
            buffer_add(out, " ");
            column++;
        }
        buffer_format(out, "%s%s", faults->tests[i], end);
        column += width;
    }
    buffer_add(out, "        return DG_RULE_SKIPPED;\n    }\n");
}

/* Parameters of the path, before anything else: without them the rule says nothing. */
static void function_take_path(struct rule_code *code, struct buffer *out,
                               const struct rule_node *node)
{
    struct buffer name = {0};

    if (node->op == RULE_PATH_VALUE) {
        const char *local = CODE(code, "path_%zu", rule_code_number(code));

        name = emit_literal(node->text);
        buffer_format(out, "    struct dg_text %s;\n", local);
        rule_code_statement(code, "if (!dg_exchange_path(exchange, %s, &%s)) {", name.data, local);
        rule_code_statement(code, "    return DG_RULE_NOT_APPLICABLE;");
        rule_code_statement(code, "}");
        rule_code_set_alias(code, node, local);
        buffer_free(&name);
    }
    for (size_t i = 0; i < node->count; i++) {
        function_take_path(code, out, node->parts[i]);
    }
}

static const char *function_arguments(const struct rule_code *code, bool faults, bool call)
{
    const struct model_check *check = code->check;
    const char *prefix = code->emitter->model->prefix;
    const char *name = check->self->name;
    struct buffer out = {0};
    const char *between = "";
    const char *copy;

    if (code->self) {
        buffer_format(&out, call ? "self" : "const struct %s_%s%s *self", prefix,
                      check->old ? "state_of_" : "", name);
        between = ", ";
    }
    if (code->old) {
        buffer_format(&out, call ? "%sold" : "%sconst struct %s_state_of_%s *old", between, prefix,
                      name);
        between = ", ";
    }
    if (faults) {
        buffer_format(&out, call ? "%sfaults" : "%sconst struct %s_faults_of_%s *faults", between,
                      prefix, name);
        between = ", ";
    }
    if (code->key) {
        buffer_format(&out, call ? "%skey" : "%sconst struct dg_digest_key *key", between);
        between = ", ";
    }
    if (check->http || check->request) {
        buffer_format(&out, call ? "%sexchange" : "%sconst struct dg_exchange *exchange", between);
        between = ", ";
    }
    if (code->turns) {
        buffer_format(&out, call ? "%s&in.judge->turns" : "%suint64_t *turns", between);
    }
    if (out.length == 0) {
        buffer_add(&out, call ? "" : "void");
    }
    copy = memory_arena_copy(code->arena, out.data, out.length);
    buffer_free(&out);
    return copy;
}

/* The last statement; those that it needs before it are in the code's. */
static const char *function_result(struct rule_code *code)
{
    const struct rule_node *root = code->check->root;

    return root->overflows
               ? CODE(code, "    return dg_rule_truth(%s);\n", rule_code_truth(code, root))
               : CODE(code, "    return dg_rule_result(%s);\n",
                      rule_code_condition(code, root).text);
}

const char *rule_code_function(const struct emitter *emitter, const struct model_check *check,
                               struct dg_arena *arena)
{
    struct rule_code *code = memory_arena_new(arena, sizeof *code);
    struct fault_list *faults = memory_arena_new(arena, sizeof *faults);
    struct buffer body = {0};
    struct buffer text = {0};
    struct buffer comment = {0};

    *code = (struct rule_code){.emitter = emitter, .check = check, .arena = arena, .depth = 1};
    function_take_path(code, &body, check->root);
    if (check->http) {
        rule_code_statement(code, "if (exchange->status == 0) {");
        rule_code_statement(code, "    return DG_RULE_NOT_APPLICABLE;");
        rule_code_statement(code, "}");
    }
    fault_collect(code, faults, check->root);
    function_add_tests(&code->statements, faults);
    const char *result = function_result(code);
    if (code->statements.length > 0) {
        buffer_format(&body, "%s\n", code->statements.data);
    }
    buffer_add(&body, result);
    emit_wrapped(&text, body.data);
    buffer_format(&comment, "%s: %s", check->rule->id, check->rule->expression);
    EMIT(emitter, "\n");
    emit_comment(emitter, 0, comment.data);
    EMIT_LINE(emitter, "static enum dg_rule_result $name$($arguments$)", "name", check->name,
              "arguments", function_arguments(code, faults->count > 0 && !check->old, false));
    EMIT(emitter, "{\n$text$}\n", "text", text.data);
    buffer_free(&comment);
    buffer_free(&body);
    buffer_free(&text);
    buffer_free(&code->statements);
    return function_arguments(code, faults->count > 0 && !check->old, true);
}
