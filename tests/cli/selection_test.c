/* Values that a JSON Pointer names in a document. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/buffer.h"
#include "judge/selection.h"

struct listing {
    struct selection selection; /* first, for `found` to recover the whole */
    struct buffer out;          /* the values with their pointers, each after a space */
};

static bool list(struct selection *selection, struct dg_text value, const struct dg_frame *frame)
{
    struct buffer *out = &((struct listing *)selection)->out;
    char pointer[256];

    dg_pointer_write(frame, pointer, sizeof pointer);
    buffer_format(out, "%s%s=", out->length == 0 ? "" : " ", pointer);
    buffer_add_text(out, value);
    return true;
}

struct row {
    const char *json;
    const char *pointer;
    const char *found;
};

static void test_values_are_found(void **state)
{
    static const struct row rows[] = {
        {"{\"a\":1}", "", "={\"a\":1}"},
        {" {\"a\" : 1 } ", "", "={\"a\" : 1 }"},
        {"{\"a\":1}", "/a", "/a=1"},
        {"{\"a\":1}", "/b", ""},
        {"{\"a\":{\"b\":\"x\"}}", "/a/b", "/a/b=\"x\""},
        {"{\"a\":[1,[2,3]]}", "/a/1/0", "/a/1/0=2"},
        {"[1,2,3]", "/*", "/0=1 /1=2 /2=3"},
        {"{\"a\":1,\"b\":[]}", "/*", "/a=1 /b=[]"},
        {"{\"data\":[{\"i\":1},{\"i\":2}]}", "/data/*", "/data/0={\"i\":1} /data/1={\"i\":2}"},
        {"{\"data\":[{\"i\":1},{\"j\":2}]}", "/data/*/i", "/data/0/i=1"},
        {"{\"data\":[]}", "/data/*", ""},
        {"{\"data\":null}", "/data/*", ""},
        {"{\"data\":7}", "/data/0", ""},
        {"[1,2]", "/2", ""},
        {"[1,2]", "/01", ""},
        {"[1,2]", "/-", ""},
        {"[1,2]", "/99999999999999999999", ""},
        {"{\"a/b\":1,\"c~d\":2}", "/a~1b", "/a~1b=1"},
        {"{\"a/b\":1,\"c~d\":2}", "/c~0d", "/c~0d=2"},
        {"{\"\\u0061\":1}", "/a", "/a=1"},
        {"{\"\":1}", "/", "/=1"},
        {"{\"a\":\"}]\\\"\",\"b\":2}", "/b", "/b=2"},
        {"{\"a\":{\"x\":1},\"a\":{\"x\":2}}", "/a/x", "/a/x=1 /a/x=2"},
        {"{ \"a\" : [ true , false , null ] }", "/a/*", "/a/0=true /a/1=false /a/2=null"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct listing listing = {.selection = {list}};
        struct dg_text json = dg_text_of(rows[i].json);

        buffer_add(&listing.out, "");
        assert_true(selection_possible(json));
        assert_true(selection_run(&listing.selection, json, dg_text_of(rows[i].pointer)));
        assert_string_equal(buffer_string(&listing.out), rows[i].found);
        buffer_free(&listing.out);
    }
}

static void test_text_that_is_not_json(void **state)
{
    static const char *const texts[] = {
        "",      " ",   "{",    "{\"a\":1", "{\"a\":1}}", "{\"a\":01}",
        "[1,]",  "\"x", "\xFF", "<html>",   "{\"a\" 1}",  "{a:1}",
        "[1 2]", "nul", "{]",   "[}",       "{\"a\":",    "[\"\\x\"]",
    };
    (void)state;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_false(selection_possible(dg_text_of(texts[i])));
        assert_int_equal(selection_first(dg_text_of(texts[i]), dg_text_of("/a")).length, 0);
    }
    /* a body of which nothing arrived */
    assert_false(selection_possible((struct dg_text){NULL, 0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_are_found),
        cmocka_unit_test(test_text_that_is_not_json),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
