/* rule_table.h and rule_table.c: the rules of the contract as data, one row for each. */
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "emit/emit_outputs.h"
#include "emit/rule_code_read.h"

/* The rows: for each rule its first check, in contract order; then further checks. */
struct table {
    const struct model_check **rows;
    size_t count;
};

static void table_add(struct table *table, const struct model *model,
                      const struct model_check *check)
{
    if (check->further) {
        table->rows[table->count++] = check;
        return;
    }
    for (size_t i = 0; i < model->rule_count; i++) {
        if (model->rules[i] == check->rule) {
            table->rows[i] = check;
        }
    }
}

/* The caller frees `rows`. */
static struct table table_of(const struct model *model)
{
    size_t count = 0;
    struct table table;

    for (size_t i = 0; i < model->type_count; i++) {
        count += model->types[i]->check_count;
    }
    for (size_t i = 0; i < model->response_rules_count; i++) {
        count += model->response_rules[i]->count;
    }
    table = (struct table){memory_new((count + 1) * sizeof(*table.rows)), model->rule_count};
    for (size_t i = 0; i < model->type_count; i++) {
        for (size_t j = 0; j < model->types[i]->check_count; j++) {
            table_add(&table, model, model->types[i]->checks[j]);
        }
    }
    for (size_t i = 0; i < model->response_rules_count; i++) {
        for (size_t j = 0; j < model->response_rules[i]->count; j++) {
            table_add(&table, model, model->response_rules[i]->checks[j]);
        }
    }
    return table;
}

const char *emit_rule_table_row(const struct model *model, const struct model_rule *rule)
{
    struct table table = table_of(model);
    const char *constant = NULL;

    for (size_t i = 0; i < model->rule_count && constant == NULL; i++) {
        constant = table.rows[i]->rule == rule ? table.rows[i]->constant : NULL;
    }
    free(table.rows);
    return constant;
}

void emit_rule_table_header(const struct emitter *emitter)
{
    struct table table = table_of(emitter->model);

    emit_file_comment(emitter, "The rules of the contract as data.");
    emit_private_header_open(emitter, "RULE_TABLE", (const char *const[]){"runtime/rule.h", NULL});
    if (table.count > 0) {
        EMIT(emitter, "/* The rows of the table, in contract order. */\nenum {\n");
        for (size_t i = 0; i < table.count; i++) {
            EMIT(emitter, "    RULE_$name$$comma$\n", "name", table.rows[i]->constant, "comma",
                 i + 1 < table.count ? "," : "");
        }
        buffer_format(emitter->out, "};\n\nextern const struct dg_rule %s_rules[%zu];\n\n",
                      emitter->model->prefix, table.count);
    }
    emit_private_header_close(emitter);
    free(table.rows);
}

static void table_add_string(const struct emitter *emitter, const char *designator,
                             const char *text)
{
    if (text != NULL) {
        emit_string_member(emitter, 8, designator, text);
    }
}

/* A rule is an item of a list, so that its pointer ends with its index. */
static void table_add_place(const struct emitter *emitter, const struct model_rule *rule)
{
    const char *end = strrchr(rule->contract, '/');
    struct buffer list = {0};

    buffer_add_bytes(&list, rule->contract, (size_t)(end - rule->contract));
    emit_string_member(emitter, 8, ".list", buffer_string(&list));
    EMIT(emitter, "        .index = $index$,\n", "index", end + 1);
    buffer_free(&list);
}

/* Writes a list with its count: `MACRO(…),`. */
static void table_add_list(const struct emitter *emitter, const char *macro,
                           const struct buffer *items)
{
    if (items->length > 0) {
        EMIT_LINE(emitter, "        $macro$($items$),", "macro", macro, "items", items->data);
    }
}

static void list_add(struct buffer *list, const char *item)
{
    buffer_format(list, "%s%s", list->length > 0 ? ", " : "", item);
}

static void table_add_strings(const struct emitter *emitter, const char *macro,
                              const char *const *strings, size_t count)
{
    struct buffer list = {0};

    for (size_t i = 0; i < count; i++) {
        struct buffer literal = emit_literal(dg_text_of(strings[i]));

        list_add(&list, literal.data);
        buffer_free(&literal);
    }
    table_add_list(emitter, macro, &list);
    buffer_free(&list);
}

static void table_add_steps(const struct emitter *emitter, const struct model_rule *rule)
{
    struct buffer list = {0};

    for (size_t i = 0; i < rule->step_count; i++) {
        struct buffer literal = emit_literal(rule->steps[i]);

        buffer_format(&list, "%sDG_TEXT(%s)", i > 0 ? ", " : "", literal.data);
        buffer_free(&literal);
    }
    table_add_list(emitter, "DG_RULE_STEPS", &list);
    buffer_free(&list);
}

/* Parameters in the path of the request that a rule reads, each once. */
struct parameters {
    struct dg_text names[RULE_MAX_NODES];
    size_t count;
};

static void parameters_collect(struct parameters *parameters, const struct rule_node *node)
{
    bool known = node->op != RULE_PATH_VALUE;

    for (size_t i = 0; !known && i < parameters->count; i++) {
        known = dg_text_equal(parameters->names[i], node->text);
    }
    if (!known) {
        parameters->names[parameters->count++] = node->text;
    }
    for (size_t i = 0; i < node->count; i++) {
        parameters_collect(parameters, node->parts[i]);
    }
}

static void table_add_parameters(const struct emitter *emitter, const struct parameters *parameters)
{
    struct buffer list = {0};

    for (size_t i = 0; i < parameters->count; i++) {
        struct buffer literal = emit_literal(parameters->names[i]);

        list_add(&list, literal.data);
        buffer_free(&literal);
    }
    table_add_list(emitter, "DG_RULE_PARAMETERS", &list);
    buffer_free(&list);
}

/* Writes the bits of the reads of properties of self: of their values, or of their presence. */
static void table_add_bits(const struct emitter *emitter, const struct code_reads *reads,
                           bool content)
{
    struct buffer bits = {0};

    for (size_t i = 0; i < reads->count; i++) {
        const struct code_read *read = &reads->items[i];

        if (read->bit != NULL && read->content == content) {
            buffer_format(&bits, "%s%s", bits.length > 0 ? " | " : "", read->bit);
        }
    }
    if (bits.length > 0) {
        EMIT_LINE(emitter, "        .$name$ = $bits$,", "name", content ? "values" : "places",
                  "bits", bits.data);
    }
    buffer_free(&bits);
}

/* The conditions of judging the rule. */
static void table_add_needs(const struct emitter *emitter, const struct model_check *check)
{
    struct dg_arena arena;
    struct rule_code *code;
    struct code_reads *reads;
    struct parameters *parameters;
    struct buffer list = {0};

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    code = memory_arena_new(&arena, sizeof *code);
    *code = (struct rule_code){.emitter = emitter, .check = check, .arena = &arena};
    reads = memory_arena_new(&arena, sizeof *reads);
    parameters = memory_arena_new(&arena, sizeof *parameters);
    rule_code_read(code, reads, check->root);
    EMIT(emitter, check->http ? "        .http = true,\n" : "");
    parameters_collect(parameters, check->root);
    if (!check->http && !check->old && parameters->count == 0 && check->self != NULL &&
        check->self->property_count <= RULE_CODE_WORD) {
        EMIT(emitter, "        .plain = true,\n");
    }
    table_add_parameters(emitter, parameters);
    table_add_bits(emitter, reads, true);
    table_add_bits(emitter, reads, false);
    for (size_t i = 0; i < reads->count; i++) {
        if (reads->items[i].bit == NULL) {
            list_add(&list, reads->items[i].item);
        }
    }
    table_add_list(emitter, "DG_RULE_READS", &list);
    buffer_free(&list);
    dg_arena_free(&arena);
}

static void table_add_row(const struct emitter *emitter, const struct model_check *check)
{
    static const char *const severities[] = {"DG_SEVERITY_OFF", "DG_SEVERITY_INFO",
                                             "DG_SEVERITY_WARNING", "DG_SEVERITY_ERROR"};
    const struct model_rule *rule = check->rule;

    table_add_string(emitter, ".id", rule->id);
    table_add_string(emitter, ".message", rule->message);
    EMIT(emitter, "        .severity = $severity$,\n", "severity", severities[rule->severity]);
    table_add_string(emitter, ".expression", rule->expression);
    table_add_place(emitter, rule);
    table_add_string(emitter, ".pointer", rule->pointer != NULL ? rule->pointer : "");
    table_add_steps(emitter, rule);
    table_add_string(emitter, ".source", rule->source);
    table_add_string(emitter, ".words", rule->words);
    table_add_strings(emitter, "DG_RULE_PASSING", rule->passing, rule->passing_count);
    table_add_strings(emitter, "DG_RULE_FAILING", rule->failing, rule->failing_count);
}

static const struct model_check *table_first(const struct table *table,
                                             const struct model_check *further)
{
    size_t i = 0;

    while (table->rows[i]->rule != further->rule) {
        i++;
    }
    return table->rows[i];
}

void emit_rule_table_source(const struct emitter *emitter)
{
    struct table table = table_of(emitter->model);

    emit_file_comment(emitter, "The rules of the contract as data, one row each.");
    EMIT(emitter, "#include \"rule_table.h\"\n\n#include \"rules.h\"\n#include \"shapes.h\"\n");
    if (table.count > 0) {
        buffer_format(emitter->out, "\nconst struct dg_rule %s_rules[%zu] = {\n",
                      emitter->model->prefix, table.count);
    }
    for (size_t i = 0; i < table.count; i++) {
        EMIT(emitter, "    {\n");
        if (table.rows[i]->further) {
            EMIT(emitter, "        .rule = &$prefix$_rules[RULE_$name$],\n", "name",
                 table_first(&table, table.rows[i])->constant);
        } else {
            table_add_row(emitter, table.rows[i]);
        }
        table_add_needs(emitter, table.rows[i]);
        EMIT(emitter, "    },\n");
    }
    EMIT(emitter, table.count > 0 ? "};\n" : "");
    free(table.rows);
}
