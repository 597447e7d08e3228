/* For any contract, help lists all options and variables that a command reads, each with its
 * meaning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

#include "base/trouble.h"
#include "cli/command_line.h"
#include "cli/help.h"

static const struct dg_parameter boil_parameters[] = {
    {.name = "kettle_id", .in = DG_IN_PATH, .required = true},
    {.name = "Kitchen",
     .in = DG_IN_HEADER,
     .environment = "TEA_KITCHEN",
     .description = "The kitchen\n\nto boil in.\n"},
    {.name = "floor", .in = DG_IN_QUERY, .environment = "TEA_FLOOR"},
};
static const struct dg_parameter pour_parameters[] = {
    {.name = "Kitchen", .in = DG_IN_HEADER, .environment = "TEA_KITCHEN"},
};
static const struct dg_operation operations[] = {
    {.id = "boilKettle",
     .command = "boil",
     .method = "POST",
     .path = "/kettles/{kettle_id}/boil",
     .parameters = boil_parameters,
     .parameter_count = 3,
     .bearer = true},
    {.id = "pourTea",
     .command = "pour",
     .summary = "\nPour\r\n\ttea \x1B[31m\xE2\x80\xAE.\n",
     .method = "POST",
     .path = "/tea",
     .parameters = pour_parameters,
     .parameter_count = 1},
};
static const struct dg_contract kettles = {
    .title = "Kettles",
    .version = "1",
    .server_environment = "TEA_SERVER",
    .token_environment = "TEA_TOKEN",
    .operations = operations,
    .operation_count = 2,
};

static const char *const variables[] = {"NO_COLOR", "TEA_SERVER", "TEA_TOKEN", "TEA_FLOOR",
                                        "TEA_KITCHEN"};
#define VARIABLE_COUNT (sizeof variables / sizeof *variables)

/* A command, and the variables that it reads, as bits in the order above. */
static const struct {
    char *word;
    unsigned variables;
} commands[] = {{"check", 31}, {"boil", 31},    {"pour", 19},
                {"call", 31},  {"contract", 0}, {"explain", 0}};
#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static void add_help(struct buffer *help, struct options *options, char *word)
{
    char *words[] = {"dg-validate", "help", word};

    assert_true(command_line_parse(options, 3, words, &kettles));
    assert_true(options->help);
    help_add(help, options, &kettles);
    assert_non_null(buffer_string(help));
}

/* The number of rows that begin with the name. */
static size_t count_rows(const char *help, const char *name)
{
    size_t count = 0;
    size_t length = strlen(name);

    for (const char *at = strstr(help, name); at != NULL; at = strstr(at + 1, name)) {
        count += at - help >= 3 && memcmp(at - 3, "\n  ", 3) == 0 &&
                 (at[length] == ' ' || at[length] == '\n');
    }
    return count;
}

/* Expects two columns in one line, or the second column in the next line. */
static void expect_meaning(const char *line)
{
    const char *end = strchr(line, '\n');
    const char *gap = strstr(line + 4, "  ");
    const char *next = end + 1;

    assert_non_null(end);
    assert_int_not_equal(end[-1], ' ');
    if (gap == NULL || gap > end) {
        size_t indent = strspn(next, " ");

        assert_true(indent == 28 || indent == 6); /* of an example */
    }
}

static void test_rows_have_a_meaning(void **state)
{
    (void)state;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        struct buffer help = {.data = NULL};
        struct options options;
        size_t rows = 0;

        add_help(&help, &options, commands[i].word);
        for (const char *at = strstr(help.data, "\n  "); at != NULL; at = strstr(at + 1, "\n  ")) {
            /* Exit statuses are a digit and a meaning. */
            if (at[4] != ' ' || at[3] == ' ') {
                expect_meaning(at + 1);
                rows++;
            }
        }
        assert_true(rows > 3);
        command_line_free(&options);
        buffer_free(&help);
    }
}

/* Texts of the contract may have several lines, and characters that a terminal must not get. */
static void test_texts_of_contract(void **state)
{
    struct buffer help = {.data = NULL};
    struct options options;

    (void)state;
    add_help(&help, &options, "call");
    assert_non_null(strstr(help.data, "  Pour tea \\x1B[31m\\u{202E}.\n"));
    command_line_free(&options);
    buffer_clear(&help);
    add_help(&help, &options, "boil");
    assert_non_null(strstr(help.data, "  The kitchen to boil in.\n"));
    command_line_free(&options);
    buffer_free(&help);
}

static void test_variables(void **state)
{
    (void)state;
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        struct buffer help = {.data = NULL};
        struct options options;

        add_help(&help, &options, commands[i].word);
        for (size_t j = 0; j < VARIABLE_COUNT; j++) {
            if (count_rows(help.data, variables[j]) != (commands[i].variables >> j & 1)) {
                fail_msg("%s in the help of %s", variables[j], commands[i].word);
            }
        }
        command_line_free(&options);
        buffer_free(&help);
    }
}

/* Every option that a command takes, and no other. */
static void test_options(void **state)
{
    struct commands made;
    struct option_table table;

    (void)state;
    commands_make(&made, &kettles);
    table = command_line_table(&made);
    for (size_t i = 1; i < COMMAND_COUNT; i++) { /* check has those of live commands, too */
        struct buffer help = {.data = NULL};
        struct options options;

        add_help(&help, &options, commands[i].word);
        for (size_t j = 0; j < table.row_count; j++) {
            struct buffer name = {.data = NULL};
            bool listed = false;

            buffer_format(&name, "  --%s%s", table.rows[j].name,
                          table.rows[j].argument == NULL ? " " : "=");
            listed = strstr(help.data, buffer_string(&name) + 1) != NULL;
            assert_int_equal(listed, (table.rows[j].commands & (unsigned)options.command) != 0);
            buffer_free(&name);
        }
        command_line_free(&options);
        buffer_free(&help);
    }
    commands_free(&made);
}

static void test_parameters(void **state)
{
    static const char expected[] =
        "Parameters:\n"
        "  kettle_id                 path, required, given as an argument\n"
        "  Kitchen                   The kitchen to boil in.\n"
        "                            header, optional, given by --param or by TEA_KITCHEN\n"
        "  floor                     query, optional, given by --param or by TEA_FLOOR\n";
    struct buffer help = {.data = NULL};
    struct options options;

    (void)state;
    add_help(&help, &options, "boil");
    assert_non_null(strstr(help.data, "Usage: dg-validate boil [OPTIONS] KETTLE_ID\n"));
    assert_non_null(strstr(help.data, expected));
    command_line_free(&options);
    buffer_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_have_a_meaning), cmocka_unit_test(test_texts_of_contract),
        cmocka_unit_test(test_variables),           cmocka_unit_test(test_options),
        cmocka_unit_test(test_parameters),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
