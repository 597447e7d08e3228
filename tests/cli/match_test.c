/* Captured requests and their operations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "judge/match.h"

static const struct dg_parameter parameters[] = {{.name = "a", .in = DG_IN_PATH},
                                                 {.name = "b", .in = DG_IN_PATH}};

#define OPERATION(name, verb, template)                                                            \
    {                                                                                              \
        .id = (name), .method = (verb), .path = (template), .parameters = parameters,              \
        .parameter_count = 2                                                                       \
    }

static const struct dg_operation operations[] = {
    OPERATION("any", "GET", "/{a}"),
    OPERATION("thing", "GET", "/things/{a}"),
    OPERATION("part", "GET", "/things/{a}/parts/{b}"),
    OPERATION("all", "GET", "/things"),
    OPERATION("make", "POST", "/things"),
    OPERATION("left", "PUT", "/left/{a}"),
    OPERATION("right", "PUT", "/{a}/right"),
    OPERATION("mixed", "PATCH", "/v{a}:{b}.json"),
    OPERATION("root", "HEAD", "/"),
};
static const struct dg_contract contract = {
    .operations = operations,
    .operation_count = sizeof operations / sizeof *operations,
};

/* "id a=… b=…" */
static void describe(const struct match *match, char *out, size_t size)
{
    struct buffer text = {.data = NULL};

    if (match->operation == NULL) {
        buffer_add(&text, match->other == NULL ? "none" : "tie");
    } else {
        buffer_add(&text, match->operation->id);
        for (size_t i = match->path_count; i > 0; i--) {
            buffer_format(&text, " %s=", match->path[i - 1].name);
            buffer_add_bytes(&text, match->path[i - 1].value.data, match->path[i - 1].value.length);
        }
    }
    assert_true(text.length < size);
    memcpy(out, buffer_string(&text), text.length + 1);
    buffer_free(&text);
}

static void test_matches(void **state)
{
    static const struct {
        const char *method;
        const char *url;
        const char *wanted;
    } cases[] = {
        {"GET", "https://api.example/v1/things/7", "thing a=7"},
        {"GET", "http://localhost:8080/proxy/eu/v2/things/7", "thing a=7"},
        {"GET", "/things/7", "thing a=7"},
        {"GET", "//host/things/7", "thing a=7"},
        {"GET", "https://u:p@h/things/7?x=/things/8#/things/9", "thing a=7"},
        {"GET", "https://h/things/a%20b%2Fc%zz%2", "thing a=a b/c%zz%2"},
        {"GET", "https://h/%74hings/x", "thing a=x"},
        {"GET", "https://h/things/1/parts/2", "part a=1 b=2"},
        {"GET", "https://h/things", "all"},
        {"POST", "https://h/things", "make"},
        {"POST", "https://h/things/", "none"},
        {"post", "https://h/things", "none"},
        {"GET", "https://h/things/", "none"},
        {"GET", "https://h/other", "any a=other"},
        {"GET", "https://things", "none"},
        {"GET", "https://h", "none"},
        {"GET", "https://h?q=/things/7", "none"},
        {"GET", "", "none"},
        {"GET", "things", "none"},
        {"PUT", "https://h/left/x", "left a=x"},
        {"PUT", "https://h/x/right", "right a=x"},
        {"PUT", "https://h/left/right", "tie"},
        {"PATCH", "https://h/v1:2:3.json", "mixed b=2:3 a=1"},
        {"PATCH", "https://h/v1.json:2.json", "mixed b=2 a=1.json"},
        {"PATCH", "https://h/v:2.json", "none"},
        {"PATCH", "https://h/v1:.json", "none"},
        {"PATCH", "https://h/v1:2", "none"},
        {"HEAD", "https://h/", "root"},
        {"HEAD", "https://h/x/", "root"},
        {"HEAD", "https://h", "none"},
    };
    struct match match = {.operation = NULL};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char found[128];

        match_request(&match, &contract, NULL, dg_text_of(cases[i].method),
                      dg_text_of(cases[i].url));
        describe(&match, found, sizeof found);
        assert_string_equal(found, cases[i].wanted);
    }
    match_free(&match);
}

static void test_only_one_operation(void **state)
{
    struct match match = {.operation = NULL};

    (void)state;
    match_request(&match, &contract, &operations[0], dg_text_of("GET"),
                  dg_text_of("https://h/things/7"));
    assert_ptr_equal(match.operation, &operations[0]);
    match_request(&match, &contract, &operations[5], dg_text_of("PUT"),
                  dg_text_of("https://h/left/right"));
    assert_ptr_equal(match.operation, &operations[5]);
    match_free(&match);
}

/* Parts of a URL that may be secret are not shown. */
static void test_shown_urls(void **state)
{
    static const struct {
        const char *url;
        const char *shown;
    } cases[] = {
        {"https://h/a/b?token=x#y", "https://h/a/b"},
        {"https://user:password@h:1/a@b", "https://h:1/a@b"},
        {"https://a@b@h", "https://h"},
        {"/a?b", "/a"},
        {"", ""},
        {"h\xFF", "h\\xFF"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer shown = {.data = NULL};

        match_add_url(&shown, dg_text_of(cases[i].url));
        assert_string_equal(buffer_string(&shown), cases[i].shown);
        buffer_free(&shown);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_matches),
        cmocka_unit_test(test_only_one_operation),
        cmocka_unit_test(test_shown_urls),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
