/* Writes witnesses as captures. */
#include "diff/diff_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/buffer.h"
#include "common/file.h"
#include "emit/folders.h"

#define FILES_PROGRAM "dg-codegen"
#define FILES_PREFIX "witness-"

static bool files_fail(const char *path)
{
    memory_check_errno();
    fprintf(stderr, "dg-codegen: %s: %s\n", path, strerror(errno));
    return false;
}

/* Whether a name is that of a witness: "witness-001-…". */
static bool files_is_witness(const char *name)
{
    const char *end = strrchr(name, '.');

    return strncmp(name, FILES_PREFIX, strlen(FILES_PREFIX)) == 0 &&
           strspn(name + strlen(FILES_PREFIX), "0123456789") >= 3 && end != NULL &&
           (strcmp(end, ".http") == 0 || strcmp(end, ".json") == 0);
}

static bool files_remove(const char *directory, const char *name)
{
    struct buffer path = {0};
    bool removed;

    buffer_format(&path, "%s/%s", directory, name);
    removed = unlink(path.data) == 0 || errno == ENOENT || files_fail(path.data);
    buffer_free(&path);
    return removed;
}

/* Removes the witnesses of earlier runs. */
static bool files_clear(const char *directory)
{
    DIR *folder = opendir(directory);
    bool good = true;

    if (folder == NULL) {
        return files_fail(directory);
    }
    for (const struct dirent *entry = readdir(folder); good && entry != NULL;
         entry = readdir(folder)) {
        good = !files_is_witness(entry->d_name) || files_remove(directory, entry->d_name);
    }
    closedir(folder);
    return good;
}

static void files_add(const struct diff_witness *witness, struct buffer *out)
{
    if (witness->operation != NULL) {
        buffer_format(out, "HTTP/1.1 %d \r\n", witness->status);
        if (witness->content_type != NULL) {
            buffer_format(out, "Content-Type: %s\r\n", witness->content_type);
        }
        buffer_format(out, "Content-Length: %zu\r\n\r\n", witness->body.length);
    }
    buffer_add_text(out, witness->body);
}

/* The drafts of all witnesses, which are put in place together. */
struct files_drafts {
    struct file_draft *list;
    size_t count;
};

static bool files_write(struct files_drafts *drafts, const char *path, const struct buffer *text)
{
    struct file_draft *draft = &drafts->list[drafts->count];

    if (!file_draft_open(draft, path, FILES_PROGRAM, FILE_READERS_USUAL)) {
        return files_fail(path);
    }
    drafts->count++;
    return (file_write(draft->fd, text->data, text->length) && file_draft_close(draft)) ||
           files_fail(path);
}

static bool files_write_witness(struct files_drafts *drafts, const struct diff_change *change,
                                size_t number, const char *directory)
{
    const struct diff_witness *witness = change->witness;
    struct buffer path = {0};
    struct buffer text = {0};
    bool good;

    buffer_format(&path, "%s/" FILES_PREFIX "%03zu-%s-accepted-by-%s.%s", directory, number,
                  diff_kind_name(change->kind), witness->accepted_by == DIFF_NEW ? "new" : "old",
                  witness->operation != NULL ? "http" : "json");
    files_add(witness, &text);
    good = files_write(drafts, path.data, &text);
    buffer_free(&path);
    buffer_free(&text);
    return good;
}

/* Replaces the witnesses of earlier runs. */
static bool files_commit(struct files_drafts *drafts, const char *directory)
{
    bool good = files_clear(directory);

    for (size_t i = 0; good && i < drafts->count; i++) {
        good = file_draft_commit(&drafts->list[i]) || files_fail(drafts->list[i].target);
    }
    return good;
}

bool diff_files_write(const struct diff *diff, const char *directory)
{
    struct folders folders = {NULL, 0};
    struct files_drafts drafts = {memory_new_array(diff->count + 1, sizeof *drafts.list), 0};
    const char *failed = directory;
    bool good;

    folders_add(&folders, directory);
    good = folders_make(&folders, &failed) || files_fail(failed);
    for (size_t i = 0; good && i < diff->count; i++) {
        if (diff->changes[i]->witness != NULL) {
            good = files_write_witness(&drafts, diff->changes[i], i + 1, directory);
        }
    }
    good = good && files_commit(&drafts, directory);
    for (size_t i = 0; i < drafts.count; i++) {
        file_draft_abandon(&drafts.list[i]);
    }
    if (!good) {
        folders_unmake(&folders);
    }
    folders_free(&folders);
    free(drafts.list);
    return good;
}
