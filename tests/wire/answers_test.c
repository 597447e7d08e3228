/* Whole responses, read by the functions of answers.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "contract.h"
#include "heard.h"

#define JSON "application/json"
#define PROBLEM "application/problem+json"

static char buffer[16384];
static struct dg_arena arena;
static struct heard heard;

/* Memory and a sink for the next response. */
static struct dg_report *begin(void)
{
    dg_arena_init(&arena, buffer, sizeof buffer, NULL);
    heard_init(&heard);
    return &heard.report;
}

static struct dg_text text(const char *string)
{
    return dg_text_of(string);
}

static struct shop_get_order_exchange order(int status, const char *type, const char *body)
{
    return (struct shop_get_order_exchange){
        .status = status,
        .content_type = text(type),
        .body = text(body),
        .path = {.order = DG_TEXT("a"), .class_ = DG_TEXT("b")},
    };
}

/* Reads a response to getOrder; the verdict alone is the same. */
static bool read_order(struct shop_get_order_answer *out, struct shop_get_order_exchange exchange)
{
    bool conforms = shop_get_order_answer(out, &exchange, &arena, NULL);

    assert_int_equal(shop_get_order_answer(out, &exchange, &arena, begin()), conforms);
    assert_int_equal(conforms, heard.errors == 0);
    return conforms;
}

static void reads_a_success(void **state)
{
    struct shop_get_order_answer answer;

    (void)state;
    begin();
    assert_true(read_order(&answer, order(200, "Application/JSON ; charset=utf-8",
                                          "{\"id\":\"a\",\"state\":\"paid\"}")));
    assert_int_equal(answer.status, 200);
    assert_int_equal(answer.response, SHOP_GET_ORDER_RESPONSE_200);
    assert_int_equal(answer.kind, SHOP_GET_ORDER_BODY_ORDER);
    assert_int_equal(answer.body.order.state, SHOP_ORDER_STATE_PAID);
    assert_string_equal(heard.words, "");
}

static void tells_documented_errors(void **state)
{
    struct shop_get_order_answer answer;

    (void)state;
    begin();
    assert_true(read_order(&answer, order(404, PROBLEM, "{\"title\":\"gone\",\"status\":404}")));
    assert_int_equal(answer.response, SHOP_GET_ORDER_RESPONSE_404);
    assert_true(dg_text_equal(answer.body.problem.title, text("gone")));
    assert_true(read_order(&answer, order(410, PROBLEM, "{\"title\":\"gone\"}")));
    assert_int_equal(answer.response, SHOP_GET_ORDER_RESPONSE_4XX);
    assert_true(read_order(&answer, order(503, JSON, "\"later\"")));
    assert_int_equal(answer.response, SHOP_GET_ORDER_RESPONSE_DEFAULT);
    assert_int_equal(answer.kind, SHOP_GET_ORDER_BODY_GET_ORDER_DEFAULT_APPLICATION_JSON);
    assert_true(read_order(&answer, order(204, NULL, NULL)));
    assert_int_equal(answer.response, SHOP_GET_ORDER_RESPONSE_204);
    assert_int_equal(answer.kind, SHOP_UNRECOGNIZED_GET_ORDER_BODY);
    assert_true(read_order(&answer, order(500, "text/plain", "no schema")));
    assert_int_equal(answer.kind, SHOP_UNRECOGNIZED_GET_ORDER_BODY);
}

static void expect(struct shop_get_order_exchange exchange, const char *words, const char *expected,
                   const char *actual)
{
    struct shop_get_order_answer answer;

    begin();
    assert_int_equal(read_order(&answer, exchange), words[0] == '\0');
    assert_string_equal(heard.words, words);
    assert_string_equal(heard.expected, expected);
    assert_string_equal(heard.actual, actual);
}

static void reports_the_response(void **state)
{
    (void)state;
    expect(order(200, "text/html", "<p>"), "http.media-type@0:", JSON, "text/html");
    expect(order(200, NULL, "{}"), "http.media-type@0:", JSON, "none");
    expect(order(200, JSON, NULL), "http.body@0:", "a body", "none");
    expect(order(204, JSON, "{}"), "http.media-type@0:", "no body", JSON);
    expect(order(404, PROBLEM, "{\"title\":\"x\",\"status\":400}"),
           "http.problem-status@0:", "404 (the HTTP status)", "400");
    expect(order(404, PROBLEM, "{\"title\":\"x\",\"status\":\"?\"}"), "type@22:/status", "integer",
           "\"?\"");
    expect(order(500, JSON, "\"far too long\""), "maxLength@0:", "at most 8 code points",
           "\"far too long\"");
}

static void reports_an_undocumented_status(void **state)
{
    const struct shop_delete_exchange exchange = {.status = 500};
    struct shop_delete_answer answer;

    (void)state;
    assert_false(shop_delete_answer(&answer, &exchange, &arena, begin()));
    assert_int_equal(answer.status, 500);
    assert_int_equal(answer.response, SHOP_UNRECOGNIZED_DELETE_RESPONSE);
    assert_string_equal(heard.words, "http.status@0:");
    assert_string_equal(heard.expected, "204 or 409");
    assert_string_equal(heard.actual, "500");
    assert_false(shop_delete_answer(&answer, &exchange, &arena, NULL));
}

static void reports_each_status_without_responses(void **state)
{
    const struct shop_silent_exchange exchange = {.status = 200};
    struct shop_silent_answer answer;

    (void)state;
    assert_false(shop_silent_answer(&answer, &exchange, &arena, begin()));
    assert_int_equal(answer.response, SHOP_UNRECOGNIZED_SILENT_RESPONSE);
    assert_string_equal(heard.words, "http.status@0:");
    assert_string_equal(heard.expected, "none");
    assert_string_equal(heard.actual, "200");
}

static void judges_by_the_request(void **state)
{
    struct shop_get_order_exchange exchange = order(200, JSON, "{\"id\":\"z\",\"state\":\"open\"}");

    (void)state;
    expect(exchange, "rule@6:/id", "", "\"z\"");
    exchange.path.class_ = (struct dg_text){NULL, 0};
    expect(exchange, "rule@6:/id", "", "\"z\"");
    exchange.path.order = (struct dg_text){NULL, 0}; /* not known */
    expect(exchange, "", "", "");
    assert_int_equal(heard.report.rules_not_applicable, 2);
    exchange.path.order = (struct dg_text)DG_TEXT("");
    expect(exchange, "rule@6:/id", "", "\"z\"");
}

static void judges_by_the_body_before(void **state)
{
    static const struct shop_order paid = {.id = DG_TEXT("a"), .state = SHOP_ORDER_STATE_PAID};
    static const struct shop_order open = {.id = DG_TEXT("a"), .state = SHOP_ORDER_STATE_OPEN};
    struct shop_get_order_exchange exchange = order(200, JSON, "{\"id\":\"a\",\"state\":\"open\"}");

    (void)state;
    expect(exchange, "", "", "");
    assert_int_equal(heard.report.rules_not_applicable, 1);
    exchange.before = &open;
    expect(exchange, "", "", "");
    assert_int_equal(heard.report.rules_not_applicable, 0);
    exchange.before = &paid;
    expect(exchange, "rule@18:/state", "", "\"open\"");
    exchange.body = text("{\"id\":\"a\",\"state\":\"lost\"}");
    expect(exchange, "enum@18:/state", "one of \"open\", \"paid\", \"shipped\"", "\"lost\"");
    assert_int_equal(heard.report.rules_skipped, 1);
    exchange.body = text("{\"id\":\"a\"");
    expect(exchange, "json.syntax@9:", "',' or '}'", "");
    assert_int_equal(heard.report.rules_skipped, 1);
    exchange.status = 404; /* another schema */
    exchange.content_type = text(PROBLEM);
    exchange.body = text("{\"title\":\"x\"}");
    expect(exchange, "", "", "");
}

static struct shop_list_events_exchange events(const char *type, const char *body)
{
    return (struct shop_list_events_exchange){
        .status = 200, .content_type = text(type), .body = text(body)};
}

static void reads_lines(void **state)
{
    const struct shop_list_events_exchange good =
        events("application/x-ndjson", "{\"name\":\"one\"}\r\n \n{\"name\":\"two\"}");
    const struct shop_list_events_exchange bad =
        events("application/x-ndjson", "{\"name\":\"one\"}\n{\"name\":\"eleven\"}\n[]\n");
    const struct shop_list_events_exchange none = events("application/x-ndjson", "");
    struct shop_list_events_answer answer;
    struct shop_event event;
    struct dg_text line;

    (void)state;
    assert_true(shop_list_events_answer(&answer, &good, &arena, begin()));
    assert_int_equal(answer.kind, SHOP_LIST_EVENTS_BODY_EVENT_LINES);
    assert_true(dg_answer_next_line(&answer.body.event_lines, &line));
    assert_true(shop_event_decode(&event, line.data, line.length, &arena, NULL));
    assert_true(dg_text_equal(event.name, text("one")));
    assert_true(dg_answer_next_line(&answer.body.event_lines, &line));
    assert_true(shop_event_decode(&event, line.data, line.length, &arena, NULL));
    assert_true(dg_text_equal(event.name, text("two")));
    assert_false(dg_answer_next_line(&answer.body.event_lines, &line));
    assert_int_equal(line.length, 0);
    assert_false(shop_list_events_answer(&answer, &bad, &arena, begin()));
    assert_string_equal(heard.words, "maxLength@23:/name type@33:");
    assert_true(shop_list_events_answer(&answer, &none, &arena, begin()));
    assert_int_equal(answer.kind, SHOP_LIST_EVENTS_BODY_EVENT_LINES);
    assert_false(dg_answer_next_line(&answer.body.event_lines, &line));
}

static void tells_bodies_apart(void **state)
{
    const struct shop_list_events_exchange list = events(JSON, "[{\"name\":\"one\"}]");
    const struct shop_list_events_exchange table = events("text/csv", "one\n");
    struct shop_list_events_exchange range = events("application/vnd.x+json", "{\"a\":1}");
    struct shop_list_events_answer answer;

    (void)state;
    assert_true(shop_list_events_answer(&answer, &list, &arena, begin()));
    assert_int_equal(answer.kind, SHOP_LIST_EVENTS_BODY_LIST_EVENTS_200_APPLICATION_JSON);
    assert_int_equal(answer.body.list_events_200_application_json.count, 1);
    assert_true(shop_list_events_answer(&answer, &table, &arena, begin()));
    assert_int_equal(answer.kind, SHOP_UNRECOGNIZED_LIST_EVENTS_BODY);
    range.status = 502;
    assert_true(shop_list_events_answer(&answer, &range, &arena, begin()));
    assert_int_equal(answer.kind, SHOP_LIST_EVENTS_BODY_LIST_EVENTS_5XX);
    assert_int_equal(answer.body.list_events_5xx.count, 1);
    range.content_type = text("application/xml");
    assert_true(shop_list_events_answer(&answer, &range, &arena, begin()));
    assert_int_equal(answer.kind, SHOP_UNRECOGNIZED_LIST_EVENTS_BODY);
}

/* `kind` is there if a response that conforms may have no body, or one that isn't read. */
static void tells_that_there_is_no_body(void **state)
{
    static const struct dg_text body = DG_TEXT("{\"id\":\"a\",\"state\":\"paid\"}");
    struct shop_put_lines_exchange put = {.status = 204};
    struct shop_put_lines_answer stored;
    const struct shop_post_lines_exchange post = {.status = 204};
    struct shop_post_lines_answer posted;
    struct shop_patch_lines_exchange patch = {
        .status = 200, .content_type = DG_TEXT("application/xml"), .body = DG_TEXT("<order/>")};
    struct shop_patch_lines_answer patched;

    (void)state;
    assert_true(shop_put_lines_answer(&stored, &put, &arena, begin()));
    assert_int_equal(stored.response, SHOP_PUT_LINES_RESPONSE_2XX);
    assert_int_equal(stored.kind, SHOP_UNRECOGNIZED_PUT_LINES_BODY);
    put = (struct shop_put_lines_exchange){
        .status = 200, .content_type = DG_TEXT(JSON), .body = body};
    assert_true(shop_put_lines_answer(&stored, &put, &arena, begin()));
    assert_int_equal(stored.kind, SHOP_PUT_LINES_BODY_ORDER);
    /* The response tells. */
    assert_true(shop_post_lines_answer(&posted, &post, &arena, begin()));
    assert_int_equal(posted.response, SHOP_POST_LINES_RESPONSE_204);
    assert_true(shop_patch_lines_answer(&patched, &patch, &arena, begin()));
    assert_int_equal(patched.kind, SHOP_UNRECOGNIZED_PATCH_LINES_BODY);
    patch.content_type = (struct dg_text)DG_TEXT(JSON);
    patch.body = body;
    assert_true(shop_patch_lines_answer(&patched, &patch, &arena, begin()));
    assert_int_equal(patched.kind, SHOP_PATCH_LINES_BODY_ORDER);
}

static void reads_heads(void **state)
{
    struct shop_head_order_exchange exchange = {.status = 200, .content_type = DG_TEXT(JSON)};
    struct shop_head_order_answer answer;

    (void)state;
    assert_true(shop_head_order_answer(&answer, &exchange, &arena, begin()));
    assert_int_equal(answer.response, SHOP_HEAD_ORDER_RESPONSE_200);
    exchange.body = text("{}");
    assert_false(shop_head_order_answer(&answer, &exchange, &arena, begin()));
    assert_string_equal(heard.words, "http.body@0:");
}

static void reads_any_body(void **state)
{
    struct shop_get_values_a_a_exchange exchange = {.content_type = DG_TEXT(JSON)};
    struct shop_get_values_a_a_answer answer;

    (void)state;
    exchange.status = 200;
    exchange.body = text(" 12 ");
    assert_true(shop_get_values_a_a_answer(&answer, &exchange, &arena, begin()));
    assert_int_equal(answer.body.get_values_a_a_200.value, 12);
    exchange.status = 201;
    exchange.body = text("{\"a\":true}");
    assert_true(shop_get_values_a_a_answer(&answer, &exchange, &arena, begin()));
    assert_int_equal(answer.body.get_values_a_a_201.count, 1);
    exchange.status = 202;
    exchange.body = text("[1.5]");
    assert_true(shop_get_values_a_a_answer(&answer, &exchange, &arena, begin()));
    assert_int_equal(answer.body.choice.kind, SHOP_CHOICE_KIND_ARRAY);
    exchange.status = 203;
    exchange.body = text("[{}]");
    assert_true(shop_get_values_a_a_answer(&answer, &exchange, &arena, begin()));
    assert_true(dg_text_equal(answer.body.get_values_a_a_203.value.value.text, text("[{}]")));
}

/* The report of a caller is as before, but for what it counts. */
static void leaves_the_report(void **state)
{
    static const struct shop_order open = {.id = DG_TEXT("a"), .state = SHOP_ORDER_STATE_OPEN};
    struct shop_get_order_exchange exchange = order(200, JSON, "{\"id\":\"a\",\"state\":\"open\"}");
    struct dg_exchange known = {.status = 1};
    struct dg_history history = {.length = 7};
    struct dg_report *report = begin();
    struct shop_get_order_answer answer;

    (void)state;
    exchange.before = &open;
    report->exchange = &known;
    report->history = &history;
    assert_true(shop_get_order_answer(&answer, &exchange, &arena, report));
    assert_ptr_equal(report->exchange, &known);
    assert_ptr_equal(report->history, &history);
    assert_int_equal(history.length, 7);
}

/* Too little memory is neither a verdict nor a crash, whatever the size. */
static void survives_little_memory(void **state)
{
    static const struct shop_order open = {.id = DG_TEXT("a"), .state = SHOP_ORDER_STATE_OPEN};
    struct shop_get_order_exchange exchange =
        order(200, JSON, "{\"id\":\"\\u0061\",\"state\":\"open\"}");
    const struct shop_list_events_exchange lines =
        events("application/x-ndjson", "{\"name\":\"\\u0061\"}\n{\"name\":\"\\u0062\"}");
    bool enough = false;

    (void)state;
    exchange.before = &open;
    for (size_t size = 0; !enough; size++) {
        struct shop_get_order_answer answer;
        struct shop_list_events_answer list;
        bool conforms;

        dg_arena_init(&arena, buffer, size, NULL);
        conforms = shop_get_order_answer(&answer, &exchange, &arena, NULL);
        assert_int_equal(conforms, !arena.failed);
        assert_int_equal(answer.response, SHOP_GET_ORDER_RESPONSE_200);
        dg_arena_init(&arena, buffer, size, NULL);
        enough = shop_list_events_answer(&list, &lines, &arena, NULL) && conforms;
        assert_int_equal(enough, conforms && !arena.failed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_success),
        cmocka_unit_test(tells_documented_errors),
        cmocka_unit_test(reports_the_response),
        cmocka_unit_test(reports_an_undocumented_status),
        cmocka_unit_test(reports_each_status_without_responses),
        cmocka_unit_test(judges_by_the_request),
        cmocka_unit_test(judges_by_the_body_before),
        cmocka_unit_test(reads_lines),
        cmocka_unit_test(tells_bodies_apart),
        cmocka_unit_test(tells_that_there_is_no_body),
        cmocka_unit_test(reads_heads),
        cmocka_unit_test(reads_any_body),
        cmocka_unit_test(leaves_the_report),
        cmocka_unit_test(survives_little_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
