/* Values that a program builds for schemas without `type`: one of another type is a warning, if its
 * text is JSON, and one of the implied type must be in the struct. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "contract.h"
#include "heard.h"

struct built {
    const char *other; /* the text of the value of another type */
    const char *words; /* the findings */
    const char *json;  /* the encoded value; empty: there is none */
    bool good;
};

static const struct built builts[] = {
    {"5", "~implied-type@0:", "5", true},
    {" \"x\" ", "~implied-type@0:", "\"x\"", true},
    {"null", "~implied-type@0:", "null", true},
    {"[1,{}]", "~implied-type@0:", "[1,{}]", true},
    {"{}", "type@0:", "", false},
    {"\n{\"object\":{\"id\":\"a\"}}", "type@0:", "", false},
    {"{", "json.syntax@0:", "", false},
    {"5 5", "json.syntax@0:", "", false},
    {"\"\xFF\"", "json.utf8@0:", "", false},
};

static void judges_values_of_another_type(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof builts / sizeof *builts; i++) {
        const struct built *built = &builts[i];
        struct untyped_untyped value = {.other_ecd545 = {dg_text_of(built->other)}};
        char json[64];
        struct heard heard;
        size_t length = 0;

        heard_init(&heard);
        assert_int_equal(untyped_untyped_validate(&value, &heard.report), built->good);
        assert_string_equal(heard.words, built->words);
        assert_int_equal(untyped_untyped_validate(&value, NULL), built->good);
        length = untyped_untyped_encode(&value, json, sizeof json);
        assert_true(length < sizeof json);
        if (built->good) {
            assert_int_equal(length, strlen(built->json));
            assert_memory_equal(json, built->json, length);
        }
    }
}

/* A value inside another one. */
static void judges_inner_values(void **state)
{
    struct untyped_untyped value = {.object = {.id = DG_TEXT("a")}};
    struct heard heard;

    (void)state;
    heard_init(&heard);
    value.list.presence = DG_VALUE;
    value.list.value.other = (struct dg_json){DG_TEXT("true")};
    assert_true(untyped_untyped_validate(&value, &heard.report));
    assert_string_equal(heard.words, "~implied-type@0:/list");
    heard_init(&heard);
    value.list.value.other = (struct dg_json){DG_TEXT("[]")};
    assert_false(untyped_untyped_validate(&value, &heard.report));
    assert_string_equal(heard.words, "type@0:/list");
    heard_init(&heard);
    value.list.presence = DG_NULL;
    assert_true(untyped_untyped_validate(&value, &heard.report));
    assert_string_equal(heard.words, "~implied-type@0:/list");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_values_of_another_type),
        cmocka_unit_test(judges_inner_values),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
