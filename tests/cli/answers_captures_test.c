/* answers_captures_test FILE...: the function of the contract's operation and dg-validate say the
 * same of each response in captures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "answers.h"
#include "contract.h"
#include "input/input.h"
#include "judge/match.h"

static char **files;
static int file_count;
static size_t compared;
static size_t findings;

static bool call_cancel(const struct answers_case *answer, struct dg_arena *arena,
                        struct dg_report *report)
{
    struct dg_cancel_batch_prediction_exchange exchange = {
        .status = answer->status,
        .content_type = dg_text_of(answer->type),
        .body = answer->body,
    };
    struct dg_cancel_batch_prediction_answer out;

    if (answer->path_count > 0) {
        exchange.path.batch_prediction_id = answer->path[0].value;
    }
    return dg_cancel_batch_prediction_answer(&out, &exchange, arena, report);
}

/* Whether the response was recorded as a client gets it. */
static bool is_whole(const struct capture *capture)
{
    return capture->status != 0 && capture->body_lost == NULL &&
           capture->content_encoding == NULL && !capture->body_truncated;
}

static void compare_record(struct input *input, struct record *record, struct match *match)
{
    const struct dg_operation *operation = dg_contract.operations;
    struct answers_case answer = {.operation = operation};

    if (record->capture == NULL) {
        return;
    }
    if (record->capture->request) {
        match_request(match, &dg_contract, operation, record->capture->method,
                      record->capture->url);
        answer.path = match->path;
        answer.path_count = match->path_count;
        if (match->operation == NULL) {
            return;
        }
    }
    if (input_complete(input, record) == INPUT_RECORD && is_whole(record->capture)) {
        answer.status = record->capture->status;
        answer.type = record->capture->content_type;
        answer.body = (struct dg_text){record->bytes, record->length};
        findings += answers_compare(&answer, call_cancel);
        compared++;
    }
}

static void compare_file(struct input *input, struct match *match, const char *path)
{
    enum input_step step = input_open(input, path, INPUT_AUTO);

    while (step == INPUT_RECORD || step == INPUT_FAULTY || step == INPUT_TOO_LONG) {
        struct record record;

        step = input_next(input, &record);
        if (step == INPUT_RECORD) {
            compare_record(input, &record, match);
        }
    }
    input_close(input);
}

static void test_captures(void **state)
{
    struct input input = {.max_record = (size_t)1 << 20};
    struct match match = {.operation = NULL};

    (void)state;
    answers_open(&dg_contract);
    for (int i = 0; i < file_count; i++) {
        compare_file(&input, &match, files[i]);
    }
    input_free(&input);
    match_free(&match);
    answers_close();
    printf("%zu responses with %zu findings\n", compared, findings);
    assert_true(compared > 15 && findings > 10);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_captures)};

    files = argv + 1;
    file_count = argc - 1;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
