/* The word that is suggested for an unknown word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "common/suggestion.h"

static const char *const commands[] = {"check", "cancel", "call",     "contract", "explain",
                                       "help",  "lint",   "generate", "dump"};
static const char *const options[] = {"format", "output", "fail-on", "fail-on-skip"};
static const char *const codes[] = {"type", "enum", "rule.one"};

struct words {
    const char *const *words;
    size_t count;
};
#define WORDS(list)                                                                                \
    {                                                                                              \
        (list), sizeof(list) / sizeof *(list)                                                      \
    }

static void test_words(void **state)
{
    static const struct {
        const char *unknown;
        const char *nearest; /* NULL: none */
        struct words known;
    } cases[] = {
        {"lnit", "lint", WORDS(commands)},
        {"cancle", "cancel", WORDS(commands)},
        {"hlep", "help", WORDS(commands)},
        {"generrate", "generate", WORDS(commands)},
        {"conract", "contract", WORDS(commands)},
        {"chek", "check", WORDS(commands)},
        {"EXPLAIN", "explain", WORDS(commands)},
        {"lists", NULL, WORDS(commands)},
        {"captures", NULL, WORDS(commands)},
        {"", NULL, WORDS(commands)},
        {"formt", "format", WORDS(options)},
        {"otuput", "output", WORDS(options)},
        {"fail-on-skp", "fail-on-skip", WORDS(options)},
        {"x", NULL, WORDS(options)},
        {"something", NULL, WORDS(options)},
        {"nope", NULL, WORDS(codes)},
        {"tpye", "type", WORDS(codes)},
        {"TYPE", "type", WORDS(codes)},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct suggestion suggestion = suggestion_for(dg_text_of(cases[i].unknown));

        for (size_t j = 0; j < cases[i].known.count; j++) {
            suggestion_offer_string(&suggestion, cases[i].known.words[j]);
        }
        if (cases[i].nearest == NULL) {
            assert_null(suggestion.nearest.data);
        } else {
            assert_non_null(suggestion.nearest.data);
            assert_string_equal(suggestion.nearest.data, cases[i].nearest);
        }
    }
}

static const char *nearest_of_two(const char *unknown, const char *first, const char *second)
{
    struct suggestion suggestion = suggestion_for(dg_text_of(unknown));

    suggestion_offer_string(&suggestion, first);
    suggestion_offer_string(&suggestion, second);
    return suggestion.nearest.data;
}

static void test_the_first_of_equals_is_kept(void **state)
{
    (void)state;
    assert_string_equal(nearest_of_two("cat", "car", "can"), "car");
    assert_string_equal(nearest_of_two("cat", "can", "car"), "can");
    /* Another letter is farther away than the same letter in another case. */
    assert_string_equal(nearest_of_two("cat", "car", "caT"), "caT");
}

static void test_longest(void **state)
{
    char known[66];
    char unknown[66];

    (void)state;
    for (size_t length = 64; length <= 65; length++) {
        const char *nearest = length == 64 ? known : NULL;

        memset(known, 'a', length);
        known[length] = '\0';
        memcpy(unknown, known, length + 1);
        unknown[0] = 'b';
        assert_ptr_equal(nearest_of_two(unknown, known, "z"), nearest);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_the_first_of_equals_is_kept),
        cmocka_unit_test(test_longest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
