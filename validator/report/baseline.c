/* Compares findings with those that are known, and collects them. */
#include "report/baseline.h"

#include <errno.h>
#include <search.h>
#include <string.h>
#include <unistd.h>

#include "base/code.h"
#include "base/output.h"
#include "base/trouble.h"

/* The entries of a baseline that is written: a person reviews them. */
#define MOST_ENTRIES 100000
/* The lines about findings that have vanished. */
#define MOST_LINES 100

static int compare(const void *a, const void *b)
{
    const struct baseline_entry *one = a;
    const struct baseline_entry *other = b;

    return strcmp(one->line, other->line);
}

/* Returns the entry in the tree that has the same line: `entry` itself, if there was none. */
static struct baseline_entry *insert(struct baseline *baseline, struct baseline_entry *entry)
{
    struct baseline_entry **node = memory_checked(tsearch(entry, &baseline->tree, compare));

    return *node;
}

static bool refuse_twice(const char *path, const struct baseline_entry *entry,
                         const struct baseline_entry *first)
{
    struct buffer place = {.data = NULL};

    buffer_format(&place, "%s:%llu:1", path, (unsigned long long)entry->number);
    trouble(buffer_string(&place), "the finding is already in line %llu",
            (unsigned long long)first->number);
    buffer_free(&place);
    return false;
}

/* Tells that the baseline was written with another contract. Returns false if it is that of another
   API. */
static bool check_contract(const struct baseline *baseline)
{
    const struct baseline_file *file = &baseline->file;
    const char *path = baseline->options->baseline;
    bool same = dg_text_equal(file->digest, dg_text_of(baseline->contract->digest));

    if (!same && !dg_text_equal(file->title, dg_text_of(baseline->contract->title))) {
        trouble(path, "the baseline is of another contract, \"%.*s\"; this is \"%s\"",
                (int)file->title.length, file->title.data, baseline->contract->title);
        return false;
    }
    if (!same && !baseline->options->update_baseline) {
        trouble(path, "the baseline is of another contract: an earlier or later one of the same "
                      "title; --update-baseline brings it up to date");
    }
    return true;
}

static bool read_file(struct baseline *baseline)
{
    struct baseline_file *file = &baseline->file;
    const char *path = baseline->options->baseline;

    if (!baseline_file_read(file, path)) {
        return false;
    }
    for (size_t i = 0; i < file->count; i++) {
        const struct baseline_entry *first = insert(baseline, file->entries[i]);

        if (first != file->entries[i]) {
            return refuse_twice(path, file->entries[i], first);
        }
    }
    return check_contract(baseline);
}

bool baseline_open(struct baseline *baseline, const struct options *options,
                   const struct dg_contract *contract)
{
    *baseline = (struct baseline){.options = options, .contract = contract};
    if (options->baseline == NULL) {
        return true;
    }
    if (options->update_baseline && access(options->baseline, F_OK) != 0 && errno == ENOENT) {
        return true;
    }
    if (!read_file(baseline)) {
        baseline_close(baseline);
        return false;
    }
    return true;
}

bool baseline_knows(struct baseline *baseline, const struct dg_finding *finding,
                    const struct fingerprint_document *document)
{
    const struct code code = {finding->code, finding->rule};
    struct baseline_entry wanted = {.line = NULL};
    struct baseline_entry *const *node = NULL;

    if (!code_may_be_lowered(code)) {
        return false;
    }
    buffer_clear(&baseline->code);
    code_add(&baseline->code, code);
    fingerprint_make(&baseline->fingerprint, finding, document);
    baseline_file_line(&baseline->line, buffer_text(&baseline->code), &baseline->fingerprint);
    wanted.line = baseline->line.data;
    node = tfind(&wanted, &baseline->tree, compare);
    if (node != NULL) {
        (*node)->met = true;
        return true;
    }
    if (!baseline->options->update_baseline || baseline->file.count >= MOST_ENTRIES) {
        baseline->full = baseline->options->update_baseline;
        return false;
    }
    insert(baseline, baseline_file_add(&baseline->file, wanted.line))->met = true;
    baseline->added++;
    return true;
}

static bool write_file(const struct baseline *baseline, struct buffer *text)
{
    struct output out;

    if (dg_text_equal(buffer_text(text), buffer_text(&baseline->file.text))) {
        return true;
    }
    if (!output_open(&out, baseline->options->baseline, FILE_READERS_USUAL)) {
        return false;
    }
    dg_write_bytes(&out.writer, text->data, text->length);
    return output_commit(&out);
}

/* Writes the findings of the run. A run that isn't complete removes none. */
static enum exit_status update(struct baseline *baseline, bool complete, uint64_t vanished)
{
    const char *path = baseline->options->baseline;
    unsigned long long added = baseline->added;
    unsigned long long kept = baseline->file.count - (complete ? vanished : 0);
    struct buffer text = {.data = NULL};
    bool written = false;

    if (baseline->full) {
        trouble(path, "not written: there are more than %d different findings", MOST_ENTRIES);
        return EXIT_FAILED;
    }
    baseline_file_write(&text, &baseline->file, baseline->contract, !complete);
    written = write_file(baseline, &text);
    buffer_free(&text);
    if (written && !baseline->options->quiet) {
        trouble(path, "%llu known finding%s: %llu added, %llu removed", kept, kept == 1 ? "" : "s",
                added, complete ? (unsigned long long)vanished : 0);
    }
    return written ? EXIT_CONFORMS : EXIT_FAILED;
}

static uint64_t count_vanished(const struct baseline *baseline)
{
    uint64_t vanished = 0;

    for (size_t i = 0; i < baseline->file.count; i++) {
        vanished += !baseline->file.entries[i]->met;
    }
    return vanished;
}

static void report_vanished(const struct baseline *baseline, uint64_t vanished)
{
    struct buffer place = {.data = NULL};
    uint64_t lines = 0;

    for (size_t i = 0; i < baseline->file.count && lines < MOST_LINES; i++) {
        const struct baseline_entry *entry = baseline->file.entries[i];

        if (!entry->met) {
            buffer_clear(&place);
            buffer_format(&place, "%s:%llu", baseline->options->baseline,
                          (unsigned long long)entry->number);
            trouble(buffer_string(&place), "no such finding any more: %s", entry->line);
            lines++;
        }
    }
    if (lines < vanished) {
        trouble(baseline->options->baseline, "and %llu more findings that are gone",
                (unsigned long long)(vanished - lines));
    }
    buffer_free(&place);
}

enum exit_status baseline_end(struct baseline *baseline, bool complete, uint64_t *vanished)
{
    uint64_t count = count_vanished(baseline);

    *vanished = 0;
    if (baseline->options->update_baseline) {
        return update(baseline, complete, count);
    }
    if (!complete || count == 0) {
        return EXIT_CONFORMS;
    }
    *vanished = count;
    report_vanished(baseline, count);
    return baseline->options->baseline_strict ? EXIT_FINDINGS : EXIT_CONFORMS;
}

void baseline_close(struct baseline *baseline)
{
    for (size_t i = 0; i < baseline->file.count; i++) {
        (void)tdelete(baseline->file.entries[i], &baseline->tree, compare);
    }
    baseline_file_free(&baseline->file);
    fingerprint_free(&baseline->fingerprint);
    buffer_free(&baseline->code);
    buffer_free(&baseline->line);
}
