/* Command lines read by a table, the reasons why some are invalid, and help. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "common/option.h"

#define READ 1U
#define SEND 2U

struct values {
    bool quiet;
    const char *out;
    int64_t count;
    int64_t size;
    int64_t wait;
    int color;
    struct option_list names;
};
#define FIELD(member) offsetof(struct values, member)

static const char *const colors[] = {"auto", "always", "never", NULL};

static const struct option_row rows[] = {
    {"out", 'o', "FILE", READ | SEND, "write to FILE", option_read_text, .field = FIELD(out),
     .group = "Output"},
    {"quiet", 'q', NULL, READ | SEND, "print nothing", option_read_flag, .field = FIELD(quiet)},
    {"count", 'n', "N", READ, "read N times", option_read_number, .field = FIELD(count),
     .fallback = "3", .min = 1, .max = 10, .group = "Reading"},
    {"size", 0, "SIZE", READ, "read SIZE bytes", option_read_size, .field = FIELD(size),
     .fallback = "4K", .max = (int64_t)1 << 40},
    {"color", 0, "WHEN", READ, "use colors", option_read_choice, .field = FIELD(color),
     .fallback = "auto", .words = colors},
    {"wait", 0, "SECONDS", SEND, "wait for an answer", option_read_seconds, .field = FIELD(wait),
     .max = 60, .group = "Sending"},
    {"name", 0, "NAME", READ | SEND, "take NAME", option_read_list, .field = FIELD(names),
     .repeated = true, .group = "Others"},
    {"help", 'h', NULL, READ | SEND, "print this help", option_read_help, .field = 0},
};

static const struct option_command commands[] = {
    {"read", READ, "[OPTIONS] FILE...", .help = "read files"},
    {"send", SEND, "[OPTIONS]", .help = "send a request"},
    {"help", 0, "[COMMAND]", .help = "print help"},
};

static char reason[256];

static void refuse(const char *text)
{
    snprintf(reason, sizeof reason, "%s", text);
}

/* The only existing file. */
static bool is_argument(const char *word)
{
    return strcmp(word, "sent") == 0;
}

static const struct option_table with_implied = {
    .program = "program",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .commands = commands,
    .command_count = sizeof commands / sizeof *commands,
    .implied = &commands[0],
    .is_argument = is_argument,
    .refuse = refuse,
};

static const struct option_table without_implied = {
    .program = "program",
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .commands = commands,
    .command_count = sizeof commands / sizeof *commands,
    .refuse = refuse,
};

#define MOST_WORDS 16

/* A command line, and the result of its parsing. */
struct line {
    struct values values;
    struct option_parse parse;
    const char *names[MOST_WORDS];
    const char *arguments[MOST_WORDS];
    char text[256];
    char *words[MOST_WORDS];
    int count;
};

/* Each word is preceded by a space; _ stands for an empty word. */
static void split(struct line *line, const char *text)
{
    snprintf(line->text, sizeof line->text, "program%s%s", *text == '\0' ? "" : " ", text);
    for (char *at = line->text; at != NULL; line->count++) {
        char *end = strchr(at, ' ');

        line->words[line->count] = at;
        at = end == NULL ? NULL : end + 1;
        if (end != NULL) {
            *end = '\0';
        }
        if (strcmp(line->words[line->count], "_") == 0) {
            *line->words[line->count] = '\0';
        }
    }
}

/* Parses and checks the line. Returns false, with the reason in `reason`, if the line is
 * refused. */
static bool follow(struct line *line, const struct option_table *table, const char *text)
{
    memset(line, 0, sizeof *line);
    split(line, text);
    line->values.names.items = line->names;
    line->parse = (struct option_parse){
        .table = table, .fields = &line->values, .arguments = line->arguments};
    reason[0] = '\0';
    return option_parse(&line->parse, line->count, line->words) &&
           (line->parse.help || option_check(&line->parse));
}

static void test_values(void **state)
{
    struct line line;

    (void)state;
    assert_true(follow(&line, &with_implied, ""));
    assert_int_equal(line.values.count, 3);
    assert_int_equal(line.values.size, 4096);
    assert_int_equal(line.values.color, 0);
    assert_null(line.values.out);
    assert_false(option_is_given(&line.parse, "count"));
    assert_string_equal(line.parse.command->word, "read");

    assert_true(follow(&line, &with_implied,
                       "-qo a read --count=10 --size 1G b --color never --name x --name=y - -n4"));
    assert_true(line.values.quiet);
    assert_string_equal(line.values.out, "a");
    assert_int_equal(line.values.count, 4);
    assert_int_equal(line.values.size, (int64_t)1 << 30);
    assert_int_equal(line.values.color, 2);
    assert_int_equal(line.values.names.count, 2);
    assert_string_equal(line.values.names.items[1], "y");
    assert_int_equal(line.parse.argument_count, 2);
    assert_string_equal(line.parse.arguments[0], "b");
    assert_string_equal(line.parse.arguments[1], "-");
    assert_true(option_is_given(&line.parse, "count"));

    assert_true(follow(&line, &with_implied, "send --wait 1.5"));
    assert_int_equal(line.values.wait, 1500);

    /* After "--", and after the command, words are arguments. */
    assert_true(follow(&line, &with_implied, "read -- --count send"));
    assert_string_equal(line.parse.arguments[0], "--count");
    assert_string_equal(line.parse.arguments[1], "send");
    assert_true(follow(&line, &with_implied, "-- send"));
    assert_string_equal(line.parse.command->word, "read");
    assert_string_equal(line.parse.arguments[0], "send");
    assert_true(follow(&line, &without_implied, "-- send x"));
    assert_string_equal(line.parse.command->word, "send");
    assert_true(follow(&line, &with_implied, "some send"));
    assert_string_equal(line.parse.command->word, "read");
    assert_int_equal(line.parse.argument_count, 2);
}

static void test_reasons(void **state)
{
    static const struct {
        const char *line;
        const char *reason;
    } cases[] = {
        {"--cuont 3", "unknown option --cuont; did you mean --count?"},
        {"--cuont=3", "unknown option --cuont; did you mean --count?"},
        {"--something", "unknown option --something; see --help"},
        {"-qx", "unknown option -x; see --help"},
        {"--quiet=yes", "--quiet takes no value"},
        {"--out", "--out needs a value: FILE"},
        {"-o", "--out needs a value: FILE"},
        {"--out=", "--out: the value is empty; expected FILE"},
        {"--out _", "--out: the value is empty; expected FILE"},
        {"--name=", "--name: the value is empty; expected NAME"},
        {"-n 0", "--count: '0' is not a number from 1 to 10"},
        {"-n 11", "--count: '11' is not a number from 1 to 10"},
        {"-n 1x", "--count: '1x' is not a number from 1 to 10"},
        {"-n99999999999999999999", "--count: '99999999999999999999' is not a number from 1 to 10"},
        {"--size 0", "--size: '0' is not a size: a number of bytes, or a number and K, M or G"},
        {"--size 1KB", "--size: '1KB' is not a size: a number of bytes, or a number and K, M or G"},
        {"--size 2048G",
         "--size: '2048G' is not a size: a number of bytes, or a number and K, M or G"},
        {"--color alway",
         "--color: 'alway' is not one of auto, always, never; did you mean 'always'?"},
        {"--color _", "--color: '' is not one of auto, always, never"},
        {"--wait 3", "--wait doesn't apply to 'read'"},
        {"send --wait 0", "--wait: '0' is not a number of seconds from 0.001 to 60"},
        {"send --wait 61", "--wait: '61' is not a number of seconds from 0.001 to 60"},
        {"send --wait 1.", "--wait: '1.' is not a number of seconds from 0.001 to 60"},
        {"send --count 3", "--count doesn't apply to 'send'"},
        {"snd", "unknown command 'snd'; did you mean 'send'?"},
        {"-q snd x", "unknown command 'snd'; did you mean 'send'?"},
        {"help snd", "unknown command 'snd'; did you mean 'send'?"},
        {"help other", "unknown command 'other'; see --help"},
        {"help read file", "'help' doesn't take the argument 'file'"},
        {"help send read", "'help' doesn't take the argument 'read'"},
        {"help -- file", "'help' doesn't take the argument 'file'"},
        {"help -q send", "--quiet doesn't apply to 'help'"},
        {"--count=1 help", "--count doesn't apply to 'help'"},
    };
    struct line line;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (follow(&line, &with_implied, cases[i].line)) {
            fail_msg("%s: should be: %s", cases[i].line, cases[i].reason);
        }
        assert_string_equal(reason, cases[i].reason);
    }
}

static void test_words_near_a_command(void **state)
{
    struct line line;

    (void)state;
    /* A file with that name exists. */
    assert_true(follow(&line, &with_implied, "sent"));
    assert_string_equal(line.parse.arguments[0], "sent");
    /* Only the first word may be a command. */
    assert_true(follow(&line, &with_implied, "read snd"));
    assert_true(follow(&line, &with_implied, "-- --"));
    assert_true(follow(&line, &with_implied, "_"));

    assert_false(follow(&line, &without_implied, "sent"));
    assert_string_equal(reason, "unknown command 'sent'; did you mean 'send'?");
    assert_false(follow(&line, &without_implied, "something"));
    assert_string_equal(reason, "unknown command 'something'; see --help");
    assert_false(follow(&line, &without_implied, "-q"));
    assert_string_equal(reason, "a command is missing; expected one of read, send, help");
}

static void test_help_is_asked_for(void **state)
{
    static const char *const lines[] = {"help send", "--help send", "send -h", "help -h send",
                                        "send -q -h file"};
    struct line line;

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        assert_true(follow(&line, &without_implied, lines[i]));
        assert_true(line.parse.help);
        assert_string_equal(line.parse.command->word, "send");
    }
    assert_true(follow(&line, &without_implied, "help"));
    assert_null(line.parse.command);
}

static void test_help(void **state)
{
    static const char all[] = "Usage: program [read] [OPTIONS] FILE...\n"
                              "       program send [OPTIONS]\n"
                              "       program help [COMMAND]\n"
                              "\n"
                              "Commands:\n"
                              "  read                      read files\n"
                              "  send                      send a request\n"
                              "  help                      print help\n";
    static const char of_send[] = "Usage: program send [OPTIONS]\n"
                                  "\n"
                                  "Output:\n"
                                  "  -o, --out=FILE            write to FILE\n"
                                  "  -q, --quiet               print nothing\n"
                                  "\n"
                                  "Sending:\n"
                                  "      --wait=SECONDS        wait for an answer\n"
                                  "\n"
                                  "Others:\n"
                                  "      --name=NAME           take NAME (may be repeated)\n"
                                  "  -h, --help                print this help\n";
    static const char of_read[] =
        "\n"
        "Output:\n"
        "  -o, --out=FILE            write to FILE\n"
        "  -q, --quiet               print nothing\n"
        "\n"
        "Reading:\n"
        "  -n, --count=N             read N times (default: 3)\n"
        "      --size=SIZE           read SIZE bytes (default: 4K)\n"
        "      --color=WHEN          use colors: auto (default), always or "
        "never\n"
        "\n"
        "Others:\n"
        "      --name=NAME           take NAME (may be repeated)\n"
        "  -h, --help                print this help\n";
    struct buffer help = {0};
    struct option_page page = {.out = &help};

    (void)state;
    option_add_usage(&page, &with_implied, NULL);
    option_add_commands(&page, &with_implied);
    assert_string_equal(buffer_string(&help), all);
    buffer_clear(&help);
    option_add_usage(&page, &with_implied, &commands[1]);
    option_add_options(&page, &with_implied, SEND);
    assert_string_equal(buffer_string(&help), of_send);
    buffer_clear(&help);
    option_add_options(&page, &with_implied, READ);
    assert_string_equal(buffer_string(&help), of_read);
    buffer_clear(&help);
    option_page_row(&page, "a-name-that-fills-columns", "its meaning");
    assert_string_equal(buffer_string(&help), "  a-name-that-fills-columns\n"
                                              "                            its meaning\n");
    buffer_free(&help);
}

static void test_long_help_is_wrapped(void **state)
{
    /* Each meaning, and its lines of up to 52 code points, except for a longer word. */
    static const char *const cases[][2] = {
        {"", "\n"},
        {"0123456789 123456789 123456789 123456789 123456789 1",
         "0123456789 123456789 123456789 123456789 123456789 1\n"},
        {"0123456789 123456789 123456789 123456789 123456789 12",
         "0123456789 123456789 123456789 123456789 123456789\n"
         "                            12\n"},
        {"\u00F6123456789 123456789 123456789 123456789 123456789 1 end ",
         "\u00F6123456789 123456789 123456789 123456789 123456789 1\n"
         "                            end\n"},
        {"a 0123456789_123456789_123456789_123456789_123456789_123456789 b",
         "a\n"
         "                            "
         "0123456789_123456789_123456789_123456789_123456789_123456789\n"
         "                            b\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer help = {0};
        struct option_page page = {.out = &help};

        option_page_row(&page, "name", cases[i][0]);
        assert_string_equal(buffer_string(&help) + strlen("  name                      "),
                            cases[i][1]);
        buffer_free(&help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_words_near_a_command),
        cmocka_unit_test(test_help_is_asked_for),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_long_help_is_wrapped),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
