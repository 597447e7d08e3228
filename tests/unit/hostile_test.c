/* Hostile input and failing machines: cut documents, no memory, depth, floods of names. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "heard.h"
#include "order.h"

static const char valid[] =
    "{ \"id\":\"a\\u00e9\xC3\xA9\",\"state\":\"closed\",\"made\":\"2024-01-01T00:00:00.5Z\","
    "\"level\":2,\"count\":1e1,\"ratio\":-0.0,\"kind\":\"open\",\"version\":2,\"ok\":true,"
    "\"notes\":{\"k\":\"v\",\"\\u006e\":null},\"extras\":{\"e\\/\":7,\"a\":1,\"b\":2,\"c\":3,"
    "\"d\":4,\"f\":5,\"g\":6,\"h\":7,\"i\":8,\"j\":9,\"k\":10,\"l\":11,\"m\":12,\"n\":13,"
    "\"o\":14,\"p\":15,\"q\":16,\"r\":17},\"tags\":[\"x\",\"\\n\",\"\"],\"part\":{\"x\":3},"
    "\"any\":[ {\"a\":{}, \"b\":[[]]}, null ],\"\\u0078\":\"\\uD83D\\uDE00\"}";

static void judges_every_prefix(void **state)
{
    struct order order;
    struct heard heard;

    (void)state;
    heard_init(&heard);
    assert_true(
        heard_decode(order_decode, &order, (struct dg_text){valid, sizeof valid - 1}, &heard));
    assert_int_equal(heard.count, 1); /* the unknown member */
    for (size_t length = 0; length < sizeof valid - 1; length++) {
        char place[32];
        const char *last;

        heard_init(&heard);
        assert_false(heard_decode(order_decode, &order, (struct dg_text){valid, length}, &heard));
        last = strstr(heard.words, "json.syntax");
        assert_non_null(last);
        snprintf(place, sizeof place, "json.syntax@%zu:", length);
        assert_memory_equal(last, place, strlen(place));
        assert_null(strchr(last, ' ')); /* no finding after the syntax error */
    }
}

/* Puts any byte at any position: the reader must not crash, whatever the document becomes. */
static void survives_every_changed_byte(void **state)
{
    char changed[sizeof valid];
    struct order order;

    (void)state;
    for (size_t i = 0; i < sizeof valid - 1; i++) {
        static const char bytes[] = "\0\x1F\"\\{}[],:0-eu\x80\xC3\xFF ";

        memcpy(changed, valid, sizeof valid);
        for (size_t k = 0; k < sizeof bytes - 1; k++) {
            struct heard heard;

            changed[i] = bytes[k];
            heard_init(&heard);
            heard_decode(order_decode, &order, (struct dg_text){changed, sizeof valid - 1}, &heard);
        }
    }
}

/* With a caller's buffer that grows by 64 bytes, each allocation fails once. */
static void survives_memory_of_every_size(void **state)
{
    size_t needed = 0;

    (void)state;
    for (size_t size = 0; size < 16384; size += 16) {
        char *buffer = malloc(size + 1);
        struct dg_arena arena;
        struct order order;
        bool good;

        assert_non_null(buffer);
        memset(buffer, 0xA5, size + 1);
        dg_arena_init(&arena, buffer, size, NULL);
        good = order_decode(&order, valid, sizeof valid - 1, &arena, NULL);
        assert_int_equal(good, !arena.failed);
        needed += good ? 0 : 1;
        dg_arena_free(&arena);
        free(buffer);
    }
    assert_true(needed > 10);
}

static void survives_each_failing_allocation(void **state)
{
    struct dg_opt_json out;
    char json[70000] = "{";
    size_t length = 1;
    bool good = false;

    (void)state;
    for (int i = 0; i < 5000; i++) {
        length += (size_t)snprintf(json + length, sizeof json - length, "\"%d\":{},", i);
    }
    json[length - 1] = '}';
    for (size_t fail_at = 1; !good; fail_at++) {
        struct memory memory;
        struct dg_arena arena;

        memory_init(&memory, fail_at);
        dg_arena_init(&arena, NULL, 0, &memory.allocator);
        good = heard_read_json(&out, json, length, &arena, NULL);
        assert_int_equal(good, !arena.failed);
        assert_true(fail_at < 100);
        assert_true(good || fail_at < 4 || fail_at <= memory.calls);
        dg_arena_free(&arena);
        assert_int_equal(memory.blocks, 0);
    }
}

static struct dg_text nested(size_t levels, const char *open, const char *close)
{
    char *bytes = malloc(levels * 8 + 1);
    size_t length = 0;

    assert_non_null(bytes);
    for (size_t i = 0; i < levels; i++) {
        memcpy(bytes + length, open, strlen(open));
        length += strlen(open);
    }
    for (size_t i = 0; i < levels; i++) {
        memcpy(bytes + length, close, strlen(close));
        length += strlen(close);
    }
    return (struct dg_text){bytes, length};
}

static void assert_depth(struct dg_text json, unsigned limit, const char *words)
{
    struct dg_opt_json out;
    struct heard heard;

    heard_init(&heard);
    heard.report.max_depth = limit;
    heard_decode(heard_read_json, &out, json, &heard);
    assert_memory_equal(heard.words, words, strlen(words));
    assert_int_equal(heard.count, words[0] == '\0' ? 0 : 1);
    free((char *)json.data);
}

static void refuses_a_level_too_many(void **state)
{
    (void)state;
    assert_depth(nested(512, "[", "]"), 0, "");
    assert_depth(nested(513, "[", "]"), 0, "json.depth@512:/0/0");
    assert_depth(nested(100000, "[", ""), 0, "json.depth@512:/0/0");
    assert_depth(nested(100000, "[{\"\":", ""), 0, "json.depth@1280:/0//0/");
    assert_depth(nested(200000, "{\"\":", ""), UINT_MAX, "json.depth@16384:////");
    assert_depth(nested(3, "{\"a\":", "0}"), 2, "json.depth@10:/a/a");
    assert_depth(nested(1, "[", "]"), 1, "");
    assert_depth(nested(4096, "[", "]"), 4096, "");
    assert_depth(nested(4097, "[", "]"), 4096, "json.depth@4096:/0");
}

static void refuses_depth_where_the_contract_has_a_place(void **state)
{
    static const char json[] = "{\"part\":{\"x\":[[]]}}";
    struct order order;
    struct heard heard;

    (void)state;
    for (unsigned limit = 1; limit <= 4; limit++) {
        static const char *const words[] = {
            NULL,
            "json.depth@8:/part",
            "type@13:/part/x json.depth@13:/part/x",
            "type@13:/part/x json.depth@14:/part/x/0",
            "type@13:/part/x required@0:!id required@0:!state required@0:!made",
        };

        heard_init(&heard);
        heard.report.max_depth = limit;
        heard_decode(order_decode, &order, (struct dg_text){json, sizeof json - 1}, &heard);
        assert_string_equal(heard.words, words[limit]);
    }
}

/* A sink that only counts. */
struct counter {
    struct dg_report report;
    size_t counts[DG_CODE_COUNT];
    size_t last; /* offset of the last finding */
    bool ordered;
};

static void count_finding(struct dg_report *report, const struct dg_finding *finding)
{
    struct counter *counter = (struct counter *)report;

    counter->counts[finding->code]++;
    counter->ordered = counter->ordered && finding->offset >= counter->last;
    counter->last = finding->offset;
}

struct flood {
    const char *format; /* of a member, from two numbers */
    size_t distinct;    /* of the first number */
    bool twice;         /* each name comes twice */
};

static const struct flood floods[] = {
    {"\"\":0,", 1, false},
    {"\"%zu\":0,", 16, false},
    {"\"%zu\":0,", 17, false},
    {"\"%zu\":0,", 20000, false},
    {"\"%zu\":0,", 20000, true},
    {"\"aaaaaaaaaaaaaaaaaaaaaaaa%zu\":0,", 20000, true},
    {"\"\\u0061\\u00e9\xC3\xA9%zu\\uD83D\\uDE00aaaaaaaa\":0,", 20000, true},
    {"\"%06zu\\\\\":0,", 20000, true},
    {"\"%06zu\\\"\":0,", 20000, true},
};

/* Decodes many names in no order; each of `distinct` names is among the first `distinct`
 * members. */
static void drown(const struct flood *flood)
{
    size_t members = flood->twice ? 2 * flood->distinct : 20000;
    size_t capacity = members * 80 + 2;
    char *json = malloc(capacity);
    size_t length = 1;
    struct counter counter = {.report = {.finding = count_finding}, .ordered = true};
    struct dg_opt_json out;
    struct memory memory;
    struct dg_arena arena;

    assert_non_null(json);
    json[0] = '{';
    for (size_t i = 0; i < members; i++) {
        size_t number = i % flood->distinct * 7919 % flood->distinct;

        length += (size_t)snprintf(json + length, capacity - length, flood->format, number);
    }
    json[length - 1] = '}';
    memory_init(&memory, 0);
    dg_arena_init(&arena, NULL, 0, &memory.allocator);
    assert_int_equal(heard_read_json(&out, json, length, &arena, &counter.report),
                     members == flood->distinct);
    assert_int_equal(counter.counts[DG_CODE_JSON_DUPLICATE_KEY], members - flood->distinct);
    assert_true(counter.ordered);
    dg_arena_free(&arena);
    free(json);
}

static void counts_floods_of_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof floods / sizeof floods[0]; i++) {
        drown(&floods[i]);
    }
}

/* Names "", a, aa, …, twice: each name is the beginning of the next. */
static void tells_a_name_from_its_beginnings(void **state)
{
    char json[2 * 60 * 68 + 2] = "{";
    size_t length = 1;
    struct dg_opt_json out;
    struct heard heard;

    (void)state;
    for (size_t i = 0; i < 120; i++) {
        json[length++] = '"';
        memset(json + length, 'a', i % 60);
        length += i % 60;
        memcpy(json + length, "\":0,", 4);
        length += 4;
    }
    json[length - 1] = '}';
    heard_init(&heard);
    heard_decode(heard_read_json, &out, (struct dg_text){json, length}, &heard);
    assert_int_equal(heard.count, 60);
}

/* Two long names, and many, each of which differs from the others in one byte only. */
static void tells_names_by_each_byte(void **state)
{
    static const char bytes[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    (void)state;
    for (size_t others = 0; others <= 30; others += 30) {
        for (size_t at = 0; at < 24; at++) {
            char json[4096] = "{\"abcdefghijklmnopqrstuvwx\":0";
            size_t length = strlen(json);
            struct dg_opt_json out;
            struct heard heard;

            for (size_t i = 0; i <= others; i++) {
                length += (size_t)snprintf(json + length, sizeof json - length,
                                           ",\"abcdefghijklmnopqrstuvwx\":0");
                json[length - 27 + at] = bytes[i];
            }
            json[length++] = '}';
            heard_init(&heard);
            assert_true(
                heard_decode(heard_read_json, &out, (struct dg_text){json, length}, &heard));
            assert_int_equal(heard.count, 0);
        }
    }
}

/* Many members of an inner object don't disturb the members of the outer one. */
static void keeps_the_names_of_levels_apart(void **state)
{
    char json[4096] = "{";
    size_t length = 1;
    struct dg_opt_json out;
    struct heard heard;

    (void)state;
    for (int i = 0; i < 20; i++) {
        length += (size_t)snprintf(json + length, sizeof json - length, "\"%d\":{", i);
        for (int k = 0; k < 20; k++) {
            length += (size_t)snprintf(json + length, sizeof json - length, "\"%d\":0,", k);
        }
        json[length - 1] = '}';
        json[length++] = ',';
    }
    length += (size_t)snprintf(json + length, sizeof json - length, "\"7\":0}");
    heard_init(&heard);
    heard_decode(heard_read_json, &out, (struct dg_text){json, length}, &heard);
    assert_int_equal(heard.count, 1);
    assert_non_null(strstr(heard.words, ":/7"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_every_prefix),
        cmocka_unit_test(survives_every_changed_byte),
        cmocka_unit_test(survives_memory_of_every_size),
        cmocka_unit_test(survives_each_failing_allocation),
        cmocka_unit_test(refuses_a_level_too_many),
        cmocka_unit_test(refuses_depth_where_the_contract_has_a_place),
        cmocka_unit_test(counts_floods_of_names),
        cmocka_unit_test(tells_a_name_from_its_beginnings),
        cmocka_unit_test(tells_names_by_each_byte),
        cmocka_unit_test(keeps_the_names_of_levels_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
