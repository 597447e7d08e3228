/* Collects diagnostics and prints them with the source line and a caret. */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_arena.h"
#include "common/buffer.h"

#define DIAG_NOTE_LIMIT 8
#define DIAG_MESSAGE_WIDTH 400 /* code points */
#define DIAG_LINE_WIDTH 96

struct diag_note_entry {
    struct location at;
    char *message;
};

struct diag_entry {
    enum diag_id id;
    enum diag_level level;
    size_t number; /* in the order of the reports */
    struct location at;
    char *message;
    char *suggested; /* NULL: there is none */
    struct diag_note_entry notes[DIAG_NOTE_LIMIT];
    size_t note_count;
};

static const char *const diag_names[] = {
#define DIAG_NAME(identifier, name) name,
    DIAG_IDS(DIAG_NAME)
#undef DIAG_NAME
};

static const char *diag_level_name(enum diag_level level)
{
    switch (level) {
    case DIAG_LEVEL_ERROR:
        return "error";
    case DIAG_LEVEL_WARNING:
        return "warning";
    case DIAG_LEVEL_NOTE:
        return "note";
    }
    return "";
}

unsigned diag_add_file(struct diag *diag, const char *path, struct dg_text source)
{
    diag->files = memory_grow(diag->files, (diag->file_count + 1) * sizeof *diag->files);
    diag->files[diag->file_count] = (struct diag_file){path, source};
    return diag->file_count++;
}

size_t diag_line_break(const char *at, const char *end)
{
    size_t left = (size_t)(end - at);

    if (left == 0) {
        return 0;
    }
    if (at[0] == '\n') {
        return 1;
    }
    if (at[0] == '\r') {
        return left > 1 && at[1] == '\n' ? 2 : 1;
    }
    return 0;
}

/* Whether a terminal would act on the character instead of showing it: C0, DEL, C1 and the
 * characters that turn the direction of text. */
static bool diag_is_harmful(const char *at, size_t length)
{
    unsigned char first = (unsigned char)at[0];
    unsigned char second = length > 1 ? (unsigned char)at[1] : 0;
    unsigned char third = length > 2 ? (unsigned char)at[2] : 0;

    if (length == 1) {
        return first < 0x20 || first == 0x7F;
    }
    if (length == 2) {
        return first == 0xC2 && second < 0xA0;
    }
    if (length == 3 && first == 0xE2 && second == 0x80) {
        return third >= 0xA8 && third <= 0xAE;
    }
    if (length == 3 && first == 0xE2 && second == 0x81) {
        return third >= 0xA6 && third <= 0xA9;
    }
    return false;
}

/* Writes one message on one line: harmful characters as \xNN, the rest beyond the width cut. */
static void diag_put_message(FILE *file, const char *message)
{
    const char *end = message + strlen(message);
    size_t width = 0;

    for (const char *at = message; at < end; width++) {
        size_t length = dg_utf8_sequence(at, end);
        bool harmful = length == 0 || diag_is_harmful(at, length);

        if (width == DIAG_MESSAGE_WIDTH) {
            fputs("…", file);
            return;
        }
        length = length == 0 ? 1 : length;
        for (size_t i = 0; harmful && i < length; i++) {
            fprintf(file, "\\x%02x", (unsigned)(unsigned char)at[i]);
        }
        if (!harmful) {
            fwrite(at, 1, length, file);
        }
        at += length;
    }
}

/* Finds a line, without its line break. Returns false if the source has no such line. */
static bool diag_find_line(struct dg_text source, unsigned line, struct dg_text *out)
{
    const char *end = source.data + source.length;
    const char *begin = source.data;
    const char *at;

    for (at = begin; at < end && line > 1;) {
        size_t length = diag_line_break(at, end);

        at += length == 0 ? 1 : length;
        if (length > 0) {
            line--;
            begin = at;
        }
    }
    for (at = begin; at < end && diag_line_break(at, end) == 0;) {
        at++;
    }
    *out = (struct dg_text){begin, (size_t)(at - begin)};
    return line == 1 && source.length > 0;
}

/* Shows the line, cropped around the column, and a caret under it. One column for each code
   point. */
static void diag_put_line(FILE *file, struct dg_text line, struct location at)
{
    size_t first =
        at.column > DIAG_LINE_WIDTH * 3 / 4 ? at.column - DIAG_LINE_WIDTH / 2 : (size_t)1;
    const char *end = line.data + line.length;
    size_t column = 1;

    fprintf(file, "%5u | %s", at.line, first > 1 ? "…" : "");
    for (const char *from = line.data; from < end; column++) {
        size_t length = dg_utf8_sequence(from, end);
        bool harmful = length == 0 || diag_is_harmful(from, length);

        if (column == first + DIAG_LINE_WIDTH) {
            fputs("…", file);
            break;
        }
        length = length == 0 ? 1 : length;
        if (column >= first && harmful) {
            fputc(*from == '\t' ? ' ' : '?', file);
        } else if (column >= first) {
            fwrite(from, 1, length, file);
        }
        from += length;
    }
    fprintf(file, "\n      | %*s^\n", (int)(at.column - first + (first > 1 ? 1 : 0)), "");
}

static void diag_put_location(const struct diag *diag, FILE *file, struct location at)
{
    diag_put_message(file, diag->files[at.file].path);
    if (at.line > 0) {
        fprintf(file, ":%u:%u", at.line, at.column);
    }
    fputs(": ", file);
}

static void diag_put_source(const struct diag *diag, FILE *file, struct location at)
{
    struct dg_text line;

    fputc('\n', file);
    if (at.line > 0 && diag_find_line(diag->files[at.file].source, at.line, &line)) {
        diag_put_line(file, line, at);
    }
}

static void diag_put_entry(const struct diag *diag, FILE *file, const struct diag_entry *entry)
{
    diag_put_location(diag, file, entry->at);
    fprintf(file, "%s: ", diag_level_name(entry->level));
    diag_put_message(file, entry->message);
    if (entry->suggested != NULL) {
        fputs("; did you mean '", file);
        diag_put_message(file, entry->suggested);
        fputs("'?", file);
    }
    fprintf(file, " [%s]", diag_names[entry->id]);
    diag_put_source(diag, file, entry->at);
    for (size_t i = 0; i < entry->note_count; i++) {
        diag_put_location(diag, file, entry->notes[i].at);
        fputs("note: ", file);
        diag_put_message(file, entry->notes[i].message);
        diag_put_source(diag, file, entry->notes[i].at);
    }
}

static size_t diag_limit(const struct diag *diag)
{
    return diag->limit == 0 ? DIAG_LIMIT : diag->limit;
}

static int diag_compare(const void *a, const void *b)
{
    const struct diag_entry *const *left = a;
    const struct diag_entry *const *right = b;
    int order = location_compare((*left)->at, (*right)->at);

    if (order == 0) {
        order = (*left)->number < (*right)->number ? -1 : 1;
    }
    return order;
}

void diag_print(const struct diag *diag, FILE *file)
{
    const struct diag_entry **order = diag->order;

    if (diag->unreadable != NULL) {
        fprintf(file, "dg-codegen: %s\n", diag->unreadable);
        return;
    }
    for (size_t i = 0; i < diag->count; i++) {
        order[i] = &diag->entries[i];
    }
    if (diag->count > 0) {
        qsort(order, diag->count, sizeof *order, diag_compare);
    }
    for (size_t i = 0; i < diag->count; i++) {
        diag_put_entry(diag, file, order[i]);
    }
    for (enum diag_level level = 0; level < DIAG_LEVEL_COUNT; level++) {
        if (diag->more[level]) {
            diag_put_location(diag, file, (struct location){.line = 0});
            fprintf(file, "only the first %zu %ss are shown\n", diag_limit(diag),
                    diag_level_name(level));
        }
    }
}

__attribute__((format(printf, 1, 0))) static char *diag_format(const char *format,
                                                               va_list arguments)
{
    struct buffer buffer = {0};

    buffer_format_list(&buffer, format, arguments);
    return buffer.data;
}

static bool diag_is_at(const struct diag_entry *entry, struct location at)
{
    return entry->at.line == at.line && entry->at.column == at.column;
}

/* Counts the entries of the level. *known: the same was reported before. */
static size_t diag_count(const struct diag *diag, const struct diag_entry *other, bool *known)
{
    size_t count = 0;

    *known = false;
    for (size_t i = 0; i < diag->count; i++) {
        const struct diag_entry *entry = &diag->entries[i];
        bool same = entry->level == other->level && entry->id == other->id &&
                    (entry->level == DIAG_LEVEL_NOTE || diag_is_at(entry, other->at));

        count += entry->level == other->level;
        *known = *known || (same && strcmp(entry->message, other->message) == 0);
    }
    return count;
}

static void diag_free_entry(const struct diag_entry *entry)
{
    free(entry->message);
    free(entry->suggested);
    for (size_t i = 0; i < entry->note_count; i++) {
        free(entry->notes[i].message);
    }
}

/* Keeps an entry, unless the same is known or the limit of its level is reached. Frees its texts
 * then. */
static void diag_add(struct diag *diag, const struct diag_entry *entry)
{
    bool known;
    size_t count = diag_count(diag, entry, &known);

    diag->last = NULL;
    if (known || count == diag_limit(diag)) {
        diag->more[entry->level] = diag->more[entry->level] || !known;
        diag_free_entry(entry);
        return;
    }
    if (diag->count == diag->capacity) {
        diag->capacity = diag->capacity == 0 ? DIAG_LIMIT : diag->capacity * 2;
        diag->entries = memory_grow(diag->entries, diag->capacity * sizeof *diag->entries);
        diag->order = memory_grow(diag->order, diag->capacity * sizeof *diag->order);
    }
    diag->last = &diag->entries[diag->count];
    *diag->last = *entry;
    diag->last->number = diag->count++;
    diag->errors += entry->level == DIAG_LEVEL_ERROR;
    diag->notes += entry->level == DIAG_LEVEL_NOTE;
}

/* The number of references of a chain that are shown. */
#define DIAG_CHAIN_LIMIT 4

static void diag_note_chain(struct diag *diag)
{
    const struct diag_link *link = diag->chain;

    for (size_t i = 0; link != NULL && i < DIAG_CHAIN_LIMIT; i++, link = link->next) {
        diag_note(diag, link->at, i == 0 ? "reached by this reference" : "and this one before it");
    }
}

void diag_error(struct diag *diag, enum diag_id id, struct location at, const char *format, ...)
{
    bool own = id == DIAG_ENVIRONMENT || id == DIAG_COMMAND;
    enum diag_level level = diag->lenient && !own ? DIAG_LEVEL_NOTE : DIAG_LEVEL_ERROR;
    struct diag_entry entry = {.id = id, .level = level, .at = at};
    va_list arguments;

    va_start(arguments, format);
    entry.message = diag_format(format, arguments);
    va_end(arguments);
    diag_add(diag, &entry);
    if (level == DIAG_LEVEL_ERROR) {
        diag_note_chain(diag);
    }
}

void diag_warning(struct diag *diag, enum diag_id id, struct location at, const char *format, ...)
{
    struct diag_entry entry = {.id = id, .level = DIAG_LEVEL_WARNING, .at = at};
    va_list arguments;

    va_start(arguments, format);
    entry.message = diag_format(format, arguments);
    va_end(arguments);
    diag_add(diag, &entry);
}

void diag_noted(struct diag *diag, enum diag_id id, struct location at, const char *format, ...)
{
    struct diag_entry entry = {.id = id, .level = DIAG_LEVEL_NOTE, .at = at};
    va_list arguments;

    va_start(arguments, format);
    entry.message = diag_format(format, arguments);
    va_end(arguments);
    diag_add(diag, &entry);
}

bool diag_be_lenient(struct diag *diag, bool lenient)
{
    bool before = diag->lenient;

    diag->lenient = lenient;
    return before;
}

void diag_note(struct diag *diag, struct location at, const char *format, ...)
{
    struct diag_entry *entry = diag->last;
    va_list arguments;

    if (entry == NULL || entry->note_count == DIAG_NOTE_LIMIT) {
        return;
    }
    va_start(arguments, format);
    entry->notes[entry->note_count++] =
        (struct diag_note_entry){at, diag_format(format, arguments)};
    va_end(arguments);
}

bool diag_is_open(const struct diag *diag)
{
    return diag->last != NULL;
}

void diag_did_you_mean(struct diag *diag, struct dg_text word)
{
    if (diag->last == NULL || word.length == 0) {
        return;
    }
    free(diag->last->suggested);
    diag->last->suggested = memory_copy(word.data, word.length);
}

void diag_free_quiet(struct diag *diag)
{
    for (size_t i = 0; i < diag->count; i++) {
        diag_free_entry(&diag->entries[i]);
    }
    free(diag->entries);
    free(diag->order);
}

void diag_free(struct diag *diag)
{
    diag_free_quiet(diag);
    free(diag->files);
    *diag = (struct diag){.files = NULL};
}

struct diag diag_quiet(const struct diag *diag)
{
    return (struct diag){
        .files = diag->files, .file_count = diag->file_count, .chain = diag->chain};
}

void diag_move(struct diag *diag, struct diag *quiet)
{
    for (size_t i = 0; i < quiet->count; i++) {
        diag_add(diag, &quiet->entries[i]);
    }
    free(quiet->entries);
    free(quiet->order);
}

void diag_noted_since(struct diag *diag, const struct diag *quiet, struct location at,
                      const char *what)
{
    const struct diag_entry *entry = quiet->entries;

    while (entry->level != DIAG_LEVEL_ERROR) {
        entry++;
    }
    diag_noted(diag, entry->id, at, "%s: %s", what, entry->message);
    diag_note(diag, entry->at, "the reason is here");
}
