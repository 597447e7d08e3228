/* answers.h and answers.c: for each operation, a function that judges and reads a whole
 * response. */
#include <string.h>

#include "emit/emit_comments.h"
#include "emit/emit_outputs.h"

static bool is_head(const struct model_operation *operation)
{
    return strcmp(operation->method, "HEAD") == 0;
}

static bool has_lines(const struct model_answer *answer)
{
    for (size_t i = 0; i < answer->body_count; i++) {
        if (answer->bodies[i].lines) {
            return true;
        }
    }
    return false;
}

/* The documented responses */

/* Adds the member that holds a body of the media. */
static void add_member(struct buffer *out, const struct model_answer *answer,
                       const struct model_media *media)
{
    size_t member = model_answer_body(answer, media);

    if (member == 0) {
        buffer_add(out, "not read");
    } else {
        buffer_format(out, "`%s`", answer->bodies[member - 1].name);
    }
}

/* Adds "Body: `kettle`.", or the member for each media type if there are several. */
static void add_bodies(struct buffer *out, const struct model_answer *answer,
                       const struct model_response *response)
{
    buffer_add(out, "Body: ");
    for (size_t i = 0; i < response->media_count; i++) {
        buffer_add(out, i > 0 ? ", " : "");
        add_member(out, answer, &response->media[i]);
        if (response->media_count > 1) {
            buffer_format(out, " (%s)", response->media[i].type);
        }
    }
    buffer_add(out, response->media_count == 0 ? "none." : ".");
}

static void emit_response_comment(const struct emitter *emitter,
                                  const struct model_operation *operation,
                                  const struct model_response *response)
{
    struct buffer text = {0};

    buffer_add(&text, "");
    emit_comments_sentence(&text, response->description);
    if (!is_head(operation)) {
        add_bodies(&text, operation->answer, response);
    }
    if (text.length > 0) {
        emit_comment(emitter, 4, text.data);
    }
    buffer_free(&text);
}

static void emit_responses(const struct emitter *emitter, const struct model_operation *operation)
{
    const struct model_answer *answer = operation->answer;
    struct buffer about = {0};

    buffer_format(&about, "The documented responses to %s %s.", operation->method, operation->path);
    emit_comment(emitter, 0, about.data);
    buffer_free(&about);
    EMIT(emitter,
         "enum $prefix$_$name$ {\n"
         "    $PREFIX$_$zero$ = 0, /* the status is not documented */\n",
         "name", answer->response_name, "zero", answer->unrecognized);
    for (size_t i = 0; i < answer->outcome_count; i++) {
        emit_response_comment(emitter, operation, answer->outcomes[i].response);
        EMIT(emitter, "    $PREFIX$_$constant$", "constant", answer->outcomes[i].constant);
        buffer_format(emitter->out, " = %u,\n", answer->outcomes[i].value);
    }
    EMIT(emitter, "};\n\n");
}

/* Structs */

static void emit_kind(const struct emitter *emitter, const struct model_answer *answer)
{
    EMIT(emitter,
         "/* The bodies of those responses. */\n"
         "enum $prefix$_$name$ {\n"
         "    $PREFIX$_$zero$ = 0, /* there is no body, or it isn't read */\n",
         "name", answer->kind_name, "zero", answer->unrecognized_kind);
    for (size_t i = 0; i < answer->body_count; i++) {
        EMIT(emitter, "    $PREFIX$_$constant$,\n", "constant", answer->bodies[i].constant);
    }
    EMIT(emitter, "};\n\n");
}

static void emit_bodies(const struct emitter *emitter, const struct model_answer *answer)
{
    if (answer->body_count == 0) {
        return;
    }
    EMIT(emitter, "    union {\n");
    for (size_t i = 0; i < answer->body_count; i++) {
        const struct model_body *body = &answer->bodies[i];

        if (body->lines) {
            EMIT_LINE(emitter,
                      "        /* Each line is a struct $prefix$_$type$. */\n"
                      "        struct dg_answer_lines $name$;",
                      "name", body->name, "type", body->type->name);
        } else {
            EMIT_LINE(emitter, "        struct $prefix$_$type$ $name$;", "name", body->name, "type",
                      body->type->name);
        }
    }
    EMIT(emitter, "    } body;\n");
}

static void emit_answer(const struct emitter *emitter, const struct model_operation *operation)
{
    const struct model_answer *answer = operation->answer;

    if (answer->has_kind) {
        emit_kind(emitter, answer);
    }
    EMIT(emitter,
         "struct $prefix$_$name$ {\n"
         "    int status;\n"
         "    enum $prefix$_$response$ response;\n",
         "name", answer->name, "response", answer->response_name);
    if (answer->has_kind) {
        EMIT(emitter, "    enum $prefix$_$kind$ kind; /* the member of `body` */\n", "kind",
             answer->kind_name);
    }
    emit_bodies(emitter, answer);
    EMIT(emitter, "};\n\n");
}

static void emit_path(const struct emitter *emitter, const struct model_answer *answer)
{
    if (answer->path_count == 0) {
        return;
    }
    EMIT(emitter, "    struct {\n");
    for (size_t i = 0; i < answer->path_count; i++) {
        const struct model_parameter *parameter = answer->path[i].parameter;

        if (parameter->description != NULL) {
            emit_comment(emitter, 8, parameter->description);
        }
        EMIT(emitter, "        struct dg_text $name$;\n", "name", answer->path[i].name);
    }
    EMIT(emitter, "    } path;\n");
}

static void emit_exchange(const struct emitter *emitter, const struct model_operation *operation)
{
    const struct model_answer *answer = operation->answer;

    EMIT(emitter,
         "struct $prefix$_$name$ {\n"
         "    int status;\n"
         "    struct dg_text content_type;\n"
         "    struct dg_text body;\n",
         "name", answer->exchange_name);
    emit_path(emitter, answer);
    if (answer->before != NULL) {
        EMIT(emitter, "    const struct $prefix$_$type$ *before;\n", "type", answer->before->name);
    }
    EMIT(emitter, "};\n\n");
}

/* Functions */

static void emit_head(const struct emitter *emitter, const struct model_answer *answer,
                      const char *tail)
{
    EMIT_LINE(emitter,
              "bool $prefix$_$name$(struct $prefix$_$name$ *out, const struct $prefix$_$exchange$ "
              "*exchange, struct dg_arena *arena, struct dg_report *report)$tail$",
              "name", answer->name, "exchange", answer->exchange_name, "tail", tail);
}

static void emit_path_values(const struct emitter *emitter, const struct model_answer *answer)
{
    if (answer->path_count == 0) {
        return;
    }
    EMIT(emitter, "    struct dg_path_value path[] = {\n");
    for (size_t i = 0; i < answer->path_count; i++) {
        struct buffer wire = emit_literal(dg_text_of(answer->path[i].parameter->name));

        EMIT_LINE(emitter, "        {$wire$, exchange->path.$name$},", "wire", wire.data, "name",
                  answer->path[i].name);
        buffer_free(&wire);
    }
    EMIT(emitter, "    };\n");
}

/* `index`: of the operation in the contract. */
static void emit_input(const struct emitter *emitter, const struct model_answer *answer,
                       size_t index)
{
    EMIT(emitter, "    const struct dg_answer_input input = {\n");
    buffer_format(emitter->out, "        .operation = &%s_contract.operations[%zu],\n",
                  emitter->model->prefix, index);
    EMIT(emitter, "        .status = exchange->status,\n"
                  "        .content_type = exchange->content_type,\n"
                  "        .body = exchange->body,\n");
    if (answer->path_count > 0) {
        EMIT(emitter, "        .path = path,\n");
        buffer_format(emitter->out, "        .path_count = dg_answer_path(path, %zu),\n",
                      answer->path_count);
    }
    EMIT(emitter, answer->before != NULL ? "        .before = exchange->before,\n" : "");
    EMIT(emitter, "    };\n");
}

/* Sets the walk along the lines, of which each member of the union is one. */
static void emit_lines(const struct emitter *emitter, const struct model_answer *answer)
{
    for (size_t i = 0; i < answer->body_count; i++) {
        if (answer->bodies[i].lines) {
            EMIT_LINE(emitter,
                      "    if (verdict.media != NULL && verdict.media->lines) {\n"
                      "        out->body.$name$.rest = exchange->body;\n"
                      "    }",
                      "name", answer->bodies[i].name);
            return;
        }
    }
}

static void emit_function(const struct emitter *emitter, const struct model_operation *operation,
                          size_t index)
{
    const struct model_answer *answer = operation->answer;

    EMIT(emitter, "\n");
    emit_head(emitter, answer, "");
    EMIT(emitter, "{\n");
    emit_path_values(emitter, answer);
    emit_input(emitter, answer, index);
    EMIT_LINE(emitter,
              "    struct dg_answer_verdict verdict;\n"
              "    bool conforms;\n"
              "\n"
              "    *out = (struct $prefix$_$name$){.status = exchange->status};\n"
              "    conforms = dg_answer_judge(&verdict, &input, $value$, arena, report);\n"
              "    out->response = (enum $prefix$_$response$)dg_answer_response(&verdict);",
              "name", answer->name, "value", answer->body_count > 0 ? "&out->body" : "NULL",
              "response", answer->response_name);
    if (answer->has_kind) {
        EMIT_LINE(emitter, "    out->kind = (enum $prefix$_$kind$)dg_answer_body(&verdict);",
                  "kind", answer->kind_name);
    }
    if (has_lines(answer)) {
        emit_lines(emitter, answer);
    }
    EMIT(emitter, "    return conforms;\n}\n");
}

/* Files */

static const char about_functions[] =
    "Each function judges a response to its operation by the contract, as dg-validate does: the "
    "status, the media type, the body and the rules of the response. Findings go to `report`; "
    "those "
    "about the response around the body have codes http.* and no frame, and the offset of the "
    "others is that in the body. `report` may be NULL: verdict only. Returns true when no finding "
    "was an error: also for a documented error, which `response` tells from a success. *out is "
    "always initialised: what could not be read is zero.";

static const char about_exchange[] =
    "The exchange is as the caller has it. `content_type`: the value of the header with its "
    "parameters; without bytes, there is none. `body`: without transfer and content codings. "
    "`path`: the parameters of the request, decoded; those without data are not known, and rules "
    "that read them are not applicable. `before`: the body of an earlier response about the same "
    "object, which had no errors, for rules that compare; NULL: there is none.";

static const char about_memory[] =
    "Texts of *out point into the body and into `arena`, and live as long as both. When memory "
    "runs out, the result is false and arena->failed is set. There are no globals: threads may "
    "read responses at once, each with its own arena and report.";

static const char about_lines[] =
    "A body of lines (a struct dg_answer_lines) is judged line by line, in memory that is reused; "
    "no line is kept. To read the lines, take them with dg_answer_next_line, and give each to the "
    "decoder of its type; the arena may be reset between two of them: while "
    "(dg_answer_next_line(&lines, &line)) decode(&item, line.data, line.length, ...).";

static void emit_about(const struct emitter *emitter, bool lines)
{
    emit_comment(emitter, 0, about_functions);
    EMIT(emitter, "\n");
    emit_comment(emitter, 0, about_exchange);
    EMIT(emitter, "\n");
    emit_comment(emitter, 0, about_memory);
    EMIT(emitter, "\n");
    if (lines) {
        emit_comment(emitter, 0, about_lines);
        EMIT(emitter, "\n");
    }
}

void emit_answers_header(const struct emitter *emitter)
{
    const struct model *model = emitter->model;
    bool lines = false;

    emit_file_comment(emitter, "Whole responses, for each operation: status, media type and body.");
    emit_header_open(emitter, "ANSWERS",
                     (const char *const[]){"runtime/answer.h", "types.h", NULL});
    for (size_t i = 0; i < model->operation_count; i++) {
        lines = lines || has_lines(model->operations[i].answer);
    }
    if (model->operation_count > 0) {
        emit_about(emitter, lines);
    }
    for (size_t i = 0; i < model->operation_count; i++) {
        emit_responses(emitter, &model->operations[i]);
        emit_answer(emitter, &model->operations[i]);
        emit_exchange(emitter, &model->operations[i]);
    }
    if (model->operation_count > 0) {
        EMIT(emitter, "/* A function has the name of its struct. */\n"
                      "#if defined(__cplusplus) && defined(__GNUC__)\n"
                      "#pragma GCC diagnostic push\n"
                      "#pragma GCC diagnostic ignored \"-Wshadow\"\n"
                      "#endif\n\n");
    }
    for (size_t i = 0; i < model->operation_count; i++) {
        EMIT(emitter, "DG_CHECKED ");
        emit_head(emitter, model->operations[i].answer, ";");
    }
    if (model->operation_count > 0) {
        EMIT(emitter, "\n#if defined(__cplusplus) && defined(__GNUC__)\n"
                      "#pragma GCC diagnostic pop\n"
                      "#endif\n\n");
    }
    emit_header_close(emitter);
}

void emit_answers_source(const struct emitter *emitter)
{
    const struct model *model = emitter->model;

    emit_file_comment(emitter, "The runtime judges responses by the tables of the contract.");
    EMIT(emitter, "#include \"answers.h\"\n");
    if (model->operation_count > 0) {
        EMIT(emitter, "\n#include \"contract.h\"\n");
    }
    for (size_t i = 0; i < model->operation_count; i++) {
        emit_function(emitter, &model->operations[i], i);
    }
}
