/* The functions of answers.h and dg-validate say the same of each response: any status, media type,
 * body, path and earlier body, for each operation of a contract. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "answers.h"
#include "contract.h"

static struct dg_text path_value(const struct answers_case *answer, const char *name)
{
    for (size_t i = 0; i < answer->path_count; i++) {
        if (strcmp(answer->path[i].name, name) == 0) {
            return answer->path[i].value;
        }
    }
    return (struct dg_text){NULL, 0};
}

/* The members that each exchange has. */
#define RECEIVED(answer)                                                                           \
    .status = (answer)->status, .content_type = dg_text_of((answer)->type), .body = (answer)->body

/* The earlier body, decoded. */
#define BEFORE(answer, type, value)                                                                \
    ((answer)->before != NULL && shop_##type##_decode(&(value), (answer)->before,                  \
                                                      strlen((answer)->before), arena, NULL)       \
         ? &(value)                                                                                \
         : NULL)

static bool call_get_order(const struct answers_case *answer, struct dg_arena *arena,
                           struct dg_report *report)
{
    struct shop_order before;
    const struct shop_get_order_exchange exchange = {
        RECEIVED(answer),
        .path = {.order = path_value(answer, "order"), .class_ = path_value(answer, "class")},
        .before = BEFORE(answer, order, before),
    };
    struct shop_get_order_answer out;

    return shop_get_order_answer(&out, &exchange, arena, report);
}

static bool call_head_order(const struct answers_case *answer, struct dg_arena *arena,
                            struct dg_report *report)
{
    const struct shop_head_order_exchange exchange = {RECEIVED(answer)};
    struct shop_head_order_answer out;

    return shop_head_order_answer(&out, &exchange, arena, report);
}

static bool call_delete(const struct answers_case *answer, struct dg_arena *arena,
                        struct dg_report *report)
{
    const struct shop_delete_exchange exchange = {RECEIVED(answer)};
    struct shop_delete_answer out;

    return shop_delete_answer(&out, &exchange, arena, report);
}

static bool call_list_events(const struct answers_case *answer, struct dg_arena *arena,
                             struct dg_report *report)
{
    const struct shop_list_events_exchange exchange = {RECEIVED(answer)};
    struct shop_list_events_answer out;

    return shop_list_events_answer(&out, &exchange, arena, report);
}

static bool call_get_values(const struct answers_case *answer, struct dg_arena *arena,
                            struct dg_report *report)
{
    const struct shop_get_values_a_a_exchange exchange = {RECEIVED(answer)};
    struct shop_get_values_a_a_answer out;

    return shop_get_values_a_a_answer(&out, &exchange, arena, report);
}

static bool call_stats(const struct answers_case *answer, struct dg_arena *arena,
                       struct dg_report *report)
{
    const struct shop_stats_exchange exchange = {RECEIVED(answer)};
    struct shop_stats_answer_14291c out;

    return shop_stats_answer_14291c(&out, &exchange, arena, report);
}

static const struct {
    const char *id;
    answers_call *call;
    bool compared; /* rules compare its bodies with earlier ones */
} operations[] = {
    {"getOrder", call_get_order, true},
    {"headOrder", call_head_order, false},
    {"delete", call_delete, false},
    {"listEvents", call_list_events, false},
    {"GET /values/{a}/{A}", call_get_values, false},
    {"stats", call_stats, false},
};

static const int statuses[] = {200, 201, 202, 203, 204, 304, 404, 409, 410, 500, 502, 600, 99, 0};
static const char *const types[] = {
    NULL,
    "",
    "application/json",
    "APPLICATION/Json; charset=utf-8",
    "application/json\x01",
    "application/problem+json",
    "application/vnd.full+json",
    "application/vnd.x+json ; a=b",
    "application /json",
    "application/xml",
    "application/x-ndjson",
    "application/jsonl",
    "text/plain",
    "text/csv",
    "text",
    "/json",
};
static const struct dg_text bodies[] = {
    DG_TEXT(""),
    DG_TEXT(" "),
    DG_TEXT("{}"),
    DG_TEXT("{\"id\":\"a\",\"state\":\"open\"}"),
    DG_TEXT("{\"id\":\"b\",\"state\":\"paid\",\"total\":-1}"),
    DG_TEXT("{\"id\":\"a\",\"state\":\"lost\",\"x\":1}"),
    DG_TEXT("{\"id\":\"a\",\"state\":\"open\""),
    DG_TEXT("{\"title\":\"x\"}"),
    DG_TEXT("{\"title\":\"x\",\"status\":404}"),
    DG_TEXT("{\"title\":\"x\",\"status\":404,\"status\":5}"),
    DG_TEXT("{\"title\":1,\"status\":\"404\"}"),
    DG_TEXT("{\"status\":400,\"extra\":{\"status\":true}}"),
    DG_TEXT("{\"name\":\"one\"}\n{\"name\":\"two\"}\r\n\n {\"name\":\"eleven\"}\n[\n"),
    DG_TEXT("[{\"name\":\"one\"}]"),
    DG_TEXT("\"short\""),
    DG_TEXT("\"much too long\""),
    DG_TEXT("0"),
    DG_TEXT("12"),
    DG_TEXT("1e400"),
    DG_TEXT("null"),
    DG_TEXT("{\"a\":true,\"a\":false}"),
    DG_TEXT("[1.5,\"x\"]"),
    DG_TEXT("\"\xff\""),
    DG_TEXT("\xEF\xBB\xBF{\"count\":1}"),
    DG_TEXT("{\"count\":1}\0"),
};
static const struct dg_path_value both[] = {{"order", DG_TEXT("a")}, {"class", DG_TEXT("b")}};
static const struct {
    const struct dg_path_value *list;
    size_t count;
} paths[] = {{NULL, 0}, {both, 1}, {both, 2}, {both + 1, 1}};
static const char *const befores[] = {
    NULL,
    "{\"id\":\"a\",\"state\":\"open\"}",
    "{\"id\":\"a\",\"state\":\"paid\"}",
};

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const struct dg_operation *operation_of(const char *id)
{
    for (size_t i = 0; i < shop_contract.operation_count; i++) {
        if (strcmp(shop_contract.operations[i].id, id) == 0) {
            return &shop_contract.operations[i];
        }
    }
    fail_msg("there is no operation %s", id);
    return NULL;
}

/* The number of responses with and without findings. */
static size_t good;
static size_t bad;

static void compare_bodies(struct answers_case *answer, size_t operation)
{
    bool compared = operations[operation].compared;

    for (size_t i = 0; i < COUNT(bodies); i++) {
        for (size_t j = 0; j < (compared ? COUNT(paths) : 1); j++) {
            /* The earlier body is one of the same request, whose rules it satisfies. */
            for (size_t k = 0; k < (compared ? COUNT(befores) : 1); k++) {
                answer->body = bodies[i];
                answer->path = paths[j].list;
                answer->path_count = paths[j].count;
                answer->before = befores[k];
                if (answers_compare(answer, operations[operation].call) == 0) {
                    good++;
                } else {
                    bad++;
                }
            }
        }
    }
}

static void test_every_response(void **state)
{
    (void)state;
    answers_open(&shop_contract);
    for (size_t i = 0; i < COUNT(operations); i++) {
        struct answers_case answer = {.operation = operation_of(operations[i].id)};

        for (size_t j = 0; j < COUNT(statuses); j++) {
            for (size_t k = 0; k < COUNT(types); k++) {
                answer.status = statuses[j];
                answer.type = types[k];
                compare_bodies(&answer, i);
            }
        }
    }
    answers_close();
    assert_true(good > 1000 && bad > 1000);
    printf("%zu responses without a finding, %zu with findings\n", good, bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_response)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
