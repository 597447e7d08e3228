/* Prints pages about finding codes: those of the runtime from a table, those of rules from the
 * contract. */
#include "describe/explain.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/display.h"
#include "base/output.h"
#include "base/print.h"
#include "report/finding.h"

/* Of the page: where text begins behind the labels, and the columns of all. */
#define INDENT 10
#define COLUMNS 100

/* Where a checkout has the examples of its contract. */
#define EXAMPLES "tests/wire/"

/* The most that is shown of a document. */
#define DOCUMENT_BYTES 16384
#define DOCUMENT_LINES 20
#define DOCUMENT_COLUMNS 2000

struct page {
    const char *standard; /* where it is said */
    const char *place;    /* of findings */
    const char *example;  /* that breaks it */
    const char *fault;    /* of the example */
};

#define VALIDATION "JSON Schema Validation 2020-12, section "
#define CORE "JSON Schema Core 2020-12, section "
#define THE_VALUE "the value's first byte"
#define THE_NAME "the member's name"
#define THE_BRACKET "the bracket that opens the value"
#define THE_HEADER "the response as a whole: no line, no column, and an empty pointer"

static const struct page pages[DG_CODE_COUNT] = {
    [DG_CODE_JSON_SYNTAX] = {"RFC 8259", "the first byte that can't stand there, or the end",
                             "{\"a\": 1,}", "a member must follow the comma"},
    [DG_CODE_JSON_DEPTH] = {"RFC 8259, section 9, lets every parser set a limit",
                            "the bracket that opens the value that is too deep", "[[[[1]]]]",
                            "with --max-depth 3 there is one array too many"},
    [DG_CODE_JSON_UTF8] = {"RFC 7493 (I-JSON), section 2.1", "the string", "{\"a\": \"\\xFF\"}",
                           "where \\xFF stands for the one byte 255"},
    [DG_CODE_JSON_SURROGATE] = {"RFC 7493 (I-JSON), section 2.1", "the string",
                                "{\"a\": \"\\ud83d\"}",
                                "the escape of a high surrogate, and no low one after it"},
    [DG_CODE_JSON_BOM] = {"RFC 8259, section 8.1", "the first byte of the document",
                          "\\xEF\\xBB\\xBF{\"a\": 1}",
                          "where the three bytes before the brace are a byte order mark"},
    [DG_CODE_JSON_DUPLICATE_KEY] = {"RFC 7493 (I-JSON), section 2.3", "the name that comes again",
                                    "{\"a\": 1, \"\\u0061\": 2}",
                                    "both names are a, once escapes are replaced"},
    [DG_CODE_TYPE] = {VALIDATION "6.1.1", THE_VALUE, "{\"size\": \"7\"}",
                      "the type is integer, and \"7\" is a string"},
    [DG_CODE_REQUIRED] = {VALIDATION "6.5.3", "the brace of the object that lacks the member",
                          "{\"size\": 7}", "required are size and name"},
    [DG_CODE_ENUM] = {VALIDATION "6.1.2", THE_VALUE, "{\"color\": \"Red\"}",
                      "the enum has red, green and blue: case counts"},
    [DG_CODE_CONST] = {VALIDATION "6.1.3", THE_VALUE, "{\"kind\": \"cup\"}", "the const is kettle"},
    [DG_CODE_FORMAT] = {VALIDATION "7.3, and OpenAPI 3.1, section 4.4", THE_VALUE,
                        "{\"at\": \"2026-02-30T12:00:00Z\"}",
                        "the format is date-time (RFC 3339), and February has no 30th"},
    [DG_CODE_MIN_LENGTH] = {VALIDATION "6.3.2", THE_VALUE, "{\"name\": \"\"}",
                            "the minLength is 1"},
    [DG_CODE_MAX_LENGTH] = {VALIDATION "6.3.1", THE_VALUE, "{\"name\": \"abcd\"}",
                            "the maxLength is 3; code points count, not bytes"},
    [DG_CODE_MINIMUM] = {VALIDATION "6.2.4", THE_VALUE, "{\"size\": -1}", "the minimum is 0"},
    [DG_CODE_MAXIMUM] = {VALIDATION "6.2.2", THE_VALUE, "{\"size\": 101}", "the maximum is 100"},
    [DG_CODE_MIN_ITEMS] = {VALIDATION "6.4.2", THE_BRACKET, "{\"sizes\": []}",
                           "the minItems are 1"},
    [DG_CODE_MAX_ITEMS] = {VALIDATION "6.4.1", THE_BRACKET, "{\"sizes\": [1, 2, 3]}",
                           "the maxItems are 2"},
    [DG_CODE_MIN_PROPERTIES] = {VALIDATION "6.5.2", THE_BRACKET, "{\"labels\": {}}",
                                "the minProperties of labels are 1"},
    [DG_CODE_MAX_PROPERTIES] = {VALIDATION "6.5.1", THE_BRACKET,
                                "{\"labels\": {\"a\": 1, \"b\": 2}}",
                                "the maxProperties of labels are 1"},
    [DG_CODE_PROPERTY_NAMES] = {CORE "10.3.2.4", THE_NAME, "{\"labels\": {\"abcd\": 1}}",
                                "the propertyNames of labels have a maxLength of 3"},
    [DG_CODE_ADDITIONAL_PROPERTIES] = {CORE "10.3.2.3", THE_NAME,
                                       "{\"size\": 7, \"surprise\": true}",
                                       "only size is listed, and additionalProperties is false"},
    [DG_CODE_UNKNOWN_PROPERTY] = {CORE "10.3.2.3, allows it", THE_NAME,
                                  "{\"size\": 7, \"surprise\": true}",
                                  "only size is listed, and additionalProperties isn't stated: the "
                                  "member is allowed, but perhaps misspelt or new"},
    [DG_CODE_HTTP_STATUS] = {"OpenAPI 3.1, section 4.8.16 (Responses Object)", THE_HEADER,
                             "HTTP/1.1 418 I'm a teapot",
                             "neither 418 nor 4XX nor default is documented"},
    [DG_CODE_HTTP_MEDIA_TYPE] = {"OpenAPI 3.1, section 4.8.17 (Response Object)", THE_HEADER,
                                 "Content-Type: text/html",
                                 "only application/json is documented for the status"},
    [DG_CODE_HTTP_BODY] = {"OpenAPI 3.1, section 4.8.17 (Response Object)", THE_HEADER,
                           "Content-Length: 0", "a body is documented for the status"},
    [DG_CODE_HTTP_PROBLEM_STATUS] = {"RFC 9457, section 3.1.2", THE_HEADER,
                                     "{\"title\": \"Conflict\", \"status\": 400}",
                                     "the status of the response is 409"},
};

/* Prose behind a label, wrapped at spaces; its own line ends are kept. */
static void print_row(struct output *out, const char *label, const char *text)
{
    size_t column = INDENT;

    print(out, "%-*s", INDENT, label);
    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, " \n");
        size_t width = dg_text_code_points((struct dg_text){at, length});

        if (column > INDENT && column + 1 + width > COLUMNS) {
            print(out, "\n%*s", INDENT, "");
            column = INDENT;
        }
        print(out, "%s%.*s", column > INDENT ? " " : "", (int)length, at);
        column += width + (column > INDENT);
        at += length;
        if (at[0] == '\n' && at[1] != '\0') {
            print(out, "\n%*s", INDENT, "");
            column = INDENT;
        }
        at += at[0] == '\0' ? 0 : 1;
    }
    print(out, "\n");
}

/* A line of a document. Returns the line behind it. */
static const char *print_line(struct output *out, const char *at, const char *end)
{
    const char *feed = memchr(at, '\n', (size_t)(end - at));
    const char *line_end = feed == NULL ? end : feed;
    unsigned column = 0;

    print(out, "%*s", INDENT, "");
    while (at < line_end && column < DOCUMENT_COLUMNS) {
        struct glyph glyph = display_next(&at, line_end);

        dg_write_bytes(&out->writer, glyph.bytes, glyph.length);
        column += glyph.columns;
    }
    print(out, at < line_end ? "\u2026\n" : "\n");
    return feed == NULL ? end : feed + 1;
}

static void print_document(struct output *out, const char *text, size_t length)
{
    const char *end = text + length;
    const char *at = text;

    for (size_t lines = 0; at < end && lines < DOCUMENT_LINES; lines++) {
        at = print_line(out, at, end);
    }
    if (at < end || length == DOCUMENT_BYTES) {
        print(out, "%*s\u2026\n", INDENT, "");
    }
}

/* Reads the beginning of a file. Returns how much of it; 0: it can't be read. */
static size_t read_file(const char *path, char *buffer, size_t capacity)
{
    /* A pipe of that name must not hold us up. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    struct stat status;
    size_t length = 0;
    ssize_t got = 1;

    if (fd < 0) {
        return 0;
    }
    while (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && got > 0 && length < capacity) {
        got = read(fd, buffer + length, capacity - length);
        length += got > 0 ? (size_t)got : 0;
    }
    close(fd);
    return length;
}

/* Names an example, and shows it if it is at hand: as named, or where a checkout has it. */
static void print_example(struct output *out, const char *path)
{
    char text[DOCUMENT_BYTES];
    size_t length = read_file(path, text, sizeof text);
    char in_checkout[4096];

    if (length == 0) {
        snprintf(in_checkout, sizeof in_checkout, EXAMPLES "%s", path);
        length = read_file(in_checkout, text, sizeof text);
        path = length == 0 ? path : in_checkout;
    }
    print_row(out, "broken by", path);
    print_document(out, text, length);
}

static void print_severity(struct output *out, struct code code, const char *name)
{
    const char *other = code_severity(code) == DG_SEVERITY_WARNING ? "error" : "warning";
    bool placed = strncmp(name, "http.", 5) != 0;

    if (!code_may_be_lowered(code)) {
        print_row(out, "severity",
                  "error; it can't be lowered, for what follows the place is not judged");
        return;
    }
    print_row(out, "severity", severity_name(code_severity(code)));
    print(out, "\nTo take it as error, warning, info or off, everywhere%s:\n",
          placed ? " or at one place" : "");
    print(out, "  --severity %s=%s\n", name, other);
    if (placed) {
        print(out, "  --severity %s@/JSON/POINTER=off\n", name);
    }
}

static void explain_rule(struct output *out, const struct dg_rule *rule)
{
    print_row(out, "meaning", rule->message);
    print_row(out, "rule", rule->expression);
    print_row(out, "", rule->contract);
    if (rule->source != NULL) {
        print_row(out, "source", rule->source);
    }
    if (rule->words != NULL) {
        print_row(out, "", rule->words);
    }
    print_row(out, "place",
              rule->pointer == NULL || rule->pointer[0] == '\0'
                  ? "the brace of the object"
                  : "in the object, if it is there, or else the object's brace:");
    if (rule->pointer != NULL && rule->pointer[0] != '\0') {
        print_row(out, "", rule->pointer);
    }
    if (rule->failing_count > 0) {
        print_example(out, rule->failing[0]);
    }
}

static void explain_built_in(struct output *out, enum dg_code code)
{
    const struct page *page = &pages[code];

    assert(page->standard != NULL);
    print_row(out, "meaning", dg_code_meaning(code));
    print_row(out, "source", page->standard);
    if (strchr(dg_code_name(code), '.') == NULL) {
        print_row(out, "", "where in the contract is in each finding: -f json, member 'contract'");
    }
    print_row(out, "place", page->place);
    print_row(out, "broken by", page->example);
    print_row(out, "", page->fault);
}

enum exit_status explain_code(const struct options *options, const struct dg_contract *contract)
{
    struct buffer name = {.data = NULL};
    struct code code;
    struct output out;

    if (!code_named(contract, "explain", dg_text_of(options->arguments[0]), &code)) {
        return EXIT_USAGE;
    }
    if (!output_open(&out, options->output)) {
        return EXIT_FAILED;
    }
    code_add(&name, code);
    if (buffer_string(&name) == NULL) {
        trouble(NULL, "out of memory");
        output_abandon(&out);
        buffer_free(&name);
        return EXIT_FAILED;
    }
    print_row(&out, "code", buffer_string(&name));
    if (code.rule != NULL) {
        explain_rule(&out, code.rule);
    } else {
        explain_built_in(&out, code.code);
    }
    print_severity(&out, code, buffer_string(&name));
    buffer_free(&name);
    return output_commit(&out) ? EXIT_CONFORMS : EXIT_FAILED;
}
