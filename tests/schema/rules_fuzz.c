/* Prints contracts with random rules, for compilers. Status 0: they were printed; 1: dg-codegen has
 * a fault, which is reported. usage: rules_fuzz valid|mutants SEED COUNT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "load/load.h"
#include "model/dump.h"
#include "rules_random.h"

#define COLUMN 12 /* column of the beginning of each line of a rule's text, from 0 */

/* The output of dg-codegen for a contract. */
struct verdict {
    bool taken;
    unsigned line; /* of the first error */
    unsigned column;
    char message[400];
};

/* The style of a rule's text in YAML. */
enum style {
    STYLE_LITERAL, /* one line after | */
    STYLE_SINGLE,
    STYLE_DOUBLE,
    STYLE_FOLDED,
    STYLE_COUNT
};

/* Writes rules, and keeps the locations of their characters. */
struct page {
    struct buffer text;
    unsigned line;
    unsigned column;
};

static void page_add(struct page *page, const char *text)
{
    buffer_add(&page->text, text);
    for (; *text != '\0'; text++) {
        page->line += *text == '\n';
        page->column = *text == '\n' ? 1 : page->column + (((unsigned char)*text & 0xC0) != 0x80);
    }
}

static void page_break(struct page *page)
{
    page_add(page, "\n            ");
}

/* Adds a character of the rule, as the style spells it. A lone blank may become the end of a
 * line. */
static void page_add_character(struct page *page, enum style style, const char *rule, size_t at)
{
    char one[2] = {rule[at], '\0'};
    char code[8];
    bool lone = rule[at] == ' ' && at > 0 && strchr(" \t", rule[at - 1]) == NULL &&
                strchr(" \t", rule[at + 1]) == NULL; /* NUL is found */

    snprintf(code, sizeof code, "\\u%04X", (unsigned char)rule[at]);
    if (style == STYLE_SINGLE && rule[at] == '\'') {
        page_add(page, "''");
    } else if (style != STYLE_LITERAL && lone && random_below(3) == 0) {
        page_add(page, style == STYLE_DOUBLE && random_below(2) == 0 ? " \\" : "");
        page_break(page);
    } else if (style == STYLE_DOUBLE && (rule[at] == '"' || rule[at] == '\\')) {
        page_add(page, rule[at] == '"' ? "\\\"" : "\\\\");
    } else if (style == STYLE_DOUBLE && (unsigned char)rule[at] < 0x80 && random_below(8) == 0) {
        page_add(page, code);
    } else {
        page_add(page, one);
    }
}

/* Writes a rule. With `places`, notes the location of each of its bytes and of its end. */
static void page_add_rule(struct page *page, enum style style, size_t number, const char *rule,
                          struct location *places)
{
    static const char *const open[] = {"|\n            ", "'", "\"", "> # comment\n            "};
    static const char *const close[] = {"", "'", "\"", ""};
    char head[80];
    size_t at = 0;

    snprintf(head, sizeof head,
             "        - id: r%zu\n          message: m\n          rule: ", number);
    page_add(page, head);
    page_add(page, open[style]);
    for (; rule[at] != '\0'; at++) {
        places[at] = (struct location){.line = page->line, .column = page->column};
        page_add_character(page, style, rule, at);
    }
    places[at] = (struct location){.line = page->line, .column = page->column};
    page_add(page, close[style]);
    page_add(page, "\n");
}

static struct page page_open(void)
{
    struct page page = {{0}, 1, 1};

    page_add(&page, random_contract_open);
    return page;
}

/* Asking dg-codegen */

static void read_verdict(struct diag *diag, struct verdict *verdict)
{
    char *said = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&said, &size);

    diag_print(diag, file);
    fclose(file);
    if (sscanf(said, "rule:%u:%u: error: %399[^\n]", &verdict->line, &verdict->column,
               verdict->message) != 3) {
        printf("no place or message in: %s\n", said);
        exit(1);
    }
    free(said);
}

static struct verdict ask(const struct buffer *contract)
{
    static const char *const schemas[] = {"X"};
    struct model_options options = {.prefix = "dg", .schemas = schemas, .schema_count = 1};
    struct model_source source = {.options = &options};
    struct diag diag = {.files = NULL};
    unsigned file =
        diag_add_file(&diag, "rule", (struct dg_text){contract->data, contract->length});
    struct dg_arena arena;
    struct model model;
    struct verdict verdict = {0};

    dg_arena_init(&arena, NULL, 0, &memory_allocator);
    source.root = tree_read(file, &arena, &diag, &source.node_count);
    verdict.taken = source.root != NULL && load_model(&model, &source, &arena, &diag);
    if (!verdict.taken) {
        read_verdict(&diag, &verdict);
    }
    diag_free(&diag);
    dg_arena_free(&arena);
    return verdict;
}

/* Rules that are nearly right */

static void mutate(struct buffer *out, const char *rule)
{
    static const char *const tokens[] = {" ",         "(",           ")",
                                         "[",         "]",           ",",
                                         ".",         "!",           "-",
                                         "+",         "?",           ":",
                                         "&&",        "||",          "==",
                                         "<",         " in ",        "null",
                                         "self",      "oldSelf",     "self.t",
                                         "self.l",    "self.m",      "self.o",
                                         "has(",      "size(",       ".all(v, ",
                                         "'a'",       "1",           "1.0",
                                         "true",      "'",           "\"",
                                         "\\",        "//",          "é",
                                         "0x",        "timestamp('", "duration('1h')",
                                         "self.eo",   "[]",          "http.status",
                                         "{",         "*",           "@",
                                         "self.b ? ", "\t",          "['a', 'b']",
                                         "self.jr"};
    size_t length = strlen(rule);
    size_t at = random_below(length);
    size_t end = at + random_below(4) * random_below(6);

    end = end > length ? length : end;
    while (((unsigned char)rule[at] & 0xC0) == 0x80) {
        at--;
    }
    while (((unsigned char)rule[end] & 0xC0) == 0x80) {
        end++;
    }
    buffer_add_text(out, (struct dg_text){rule, at});
    if (random_below(4) > 0) {
        buffer_add(out, tokens[random_below(sizeof tokens / sizeof tokens[0])]);
    }
    buffer_add(out, rule + end);
    while (out->length > 0 && strchr(" \t", out->data[out->length - 1]) != NULL) {
        out->data[--out->length] = '\0';
    }
}

/* The verdict about a rule, and the character with the error, must be the same in each style. */
static bool try_mutant(const char *rule)
{
    struct location *places = malloc((strlen(rule) + 1) * sizeof *places);
    struct verdict first = {0};
    size_t fault = 0;

    for (enum style style = STYLE_LITERAL; style < STYLE_COUNT; style++) {
        struct page page = page_open();
        struct verdict verdict;

        page_add_rule(&page, style, 1, rule, places);
        page_add(&page, random_contract_response);
        verdict = ask(&page.text);
        if (style == STYLE_LITERAL) {
            first = verdict;
            while (!verdict.taken && rule[fault] != '\0' && places[fault].column < verdict.column) {
                fault++;
            }
        } else if (verdict.taken != first.taken || strcmp(verdict.message, first.message) != 0 ||
                   (!verdict.taken &&
                    location_compare(places[fault], (struct location){.line = verdict.line,
                                                                      .column = verdict.column}) !=
                        0)) {
            printf("style %d: %u:%u %s\n", (int)style, verdict.line, verdict.column,
                   verdict.message);
            printf("but literal: byte %zu, at %u:%u here: %s\nof the rule %s\n%s", fault,
                   places[fault].line, places[fault].column, first.message, rule, page.text.data);
            exit(1);
        }
        buffer_free(&page.text);
    }
    free(places);
    return first.taken;
}

/* The contracts */

static void add_rules(struct page *page, enum random_scope scope, size_t first, size_t count,
                      bool mutants)
{
    for (size_t i = first; i < first + count; i++) {
        struct buffer rule = {0};
        struct buffer mutant = {0};

        random_rule(&rule, scope);
        if (mutants) {
            mutate(&mutant, rule.data);
        } else {
            buffer_add(&mutant, rule.data);
        }
        if (!mutants || (mutant.length > 0 && strchr(" \t", mutant.data[0]) == NULL &&
                         try_mutant(mutant.data))) {
            struct location *places = malloc((mutant.length + 1) * sizeof *places);

            page_add_rule(page, STYLE_LITERAL, i, mutant.data, places);
            free(places);
        }
        buffer_free(&rule);
        buffer_free(&mutant);
    }
}

int main(int argc, char **argv)
{
    struct page page = page_open();
    bool mutants = argc == 4 && strcmp(argv[1], "mutants") == 0;
    size_t count = argc == 4 ? strtoul(argv[3], NULL, 10) : 0;

    if (count == 0) {
        fputs("usage: rules_fuzz valid|mutants SEED COUNT\n", stderr);
        return 2;
    }
    random_seed(strtoul(argv[2], NULL, 10));
    add_rules(&page, RANDOM_SCHEMA, 0, count, mutants);
    add_rules(&page, RANDOM_STATES, count, count, mutants);
    page_add(&page, random_contract_response);
    if (!mutants) {
        add_rules(&page, RANDOM_RESPONSE, 2 * count, count, false);
    }
    fputs(page.text.data, stdout);
    buffer_free(&page.text);
    return 0;
}
