/* Reads and writes the text of baselines. */
#include "report/baseline_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/code.h"
#include "base/display.h"
#include "base/trouble.h"
#include "common/file.h"

#define FORMAT "dg-baseline/1"
#define EMPTY "\"\""
#define LONGEST_FILE ((size_t)64 * 1024 * 1024)
/* The bytes of an invalid line that an error message quotes. */
#define LONGEST_QUOTE 60

static const char opening[] =
    "# Findings that are known, so that `dg-validate --baseline` doesn't report them. A line has "
    "a\n"
    "# code, the pointer in documents, and the pointer in the contract. `--update-baseline` keeps\n"
    "# comments: say above a line why its finding is known.\n";

/* Reading */

/* A line of the file. */
struct line {
    const char *path;
    uint64_t number;
    const char *begin;
    const char *at;
    const char *end; /* without the line feed */
};

/* Reports what is wrong at `at`. Returns false. */
static bool refuse(const struct line *line, const char *at, const char *expected)
{
    struct buffer place = {.data = NULL};
    struct dg_text found = {at, strcspn(at, " \t\r\n")};
    size_t column = 1;

    for (const char *before = line->begin; before < at; before++) {
        column += ((unsigned char)*before & 0xC0) != 0x80;
    }
    buffer_format(&place, "%s:%llu:%zu", line->path, (unsigned long long)line->number, column);
    if (at == line->end) {
        trouble(buffer_string(&place), "expected %s, found the end of the line", expected);
    } else {
        int length = found.length > LONGEST_QUOTE ? LONGEST_QUOTE : (int)found.length;

        trouble(buffer_string(&place), "expected %s, found '%.*s'", expected, length, found.data);
    }
    buffer_free(&place);
    return false;
}

static void skip_space(struct line *line)
{
    while (line->at < line->end && (*line->at == ' ' || *line->at == '\t')) {
        line->at++;
    }
}

/* Takes the text up to the next space. */
static struct dg_text take_field(struct line *line)
{
    const char *begin = NULL;

    skip_space(line);
    begin = line->at;
    while (line->at < line->end && *line->at != ' ' && *line->at != '\t') {
        line->at++;
    }
    return (struct dg_text){begin, (size_t)(line->at - begin)};
}

/* Takes the rest of the line, without space around it. */
static struct dg_text take_rest(struct line *line)
{
    struct dg_text rest;

    skip_space(line);
    rest = (struct dg_text){line->at, (size_t)(line->end - line->at)};
    while (rest.length > 0 &&
           (rest.data[rest.length - 1] == ' ' || rest.data[rest.length - 1] == '\t')) {
        rest.length--;
    }
    line->at = line->end;
    return rest;
}

static bool is_empty_pointer(struct dg_text field)
{
    return dg_text_equal(field, dg_text_of(EMPTY));
}

static bool begins_with(struct dg_text text, const char *prefix)
{
    size_t length = strlen(prefix);

    return text.length >= length && memcmp(text.data, prefix, length) == 0;
}

static bool is_code(struct dg_text field)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";

    for (size_t i = 0; i < field.length; i++) {
        if (memchr(letters, field.data[i], sizeof letters - 1) == NULL) {
            return false;
        }
    }
    return field.length > 0;
}

/* Whether nothing is judged after a finding with this code. */
static bool is_final(struct dg_text field)
{
    for (size_t i = 0; i < DG_CODE_COUNT; i++) {
        const struct code code = {.code = (enum dg_code)i};

        if (code.code != DG_CODE_RULE && !code_may_be_lowered(code) &&
            dg_text_equal(dg_text_of(dg_code_name(code.code)), field)) {
            return true;
        }
    }
    return false;
}

/* Reads an entry. Returns false if the line isn't one. */
static bool read_entry(struct baseline_file *file, struct line *line, struct dg_text above)
{
    struct dg_text code = take_field(line);
    struct dg_text pointer = take_field(line);
    struct dg_text contract = take_field(line);
    struct dg_text after = take_rest(line);
    struct buffer text = {.data = NULL};
    struct baseline_entry *entry = NULL;

    if (!is_code(code)) {
        return refuse(line, code.data, "the code of a finding");
    }
    if (!begins_with(pointer, "/") && !is_empty_pointer(pointer)) {
        return refuse(line, pointer.data, "a pointer into documents: '/…', or " EMPTY);
    }
    if (!begins_with(contract, "#/") && !is_empty_pointer(contract)) {
        return refuse(line, contract.data, "a pointer into the contract: '#/…', or " EMPTY);
    }
    if (after.length > 0 && after.data[0] != '#') {
        return refuse(line, after.data, "a comment that begins with '#'");
    }
    if (is_final(code)) {
        return refuse(line, code.data, "a finding after which a document is still judged");
    }
    buffer_add_text(&text, code);
    buffer_add(&text, " ");
    buffer_add_text(&text, pointer);
    buffer_add(&text, " ");
    buffer_add_text(&text, contract);
    entry = baseline_file_add(file, buffer_string(&text));
    buffer_free(&text);
    entry->above = above;
    entry->after = after;
    entry->number = line->number;
    return true;
}

/* Reads the line with the format and the contract, which is before the entries. */
static bool read_contract(struct baseline_file *file, struct line *line, struct dg_text above)
{
    struct dg_text format = take_field(line);
    struct dg_text digest = take_field(line);

    if (!dg_text_equal(format, dg_text_of(FORMAT))) {
        return refuse(line, format.data, "'" FORMAT "' and a contract, as a baseline begins");
    }
    if (!begins_with(digest, "sha256:")) {
        return refuse(line, digest.data, "the digest of a contract");
    }
    file->above = above;
    file->digest = digest;
    file->title = take_rest(line);
    return true;
}

/* Reads the lines up to the next one that has more than a comment. Returns false after the last
   one. *above are the comments. */
static bool next_line(struct line *line, const char *end, struct dg_text *above)
{
    *above = (struct dg_text){line->end, 0};
    for (const char *next = line->end; next < end; next = line->end) {
        const char *feed = memchr(next, '\n', (size_t)(end - next));

        line->begin = line->at = next;
        line->number++;
        line->end = feed == NULL ? end : feed + 1;
        skip_space(line);
        if (*line->at != '#' && *line->at != '\n' && *line->at != '\r' && line->at < end) {
            return true;
        }
        above->length += (size_t)(line->end - next);
    }
    return false;
}

/* The line without its end; `whole` is what follows. */
static struct line trimmed(struct line line)
{
    while (line.end > line.begin && (line.end[-1] == '\n' || line.end[-1] == '\r')) {
        line.end--;
    }
    return line;
}

static bool read_text(struct baseline_file *file, const char *path)
{
    const char *text = buffer_string(&file->text);
    const char *end = text + file->text.length;
    struct line line = {.path = path, .begin = text, .at = text, .end = text};
    struct dg_text above;

    while (next_line(&line, end, &above)) {
        struct line content = trimmed(line);
        bool is_first = file->digest.length == 0;

        if (memchr(content.begin, '\0', (size_t)(content.end - content.begin)) != NULL) {
            return refuse(&content, content.at, "text without NUL bytes");
        }
        if (is_first ? !read_contract(file, &content, above) : !read_entry(file, &content, above)) {
            return false;
        }
    }
    file->below = above;
    if (file->digest.length == 0) {
        line.begin = line.at = line.end = end;
        line.number++;
        return refuse(&line, end, "'" FORMAT "' and a contract, as a baseline begins");
    }
    return true;
}

bool baseline_file_read(struct baseline_file *file, const char *path)
{
    if (!file_read(path, LONGEST_FILE, &file->text)) {
        trouble(path, "can't read the baseline: %s", strerror(errno));
        return false;
    }
    if (file->text.length > LONGEST_FILE) {
        trouble(path, "the baseline is longer than 64 MiB");
        return false;
    }
    return read_text(file, path);
}

struct baseline_entry *baseline_file_add(struct baseline_file *file, const char *line)
{
    struct baseline_entry *entry = memory_new(sizeof *entry);

    if (file->count == file->capacity) {
        file->capacity = file->capacity == 0 ? 64 : 2 * file->capacity;
        file->entries =
            memory_grow(file->entries, file->capacity * sizeof(struct baseline_entry *));
    }
    file->entries[file->count++] = entry;
    entry->line = memory_copy_string(line);
    return entry;
}

void baseline_file_free(struct baseline_file *file)
{
    for (size_t i = 0; i < file->count; i++) {
        free(file->entries[i]->line);
        free(file->entries[i]);
    }
    free(file->entries);
    buffer_free(&file->text);
}

/* Writing */

static int compare(const void *a, const void *b)
{
    const struct baseline_entry *const *one = a;
    const struct baseline_entry *const *other = b;

    return strcmp((*one)->line, (*other)->line);
}

/* Adds comments without blank lines before them. */
static void add_comments(struct buffer *out, struct dg_text comments)
{
    buffer_add_text(out, comments);
    if (comments.length > 0 && comments.data[comments.length - 1] != '\n') {
        buffer_add(out, "\n");
    }
}

static void add_entry(struct buffer *out, const struct baseline_entry *entry)
{
    add_comments(out, entry->above);
    buffer_add(out, entry->line);
    if (entry->after.length > 0) {
        buffer_add(out, " ");
        buffer_add_text(out, entry->after);
    }
    buffer_add(out, "\n");
}

/* Adds a title as one line. */
static void add_title(struct buffer *out, const char *title)
{
    const char *end = title + strlen(title);

    while (title < end) {
        struct glyph glyph = display_next(&title, end);

        buffer_add_bytes(out, glyph.bytes, glyph.length);
    }
}

void baseline_file_write(struct buffer *out, const struct baseline_file *file,
                         const struct dg_contract *contract, bool all)
{
    struct baseline_entry **sorted = memory_new_array(file->count + 1, sizeof *sorted);

    if (file->count > 0) {
        memcpy(sorted, file->entries, file->count * sizeof(struct baseline_entry *));
        qsort(sorted, file->count, sizeof *sorted, compare);
    }
    add_comments(out, file->text.length == 0 ? dg_text_of(opening) : file->above);
    buffer_format(out, FORMAT " %s ", contract->digest);
    add_title(out, contract->title);
    buffer_add(out, "\n");
    for (size_t i = 0; i < file->count; i++) {
        if (all || sorted[i]->met) {
            add_entry(out, sorted[i]);
        }
    }
    add_comments(out, file->below);
    free(sorted);
}

static void add_field(struct buffer *out, struct dg_text text)
{
    const char *end = text.length == 0 ? text.data : text.data + text.length;

    if (text.length == 0) {
        buffer_add(out, EMPTY);
    }
    for (const char *at = text.data; at < end;) {
        const char *begin = at;
        struct glyph glyph = display_next(&at, end);
        bool same =
            glyph.length == (size_t)(at - begin) && memcmp(glyph.bytes, begin, glyph.length) == 0;

        for (; begin < at; begin++) {
            if (same && *begin != ' ' && *begin != '%') {
                buffer_add_bytes(out, begin, 1);
            } else {
                buffer_format(out, "%%%02X", (unsigned)(unsigned char)*begin);
            }
        }
    }
}

void baseline_file_line(struct buffer *out, struct dg_text code,
                        const struct fingerprint *fingerprint)
{
    buffer_clear(out);
    buffer_add_text(out, code);
    buffer_add(out, " ");
    add_field(out, buffer_text(&fingerprint->pointer));
    buffer_add(out, " ");
    add_field(out, buffer_text(&fingerprint->contract));
}
