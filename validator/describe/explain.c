/* Prints pages about finding codes: from a table for codes of the runtime, from the contract for
 * rules. */
#include "describe/explain.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/display.h"
#include "base/output.h"
#include "base/print.h"
#include "report/pages.h"
#include "runtime/finding_text.h"

/* Columns of the labels of a page, and of the whole page. */
#define INDENT 10
#define COLUMNS 100

/* The folder of the examples of a contract in a checkout. */
#define EXAMPLES "tests/wire/"

/* The limits of an example that is shown. */
#define DOCUMENT_BYTES 16384
#define DOCUMENT_LINES 20
#define DOCUMENT_COLUMNS 2000

/* Prints a label and its text, wrapped at spaces; line ends in the text are kept. */
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

/* Prints a line of a document. Returns the next line. */
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

/* Reads the beginning of a file. Returns the number of bytes; 0: it can't be read. */
static size_t read_file(const char *path, char *buffer, size_t capacity)
{
    /* A pipe of that name must not block the program. */
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

/* Prints the name of an example, and its text if the file exists: as named, or in the folder of a
   checkout. */
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
    if (length == 0) {
        print_row(out, "", "an example of the contract; this folder doesn't have the file");
    }
    print_document(out, text, length);
}

static void print_severity(struct output *out, struct code code, const char *name)
{
    const char *other = code_severity(code) == DG_SEVERITY_WARNING ? "error" : "warning";
    bool placed = dg_code_kind(code.code) != DG_CODE_KIND_RESPONSE;

    if (!code_may_be_lowered(code)) {
        print_row(out, "severity",
                  "error; it can't be lowered, because nothing after the fault is judged");
        return;
    }
    print_row(out, "severity", dg_severity_name(code_severity(code)));
    print(out, "\nTo change the severity to error, warning, info or off, everywhere%s:\n",
          placed ? " or for one value" : "");
    print(out, "  --severity %s=%s\n", name, other);
    if (placed) {
        print(out, "  --severity %s@/JSON/POINTER=off\n", name);
    }
}

static void explain_rule(struct output *out, const struct dg_rule *rule)
{
    struct buffer pointer = {0};

    code_add_pointer(&pointer, rule);
    print_row(out, "meaning", rule->message);
    print_row(out, "rule", rule->expression);
    print_row(out, "", buffer_string(&pointer));
    buffer_free(&pointer);
    if (rule->source != NULL) {
        print_row(out, "source", rule->source);
    }
    if (rule->words != NULL) {
        print_row(out, "", rule->words);
    }
    print_row(out, "position",
              rule->pointer == NULL || rule->pointer[0] == '\0'
                  ? "the brace of the object"
                  : "the value at this pointer, or the brace of the object if there is no "
                    "value:");
    if (rule->pointer != NULL && rule->pointer[0] != '\0') {
        print_row(out, "", rule->pointer);
    }
    if (rule->failing_count > 0) {
        print_example(out, rule->failing[0]);
    }
}

static void explain_built_in(struct output *out, enum dg_code code)
{
    const struct page *page = pages_find(code);
    enum dg_code_kind kind = dg_code_kind(code);

    print_row(out, "meaning", dg_code_meaning(code));
    print_row(out, "source", page->source);
    if (kind == DG_CODE_KIND_KEYWORD || kind == DG_CODE_KIND_SCHEMA) {
        print_row(
            out, "",
            "with -f json, the member 'contract' of a finding is a pointer into the contract");
    }
    print_row(out, "position", page->place);
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
    if (!output_open(&out, options->output, FILE_READERS_USUAL)) {
        return EXIT_FAILED;
    }
    code_add(&name, code);
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
