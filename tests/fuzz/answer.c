/* Whole responses to every operation of two contracts. The first byte picks the operation, the next
   two the status, the fourth what else is known; the Content-Type follows up to a line feed, then
   the body. What must hold of any response:
   - the verdict is that of the findings, and doesn't depend on whether they are wanted;
   - findings about the response have no frame, and there are then none about the body;
   - a body, or each line of it, has the findings and the value that the decoder of its schema
     gives;
   - memory that runs out is no verdict. */
#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "answers-contract/contract.h"
#include "dg-contract/contract.h"
#include "digest.h"
#include "fuzz.h"
#include "heap.h"
#include "runtime/answer.h"

/* The fourth byte. */
enum known {
    KNOWN_PATH = 1,
    KNOWN_BEFORE = 2, /* the body itself, if it conforms */
    KNOWN_LOST = 4    /* the body isn't known */
};

static const struct dg_contract *const contracts[] = {&dg_contract, &shop_contract};

#define PATH_MOST 8

/* A response, and the memory for its path. */
struct response {
    struct dg_answer_input input;
    struct dg_path_value path[PATH_MOST];
};

/* Findings */

struct heard {
    struct dg_report report; /* first, for its function to recover the whole */
    size_t body;             /* bytes of the body */
    uint64_t found;          /* a digest of the findings about the body, in order */
    size_t offset;           /* added to that of a finding */
    size_t errors;
    size_t about_response; /* findings with codes http.*, but http.problem-status */
    size_t about_body;
    size_t undocumented; /* findings http.status */
};

static void hear(struct dg_report *report, const struct dg_finding *finding)
{
    struct heard *heard = (struct heard *)(void *)report;
    char pointer[256];

    heard->errors += finding->severity == DG_SEVERITY_ERROR;
    if (dg_code_kind(finding->code) == DG_CODE_KIND_RESPONSE) {
        assert(finding->frame == NULL && finding->offset == 0);
        heard->about_response += finding->code != DG_CODE_HTTP_PROBLEM_STATUS;
        heard->undocumented += finding->code == DG_CODE_HTTP_STATUS;
        return;
    }
    assert(finding->offset + heard->offset <= heard->body);
    heard->about_body++;
    dg_pointer_write(finding->frame, pointer, sizeof pointer);
    heard->found = digest_text(heard->found, dg_text_of(pointer));
    heard->found = digest_number(heard->found, finding->code);
    heard->found = digest_number(heard->found, finding->offset + heard->offset);
    heard->found = digest_number(heard->found, (uintptr_t)finding->rule);
    heard->found = digest_text(heard->found, finding->expected);
    heard->found = digest_text(heard->found, finding->actual);
}

static struct heard heard_new(const struct response *response)
{
    return (struct heard){.report = {.finding = hear}, .body = response->input.body.length};
}

/* Values */

/* Zeroed memory for the bodies of all schemas of a contract. */
static void *value_new(const struct dg_contract *contract)
{
    size_t size = 1;
    void *value;

    for (size_t i = 0; i < contract->schema_count; i++) {
        size = contract->schemas[i]->size > size ? contract->schemas[i]->size : size;
    }
    value = calloc(1, size);
    assert(value != NULL);
    return value;
}

/* A digest of the value's JSON form. */
static uint64_t value_digest(const struct dg_schema *schema, const void *value)
{
    size_t length = schema->encode(value, NULL, 0);
    char *json = malloc(length + 1);
    uint64_t digest;

    assert(json != NULL && schema->encode(value, json, length + 1) == length);
    digest = digest_bytes(DIGEST_BEGIN, json, length);
    free(json);
    return digest;
}

/* The body, as the decoder of its schema reads it */

static bool decode_line(const struct response *response, const struct dg_media *media,
                        struct dg_text line, void *value, struct heard *heard)
{
    const struct dg_exchange exchange = {
        .rules = media->rules,
        .status = response->input.status,
        .media_type = dg_text_of(media->type),
        .path = response->input.path,
        .path_count = response->input.path_count,
    };
    struct dg_arena arena;
    bool good;

    dg_arena_init(&arena, NULL, 0, &heap);
    heard->report.exchange = &exchange;
    heard->offset = (size_t)(line.data - response->input.body.data);
    good = media->schema->decode(value, line.data, line.length, &arena, &heard->report);
    if (!media->lines) {
        heard->found = digest_number(heard->found, value_digest(media->schema, value));
    }
    dg_arena_free(&arena);
    return good;
}

/* Compares with a judgement of the response, which had no earlier body. */
static void compare_body(const struct dg_contract *contract, const struct response *response,
                         const struct dg_media *media, const struct heard *judged)
{
    struct heard heard = heard_new(response);
    void *value = value_new(contract);
    struct dg_text line = response->input.body;

    if (media->lines) {
        struct dg_answer_lines lines = {response->input.body};

        while (dg_answer_next_line(&lines, &line)) {
            (void)decode_line(response, media, line, value, &heard);
        }
    } else {
        (void)decode_line(response, media, line, value, &heard);
    }
    assert(heard.found == judged->found);
    assert(heard.report.rules_skipped == judged->report.rules_skipped);
    assert(heard.report.rules_not_applicable == judged->report.rules_not_applicable);
    free(value);
}

/* Responses */

/* Judges with as much memory as there is. */
static bool judge(const struct dg_contract *contract, const struct response *response)
{
    struct heard heard = heard_new(response);
    void *value = value_new(contract);
    struct dg_answer_verdict verdict;
    struct dg_answer_verdict quiet;
    struct dg_arena arena;
    bool good;

    dg_arena_init(&arena, NULL, 0, &heap);
    good = dg_answer_judge(&verdict, &response->input, value, &arena, &heard.report);
    assert(!arena.failed && good == (heard.errors == 0));
    assert((verdict.response == NULL) == (heard.undocumented > 0));
    assert(heard.about_response == 0 || heard.about_body == 0);
    assert(verdict.media != NULL || heard.about_body == 0);
    if (verdict.media != NULL && response->input.before == NULL && !response->input.body_lost &&
        response->input.body.length > 0) {
        if (!verdict.media->lines) {
            heard.found = digest_number(heard.found, value_digest(verdict.media->schema, value));
        }
        compare_body(contract, response, verdict.media, &heard);
    }
    assert(dg_answer_judge(&quiet, &response->input, value, &arena, NULL) == good);
    assert(quiet.response == verdict.response && quiet.media == verdict.media &&
           quiet.extent == verdict.extent);
    dg_arena_free(&arena);
    free(value);
    return good;
}

/* Judges with little memory: the verdict is the same, or there is none. */
static void judge_little(const struct dg_contract *contract, const struct response *response,
                         bool good)
{
    static char buffer[4096];
    void *value = value_new(contract);

    for (size_t size = 0; size <= sizeof buffer; size = size * 2 + 64) {
        struct dg_answer_verdict verdict;
        struct dg_arena arena;

        dg_arena_init(&arena, buffer, size, NULL);
        assert(dg_answer_judge(&verdict, &response->input, value, &arena, NULL) ==
               (good && !arena.failed));
    }
    free(value);
}

static void read_path(struct response *response, struct dg_text value)
{
    const struct dg_operation *operation = response->input.operation;
    size_t count = 0;

    for (size_t i = 0; i < operation->parameter_count && count < PATH_MOST; i++) {
        if (operation->parameters[i].in == DG_IN_PATH) {
            response->path[count++] = (struct dg_path_value){operation->parameters[i].name, value};
        }
    }
    response->input.path = response->path;
    response->input.path_count = count;
}

/* Judges a response after one with the same body, if that conforms to the documented success. */
static void judge_again(const struct dg_contract *contract, struct response *response)
{
    const struct dg_media *success = response->input.operation->success;
    struct dg_text body = response->input.body;
    void *before = value_new(contract);
    struct dg_arena arena;

    dg_arena_init(&arena, NULL, 0, &heap);
    if (success != NULL && success->schema != NULL && !success->lines &&
        success->schema->decode(before, body.data, body.length, &arena, NULL)) {
        response->input.before = before;
        judge_little(contract, response, judge(contract, response));
    }
    dg_arena_free(&arena);
    free(before);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct dg_contract *contract;
    struct response response = {.input = {.operation = NULL}};
    struct dg_text rest;
    const char *feed = size < 4 ? NULL : memchr(data + 4, '\n', size - 4);

    if (feed == NULL) {
        return 0;
    }
    contract = contracts[data[0] % 2];
    rest = (struct dg_text){(const char *)data + 4, size - 4};
    response.input.operation = &contract->operations[data[0] / 2 % contract->operation_count];
    response.input.status = data[1] * 4 + data[2] % 4;
    response.input.content_type = (struct dg_text){rest.data, (size_t)(feed - rest.data)};
    response.input.body = (struct dg_text){feed + 1, (size_t)(rest.data + rest.length - feed) - 1};
    response.input.body_lost = (data[3] & KNOWN_LOST) != 0;
    if ((data[3] & KNOWN_PATH) != 0) {
        read_path(&response, response.input.content_type);
    }
    judge_little(contract, &response, judge(contract, &response));
    if ((data[3] & KNOWN_BEFORE) != 0) {
        judge_again(contract, &response);
    }
    return 0;
}
